"""Test a user's dictionary: which of its entries win when texts are cut."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from helpers.terms.counts import Tokens, as_run, pieces_of, tokens_of
from helpers.terms.search import Text, trie_of
from helpers.terms.units import Unit, join_units
from helpers.text.words import Segmenter


def dictionary_test(
    words: Iterable[str],
    texts: Iterable[str] = (),
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    forms: Mapping[str, Unit] | None = None,
) -> pd.DataFrame:
    """Return which dictionary entries win: word, alone, occurrences, kept, wins, instead.

    `alone` is the word cut by itself, `occurrences` how often `texts` have its characters, `kept`
    how often it came out whole there, `instead` how it is cut most often where it does not. It
    wins when it is whole alone and wherever it occurs. With the `forms` of `Units`, texts are cut
    into units.

    >>> entries = ["三高一争", "外防输入、内防反弹"]
    >>> dictionary_test(entries)[["alone", "wins"]].values.tolist()
    [['三高一争', True], ['外防 输入 、 内防 反弹', False]]
    >>> dictionary_test(entries, forms={})["wins"].tolist()
    [True, True]
    """
    entries, lines = tuple(dict.fromkeys(filter(None, words))), list(texts)
    engine, hmm = as_run((engine, hmm), pd.Series([*lines, *entries], dtype="str"), entries)

    def cut(some: Iterable[str]) -> Tokens:
        tokens = tokens_of(pieces_of(list(some), engine, hmm, entries))
        return tokens if forms is None else join_units(tokens, forms, entries).tokens

    seen, rows = _cuts(entries, cut(lines)), []
    for word, pieces in zip(entries, _pieces(cut(entries)), strict=True):
        found = seen.get(word, Counter())
        occurrences, kept, alone = found.total(), found.pop(word, 0), " ".join(pieces)
        instead = min(found, key=lambda form: (-found[form], form), default="")
        rows.append((word, alone, occurrences, kept, alone == word and not found, instead))
    return pd.DataFrame(rows, columns=["word", "alone", "occurrences", "kept", "wins", "instead"])


def _pieces(tokens: Tokens) -> Iterator[list[str]]:
    """Yield the tokens of each text."""
    ids, ends = tokens.ids.tolist(), np.cumsum(tokens.sizes).tolist()
    for start, end in pairwise([0, *ends]):
        yield [tokens.vocabulary[at] for at in ids[start:end]]


def _cuts(words: tuple[str, ...], tokens: Tokens) -> dict[str, "Counter[str]"]:
    """Return how the occurrences of each word are cut, with every word that they touch."""
    text = Text.of(tokens)
    hits = text.find(trie_of(words))
    first, last = text.token[hits.start], text.token[hits.end - 1]
    cuts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, start, end in zip(hits.form, first, last, strict=True):
        pieces = (tokens.vocabulary[at] for at in tokens.ids[start : end + 1])
        cuts[words[form]][" ".join(pieces)] += 1
    return cuts
