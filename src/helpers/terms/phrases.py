"""Find the phrases of a corpus: runs of words that hold together and could stand in a glossary."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from helpers.terms.borders import Borders
from helpers.terms.counts import Tokens

LONGEST = 7  # words of a phrase
LONGEST_FORM = 14  # characters of a phrase
QUOTES = ({"“", "「", "『"}, {"”", "」", "』"})
FEWEST = 3  # occurrences; in a large corpus more, by the root of its size
SCALE = 250
MANY = 10  # documents from which on a phrase stands in two
COHESION = 0.3  # normalised pointwise mutual information of the weakest joint
FREEST, LOOSE = 0.85, 0.25  # so free on both sides it needs less cohesion
TIGHT = 0.65  # from here on a phrase may always follow a noun
LETTER = 0.5  # a word of one character at an end has to be tied so closely
COMPOUND = 4  # characters from which on a word is a phrase itself
TIED, FREE = 0.5, 0.5  # cohesion and free borders that a phrase with a vague head needs
TAKEN = 0.6  # share of the places in which one word may stand before, or after, a phrase
COUNTED, HANGING = 0.5, 0.3  # ... where a number may stand before it, or a suffix behind it
FREE_BEFORE, FREE_AFTER = 0.25, 0.05  # shares of the places where something else begins or ends
FREE_LETTER = 0.2  # beside a word of one character, that it is no half of another


@dataclass(frozen=True)
class _Runs:
    """The runs of so many words that recur: the tokens where they start, which one there.

    Of each run how often it stands, and where first.
    """

    at: Any
    which: Any
    counts: Any
    first: Any
    whole: Any  # whether each is a phrase

    @classmethod
    def of(cls, at: Any, which: Any, counts: Any) -> "_Runs":
        """Note where each run stands first; `at` is in order."""
        first = np.zeros(counts.size, "int32")
        first[which[::-1]] = at[::-1]
        return cls(at, which, counts, first, np.zeros(counts.size, bool))

    def counts_at(self, at: Any) -> Any:
        """Return how often the runs stand that start at these tokens."""
        return self.counts[self.which[np.searchsorted(self.at, at)]]

    def whole_at(self, at: Any) -> Any:
        """Tell whether the runs that start at these tokens are phrases."""
        return self.whole[self.which[np.searchsorted(self.at, at)]]


def find_phrases(tokens: Tokens, documents: Sequence[int]) -> pd.DataFrame:
    """Return the phrases of running text: phrase, count, documents, npmi, the most frequent first.

    `documents` numbers the document of each text from 0. A phrase is a run of words that
    - recurs, from ten documents on in more than one;
    - holds together at its weakest joint: NPMI, Bouma (2009), of neighbours;
    - has free borders: no single word takes most of the places before or after it (the idea of
      C-value, Frantzi et al. 2000, IJDL 3: 115-130), and it does not always follow a noun;
    - is built as an entry of a glossary is: lexicons/phrase_borders.toml.
    What quotation marks set apart that often is one in any build: 最多跑一次.
    Runs of n + 1 words are counted only where both runs of n recur, so that time and memory stay
    in proportion to the text.
    """
    owner = np.asarray(documents, dtype="int32")[tokens.owner]
    least = max(FEWEST, round(len(tokens.ids) ** 0.5 / SCALE))
    borders = Borders.of(tokens.vocabulary)
    ids = np.where(borders.inner[tokens.ids], tokens.ids, -1)
    last = np.cumsum(tokens.sizes)[:-1]  # a run stays within its text
    levels = [_recurring(ids, least)]
    rows: list[tuple[str, int, int, float]] = []
    spread = max(1 if len(set(documents)) < MANY else 2, least // 2)
    while len(levels) < LONGEST and levels[-1].counts.size:
        levels.append(_extended(levels[-1], len(levels), last, least))
        rows += _chosen(levels, tokens, borders, owner, spread)
    rows += _quoted(tokens, borders.plain, owner, min(spread, 2))
    table = pd.DataFrame(rows, columns=["phrase", "count", "documents", "npmi"])
    table = table.astype({"phrase": "str", "count": "int64", "documents": "int64"})
    table = table.astype({"npmi": "float64"}).drop_duplicates("phrase")
    return table.sort_values(["count", "phrase"], ascending=[False, True], ignore_index=True)


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
    levels: Sequence[_Runs], tokens: Tokens, borders: Borders, owner: Any, spread: int
) -> list[tuple[str, int, int, float]]:
    """Return the phrases among the runs of the last level."""
    runs, length = levels[-1], len(levels)
    if not runs.counts.size:
        return []
    cohesion = _cohesion(levels, len(tokens.ids))
    texts = np.int64(owner.max() + 1)
    found_in = np.unique(runs.which * texts + owner[runs.at]) // texts
    documents = np.bincount(found_in, minlength=runs.counts.size)
    words = [tokens.ids[runs.first + step] for step in range(length)]
    runs.whole[:] = _built(words, borders) & (documents >= spread)
    runs.whole[:] &= _stands_free(runs, words, tokens.ids, borders, cohesion)
    if length > 2:
        rest = levels[-2].whole_at(runs.first + 1) & ~levels[1].whole_at(runs.first)
    else:
        rest = tokens.lengths[words[1]] >= COMPOUND
    runs.whole[:] &= ~(borders.ambivalent[words[0]] & rest)
    rows = []
    for place in np.flatnonzero(runs.whole):
        form = "".join(tokens.vocabulary[ids[place]] for ids in words)
        if len(form) <= LONGEST_FORM:
            numbers = int(runs.counts[place]), int(documents[place])
            rows.append((form, *numbers, round(float(cohesion[place]), 6)))
    return rows


def _quoted(
    tokens: Tokens, plain: Any, owner: Any, spread: int
) -> list[tuple[str, int, int, float]]:
    """Return the runs of words that stand in quotation marks by themselves and recur there."""
    opening, closing = (np.array([w in marks for w in tokens.vocabulary], bool) for marks in QUOTES)
    start = np.flatnonzero(opening[tokens.ids]) + 1
    breaks = np.append(np.flatnonzero(~plain[tokens.ids]), len(tokens.ids))
    end = breaks[np.searchsorted(breaks, start)]
    whole = np.append(closing[tokens.ids], False)[end]
    found: defaultdict[str, list[int]] = defaultdict(list)
    for first, last in zip(start[whole].tolist(), end[whole].tolist(), strict=True):
        if 1 < last - first <= LONGEST:
            form = "".join(tokens.vocabulary[at] for at in tokens.ids[first:last])
            found[form].append(int(owner[first]))
    return [
        (form, len(places), len(set(places)), 1.0)
        for form, places in found.items()
        if len(places) >= FEWEST and len(set(places)) >= spread and len(form) <= LONGEST_FORM
    ]


def _built(words: Sequence[Any], borders: Borders) -> Any:
    """Tell which runs are built as an entry of a glossary is; `words` are first to last."""
    first, *within, last = words
    governed = np.any([borders.verb[ids] for ids in within], axis=0)
    built = borders.opening[first] & borders.closing[last]
    tied = [borders.tied[ids] for ids in words]
    built &= ~np.any([b & ~a for a, b in pairwise(tied)], axis=0)
    return built & (~governed | borders.measure[last])


def _stands_free(
    runs: _Runs, words: Sequence[Any], ids: Any, borders: Borders, cohesion: Any
) -> Any:
    """Tell which runs hold together and stand free: the less of one, the more of the other."""
    at, which, counts = runs.at, runs.which, runs.counts
    before = np.where(at > 0, ids[at - 1], -1)
    after = np.append(ids, -1)[np.minimum(at + len(words), ids.size)]

    def share(mask: Any, word: Any, nothing: bool) -> Any:
        return np.bincount(which, np.where(word < 0, nothing, mask[word]), counts.size) / counts

    free_before, free_after = share(borders.before, before, True), share(borders.after, after, True)
    beside = zip((before, after), borders.past, strict=True)
    taken = np.maximum(*(_taken(which, word, past, counts.size) / counts for word, past in beside))
    opens, closes = borders.letter[words[0]], borders.letter[words[-1]]
    half = closes & ~borders.letter[words[-2]]
    enough = np.where(cohesion < TIGHT, FREE_BEFORE, np.where(opens | closes, FREE_LETTER, 0))
    free = (free_before >= enough) & (free_after >= np.where(half, FREE_LETTER, FREE_AFTER))
    loose = np.where(np.minimum(free_before, free_after) >= FREEST, LOOSE, COHESION)
    free &= (taken <= TAKEN) & (cohesion >= np.where(opens | closes, LETTER, loose))
    free &= share(borders.number, before, False) <= COUNTED
    free &= share(borders.suffix, after, False) <= HANGING
    surely = (cohesion >= TIED) & (np.minimum(free_before, free_after) >= FREE)
    return free & (surely | ~(borders.vague[words[-1]] | borders.tied[words[0]]))


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
