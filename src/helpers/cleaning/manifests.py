"""Read documents.csv, what a person says of the documents of a folder, and check it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from helpers.cleaning import delimited
from helpers.cleaning.cells import meant
from helpers.cleaning.delimited import Row
from helpers.cleaning.files import Source
from helpers.errors import DocumentError
from helpers.places import MANIFEST, why_not
from helpers.tables import Failure, unguarded

HINTS = 20
"""Rows without a document whose nearest name is looked for: it takes as long as there are names."""


def manifest(raw_dir: Path | str) -> dict[str, dict[str, str]]:
    """Return what `documents.csv` says by doc_id; empty where there is no such file.

    Raises DocumentError when it has no column doc_id.
    """
    return checked(rows(raw_dir)[0])[0]


def rows(raw_dir: Path | str) -> tuple[list[Row], list[Failure]]:
    """Return the rows of `documents.csv` as they stand there, and what of it cannot be read.

    Nothing where there is no such file. Raises DocumentError when it has no column doc_id or is no
    table at all.
    """
    path = Path(raw_dir) / MANIFEST
    if not path.exists() or (not path.is_dir() and why_not(path, path.parent)):
        return [], []
    try:
        table = delimited.read(path.read_bytes(), path.name)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read ({error.strerror}).") from None
    if "doc_id" not in table.columns:
        raise DocumentError(f"{path} has no column doc_id: name each document by its file stem.")
    broken = [Failure(file=MANIFEST, reason=f"{MANIFEST}, {why}") for why in table.broken]
    cells = (
        {name: unguarded(cell.strip()) for name, cell in row.cells.items()} for row in table.rows
    )
    return [Row(r.line, own) for r, own in zip(table.rows, cells, strict=True)], broken


def checked(rows: Sequence[Row]) -> tuple[dict[str, dict[str, str]], list[Failure]]:
    """Return what the rows say by doc_id, and a failure for each cell or row that cannot be meant.

    A date as a spreadsheet writes it (2020/8/1) is put right; what cannot be meant is left out, and
    where two rows of one document contradict each other, so is what they disagree on.
    """
    told: dict[str, dict[str, str]] = {}
    failures = []
    for row in rows:
        doc_id = row.cells["doc_id"]
        known, unclear = meant(row.cells)
        failures += [_failure(row.line, doc_id, why) for why in unclear]
        first = told.setdefault(doc_id, known)
        if first is not known:
            apart = [name for name in first if name in known and first[name] != known[name]]
            why = f"it has a row already; they differ in {', '.join(apart)}" if apart else "twice"
            failures.append(_failure(row.line, doc_id, f"{why}. Keep one row"))
            told[doc_id] = {k: v for k, v in (first | known).items() if k not in apart}
    return told, failures


def unmet(rows: Sequence[Row], doc_ids: Iterable[str]) -> list[Failure]:
    """Return a failure for each row that names no document of the folder.

    >>> unmet([Row(2, {"doc_id": "甲-2020"})], ["甲-2021"])[0].reason.split(": ")[1]
    'there is no such document; is it 甲-2021? Mend or remove the row.'
    """
    documents = {*doc_ids}
    out: list[Failure] = []
    for row in rows:
        name = row.cells["doc_id"]
        if name not in documents:
            stem = [name.rpartition(".")[0]]  # a name with its ending, as folders show it
            near = stem if stem[0] in documents else []
            near = near or (get_close_matches(name, documents, 1) if len(out) < HINTS else [])
            hint = f"; is it {near[0]}?" if near else "."
            out.append(
                _failure(row.line, name, f"there is no such document{hint} Mend or remove the row")
            )
    return out


def applied(source: Source, told: Mapping[str, Mapping[str, str]]) -> Source:
    """Return the document with what documents.csv says of it, which wins."""
    return replace(source, given={**source.given, **told.get(source.doc_id, {})})


def _failure(line: int, doc_id: str, why: str) -> Failure:
    return Failure(file=MANIFEST, reason=f"{MANIFEST}, line {line}, {doc_id}: {why}.")
