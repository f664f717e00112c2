"""Read the researcher's files, whatever their format and encoding, into documents of raw text."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpers.cleaning.encodings import decode
from helpers.cleaning.formats import MAGIC, READERS
from helpers.errors import DocumentError
from helpers.places import MANIFEST

COLUMNS = {"text": "text", "doc_id": "doc_id", "title": "title", "date": "date", "place": "place"}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: decoded text with its newlines untouched, and what is known of it."""

    doc_id: str
    file: str
    sha256: str
    encoding: str
    text: str
    known: Mapping[str, str] = field(default_factory=dict)


def manifest(raw_dir: Path | str) -> dict[str, dict[str, str]]:
    """Return the rows of `documents.csv` by doc_id; empty where there is no such file.

    Raises DocumentError when it has no column doc_id.
    """
    path = Path(raw_dir) / MANIFEST
    if not path.exists():
        return {}
    text, _ = decode(path.read_bytes(), path.name)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    if rows and "doc_id" not in rows[0]:
        raise DocumentError(f"{path} has no column doc_id: name each document by its file stem.")
    return {row["doc_id"]: {k: v or "" for k, v in row.items() if k} for row in rows}


def read(
    path: Path | str,
    manifest: Mapping[str, Mapping[str, str]] | None = None,
    *,
    columns: Mapping[str, str] = COLUMNS,
) -> list[Source]:
    """Return the documents of a file: one, or one a row for a .csv.

    Plain text (.txt, .md or no ending) is decoded and otherwise untouched. Of .html the raw text
    is the main text that trafilatura extracts, with the page's title and date as first lines when
    the main text lacks them; of .docx the paragraphs and table rows; of .pdf the text layer, pages
    parted by a form feed. `columns` maps text, doc_id, title, date, place to a .csv's column names.

    Raises DocumentError that names the file, the reason and what to do.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None and path.suffix.lower() != ".csv":
        endings = ", ".join(sorted({*READERS, ".csv"} - {""}))
        raise DocumentError(f"{path.name}: unknown format. Save it as one of {endings}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path.name}: cannot be read ({error.strerror}).") from None
    if not data.strip():
        raise DocumentError(f"{path.name}: the file is empty. Remove it or fetch it again.")
    # A file says by its first bytes what it is, and its name may be wrong.
    head = data[:500].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    reader = next((READERS[kind] for magic, kind in MAGIC if head.startswith(magic)), reader)
    sha256 = hashlib.sha256(data).hexdigest()
    known = manifest or {}
    if reader is None:
        return list(_rows(path, data, sha256, known, columns))
    text, encoding = reader(data, path.name)
    if not text.strip():
        raise DocumentError(f"{path.name}: there is no text in it. Open it and look.")
    return [Source(path.stem, path.name, sha256, encoding, text, known.get(path.stem, {}))]


def _rows(
    path: Path,
    data: bytes,
    sha256: str,
    manifest: Mapping[str, Mapping[str, str]],
    columns: Mapping[str, str],
) -> Iterator[Source]:
    text, encoding = decode(data, path.name)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    column = columns.get("text", "text")
    if column not in (rows.fieldnames or []):
        raise DocumentError(
            f"{path.name}: no column {column!r} among {', '.join(rows.fieldnames or [])}. "
            "Say in `columns` which one holds the text."
        )
    for number, row in enumerate(rows, 1):
        said = {name: row.get(header) or "" for name, header in columns.items()}
        doc_id = said.get("doc_id") or f"{path.stem}-{number}"
        known = {k: v for k, v in said.items() if v and k not in ("text", "doc_id")}
        known |= manifest.get(doc_id, {})
        if said["text"].strip():
            yield Source(doc_id, path.name, sha256, encoding, said["text"], known)
