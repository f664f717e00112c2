"""Count promises: by who makes them, how firmly, of what kind, by when."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NOT_NAMED = "–"
YEAR, SEVERAL = "year\n全年", "period\n多年"
PARTS_OF_YEAR = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}


def _busiest(counts: "pd.DataFrame", top: int) -> "pd.DataFrame":
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order].head(top)


def firmness_by_actor(targets: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return how many targets of each actor are firm, plain and an aspiration."""
    named = targets.assign(actor=targets["actor"].replace("", NOT_NAMED))
    counts = named.groupby(["actor", "firmness"]).size().unstack(fill_value=0)
    return _busiest(counts.reindex(columns=["firm", "plain", "aspire"], fill_value=0), top)


def calendar(targets: "pd.DataFrame") -> "pd.DataFrame":
    """Return how many targets fall due in each year and month, or with the year or a longer period.

    A quarter or half-year falls due with its last month; more than 15 years are cut to the last.
    """
    import pandas as pd

    dated = targets[targets["period"] != ""]
    last = dated["period"].str.split("/").str[-1]
    part = last.str[5:].map(PARTS_OF_YEAR).fillna(last.str[5:]).replace("", YEAR)
    part = part.where(~dated["period"].str.contains("/") | (last.str.len() > 4), SEVERAL)
    counts = pd.crosstab(last.str[:4], part)
    months = [f"{month:02}" for month in range(1, 13)]
    order = [month for month in months if month in counts.columns]
    order += [name for name in (YEAR, SEVERAL) if name in counts.columns]
    return counts[order].tail(15).rename_axis(index="year")


def kinds_by_actor(commitments: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return how many promises of each actor have a number, an absolute word, a date, or none."""
    promised = commitments[commitments["status"] == "target"]
    named = promised.assign(actor=promised["actor"].replace("", NOT_NAMED))
    counts = named.groupby(["actor", "kind"]).size().unstack(fill_value=0)
    kinds = ["number", "absolute", "dated", "action"]
    return _busiest(counts.reindex(columns=kinds, fill_value=0), top)
