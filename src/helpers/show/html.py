"""Make HTML: both languages, cells, tables."""

import os
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.show import words as messages
from helpers.show.words import Text, text

if TYPE_CHECKING:
    import pandas as pd

    from helpers import tables

HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff](?:[^\x00-\x7f]|[·、])*")
TEXT_COLUMNS = {"sentence", "earlier_sentence", "later_sentence", "left", "right", "why"}
SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "=": "", "range": "", "": ""}


def marked(plain: str) -> str:
    """Return the text as HTML in which runs of Chinese carry their language, for screen readers.

    >>> marked("the slogan 三高一争 & more")
    'the slogan <span lang="zh">三高一争</span> &amp; more'
    """
    return HAN_RUN.sub(lambda run: f'<span lang="zh">{run[0]}</span>', escape(plain, quote=False))


def both(said: Text) -> str:
    """Return both languages as HTML; a page shows the one that its reader chose, a notebook both.

    >>> both(Text("who", "责任方"))
    '<span class="en">who</span> <span class="zh" lang="zh">责任方</span>'
    """
    if said.en == said.zh:
        return marked(said.en)
    gap = "" if on_page() else " "
    english, chinese = marked(said.en), escape(said.zh, quote=False)
    return f'<span class="en">{english}</span>{gap}<span class="zh" lang="zh">{chinese}</span>'


def on_page() -> bool:
    """Tell whether what is shown goes to a page, not to somebody at work in JupyterLab."""
    return "TIFA_RUN" in os.environ


def labelled(said: Text, name: str = "aria-label") -> str:
    """Return an HTML attribute in English, with its Chinese beside it for the language switch."""
    return f'{name}="{escape(said.en)}" data-{name}-zh="{escape(said.zh)}"'


def _html(
    cells: Mapping[str, Sequence[str]],
    kinds: Mapping[str, str],
    orders: Mapping[str, Sequence[str]],
    note: str,
    label: Text,
) -> str:
    head = "".join(
        f'<th scope="col" class="{kinds[name]}">{both(messages.head(name))}</th>' for name in cells
    )
    plain = [""] * max(map(len, cells.values()))
    columns = [
        [
            f'<td class="{kinds[name]}"{order}>{cell}</td>'
            for cell, order in zip(column, orders.get(name, plain), strict=True)
        ]
        for name, column in cells.items()
    ]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True))
    return (
        f'<div class="scroll" role="region" {labelled(label)} tabindex="0">'
        f'<table class="sortable"><caption>{note}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _orders(shown: "pd.DataFrame") -> dict[str, list[str]]:
    """Return, for a reading such as ≥ 1.6万人, the number by which it is sorted."""
    if not {"reading", "value"} <= set(shown.columns):
        return {}
    return {"reading": [f' data-order="{value:.10g}"' for value in shown["value"].fillna(-1)]}


def _kind(name: str, rows: "pd.DataFrame") -> str:
    if name not in rows.columns:
        return "short"
    if rows[name].dtype.kind in "iuf":
        return "number"
    longest = rows[name].astype(str).str.len().max()
    return "long" if name in TEXT_COLUMNS or longest > 60 else "short" if longest <= 16 else "text"


def _cell(name: str, value: object) -> str:
    """Return a cell for people: thousands set apart, at most two decimals, nothing for nothing."""
    if isinstance(value, Text):
        return both(value)
    if isinstance(value, bool):
        return both(text("table.yes" if value else "table.no"))
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}".rstrip("0").rstrip(".")
    if messages.is_coded(name):
        return both(messages.word(name, str(value)))
    return marked(str(value))


def plain_number(value: Any) -> str:
    """Return a number with its thousands set apart and no power of ten.

    >>> plain_number(10_000_000_000.0), plain_number(5.5)
    ('10,000,000,000', '5.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def reading(row: "tables.Commitment") -> str:
    """Return what a quantity was read as.

    >>> from types import SimpleNamespace as Row
    >>> reading(Row(comparator=">=", value=300.0, value_max=float("nan"), unit="家"))
    '≥ 300 家'
    """
    if row.value != row.value:
        return ""
    most = "" if row.value_max != row.value_max else f"–{plain_number(row.value_max)}"
    return f"{SIGNS[row.comparator]}{plain_number(row.value)}{most} {row.unit}".strip()
