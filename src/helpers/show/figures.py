"""Draw figures in one visual language, each with its data and an alt text computed from them."""

import logging
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers.show import evidence, html
from helpers.show import words as messages
from helpers.show.fonts import font_path
from helpers.show.lettering import shortened, spoken
from helpers.show.pictures import plot, small_png
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
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
PURPLE, SKY, GREY = "#CC79A7", "#56B4E9", "#6b6b6b"
WIDTH = 9.0
LARGE = 10_000
"""Numbers on an axis from which they are counted by thousands and ten thousands."""

ROOM = 96
"""Characters that stand side by side in the breadth of a figure, a Chinese one counted twice."""

MEANING = {
    "firm": "#a63c00",
    "plain": SKY,
    "aspire": "#f5c242",
    "target": BLUE,
    "result": "#4fc3a1",
    "context": "#c8c8c8",
}
"""Colours that mean the same in every figure, dark, middle and light, so that grey print tells."""


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

    A page gets the figure in each language, as SVG, whose text can be selected, unless that is
    large; a notebook gets one PNG with both, since JupyterLab draws SVG with the fonts of the
    machine.
    """
    import matplotlib.pyplot as plt
    from IPython.display import display

    figure, alt = drawing.figure, drawing.alt
    _readable_axes(figure)
    if html.on_page():
        picture, png = plot(figure, alt)
        bundle = {"text/html": picture, "text/plain": alt.plain}
        display(bundle, raw=True, metadata={"tifa": {"figure": name, "png": png}})
    else:
        display({"image/png": small_png(figure, None), "text/plain": alt.plain}, raw=True)
    evidence.show(evidence.data_of_figure(drawing.data, name))
    plt.close(figure)


def _readable_axes(figure: "Figure") -> None:
    """Let large numbers and powers of ten stand on the axes as people write them."""
    from matplotlib.ticker import ScalarFormatter

    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            plain = isinstance(axis.get_major_formatter(), ScalarFormatter)
            large = plain and max(map(abs, axis.get_view_interval())) >= LARGE
            if large or axis.get_scale() == "log":
                axis.set_major_formatter(lambda value, _: str(html.amount(value)))


def document_labels(documents: "pd.DataFrame") -> dict[str, str]:
    """Return a short label for each document: place and month, where these repeat genre or number.

    The documents are in the order of time.
    """
    rows = documents.sort_values(["date", "doc_id"], kind="stable")
    plain = (rows["place"] + " " + rows["date"].str[:7]).str.strip()
    plain = plain.where(plain != "", rows["doc_id"]).map(lambda label: shortened(label, 28))
    genre = rows["genre"].map(lambda value: str(messages.word("genre", value)))
    label = plain.where(~plain.duplicated(keep=False), (plain + "\n" + genre).str.strip())
    again = label.groupby(label).cumcount()
    label = label.where(again == 0, label + " #" + (again + 1).astype(str))
    return dict(zip(rows["doc_id"], label, strict=True))


def columns_in_time(documents: "pd.DataFrame") -> dict[str, str]:
    """Return each document's column in a matrix, by time: itself, or of many the year it is for."""
    if len(documents) <= 12:
        return document_labels(documents)
    dated = documents.sort_values(["date", "doc_id"], kind="stable")
    years = dated["year"].where(dated["year"] != "", dated["date"].str[:4]).replace("", "no date")
    return dict(zip(dated["doc_id"], years, strict=True))


def canvas(rows: int, *, per_row: float = 0.34) -> tuple["Figure", Any]:
    """Return a figure high enough for so many rows, and its axes."""
    import matplotlib.pyplot as plt

    size = WIDTH, max(1.6, rows * per_row + 0.9)
    figure, axes = plt.subplots(figsize=size, layout="constrained")
    axes.margins(y=0.3 / max(rows, 1))  # a third of a row above and below
    return figure, axes


def panels(
    number: int, columns: int, *, height: float = 1.8, sharex: bool = True
) -> tuple["Figure", list[Any]]:
    """Return a figure of so many small panels with years below them, and their axes."""
    import matplotlib.pyplot as plt

    columns = min(columns, number)
    rows = -(-number // columns)
    form: Any = {"figsize": (WIDTH, height * rows + 0.3), "layout": "constrained"}
    figure, grid = plt.subplots(rows, columns, sharex=sharex, squeeze=False, **form)
    for axes in grid.flat[number:]:
        axes.axis("off")
    for axes in grid.flat[number - columns : number]:
        axes.tick_params(labelbottom=True)
        axes.xaxis.get_major_locator().set_params(integer=True)
    return figure, list(grid.flat[:number])


def bars(
    rows: "pd.DataFrame", label: str, value: str, *, axis: Text, low: str = "", high: str = ""
) -> Drawing:
    """Draw horizontal bars, the largest on top, with intervals where `low` and `high` are named."""
    ordered = rows.iloc[::-1]
    figure, axes = canvas(len(rows))
    error = [ordered[value] - ordered[low], ordered[high] - ordered[value]] if low else None
    look: Any = {"color": BLUE, "ecolor": "#333333", "error_kw": {"elinewidth": 1, "capsize": 2}}
    axes.barh(ordered[label], ordered[value], xerr=error, **look)
    axes.set(xlabel=str(axis))
    axes.xaxis.grid(True)
    first, last = rows.iloc[0], rows.iloc[-1]
    ends = {"most": f"{first[value]:,.4g}", "least": f"{last[value]:,.4g}"}
    named = {"first": first[label], "last": last[label]}
    alt = text("figures.bars", bars=len(rows), axis=axis, **named, **ends)
    return Drawing(figure, alt, rows[[name for name in (label, value, low, high) if name]])


def cloud(weights: Mapping[str, float], *, seed: int, what: Text) -> Drawing:
    """Draw a word cloud; the same weights and seed give the same picture."""
    import matplotlib.pyplot as plt
    import pandas as pd
    from wordcloud import WordCloud

    ordered = dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    look: Any = {"width": 1100, "height": 520, "background_color": "white", "max_words": 120}
    look |= {"font_path": str(font_path()), "prefer_horizontal": 1.0, "color_func": _ink}
    picture = WordCloud(random_state=seed, **look).generate_from_frequencies(ordered)
    figure, axes = plt.subplots(figsize=(WIDTH, WIDTH * 520 / 1100), layout="constrained")
    axes.imshow(picture.to_array(), interpolation="bilinear")
    axes.axis("off")
    top = messages.listed(list(ordered)[:8])
    alt = text("figures.cloud", terms=len(ordered), what=what, top=top)
    return Drawing(figure, alt, pd.DataFrame(ordered.items(), columns=["term", "weight"]))


def _ink(word: str, *, font_size: int, **_: Any) -> str:
    """Colour a word by its size, dark enough to read on white."""
    return "#00517f" if font_size > 60 else "#0072B2" if font_size > 30 else "#555555"


def heatmap(matrix: "pd.DataFrame", *, what: Text, form: str = ".0f") -> Drawing:
    """Draw a matrix with its numbers in the cells; zero cells stay empty."""
    import seaborn as sns

    figure, axes = canvas(len(matrix), per_row=0.36)
    notes = matrix.map(lambda value: format(value, form) if value else "")
    shown = notes if matrix.size <= 600 else False
    look: Any = {"cmap": "Blues", "cbar": False, "linewidths": 0.5, "linecolor": "white"}
    sns.heatmap(matrix, annot=shown, fmt="", ax=axes, vmin=0, **look)
    axes.set(xlabel="", ylabel="")
    lines = [line for name in matrix.columns for line in spoken(str(name), "en").split("\n")]
    widest = max(map(len, lines))
    beside = max(2 * len(spoken(str(name), "zh")) for name in matrix.index)
    crowded = widest * matrix.shape[1] + beside > ROOM
    axes.tick_params(axis="x", rotation=0 if not crowded else 90 if widest == len("2026") else 30)
    axes.tick_params(axis="y", rotation=0)
    row, column = matrix.stack().idxmax()
    most: Any = {"row": row, "column": str(column).replace("\n", " ")}
    most |= {"most": format(matrix.loc[row, column], form)}
    height, width = matrix.shape
    alt = text("figures.heatmap", what=what, rows=height, columns=width, **most)
    return Drawing(figure, alt, _flat(matrix))


def stacked(matrix: "pd.DataFrame", *, axis: Text, coded: str = "") -> Drawing:
    """Draw stacked horizontal bars, a row each, one part a column, named above the first bar.

    `coded` names the column of a table whose words the matrix's columns are, for their translation.
    """
    figure, axes = canvas(len(matrix), per_row=0.42)
    others = iter([BLUE, ORANGE, GREEN, PURPLE, GREY, SKY, VERMILION])
    hatches = cycle(["", "///", "...", ""])
    left = matrix.iloc[::-1, 0] * 0
    for name in matrix.columns:
        part = matrix[name].iloc[::-1]
        colour = MEANING.get(str(name)) or next(others, GREY)
        hatch = "" if str(name) in MEANING else next(hatches)
        label = str(messages.word(coded, str(name)))
        look: Any = {"color": colour, "hatch": hatch, "edgecolor": "white"}
        axes.barh(part.index, part, left=left, label=label, **look)
        left = left + part
    if matrix.shape[1] > 1:
        axes.legend(ncols=min(matrix.shape[1], 5), loc="lower left", bbox_to_anchor=(0, 1))
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
