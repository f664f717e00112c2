"""Make the front page: what the corpus is, what was found, where to go, how to cite."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from helpers import tables
from helpers.pages import concerns, sections, takeaway
from helpers.pages.assets import evidence_script, tables_script
from helpers.pages.report import findings, outputs, page, save, shared_characters
from helpers.places import Places
from helpers.plan import PAGES
from helpers.show import html
from helpers.show.words import Text, listed, text
from helpers.tables import Document

if TYPE_CHECKING:
    from helpers.plan import Notebook

STRONGEST = 3
"""Findings of each page that the front page repeats, and of all pages that it shows in pictures."""


def save_front_page(places: Places, chain: "Sequence[Notebook]", kept: Sequence[str] = ()) -> None:
    """Write the page that says what is in the corpus and what was found, and what all pages share.

    That is the scripts of tables and of evidence, and the picture of link previews. `kept` are the
    files that somebody edited, and that were left so.
    """
    import nbformat

    notebooks = {
        notebook.page: nbformat.read(places.executed(notebook.name), as_version=4)
        for notebook in chain
    }
    said, published = concerns.raised(places, kept)
    save(places.reports / "index.html", _front_page(places, notebooks, said))
    save(concerns.file_of(places), published)
    save(places.reports / "tables.js", tables_script())
    save(places.reports / "evidence.js", evidence_script())
    figures = (figure for own in reversed(notebooks.values()) for figure in _figures(own))
    if preview := next(filter(None, (f["metadata"]["tifa"]["png"] for f in figures)), ""):
        (places.reports / "preview.png").write_bytes(base64.b64decode(preview))


def _front_page(places: Places, notebooks: Mapping[str, Any], concerned: Sequence[Text]) -> str:
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    title = text("page.title")
    chars = sum(document.chars_clean for document in documents)
    named = sorted({document.place for document in documents if document.place})
    key = "page.corpus" if named else "page.corpus_nowhere"
    body = html.render(
        "front.html.j2",
        title=title,
        lead=text(key, documents=len(documents), chars=chars, places=listed(named)),
        documents=sorted(documents, key=lambda d: (not d.doubts, d.date or "9", d.doc_id)),
        pictures=pictured(notebooks),
        cards=[
            (href, PAGES[href], [said for said, _ in findings(notebook)[:STRONGEST]])
            for href, notebook in notebooks.items()
        ],
        citation=takeaway.citation(documents),
        bibtex=takeaway.results_entry(documents),
        archive=takeaway.ARCHIVE,
        concerns=concerned,
        timeline=Markup("").join(
            line for notebook in notebooks.values() for line in _timeline(notebook)
        ),
    )
    return page(title, body, here="index.html", shared=shared_characters(places))


def _figures(notebook: Any) -> Iterator[Any]:
    """Yield the figures that an executed notebook shows."""
    for output in outputs(notebook):
        if "figure" in output.get("metadata", {}).get("tifa", {}):
            yield output


def _timeline(notebook: Any) -> Iterator[Markup]:
    for output in _figures(notebook):
        if output["metadata"]["tifa"]["figure"] == "timeline":
            yield Markup(output["data"]["text/html"])


def pictured(notebooks: Mapping[str, Any]) -> list[tuple[str, Text, Markup]]:
    """Return the strongest findings that have a picture, one a page: page, sentence, picture.

    The picture is the first under the heading that the finding leads to.
    """
    found = []
    for href, notebook in notebooks.items():
        pictures = _pictures(notebook)
        own = [(weight, said) for said, weight in findings(notebook) if said.at in pictures]
        if own:
            weight, said = own[0]
            found.append((-weight, href, said, pictures[said.at]))
    return [(href, said, picture) for _, href, said, picture in sorted(found)[:STRONGEST]]


def _pictures(notebook: Any) -> dict[str, Markup]:
    """Return the first picture under each heading of an executed notebook, by the anchor."""
    pictures: dict[str, Markup] = {}
    anchor = ""
    for cell in sections.told(deepcopy(notebook).cells):
        heading = cell.metadata.get("tifa", {}).get("heading")
        if heading and heading[0] <= sections.SECTION:
            anchor = html.anchor(heading[1])
        for output in cell.get("outputs", []):
            if "figure" in output.get("metadata", {}).get("tifa", {}):
                pictures.setdefault(anchor, Markup(output["data"]["text/html"]))
    return pictures
