"""What the notebook on slogans tells of their history: births, streams, successions, promises."""

from typing import TYPE_CHECKING

import numpy as np

from helpers.show import evidence
from helpers.show.figures import BLUE, GREY, VERMILION, Drawing, canvas, panels, show
from helpers.show.words import text
from helpers.text.sentences import STOP

if TYPE_CHECKING:
    import pandas as pd

YEARS_FOR_A_STREAM = 5
"""Years with documents from which a stream has a course."""

BANDS = 8  # formulations of a stream
PAIRS = 6  # successions that are drawn
LONGEST = 140  # characters of a sentence in a table
ENOUGH_FOR_HALF_LIVES = 20
"""Documents of a formulation from which its half-life is shown."""


def stream(yearly: "pd.DataFrame", lives: "pd.DataFrame", wanted: "pd.Series[str]") -> None:
    """Draw how often the leading formulations stand in the texts of each year, births named."""
    names = wanted.head(BANDS)
    rates = yearly[yearly["slogan"].isin(names)].pivot(
        index="slogan", columns="year", values="rate"
    )
    if rates.shape[1] < YEARS_FOR_A_STREAM:
        evidence.say(text("lives.no_stream", needed=YEARS_FOR_A_STREAM, years=rates.shape[1]))
        return
    life = lives.set_index("slogan").loc[rates.index].sort_values(["first", "last"])
    rates = rates.loc[life.index]
    figure, axes = canvas(16)
    years, bands = rates.columns.to_numpy(), rates.to_numpy()
    colours = [f"C{at}" for at in range(len(rates))]
    layers = axes.stackplot(
        years, bands, colors=colours, baseline="sym", alpha=0.8, edgecolor="white"
    )
    for row, layer, band in zip(life.itertuples(), layers, bands, strict=True):
        at = _broadest(band)
        outline = layer.get_paths()[0].vertices
        middle = float(outline[outline[:, 0] == years[at], 1].mean())
        ended = f"{row.last}†" if row.ended else ""
        label = f"{row.Index} {row.first}–{ended}"
        place = (years[at], middle)
        axes.annotate(label, place, ha="center", va="center", fontsize="small")
    axes.set(yticks=[], xlabel=str(text("lives.stream_axis")))
    axes.xaxis.get_major_locator().set_params(integer=True)
    most = rates.stack().idxmax()
    alt = text(
        "lives.stream",
        slogans=len(rates),
        most=most[0],
        year=str(most[1]),
        rate=float(rates.max().max()),
    )
    show(Drawing(figure, alt, rates.reset_index()), "stream")


def _broadest(band: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> int:
    """Return where a band is broad for three years, away from the ends, where a name has room."""
    least = [min(band[at - 1 : at + 2]) for at in range(1, len(band) - 1)]
    margin = len(band) // 10
    inner = least[margin : len(least) - margin]
    return int(np.argmax(inner)) + 1 + margin


def successions(
    rows: "pd.DataFrame",
    yearly: "pd.DataFrame",
    mentions: "pd.DataFrame",
    paragraphs: "pd.DataFrame",
) -> None:
    """Show where one formulation yields to a near one: both curves, and the sentences."""
    if rows.empty:
        evidence.say(text("lives.no_succession"))
        return
    _curves(rows.head(PAIRS), yearly)
    texts = paragraphs.set_index(["doc_id", "paragraph"])["text"]
    places = mentions.drop_duplicates(["slogan", "doc_id", "paragraph"])
    start = places.set_index(["slogan", "doc_id", "paragraph"])["start"]
    sentences = {
        "sentence_old": rows[["old", "doc_id_old", "paragraph_old"]],
        "sentence": rows[["new", "doc_id", "paragraph"]],
    }
    told = {
        name: [
            sentence(texts[doc_id, paragraph], start[slogan, doc_id, paragraph])
            for slogan, doc_id, paragraph in at.itertuples(index=False)
        ]
        for name, at in sentences.items()
    }
    columns = ["old", "new", "year", "documents_old", "documents_new", "later", "p", *told]
    evidence.table(rows.assign(**told), text("lives.successions"), columns=columns)


def sentence(paragraph: str, at: int) -> str:
    """Return the sentence of a paragraph around a place, cut where it is very long.

    >>> sentence("推进法治建设。增强法治观念。", 9)
    '增强法治观念'
    """
    starts = [0, *(stop.end() for stop in STOP.finditer(paragraph)), len(paragraph) + 1]
    low = max(start for start in starts if start <= at)
    high = min(start for start in starts if start > at) - 1
    low = max(low, at - LONGEST // 2)
    return paragraph[low : min(high, low + LONGEST)]


def _curves(rows: "pd.DataFrame", yearly: "pd.DataFrame") -> None:
    shares = yearly.pivot(index="year", columns="slogan", values="share")
    figure, grid = panels(len(rows), 2)
    for row, axes in zip(rows.itertuples(), grid, strict=True):
        for name, colour, style in ((row.old, VERMILION, "--"), (row.new, BLUE, "-")):
            axes.plot(shares.index, shares[name], color=colour, linestyle=style, label=name)
        axes.set(ylim=(0, None))
        axes.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), fontsize="small")
    figure.supxlabel(str(text("lives.succession_axis")), fontsize="small")
    first = rows.iloc[0]
    alt = text(
        "lives.succession",
        pairs=len(rows),
        old=first["old"],
        new=first["new"],
        year=str(first["year"]),
    )
    names = [*rows["old"], *rows["new"]]
    data = yearly.loc[yearly["slogan"].isin(names) & (yearly["documents"] > 0)]
    show(Drawing(figure, alt, data[["slogan", "year", "documents", "share"]]), "successions")


def births(rows: "pd.DataFrame", wanted: "pd.Series[str]") -> None:
    """Show where and when formulations first stand, and how long they took to go on."""
    columns = ["slogan", "born", "place", "level", "beside", "next", "days", "centre", "sessions"]
    evidence.table(rows[rows["slogan"].isin(wanted)], text("lives.births"), columns=columns)


def places(rows: "pd.DataFrame", slogan: str) -> None:
    """Draw one formulation by place and year: a pale dot for texts without it, a disc with it."""
    own = rows[rows["slogan"] == slogan]
    if own["place"].nunique() < 2:
        return
    order = {place: at for at, place in enumerate(own["place"].unique())}
    figure, axes = canvas(len(order))
    axes.scatter(own["year"], own["place"].map(order), s=6, color=GREY, alpha=0.4)
    used = own[own["documents"] > 0]
    size = 20 + 100 * used["mentions"] / used["mentions"].max()
    axes.scatter(used["year"], used["place"].map(order), s=size, color=BLUE, edgecolor="white")
    axes.set_yticks(range(len(order)), list(order))
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.xaxis.get_major_locator().set_params(integer=True)
    first = own.iloc[0]
    last = own.sort_values(["came", "place"]).iloc[-1]
    alt = text(
        "lives.places",
        slogan=slogan,
        places=len(order),
        first=first["place"],
        year=str(first["came"]),
        last=last["place"],
        until=str(last["came"]),
    )
    columns = ["place", "year", "documents", "of", "mentions"]
    show(Drawing(figure, alt, own[columns]), "places")


def senses(rows: "pd.DataFrame") -> None:
    """Show the forms that count different things in different texts."""
    columns = ["slogan", "sense", "around", "parts", "first", "last", "places", "documents"]
    evidence.table(rows, text("slogans.senses"), columns=columns)


def half_lives(rows: "pd.DataFrame") -> None:
    """Show how fast formulations fade from their highest year on."""
    if rows.empty:
        return
    columns = ["slogan", "peak", "half_life", "low", "high"]
    shown = rows.sort_values(["half_life", "slogan"]).astype({"peak": "str"})
    evidence.table(shown, text("lives.half_lives"), columns=columns)


def promised(rows: "pd.DataFrame") -> None:
    """Show which formulations stand beside measurable promises, the most mentioned first."""
    order = rows.sort_values(["mentions", "slogan"], ascending=[False, True], kind="stable")
    columns = ["slogan", "mentions", "promised", "share", "low", "high"]
    evidence.table(order, text("lives.promised"), columns=columns)
