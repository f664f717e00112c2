"""Compare groups of documents: which units one has more of than the other."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import ParameterError
from helpers.statistics import association
from helpers.tables import Document, Keyness, frame
from helpers.terms.borders import telling_of
from helpers.terms.counts import Rows, WordMatrix, by_document, table_of, years_of
from helpers.terms.segment import stop_words

FEWEST = 3  # documents of a group that is compared
PERIODS = 4  # at most
MOSTLY = 2 / 3  # of the dated documents that are of one kind, from which years can be compared
SEVERAL = 3  # documents of one side from which on a word tells something of its group
WRITTEN = 500  # words of each contrast that are written though chance may have made them


class Comparison(NamedTuple):
    """The table `keyness`, what its groups are, and the contrasts with too few words.

    `compared` counts all comparisons of a word, those that are not written, too.
    """

    table: pd.DataFrame
    by: str
    compared: int
    too_small: tuple[str, ...]


def grouping(documents: Rows) -> tuple[str, dict[str, str]]:
    """Return by what these documents are best compared, and the group of each.

    By place where several speak in most years; else by period where texts, most of them of one
    kind, follow each other over the years; else by genre where kinds differ. A group has three
    documents or more, the others stand aside; with fewer than two groups nothing can be compared,
    and both are empty.

    >>> rows = [{"doc_id": f"{y}", "place": "镇江", "genre": "work_report", "date": f"{y}"}
    ...     for y in range(2008, 2016)]
    >>> grouping(pd.DataFrame(rows))[1]["2011"]
    '2008–2011'
    """
    table = table_of(Document, documents)
    table = table[["doc_id", "place", "genre", "date"]].assign(year=years_of(table))
    places = _large_groups(table, "place")
    speaking = places[places["year"] != ""].groupby("year")["place"].nunique()
    if places["place"].nunique() > 1 and speaking.median() > 1:
        return "place", dict(zip(places["doc_id"], places["place"], strict=True))
    if periods := _periods(table):
        return "period", periods
    kinds = _large_groups(table, "genre")
    if kinds["genre"].nunique() > 1:
        return "genre", dict(zip(kinds["doc_id"], kinds["genre"], strict=True))
    return "", {}


def _large_groups(table: pd.DataFrame, column: str) -> pd.DataFrame:
    size = table.groupby(column)["doc_id"].transform("size")
    return table[(size >= FEWEST) & (table[column] != "")]


def _periods(table: pd.DataFrame) -> dict[str, str]:
    """Return the period of each dated document: the years in up to four runs of as many years."""
    dated = table[table["year"] != ""]
    alike = dated[dated["genre"].isin(dated["genre"].mode()[:1])]
    if len(alike) < MOSTLY * len(dated):
        return {}
    dated = alike
    years = sorted(set(dated["year"]))
    number = min(PERIODS, len(years) // FEWEST)
    runs = np.array_split(np.array(years), number) if number > 1 else []
    names = {year: f"{run[0]}–{run[-1]}" for run in runs for year in run}
    return dict(zip(dated["doc_id"], dated["year"].map(names), strict=True)) if names else {}


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

    `by` is a column of documents, `year`, `period`, a mapping of doc_id to group, or empty: then
    `grouping` chooses. Documents without a group stand aside. Words with `min_count` occurrences in
    both together are compared and make the family for `lrc`; stop words are not compared, but count
    in the sizes. Written are all words whose difference is beyond chance (`lrc`), and of each
    contrast the first 500 in any case.
    """
    table, matrix = by_document(documents, term_documents)
    label, group = _groups(table, by)
    asked = ~np.isin(matrix.words, list(stop_words() if stop is None else stop))
    tables, left_out, compared = [frame(Keyness, [])], [], 0
    for name, first, second in _contrasts(label, group, groups):
        either = matrix.counts[first | second]
        tested = np.flatnonzero(asked & (either.sum(axis=0) >= max(min_count, 1)))
        if not (matrix.counts[first].sum() and matrix.counts[second].sum() and tested.size):
            left_out.append(name)
            continue
        part, chosen = _compared(matrix, first, second, tested, confidence)
        sizes, inside = either.sum(axis=1), first[first | second]
        part["p"] = association.permutation(either[:, chosen], sizes, inside, shuffles, seed)
        tables.append(part.assign(contrast=name)[tables[0].columns])
        compared += tested.size
    result = pd.concat(tables[len(tables) > 1 :], ignore_index=True)
    return Comparison(result, label, compared, tuple(left_out))


def _groups(table: pd.DataFrame, by: str | Mapping[str, str]) -> tuple[str, "pd.Series[str]"]:
    """Return what the groups are called and each document's group, empty for none."""
    label = by if isinstance(by, str) else "group"
    if by == "":
        label, by = grouping(table)
    elif by == "period":
        by = _periods(table.assign(year=years_of(table)))
    if not isinstance(by, str):
        groups = [by.get(doc_id, "") for doc_id in table["doc_id"]]
        return label, pd.Series(groups, table.index, dtype="str")
    if by == "year":
        return by, table["date"].str[:4]
    if by not in table.columns:
        possible = ", ".join(["year", "period", *table.columns])
        raise ParameterError(f"Documents cannot be grouped by {by!r}; there are: {possible}.")
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
) -> tuple[pd.DataFrame, Any]:
    """Return the measures of keyness of the words that are written, and their places."""
    sides = [matrix.counts[side] for side in (first, second)]
    every = [side.sum(axis=0).astype("int64") for side in sides]
    a, b = (counts[tested] for counts in every)
    sizes = int(every[0].sum()), int(every[1].sum())
    g2 = association.log_likelihood(a, b, *sizes)
    lrc = association.lrc(a, b, *sizes, family=tested.size, confidence=confidence)
    order = np.lexsort([matrix.ranks[tested], -np.abs(g2), -np.abs(lrc)])
    order = order[: max(WRITTEN, np.count_nonzero(lrc))]
    chosen = tested[order]
    values = {
        "term": [matrix.words[at] for at in chosen],
        "count_a": a[order],
        "count_b": b[order],
        "g2": g2[order],
        "log_ratio": association.log_ratio(a[order], b[order], *sizes),
        "lrc": lrc[order],
        "documents_a": (sides[0][:, chosen] > 0).sum(axis=0).astype("int64"),
        "documents_b": (sides[1][:, chosen] > 0).sum(axis=0).astype("int64"),
    }
    return pd.DataFrame(values).astype({"term": "str"}), chosen


def surviving(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the telling terms whose difference survives correction and exchange of documents.

    Each in the contrast in which its conservative log ratio is largest, the largest first. A word
    of fewer than three documents of either side tells those documents, not their group.
    """
    several = rows[["documents_a", "documents_b"]].max(axis=1) >= SEVERAL
    kept = rows[(rows["lrc"] != 0) & (rows["p"] <= 0.05) & several]
    kept = kept[kept["term"].isin(telling_of(kept["term"].unique()))]
    order = kept.assign(size=kept["lrc"].abs()).sort_values(
        ["size", "term"], ascending=[False, True], kind="stable"
    )
    return order.drop_duplicates("term").drop(columns="size")
