"""Read each format's text: a reader a format, chosen by content first."""

import io
from collections.abc import Callable

from helpers.cleaning.encodings import decode
from helpers.errors import DocumentError

MAGIC = (
    (b"%pdf", ".pdf"),
    (b"pk\x03\x04", ".docx"),
    (b"<!doctype html", ".html"),
    (b"<html", ".html"),
)


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


READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {
    "": decode,
    ".txt": decode,
    ".md": decode,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
    ".pdf": _pdf,
}
