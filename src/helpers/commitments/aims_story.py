"""What the notebook on commitments shows of aims: how high they were set, and in which words."""

from typing import TYPE_CHECKING

from helpers.commitments import summary
from helpers.show import evidence, figures
from helpers.show.figures import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, Drawing
from helpers.show.words import text

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES = 6
"""More lines than these nobody tells apart."""

COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY)


def lines(by_year: "pd.DataFrame", indicator: str) -> None:
    """Draw targets through the years, a line a place; of many places the median and the range.

    `by_year` has a year a row and a place a column.
    """
    if len(by_year) < summary.YEARS_OF_A_SERIES:
        return
    figure, axes = figures.canvas(4, per_row=0.6)
    whole = by_year.reindex(range(int(by_year.index.min()), int(by_year.index.max()) + 1))
    if by_year.shape[1] > MOST_LINES:
        axes.fill_between(whole.index, whole.min(axis=1), whole.max(axis=1), color=SKY, alpha=0.3)
        axes.plot(whole.index, whole.median(axis=1), "o-", color=BLUE)
    else:
        for place, colour in zip(whole.columns, COLOURS, strict=False):
            axes.plot(whole.index, whole[place], "o-", color=colour, label=place)
        axes.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set(ylabel=indicator)
    ends = {"least": f"{by_year.min(axis=None):g}", "most": f"{by_year.max(axis=None):g}"}
    alt = text("ledger.lines", indicator=indicator, places=by_year.shape[1], **ends)
    figures.show(Drawing(figure, alt, by_year.reset_index()), "targets_by_year")


def ambition(panel: "pd.DataFrame", indicator: str, place: str = "") -> None:
    """Draw how much a target asked over the last result, and by how much it was passed."""
    own = panel[panel["canonical"].eq(indicator) & panel["low"].notna()]
    own = own[own["horizon"].eq("annual") & own["tier"].eq("base")]
    if own["before"].notna().sum() < summary.YEARS_OF_A_SERIES:
        return
    place = place or str(own.groupby("place")["before"].count().sort_index().idxmax())
    own = own[own["place"].eq(place)].drop_duplicates("year").sort_values("year")
    own = own.assign(asked=own["low"] - own["before"])
    if own["asked"].notna().sum() < summary.YEARS_OF_A_SERIES:
        return
    figure, axes = figures.canvas(4, per_row=0.5)
    axes.axhline(0, color="#333333", linewidth=0.8)
    for column, colour, marker in (("asked", BLUE, "_"), ("gap", ORANGE, "o")):
        told = own[own[column].notna()]
        gaps = told["year"].diff().gt(1).cumsum()
        for label, unbroken in told.groupby(gaps):
            name = str(text(f"ledger.{column}")) if label == 0 else None
            axes.plot(unbroken["year"], unbroken[column], marker, ls="-", color=colour, label=name)
    axes.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1))
    axes.set(ylabel=str(text("ledger.points_of", unit=own["unit"].iloc[0])))
    axes.xaxis.get_major_locator().set_params(integer=True)
    alt = text("ledger.ambition", place=place, indicator=indicator, years=len(own))
    columns = ["year", "low", "before", "result", "asked", "gap", "verdict"]
    figures.show(Drawing(figure, alt, own[columns]), "ambition")


def worded(panel: "pd.DataFrame", indicator: str, limit: int = 40) -> None:
    """Show how each report worded its target for an indicator, and which have none."""
    if indicator not in set(panel["canonical"]):
        return
    rows = summary.wordings(panel, indicator)
    if rows["year"].nunique() < summary.YEARS_OF_A_SERIES:
        return
    shown = rows.astype({"year": "str"})
    columns = ["place", "year", "wording", "quote", "firmness", "verdict"]
    caption = text("ledger.worded", indicator=indicator)
    evidence.table(shown, caption, columns=columns, limit=limit, source="panel")
