"""Draw what one notebook needs: where terms stand, how slogans live, what changes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.figures import BLUE, GREY, SKY, VERMILION, WIDTH, Drawing, canvas

if TYPE_CHECKING:
    import pandas as pd


def barcode(
    positions: Mapping[str, Sequence[float]], borders: Sequence[float], labels: Sequence[str]
) -> Drawing:
    """Draw where each term stands: a stroke for each occurrence, documents side by side.

    Positions and borders are shares of the whole corpus, 0 to 1.
    """
    figure, axes = canvas(len(positions), per_row=0.42)
    names = list(positions)
    axes.eventplot(
        [list(positions[name]) for name in reversed(names)],
        colors=BLUE,
        linelengths=0.7,
        linewidths=1,
    )
    axes.set_yticks(range(len(names)), list(reversed(names)))
    for border in borders:
        axes.axvline(border, color=GREY, linewidth=0.8)
    edges = [0.0, *borders, 1.0]
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    axes.set_xticks(
        middles if len(labels) <= 12 else [],
        labels if len(labels) <= 12 else [],
        rotation=20,
        ha="right",
    )
    axes.set(xlim=(0, 1))
    most = max(names, key=lambda name: len(positions[name]))
    alt = (
        f"Dispersion of {len(names)} terms over {len(labels)} documents; most strokes: {most}, "
        f"{len(positions[most])}."
    )
    return figure, alt


def lives(rows: "pd.DataFrame", dots: "pd.DataFrame") -> Drawing:
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


def changes(rows: "pd.DataFrame") -> Drawing:
    """Draw rising and falling terms: the yearly change of the rate with its interval."""
    figure, axes = canvas(len(rows))
    ordered = rows.sort_values("slope", kind="stable")
    colours = ordered["trend"].map({"rising": BLUE, "falling": VERMILION, "unclear": GREY})
    error = [ordered["slope"] - ordered["low"], ordered["high"] - ordered["slope"]]
    axes.errorbar(ordered["slope"], ordered["term"], xerr=error, fmt="none", ecolor=list(colours))
    axes.scatter(ordered["slope"], ordered["term"], color=list(colours), zorder=2)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set(
        xlabel="change of the rate a year, log2: right of 0 rising, left falling; grey: chance"
    )
    clear = (rows["trend"] != "unclear").sum()
    alt = (
        f"Yearly change of {len(rows)} terms with intervals; {clear} differ from no change. "
        f"Highest: {ordered.iloc[-1]['term']}, lowest: {ordered.iloc[0]['term']}."
    )
    return figure, alt


def rank_frequency(rows: "pd.DataFrame", note: str) -> Drawing:
    """Draw count against rank on logarithmic axes with the fitted Zipf-Mandelbrot curve."""
    figure, axes = canvas(10)
    axes.loglog(rows["rank"], rows["count"], ".", color=BLUE, markersize=4)
    axes.loglog(rows["rank"], rows["fitted"], color=VERMILION)
    axes.set(xlabel="rank", ylabel="occurrences")
    middle = rows.iloc[len(rows) // 20]
    axes.annotate(
        note,
        (middle["rank"], middle["fitted"]),
        xytext=(20, 20),
        textcoords="offset points",
        color=VERMILION,
    )
    top = rows.iloc[0]
    return figure, f"Rank and frequency of {len(rows):,} words from {top['term']}; fitted: {note}."


def network(edges: "pd.DataFrame", counts: Mapping[str, int], *, seed: int) -> Drawing:
    """Draw which terms share sentences: nodes sized by count, lines by logDice."""
    import matplotlib.pyplot as plt
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from(edges[["first", "second", "log_dice"]].itertuples(index=False))
    where = nx.spring_layout(graph, seed=seed, k=1.6 / max(len(graph), 1) ** 0.5)
    figure, axes = plt.subplots(figsize=(WIDTH, 6), layout="constrained")
    strength = [0.4 + (weight - 7) / 3 for _, _, weight in graph.edges.data("weight")]
    nx.draw_networkx_edges(
        graph, where, ax=axes, edge_color="#b8c4cc", width=[max(0.4, width) for width in strength]
    )
    sizes = [30 + 6 * counts.get(node, 0) for node in graph]
    nx.draw_networkx_nodes(graph, where, ax=axes, node_size=sizes, node_color=SKY)
    nx.draw_networkx_labels(graph, where, ax=axes, font_family="Noto Sans SC", font_size=10)
    axes.axis("off")
    best = edges.iloc[0]
    alt = (
        f"Network of {len(graph)} terms and {len(edges)} pairs that share sentences; the closest: "
        f"{best['first']} and {best['second']}, together in {best['together']}."
    )
    return figure, alt
