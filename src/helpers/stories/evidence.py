"""Show tables and findings whose every row leads to its sentence, in a notebook and on a page."""

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

HAN_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff](?:[^\x00-\x7f]|[·、])*")

PAGES = "../reports/documents"
"""Where document pages are, seen from a notebook; the pages of a run rewrite it."""

TABLES = "../data/processed"
"""Where the tables are, seen from a notebook."""


def marked(text: str) -> str:
    """Return the text as HTML in which runs of Chinese carry their language, for screen readers.

    >>> marked("the slogan 三高一争 & more")
    'the slogan <span lang="zh">三高一争</span> &amp; more'
    """
    return HAN_RUN.sub(lambda run: f'<span lang="zh">{run[0]}</span>', escape(text, quote=False))


def findings(*sentences: str) -> None:
    """Show the findings of a notebook; the front page repeats them."""
    from IPython.display import display

    items = "".join(f"<li>{marked(sentence)}</li>" for sentence in sentences)
    bundle = {
        "text/html": f'<ul class="findings">{items}</ul>',
        "text/plain": "\n".join(sentences),
    }
    display(bundle, raw=True, metadata={"tifa": {"findings": list(sentences)}})


def link(doc_id: str, paragraph: int, label: str = "") -> str:
    """Return a link to a paragraph on its document's page, as HTML."""
    return f'<a href="{PAGES}/{doc_id}.html#p{paragraph}">{escape(label or f"¶ {paragraph}")}</a>'


def say(sentence: str) -> None:
    """Show a computed sentence as a paragraph."""
    from IPython.display import HTML, display

    display(HTML(f"<p>{marked(sentence)}</p>"))


def heading(text: str) -> None:
    """Show a heading that stands in the page's table of contents."""
    from IPython.display import HTML, display

    display(HTML(f'<h3 id="{escape(text)}">{marked(text)}</h3>'))


def table(
    rows: "pd.DataFrame",
    caption: str,
    *,
    columns: Mapping[str, str] | None = None,
    limit: int = 25,
    source: str = "",
) -> None:
    """Show the first rows; with `doc_id` and `paragraph` each gets a link to its evidence.

    `columns` maps the columns shown to their heads; `source` names the CSV that has all rows.
    Raises ParameterError for a column that the table does not have.
    """
    from IPython.display import HTML, display

    if rows.empty:
        say(f"{caption}: none.")
        return
    heads = dict(columns) if columns else {name: name for name in rows.columns}
    missing = [name for name in heads if name not in rows.columns]
    if missing:
        raise ParameterError(f"The table has no column {missing[0]}; it has: {list(rows.columns)}.")
    shown = rows.head(limit)
    evidence = (
        [
            link(doc_id, paragraph)
            for doc_id, paragraph in zip(shown["doc_id"], shown["paragraph"], strict=True)
        ]
        if {"doc_id", "paragraph"} <= set(shown.columns)
        else []
    )
    display(HTML(_html(shown, heads, evidence, _note(len(rows), limit, caption, source), caption)))


def _note(total: int, limit: int, caption: str, source: str) -> str:
    some = f"; the first {limit} of {total:,} rows" if total > limit else ""
    rest = f' (<a href="{TABLES}/{source}.csv">all as CSV</a>)' if source else ""
    return f"{marked(caption)}{some}{rest}"


def _html(
    shown: "pd.DataFrame", heads: Mapping[str, str], evidence: list[str], note: str, label: str
) -> str:
    kinds = {name: _kind(shown[name]) for name in heads}
    head = "".join(
        f'<th scope="col" class="{kinds[name]}">{marked(text)}</th>' for name, text in heads.items()
    )
    head += '<th scope="col">evidence</th>' if evidence else ""
    body = []
    for number, row in enumerate(zip(*(shown[name] for name in heads), strict=True)):
        cells = "".join(
            f'<td class="{kind}">{_cell(value)}</td>'
            for value, kind in zip(row, kinds.values(), strict=True)
        )
        cells += f"<td>{evidence[number]}</td>" if evidence else ""
        body.append(f"<tr>{cells}</tr>")
    return (
        f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">'
        f"<table><caption>{note}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _kind(values: "pd.Series[Any]") -> str:
    if values.dtype.kind in "iuf":
        return "number"
    longest = values.astype(str).str.len().max() if len(values) else 0
    return "short" if longest <= 16 else "text" if longest <= 60 else "long"


def _cell(value: object) -> str:
    """Return a cell for people: thousands set apart, at most two decimals, nothing for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return "" if value != value else f"{value:,.2f}".rstrip("0").rstrip(".")
    return marked(str(value))


def counted(number: int, noun: str, verb: str = "") -> str:
    """Return the number with its noun, and its verb, agreeing.

    >>> counted(1, "document", "hold"), counted(1200, "document", "are")
    ('1 document holds', '1,200 documents are')
    """
    one = number == 1
    verb = {"are": "is", "": ""}.get(verb, f"{verb}s") if one else verb
    return f"{number:,} {noun}{'' if one else 's'} {verb}".strip()
