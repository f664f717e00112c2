"""What the notebook on terms says and shows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import tables
from helpers.show import evidence
from helpers.show.figures import (
    BLUE,
    GREY,
    SKY,
    VERMILION,
    WIDTH,
    Drawing,
    bars,
    canvas,
    document_labels,
)
from helpers.show.findings import Finding, finding
from helpers.show.words import Text, text
from helpers.statistics.change import STEEPEST
from helpers.terms import groups_story

if TYPE_CHECKING:
    import pandas as pd

    from helpers.terms.contrasts import Comparison
    from helpers.terms.trends import Curve


SHAKY = 0.5
"""Width of a band, in parts of its rate, from which it is worth a finding."""
FEWEST_EDGES = 5
"""Pairs of words from which a network is drawn."""
CROWD = 100
"""Strokes of a term up to which each is drawn in full colour."""
LABELLED = 12
"""Documents that an axis has room to name."""


def findings(
    terms: "pd.DataFrame", leading: "pd.DataFrame", keyness: "Comparison"
) -> list[Finding]:
    """Return the findings on words; the width of a band in parts of its rate is what surprises."""
    if leading.empty:
        return [finding("terms.nothing")]
    first = leading.iloc[0]
    rate = {name: float(first[name]) for name in ("per_10k", "low", "high")}
    notes = [
        finding(
            "terms.most",
            cases=first["documents"],
            terms=(terms["count"] > 0).sum(),
            term=first["term"],
            n=first["count"],
            **rate,
        )
    ]
    wide = leading.assign(width=(leading["band_high"] - leading["band_low"]) / leading["per_10k"])
    shaky = wide.loc[wide["width"].idxmax()]
    if shaky["width"] > SHAKY:
        band = {name: float(shaky[name]) for name in ("band_low", "band_high")}
        known = {"surprise": shaky["width"], "cases": shaky["documents"]}
        notes.append(finding("terms.shaky", term=shaky["term"], **band, **known))
    return [*notes, groups_story.apart(keyness)]


def curve(fitted: "Curve") -> Text:
    """Say which rank-frequency curve fits, or why there is none."""
    if fitted.table.empty:
        return text("terms.note_curve_few")
    name = "terms.note_curve" if fitted.shift < STEEPEST else "terms.note_curve_steep"
    return text(name, shift=fitted.shift, exponent=fitted.exponent)


def frequencies(rows: "pd.DataFrame") -> Drawing:
    """Draw the rates of the most frequent words with their intervals."""
    axis = text("terms.per_10k")
    return bars(rows, "term", "per_10k", low="low", high="high", axis=axis)


def leading_terms(rows: "pd.DataFrame", paragraphs: "pd.DataFrame") -> None:
    """Show the most frequent words with interval, band and dispersion, and where each is first."""
    import pandas as pd

    first = [
        paragraphs[paragraphs["text"].str.contains(t, regex=False)].head(1) for t in rows["term"]
    ]
    places = pd.concat(first)[["doc_id", "paragraph"]] if first else paragraphs.head(0)
    rates = ["per_10k", "low", "high", "band_low", "band_high"]
    columns = ["term", "count", *rates, "documents", "dp"]
    found = rows.reset_index(drop=True)
    if len(places) == len(found):
        found = found.assign(**{name: places[name].to_numpy() for name in places})
    evidence.table(found, text("terms.leading"), columns=columns, source="terms")


def strokes(
    documents: "pd.DataFrame", paragraphs: "pd.DataFrame", terms: Iterable[str]
) -> tuple[dict[str, list[float]], list[float], list[str]]:
    """Return where the terms stand in the whole corpus (0 to 1), its borders, its documents."""
    from helpers.terms import positions

    names = document_labels(documents)
    length = paragraphs.groupby("doc_id")["text"].apply(lambda texts: texts.str.len().sum())
    shares = (length.reindex(list(names)) / length.sum()).fillna(0)
    start = shares.cumsum() - shares
    found = positions(paragraphs, terms)
    place = found["doc_id"].map(start) + found["position"] * found["doc_id"].map(shares)
    found_at = {term: place[found["term"] == term].tolist() for term in terms}
    return found_at, start.iloc[1:].tolist(), list(names.values())


def barcode(
    positions: Mapping[str, Sequence[float]], borders: Sequence[float], labels: Sequence[str]
) -> Drawing:
    """Draw where each term stands: a stroke for each occurrence, documents side by side.

    Positions and borders are shares of the whole corpus, 0 to 1. Strokes of a frequent term are
    pale, so that where they crowd is darker than where they are few.
    """
    import pandas as pd
    from matplotlib.colors import to_rgba

    figure, axes = canvas(len(positions), per_row=0.42)
    names = list(positions)
    axes.eventplot(
        [list(positions[name]) for name in reversed(names)],
        colors=[
            to_rgba(BLUE, min(1, max(0.12, CROWD / max(len(positions[name]), 1))))
            for name in reversed(names)
        ],
        linelengths=0.7,
        linewidths=1,
    )
    axes.set_yticks(range(len(names)), list(reversed(names)))
    for border in borders:
        axes.axvline(border, color=GREY, linewidth=0.8)
    edges = [0.0, *borders, 1.0]
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    step = -(-len(labels) // LABELLED)
    axes.set_xticks(middles[::step], labels[::step], rotation=20, ha="right")
    axes.set(xlim=(0, 1))
    most = max(names, key=lambda name: len(positions[name]))
    strokes = len(positions[most])
    alt = text("terms.barcode", terms=len(names), documents=len(labels), most=most, strokes=strokes)
    data = pd.DataFrame(
        [(name, at) for name in names for at in positions[name]], columns=["term", "position"]
    )
    return Drawing(figure, alt, data)


def rank_frequency(fitted: "Curve") -> Drawing:
    """Draw count against rank on logarithmic axes with the fitted Zipf-Mandelbrot curve."""
    rows, told = fitted.table, curve(fitted)
    figure, axes = canvas(10)
    axes.loglog(rows["rank"], rows["count"], ".", color=BLUE, markersize=4)
    axes.loglog(rows["rank"], rows["fitted"], color=VERMILION)
    axes.set(xlabel=str(text("terms.rank")), ylabel=str(text("terms.occurrences")))
    middle = rows.iloc[len(rows) // 20]
    axes.annotate(
        str(told),
        (middle["rank"], middle["fitted"]),
        xytext=(20, 20),
        textcoords="offset points",
        color=VERMILION,
    )
    alt = text("terms.rank_frequency", words=len(rows), top=rows.iloc[0]["term"], fitted=told)
    return Drawing(figure, alt, rows.head(100))


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
    axes.margins(0.08)
    best = edges.iloc[0]
    alt = text(
        "terms.network",
        terms=len(graph),
        pairs=len(edges),
        first=best["first"],
        second=best["second"],
        together=best["together"],
    )
    return Drawing(figure, alt, edges)


def concordance(rows: "pd.DataFrame", term: str) -> None:
    """Show a term in its sentences."""
    evidence.table(
        rows, text("terms.concordance", term=term), columns=["left", "term", "right"], limit=60
    )


def collocates(rows: "pd.DataFrame", term: str) -> None:
    """Show the words that share sentences with a term."""
    columns = ["collocate", "together", "log_dice", "npmi"]
    evidence.table(rows, text("terms.collocates", term=term), columns=columns, limit=30)


def formulations(processed_dir: Path | str, wanted: bool) -> tuple[str, ...]:
    """Return the formulations that the notebook on slogans found, if they are wanted.

    Raises TableError when that notebook has not run.
    """
    if not wanted:
        return ()
    slogans = tables.read(processed_dir, "slogans")
    return tuple(slogans.loc[slogans["class"] == "formulation", "slogan"])


def dictionary(rows: "pd.DataFrame") -> None:
    """Show which entries of a dictionary win when the texts are cut, those that lose first."""
    evidence.say(entries(rows))
    rows = rows.sort_values(["wins", "occurrences"], ascending=[True, False], kind="stable")
    columns = ["word", "alone", "occurrences", "kept", "wins", "instead"]
    evidence.table(rows, text("terms.dictionary"), columns=columns)


def entries(rows: "pd.DataFrame") -> Text:
    """Say how many entries of a dictionary win, occur nowhere, and have one character."""
    return text(
        "terms.entries",
        n=len(rows),
        wins=int(rows["wins"].sum()),
        absent=int((rows["occurrences"] == 0).sum()),
        short=int((rows["word"].str.len() < 2).sum()),
    )
