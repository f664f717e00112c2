"""Read a table that a spreadsheet or a person wrote, whatever parts its cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.cleaning.encodings import decode
from helpers.errors import DocumentError

if TYPE_CHECKING:
    import _csv

LONGEST_CELL = 100_000_000
PARTS = ",;\t"
SEPARATOR = re.compile(r"sep=(.)", re.I)
"""A first line that tells a spreadsheet what parts cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line that it ends on."""

    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Delimited:
    """The rows of a table up to where it cannot be read on, and why it cannot."""

    encoding: str
    columns: list[str]
    rows: list[Row] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Delimited:
    """Return a table with its head; cells are parted by a comma, a semicolon or a tab.

    Raises DocumentError that names the file when it is no text or has a column twice.

    >>> read("doc_id;日期\\n甲;2020".encode(), "a.csv").rows
    [Row(line=2, cells={'doc_id': '甲', '日期': '2020'})]
    """
    text, encoding = decode(data, name)
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    named = SEPARATOR.fullmatch(head.rstrip("\r"))
    mark = named[1] if named else max(PARTS, key=head.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    table = Delimited(encoding, [])
    try:
        if named:
            next(reader)
        table.columns = [column.strip().strip("\ufeff") for column in next(reader, [])]
        twice = [c for c, times in Counter(table.columns).items() if c and times > 1]
        if twice:
            raise DocumentError(f"{name} has the column {twice[0]!r} twice. Keep one of them.")
        table.rows.extend(_rows(reader, table))
    except csv.Error as error:
        begun = table.rows[-1].line + 1 if table.rows else 2
        table.broken.append(
            f"line {begun}: the table cannot be read on from here ({error}). "
            "Close the quotation mark that is open."
        )
    return table


def _rows(reader: "_csv.Reader", table: Delimited) -> Iterator[Row]:
    """Yield the rows that are not blank; one with more cells than the head is told of."""
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) > len(table.columns) and any(cells[len(table.columns) :]):
            table.broken.append(
                f"line {reader.line_num}: {len(cells)} cells under {len(table.columns)} names of "
                "columns. Put cells that hold the mark between cells in quotes."
            )
            continue
        padded = [*cells, *[""] * (len(table.columns) - len(cells))]
        named = zip(table.columns, padded, strict=False)
        yield Row(reader.line_num, {name: cell for name, cell in named if name})
