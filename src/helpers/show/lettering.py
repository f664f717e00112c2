"""Let the words of a figure be of one language, and short enough to leave room for the figure."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from helpers.show.words import BILINGUAL, Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LONGEST = 40
"""Characters of a tick's label; what is longer ends in an ellipsis."""

BESIDE = 20
"""Characters of a label beside a figure that stand in one line; the font of a page is broader than
ours, so that the beginning of a longer line would be cut off at the edge."""


def spoken(label: str, language: Language | None) -> str:
    """Return a label in one language, or in both.

    >>> from helpers.show.words import Text
    >>> label = f"{Text('targets', '目标')}: 12"
    >>> spoken(label, "zh"), spoken(label, None)
    ('目标: 12', 'targets 目标: 12')
    """
    both = r"\1\n\2" if "\n" in label else r"\1 \2"
    chosen = {"en": r"\1", "zh": r"\2"}.get(language or "", both)
    return re.sub(r" *\n *\n", "\n", BILINGUAL.sub(chosen, label)).rstrip()


def is_bilingual(figure: "Figure") -> bool:
    """Tell whether the figure has words that differ from language to language."""
    ticks = (
        label
        for axis in _axes(figure)
        for label in axis.get_major_formatter().format_ticks(axis.get_majorticklocs())
    )
    labels = (*ticks, *(artist.get_text() for artist in _texts(figure)))
    return any(BILINGUAL.search(label) for label in labels)


@contextmanager
def lettered(figure: "Figure", language: Language | None) -> Iterator[None]:
    """Let the figure speak one language, or both, for as long as the context lasts."""
    texts = [(artist, artist.get_text()) for artist in _texts(figure)]
    axes = [(axis, axis.get_major_formatter()) for axis in _axes(figure)]
    for artist, label in texts:
        artist.set_text(spoken(label, language))
    for axis, formatter in axes:
        breadth = BESIDE if axis.axis_name == "y" else 0
        axis.set_major_formatter(_lettering(formatter, language, breadth))
    yield
    for artist, label in texts:
        artist.set_text(label)
    for axis, formatter in axes:
        axis.set_major_formatter(formatter)


def _texts(figure: "Figure") -> list[Any]:
    from matplotlib.text import Text

    return list(figure.findobj(Text))


def _axes(figure: "Figure") -> list[Any]:
    return [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]


def _lettering(formatter: Any, language: Language | None, breadth: int) -> Any:
    """Return a formatter of ticks that says in one language what another one says in both.

    The lines of a label are shortened, and joined where they do not exceed a breadth.
    """
    from matplotlib.ticker import Formatter

    def told(label: str) -> str:
        lines = [shortened(line) for line in spoken(label, language).split("\n")]
        return (" " if len(" ".join(lines)) <= breadth else "\n").join(lines)

    class Lettering(Formatter):
        def set_axis(self, axis: Any) -> None:
            super().set_axis(axis)
            formatter.set_axis(axis)

        def set_locs(self, locs: Any) -> None:
            formatter.set_locs(locs)

        def get_offset(self) -> str:
            return str(formatter.get_offset())

        def __call__(self, x: float, pos: int | None = None) -> str:
            return told(formatter(x, pos))

        def format_ticks(self, values: Any) -> list[str]:
            return [told(label) for label in formatter.format_ticks(values)]

    return Lettering()


def shortened(line: str, longest: int = LONGEST) -> str:
    """Return a line that is too long with an ellipsis in place of its end."""
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
