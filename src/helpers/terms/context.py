"""Words in their context: concordance, positions, collocates, and the network of words."""

import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd

from helpers.statistics import association
from helpers.tables import Paragraph
from helpers.terms.counts import Rows, WordMatrix, table_of
from helpers.terms.units import Units
from helpers.text.sentences import STOP


def kwic(paragraphs: Rows, term: str, width: int = 20) -> pd.DataFrame:
    """Return a concordance: doc_id, paragraph, start, left, term, right, a row an occurrence.

    `left` and `right` have up to `width` characters of the paragraph. A term that does not occur
    gives a table without rows.

    >>> kwic([Paragraph(doc_id="a", paragraph=1, role="body", section="", actor="",
    ...     text="坚持产业强市不动摇", raw_start=0, raw_end=9)], "产业强市", 2).left.tolist()
    ['坚持']
    """
    table = table_of(Paragraph, paragraphs)
    columns = (table[name].tolist() for name in ("doc_id", "paragraph", "text"))
    rows = [
        (doc_id, number, start, text[max(start - width, 0) : start], term, text[end : end + width])
        for doc_id, number, text in zip(*columns, strict=True)
        for start in (match.start() for match in re.finditer(re.escape(term), text) if term)
        if (end := start + len(term))
    ]
    kinds = {"doc_id": "str", "paragraph": "int64", "start": "int64", "left": "str", "term": "str"}
    return pd.DataFrame(rows, columns=[*kinds, "right"]).astype({**kinds, "right": "str"})


def positions(paragraphs: Rows, terms: Iterable[str]) -> pd.DataFrame:
    """Return where terms stand in their documents: term, doc_id, paragraph, start, position.

    `position` is the share of the document's characters before it, 0 to 1: a barcode of the term.
    """
    table = table_of(Paragraph, paragraphs)
    length = table["text"].str.len()
    by_document = length.groupby(table["doc_id"])
    before, whole = by_document.cumsum() - length, by_document.transform("sum")
    size = table[["doc_id", "paragraph"]].assign(before=before, whole=whole)
    found = [kwic(table, "", 0), *(kwic(table, term, 0) for term in dict.fromkeys(terms))]
    place = pd.concat(found).merge(size, on=["doc_id", "paragraph"])
    place["position"] = (place["before"] + place["start"]) / place["whole"]
    return place[["term", "doc_id", "paragraph", "start", "position"]]


def collocates(
    units: Units, term: str, *, stop: Collection[str] = (), min_count: int = 3
) -> pd.DataFrame:
    """Return the units that share sentences with the term, the most closely tied first.

    Columns collocate, together, count, log_dice, npmi; together and count are numbers of sentences,
    with both and with the collocate. A term that is no unit of these gives a table without rows.
    """
    sentences = units.tokens.split(STOP.search).matrix()
    table = _pairs(sentences, [term], sentences.words, min_count)
    table = table[~table["second"].isin([*stop, term])].reset_index(drop=True)
    table = table.rename(columns={"second": "collocate", "count_second": "count"})
    return table[["collocate", "together", "count", "log_dice", "npmi"]]


def cooccurrence(units: Units, terms: Sequence[str], *, min_count: int = 3) -> pd.DataFrame:
    """Return the network of terms: a row for each pair that shares `min_count` sentences or more.

    Columns first, second, together, count_first, count_second (numbers of sentences), log_dice,
    npmi; the strongest pairs first, each pair once.
    """
    table = _pairs(units.tokens.split(STOP.search).matrix(), terms, terms, min_count)
    place = {term: at for at, term in enumerate(dict.fromkeys(terms))}
    once = table["first"].map(place) < table["second"].map(place)
    return table[once].reset_index(drop=True)


def _pairs(
    sentences: WordMatrix, first: Sequence[str], second: Sequence[str], min_count: int
) -> pd.DataFrame:
    """Return the pairs of different words in the same sentences with their association."""
    place = {word: at for at, word in enumerate(sentences.words)}
    rows, columns = ([place[w] for w in dict.fromkeys(ws) if w in place] for ws in (first, second))
    present = (sentences.counts > 0).astype("int64").tocsc()
    number = np.asarray(present.sum(axis=0))
    both = (present[:, rows].T @ present[:, columns]).tocoo()
    one, other = np.array(rows, int)[both.coords[0]], np.array(columns, int)[both.coords[1]]
    kept = (both.data >= max(min_count, 1)) & (one != other)
    one, other, together = one[kept], other[kept], both.data[kept]
    names = np.array(sentences.words, dtype=object)
    table = pd.DataFrame(
        {
            "first": names[one],
            "second": names[other],
            "together": together,
            "count_first": number[one],
            "count_second": number[other],
            "log_dice": association.log_dice(together, number[one], number[other]),
            "npmi": association.npmi(together, number[one], number[other], present.shape[0]),
        }
    )
    table = table.astype({"first": "str", "second": "str"})
    order = ["log_dice", "first", "second"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)
