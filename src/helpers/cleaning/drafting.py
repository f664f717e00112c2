"""Draft a documents.csv for a folder: what was understood, doubts first, to be put right."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from helpers.cleaning import manifests
from helpers.cleaning.folder import clean_folder
from helpers.errors import DocumentError
from helpers.places import MANIFEST
from helpers.tables import Failure, guarded

COLUMNS = (
    "doc_id", "doubts", "place", "level", "genre", "year", "date", "date_basis", "title", "issuer",
    "source", "file",
)  # fmt: skip


class Drafted(NamedTuple):
    """The file that was written, how many rows are new and in doubt, and what could not be read."""

    path: Path
    new: int
    doubted: int
    failures: list[Failure]


def draft(raw_dir: Path | str, columns: Mapping[str, str] | None = None) -> Drafted:
    """Write `documents.csv` into a folder with what was found of each document, doubts first.

    Rows that are there are a person's: they stay as they are, and columns of theirs, too. A row is
    believed but for the fields in its `doubts`: whoever has checked one deletes the word.
    Raises DocumentError when the folder has no document that can be read.
    """
    path = Path(raw_dir) / MANIFEST
    kept, broken = manifests.rows(raw_dir)
    if broken:  # what was not read would be lost
        raise DocumentError(f"{path}: {broken[0].reason}")
    own = {row.cells["doc_id"] for row in kept}
    made = clean_folder(raw_dir, columns)
    new = [document for document in made["documents"] if document.doc_id not in own]
    new.sort(key=lambda document: (-len(document.doubts.split()), document.doc_id))
    names = list(dict.fromkeys([*(name for row in kept for name in row.cells), *COLUMNS]))
    beside = path.with_name(f".{MANIFEST}")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        rows = [row.cells for row in kept]
        rows += [{name: getattr(document, name) for name in COLUMNS} for document in new]
        writer.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
    beside.replace(path)
    return Drafted(path, len(new), sum(bool(d.doubts) for d in new), made["failures"])
