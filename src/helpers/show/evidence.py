"""Show findings and tables whose every row leads to its sentence, in a notebook and on a page."""

import base64
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from helpers import tables
from helpers.errors import ParameterError
from helpers.show import addresses, html
from helpers.show import words as messages
from helpers.show.findings import Finding, ranked
from helpers.show.words import BILINGUAL, Text, text

if TYPE_CHECKING:
    import pandas as pd

    from helpers.evaluation import Measure


MOST_ROWS_OF_DATA = 2000
"""Rows up to which the data of a figure travel inside the page."""

MOST_ROWS = 20_000
"""Rows of a table that a page lets its reader search; the CSV has all."""

ROWS_OF_DATA_SHOWN = 15
"""Rows of them that are shown; the CSV has all."""


_numbers = itertools.count(1)


def base(processed_dir: Path | str) -> None:
    """Let evidence name the documents of `processed_dir` and lead to the pages of their run.

    A page of the run finds them anyway; in JupyterLab they are found from the notebook's folder.
    """
    documents = tables.read(processed_dir, "documents")
    addresses.remember(tables.records(tables.Document, documents))
    if not html.on_page():
        addresses.look_from(Path.cwd(), Path(processed_dir))


def findings(*found: Finding | Text) -> None:
    """Show the findings of a notebook that a reader would repeat, each with a link to its picture.

    `show.findings` ranks them; the others are left to the sections of the page. A link leads to the
    heading that the catalog names under `at`. The front page repeats the strongest.
    """
    from IPython.display import display

    best = ranked(found)
    sentences = [one.said for one in best]
    bundle = {
        "text/html": html.macro("findings", sentences),
        "text/plain": "\n".join(sentence.plain for sentence in sentences),
    }
    kept = [[*one.said, one.weight] for one in best]
    display(bundle, raw=True, metadata={"tifa": {"findings": kept}})


def doubted(documents: "pd.DataFrame") -> None:
    """Say how many documents stand aside, since place, level or year of them is in doubt."""
    aside = sum(bool({"place", "level", "year"} & set(own.split())) for own in documents["doubts"])
    if aside:
        say(text("table.doubted", documents=aside))


def link(doc_id: str, paragraph: int, start: object = None) -> Markup:
    """Return a link to a paragraph, or to the quantity that starts there, as HTML."""
    name, title = addresses.document_name(doc_id)
    address = addresses.place(doc_id, paragraph, start)
    return html.macro("evidence", address, f"{name} ¶ {paragraph}".strip(), title)


def show(markup: Markup) -> None:
    """Show HTML."""
    from IPython.display import HTML, display

    display(HTML(markup))


def say(sentence: Text) -> None:
    """Show a computed sentence as a paragraph."""
    show(html.macro("paragraph", sentence))


def heading(name: str) -> None:
    """Show a name from the texts as a heading that stands in the page's table of contents."""
    show(html.macro("heading", 3, html.anchor(name), Text(name, name)))


def glossary(*names: str) -> None:
    """Show what the terms of a page mean, from the catalog's glossary."""
    entries = [(text(f"glossary_terms.{name}"), text(f"glossary.{name}")) for name in names]
    show(html.macro("glossary", entries))


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
    folded: bool = False,
) -> None:
    """Show a table; with `doc_id` and `paragraph` each row gets a link to its evidence.

    `columns` are those shown, all if empty; their heads and the words of coded columns come from
    the catalog, and one that is empty in every row is left out. `limit` rows stand in the page; the
    others lie beside it, and its script lets the reader page through all and search them. `source`
    names the CSV that has all rows. A `folded` table of a page opens on its caption. Raises
    ParameterError for a column that the table does not have.
    """
    if rows.empty:
        say(text("table.none", caption=caption))
        return
    names = list(columns) or list(rows.columns)
    missing = [name for name in names if name not in rows.columns]
    if missing:
        raise ParameterError(f"The table has no column {missing[0]}; it has: {list(rows.columns)}.")
    told = rows[names].notna() & rows[names].ne("")
    names = [name for name in names if told[name].any()]
    csv = addresses.table_file(source) if source else ""
    note = html.macro("note", caption, limit, len(rows), csv)
    if html.on_page():
        _show_with_rows_beside(rows.head(MOST_ROWS), names, note, caption, limit, folded)
    else:
        _show_live(_columns(rows.head(limit), names), note)


def _show_with_rows_beside(
    rows: "pd.DataFrame",
    names: Sequence[str],
    note: Markup,
    caption: Text,
    limit: int,
    folded: bool,
) -> None:
    """Show the first rows and hand the others to the page, which keeps them in a file beside it."""
    from IPython.display import HTML, display

    here, beside = rows.head(limit), rows.iloc[limit:]
    number = next(_numbers) if len(beside) else 0
    first = _columns(here, names)
    table = html.table(first, here, note, caption, number=number, more=len(beside))
    table = html.macro("figure_data", caption, table) if folded else table
    rest = html.grid(_columns(beside, names), beside)
    display(HTML(table), metadata={"tifa": {"number": number, "rows": rest}} if number else None)


def _columns(rows: "pd.DataFrame", names: Sequence[str]) -> dict[str, Sequence[object]]:
    """Return the cells of the named columns, evidence first where there is some."""
    known = rows.astype(object).where(rows.notna(), "")
    cells: dict[str, Sequence[object]] = {name: known[name].tolist() for name in names}
    if {"doc_id", "paragraph"} <= set(rows.columns):
        cells = {"evidence": _links(rows), **cells}
    return cells


def _links(rows: "pd.DataFrame") -> list[Markup]:
    """Return each row's link: to its quantity where it has one, else to its paragraph."""
    quoted = {"start", "quote"} <= set(rows.columns)
    starts = rows["start"] if quoted else [None] * len(rows)
    places = zip(rows["doc_id"], rows["paragraph"], starts, strict=True)
    return [link(*place) for place in places]


def _show_live(cells: Mapping[str, Sequence[object]], note: Markup) -> None:
    """Show a table that sorts and filters in JupyterLab, where its researcher is."""
    import itables
    import pandas as pd

    show(Markup("<p>{}</p>").format(note))
    columns = {
        html.both(messages.head(name)): [html.cell(name, value) for value in column]
        for name, column in cells.items()
    }
    table = itables.to_html_datatable(
        pd.DataFrame(columns), allow_html=True, showIndex=False, display_logo_when_loading=False
    )
    show(Markup(table))


def data_of_figure(rows: "pd.DataFrame", name: str) -> Markup:
    """Return the data behind a figure as HTML: a folded table and a CSV that needs no network."""
    if len(rows) > MOST_ROWS_OF_DATA:
        return Markup()
    shown = rows.head(ROWS_OF_DATA_SHOWN).rename(columns=str)
    cells = {column: shown[column].tolist() for column in shown}
    written = rows.to_csv(index=False, lineterminator="\r\n", float_format="%.6g")
    written = BILINGUAL.sub(r"\1 \2", written)
    data = base64.b64encode(("\ufeff" + written).encode()).decode("ascii")
    caption = text("table.data")
    table = html.table(cells, shown, html.macro("csv", name, data), caption)
    return html.macro("figure_data", caption, table)
