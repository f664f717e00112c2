"""Tables of pages and Word documents as lines: a row a line, its cells parted by tabs.

A merged cell stands in each of its rows and columns, so that every row has all that holds for it;
one that runs through a whole row is a line of its own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from helpers.text.han import HAN

if TYPE_CHECKING:
    from docx.table import Table
    from lxml.html import HtmlElement

CELL = "\u2409"
"""Stands for the tab where HTML would make a blank of it."""
BLOCKS = "p|div|br|li|tr|h[1-6]|dd|dt"
# What is longer or has more paragraphs is no cell but a part of the page.
LONGEST, PARAGRAPHS = 1500, 12
# Spans beyond these are mistakes.
ROWS, COLUMNS = 500, 60
LABEL = re.compile(r"[:：]\s*$")
WRAPPED = re.compile(rf"(?<=[{HAN}，。、；：（）])\s*\n\s*(?=[{HAN}，。、；：（）])")


def flattened(page: str) -> str:
    """Return a page with a paragraph for each row of its tables, cells parted by CELL.

    Tables that hold the page itself (cells with paragraphs in them, or one column) are taken apart
    into their paragraphs; of a table of labels and values each pair is a paragraph. A page without
    tables comes back as it is.
    """
    if "<table" not in page.lower():
        return page
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    for table in reversed(list(root.iter("table"))):
        _flatten(table)
    text: str = html.tostring(root, encoding="unicode")
    return text


def tabbed(text: str) -> str:
    """Return text with its tabs put back."""
    return text.replace(CELL, "\t")


def document_rows(table: "Table") -> Iterator[str]:
    """Yield the rows of a table in a Word document as lines."""
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in row.cells]
        yield _line(cells, "\t") if any(cells) else ""


def _flatten(table: "HtmlElement") -> None:
    """Put paragraphs in the place of a table."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    grid = _grid(rows)
    if _holds_page(rows, grid):
        for part in table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
            part.tag = "div"
        return
    lines = _pairs(grid) or [_line(cells, CELL) for cells in grid if any(cells)]
    caption = next(table.iter("caption"), None)
    lines = [*([_words(caption)] if caption is not None else []), *lines]
    for child in list(table):
        table.remove(child)
    table.tag, table.text = "div", None
    table.attrib.clear()
    for line in lines:
        paragraph = table.makeelement("p", {})
        paragraph.text = line
        table.append(paragraph)


def _grid(rows: "Sequence[HtmlElement]") -> list[list[str]]:
    """Return the words of each cell, those of a merged one in all of its rows and columns."""
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # by column: for how many rows more, and what
    for row in rows:
        cells = iter([cell for cell in row if cell.tag in ("td", "th")])
        line: list[str] = []
        while True:
            left, words = below.get(len(line), (0, ""))
            if left:
                below[len(line)] = (left - 1, words)
                line.append(words)
                continue
            cell = next(cells, None)
            if cell is None and not any(
                column >= len(line) and n for column, (n, _) in below.items()
            ):
                break
            words, wide, high = ("", 1, 1) if cell is None else (_words(cell), *_spans(cell))
            for _ in range(wide):
                below[len(line)] = (high - 1, words)
                line.append(words)
        grid.append(line)
    return grid


def _spans(cell: "HtmlElement") -> tuple[int, int]:
    """Return over how many columns and rows a cell runs."""
    wide, high = (re.sub(r"\D", "", cell.get(name) or "") for name in ("colspan", "rowspan"))
    rows = ROWS if high == "0" else int(high or 1)
    return min(max(int(wide or 1), 1), COLUMNS), min(max(rows, 1), ROWS)


def _words(cell: "HtmlElement") -> str:
    """Return the words of a cell in one line, blanks between its paragraphs."""
    parts = [cell.text or ""]
    for part in cell.iterdescendants():
        block = isinstance(part.tag, str) and re.fullmatch(BLOCKS, part.tag)
        text = (part.text or "") if isinstance(part.tag, str) else ""
        parts += [" " if block else "", text, " " if block else "", part.tail or ""]
    return " ".join(WRAPPED.sub("", "".join(parts)).split())


def _holds_page(rows: "Sequence[HtmlElement]", grid: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table holds the page and not data."""
    if len(rows) < 2 or max(map(len, grid), default=0) < 2:
        return True
    if any(CELL in words or len(words) > LONGEST for cells in grid for words in cells):
        return True
    cells = (cell for row in rows for cell in row)
    return any(len(list(cell.iter("p", "div", "table"))) > PARAGRAPHS for cell in cells)


def _pairs(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return a line for each label and its value, nothing where the table has none of them."""
    lines = []
    for cells in grid:
        if not cells or not LABEL.search(cells[0]):
            return []
        for label, value in zip(cells[::2], [*cells[1::2], ""], strict=False):
            lines.append(f"{label}{value}" if label != value else label)
    return lines


def _line(cells: Sequence[str], mark: str) -> str:
    """Return the line of a row: its one cell, where that runs through the whole row."""
    return cells[0] if len(set(cells)) == 1 else mark.join(cells)
