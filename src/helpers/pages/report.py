"""Make the pages: notebooks, documents and the front page, each complete in itself."""

import base64
import hashlib
import platform
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape, unescape
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import ledger, tables
from helpers.pages.fonts import font_subset
from helpers.places import TEMPLATE, Places
from helpers.stories import evidence
from helpers.tables import Document, Edit, Paragraph

if TYPE_CHECKING:
    from helpers.pages.pipeline import Story

PAGES = {
    "index.html": "Overview",
    "01_cleaning.html": "Cleaning",
    "02_term_frequency.html": "Terms",
    "03_slogan_evolution.html": "Slogans",
    "04_department_commitments.html": "Commitments",
}
VERSIONS = (
    "pandas",
    "jieba",
    "rjieba",
    "opencc",
    "scipy",
    "matplotlib",
    "seaborn",
    "wordcloud",
    "papermill",
    "nbconvert",
    "zhplot",
)
INPUTS_SHOWN = 100
CHINESE = (
    "U+2460-24FF, U+25A0-25FF, U+2E80-9FFF, U+F900-FAFF, U+FE30-FE4F, U+FF00-FFEF, U+20000-2FA1F"
)
HEADING = re.compile(r'<h([23])[^>]*? id="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
TAG = re.compile(r"<[^>]+>")
ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')


def save(path: Path, page: str) -> None:
    """Write a page beside its place, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    beside.write_text(page, encoding="utf-8", newline="\n")
    beside.replace(path)


def notebook_page(
    places: Places, name: str, inputs: Sequence[Path], parameters: Mapping[str, Any]
) -> str:
    """Return an executed notebook as a page with its run record."""
    import nbformat

    notebook = nbformat.read(places.executed(name), as_version=4)
    notebook.cells = list(_told_cells(notebook.cells))
    body, _ = _exporter().from_notebook_node(notebook)
    body = _relinked(ANCHOR.sub("", body), places)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body, re.S)
    record = {
        "Inputs (sha256)": _hashes(inputs),
        "Parameters": {key: str(value) for key, value in parameters.items()} or {"all": "defaults"},
        "Versions": _versions(),
    }
    plain = TAG.sub("", title[1]) if title else name
    return page(unescape(plain), body, here=f"{name}.html", record=record)


def _told_cells(cells: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells that a reader needs: a silent code cell is joined to the one it prepares."""
    waiting = ""
    for cell in cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "code":
            cell.source = f"{waiting}{cell.source}"
            waiting = "" if cell.outputs else f"{cell.source}\n\n"
            if waiting:
                continue
        yield cell


def prepare() -> None:
    """Import what pages need, so that the first page does not wait for it."""
    for name in ("nbformat", "pandas"):
        import_module(name)
    _exporter()
    font_subset("提法")


@cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter

    return HTMLExporter(
        template_name="tifa",
        extra_template_basedirs=[str(TEMPLATE)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


def _relinked(body: str, places: Places) -> str:
    """Turn links that hold beside the notebooks into links that hold beside the pages."""
    body = body.replace(f'href="{evidence.PAGES}/', 'href="documents/')
    processed = Path("..", places.processed.name)
    if places.processed.parent.name == "data":
        processed = Path("..", "data", places.processed.name)
    return body.replace(f'href="{evidence.TABLES}/', f'href="{processed.as_posix()}/')


def page(
    title: str,
    body: str,
    *,
    here: str,
    up: str = "",
    record: Mapping[str, Mapping[str, str]] | None = None,
    font: str | None = None,
) -> str:
    """Return a whole page; the Chinese characters it uses come with it unless `font` is a URL."""
    contents = [
        (int(level), anchor, unescape(TAG.sub("", text)).strip())
        for level, anchor, text in HEADING.findall(body)
    ]
    css = (TEMPLATE / "page.css").read_text(encoding="utf-8")
    source = font or _data_url(font_subset(TAG.sub("", body) + title + "提法"))
    return str(
        _shell().render(
            title=title,
            description=_description(body),
            css=font_face(source) + css,
            body=body,
            here=here,
            up=up,
            record=record,
            pages=PAGES.items(),
            contents=contents,
        )
    )


@cache
def _shell() -> Any:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATE), autoescape=False).get_template(
        "page.html.j2"
    )


def _description(body: str) -> str:
    paragraph = re.search(r"<p[^>]*>(.*?)</p>", body, re.S)
    return unescape(TAG.sub("", paragraph[1])).strip()[:200] if paragraph else "Tifa"


def font_face(source: str) -> str:
    """Return the CSS that uses the font for Chinese only, so that other text keeps the reader's."""
    return (
        '@font-face { font-family: "Tifa Sans SC"; font-display: swap; '
        f'src: url("{source}") format("woff"); '
        f"unicode-range: {CHINESE}; }}\n"
    )


def _data_url(font: bytes) -> str:
    return "data:font/woff;base64," + base64.b64encode(font).decode("ascii")


def _hashes(inputs: Sequence[Path]) -> dict[str, str]:
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs}
    if len(hashes) <= INPUTS_SHOWN:
        return hashes
    whole = hashlib.sha256("".join(f"{k} {v}\n" for k, v in hashes.items()).encode()).hexdigest()
    shown = dict(list(hashes.items())[:INPUTS_SHOWN])
    return shown | {f"all {len(hashes):,} files, hash of the hashes": whole}


def _versions() -> dict[str, str]:
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python} | {n: metadata.version(n) for n in VERSIONS}


def front_page(places: Places, stories: "Sequence[Story]") -> str:
    """Return the page that says what is in the corpus and what was found."""
    import nbformat

    documents = tables.records(Document, tables.read(places.processed, "documents"))
    cards = []
    for story in stories:
        notebook = nbformat.read(places.executed(story.name), as_version=4)
        cards.append((f"{story.name}.html", PAGES[f"{story.name}.html"], found(notebook)))
    body = (
        _shell()
        .environment.get_template("front.html.j2")
        .render(
            documents=sorted(documents, key=lambda d: (d.date or "9", d.doc_id)),
            cards=cards,
            marked=evidence.marked,
            total=sum(document.chars_clean for document in documents),
            places=sorted({document.place for document in documents if document.place}),
        )
    )
    return page("Tifa: what these texts say and promise", body, here="index.html")


def found(notebook: Any) -> list[str]:
    """Return the findings that an executed notebook shows."""
    return [
        sentence
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for sentence in output.get("metadata", {}).get("tifa", {}).get("findings", [])
    ]


def document_pages_complete(places: Places) -> bool:
    """Tell whether each document of the table has its page and no other page is there."""
    names = {f"{doc_id}.html" for doc_id in tables.read(places.processed, "documents")["doc_id"]}
    return names == {path.name for path in (places.reports / "documents").glob("*.html")}


def save_document_pages(places: Places) -> None:
    """Write a page for each document, with one font file for all, and drop pages of the past."""
    frames = {name: tables.read(places.processed, name) for name in ("paragraphs", "edits")}
    by_document = {name: dict(list(table.groupby("doc_id"))) for name, table in frames.items()}
    folder = places.reports / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    characters: set[str] = set()
    for document in documents:
        own = {
            name: by_document[name].get(document.doc_id, frames[name].head(0)) for name in frames
        }
        html = document_page(
            document,
            tables.records(Paragraph, own["paragraphs"]),
            tables.records(Edit, own["edits"]),
        )
        save(folder / f"{document.doc_id}.html", html)
        characters.update(TAG.sub("", html))
    (folder / "tifa-sans-sc.woff").write_bytes(font_subset("".join(characters)))
    kept = {f"{document.doc_id}.html" for document in documents}
    for path in folder.glob("*.html"):
        if path.name not in kept:
            path.unlink()


def document_page(
    document: Document, paragraphs: Sequence[Paragraph], edits: Sequence[Edit]
) -> str:
    """Return a document as a page: numbered paragraphs, then what the cleaning did."""
    raw = ledger.undo("\n".join(p.text for p in paragraphs), edits)
    lines = [raw.count("\n", 0, p.raw_start) + 1 for p in paragraphs]
    body = (
        _shell()
        .environment.get_template("document.html.j2")
        .render(
            document=document,
            paragraphs=list(zip(paragraphs, lines, strict=True)),
            rules=Counter(edit.rule for edit in edits).most_common(),
            flagged=[edit for edit in edits if edit.certainty != "certain"],
            ledger=marked_raw(raw, edits),
            noise=1 - document.chars_clean / document.chars_raw if document.chars_raw else 0,
            marked=evidence.marked,
        )
    )
    return page(
        document.title or document.doc_id, body, here="", up="../", font="tifa-sans-sc.woff"
    )


def marked_raw(raw: str, edits: Iterable[Edit]) -> str:
    """Return the raw text as HTML: removed struck, repaired beside it, each line a target."""
    pieces, at = ['<span id="r1"></span>'], 0
    for edit in edits:
        pieces.append(escape(raw[at : edit.raw_start]))
        if edit.raw:
            pieces.append(f'<del title="{escape(edit.rule)}">{escape(edit.raw)}</del>')
        if edit.clean:
            tag = "ins" if edit.certainty == "certain" else "mark"
            pieces.append(f"<{tag}>{escape(edit.clean)}</{tag}>")
        at = edit.raw_end
    pieces.append(escape(raw[at:]))
    numbers = iter(range(2, raw.count("\n") + 3))
    return re.sub(
        r"<ins>[^<]*</ins>|<mark>[^<]*</mark>|\n",
        lambda m: m[0] if m[0] != "\n" else f'\n<span id="r{next(numbers)}"></span>',
        "".join(pieces),
    )
