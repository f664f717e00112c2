"""Show targets and results as a grid: a row an indicator, a column a year, marks in the cells."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from helpers.show import addresses, evidence, html
from helpers.show.words import Text

HEIGHT, MARGIN, OPEN = 30.0, 5.0, 6.0
"""Height of a drawing, room above and below, and how far an open side of a bound is drawn."""

ENGLISH = ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))
CHINESE = ((1e8, 1e8, "亿"), (1e4, 1e4, "万"))
"""From which value on a number is told in which unit, and the unit's sign."""


class Quote(NamedTuple):
    """A quantity in its sentence, with its place."""

    doc_id: str
    paragraph: int
    start: int
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A target, what became of it, and the sentences that say so."""

    low: float
    high: float
    comparator: str
    result: float
    verdict: str
    quotes: Sequence[Quote]


class Drawing(NamedTuple):
    """A mark in its cell: what is seen, in points from the top, and where it leads."""

    verdict: str
    tick: float
    band: tuple[float, float]
    dot: float
    target: Text
    result: Text
    quotes: list[tuple[str, Quote]]


def grid(name: str, rows: Mapping[str, Mapping[int, Mark]], caption: Text) -> None:
    """Show marks by row and year; a click on a mark opens the sentences behind it.

    A tick is the target, in a band where it is a range or a bound. A dot is the result: full where
    the target was kept, a hollow diamond where it was missed. `name` sets grids of a page apart.
    """
    years = sorted({year for marks in rows.values() for year in marks})
    drawn = {
        row: [drawing(marks[year], scale) if year in marks else None for year in years]
        for row, marks in rows.items()
        for scale in [_scale(marks.values())]
    }
    values = {"anchor": html.anchor(f"ledger {name}"), "years": years, "rows": drawn}
    evidence.show(html.render("grid.html.j2", **values, caption=caption))


def drawing(mark: Mark, scale: tuple[float, float]) -> Drawing:
    """Return a mark drawn between the least and the most of its row."""
    tick = _height(mark.low, scale)
    top = _height(mark.high, scale) - OPEN * (mark.comparator == ">=")
    bottom = tick + OPEN * (mark.comparator == "<=")
    sign = html.SIGNS[mark.comparator]
    most = "" if mark.low == mark.high else f"–{short_number(mark.high).en}"
    target = short_number(mark.low)
    return Drawing(
        verdict=mark.verdict,
        tick=tick,
        band=(top, max(0.0, bottom - top)),
        dot=_height(mark.result, scale),
        target=Text(f"{sign}{target.en}{most}", f"{sign}{target.zh}{most}"),
        result=short_number(mark.result),
        quotes=[(addresses.place(q.doc_id, q.paragraph, q.start), q) for q in mark.quotes],
    )


def short_number(value: float) -> Text:
    """Return a number short enough for a cell, nothing for none.

    >>> short_number(7.55).zh, short_number(178_900.0).en, short_number(178_900.0).zh
    ('7.55', '179k', '17.9万')
    """
    if math.isnan(value):
        return Text("", "")
    sides = []
    for units in (ENGLISH, CHINESE):
        size, sign = next(((n, sign) for least, n, sign in units if abs(value) >= least), (1.0, ""))
        shown = value if size == 1 else float(f"{value / size:.3g}")
        sides.append(f"{shown:,.5g}{sign}")
    return Text(*sides)


def _scale(marks: Iterable[Mark]) -> tuple[float, float]:
    """Return the least and the most of a row."""
    values = [v for mark in marks for v in (mark.low, mark.high, mark.result) if not math.isnan(v)]
    return (min(values), max(values)) if values else (0.0, 0.0)


def _height(value: float, scale: tuple[float, float]) -> float:
    """Return how far from the top a value is drawn; in the middle where a row has only one."""
    least, most = scale
    if math.isnan(value) or most == least:
        return HEIGHT / 2
    return round(MARGIN + (HEIGHT - 2 * MARGIN) * (most - value) / (most - least), 1)
