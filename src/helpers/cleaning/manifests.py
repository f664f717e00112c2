"""Read documents.csv, what a person says of the documents of a folder, and check it."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from helpers.cleaning.encodings import decode
from helpers.cleaning.formats import Source
from helpers.errors import DocumentError
from helpers.places import MANIFEST
from helpers.tables import GENRES, LEVELS, Failure
from helpers.text import dates

CLOSED = {"genre": GENRES, "level": LEVELS, "date_basis": ("text", "manifest", "inferred")}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of documents.csv with the line that it ends on."""

    line: int
    cells: Mapping[str, str]


def manifest(raw_dir: Path | str) -> dict[str, dict[str, str]]:
    """Return what `documents.csv` says by doc_id; empty where there is no such file.

    Raises DocumentError when it has no column doc_id.
    """
    return checked(rows(raw_dir))[0]


def rows(raw_dir: Path | str) -> list[Row]:
    """Return the rows of `documents.csv` as they stand there; none where there is no such file.

    Raises DocumentError when it has no column doc_id.
    """
    path = Path(raw_dir) / MANIFEST
    if not path.exists():
        return []
    text, _ = decode(path.read_bytes(), path.name)
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if "doc_id" not in (reader.fieldnames or []):
        raise DocumentError(f"{path} has no column doc_id: name each document by its file stem.")
    return [
        Row(reader.line_num, {name: (cell or "").strip() for name, cell in row.items() if name})
        for row in reader
    ]


def checked(rows: Sequence[Row]) -> tuple[dict[str, dict[str, str]], list[Failure]]:
    """Return what the rows say by doc_id, and a failure for each cell or row that cannot be meant.

    A date as a spreadsheet writes it (2020/8/1) is put right; what cannot be meant is left out, and
    where two rows of one document contradict each other, so is what they disagree on.
    """
    told: dict[str, dict[str, str]] = {}
    failures = []
    for row in rows:
        doc_id = row.cells["doc_id"]
        cells = {}
        for name, cell in row.cells.items():
            value, why = _value(name, cell)
            if why:
                failures.append(_failure(row.line, doc_id, why))
            elif value:
                cells[name] = value
        first = told.setdefault(doc_id, cells)
        if first is not cells:
            apart = [name for name in first if name in cells and first[name] != cells[name]]
            why = f"it has a row already; they differ in {', '.join(apart)}" if apart else "twice"
            failures.append(_failure(row.line, doc_id, f"{why}. Keep one row"))
            told[doc_id] = {k: v for k, v in (first | cells).items() if k not in apart}
    return told, failures


def unmet(rows: Sequence[Row], doc_ids: Iterable[str]) -> list[Failure]:
    """Return a failure for each row that names no document of the folder.

    >>> unmet([Row(2, {"doc_id": "甲-2020"})], ["甲-2021"])[0].reason.split(": ")[1]
    'there is no such document; is it 甲-2021? Mend or remove the row.'
    """
    documents = sorted(doc_ids)
    out = []
    for row in rows:
        name = row.cells["doc_id"]
        if name not in documents:
            near = get_close_matches(name, documents, 1)
            hint = f"; is it {near[0]}?" if near else "."
            out.append(
                _failure(row.line, name, f"there is no such document{hint} Mend or remove the row")
            )
    return out


def applied(source: Source, told: Mapping[str, Mapping[str, str]]) -> Source:
    """Return the document with what documents.csv says of it, which wins."""
    return replace(source, given={**source.given, **told.get(source.doc_id, {})})


def _value(name: str, cell: str) -> tuple[str, str]:
    """Return the value that a cell means, and why it cannot be meant."""
    if name == "date" and cell:
        date = dates.normalised(cell)
        return date, "" if date else f"{cell!r} is no date. Write YYYY-MM-DD, YYYY-MM or YYYY"
    if name == "year" and cell and not re.fullmatch(r"(?:19|20)\d\d", cell):
        return "", f"{cell!r} is no year. Write YYYY"
    if cell and name in CLOSED and cell not in CLOSED[name]:
        near = get_close_matches(cell, CLOSED[name], 1, 0)
        return "", f"there is no {name} {cell!r}. Did you mean {near[0]}? There are: " + ", ".join(
            CLOSED[name]
        )
    return cell, ""


def _failure(line: int, doc_id: str, why: str) -> Failure:
    return Failure(file=MANIFEST, reason=f"{MANIFEST}, line {line}, {doc_id}: {why}.")
