"""Make the page that answers questions: every sentence and promise of the corpus, offline.

Its data are one packed file. It holds no index: a browser reads millions of characters in a blink,
and what it finds is exactly what was asked, whatever a segmentation would have made of it.
"""

import base64
import gzip
import json
from typing import Any

from helpers import tables
from helpers.pages.assets import with_words
from helpers.pages.report import page, save, shared_characters
from helpers.places import Places
from helpers.show import html
from helpers.show import words as messages
from helpers.show.addresses import page_address
from helpers.show.html import reading
from helpers.show.words import text
from helpers.tables import Commitment, Document, Paragraph
from helpers.text import signs

CODED = ("genre", "status", "firmness", "area")
MOST_PROMISES = 100_000


def save_page(places: Places) -> None:
    """Write explore.html, its script and its data."""
    script = with_words("explore", _words())
    save(places.reports / "explore.js", script)
    body = html.render("explore.html.j2")
    shared = shared_characters(places)
    whole = page(text("explore.title"), body, here="explore.html", shared=shared, beside=script)
    save(places.reports / "explore.html", whole)
    packed = json.dumps(corpus(places), ensure_ascii=False, separators=(",", ":"))
    data = base64.b64encode(gzip.compress(packed.encode(), 9, mtime=0)).decode("ascii")
    save(places.reports / "explore.data.js", f'window.tifaPacked = "{data}";\n')


def corpus(places: Places) -> dict[str, Any]:
    """Return documents, paragraphs and promises as rows; a row names its document by number."""
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    number = {document.doc_id: n for n, document in enumerate(documents)}
    paragraphs = tables.records(Paragraph, tables.read(places.processed, "paragraphs"))
    promises = tables.read(places.processed, "commitments")
    promises = promises[promises["kind"].ne("action")].head(MOST_PROMISES)
    return {
        "documents": [
            [page_address(d.doc_id), signs.plain(d.title or d.doc_id), d.place, d.date, d.genre]
            for d in documents
        ],
        "paragraphs": [[number[p.doc_id], p.paragraph, p.text] for p in paragraphs],
        "promises": [
            [
                number[c.doc_id], c.paragraph, c.start, c.actor, c.indicator, c.quote,
                *reading(c)[:2], c.period, c.status, c.firmness, c.area,
            ]
            for c in tables.records(Commitment, promises)
        ],
    }  # fmt: skip


def _words() -> dict[str, Any]:
    """Return what the script says, in each language, with the words of coded columns."""
    entries = messages.catalog()["explore"]
    values = messages.catalog()["values"]
    return {
        language: {name: entry[language] for name, entry in entries.items()}
        | {
            column: {value: said[language] for value, said in values[column].items()}
            for column in CODED
        }
        for language in ("en", "zh")
    }
