"""Prepare counts of promises for pictures."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

WHOLE_YEAR, SEVERAL_YEARS = "whole year\n全年", "years\n多年"
LAST_MONTH = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}


def busiest(counts: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the rows of a cross table with the largest sums, the largest first."""
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order].head(top)


def due(period: str) -> tuple[str, str]:
    """Return the year in which a period ends, and the month, or that it is whole years.

    A quarter or half-year falls due with its last month.

    >>> due("2020-Q3"), due("2020-08"), due("2020"), due("2021/2025")
    (('2020', '09'), ('2020', '08'), ('2020', 'whole year\\n全年'), ('2025', 'years\\n多年'))
    """
    year, _, part = period.split("/")[-1].partition("-")
    if not part:
        return year, SEVERAL_YEARS if "/" in period else WHOLE_YEAR
    return year, LAST_MONTH.get(part, part)
