"""Read Word documents and electronic books: archives of parts, opened within limits."""

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from urllib.parse import unquote

from helpers.cleaning import grids
from helpers.cleaning.encodings import decode
from helpers.cleaning.files import File, Source
from helpers.errors import DocumentError
from helpers.tables import Failure

LARGEST = 250_000_000
"""Bytes that all parts may unpack to."""
MOST_PARTS = 20_000
PAGE = re.compile(r"\.x?html?$", re.I)
PROLOG = re.compile(r"\s*<\?xml[^>]*>")
WRAPPERS = "sdtContent sdt ins moveTo smartTag customXml fldSimple"
"""What Word puts around text: a control, a change that was not yet accepted, a field."""


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
    body = document.element.body
    for box in [*body.iter(qn("w:txbxContent"))]:  # its text follows the paragraph that holds it
        if not any(box.iterancestors("{*}Fallback")):
            host = next(box.iterancestors(qn("w:p")))
            host.getparent()[host.getparent().index(host) + 1 : 0] = [*box]
    for wrapper in [*body.iter(*(qn(f"w:{name}") for name in WRAPPERS.split()))]:
        for part in [*wrapper]:
            wrapper.addprevious(part)
        wrapper.getparent().remove(wrapper)
    for span in body.iter(qn("w:gridSpan")):  # none, or beyond that, is a mistake
        told = span.get(qn("w:val"), "")
        span.set(qn("w:val"), str(min(int(told), grids.COLUMNS) if told.isdecimal() else 1))
    for block in document.iter_inner_content():
        lines += grids.document_rows(block) if isinstance(block, Table) else [block.text]
    return lines


def _book(file: File, pages: Sequence[str]) -> list[str]:
    """Return the text of each page of a book, in the order in which it is read."""
    import trafilatura

    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        ordered = [page for page in _spine(archive) if page in pages] or pages
        return [trafilatura.html2txt(_page(archive.read(page), page)) for page in ordered]


def _page(data: bytes, name: str) -> str:
    try:
        return PROLOG.sub("", decode(data, name)[0])
    except DocumentError:  # a page that is broken costs itself
        return ""


def _spine(archive: zipfile.ZipFile) -> list[str]:
    """Return the pages of a book as its own list orders them, empty where there is none."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, recover=True)
    for name in archive.namelist():
        root = etree.fromstring(archive.read(name), parser) if name.endswith(".opf") else None
        if root is not None:
            pages = {item.get("id"): item.get("href", "") for item in root.iter("{*}item")}
            listed = [pages.get(item.get("idref"), "") for item in root.iter("{*}itemref")]
            here = posixpath.dirname(name)
            return [posixpath.normpath(posixpath.join(here, unquote(page))) for page in listed]
    return []
