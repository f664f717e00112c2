"""Count the indicators of a corpus: how many names they have, and which are promised most."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def fragmentation(commitments: "pd.DataFrame") -> "pd.DataFrame":
    """Return how far the names of indicators fall apart, a row for each way to name them.

    Columns: name (indicator, as the texts say it; key, under which they meet; canonical, the
    standard name), rows (targets with a number that have such a name), distinct, and once, the
    share of the distinct names that occur in one row only.
    """
    import pandas as pd

    numbers = commitments[(commitments["status"] == "target") & (commitments["kind"] == "number")]
    rows = []
    for name in ("indicator", "key", "canonical"):
        counts = numbers.loc[numbers[name] != "", name].value_counts()
        once = float((counts == 1).mean()) if len(counts) else 0.0
        rows.append((name, int(counts.sum()), len(counts), once))
    return pd.DataFrame(rows, columns=["name", "rows", "distinct", "once"])


def most_promised(commitments: "pd.DataFrame", top: int = 20) -> "pd.DataFrame":
    """Return the standard indicators promised most, each with the middle of its values by year.

    A row is an indicator; columns are targets (how many), unit, and the years, with the median of
    the annual targets of that year, base tier; empty where none was set.
    """
    annual = commitments[
        (commitments["status"] == "target")
        & (commitments["canonical"] != "")
        & (commitments["horizon"] == "annual")
        & (commitments["tier"] == "base")
        & (commitments["year"] > 0)
        & commitments["value"].notna()
    ]
    counts = annual["canonical"].value_counts().sort_index()
    leading = counts.sort_values(ascending=False, kind="stable").head(top)
    chosen = annual[annual["canonical"].isin(leading.index)]
    values = chosen.pivot_table(index="canonical", columns="year", values="value", aggfunc="median")
    units = chosen.groupby("canonical")["unit"].agg(lambda unit: unit.mode().iloc[0])
    table = values.reindex(leading.index)
    table.insert(0, "targets", leading)
    table.insert(1, "unit", units)
    return table.rename_axis(index="canonical", columns=None)
