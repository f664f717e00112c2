"""What the notebook on slogans says and shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from helpers.stories import evidence
from helpers.stories.evidence import counted
from helpers.stories.figures import BLUE, SKY, Drawing, canvas, columns_in_time

if TYPE_CHECKING:
    import pandas as pd


ENOUGH_FOR_TIERS = 100
"""Documents from which the China Media Project's borders, made for a newspaper, mean much."""


def findings(
    slogans: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> list[str]:
    """Return the findings on formulations."""
    if slogans.empty:
        return ["No formulation reaches the threshold in these texts."]
    kinds = slogans["type"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    said = [
        f"{counted(len(slogans), 'formulation', 'stand')} in "
        f"{counted(len(documents), 'document')}, {len(mentions):,} times in all; "
        f"most are of the kind {kinds.index[0]} ({kinds.iloc[0]:,})."
    ]
    several = slogans[slogans["documents"] > 1]
    if len(several):
        first = leading(several, 1).iloc[0]
        said.append(
            f"{counted(len(several), 'formulation', 'are')} shared by two documents or more; "
            f"{first['slogan']} stands in {first['documents']:,} of {len(documents):,}."
        )
    where = mentions.merge(documents[["doc_id", "place"]], on="doc_id")
    places = where[where["place"] != ""].groupby("slogan")["place"].nunique()
    if documents["place"].nunique() > 1:
        said.append(
            f"{int((places > 1).sum()):,} are used in more than one place, "
            f"{int((places == 1).sum()):,} in one place only."
        )
    return said


def leading(rows: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the formulations that are both sure and widely shared.

    Their order is score times the binary logarithm of one more than the documents with them, so
    that in a large corpus phrases of the genre do not stand before formulations.
    """
    weight = rows["score"] * np.log2(1 + rows["documents"])
    order = rows.assign(weight=weight.round(6)).sort_values(
        ["weight", "mentions", "slogan"], ascending=[False, False, True], kind="stable"
    )
    return order.drop(columns="weight").head(top)


def formulations(
    rows: "pd.DataFrame", mentions: "pd.DataFrame", caption: str = "The leading formulations"
) -> None:
    """Show formulations, each with a link to its first mention."""
    first = mentions.drop_duplicates("slogan")[["slogan", "doc_id", "paragraph"]]
    columns = {
        "slogan": "formulation",
        "type": "kind",
        "mentions": "mentions",
        "documents": "documents",
        "first_seen": "first seen",
        "last_seen": "last seen",
        "score": "score",
    }
    shown = rows.merge(first, on="slogan", how="left")
    evidence.table(shown, caption, columns=columns, limit=60, source="slogans")


def weakest(rows: "pd.DataFrame", mentions: "pd.DataFrame") -> None:
    """Show the accepted formulations with the lowest scores."""
    lowest = rows.sort_values(["score", "slogan"], kind="stable").head(12)
    formulations(lowest, mentions, "The weakest formulations")


def by_document(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> "pd.DataFrame":
    """Return mentions: a row a formulation, a column a document, or a year when there are many."""
    names = columns_in_time(documents)
    counts = mentions.groupby(["slogan", mentions["doc_id"].map(names)]).size()
    order = list(dict.fromkeys(names.values()))
    matrix = counts.unstack(fill_value=0)
    return matrix.reindex(index=list(wanted), columns=order, fill_value=0)


def first_and_last(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Return the first and last time of each formulation, and its mentions at each time."""
    dated = documents[documents["date"] != ""]
    year = dated["date"].str[:4].astype(float)
    month = dated["date"].str[5:7].replace("", "07").astype(float)
    when = dict(zip(dated["doc_id"], year + (month - 0.5) / 12, strict=True))
    seen = mentions[mentions["slogan"].isin(list(wanted)) & mentions["doc_id"].isin(when)]
    dots = seen.groupby(["slogan", seen["doc_id"].map(when).rename("when")]).size()
    dots = dots.rename("mentions").reset_index()
    rows = dots.groupby("slogan")["when"].agg(first="min", last="max").reset_index()
    return rows.sort_values(["first", "last", "slogan"], kind="stable"), dots


def lifelines(rows: "pd.DataFrame", dots: "pd.DataFrame") -> Drawing:
    """Draw each slogan's life as a bar from first to last seen, with a dot for each date.

    `rows` has slogan, first and last (years as numbers); `dots` has slogan, when and mentions.
    """
    figure, axes = canvas(len(rows))
    places = {slogan: place for place, slogan in enumerate(reversed(rows["slogan"].tolist()))}
    for row in rows.itertuples():
        axes.hlines(places[row.slogan], row.first, row.last, color=SKY, linewidth=3, zorder=1)
    axes.scatter(
        dots["when"],
        dots["slogan"].map(places),
        s=18 + 9 * dots["mentions"],
        color=BLUE,
        zorder=2,
        edgecolor="white",
    )
    axes.set_yticks(range(len(places)), list(places))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.grid(True)
    axes.set(xlabel="year; a dot for each dated document, larger for more mentions")
    longest = (
        rows.assign(length=rows["last"] - rows["first"])
        .sort_values(["length", "slogan"], ascending=[False, True], kind="stable")
        .iloc[0]
    )
    alt = (
        f"Lives of {len(rows)} slogans; longest: {longest['slogan']}, from {longest['first']:.0f} "
        f"to {longest['last']:.0f}."
    )
    return figure, alt


def lives(rows: "pd.DataFrame", wanted: Iterable[str]) -> None:
    """Show how long formulations lived, how widely, and whether they ended."""
    columns = {
        "slogan": "formulation",
        "first": "first",
        "last": "last",
        "silent": "silent years",
        "documents": "documents",
        "share": "share",
        "share_low": "from",
        "share_high": "to",
    }
    if rows["of"].max() >= ENOUGH_FOR_TIERS:
        columns["tier"] = "tier"
    shown = rows[rows["slogan"].isin(list(wanted))].astype({"first": "str", "last": "str"})
    caption = "Lives; share of the dated documents with its 95 % interval (Wilson)"
    evidence.table(shown, caption, columns=columns, limit=60)


def kinds_by_place(
    rows: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return how many formulations of each kind each place uses."""
    table = mentions.merge(documents[["doc_id", "place"]], on="doc_id").merge(
        rows[["slogan", "type"]], on="slogan"
    )
    table["place"] = table["place"].replace("", "place not known")
    counts = table.groupby(["place", "type"])["slogan"].nunique().unstack(fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(30)


def parts(rows: "pd.DataFrame", slogans: "pd.DataFrame") -> None:
    """Show what the numerals of formulations count, and name those not explained here."""
    numeral = slogans[slogans["type"] == "numeral"]
    columns = {
        "slogan": "formulation",
        "counted": "counts",
        "parts": "which are",
        "sign": "told by",
    }
    evidence.table(rows, "Numerals explained", columns=columns, limit=60, source="slogan_parts")
    silent = numeral[~numeral["slogan"].isin(rows["slogan"])]["slogan"]
    if len(silent):
        more = "" if len(silent) <= 30 else f" and {len(silent) - 30} more"
        evidence.say(f"Not explained in these texts: {', '.join(silent.head(30))}{more}.")
