"""Sum promises up: when they fall due, what became of them, what is no longer named."""

import math
from typing import TYPE_CHECKING, Any

from helpers.commitments.follow_through import REASONS
from helpers.errors import ParameterError
from helpers.statistics.intervals import settled, wilson

if TYPE_CHECKING:
    import pandas as pd

LAST_MONTH = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
APART = ("year", "indicator", "firmness", "area", "actor", "place", "tier")
"""Columns by which targets are set apart."""

OUTCOMES = ["kept", "missed", "possible", "unknown"]
MARKS = {"kept": "✓", "missed": "✗"}
SIGNS = {">=": "≥", "<=": "≤", "~": "≈"}
YEARS_OF_A_SERIES = 3
"""Fewer points through time are no line."""

UNTOLD = REASONS["untold"][2]
WORDINGS = {">=": "floor", "<=": "ceiling", "~": "about", "range": "range", "=": "exact"}


def busiest(counts: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the rows of a cross table with the largest sums, the largest first."""
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order].head(top)


def due(period: str) -> tuple[str, str]:
    """Return the year in which a period ends, and the month, `year` or `years`.

    A quarter or half-year falls due with its last month.

    >>> due("2020-Q3"), due("2020-08"), due("2020"), due("2021/2025")
    (('2020', '09'), ('2020', '08'), ('2020', 'year'), ('2025', 'years'))
    """
    year, _, part = period.split("/")[-1].partition("-")
    if not part:
        return year, "years" if "/" in period else "year"
    return year, LAST_MONTH.get(part, part)


def outcomes(followed: "pd.DataFrame", commitments: "pd.DataFrame") -> "pd.DataFrame":
    """Return what became of each target whose period has passed, with the target's own columns."""
    at = ["doc_id", "paragraph", "start"]
    of_targets = followed[followed["verdict"].isin(OUTCOMES)]
    of_targets = of_targets[of_targets["why"].ne(REASONS["same"][2])]
    own = commitments.drop_duplicates(at)[[*at, "actor", "firmness", "area", "tier"]]
    return of_targets.merge(
        own.rename(columns={name: f"earlier_{name}" for name in at}),
        on=[f"earlier_{name}" for name in at],
    )


def kept_shares(outcomes: "pd.DataFrame", by: str) -> "pd.DataFrame":
    """Return the share of targets that were kept, by a column, with Wilson's 95 % interval.

    Columns: `by`, `due` (targets whose period has passed), `judged` (of which the texts tell
    enough), `kept`, `share`, `share_low`, `share_high`. Raises ParameterError for a column that
    sets no targets apart.
    """
    import pandas as pd

    if by not in APART:
        raise ParameterError(f"Nothing is kept by {by}; ask by {', '.join(APART)}.")
    counts = pd.crosstab(outcomes[by], outcomes["verdict"]).reindex(columns=OUTCOMES, fill_value=0)
    table = pd.DataFrame({"due": counts.sum(axis=1), "judged": counts["kept"] + counts["missed"]})
    table = table.assign(kept=counts["kept"])[table["judged"] > 0]
    ends = [wilson(kept, n) for kept, n in zip(table["kept"], table["judged"], strict=True)]
    return table.assign(
        share=settled(table["kept"] / table["judged"]),
        share_low=settled([low for low, _ in ends]),
        share_high=settled([high for _, high in ends]),
    ).reset_index()


def no_longer_named(followed: "pd.DataFrame") -> "pd.DataFrame":
    """Return what two reports or more promised and the next did not, the most often promised first.

    `times` counts the reports that promised it, `first_year` and `last_year` are the years.
    """
    what = ["place", "indicator"]
    targets = followed[followed["verdict"].isin(OUTCOMES) & followed["year"].gt(0)]
    grouped = targets.groupby(what, as_index=False)
    times = grouped.agg(times=("earlier_doc_id", "nunique"), first_year=("year", "min"))
    dropped = followed[followed["verdict"].eq("dropped")].rename(columns={"year": "last_year"})
    order = [False, True, True]
    return dropped.merge(times, on=what).sort_values(["times", *what], ascending=order)


def annual(panel: "pd.DataFrame", place: str = "", indicator: str = "") -> "pd.DataFrame":
    """Return the targets for a report's own year without the stretched ones, a year once.

    Of one place or indicator, where it is named; raises ParameterError when nothing is told of it.
    """
    rows = panel[panel["horizon"].eq("annual") & panel["tier"].eq("base")]
    for column, wanted in (("place", place), ("canonical", indicator)):
        if wanted and wanted not in set(panel[column]):
            names = "、".join(sorted(set(panel[column])))
            raise ParameterError(f"Nothing is told of {wanted}; there are: {names}.")
        rows = rows[rows[column].eq(wanted)] if wanted else rows
    return rows.drop_duplicates(["place", "canonical", "unit", "year"])


def ledger(panel: "pd.DataFrame", place: str = "") -> "pd.DataFrame":
    """Return the ledger of a place: an indicator a row, a year a column, target → result in cells.

    ✓ is kept, ✗ missed; without a mark nobody can tell. What is promised most often comes first.
    """
    what = ["place", "canonical", "unit"]
    rows = annual(panel, place)
    rows = rows.assign(cell=[_cell(row) for row in rows.itertuples()])
    often = rows.value_counts(what, sort=False).sort_values(ascending=False, kind="stable")
    cells = rows.pivot(index=what, columns="year", values="cell")
    return cells.reindex(often.sort_index(level="place", sort_remaining=False).index).fillna("")


def _cell(row: Any) -> str:
    if math.isnan(row.low):
        return str(row.relative)
    target = f"{SIGNS.get(row.comparator, '')}{row.low:,.10g}"
    target += f"–{row.high:,.10g}" if row.high != row.low else ""
    if math.isnan(row.result):
        return target
    return f"{target} → {row.result:,.10g} {MARKS.get(row.verdict, '')}".strip()


def wordings(panel: "pd.DataFrame", indicator: str) -> "pd.DataFrame":
    """Return how each report worded its target for an indicator, a place and year a row.

    `wording` is floor, ceiling, about, range, exact, relative, or none where a report has targets
    but not this one; a place that never has it is left out.
    """
    import pandas as pd

    targets = annual(panel, indicator=indicator)
    told = targets["comparator"].map(WORDINGS).fillna("exact")
    targets = targets.assign(wording=told.where(targets["low"].notna(), "relative"))
    reports = annual(panel).drop_duplicates(["place", "year"])
    silent = reports[~reports["doc_id"].isin(targets["doc_id"])]
    silent = silent[silent["place"].isin(targets["place"])]
    silent = silent.assign(wording="none", quote="", firmness="", verdict="")
    return pd.concat([targets, silent]).sort_values(["place", "year"], kind="stable")
