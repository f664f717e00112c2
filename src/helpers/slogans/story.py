"""What the notebook on slogans says and shows."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import tables
from helpers.errors import TableError
from helpers.show import evidence
from helpers.show.figures import BLUE, GREEN, SKY, VERMILION, Drawing, canvas, columns_in_time, show
from helpers.show.words import Text, listed, text, word

if TYPE_CHECKING:
    import pandas as pd

    from helpers.slogans.card import Card

ENOUGH_FOR_TIERS = 100
"""Documents from which the China Media Project's borders, made for a newspaper, mean much."""


ENOUGH_FOR_SURVIVAL = 8
"""Dated documents from which a curve of survival tells anything."""


def formulations(rows: "pd.DataFrame", caption: str = "slogans.leading") -> None:
    """Show formulations, each with a link to its first mention."""
    columns = [
        "slogan",
        "type",
        "mentions",
        "documents",
        "first_seen",
        "last_seen",
        "score",
        "seed",
    ]
    evidence.table(rows, text(caption), columns=columns, source="slogans")


def weakest(rows: "pd.DataFrame") -> None:
    """Show the accepted formulations with the lowest scores."""
    labels = rows[rows["class"] == "formulation"]
    lowest = labels.sort_values(["score", "slogan"], kind="stable").head(12)
    formulations(lowest, "slogans.weakest")


def only_recurring(rows: "pd.DataFrame") -> None:
    """Show, folded, what comes again and again and is no formulation, by documents."""
    shown = rows[rows["class"] == "recurring"].sort_values(
        ["documents", "mentions", "slogan"], ascending=[False, False, True], kind="stable"
    )
    columns = ["slogan", "mentions", "documents", "first_seen", "last_seen", "score"]
    caption = text("slogans.recurring")
    evidence.table(shown, caption, columns=columns, source="slogans", folded=True)


def by_document(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> "pd.DataFrame":
    """Return mentions: a row a formulation, a column a document, or a year when there are many."""
    names = columns_in_time(documents)
    counts = mentions.groupby(["slogan", mentions["doc_id"].map(names)]).size()
    order = list(dict.fromkeys(names.values()))
    matrix = counts.unstack(fill_value=0)
    return matrix.reindex(index=list(wanted), columns=order, fill_value=0)


def parts(rows: "pd.DataFrame", slogans: "pd.DataFrame") -> None:
    """Show what numerals count: told by the texts, known to everybody, or not told here."""
    numeral = slogans[(slogans["type"] == "numeral") & (slogans["class"] == "formulation")]
    columns = ["slogan", "counted", "parts", "sign"]
    evidence.table(rows, text("slogans.parts"), columns=columns, source="slogan_parts")
    silent = numeral[~numeral["slogan"].isin(rows["slogan"])]
    known = silent[silent["known"] != ""]
    evidence.table(known, text("slogans.known"), columns=["slogan", "known"], source="slogans")
    rest = silent[silent["known"] == ""]["slogan"]
    if len(rest):
        first, more = listed(rest.head(30)), len(rest) - 30
        key = "slogans.silent_more" if more > 0 else "slogans.silent"
        evidence.say(text(key, slogans=first, more=more))


def draw_lives(rows: "pd.DataFrame", dots: "pd.DataFrame") -> Drawing:
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
        s=14 + 70 * dots["mentions"] / dots["mentions"].max(),
        color=BLUE,
        zorder=2,
        edgecolor="white",
    )
    axes.set_yticks(range(len(places)), list(places))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.grid(True)
    axes.set(xlabel=str(text("lives.drawn_axis")))
    longest = (
        rows.assign(length=rows["last"] - rows["first"])
        .sort_values(["length", "slogan"], ascending=[False, True], kind="stable")
        .iloc[0]
    )
    alt = text(
        "lives.drawn",
        slogans=len(rows),
        longest=longest["slogan"],
        first=f"{longest['first']:.0f}",
        last=f"{longest['last']:.0f}",
    )
    return Drawing(figure, alt, dots)


def list_lives(rows: "pd.DataFrame", wanted: Iterable[str]) -> None:
    """Show how long formulations lived, how widely, and whether they ended."""
    columns = ["slogan", "first", "last", "silent", "documents", "share", "share_low", "share_high"]
    if rows["of"].max() >= ENOUGH_FOR_TIERS:
        columns.append("tier")
    shown = rows[rows["slogan"].isin(list(wanted))].astype({"first": "str", "last": "str"})
    evidence.table(shown, text("lives.caption"), columns=columns)


def promises_if_there(processed_dir: Path | str) -> "pd.DataFrame | None":
    """Return the table of commitments, or nothing when notebook 04 has not run."""
    try:
        return tables.read(processed_dir, "commitments")
    except TableError:
        return None


def show_card(told: "Card", dots: "pd.DataFrame") -> None:
    """Show one formulation: its life, forms, users, company, and what is promised under it."""
    evidence.heading(told.slogan)
    own = dots[dots["slogan"] == told.slogan]
    if len(own) > 1:
        show(_pulse(told.slogan, own), "life")
    evidence.say(
        text(
            "lives.forms",
            mentions=told.mentions,
            quoted=told.quoted,
            forms=_counted(told.variants.head(5), "variant"),
            users=_counted(told.users.head(5), "who"),
        )
    )
    for where in ("before", "after", "with"):
        near = told.neighbours[told.neighbours["where"] == where]
        if len(near):
            evidence.say(text(f"lives.{where}", words=_counted(near.head(8), "neighbour")))
    if told.without:
        near = {where: 1 - share for where, share in told.without.items()}
        evidence.say(text("lives.near", **near))
        columns = ["actor", "indicator", "quote", "period", "firmness", "near"]
        nearest = told.promises.assign(
            order=told.promises["near"].map({"sentence": 0, "paragraph": 1, "section": 2})
        ).sort_values("order", kind="stable")
        caption = text("lives.promises", slogan=told.slogan)
        evidence.table(nearest, caption, columns=columns, limit=10, source="commitments")


def _counted(rows: "pd.DataFrame", name: str) -> Text:
    return listed(f"{row[name]} ({row['mentions']:,})" for _, row in rows.iterrows())


def _pulse(slogan: str, own: "pd.DataFrame") -> Drawing:
    """Draw how often a formulation stands in the texts of each date."""
    figure, axes = canvas(2)
    axes.vlines(own["when"], 0, own["mentions"], color=SKY, linewidth=3)
    axes.scatter(own["when"], own["mentions"], color=BLUE, zorder=2)
    years = int(own["when"].min()), int(own["when"].max()) + 1
    axes.set(xlim=years, ylim=(0, own["mentions"].max() * 1.25))
    axes.set(xlabel=str(text("lives.pulse_axis")))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    most = own.loc[own["mentions"].idxmax()]
    alt = text(
        "lives.pulse",
        slogan=slogan,
        dates=len(own),
        most=most["mentions"],
        year=f"{most['when']:.1f}",
    )
    return Drawing(figure, alt, own[["when", "mentions"]])


def turnover(rows: "pd.DataFrame", top: int) -> None:
    """Show what surely fell and rose from one year to the next, as arrows and as a table."""
    if rows.empty:
        evidence.say(text("lives.no_turnover"))
        return
    strongest = rows.loc[rows["change"].abs().sort_values(ascending=False, kind="stable").index]
    shown = strongest.head(top).sort_values(["year", "change", "slogan"], ignore_index=True)
    figure, axes = canvas(len(shown))
    labels = [f"{row.slogan} {row.year}" for row in shown.itertuples()]
    for at, row in enumerate(shown.itertuples()):
        colour = BLUE if row.change > 0 else VERMILION
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2}
        axes.annotate("", (row.after, at), (row.before, at), arrowprops=arrow)
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlim=(0, 1), ylim=(len(labels) - 0.4, -0.6), xlabel=str(text("lives.turnover_axis")))
    axes.xaxis.grid(True)
    first = strongest.iloc[0]
    alt = text(
        "lives.turnover",
        changes=len(shown),
        slogan=first["slogan"],
        year=str(first["year"]),
        before=float(first["before"]),
        after=float(first["after"]),
    )
    show(Drawing(figure, alt, shown), "turnover")


def spread(rows: "pd.DataFrame", wanted: Iterable[str]) -> None:
    """Show when formulations reached each level of government, where a level has documents."""
    known = rows[rows["known"] & rows["slogan"].isin(list(wanted))]
    if known["level"].nunique() < 2:
        return
    seen = known[known["first"].notna()].astype({"first": "int64"})
    order = {slogan: at for at, slogan in enumerate(dict.fromkeys(seen["slogan"]))}
    figure, axes = canvas(len(order))
    for number, (level, own) in enumerate(seen.groupby("level", sort=False)):
        place = own["slogan"].map(order) + 0.15 * (number - 1)
        label = str(word("level", str(level)))
        axes.scatter(own["first"], place, marker="osD^v"[number], label=label, color=f"C{number}")
    axes.set_yticks(range(len(order)), list(order))
    axes.invert_yaxis()
    axes.legend(ncols=5, loc="lower left", bbox_to_anchor=(0, 1))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set(xlabel=str(text("lives.spread_axis")))
    alt = text("lives.spread", slogans=len(order), levels=seen["level"].nunique())
    columns = ["slogan", "level", "first", "lag", "adopters", "places", "documents"]
    show(Drawing(figure, alt, seen[columns]), "spread")


def survival(curve: "pd.DataFrame", dated: int) -> None:
    """Show how many formulations are still in use after so many years (Kaplan-Meier)."""
    if dated < ENOUGH_FOR_SURVIVAL:
        return
    figure, axes = canvas(8)
    axes.step([0, *curve["time"]], [1, *curve["survival"]], where="post", color=GREEN)
    axes.set(ylim=(0, 1.02), xlabel=str(text("lives.survival_axis")))
    axes.yaxis.grid(True)
    last = curve.iloc[-1]
    alt = text("lives.survival", share=float(last["survival"]), years=int(last["time"]))
    show(Drawing(figure, alt, curve), "survival")


def endings(rows: "pd.DataFrame") -> None:
    """Say how many formulations surely ended in these texts, if any did."""
    if rows["ended"].any():
        evidence.say(text("lives.ended", ended=rows["ended"].sum(), slogans=len(rows)))
