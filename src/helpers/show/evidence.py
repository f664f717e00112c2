"""Show findings and tables whose every row leads to its sentence, in a notebook and on a page."""

import base64
from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from helpers.errors import ParameterError
from helpers.show import words as messages
from helpers.show.html import _cell, _html, _kind, _orders, both, marked, on_page
from helpers.show.words import Text, text

if TYPE_CHECKING:
    import pandas as pd

    from helpers.evaluation import Measure


PAGES = "../reports/documents"
"""Where document pages are, seen from a notebook; the pages of a run rewrite it."""

TABLES = "../data/processed"
"""Where the tables are, seen from a notebook."""

MOST_ROWS_OF_DATA = 2000
"""Rows up to which the data of a figure travel inside the page."""

ROWS_OF_DATA_SHOWN = 15
"""Rows of them that are shown; the CSV has all."""


def findings(*said: Text) -> None:
    """Show the findings of a notebook, each with a link to its picture; the front page repeats.

    A link leads to the heading that the catalog names under `at`.
    """
    from IPython.display import display

    items = "".join(f"<li>{both(one)}{_onward(one.at)}</li>" for one in said)
    bundle = {
        "text/html": f'<ul class="findings">{items}</ul>',
        "text/plain": "\n".join(map(str, said)),
    }
    display(bundle, raw=True, metadata={"tifa": {"findings": [list(one) for one in said]}})


def _onward(at: str) -> str:
    return f' <a href="#{escape(at)}">{both(text("table.see"))}</a>' if at else ""


def link(doc_id: str, paragraph: int, start: object = None) -> str:
    """Return a link to a paragraph, or to the quantity that starts there, as HTML."""
    place = f"p{paragraph}" if start is None else f"q{paragraph}-{start}"
    return f'<a href="{PAGES}/{doc_id}.html#{place}">¶ {paragraph}</a>'


def say(said: Text) -> None:
    """Show a computed sentence as a paragraph."""
    from IPython.display import HTML, display

    display(HTML(f"<p>{both(said)}</p>"))


def heading(said: str) -> None:
    """Show a name from the texts as a heading that stands in the page's table of contents."""
    from IPython.display import HTML, display

    display(HTML(f'<h3 id="{escape(said)}">{marked(said)}</h3>'))


def glossary(*names: str) -> None:
    """Show what the terms of a page mean, from the catalog's glossary."""
    from IPython.display import HTML, display

    entries = ((text(f"glossary_terms.{name}"), text(f"glossary.{name}")) for name in names)
    items = "".join(f"<div><dt>{both(a)}</dt><dd>{both(b)}</dd></div>" for a, b in entries)
    display(HTML(f'<dl class="glossary">{items}</dl>'))


def accuracy(measures: "Sequence[Measure]") -> None:
    """Show how well things were found, with intervals, or that nobody knows for these texts."""
    import pandas as pd

    if measures:
        table(pd.DataFrame(measures), text("accuracy.caption"))
    else:
        say(text("accuracy.not_measured"))


def table(
    rows: "pd.DataFrame",
    caption: Text,
    *,
    columns: Sequence[str] = (),
    limit: int = 100,
    source: str = "",
) -> None:
    """Show the first rows; with `doc_id` and `paragraph` each gets a link to its evidence.

    `columns` are those shown, all if empty; their heads and the words of coded columns come from
    the catalog. `source` names the CSV that has all rows. Raises ParameterError for a column that
    the table does not have.
    """
    from IPython.display import HTML, display

    if rows.empty:
        say(text("table.none", caption=caption))
        return
    names = list(columns) or list(rows.columns)
    missing = [name for name in names if name not in rows.columns]
    if missing:
        raise ParameterError(f"The table has no column {missing[0]}; it has: {list(rows.columns)}.")
    shown = rows.head(limit)
    cells = {name: [_cell(name, value) for value in shown[name]] for name in names}
    if {"doc_id", "paragraph"} <= set(shown.columns):
        quoted = {"start", "quote"} <= set(shown.columns)
        starts = shown["start"] if quoted else [None] * len(shown)
        places = zip(shown["doc_id"], shown["paragraph"], starts, strict=True)
        cells = {"evidence": [link(*place) for place in places], **cells}
    note = _note(len(rows), limit, caption, source)
    if on_page():
        kinds = {name: _kind(name, rows) for name in cells}
        display(HTML(_html(cells, kinds, _orders(shown), note, caption)))
    else:
        _show_live(cells, note)


def _show_live(cells: Mapping[str, Sequence[str]], note: str) -> None:
    """Show a table that sorts and filters in JupyterLab, where its researcher is."""
    import itables
    import pandas as pd
    from IPython.display import HTML, display

    display(HTML(f"<p>{note}</p>"))
    heads = {name: both(messages.head(name)) for name in cells}
    rows = pd.DataFrame(cells).rename(columns=heads)
    html = itables.to_html_datatable(
        rows, allow_html=True, showIndex=False, display_logo_when_loading=False
    )
    display(HTML(html))


def _note(total: int, limit: int, caption: Text, source: str) -> str:
    some = both(text("table.first", limit=limit, total=total)) if total > limit else ""
    rest = both(text("table.csv"))
    rest = f'(<a href="{TABLES}/{source}.csv">{rest}</a>)' if source else ""
    return " ".join(filter(None, (both(caption), some, rest)))


def data_of_figure(rows: "pd.DataFrame", name: str) -> str:
    """Return the data behind a figure as HTML: a folded table and a CSV that needs no network."""
    if len(rows) > MOST_ROWS_OF_DATA:
        return ""
    shown = rows.head(ROWS_OF_DATA_SHOWN).rename(columns=str)
    cells = {column: [_cell(column, value) for value in shown[column]] for column in shown}
    kinds = {column: _kind(column, shown) for column in shown}
    written = rows.to_csv(index=False, lineterminator="\r\n", float_format="%.6g")
    address = base64.b64encode(("\ufeff" + written).encode()).decode("ascii")
    csv = f'<a download="{name}.csv" href="data:text/csv;charset=utf-8;base64,{address}">CSV</a>'
    caption = text("table.data")
    return (
        f'<details class="data"><summary>{both(caption)}</summary>'
        f"{_html(cells, kinds, {}, csv, caption)}</details>"
    )
