"""Draw figures in one visual language, each with its data and an alt text computed from them."""

import base64
import io
import logging
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from helpers.show import evidence, html
from helpers.show import words as messages
from helpers.show.fonts import font_path
from helpers.show.words import Text, text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Drawing(NamedTuple):
    """A figure, what it says to those who cannot see it, and the rows it was drawn from."""

    figure: "Figure"
    alt: Text
    data: "pd.DataFrame"


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
    """Set the style and the Chinese font for all figures of this session.

    In JupyterLab every table of the session becomes one that sorts and filters, without a network.
    """
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    font_manager.fontManager.addfont(str(font_path()))
    plt.style.use(STYLE)
    if not html.on_page():
        import itables

        itables.init_notebook_mode(all_interactive=True, connected=False)


def show(drawing: Drawing, name: str = "figure") -> None:
    """Show a figure with its alt text and the data behind it, and let it go.

    A page gets SVG, whose text can be selected, where that is hardly larger and packs better; a
    notebook gets PNG, since JupyterLab draws SVG with the fonts of the machine.
    """
    import matplotlib.pyplot as plt
    from IPython.display import display

    alt, png = drawing.alt, small_png(drawing.figure)
    if html.on_page():
        svg, image = small_svg(drawing.figure, alt), picture(png, alt)
        smaller = svg if svg and len(svg) <= 1.25 * len(image) else image
        bundle = {"text/html": html.macro("plot", smaller), "text/plain": str(alt)}
        display(bundle, raw=True, metadata={"tifa": {"figure": name, "png": png}})
    else:
        display({"image/png": png, "text/plain": str(alt)}, raw=True)
    evidence.show(evidence.data_of_figure(drawing.data, name))
    plt.close(drawing.figure)


def picture(png: str, alt: Text) -> Markup:
    """Return a PNG in base64 as an HTML image."""
    width, height = struct.unpack(">II", base64.b64decode(png)[16:24])
    return html.macro("png", png, width, height, alt)


def small_svg(figure: "Figure", alt: Text) -> Markup:
    """Return the figure as an inline SVG whose text is text, or nothing when it holds a bitmap."""
    import matplotlib as mpl

    drawn = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    if "<image" in drawn.getvalue():
        return Markup()
    body = drawn.getvalue().partition("<svg ")[2]
    box = re.search(r'viewBox="([^"]+)"', body)
    body = re.sub(r"<metadata>.*?</metadata>", "", body.partition(">")[2], flags=re.S)
    body = re.sub(r'<g id="[^"]*"', "<g", re.sub(r"\s+(?=<)|<!--.*?-->", "", body))
    body = re.sub(r"(\d\.\d\d)\d+", r"\1", body.replace("\n", " ")).replace(
        "'Noto Sans SC', 'DejaVu Sans', sans-serif", "inherit"
    )
    return html.macro("svg", box[1] if box else "", Markup(body), alt)


def small_png(figure: "Figure") -> str:
    """Return the figure as PNG in base64, in 32 colours: a quarter of the size."""
    from PIL import Image

    drawn, small = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    image = Image.open(drawn).convert("RGB")
    colours = image.quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours.save(small, format="png", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")


def document_labels(documents: "pd.DataFrame") -> dict[str, str]:
    """Return a short label for each document: place and month, where these repeat genre or number.

    The documents are in the order of time.
    """
    rows = documents.sort_values(["date", "doc_id"], kind="stable")
    plain = (rows["place"] + " " + rows["date"].str[:7]).str.strip()
    plain = plain.where(plain != "", rows["doc_id"])
    genre = rows["genre"].map(lambda value: messages.word("genre", value).zh)
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
    rows: "pd.DataFrame", label: str, value: str, *, axis: Text, low: str = "", high: str = ""
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
    axes.set(xlabel=str(axis))
    axes.xaxis.grid(True)
    first, last = rows.iloc[0], rows.iloc[-1]
    alt = text(
        "figures.bars",
        bars=len(rows),
        axis=axis,
        first=first[label],
        most=f"{first[value]:,.4g}",
        last=last[label],
        least=f"{last[value]:,.4g}",
    )
    return Drawing(figure, alt, rows[[name for name in (label, value, low, high) if name]])


def cloud(weights: Mapping[str, float], *, seed: int, what: Text) -> Drawing:
    """Draw a word cloud; the same weights and seed give the same picture."""
    import matplotlib.pyplot as plt
    import pandas as pd
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
    alt = text("figures.cloud", terms=len(ordered), what=what, top="、".join(list(ordered)[:8]))
    return Drawing(figure, alt, pd.DataFrame(ordered.items(), columns=["term", "weight"]))


def _ink(word: str, *, font_size: int, **_: Any) -> str:
    """Colour a word by its size, dark enough to read on white."""
    return "#00517f" if font_size > 60 else "#0072B2" if font_size > 30 else "#555555"


def heatmap(matrix: "pd.DataFrame", *, what: Text, form: str = ".0f") -> Drawing:
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
    widest = max(len(line) for name in matrix.columns for line in str(name).split("\n"))
    axes.tick_params(axis="x", rotation=30 if widest * matrix.shape[1] > 100 else 0)
    axes.tick_params(axis="y", rotation=0)
    row, column = matrix.stack().idxmax()
    alt = text(
        "figures.heatmap",
        what=what,
        rows=matrix.shape[0],
        columns=matrix.shape[1],
        row=row,
        column=str(column).replace("\n", " "),
        most=format(matrix.loc[row, column], form),
    )
    return Drawing(figure, alt, _flat(matrix))


def stacked(matrix: "pd.DataFrame", *, axis: Text, coded: str = "") -> Drawing:
    """Draw stacked horizontal bars, a row each, one part a column, named above the first bar.

    `coded` names the column of a table whose words the matrix's columns are, for their translation.
    """
    figure, axes = canvas(len(matrix), per_row=0.42)
    others = iter([BLUE, ORANGE, GREEN, PURPLE, GREY, SKY, VERMILION])
    left = matrix.iloc[::-1, 0] * 0
    for name in matrix.columns:
        part = matrix[name].iloc[::-1]
        colour = MEANING.get(str(name)) or next(others, GREY)
        label = str(messages.word(coded, str(name)))
        axes.barh(part.index, part, left=left, color=colour, label=label, edgecolor="white")
        left = left + part
    axes.legend(ncols=min(len(matrix.columns), 5), loc="lower left", bbox_to_anchor=(0, 1))
    axes.set(xlabel=str(axis))
    sums = matrix.sum()
    named = [(messages.word(coded, str(name)), f" {count:,.0f}") for name, count in sums.items()]
    parts = Text(*("; ".join(said[side] + count for said, count in named) for side in (0, 1)))
    alt = text("figures.stacked", axis=axis, rows=len(matrix), parts=parts)
    return Drawing(figure, alt, _flat(matrix))


def _flat(matrix: "pd.DataFrame") -> "pd.DataFrame":
    """Return a matrix as rows, its first column the names of the rows."""
    index = matrix.index.name or "row"
    flat = matrix.rename_axis(index=index, columns=None).reset_index()
    return flat.rename(columns=lambda name: str(name).replace("\n", " "))
