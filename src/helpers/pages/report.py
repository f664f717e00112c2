"""Make the pages: the notebooks' and the front page, complete in themselves, in two languages."""

import base64
import hashlib
import json
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from helpers.pages import sections
from helpers.pages.assets import content_policy, inline_scripts, packed
from helpers.places import LEXICONS, TEMPLATE, Places
from helpers.plan import PAGES
from helpers.show import addresses, html
from helpers.show.fonts import font_subset
from helpers.show.words import Text, text
from helpers.text import signs

VERSIONS = (
    "pandas", "jieba", "rjieba", "opencc", "scipy", "matplotlib", "seaborn", "wordcloud",
    "papermill", "nbconvert", "zhplot", "itables",
)  # fmt: skip
INPUTS_SHOWN = 100
SHARED_FONT = "documents/tifa-sans-sc.woff"
"""The font of the texts and of the catalog, one file for all pages."""

FONT_HERE = "/* the font */"
"""Where a page's own font comes in: behind the text, which a browser can then show at once."""
UNICODE_RANGE = (
    "U+2460-24FF, U+25A0-25FF, U+2E80-9FFF, U+F900-FAFF, U+FE30-FE4F, U+FF00-FFEF, U+20000-2FA1F"
)
CHINESE = re.compile(
    "[\u2460-\u24ff\u25a0-\u25ff\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0002fa1f]"
)
OUTLINE = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.S)
TAG = re.compile(r"<[^>]+>")
FIRST_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.S)


def save(path: Path, page: str) -> None:
    """Write a page beside its place, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    beside.write_text(page, encoding="utf-8", newline="\n")
    beside.replace(path)


def save_notebook_page(
    places: Places, name: str, inputs: Sequence[Path], parameters: Mapping[str, Any]
) -> None:
    """Write an executed notebook as a page with its run record, and the rows that lie beside it."""
    import nbformat

    notebook = nbformat.read(places.executed(name), as_version=4)
    rows = _rows_beside(notebook, places)
    packed_rows = json.dumps({number: packed(own) for number, own in rows.items()})
    save(places.reports / f"{name}.rows.js", f"window.tifaRows = {packed_rows};\n")
    lead = next((said.at for said, _ in findings(notebook)), "")
    cells = sections.quiet_folded(sections.told(notebook.cells), text("page.quiet"))
    notebook.cells = sections.numbered(sections.strongest_first(cells, lead))
    code = {"code_label": html.both(text("page.code"))}
    body, _ = _exporter().from_notebook_node(notebook, resources=code)
    changed = {key: str(value) for key, value in parameters.items()}
    unchanged = {text("page.all"): text("page.defaults")}
    record = {
        "page.inputs": _hashes(inputs),
        "page.parameters": changed or unchanged,
        "page.versions": page_versions(),
    }
    title = sections.title(notebook.cells) or Text(name, name)
    body = Markup(sections.apart(_relinked(body, places)))
    shared = shared_characters(places)
    whole = page(
        title,
        body,
        here=f"{name}.html",
        record=record,
        shared=shared,
        beside="".join(rows.values()),
    )
    save(places.reports / f"{name}.html", whole)


def _rows_beside(notebook: Any, places: Places) -> dict[int, str]:
    """Return the rows that tables do not show at once, as JSON, by the table's number."""
    shown = (output.get("metadata", {}).get("tifa", {}) for output in outputs(notebook))
    return {
        told["number"]: json.dumps(
            [[_relinked(cell, places) for cell in row] for row in told["rows"]],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for told in shown
        if "rows" in told
    }


def prepare() -> None:
    """Import what pages need, so that the first page does not wait for it."""
    for name in ("nbformat", "pandas"):
        import_module(name)
    _exporter()
    font_subset("提法")


@cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter, TemplateExporter

    class Cells(HTMLExporter):
        """What the template makes; HTMLExporter would parse all that and write it once more."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    kind: Any = Cells
    exporter = kind(
        template_name="tifa",
        extra_template_basedirs=[str(TEMPLATE)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("highlight_code", escape)
    return exporter


def _relinked(body: str, places: Places) -> str:
    """Turn links that hold beside the notebooks into links that hold beside the pages."""
    body = body.replace(f'href="{addresses.DOCUMENTS}/', 'href="documents/')
    processed = Path("..", places.processed.name)
    if places.processed.parent.name == "data":
        processed = Path("..", "data", places.processed.name)
    return body.replace(f'href="{addresses.TABLES}/', f'href="{processed.as_posix()}/')


def page(
    title: Text,
    body: Markup,
    *,
    here: str,
    up: str = "",
    record: Mapping[str, Mapping[Any, Any]] | None = None,
    shared: frozenset[str] | None = None,
    beside: str = "",
) -> str:
    """Return a whole page; the Chinese characters that the shared font lacks come with it.

    `shared` are those that it has, None where it is made to have all of the page. `beside` is text
    in a file beside the page that the page may show.
    """
    paragraph = FIRST_PARAGRAPH.search(body)
    described = unescape(TAG.sub("", paragraph[1])).strip()[:200] if paragraph else "Tifa"
    whole = html.render(
        "page.html.j2",
        title=title,
        description=described,
        css=Markup((TEMPLATE / "page.css").read_text(encoding="utf-8")),
        face=Markup(font_face(f"{up}{SHARED_FONT}")),
        font=Markup(FONT_HERE),
        scripts={name: Markup(code) for name, code in inline_scripts().items()},
        policy=content_policy(),
        body=body,
        here=here,
        up=up,
        record=record,
        pages=PAGES,
        contents=list(_outline(body)),
    )
    lacking = {*TAG.sub("", whole), *beside} - shared if shared is not None else set()
    own = "".join(sorted(filter(CHINESE.match, lacking)))
    rest = font_face(_data_url(font_subset(own)), "Tifa Sans SC Rest") if own else ""
    return signs.visible(str(whole)).replace(FONT_HERE, rest, 1)  # pictures name texts, too


def shared_characters(places: Places) -> frozenset[str]:
    """Return the characters of the texts, catalog and style, which one font file has for all."""
    texts = map(places.table, ("documents", "paragraphs"))
    files = [*texts, LEXICONS / "messages.toml", TEMPLATE / "page.css"]
    return frozenset[str]().union(*(path.read_text(encoding="utf-8") for path in files))


def _outline(body: str) -> Iterator[tuple[int, Markup, Markup]]:
    """Yield each heading's level, anchor and HTML."""
    for level, anchor, inner in OUTLINE.findall(body):
        yield int(level), Markup(anchor), Markup(inner)


def font_face(source: str, family: str = "Tifa Sans SC") -> str:
    """Return the CSS that uses the font for Chinese only, so that other text keeps the reader's."""
    return (
        f'@font-face {{ font-family: "{family}"; font-display: swap; '
        f'src: url("{source}") format("woff"); '
        f"unicode-range: {UNICODE_RANGE}; }}\n"
    )


def _data_url(font: bytes) -> str:
    return "data:font/woff;base64," + base64.b64encode(font).decode("ascii")


def _hashes(inputs: Sequence[Path]) -> dict[str | Text, str]:
    hashes: dict[str | Text, str] = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs
    }
    if len(hashes) <= INPUTS_SHOWN:
        return hashes
    whole = hashlib.sha256("".join(f"{k} {v}\n" for k, v in hashes.items()).encode()).hexdigest()
    shown = dict(list(hashes.items())[:INPUTS_SHOWN])
    return shown | {text("page.all_files", n=len(hashes)): whole}


def page_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that can change a page."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python} | {n: metadata.version(n) for n in VERSIONS}


def outputs(notebook: Any) -> Iterator[Any]:
    """Yield what the cells of an executed notebook show."""
    for cell in notebook.cells:
        yield from cell.get("outputs", [])


def findings(notebook: Any) -> list[tuple[Text, float]]:
    """Return the findings that an executed notebook shows, each with its weight."""
    return [
        (Text(*sentence[:3]), sentence[3])
        for output in outputs(notebook)
        for sentence in output.get("metadata", {}).get("tifa", {}).get("findings", [])
    ]
