"""Follow words over dated documents: rising and falling terms, bursts; and over ranks."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from helpers import distributions, statistics
from helpers.statistics import BLOCK
from helpers.terms.counts import Rows, WordMatrix, by_document
from helpers.terms.segment import stop_words

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

FEWEST_FOR_BURSTS = 8  # dated documents
DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def change(
    documents: Rows,
    term_documents: Rows,
    *,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    confidence: float = 0.95,
) -> "pd.DataFrame":
    """Return rising and falling words: term, count, documents, slope, low, high, trend.

    `slope` is the binary logarithm of the change of the rate from one year to the next (1: twice as
    frequent), low and high its interval; trend is rising or falling where the interval corrected
    for the number of words leaves out 0, else unclear. Only dated documents count; there are no
    rows with fewer than three or a single date. `attrs["note"]` says in a sentence what was found.
    """
    import numpy as np
    import pandas as pd

    matrix, time = _dated(documents, term_documents)
    tested = _tested(matrix, stop, min_count)
    enough = time.size > 2 and bool(np.ptp(time))
    tested = tested if enough else tested[:0]
    counts, sizes = matrix.counts[:, tested], matrix.counts.sum(axis=1)
    slope, error = _slopes(counts, sizes, time)
    reach = statistics.t_quantile(max(time.size - 2, 1), confidence)
    surely = statistics.t_quantile(max(time.size - 2, 1), confidence, tested.size)
    direction = np.where(slope > 0, "rising", "falling")
    values = {
        "term": pd.Series([matrix.words[at] for at in tested], dtype="str"),
        "count": counts.sum(axis=0).astype("int64"),
        "documents": np.diff(counts.tocsc().indptr).astype("int64"),
        "slope": slope,
        "low": slope - reach * error,
        "high": slope + reach * error,
        "trend": np.where(np.abs(slope) > surely * error, direction, "unclear").astype(object),
    }
    table = pd.DataFrame(values).astype({"trend": "str"})
    table = table.iloc[np.lexsort([table["term"], -np.abs(slope) / error])].reset_index(drop=True)
    clear = int((table["trend"] != "unclear").sum())
    table.attrs["note"] = (
        f"{clear} of {len(table)} words rise or fall beyond chance in {time.size} dated documents."
        if enough
        else f"{time.size} dated documents are too few, or of one date: no trend can be told."
    )
    return table


def bursts(
    documents: Rows,
    term_documents: Rows,
    *,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    scaling: float = 2.0,
    gamma: float = 1.0,
) -> "pd.DataFrame":
    """Return the bursts of words over years: term, first, last (years), weight, strongest first.

    A burst is a run of years in which about `scaling` times as many of the documents have the word
    (`distributions.kleinberg`). With fewer than eight dated documents there are no rows.
    `attrs["note"]` says in a sentence what was found.
    """
    import numpy as np
    import pandas as pd

    matrix, time = _dated(documents, term_documents)
    years, where = np.unique(np.floor(time).astype("int64"), return_inverse=True)
    tested = _tested(matrix, stop, min_count)
    tested = tested if time.size >= FEWEST_FOR_BURSTS else tested[:0]
    present = WordMatrix(matrix.words, (matrix.counts > 0).astype("int64"))
    hits = present.grouped(where, years.size).tocsc()
    totals = np.bincount(where, minlength=years.size)
    rows = [
        (matrix.words[at], years[burst.first], years[burst.last], burst.weight)
        for at in tested
        for burst in distributions.kleinberg(hits[:, [at]].toarray()[:, 0], totals, scaling, gamma)
    ]
    kinds = {"term": "str", "first": "int64", "last": "int64", "weight": "float64"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table = table.sort_values(["weight", "term"], ascending=[False, True], ignore_index=True)
    table.attrs["note"] = (
        f"{table['term'].nunique()} of {len(tested)} words burst in {time.size} dated documents."
        if time.size >= FEWEST_FOR_BURSTS
        else f"Bursts need {FEWEST_FOR_BURSTS} dated documents; there are {time.size}."
    )
    return table


def rank_frequency(terms: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rank-frequency curve: rank, term, count, fitted (Zipf-Mandelbrot).

    `attrs["note"]` has the fitted exponent and shift. Without three words there is no fit and
    there are no rows.
    """
    import numpy as np

    table = terms.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)
    if len(table) < 3:
        table = table.iloc[:0]
    table = table[["term", "count"]].assign(rank=np.arange(1, len(table) + 1), fitted=0.0)
    if not len(table):
        table.attrs["note"] = "There are fewer than three words: no curve can be fitted."
        return table
    exponent, shift = distributions.zipf_mandelbrot(table["count"].tolist())
    shape = (table["rank"] + shift) ** -exponent
    table["fitted"] = shape / shape.sum() * table["count"].sum()
    table.attrs["note"] = f"frequency ∝ 1 / (rank + {shift:.2f})^{exponent:.2f}"
    return table


def _slopes(counts: Any, sizes: Any, time: "npt.NDArray[Any]") -> "npt.NDArray[Any]":
    """Return slope and standard error of each word in doublings a year, some words at a time."""
    import numpy as np

    found = [np.empty((2, 0))]
    for start in range(0, counts.shape[1], BLOCK):
        dense = counts[:, start : start + BLOCK].toarray()
        found.append(np.stack(distributions.trend(dense, sizes, time)) / np.log(2))
    return np.hstack(found)


def _dated(documents: Rows, term_documents: Rows) -> tuple[WordMatrix, "npt.NDArray[Any]"]:
    """Return the counts of the dated documents and their dates in years."""
    import numpy as np

    table, matrix = by_document(documents, term_documents)
    time = np.array([_year(date) for date in table["date"]], dtype=float)
    dated = ~np.isnan(time) & (matrix.counts.sum(axis=1) > 0)
    return WordMatrix(matrix.words, matrix.counts[dated]), time[dated]


def _year(date: str) -> float:
    """Return a date as a year with its fraction, the middle of what is known; NaN for none."""
    match = DATE.match(date)
    if not match:
        return float("nan")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return (year or 0) + 0.5
    return (year or 0) + (month - 1 + ((day - 0.5) / 31 if day else 0.5)) / 12


def _tested(matrix: WordMatrix, stop: Collection[str] | None, min_count: int) -> "npt.NDArray[Any]":
    """Return the places of the words that are frequent enough and no stop words."""
    import numpy as np

    stopped = np.isin(matrix.words, list(stop_words() if stop is None else stop))
    return np.flatnonzero(~stopped & (matrix.counts.sum(axis=0) >= max(min_count, 1)))
