"""Read a file into documents of raw text: a format is a row of FORMATS and one function.

A reader takes a file and returns its documents, and a failure for each part of it that is none.
What a file is, its first bytes say; its name may be wrong and is asked only where they are silent.
"""

import codecs
import io
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from helpers.cleaning import archives, cells, delimited, frontmatter, grids
from helpers.cleaning.encodings import decode
from helpers.cleaning.files import File, Source, load, unsafe
from helpers.tables import Failure
from helpers.text.han import HAN

__all__ = ["FORMATS", "File", "Format", "Source", "load", "read"]

HANS = re.compile(f"[{HAN}\uf900-\ufaff\U00020000-\U0003ffff]+")
KANA = re.compile("[\u3041-\u30fa]+")
OTHERS = re.compile(r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
LEAST_HAN = 0.05
"""Of all letters, in a Chinese text: pages full of addresses, scripts and pinyin have more."""
MOST_KANA = 0.25
OLD = (
    "a document of an old Word or WPS (.doc, .wps), an old sheet, or one locked with a password. "
    "Save it without password as .docx, a sheet as .csv, or with LibreOffice: "
    "`soffice --headless --convert-to docx FILE`."
)
MAIL = "a mail or a page saved with its pictures (.eml, .mht). Save the text as .txt or .html."

Reader = Callable[[File], list[Source | Failure]]


class Format(NamedTuple):
    """A format: how its files end, how their bytes begin (in small letters), how it is read."""

    endings: tuple[str, ...]
    begins: Callable[[bytes], bool]
    read: Reader


def read(file: File) -> list[Source | Failure]:
    """Return the documents of a file: one, or one a row for a .csv, and what of it is none.

    Plain text (.txt, .md or no ending) is decoded and otherwise untouched. Of .html the raw text
    is the main text that trafilatura extracts, with the page's title as first line when the main
    text lacks it; of .docx the paragraphs and table rows; of .pdf the text layer, pages
    parted by a form feed.

    Raises DocumentError that names the file, the reason and what to do.
    """
    head = file.data[:500].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    ending = PurePosixPath(file.name).suffix.lower()
    chosen = [form for form in FORMATS if form.begins(head)]
    chosen += [form for form in FORMATS if ending in form.endings]
    if not chosen:
        endings = ", ".join(sorted(e for form in FORMATS for e in form.endings if e))
        file.refuse(f"unknown format. Save it as one of {endings}.")
    parts = chosen[0].read(file)
    if not any(isinstance(part, Failure) or part.text.strip() for part in parts):
        file.refuse("there is no text in it. Open it and look.")
    return [_foreign(part) or part if isinstance(part, Source) else part for part in parts]


def _foreign(source: Source) -> Failure | None:
    """Return why a document is not Chinese, nothing where it is."""
    han, kana, others = (
        sum(map(len, letters.findall(source.text))) for letters in (HANS, KANA, OTHERS)
    )
    if han and kana <= MOST_KANA * (han + kana) and han >= LEAST_HAN * (han + others):
        return None
    row = "" if source.doc_id == File(source.file, b"").doc_id else f", {source.doc_id}"
    said = "the text is Japanese" if kana > MOST_KANA * (han + kana) else "no Chinese text in it"
    reason = f"{source.file}{row}: {said}. Only Chinese is read here."
    return Failure(file=source.file, reason=reason)


def _text(file: File) -> list[Source | Failure]:
    text, encoding = decode(file.data, file.name)
    return [file.source(text, encoding, frontmatter.fields(text, file.name))]


SITE = re.compile(r"\s*[_|｜]|\s+[-–—]+\s")
"""What parts a page's title from the name of its site: 关于…的意见_政府信息公开专栏."""


def _html(file: File) -> list[Source | Failure]:
    import trafilatura
    from trafilatura.metadata import extract_title

    page, encoding = decode(file.data, file.name)
    if "<html" not in page[:2_000].lower():
        page = f"<html><body>{page}</body></html>"  # a block cut out of a page
    page = grids.flattened(page)
    extracted = trafilatura.bare_extraction(page, include_comments=False, favor_recall=True)
    text = getattr(extracted, "text", "") or trafilatura.html2txt(page)
    tree = trafilatura.load_html(page)
    title = (extract_title(tree) or "" if tree is not None else "").strip()
    title = SITE.split(title)[0] or title
    above = "" if "".join(title.split()) in "".join(text.split()) else f"{title}\n"
    return [file.source(grids.tabbed(above + text), encoding)]


def _pdf(file: File) -> list[Source | Failure]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages]
    except Exception as error:
        file.refuse(f"no readable PDF ({error}). Print it anew to PDF, without a password.")
    if not any(page.strip() for page in pages):
        file.refuse(
            "a scanned PDF without text. Run text recognition first, "
            "as `ocrmypdf -l chi_sim in.pdf out.pdf`, and take what comes out."
        )
    return [file.source("\n\f\n".join(pages), "pdf")]


def _no(reason: str) -> Reader:
    """Return a reader that says why a file is not read."""
    return lambda file: file.refuse(reason)


def _csv(file: File) -> list[Source | Failure]:
    table = delimited.read(file.data, file.name)
    column = file.columns.get("text", "text")
    if column not in table.columns:
        file.refuse(
            f"no column {column!r} among {', '.join(table.columns)}. "
            "Call the one that holds the text so, or name it in csv_columns of notebook 01."
        )
    parts: list[Source | Failure] = []
    for number, row in enumerate(table.rows, 1):
        if row.cells[column].strip():
            parts += _row(file, table.encoding, number, row)
    return [*parts, *(_failure(file, why) for why in table.broken)]


def _row(file: File, encoding: str, number: int, row: delimited.Row) -> list[Source | Failure]:
    """Return the document of a row, and each of its cells that cannot be meant."""
    told = {name: row.cells.get(header, "") for name, header in file.columns.items()}
    doc_id = told.pop("doc_id", "").strip() or f"{file.doc_id}-{number}"
    if why := unsafe(doc_id):
        return [_failure(file, f"line {row.line}: {why}. Name the row by letters, digits and `-`.")]
    source = replace(file.source(told.pop("text"), encoding), doc_id=doc_id)
    given, unclear = cells.meant(told)
    wrong = (_failure(file, f"line {row.line}, {doc_id}: {why}.") for why in unclear)
    return [replace(source, given=given), *wrong]


def _failure(file: File, why: str) -> Failure:
    return Failure(file=file.name, reason=f"{file.name}, {why}")


def _starting(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: bool(marks) and head.startswith(marks)


# What is found first reads the file: by the first bytes, then by the ending. `.csv` and plain text
# have no first bytes of their own.
FORMATS: Sequence[Format] = (
    Format((".pdf",), _starting(b"%pdf"), _pdf),
    Format((".docx", ".epub"), _starting(b"pk\x03\x04", b"pk\x05\x06"), archives.read),
    Format((), _starting(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _no(OLD)),
    Format((), _starting(b"{\\rtf"), _no("rich text (.rtf). Save it as .docx or .txt.")),
    Format((), _starting(b"rar!", b"7z\xbc\xaf", b"\x1f\x8b"), _no("packed. Unpack it here.")),
    Format((), lambda head: b"\nmime-version:" in b"\n" + head, _no(MAIL)),
    Format(
        (".html", ".htm"),
        _starting(b"<!doctype html", b"<html", b"<div", b"<body", b"<table"),
        _html,
    ),
    Format((".csv",), _starting(), _csv),
    Format(("", ".txt", ".md"), _starting(), _text),
)
