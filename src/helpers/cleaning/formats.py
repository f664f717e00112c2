"""Read a file into documents of raw text: a format is a row of FORMATS and one function.

A reader takes a file and returns its documents, and a failure for each part of it that is none.
What a file is, its first bytes say; its name may be wrong and is asked only where they are silent.
"""

import codecs
import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple, NoReturn

from helpers.cleaning import frontmatter, grids
from helpers.cleaning.encodings import decode
from helpers.errors import DocumentError
from helpers.tables import Failure

COLUMNS = {"text": "text", "doc_id": "doc_id", "title": "title", "date": "date", "place": "place"}
LONGEST_CELL = 100_000_000
# A doc_id becomes the name of a page: no path, no sign that a file system refuses, not too long.
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|^\.|^\s|[\s.]$|^$')
LONGEST_ID = 200  # bytes
# Half a character, as a broken PDF or a file's name in another encoding has: no table can hold it.
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: decoded text with its newlines untouched, and what is told of it.

    `given` is what a person says in documents.csv or in the columns of a .csv, and it wins;
    `fields` is what the file says of itself, in front matter or its head.
    """

    doc_id: str
    file: str
    sha256: str
    encoding: str
    text: str
    given: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """The bytes of a file, and its name in the researcher's folder, with `/` between folders."""

    name: str
    data: bytes
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)

    @cached_property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def doc_id(self) -> str:
        """The name without its ending; folders before it are parted by `-`."""
        return "-".join(PurePosixPath(self.name).with_suffix("").parts)

    def source(self, text: str, encoding: str, fields: Mapping[str, str] | None = None) -> Source:
        """Return the one document that the file is."""
        whole = SURROGATE.sub("\ufffd", text)
        return Source(self.doc_id, self.name, self.sha256, encoding, whole, fields=fields or {})

    def refuse(self, reason: str) -> NoReturn:
        """Raise DocumentError that names the file."""
        raise DocumentError(f"{self.name}: {reason}")


Reader = Callable[[File], list[Source | Failure]]


class Format(NamedTuple):
    """A format: how its files end, how their bytes begin (in small letters), how it is read."""

    endings: tuple[str, ...]
    begins: Callable[[bytes], bool]
    read: Reader


def load(path: Path | str, root: Path | str = "", columns: Mapping[str, str] = COLUMNS) -> File:
    """Return a file under the folder `root`.

    Raises DocumentError when it cannot be read or has nothing in it.
    """
    path = Path(path)
    name = SURROGATE.sub("\ufffd", path.relative_to(root).as_posix() if root else path.name)
    try:
        file = File(name, path.read_bytes(), columns)
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read ({error.strerror}).") from None
    if not file.data.strip():
        file.refuse("the file is empty. Remove it or fetch it again.")
    return file


def read(file: File) -> list[Source | Failure]:
    """Return the documents of a file: one, or one a row for a .csv, and what of it is none.

    Plain text (.txt, .md or no ending) is decoded and otherwise untouched. Of .html the raw text
    is the main text that trafilatura extracts, with the page's title and date as first lines when
    the main text lacks them; of .docx the paragraphs and table rows; of .pdf the text layer, pages
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
    documents = chosen[0].read(file)
    if not any(isinstance(part, Failure) or part.text.strip() for part in documents):
        file.refuse("there is no text in it. Open it and look.")
    return documents


def unsafe(doc_id: str) -> str:
    """Return why a doc_id cannot name a page, empty when it can.

    >>> unsafe("镇江-2020"), unsafe("../../x")
    ('', "the doc_id '../../x' is no plain name")
    """
    if len(doc_id.encode("utf-8", "replace")) > LONGEST_ID:
        return f"the doc_id {doc_id[:20]!r}… is longer than {LONGEST_ID} bytes"
    return f"the doc_id {doc_id!r} is no plain name" if UNSAFE.search(doc_id) else ""


def _text(file: File) -> list[Source | Failure]:
    text, encoding = decode(file.data, file.name)
    return [file.source(text, encoding, frontmatter.fields(text, file.name))]


def _html(file: File) -> list[Source | Failure]:
    import trafilatura

    page, encoding = decode(file.data, file.name)
    if "<html" not in page[:2_000].lower():
        page = f"<html><body>{page}</body></html>"  # a block cut out of a page
    page = grids.flattened(page)
    extracted = trafilatura.bare_extraction(page, include_comments=False, favor_recall=True)
    facts = {} if extracted is None or isinstance(extracted, dict) else extracted.as_dict()
    text = facts.get("text") or trafilatura.html2txt(page)
    head = [facts.get("title"), facts.get("date")]
    above = [fact for fact in head if fact and fact not in text]
    return [file.source(grids.tabbed("\n".join([*above, text])), encoding)]


def _docx(file: File) -> list[Source | Failure]:
    import docx
    from docx.table import Table

    lines: list[str] = []
    try:
        for block in docx.Document(io.BytesIO(file.data)).iter_inner_content():
            if isinstance(block, Table):
                lines += grids.document_rows(block)
            else:
                lines.append(block.text)
    except Exception as error:
        file.refuse(f"no .docx ({error}). Save it anew from Word.")
    return [file.source("\n".join(lines), "docx")]


def _epub(file: File) -> list[Source | Failure]:
    import trafilatura

    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as book:
            names = sorted(n for n in book.namelist() if re.search(r"\.x?html?$", n))
            pages = [book.read(name).decode("utf-8", "replace") for name in names]
    except Exception as error:
        file.refuse(f"no readable .epub ({error}). Save its text as .txt.")
    return [file.source("\n".join(map(trafilatura.html2txt, pages)), "epub")]


def _pdf(file: File) -> list[Source | Failure]:
    import pypdf

    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.data)).pages]
    except Exception as error:
        file.refuse(f"no readable PDF ({error}). Print it anew to PDF.")
    if not any(page.strip() for page in pages):
        file.refuse(
            "a scanned PDF without text. Run text recognition first, "
            "as `ocrmypdf -l chi_sim in.pdf out.pdf`, and take what comes out."
        )
    return [file.source("\n\f\n".join(pages), "pdf")]


def _doc(file: File) -> list[Source | Failure]:
    file.refuse(
        "an old Word document (.doc). Save it as .docx in Word, or with LibreOffice: "
        "`soffice --headless --convert-to docx FILE`."
    )


def _csv(file: File) -> list[Source | Failure]:
    text, encoding = decode(file.data, file.name)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    column = file.columns.get("text", "text")
    if column not in (rows.fieldnames or []):
        file.refuse(
            f"no column {column!r} among {', '.join(rows.fieldnames or [])}. "
            "Say in `columns` which one holds the text."
        )
    return [
        _row(file, encoding, number, rows.line_num, row)
        for number, row in enumerate(rows, 1)
        if (row.get(column) or "").strip()
    ]


def _row(
    file: File, encoding: str, number: int, line: int, row: Mapping[str, str | None]
) -> Source | Failure:
    cells = {name: row.get(header) or "" for name, header in file.columns.items()}
    doc_id = cells.pop("doc_id", "").strip() or f"{file.doc_id}-{number}"
    if why := unsafe(doc_id):
        return Failure(
            file=file.name,
            reason=f"{file.name}, line {line}: {why}. Name the row by letters, digits and `-`.",
        )
    text = cells.pop("text")
    given = {name: value for name, value in cells.items() if value}
    return Source(doc_id, file.name, file.sha256, encoding, text, given)


def _starting(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: bool(marks) and head.startswith(marks)


def _zipped(*inside: bytes) -> Callable[[bytes], bool]:
    """Return a judge of an archive by what its first entries are called."""
    return lambda head: head.startswith(b"pk\x03\x04") and any(name in head for name in inside)


# What is found first reads the file: by the first bytes, then by the ending. `.csv` and plain text
# have no first bytes of their own.
FORMATS: Sequence[Format] = (
    Format((".pdf",), _starting(b"%pdf"), _pdf),
    Format((".epub",), _zipped(b"application/epub+zip"), _epub),
    Format((".docx",), _starting(b"pk\x03\x04"), _docx),
    Format((".doc",), _starting(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _doc),
    Format(
        (".html", ".htm"),
        _starting(b"<!doctype html", b"<html", b"<div", b"<body", b"<table"),
        _html,
    ),
    Format((".csv",), _starting(), _csv),
    Format(("", ".txt", ".md"), _starting(), _text),
)
