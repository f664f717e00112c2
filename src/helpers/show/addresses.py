"""Say where pages, paragraphs and tables are, seen from a notebook or from a page."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from helpers import places
from helpers.tables import Document
from helpers.text import signs

LONGEST = 180
"""Bytes of a page's name: with its ending and a dot before it every file system takes it."""

LONGEST_NAME = 12
"""Characters of a document's name beside a paragraph's number."""

UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|#%]|^[.\s]+|[.\s]+$"
    r"|^(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)"  # devices of Windows
)

DOCUMENTS = "../reports/documents"
"""Where document pages are, seen from the notebooks of this project."""

TABLES = "../data/processed"
"""Where its tables are."""

_seen_from_here = {"documents": DOCUMENTS, "tables": TABLES}
_names: dict[str, tuple[str, str]] = {}


def page_name(doc_id: str) -> str:
    """Return the name of a document's page, without its ending: the doc_id where that is a name.

    What no file or address can hold gives way, and a hash of the doc_id then keeps names apart.

    >>> page_name("zhenjiang-2022-work-report"), page_name("2020年 工作报告（全文）")
    ('zhenjiang-2022-work-report', '2020年 工作报告（全文）')
    >>> page_name("../../index"), page_name("a#b?c%")
    ('index-76763e73', 'a-b-c-f94a31d4')
    """
    parts = [part for part in UNSAFE.split(signs.STEERING.sub("-", doc_id)) if part.strip(". -")]
    name = "-".join(parts)
    while len(name.encode()) > LONGEST:
        name = name[:-1]
    if name and name == doc_id:
        return name
    digest = hashlib.sha256(doc_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{name}-{digest}" if name else digest


def page_address(doc_id: str) -> str:
    """Return the address of a document's page within its folder; Chinese stays readable.

    >>> page_address("2020年 工作报告")
    '2020年%20工作报告.html'
    """
    name = page_name(doc_id)
    return "".join(char if char > "\x7f" else quote(char) for char in name) + ".html"


def place(doc_id: str, paragraph: int, start: object = None) -> str:
    """Return the address of a paragraph, or of the quantity that starts there."""
    anchor = f"p{paragraph}" if start is None else f"q{paragraph}-{start}"
    return f"{_seen_from_here['documents']}/{page_address(doc_id)}#{anchor}"


def table_file(name: str) -> str:
    """Return the address of a table's CSV."""
    return f"{_seen_from_here['tables']}/{quote(name)}.csv"


def document_name(doc_id: str) -> tuple[str, str]:
    """Return a document's short name, as 镇江 2022, and its title; nothing if it is not known."""
    return _names.get(doc_id, ("", ""))


def remember(documents: Iterable[Document]) -> None:
    """Let evidence name these documents."""
    for document in documents:
        year = document.year or document.date[:4]
        short = f"{document.place or document.title or document.doc_id}"[:LONGEST_NAME]
        _names[document.doc_id] = (f"{short} {year}".strip(), document.title or document.doc_id)


def look_from(folder: Path, processed_dir: Path) -> None:
    """Let all addresses lead from this folder to the pages and tables of one run."""
    processed = processed_dir.resolve()
    ours = processed == places.PROCESSED
    reports = places.ROOT / "reports" if ours else processed.parent / "reports"
    _seen_from_here["documents"] = _relative(reports / "documents", folder)
    _seen_from_here["tables"] = _relative(processed, folder)


def _relative(target: Path, folder: Path) -> str:
    try:
        found = os.path.relpath(target, folder.resolve())
    except ValueError:  # another drive of Windows
        return target.as_uri()
    return quote(Path(found).as_posix())
