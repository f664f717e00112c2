"""Read the researcher's files, whatever their format and encoding, into documents of raw text."""

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpers.cleaning import script
from helpers.errors import DocumentError

MANIFEST = "documents.csv"
COLUMNS = {"text": "text", "doc_id": "doc_id", "title": "title", "date": "date", "place": "place"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%pdf", ".pdf"),
    (b"pk\x03\x04", ".docx"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
)
KANA = frozenset(map(chr, range(0x3041, 0x30FB)))
LETTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Chinese bytes that somebody read as Latin ones: ÕòÊÐ for 市.
LATIN = re.compile("[\u00a1-\u00ff]")
# The right decoding of Chinese has nineteen everyday characters in twenty, a wrong one far fewer.
COMMON_ENOUGH = 0.85
UNREADABLE_AT_MOST = 0.01


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: decoded text with its newlines untouched, and what is known of it."""

    doc_id: str
    file: str
    sha256: str
    encoding: str
    text: str
    known: Mapping[str, str] = field(default_factory=dict)


def find(raw_dir: Path | str) -> list[Path]:
    """Return the document files in a folder and its subfolders, sorted.

    `documents.csv`, README files and hidden files are not documents.
    """
    root = Path(raw_dir)
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.name != MANIFEST
        and path.stem.upper() != "README"
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


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


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding that it was in.

    A byte order mark or valid UTF-8 decides. Else each of the detector's guess, GB18030, Big5 and
    UTF-8 with flaws is tried and judged by how many of its Han characters are everyday ones: what
    the file declares of itself is not believed. Raises DocumentError for what is no Chinese text.

    >>> decode("镇江市政府工作报告".encode("gbk"), "a.txt")
    ('镇江市政府工作报告', 'gb18030')
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data:
        raise DocumentError(f"{name}: binary, not text. Save it as UTF-8 text and try again.")
    try:
        return _sound(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    if _japanese(data):
        raise DocumentError(f"{name}: the text is Japanese. Only Chinese is read here.")
    found = max((_judged(data, encoding) for encoding in _candidates(data)), key=lambda c: c[0])
    quality, text, encoding = found
    if quality < COMMON_ENOUGH:
        raise DocumentError(f"{name}: the encoding is unknown. Save it as UTF-8 and try again.")
    return text, encoding


def _sound(text: str, name: str) -> tuple[str, str]:
    """Return UTF-8 text, mended if its Chinese was read as Latin before it was saved."""
    if text.count("\ufffd") > UNREADABLE_AT_MOST * len(text) + 1:
        raise DocumentError(
            f"{name}: its characters were lost before it was saved (\ufffd). Fetch it again."
        )
    if len(LATIN.findall(text[:50_000])) < len(text[:50_000]) / 4:
        return text, "utf-8"
    for latin in ("latin-1", "cp1252"):
        try:
            quality, mended, encoding = _judged(text.encode(latin), "gb18030")
        except UnicodeEncodeError:
            continue
        if quality >= COMMON_ENOUGH:
            return mended, f"{encoding} read as {latin}, utf-8"
    return text, "utf-8"


def _candidates(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:50_000]).best()
    guessed = [guess.encoding] if guess else []
    return list(dict.fromkeys(["gb18030", "big5hkscs", "utf-8", *guessed]))


def _japanese(data: bytes) -> bool:
    """Tell whether the bytes are sound in a Japanese encoding and then have the kana of Japanese.

    In Big5 the bytes of kana are everyday characters.
    """
    for encoding in ("euc_jis_2004", "shift_jis"):
        try:
            letters = LETTERS.findall(data[:50_000].decode(encoding))
        except UnicodeDecodeError:
            continue
        if sum(char in KANA for char in letters) > len(letters) / 4:
            return True
    return False


def _judged(data: bytes, encoding: str) -> tuple[float, str, str]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if not text or lost / len(text) > UNREADABLE_AT_MOST:
        return 0.0, text, encoding
    letters = LETTERS.findall(text[:50_000])
    everyday = sum(map(script.is_common, letters)) / len(letters) if letters else 0.0
    label = f"{encoding}, {lost} unreadable" if lost else encoding
    return everyday - lost / len(text), text, label


def _html(data: bytes, name: str) -> tuple[str, str]:
    import trafilatura

    page, encoding = decode(data, name)
    found = trafilatura.bare_extraction(page, include_comments=False, favor_recall=True)
    facts = found.as_dict() if found is not None and not isinstance(found, dict) else {}
    text = facts.get("text") or trafilatura.html2txt(page)
    head = [facts.get("title"), facts.get("date")]
    above = [fact for fact in head if fact and fact not in text]
    return "\n".join([*above, text]), encoding


def _docx(data: bytes, name: str) -> tuple[str, str]:
    import docx
    from docx.table import Table

    try:
        content = docx.Document(io.BytesIO(data)).iter_inner_content()
        lines = []
        for block in content:
            if isinstance(block, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                lines.append(block.text)
    except Exception as error:
        raise DocumentError(f"{name}: no .docx ({error}). Save it anew from Word.") from None
    return "\n".join(lines), "docx"


def _pdf(data: bytes, name: str) -> tuple[str, str]:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
    except Exception as error:
        raise DocumentError(f"{name}: no readable PDF ({error}). Print it anew to PDF.") from None
    if not any(page.strip() for page in pages):
        raise DocumentError(
            f"{name}: a scanned PDF without text. Run text recognition first, "
            "as `ocrmypdf -l chi_sim in.pdf out.pdf`, and take what comes out."
        )
    return "\n\f\n".join(pages), "pdf"


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


READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {
    "": decode,
    ".txt": decode,
    ".md": decode,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
