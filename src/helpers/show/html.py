"""Make HTML through templates that escape what they are given: both languages, cells, tables."""

import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from helpers.places import TEMPLATE
from helpers.show import addresses
from helpers.show import words as messages
from helpers.show.words import Text, text
from helpers.text import signs

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

    from helpers import tables

CODE = re.compile("`([^`]+)`")
HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff](?:[^\x00-\x7f]|[·、])*")
AMOUNTS = {"value", "value_max", "gap"}  # of many units in one column
TEXT_COLUMNS = {"sentence", "earlier_sentence", "later_sentence", "right", "why"}
SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "=": "", "range": "", "": ""}


@cache
def templates() -> "Environment":
    """Return the templates of show and of the pages; they escape all that is not HTML of ours."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader([Path(__file__).parent, TEMPLATE])
    environment = Environment(loader=loader, autoescape=True, finalize=_seen)
    environment.globals |= {
        "both": both,
        "marked": marked,
        "cell": cell,
        "say": lambda key, **values: both(text(key, **values)),
        "label": lambda key, **values: labelled(text(key, **values)),
        "labelled": labelled,
        "head": lambda column: both(messages.head(column)),
        "Word": messages.word,
        "word": lambda column, value: both(messages.word(column, value)),
        "page_address": addresses.page_address,
    }
    return environment


def _seen(value: object) -> object:
    """Return a value with the signs written out that would steer a screen."""
    return (
        signs.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
    )


def render(template: str, **values: object) -> Markup:
    """Return a template with its values filled in."""
    return Markup(templates().get_template(template).render(**values))


def macro(name: str, *values: object) -> Markup:
    """Return what a macro of `macros.html.j2` makes of the values."""
    made = getattr(templates().get_template("macros.html.j2").module, name)(*values)
    return Markup(made)


def marked(plain: str) -> Markup:
    """Return the text as HTML in which runs of Chinese carry their language, for screen readers.

    >>> print(marked("the slogan 三高一争 & more"))
    the slogan <span lang="zh">三高一争</span> &amp; more
    """
    return Markup(
        HAN_RUN.sub(
            lambda run: f'<span lang="zh">{run[0]}</span>', str(escape(signs.visible(plain)))
        )
    )


def both(said: Text) -> Markup:
    """Return both languages as HTML; a page shows the one that its reader chose, a notebook both.

    What stands between backticks is code.

    >>> print(both(Text("who", "责任方")))
    <span class="en">who</span> <span class="zh" lang="zh">责任方</span>
    """
    if said.en == said.zh:
        return marked(said.en)
    gap = "" if on_page() else " "
    pair = Markup('<span class="en">{}</span>{}<span class="zh" lang="zh">{}</span>')
    whole = pair.format(marked(said.en), gap, signs.visible(said.zh))
    return Markup(CODE.sub(r"<code>\1</code>", str(whole)))


def anchor(heading: str) -> str:
    """Return the anchor of a heading, the same in both languages.

    >>> anchor("How much of each file is text")
    'How-much-of-each-file-is-text'
    """
    return "-".join(heading.split())


def on_page() -> bool:
    """Tell whether what is shown goes to a page, not to somebody at work in JupyterLab."""
    return "TIFA_RUN" in os.environ


def labelled(said: Text, name: str = "aria-label") -> Markup:
    """Return an HTML attribute in English, with its Chinese beside it for the language switch."""
    return Markup('{0}="{1}" data-{0}-zh="{2}"').format(name, said.en, said.zh)


def table(
    cells: Mapping[str, Sequence[object]],
    rows: "pd.DataFrame",
    note: Markup,
    label: Text,
    *,
    number: int = 0,
    more: int = 0,
) -> Markup:
    """Return columns of cells as a table that its script lets sort; `rows` tell each one's kind.

    Where a page keeps `more` rows beside it, they are those of the table with this number.
    """
    heads = [(messages.head(name), column_kind(name, rows)) for name in cells]
    return macro("table", heads, grid(cells, rows), note, label, number, more)


def grid(cells: Mapping[str, Sequence[object]], rows: "pd.DataFrame") -> list[list[Markup]]:
    """Return columns of cells as rows of HTML; a reading such as ≥ 1.6万人 tells its number."""
    columns = {name: _cells(name, column) for name, column in cells.items()}
    if {"reading", "value"} <= set(rows.columns) and "reading" in columns:
        pair = zip(columns["reading"], rows["value"], strict=True)
        valued = Markup('<data value="{:.10g}">{}</data>')
        columns["reading"] = [valued.format(v, read) if v == v else read for read, v in pair]
    return [list(row) for row in zip(*columns.values(), strict=True)]


def _cells(name: str, column: Sequence[object]) -> list[Markup]:
    """Return a column's cells, its fractions with one number of decimals, two at most."""
    made = [cell(name, value) for value in column]
    if name in AMOUNTS or not all(isinstance(value, float) or value == "" for value in column):
        return made
    parts = [str(one).partition(".") for one in made]
    places = min(2, max((len(after) for *_, after in parts), default=0))
    return [Markup(f"{a}.{z:0<{places}}" if places and a else a) for a, _, z in parts]


def column_kind(name: str, rows: "pd.DataFrame") -> str:
    """Return how wide a column is: number, short, text, long, or before a word (`left`)."""
    if name not in rows.columns or name == "left":
        return "before" if name == "left" else "short"
    if rows[name].dtype.kind in "iuf":
        return "number"
    texts = (value[:2] if isinstance(value, Text) else (str(value),) for value in rows[name])
    longest = max((len(one) for sides in texts for one in sides), default=0)
    return "long" if name in TEXT_COLUMNS or longest > 60 else "short" if longest <= 16 else "text"


def cell(name: str, value: object) -> Markup:
    """Return a cell for people: thousands set apart, two decimals or one digit that tells.

    >>> print(cell("p", 1234.5), cell("p", 0.0042))
    1,234.5 0.004
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Text):
        return both(value)
    if isinstance(value, bool):
        return both(text("table.yes" if value else "table.no"))
    if isinstance(value, int):
        return Markup(f"{value:,}")
    if isinstance(value, float):
        form = ".1g" if 0 < abs(value) < 0.01 else ".2f"
        return Markup("" if value != value else _plain(float(format(value, form))))
    if messages.is_coded(name):
        return both(messages.word(name, str(value)))
    return both(messages.unmarked(str(value)))


def amount(value: float, unit: str = "") -> Text:
    """Return a quantity as each language counts: by thousands and by ten thousands.

    >>> amount(550_000_000_000, "元")[:2], amount(16_000, "人")[:2]
    (('550 bn 元', '5,500亿元'), ('16,000 人', '1.6万人'))
    >>> amount(12_345, "户")[:2], amount(5.5, "%")[:2]
    (('12,345 户', '12,345户'), ('5.5%', '5.5%'))
    """
    gap = "" if unit in ("%", "") else " "
    return Text(
        f"{_scaled(value, {'tn': 1e12, 'bn': 1e9, 'm': 1e6}, ' ')}{gap}{unit}",
        f"{_scaled(value, {'万亿': 1e12, '亿': 1e8, '万': 1e4}, '')}{unit}",
    )


def _scaled(value: float, scales: Mapping[str, float], gap: str) -> str:
    """Return the number by the largest scale in which it has at most two decimals."""
    for word, size in scales.items():
        scaled = round(value / size, 6)
        if abs(scaled) >= 1 and scaled == round(scaled, 2):
            return f"{_plain(scaled)}{gap}{word}"
    return _plain(value)


def _plain(value: float) -> str:
    """Return a number with its thousands set apart, no power of ten and no idle zeros."""
    written = f"{Decimal(repr(float(value))):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def reading(row: "tables.Commitment") -> Text:
    """Return what a quantity was read as, nothing where it has no number.

    >>> from types import SimpleNamespace as Row
    >>> reading(Row(comparator=">=", value=300.0, value_max=float("nan"), unit="家"))[:2]
    ('≥ 300 家', '≥ 300家')
    """
    if row.value != row.value:
        return Text("", "")
    least = amount(row.value, row.unit)
    if row.value_max == row.value_max:
        most = amount(row.value_max, row.unit)
        least = amount(row.value)
        least = Text(f"{least.en}–{most.en}", f"{least.zh}–{most.zh}")
    sign = SIGNS[row.comparator]
    return Text(f"{sign}{least.en}".strip(), f"{sign}{least.zh}".strip())
