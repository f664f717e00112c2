"""Find the phrases of a corpus: runs of words that hold together and could stand in a glossary."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.terms.counts import Tokens
from helpers.terms.segment import stop_words
from helpers.text.words import tagger, word

LONGEST = 7  # words of a phrase
LONGEST_FORM = 14  # characters of a phrase
FEWEST = 3  # occurrences; in a large corpus more, by the root of its size
SCALE = 250
MANY = 10  # documents from which on a phrase stands in two
COHESION = 0.3  # normalised pointwise mutual information of the weakest joint
TIGHT = 0.65  # from here on a phrase may always follow a noun
LETTER = 0.5  # a word of one character at an end has to be tied so closely
TIED, FREE = 0.5, 0.5  # cohesion and free borders that a phrase with a vague head needs
PLUS = "+＋"  # closes a phrase, too: 互联网+
TAKEN = 0.6  # share of the places in which one word may stand before, or after, a phrase
FREE_BEFORE, FREE_AFTER = 0.25, 0.05  # shares of the places where something else begins or ends
FREE_LETTER = 0.2  # before a tight phrase with a word of one character at an end


@dataclass(frozen=True)
class _Runs:
    """The runs of so many words that recur: the tokens where they start, which one there.

    Of each run how often it stands, and where first.
    """

    at: Any
    which: Any
    counts: Any
    first: Any

    @classmethod
    def of(cls, at: Any, which: Any, counts: Any) -> "_Runs":
        """Note where each run stands first; `at` is in order."""
        first = np.zeros(counts.size, "int32")
        first[which[::-1]] = at[::-1]
        return cls(at, which, counts, first)

    def counts_at(self, at: Any) -> Any:
        """Return how often the runs stand that start at these tokens."""
        return self.counts[self.which[np.searchsorted(self.at, at)]]


def find_phrases(tokens: Tokens, documents: Sequence[int]) -> pd.DataFrame:
    """Return the phrases of running text: phrase, count, documents, npmi, the most frequent first.

    `documents` numbers the document of each text from 0. A phrase is a run of words that
    - recurs, from ten documents on in more than one;
    - holds together at its weakest joint: NPMI, Bouma (2009), of neighbours;
    - has free borders: no single word takes most of the places before or after it (the idea of
      C-value, Frantzi et al. 2000, IJDL 3: 115-130), and it does not always follow a noun;
    - is built as an entry of a glossary is: lexicons/phrase_borders.toml.
    Runs of n + 1 words are counted only where both runs of n recur, so that time and memory stay
    in proportion to the text.
    """
    owner = np.asarray(documents, dtype="int32")[tokens.owner]
    least = max(FEWEST, round(len(tokens.ids) ** 0.5 / SCALE))
    kinds = _Kinds.of(tokens.vocabulary)
    ids = np.where(kinds.inner[tokens.ids], tokens.ids, -1)
    last = np.cumsum(tokens.sizes)[:-1]  # a run stays within its text
    levels = [_recurring(ids, least)]
    rows: list[tuple[str, int, int, float]] = []
    spread = max(1 if len(set(documents)) < MANY else 2, least // 2)
    while len(levels) < LONGEST and levels[-1].counts.size:
        levels.append(_extended(levels[-1], len(levels), last, least))
        rows += _chosen(levels, tokens, kinds, owner, spread)
    table = pd.DataFrame(rows, columns=["phrase", "count", "documents", "npmi"])
    table = table.astype({"phrase": "str", "count": "int64", "documents": "int64"})
    table = table.astype({"npmi": "float64"}).drop_duplicates("phrase")
    return table.sort_values(["count", "phrase"], ascending=[False, True], ignore_index=True)


def entries(terms: Sequence[str]) -> list[str]:
    """Return the terms that could be entries of a glossary; short words of every text are none.

    >>> entries(["数字经济", "科创", "入选", "建议", "PM2.5", "进一步提高"])
    ['数字经济', '科创', 'PM2.5']
    """
    kinds = _Kinds.of(terms)
    built = kinds.opening & kinds.closing & ~kinds.vague
    return [
        term
        for term, fits in zip(terms, built, strict=True)
        if (fits and (len(term) > 2 or not word(term))) or any(map(str.isascii, term))
    ]


def telling_of(terms: Iterable[str]) -> list[str]:
    """Return the entries among these terms, or all where none is one."""
    every = list(terms)
    return entries(every) or every


@dataclass(frozen=True)
class _Kinds:
    """What each entry of a vocabulary may do in a phrase, as masks over the vocabulary."""

    inner: Any  # may stand in a phrase
    opening: Any  # may begin one
    closing: Any  # may end one
    within: Any  # may follow the first word without a head of a measure at the end
    measure: Any  # is such a head: 工程, 制度
    letter: Any  # has one character
    before: Any  # something ends here: a phrase may begin after it
    after: Any  # something begins here: a phrase may end before it
    vague: Any  # a head that closes only what is tied and free: 水平, 投入
    past: tuple[Any, Any]  # stands before, after a phrase and is never a part of a longer one

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "_Kinds":
        """Return for each word of the vocabulary what the lexicon says of its borders."""
        rules = _rules()
        stop = stop_words()

        def mask(holds: Any) -> Any:
            return np.fromiter(map(holds, vocabulary), bool, len(vocabulary))

        plain = mask(_plain)
        governing = mask(lambda word: _led(word, rules["governing"]))
        qualifying = mask(lambda word: _led(word, rules["qualifying"]))
        closing = mask(rules["closing"].__contains__)
        vague = mask(rules["vague"].__contains__)
        stopped = mask(stop.__contains__)
        prefix = mask(rules["prefixes"].__contains__)
        inner = plain & ~qualifying & (~stopped | prefix) & ~mask(_place)
        letter = mask(lambda word: len(word) == 1)
        boundary = ~plain | stopped | governing | qualifying
        loose = ~plain | mask(rules["loose"].__contains__)
        return cls(
            inner=inner,
            opening=inner & ~governing & ~mask(PLUS.__contains__),
            closing=inner & (~closing | letter & ~governing) & ~stopped,
            within=~governing | letter,
            measure=mask(rules["measures"].__contains__),
            letter=letter,
            before=boundary,
            after=boundary | closing | vague,
            vague=vague,
            past=(loose | (governing | qualifying) & ~letter, loose),
        )


@cache
def _rules() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(words.split()) for name, words in lexicon.load("phrase_borders").items()
    }


def _plain(word: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c.isalpha() for c in word) or word in PLUS


def _led(word: str, leaders: Collection[str]) -> bool:
    """Tell whether a word is one of these, or is led by one: 进一步提高, 大力发展."""
    return word in leaders or (len(word) > 3 and (word[:2] in leaders or word[:3] in leaders))


def _place(word: str) -> bool:
    """Tell whether the general dictionary has the word as the name of a place."""
    if len(word) < 2 or word in _rules()["not_places"]:
        return False
    return bool(tagger().tag(word, False) == [(word, "ns")])


def _recurring(ids: Any, least: int) -> _Runs:
    """Number the words that come often enough; -1 is no word."""
    at = np.flatnonzero(ids >= 0).astype("int32")
    counts = np.bincount(ids[at])
    often = counts >= least
    at = at[often[ids[at]]]
    number = (np.cumsum(often) - 1).astype("int32")
    return _Runs.of(at, number[ids[at]], counts[often])


def _extended(runs: _Runs, length: int, last: Any, least: int) -> _Runs:
    """Return the recurring runs one word longer."""
    beyond = np.maximum(np.subtract.outer(last, range(1, length + 1)), 0)
    goes_on = (np.diff(runs.at) == 1) & ~np.isin(runs.at[:-1], beyond)
    both = np.flatnonzero(goes_on)
    codes = runs.which[both] * np.int64(runs.counts.size) + runs.which[both + 1]
    _, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    often = counts >= least
    seen = often[inverse]
    number = (np.cumsum(often) - 1).astype("int32")
    return _Runs.of(runs.at[both[seen]], number[inverse[seen]], counts[often])


def _chosen(
    levels: Sequence[_Runs], tokens: Tokens, kinds: _Kinds, owner: Any, spread: int
) -> list[tuple[str, int, int, float]]:
    """Return the phrases among the runs of the last level."""
    runs, length = levels[-1], len(levels)
    if not runs.counts.size:
        return []
    at, which = runs.at, runs.which
    opens = tokens.ids[runs.first]
    ends = tokens.ids[runs.first + length - 1]
    cohesion = _cohesion(levels, len(tokens.ids))
    beside = [
        np.where(at > 0, tokens.ids[at - 1], -1),
        np.append(tokens.ids, -1)[np.minimum(at + length, tokens.ids.size)],
    ]
    number = runs.counts.size
    taken = np.maximum(
        *(
            _taken(which, word, past, number) / runs.counts
            for word, past in zip(beside, kinds.past, strict=True)
        )
    )
    free_before, free_after = (
        np.bincount(which, free[word] | (word < 0), number) / runs.counts
        for free, word in zip((kinds.before, kinds.after), beside, strict=True)
    )
    texts = np.int64(owner.max() + 1)
    found_in = np.unique(which * texts + owner[at]) // texts
    documents = np.bincount(found_in, minlength=number)
    governed = [~kinds.within[tokens.ids[runs.first + step]] for step in range(1, length - 1)]
    letters = kinds.letter[opens] | kinds.letter[ends]
    built = kinds.opening[opens] & kinds.closing[ends]
    if governed:
        built &= ~np.any(governed, axis=0) | kinds.measure[ends]
    enough = np.where(cohesion < TIGHT, FREE_BEFORE, np.where(letters, FREE_LETTER, 0))
    kept = built & (free_before >= enough) & (free_after >= FREE_AFTER)
    kept &= (taken <= TAKEN) & (documents >= spread)
    kept &= cohesion >= np.where(letters, LETTER, COHESION)
    vague = kinds.vague[ends]
    kept &= ~vague | ((cohesion >= TIED) & (np.minimum(free_before, free_after) >= FREE))
    rows = []
    for place in np.flatnonzero(kept):
        first = runs.first[place]
        form = "".join(tokens.vocabulary[word] for word in tokens.ids[first : first + length])
        if len(form) <= LONGEST_FORM:
            numbers = int(runs.counts[place]), int(documents[place])
            rows.append((form, *numbers, round(float(cohesion[place]), 6)))
    return rows


def _cohesion(levels: Sequence[_Runs], total: int) -> Any:
    """Return the NPMI of the two sides of each run of the last level, at its weakest joint."""
    runs, length = levels[-1], len(levels)
    together = np.log(runs.counts / total)
    weakest = np.full(runs.counts.size, np.inf)
    for joint in range(1, length):
        left, right = levels[joint - 1], levels[length - joint - 1]
        alone = np.log(left.counts_at(runs.first) / total)
        alone += np.log(right.counts_at(runs.first + joint) / total)
        weakest = np.minimum(weakest, (together - alone) / -together)
    return weakest


def _taken(which: Any, word: Any, past: Any, number: int) -> Any:
    """Return how many places of each run have its most frequent neighbour."""
    real = (word >= 0) & ~past[word]
    pairs, counts = np.unique(which[real] * np.int64(len(past)) + word[real], return_counts=True)
    most = np.zeros(number)
    np.maximum.at(most, pairs // len(past), counts)
    return most
