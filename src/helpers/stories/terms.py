"""What the notebook on terms says and shows."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import tables
from helpers.stories import evidence
from helpers.stories.figures import (
    BLUE,
    GREY,
    SKY,
    VERMILION,
    WIDTH,
    Drawing,
    canvas,
    columns_in_time,
    document_labels,
)

if TYPE_CHECKING:
    import pandas as pd


def findings(
    terms: "pd.DataFrame", leading: "pd.DataFrame", keyness: "pd.DataFrame", change: "pd.DataFrame"
) -> list[str]:
    """Return the findings on words."""
    if leading.empty:
        return ["There are no words to count in these texts."]
    first = leading.iloc[0]
    said = [
        f"The texts use {len(terms):,} different words; the most frequent that carries meaning is "
        f"{first['term']}: {first['count']:,} times, {first['per_10k']:.0f} in 10,000 words "
        f"(95 % interval {first['low']:.0f} to {first['high']:.0f})."
    ]
    wide = leading.assign(width=(leading["band_high"] - leading["band_low"]) / leading["per_10k"])
    shaky = wide.loc[wide["width"].idxmax()]
    if shaky["width"] > 0.1:
        said.append(
            f"Segmentation matters most for {shaky['term']}: {shaky['band_low']:.0f} to "
            f"{shaky['band_high']:.0f} in 10,000, depending on the setting."
        )
    said += [note for note in (keyness.attrs["note"], change.attrs["note"]) if note]
    return said


def telling(terms: "pd.DataFrame") -> "pd.DataFrame":
    """Return the words that carry meaning: of two characters or more and no stop words."""
    return terms[~terms["stop"] & (terms["term"].str.len() > 1)]


def leading_terms(rows: "pd.DataFrame") -> None:
    """Show the most frequent words with interval, band and dispersion."""
    columns = {
        "term": "word",
        "count": "count",
        "per_10k": "per 10,000",
        "low": "from",
        "high": "to",
        "band_low": "band from",
        "band_high": "band to",
        "documents": "documents",
        "dp": "DP",
    }
    evidence.table(rows, "The most frequent words", columns=columns, source="terms")


def rates(
    by_document: "pd.DataFrame", documents: "pd.DataFrame", terms: Iterable[str]
) -> "pd.DataFrame":
    """Return the terms' occurrences per 10,000 words: a row a term, a column a document.

    With more than 12 documents the columns are years.
    """
    wanted = list(terms)
    names = columns_in_time(documents)
    column = by_document["doc_id"].map(names)
    sizes = by_document.groupby(column)["count"].sum()
    kept = by_document["term"].isin(wanted)
    counts = by_document[kept].groupby(["term", column[kept]])["count"].sum().unstack(fill_value=0)
    order = [name for name in dict.fromkeys(names.values()) if name in counts.columns]
    return (1e4 * counts / sizes).reindex(wanted)[order].fillna(0)


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


def keyness(rows: "pd.DataFrame") -> None:
    """Show the words that differ most between groups, those beyond chance first."""
    columns = {
        "contrast": "contrast",
        "term": "word",
        "count_a": "first group",
        "count_b": "second group",
        "log_ratio": "log ratio",
        "lrc": "LRC",
        "g2": "G²",
    }
    evidence.table(rows, "Differences", columns=columns, limit=15, source="keyness")


def concordance(rows: "pd.DataFrame", term: str) -> None:
    """Show a term in its sentences."""
    columns = {"left": "before", "term": "word", "right": "after"}
    evidence.table(rows, f"{term} in context", columns=columns)


def collocates(rows: "pd.DataFrame", term: str) -> None:
    """Show the words that share sentences with a term."""
    columns = {
        "collocate": "word",
        "together": "sentences together",
        "log_dice": "logDice",
        "npmi": "NPMI",
    }
    evidence.table(rows, f"Words that share sentences with {term}", columns=columns, limit=15)


def slogan_words(processed_dir: Path | str, wanted: bool) -> tuple[str, ...]:
    """Return the formulations that the notebook on slogans found, to keep them whole, if wanted.

    Those with a separator are left out: no engine keeps them. Raises TableError when the notebook
    on slogans has not run.
    """
    if not wanted:
        return ()
    forms = tables.read(processed_dir, "slogans")["slogan"]
    return tuple(form for form in forms if form.isalnum())


def surviving(rows: "pd.DataFrame") -> dict[str, float]:
    """Return the words whose difference survives the correction and the exchange of documents.

    Their weight is the size of the conservative log ratio; of several contrasts the largest.
    """
    kept = rows[(rows["lrc"] != 0) & (rows["p"] <= 0.05)]
    return {str(k): float(v) for k, v in kept["lrc"].abs().groupby(kept["term"]).max().items()}


def bursts(rows: "pd.DataFrame") -> None:
    """Show the words that crowd in some years."""
    columns = {"term": "word", "first": "from", "last": "to", "weight": "weight"}
    shown = rows.astype({"first": "str", "last": "str"})
    evidence.table(shown, "Bursts, the strongest first", columns=columns)


def dictionary(rows: "pd.DataFrame") -> None:
    """Show which entries of a dictionary win when the texts are cut."""
    columns = {
        "word": "entry",
        "alone": "cut alone",
        "occurrences": "occurrences",
        "kept": "kept whole",
        "wins": "wins",
        "instead": "else cut as",
    }
    evidence.table(rows, "Entries of the dictionary", columns=columns)
