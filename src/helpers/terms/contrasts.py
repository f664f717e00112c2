"""Compare groups of documents: which units one has more of than the other."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import ParameterError
from helpers.statistics import association
from helpers.tables import Keyness, frame
from helpers.terms.counts import Rows, WordMatrix, by_document
from helpers.terms.segment import stop_words


class Comparison(NamedTuple):
    """The table `keyness`, what its groups are, and the contrasts with too few words."""

    table: pd.DataFrame
    by: str
    too_small: tuple[str, ...]


def keyness(
    documents: Rows,
    term_documents: Rows,
    by: str | Mapping[str, str] = "place",
    *,
    groups: tuple[str, str] | None = None,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    shuffles: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
) -> Comparison:
    """Return the table `keyness` for every group against the rest, or for a pair of `groups`.

    `by` is a column of documents, `year`, or a mapping of doc_id to group; documents without a
    group stand aside. Words with `min_count` occurrences in both together are compared and make
    the family for `lrc`; stop words are not compared, but count in the sizes.
    """
    table, matrix = by_document(documents, term_documents)
    label, group = _groups(table, by)
    asked = ~np.isin(matrix.words, list(stop_words() if stop is None else stop))
    tables, left_out = [frame(Keyness, [])], []
    for name, first, second in _contrasts(label, group, groups):
        either = matrix.counts[first | second]
        tested = np.flatnonzero(asked & (either.sum(axis=0) >= max(min_count, 1)))
        if not (matrix.counts[first].sum() and matrix.counts[second].sum() and tested.size):
            left_out.append(name)
            continue
        part = _compared(matrix, first, second, tested, confidence)
        sizes, inside = either.sum(axis=1), first[first | second]
        part["p"] = association.permutation(either[:, tested], sizes, inside, shuffles, seed)
        order = [-part["lrc"].abs(), -part["g2"].abs(), part["term"]]
        part = part.assign(contrast=name).iloc[np.lexsort(order[::-1])]
        tables.append(part[tables[0].columns])
    result = pd.concat(tables[len(tables) > 1 :], ignore_index=True)
    return Comparison(result, label, tuple(left_out))


def _groups(table: pd.DataFrame, by: str | Mapping[str, str]) -> tuple[str, "pd.Series[str]"]:
    """Return what the groups are called and each document's group, empty for none."""
    if not isinstance(by, str):
        return "group", table["doc_id"].map(by).fillna("").astype("str")
    if by == "year":
        return by, table["date"].str[:4]
    if by not in table.columns:
        known = ", ".join(["year", *table.columns])
        raise ParameterError(f"Documents cannot be grouped by {by!r}; there are: {known}.")
    return by, table[by].astype("str")


def _contrasts(
    label: str, group: "pd.Series[str]", pair: tuple[str, str] | None
) -> Iterator[tuple[str, Any, Any]]:
    """Yield for each contrast its name and which documents are in its two groups."""
    member = {name: group.eq(name).to_numpy() for name in sorted(set(group) - {""})}
    for name in pair or ():
        if name not in member:
            raise ParameterError(f"There is no {label} {name!r}; there are: {', '.join(member)}.")
    if pair or len(member) == 2:
        first, second = pair or member
        yield f"{label}: {first} | {second}", member[first], member[second]
    elif len(member) > 2:
        some = group.ne("").to_numpy()
        yield from ((f"{label}: {name} | rest", m, some & ~m) for name, m in member.items())


def _compared(
    matrix: WordMatrix, first: Any, second: Any, tested: Any, confidence: float
) -> pd.DataFrame:
    """Return the measures of keyness of the tested words."""
    a, b = (matrix.counts[side][:, tested] for side in (first, second))
    sizes = (int(matrix.counts[first].sum()), int(matrix.counts[second].sum()))
    totals = (a.sum(axis=0).astype("int64"), b.sum(axis=0).astype("int64"))
    values = {
        "term": np.array(matrix.words, dtype=object)[tested],
        "count_a": totals[0],
        "count_b": totals[1],
        "g2": association.log_likelihood(*totals, *sizes),
        "log_ratio": association.log_ratio(*totals, *sizes),
        "lrc": association.lrc(*totals, *sizes, family=tested.size, confidence=confidence),
        "documents_a": (a > 0).sum(axis=0).astype("int64"),
        "documents_b": (b > 0).sum(axis=0).astype("int64"),
    }
    return pd.DataFrame(values).astype({"term": "str"})


def surviving(rows: "pd.DataFrame") -> dict[str, float]:
    """Return the words whose difference survives the correction and the exchange of documents.

    Their weight is the size of the conservative log ratio; of several contrasts the largest.
    """
    kept = rows[(rows["lrc"] != 0) & (rows["p"] <= 0.05)]
    return {str(k): float(v) for k, v in kept["lrc"].abs().groupby(kept["term"]).max().items()}
