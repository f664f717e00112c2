"""Follow words over dated documents: rising and falling terms, bursts; and over ranks."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import stdtr

from helpers.statistics import change as over_time
from helpers.statistics.intervals import BLOCK, Array, false_discovery, poisson, settled, t_quantile
from helpers.terms.counts import Rows, WordMatrix, by_document
from helpers.terms.segment import stop_words
from helpers.terms.units import ROLES
from helpers.text.dates import decimal_year
from helpers.text.sentences import LONGEST, STOP, spans

FEWEST_FOR_BURSTS = 8  # dated documents
EDGE = 5  # a word enters that is in none of the first fifth of the years


class Change(NamedTuple):
    """Rising and falling words, and the number of dated documents that tell it."""

    table: pd.DataFrame
    documents: int


class Bursts(NamedTuple):
    """The bursts of words, and how many words in how many dated documents were looked at."""

    table: pd.DataFrame
    terms: int
    documents: int


class Curve(NamedTuple):
    """A rank-frequency curve with exponent and shift; these are NaN where nothing was fitted."""

    table: pd.DataFrame
    exponent: float
    shift: float


def change(
    documents: Rows,
    term_documents: Rows,
    *,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    confidence: float = 0.95,
) -> Change:
    """Return rising and falling words: term, count, documents, slope, low, high, trend, course.

    `slope` is the binary logarithm of the change of the rate from one year to the next (1: twice as
    frequent), low and high its interval; trend is rising or falling where the interval corrected
    for the number of words leaves out 0, else unclear. `course` names those that change with a
    false discovery rate of 5 %: a word enters that is in none of the first years, leaves that is in
    none of the last (a fifth of the years), else rises or falls; first and last are the years it is
    seen in, breaks the year in which its rate breaks (`statistics.change.break_point`). Only dated
    documents of the commonest kind count; there are no rows with fewer than three or a single date.
    """
    matrix, time = _dated(documents, term_documents)
    enough = time.size > 2 and bool(np.ptp(time))
    tested = _tested(matrix, stop, min_count)[: None if enough else 0]
    counts, freedom = matrix.counts[:, tested], max(time.size - 2, 1)
    slope, error = _slopes(counts, matrix.counts.sum(axis=1), time)
    reach = t_quantile(freedom, confidence) * error
    surely = t_quantile(freedom, confidence, tested.size) * error
    direction = np.where(slope > 0, "rising", "falling")
    values = {
        "term": np.array(matrix.words, dtype=object)[tested],
        "count": counts.sum(axis=0).astype("int64"),
        "documents": (counts > 0).sum(axis=0).astype("int64"),
        "slope": slope,
        "low": settled(slope - reach),
        "high": settled(slope + reach),
        "trend": np.where(np.abs(slope) > surely, direction, "unclear"),
    }
    chance = false_discovery(2 * stdtr(freedom, -np.abs(slope) / error))
    sure = np.where(chance <= 1 - confidence, np.sign(slope), 0)
    values |= _courses(counts, matrix.counts.sum(axis=1), time, sure)
    table = pd.DataFrame(values).astype({"term": "str", "trend": "str", "course": "str"})
    order = np.lexsort([table["term"], -np.abs(slope) / error])
    return Change(table.iloc[order].reset_index(drop=True), time.size)


def bursts(
    documents: Rows,
    term_documents: Rows,
    *,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    scaling: float = 2.0,
    gamma: float = 1.0,
) -> Bursts:
    """Return the bursts of words over years: term, first, last (years), weight, strongest first.

    A burst is a run of years in which about `scaling` times as many of the documents have the word
    (`statistics.change.kleinberg`). With fewer than eight dated documents there are no rows.
    """
    matrix, time = _dated(documents, term_documents)
    years, where = np.unique(np.floor(time).astype("int64"), return_inverse=True)
    tested = _tested(matrix, stop, min_count)[: 0 if time.size < FEWEST_FOR_BURSTS else None]
    hits = WordMatrix(matrix.words, matrix.counts[:, tested] > 0).grouped(where, years.size)
    totals = np.bincount(where, minlength=years.size)
    rows = [
        (matrix.words[tested[at]], years[burst.first], years[burst.last], burst.weight)
        for at, burst in over_time.bursts_of(hits.toarray(), totals, scaling, gamma)
    ]
    kinds = {"term": "str", "first": "int64", "last": "int64", "weight": "float64"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table = table.sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    return Bursts(table, len(tested), time.size)


def rank_frequency(terms: pd.DataFrame) -> Curve:
    """Return the rank-frequency curve: rank, term, count, fitted (Zipf-Mandelbrot).

    Without three words there is no fit and there are no rows.
    """
    few = len(terms) < 3
    table = terms.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)
    table = table[["term", "count"]].iloc[: 0 if few else None]
    table = table.assign(rank=np.arange(1, len(table) + 1), fitted=0.0)
    if few:
        return Curve(table, np.nan, np.nan)
    exponent, shift = over_time.zipf_mandelbrot(table["count"].tolist())
    shape = (table["rank"] + shift) ** -exponent
    table["fitted"] = settled(shape / shape.sum() * table["count"].sum())
    return Curve(table, exponent, shift)


def by_year(
    documents: Rows, term_documents: Rows, terms: Sequence[str], confidence: float = 0.95
) -> pd.DataFrame:
    """Return the terms through the years: term, year, count, per_10k, low, high (Garwood 1936)."""
    matrix, time = _dated(documents, term_documents)
    years, where = np.unique(np.floor(time).astype("int64"), return_inverse=True)
    grouped = matrix.grouped(where, years.size).tocsc()
    sizes = grouped.sum(axis=1)
    place = {word: at for at, word in enumerate(matrix.words)}
    rows = []
    for term in (term for term in terms if term in place):
        counts = grouped[:, [place[term]]].toarray()[:, 0]
        for year, number, size in zip(years.tolist(), counts.tolist(), sizes.tolist(), strict=True):
            low, high = settled(poisson(number, size / 1e4, confidence)).tolist()
            rows.append((term, year, number, float(settled(1e4 * number / size)), low, high))
    return pd.DataFrame(rows, columns=["term", "year", "count", "per_10k", "low", "high"])


def turning(
    changed: Change, terms: Sequence[str], documents: pd.DataFrame, paragraphs: pd.DataFrame
) -> pd.DataFrame:
    """Return each term where it turns: course, term, breaks, doc_id, paragraph, start, sentence.

    Of what enters or rises the first sentence since the year of the break, of what leaves or falls
    the last one before it.
    """
    dates = documents.set_index("doc_id")["date"]
    table = paragraphs.assign(date=paragraphs["doc_id"].map(dates).fillna(""))
    table = table[table["role"].isin(ROLES) & (table["date"] != "")]
    table = table.sort_values(["date", "doc_id", "paragraph"], kind="stable")
    years = np.array([decimal_year(date) for date in table["date"]])
    told = changed.table.set_index("term")[["course", "breaks"]]
    rows = []
    for term, (course, breaks) in zip(terms, told.loc[list(terms)].values.tolist(), strict=True):
        there = table["text"].str.contains(term, regex=False).to_numpy()
        rising = course in ("enters", "rises")
        found = np.flatnonzero(there & ((years >= breaks) == rising))
        for at in found[:1] if rising else found[-1:]:
            row = table.iloc[at]
            start = row["text"].index(term)
            ends = zip(*spans(STOP, row["text"], 3 * LONGEST), strict=True)
            said = next(row["text"][a:b] for a, b in ends if b > start)
            rows.append((course, term, breaks, row["doc_id"], row["paragraph"], start, said))
    columns = ["course", "term", "breaks", "doc_id", "paragraph", "start", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def _courses(counts: Any, sizes: Any, time: Array, sure: Any) -> dict[str, Any]:
    """Return the columns course, first, last and breaks."""
    years, where = np.unique(np.floor(time).astype("int64"), return_inverse=True)
    if not counts.shape[1]:
        nothing = np.empty(0, "int64")
        return {"course": nothing, "first": nothing, "last": nothing, "breaks": nothing}
    adding = csr_array((np.ones(where.size), (where, np.arange(where.size))))
    yearly, size = (adding @ counts).toarray(), adding @ sizes
    seen = yearly > 0
    first, last = seen.argmax(axis=0), years.size - 1 - seen[::-1].argmax(axis=0)
    edge = max(1, years.size // EDGE)
    rises = np.where(first >= edge, "enters", "rises")
    falls = np.where(last < years.size - edge, "leaves", "falls")
    course = np.where(sure > 0, rises, np.where(sure < 0, falls, "unclear"))
    broken = years[np.minimum(over_time.break_point(yearly, size), years.size - 1)]
    return {"course": course, "first": years[first], "last": years[last], "breaks": broken}


def _slopes(counts: Any, sizes: Any, time: Array) -> Array:
    """Return slope and standard error of each word in doublings a year, some words at a time."""
    found = [np.empty((2, 0))]
    for start in range(0, counts.shape[1], BLOCK):
        dense = counts[:, start : start + BLOCK].toarray()
        found.append(np.stack(over_time.trend(dense, sizes, time)) / np.log(2))
    return settled(np.hstack(found))


def _dated(documents: Rows, term_documents: Rows) -> tuple[WordMatrix, Array]:
    """Return the counts of the dated documents of the commonest kind and their dates in years.

    News of one year beside notices of another would tell of kinds, and not of years.
    """
    table, matrix = by_document(documents, term_documents)
    time = np.array([decimal_year(date) for date in table["date"]], dtype=float)
    dated = ~np.isnan(time) & (matrix.counts.sum(axis=1) > 0)
    kinds = table.loc[dated, "genre"].mode()
    dated &= table["genre"].isin(kinds[:1]).to_numpy()
    return WordMatrix(matrix.words, matrix.counts[dated]), time[dated]


def _tested(matrix: WordMatrix, stop: Collection[str] | None, min_count: int) -> Any:
    """Return the places of the words that are frequent enough and no stop words."""
    stopped = np.isin(matrix.words, list(stop_words() if stop is None else stop))
    return np.flatnonzero(~stopped & (matrix.counts.sum(axis=0) >= max(min_count, 1)))
