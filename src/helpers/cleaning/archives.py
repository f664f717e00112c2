"""Read Word documents and electronic books: archives of parts, opened within limits."""

import io
import re
import zipfile
from collections.abc import Sequence

from helpers.cleaning import grids
from helpers.cleaning.files import File, Source
from helpers.tables import Failure

LARGEST = 250_000_000
"""Bytes that all parts may unpack to."""
MOST_PARTS = 20_000
PAGE = re.compile(r"\.x?html?$", re.I)


def read(file: File) -> list[Source | Failure]:
    """Return the one document of an archive; what it is, its parts say.

    Raises DocumentError that names the file when it is damaged, unpacks to too much, or is neither
    a Word document nor a book.
    """
    ending = file.name.rpartition(".")[2].lower()
    kind = ending if ending in ("docx", "epub") else "docx"
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            parts = archive.infolist()
    except Exception as error:
        file.refuse(f"no readable .{kind} ({error}). Save it anew, or its text as .txt.")
    _within_limits(file, parts)
    names = {part.filename for part in parts}
    try:
        if "word/document.xml" in names or (ending == "docx" and "mimetype" not in names):
            return [file.source("\n".join(_word(file)), "docx")]
        pages = sorted(name for name in names if PAGE.search(name))
        if pages or ending == "epub":
            return [file.source("\n".join(_book(file, pages)), "epub")]
    except Exception as error:
        file.refuse(f"no readable .{kind} ({error}). Save it anew, or its text as .txt.")
    file.refuse("an archive, and neither .docx nor .epub. Unpack it, or save its text as .txt.")


def _within_limits(file: File, parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        file.refuse(f"{len(parts)} parts are in it; at most {MOST_PARTS} are read. Look into it.")
    size = sum(part.file_size for part in parts)
    if size > LARGEST:
        mb, most = size // 10**6, LARGEST // 10**6
        file.refuse(f"it unpacks to {mb} MB; at most {most} MB are read. Look into it.")


def _word(file: File) -> list[str]:
    """Return the paragraphs of a Word document and the rows of its tables."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table

    lines: list[str] = []
    document = docx.Document(io.BytesIO(file.data))
    for span in document.element.body.iter(qn("w:gridSpan")):  # beyond it is a mistake
        if int(span.get(qn("w:val"), "1")) > grids.COLUMNS:
            span.set(qn("w:val"), str(grids.COLUMNS))
    for block in document.iter_inner_content():
        lines += grids.document_rows(block) if isinstance(block, Table) else [block.text]
    return lines


def _book(file: File, pages: Sequence[str]) -> list[str]:
    """Return the text of each page of a book."""
    import trafilatura

    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        texts = [archive.read(page).decode("utf-8", "replace") for page in pages]
    return [trafilatura.html2txt(text) for text in texts]
