"""Measure attention to themes: occurrences of their words in the text, however it is cut."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.errors import ParameterError
from helpers.statistics import dispersion
from helpers.statistics.intervals import poisson, settled
from helpers.tables import Document, Paragraph
from helpers.terms.counts import Rows, Tokens, batches, row_of, table_of, years_of
from helpers.terms.search import Hits, Text, trie_of
from helpers.terms.units import ROLES
from helpers.text.sentences import STOP

Whole = Any  # an array of whole numbers


class Attention(NamedTuple):
    """The table `themes`, and a row for each theme and word: how much the theme depends on it."""

    table: pd.DataFrame
    words: pd.DataFrame


def theme_words(path: Path | str = "") -> dict[str, tuple[str, ...]]:
    """Return the words of each theme, from the file or, if empty, lexicons/themes.toml.

    The file is TOML: `[theme]`, below it `words = ["…", "…"]`. Raises ParameterError that says
    what is wrong with it.
    """
    try:
        read = _own(Path(path).read_text("utf-8-sig")) if path else lexicon.load("themes")
    except (FileNotFoundError, IsADirectoryError):
        raise ParameterError(f"There is no file {path}: name a TOML file of themes.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParameterError(f"{path}: {error}. Each theme is named once, as [theme].") from None
    if not all(map(str.strip, read)) or not read:
        raise ParameterError(
            f"{path} names no theme, or one without a name: [theme], and below it its words."
        )
    themes = {}
    for name, entry in read.items():
        words = entry.get("words") if isinstance(entry, dict) else None
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ParameterError(f'Theme {name} has no list of words: words = ["…", "…"].')
        themes[name] = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
        if not themes[name]:
            raise ParameterError(f"Theme {name} has no words: name one, or leave the theme out.")
    return themes


def picked_terms(listed: str) -> tuple[str, ...]:
    """Return the terms of a line, with commas, semicolons or blanks between them.

    >>> picked_terms("低碳、PM2.5, 数字经济")
    ('低碳', 'PM2.5', '数字经济')
    """
    return tuple(dict.fromkeys(re.findall(r"[^\s,，、;；]+", listed)))


def attention(
    documents: Rows, paragraphs: Rows, themes: Mapping[str, tuple[str, ...]]
) -> Attention:
    """Return how often each document speaks of each theme.

    The table has theme, doc_id, occurrences, characters, per_10k, low and high (its exact 95 %
    interval: Garwood 1936), sentences (the share with one of the words) and words (which, the most
    frequent first). Words are sought in the text, Latin letters and digits with borders; inside a
    longer word of the theme a word does not count again.
    """
    table, names = table_of(Paragraph, paragraphs), table_of(Document, documents)["doc_id"]
    table = table[table["role"].isin(ROLES)]
    owner = row_of(names, table["doc_id"], "paragraphs")
    size = np.bincount(owner, table["text"].str.len(), len(names)).astype("int64")
    said, counts, sentences = _spoken(table["text"].tolist(), owner, len(names), themes)
    parts, words = [], []
    for theme, forms in themes.items():
        shares = sentences[theme] / np.maximum(said, 1)
        rows = _rows(theme, names, counts[theme], size).assign(sentences=settled(shares))
        parts.append(rows.assign(words=[_told(row, forms) for row in counts[theme]]))
        words += _dependence(theme, forms, counts[theme], size)
    columns = ["theme", "word", "occurrences", "share", "without"]
    return Attention(pd.concat(parts, ignore_index=True), pd.DataFrame(words, columns=columns))


def _spoken(
    lines: Sequence[str], owner: Whole, number: int, themes: Mapping[str, tuple[str, ...]]
) -> tuple[Whole, dict[str, Whole], dict[str, Whole]]:
    """Return the sentences of each document, and for each theme its words and its sentences there.

    Some paragraphs are searched at a time; `owner` is the document of each, of so many.
    """
    every = list(dict.fromkeys(chain.from_iterable(themes.values())))
    trie, first = trie_of(every), 0
    columns = {
        theme: np.array([forms.index(word) if word in forms else -1 for word in every])
        for theme, forms in themes.items()
    }
    counts = {theme: np.zeros((number, len(forms)), "int64") for theme, forms in themes.items()}
    sentences = {theme: np.zeros(number, "int64") for theme in themes}
    said = np.zeros(number, "int64")
    for some in batches(lines):
        text = Text.of(Tokens(some, np.arange(len(some)), np.ones(len(some), "int64")))
        own, first = owner[first : first + len(some)], first + len(some)
        stops = np.isin(text.codes, [ord(sign) for sign in STOP.pattern.strip("[]")])
        sentence = np.cumsum(np.append(False, stops)[:-1]) + text.part
        said += _sentences(sentence, own[text.part], number)
        found = text.amid_no_letters(text.find(trie))
        for theme, column in columns.items():
            hits = _longest(found.only(column[found.form] >= 0))
            where = own[text.part[hits.start]]
            np.add.at(counts[theme], (where, column[hits.form]), 1)
            sentences[theme] += _sentences(sentence[hits.start], where, number)
    return said, counts, sentences


def attention_over(themes: pd.DataFrame, documents: pd.DataFrame, by: str = "year") -> pd.DataFrame:
    """Return theme, group, documents, per_10k, low, high: themes by year, place or another column.

    The interval is that of the ratio over the documents of the group (`dispersion.linearised`);
    of a single document its own.
    """
    group = years_of(documents) if by == "year" else documents[by].astype("str")
    group_of = dict(zip(documents["doc_id"], group, strict=True))
    rows = themes.assign(group=themes["doc_id"].map(group_of))
    rows = rows[(rows["group"] != "") & (rows["characters"] > 0)]
    table = []
    groups = rows.sort_values("group", kind="stable").groupby(["theme", "group"], sort=False)
    for (theme, name), part in groups:
        counts, sizes = part["occurrences"].to_numpy(), part["characters"].to_numpy()
        low, high = (float(part[end].iloc[0]) for end in ("low", "high"))
        if len(part) > 1:
            ends = dispersion.linearised(counts[:, None], sizes, [0] * len(part))
            low, high = (float(settled(1e4 * end)[0]) for end in ends)
        rate = float(settled(1e4 * counts.sum() / sizes.sum()))
        table.append((theme, name, len(part), rate, low, high))
    found = pd.DataFrame(table, columns=["theme", "group", "documents", "per_10k", "low", "high"])
    order = {theme: at for at, theme in enumerate(themes["theme"].unique())}
    order_of = {"key": lambda theme: theme.map(order), "kind": "stable", "ignore_index": True}
    return found.sort_values("theme", **order_of)


def _own(content: str) -> dict[str, Any]:
    """Read a user's themes; a heading in Chinese need not stand in quotation marks."""
    return tomllib.loads(re.sub(r"""(?m)^[ \t]*\[([^\]"']+)\][ \t]*$""", r'["\1"]', content))


def _rows(theme: str, names: "pd.Series[str]", counts: Whole, size: Whole) -> pd.DataFrame:
    """Return the rows of a theme with their rates and intervals."""
    total = counts.sum(axis=1)
    ends = np.array([_interval(n, of) for n, of in zip(total, size, strict=True)]).reshape(-1, 2)
    values = {
        "theme": theme,
        "doc_id": names.to_numpy(dtype=object),
        "occurrences": total,
        "characters": size,
        "per_10k": settled(1e4 * total / np.maximum(size, 1)),
        "low": settled(ends[:, 0]),
        "high": settled(ends[:, 1]),
    }
    return pd.DataFrame(values).astype({"theme": "str", "doc_id": "str"})


def _interval(count: int, size: float) -> tuple[float, float]:
    return poisson(int(count), size / 1e4) if size else (0.0, 0.0)


def _longest(hits: Hits) -> Hits:
    """Return the hits that do not stand inside a longer one."""
    order = np.lexsort([-hits.end, hits.start])
    hits = hits.only(order)
    reach = np.maximum.accumulate(np.append(0, hits.end)[:-1])
    return hits.only(hits.end > reach)


def _sentences(sentence: Whole, document: Whole, number: int) -> Whole:
    """Return how many different sentences each document has among these places."""
    _, first = np.unique(sentence, return_index=True)
    return np.bincount(document[first], minlength=number)


def _told(counts: Whole, words: tuple[str, ...]) -> str:
    used = sorted((-count, word) for count, word in zip(counts, words, strict=True) if count)
    return " | ".join(f"{word} {-count}" for count, word in used)


def _dependence(
    theme: str, words: tuple[str, ...], counts: Whole, sizes: Whole
) -> list[tuple[str, str, int, float, float]]:
    """Return each word's occurrences, its share, and how the theme ranks documents without it."""
    total = counts.sum()
    size = np.maximum(sizes, 1)
    ranks = pd.Series(counts.sum(axis=1) / size).rank()
    rows = []
    for at in np.argsort(-counts.sum(axis=0), kind="stable"):
        rest = pd.Series((counts.sum(axis=1) - counts[:, at]) / size).rank()
        alike = ranks.corr(rest) if ranks.nunique() > 1 and rest.nunique() > 1 else 0.0
        number = int(counts[:, at].sum())
        share = round(number / total, 6) if total else 0.0
        rows.append((theme, words[at], number, share, round(float(alike), 6)))
    return rows
