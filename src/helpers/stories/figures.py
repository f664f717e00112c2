"""Draw figures in one visual language, each with an alt text computed from its data."""

import base64
import io
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.pages.fonts import font_path

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

Drawing = tuple["Figure", str]

STYLE = Path(__file__).with_name("tifa.mplstyle")
BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, GREY = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#CC79A7",
    "#56B4E9",
    "#6b6b6b",
)
WIDTH = 9.0
MEANING = {
    "firm": VERMILION,
    "plain": SKY,
    "aspire": ORANGE,
    "target": BLUE,
    "result": GREEN,
    "context": GREY,
}
"""Colours that mean the same in every figure."""


def style() -> None:
    """Set the style and the Chinese font for all figures of this session."""
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    font_manager.fontManager.addfont(str(font_path()))
    plt.style.use(STYLE)


def show(figure: "Figure", alt: str) -> None:
    """Show a figure with its alt text and let it go."""
    import matplotlib.pyplot as plt
    from IPython.display import display

    picture = {"image/png": small_png(figure), "text/plain": alt}
    display(picture, raw=True, metadata={"image/png": {"alt": alt}})
    plt.close(figure)


def small_png(figure: "Figure") -> str:
    """Return the figure as PNG in base64, in 64 colours: a third of the size."""
    from PIL import Image

    drawn, small = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    image = Image.open(drawn).convert("RGB")
    colours = image.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours.save(small, format="png", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")


def document_labels(documents: "pd.DataFrame") -> dict[str, str]:
    """Return a short label for each document: place and month, where these repeat genre or number.

    The documents are in the order of time.
    """
    rows = documents.sort_values(["date", "doc_id"], kind="stable")
    plain = (rows["place"] + " " + rows["date"].str[:7]).str.strip()
    plain = plain.where(plain != "", rows["doc_id"])
    genre = rows["genre"].str.replace("_", " ")
    label = plain.where(~plain.duplicated(keep=False), (plain + "\n" + genre).str.strip())
    again = label.groupby(label).cumcount()
    label = label.where(again == 0, label + " #" + (again + 1).astype(str))
    return dict(zip(rows["doc_id"], label, strict=True))


def columns_in_time(documents: "pd.DataFrame") -> dict[str, str]:
    """Return each document's column in a matrix, in order of time: itself, or its year if many."""
    if len(documents) <= 12:
        return document_labels(documents)
    dated = documents.sort_values(["date", "doc_id"], kind="stable")
    return dict(zip(dated["doc_id"], dated["date"].str[:4].replace("", "no date"), strict=True))


def canvas(rows: int, *, per_row: float = 0.34, width: float = WIDTH) -> tuple["Figure", Any]:
    """Return a figure high enough for so many rows, and its axes."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, max(1.6, rows * per_row + 0.9)), layout="constrained")


def bars(
    rows: "pd.DataFrame", label: str, value: str, *, low: str = "", high: str = "", axis: str = ""
) -> Drawing:
    """Draw horizontal bars, the largest on top, with intervals where `low` and `high` are named."""
    ordered = rows.iloc[::-1]
    figure, axes = canvas(len(rows))
    error = None
    if low:
        error = [ordered[value] - ordered[low], ordered[high] - ordered[value]]
    axes.barh(
        ordered[label],
        ordered[value],
        color=BLUE,
        xerr=error,
        ecolor="#333333",
        error_kw={"elinewidth": 1, "capsize": 2},
    )
    axes.set(xlabel=axis or value)
    axes.xaxis.grid(True)
    first, last = rows.iloc[0], rows.iloc[-1]
    alt = (
        f"{len(rows)} bars, {axis or value}: first {first[label]} with {first[value]:,.4g}, "
        f"last {last[label]} with {last[value]:,.4g}."
    )
    return figure, alt


def cloud(weights: Mapping[str, float], *, seed: int, what: str) -> Drawing:
    """Draw a word cloud; the same weights and seed give the same picture."""
    import matplotlib.pyplot as plt
    from wordcloud import WordCloud

    ordered = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    picture = WordCloud(
        font_path=str(font_path()),
        width=1100,
        height=520,
        background_color="white",
        random_state=seed,
        max_words=120,
        prefer_horizontal=1.0,
        color_func=_ink,
    ).generate_from_frequencies(ordered)
    figure, axes = plt.subplots(figsize=(WIDTH, WIDTH * 520 / 1100), layout="constrained")
    axes.imshow(picture.to_array(), interpolation="bilinear")
    axes.axis("off")
    top = ", ".join(list(ordered)[:8])
    return figure, f"Word cloud of {len(ordered)} terms sized by {what}; the largest: {top}."


def _ink(word: str, *, font_size: int, **_: Any) -> str:
    """Colour a word by its size, dark enough to read on white."""
    return "#00517f" if font_size > 60 else "#0072B2" if font_size > 30 else "#555555"


def heatmap(matrix: "pd.DataFrame", *, what: str, form: str = ".0f") -> Drawing:
    """Draw a matrix with its numbers in the cells; zero cells stay empty."""
    import seaborn as sns

    figure, axes = canvas(len(matrix), per_row=0.36)
    notes = matrix.map(lambda value: format(value, form) if value else "")
    sns.heatmap(
        matrix,
        annot=notes if matrix.size <= 600 else False,
        fmt="",
        cmap="Blues",
        cbar=False,
        linewidths=0.5,
        linecolor="white",
        ax=axes,
        vmin=0,
    )
    axes.set(xlabel="", ylabel="")
    axes.tick_params(axis="x", rotation=30 if matrix.shape[1] > 6 else 0)
    axes.tick_params(axis="y", rotation=0)
    row, column = matrix.stack().idxmax()
    alt = (
        f"Heatmap of {what}, {matrix.shape[0]} rows by {matrix.shape[1]} columns; highest: "
        f"{row} × {column} with {format(matrix.loc[row, column], form)}."
    )
    return figure, alt


def stacked(matrix: "pd.DataFrame", *, axis: str) -> Drawing:
    """Draw stacked horizontal bars, a row each, one part a column."""
    figure, axes = canvas(len(matrix), per_row=0.42)
    others = iter([BLUE, ORANGE, GREEN, PURPLE, GREY, SKY, VERMILION])
    left = matrix.iloc[::-1, 0] * 0
    for name in matrix.columns:
        part = matrix[name].iloc[::-1]
        colour = MEANING.get(str(name)) or next(others, GREY)
        axes.barh(part.index, part, left=left, color=colour, label=name, edgecolor="white")
        left = left + part
    axes.legend(ncols=len(matrix.columns), loc="lower left", bbox_to_anchor=(0, 1))
    axes.set(xlabel=axis)
    sums = matrix.sum()
    parts = ", ".join(f"{name} {count:,.0f}" for name, count in sums.items())
    return figure, f"Stacked bars of {axis} for {len(matrix)} rows; in all: {parts}."
