"""Test a user's dictionary: which of its entries win when texts are cut."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.terms.counts import Tokens, pieces_of, tokens_of
from helpers.terms.search import Text, trie_of
from helpers.terms.units import Unit, join_units


def dictionary_test(
    words: Iterable[str],
    texts: Iterable[str] = (),
    engine: str = "jieba",
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
    entries = tuple(dict.fromkeys(filter(None, words)))

    def cut(some: Iterable[str]) -> Tokens:
        tokens = tokens_of(pieces_of(list(some), engine, hmm, entries))
        return tokens if forms is None else join_units(tokens, forms, entries).tokens

    seen = _cuts(entries, cut(texts))
    alone = {word: min(cuts) for word, cuts in _cuts(entries, cut(entries), alone=True).items()}
    rows = []
    for word in entries:
        occurrences, kept = seen[word].total(), seen[word].pop(word, 0)
        instead = min(seen[word], key=lambda form: (-seen[word][form], form), default="")
        wins = alone[word] == word and not seen[word]
        rows.append((word, alone[word], occurrences, kept, wins, instead))
    return pd.DataFrame(rows, columns=["word", "alone", "occurrences", "kept", "wins", "instead"])


def _cuts(
    words: tuple[str, ...], tokens: Tokens, *, alone: bool = False
) -> defaultdict[str, "Counter[str]"]:
    """Return how the occurrences of each word are cut, with every word that they touch.

    Where each word is a text of its own (`alone`) only the occurrence that is the text counts.
    """
    text = Text.of(tokens)
    hits = text.find(trie_of(words))
    if alone:
        hits = hits.only(text.part[hits.start] == hits.form)
    first, last = text.token[hits.start], text.token[hits.end - 1]
    cuts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, start, end in zip(hits.form, first, last, strict=True):
        pieces = (tokens.vocabulary[at] for at in tokens.ids[start : end + 1])
        cuts[words[form]][" ".join(pieces)] += 1
    return cuts
