"""Join words to the units that policy speaks: phrases, new words, tokens with Latin letters."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.tables import Paragraph
from helpers.terms.counts import Rows, Setting, Tokens, as_run, cut_texts, table_of
from helpers.terms.phrases import find_phrases
from helpers.terms.search import Hits, Text, trie_of
from helpers.text.words import Segmenter

Unit = Literal["word", "phrase", "formulation"]
ROLES = ("heading", "body")
LATIN = re.compile(r"[A-Za-z0-9]+(?:[.&+/·-][A-Za-z0-9]+)+")
SIGNED = re.compile(r"[A-Za-z0-9.&+/·-]+")
DECIMAL = re.compile(r"\d+\.")
NEW_WORD = 3  # characters up to which what is joined counts as a word: 低碳, 放管服
SHOWN = 3  # longer units that the table names


@dataclass(frozen=True)
class Units:
    """A corpus as units: running tokens in which what belongs together is one.

    `forms` has what was joined, and its kind; `occurrences` the places where each unit stands,
    inside longer units, too; `words` how often the segmenter cut each word; `setting` is how the
    words were cut, where that is known.
    """

    tokens: Tokens
    forms: Mapping[str, Unit]
    occurrences: Mapping[str, int]
    words: Mapping[str, int]
    setting: Setting | None = None


def units_of(
    paragraphs: Rows,
    *,
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Collection[str] = (),
    find: bool = True,
    policy_terms: bool = True,
    formulations: Collection[str] = (),
    picked: Collection[str] = (),
    roles: Collection[str] = ROLES,
    jobs: int | None = None,
) -> Units:
    """Return the paragraphs of these roles as units, a text of its tokens each.

    Joined are the phrases that the corpus itself shows (where `find`: `find_phrases`), the terms of
    lexicons/policy_terms.toml (where `policy_terms`), `formulations`, the terms `picked` for study,
    and tokens with Latin letters, digits and signs. `words` are the user's: they go to the engine's
    dictionary, and nothing found swallows them.
    """
    table = table_of(Paragraph, paragraphs)
    table = table[table["role"].isin(roles)]
    setting = as_run((engine, hmm), table["text"], words)
    (tokens,) = cut_texts(table, [setting], words, jobs)
    listed = chain.from_iterable(map(str.split, _listed())) if policy_terms else ()
    forms: dict[str, Unit] = dict.fromkeys([*picked, *listed], "phrase")
    if find:
        found = find_phrases(tokens, pd.factorize(table["doc_id"])[0])
        forms |= dict.fromkeys(found["phrase"], "phrase")
    forms |= dict.fromkeys(formulations, "formulation")
    return replace(join_units(tokens, forms, words), setting=setting)


def join_units(
    tokens: Tokens, forms: Mapping[str, Unit], users_words: Collection[str] = ()
) -> Units:
    """Return the tokens with every form joined that stands in them, the longest first.

    Tokens with Latin letters, digits and signs are joined, too: PM2.5, R&D, 1+N. No longer unit
    swallows one of `users_words`, and those that the engine did not keep are joined before others.

    >>> tokens = Tokens(["数字", "经济", "和", "PM2", ".", "5"], np.arange(6), np.array([6]))
    >>> units = join_units(tokens, {"数字经济": "phrase"}).tokens
    >>> [units.vocabulary[at] for at in units.ids]
    ['数字经济', '和', 'PM2.5']
    """
    cut = set(tokens.vocabulary)
    kinds = {form: _kind(form, kind, cut) for form, kind in forms.items() if len(form) > 1}
    kinds |= dict.fromkeys([*_latin(tokens), *users_words], "word")
    long_words = [word for word in tokens.vocabulary if len(word) >= NEW_WORD and word not in kinds]
    joined, counts = _joined(tokens, [*kinds, *long_words], len(kinds), set(users_words))
    cut_as = np.bincount(tokens.ids, minlength=len(tokens.vocabulary)).tolist()
    words = dict(zip(tokens.vocabulary, cut_as, strict=True))
    standing = _within_words(tokens)
    for name, number in zip([*kinds, *long_words], counts, strict=True):
        standing[name] = max(number, standing.get(name, 0))
    there = {name: kind for name, kind in kinds.items() if standing[name]}
    return Units(joined, there, standing, words)


def joined_alike(tokens: Tokens, units: Units, users_words: Collection[str] = ()) -> Tokens:
    """Return other tokens of the same text with the same units joined."""
    return _joined(tokens, list(units.forms), len(units.forms), set(users_words))[0]


def longer_units(terms: Sequence[str]) -> list[str]:
    """Return for each term the first others of the list that have it inside, joined by |."""
    number = len(terms)
    text = Text.of(Tokens(list(terms), np.arange(number), np.ones(number, "int64")))
    hits = text.find(trie_of([term if len(term) > 1 else "" for term in terms]))
    longer: list[list[int]] = [[] for _ in terms]
    pairs = np.unique(hits.form * number + text.part[hits.start])
    for term, inside in zip((pairs // number).tolist(), (pairs % number).tolist(), strict=True):
        if len(longer[term]) < SHOWN and term != inside:
            longer[term].append(inside)
    return [" | ".join(terms[at] for at in places) for places in longer]


def _listed() -> Iterator[str]:
    groups = lexicon.load("policy_terms").values()
    return chain.from_iterable(group.values() for group in groups)


def _kind(form: str, kind: Unit, cut: Collection[str]) -> Unit:
    return "word" if kind == "phrase" and (len(form) <= NEW_WORD or form in cut) else kind


def _mask(words: Sequence[str], holds: Callable[[str], Any]) -> Any:
    return np.fromiter(map(bool, map(holds, words)), bool, len(words))


def _latin(tokens: Tokens) -> list[str]:
    """Return the tokens with a Latin letter that signs hold together, each once."""
    inside = _mask(tokens.vocabulary, SIGNED.fullmatch)[tokens.ids]
    letter = _mask(tokens.vocabulary, re.compile("[0-9]*[A-Za-z]").match)[tokens.ids]
    letters = np.concatenate([[0], np.cumsum(letter)])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.view("int8"), [0]])))
    first, last = edges[::2], edges[1::2]
    several = (last - first > 1) & (letters[last] > letters[first])
    runs = (
        "".join(tokens.vocabulary[at] for at in tokens.ids[start:end])
        for start, end in zip(first[several], last[several], strict=True)
    )
    found = dict.fromkeys(chain.from_iterable(map(LATIN.findall, runs)))
    return [form for form in found if not DECIMAL.match(form) and form.upper() != form.lower()]


def _joined(
    tokens: Tokens, names: Sequence[str], number: int, users: Collection[str]
) -> tuple[Tokens, list[int]]:
    """Return the tokens with the first `number` names joined, and how often each name stands."""
    index = {word: at for at, word in enumerate(tokens.vocabulary)}
    place = np.array([index.setdefault(name, len(index)) for name in names], "int32")
    trie = trie_of(names)
    own, users_name = (_mask(some, users.__contains__) for some in (tokens.vocabulary, names))
    counts = np.zeros(len(names), "int64")
    parts = [Tokens([], np.empty(0, "int32"), np.empty(0, "int64"))]
    for chunk in tokens.chunks():
        text = Text.of(chunk)
        hits = text.standing(text.find(trie))
        counts += np.bincount(hits.form, minlength=len(names))
        hits = hits.only(hits.form < number)
        hits = _apart(text, hits, users_name, np.append(0, np.cumsum(own[chunk.ids])))
        parts.append(_merged(chunk, text, hits, place))
    ids, sizes = (np.concatenate([getattr(p, name) for p in parts]) for name in ("ids", "sizes"))
    return Tokens(list(index), ids, sizes), counts.tolist()


def _apart(text: Text, hits: Hits, users_name: Any, own: Any) -> Hits:
    """Return hits of several whole words that stand apart: the user's, then leftmost, longest.

    `own` counts the words of the user's dictionary before each token.
    """
    opens, closes = text.at_borders(hits)
    first, last = text.token[hits.start], text.token[hits.end - 1]
    free = users_name[hits.form] | (own[last + 1] == own[first])
    hits = hits.only(opens & closes & (first < last) & free)
    order = np.lexsort([-hits.end, hits.start, ~users_name[hits.form]])
    taken = bytearray(text.codes.size)
    chosen = []
    spans = zip(order.tolist(), hits.start[order].tolist(), hits.end[order].tolist(), strict=True)
    for place, start, end in spans:
        if not (taken[start] or taken[end - 1]):
            chosen.append(place)
            taken[start:end] = b"\x01" * (end - start)
    return hits.only(np.sort(np.array(chosen, "int64")))


def _merged(tokens: Tokens, text: Text, hits: Hits, place: Any) -> Tokens:
    """Return the tokens with those of each hit as one, numbered by `place`."""
    first, last = text.token[hits.start], text.token[hits.end - 1]
    ids = tokens.ids.copy()
    ids[first] = place[hits.form]
    covered = np.bincount(first + 1, minlength=ids.size + 1)
    covered -= np.bincount(last + 1, minlength=ids.size + 1)
    kept = np.cumsum(covered[:-1]) == 0
    before = np.append(0, np.cumsum(kept))
    return Tokens([], ids[kept], np.diff(before[np.append(0, np.cumsum(tokens.sizes))]))


def _within_words(tokens: Tokens) -> dict[str, int]:
    """Return how often each word stands, as a token and at an end of a longer token."""
    words, number = tokens.vocabulary, len(tokens.vocabulary)
    counts = np.bincount(tokens.ids, minlength=number)
    text = Text.of(Tokens(words, np.arange(number), np.ones(number, "int64")))
    hits = text.standing(text.find(trie_of(words)))
    total = np.bincount(hits.form, counts[text.part[hits.start]], number).astype("int64")
    return dict(zip(words, total.tolist(), strict=True))
