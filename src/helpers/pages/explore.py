"""Make the page that answers questions: every sentence and promise of the corpus, offline.

Its data are packed parts, a file each, so that a first answer does not wait for the last of them.
They hold no index: a browser reads millions of characters in a blink, and what it finds is exactly
what was asked, whatever a segmentation would have made of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from helpers import tables
from helpers.pages.assets import packed, with_words, words_of
from helpers.pages.report import page, save, shared_characters
from helpers.places import Places
from helpers.show import html
from helpers.show import words as messages
from helpers.show.addresses import page_address
from helpers.show.html import reading
from helpers.show.words import text
from helpers.tables import Commitment, Document, Paragraph
from helpers.text import signs

CODED = ("genre", "status", "firmness", "area", "fate")
PART = 1_000_000
"""Characters of text from which on a part of the data is full."""
FIRST = 200_000
"""The same for the first of them, which the first answer waits for."""


def save_page(places: Places) -> None:
    """Write explore.html, its script and its data."""
    script = with_words(_words(), "beside", "compare", "explore")
    save(places.reports / "explore.js", script)
    body = html.render("explore.html.j2")
    shared = shared_characters(places)
    whole = page(text("explore.title"), body, here="explore.html", shared=shared, beside=script)
    save(places.reports / "explore.html", whole)
    folder, names = places.reports / "explore", set()
    for number, part in enumerate(packs(places)):
        names.add(f"{number}.js")
        data = packed(json.dumps(part, ensure_ascii=False, separators=(",", ":")))
        save(folder / f"{number}.js", f'window.tifaPart = "{data}";\n')
    for path in folder.glob("*.js"):
        if path.name not in names:
            path.unlink()


def packs(places: Places) -> Iterator[dict[str, Any]]:
    """Yield what the page knows, in parts that a browser unpacks one after another.

    The first tells the `documents`, all `slogans` with the number of their documents, and how many
    promises and `parts` there are. Each other holds, of some documents, the latest first,
    `paragraphs` and `promises` as rows that name their document by number, and under `said` which
    formulations stand in each document, with the first place of each.
    """
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    number = {document.doc_id: n for n, document in enumerate(documents)}
    promises = tables.read(places.processed, "commitments")
    promises = promises[promises["kind"].ne("action")]
    slogans, mentions = _formulations(places)
    parts = list(_parts(documents))
    yield {
        "documents": [_known(document) for document in documents],
        "promises": len(promises),
        "parts": len(parts),
        "slogans": slogans,
    }
    paragraphs = tables.read(places.processed, "paragraphs")
    for some in parts:
        names = [document.doc_id for document in some]
        texts, promised = (frame[frame["doc_id"].isin(names)] for frame in (paragraphs, promises))
        yield {
            "paragraphs": [
                [number[p.doc_id], p.paragraph, p.text] for p in tables.records(Paragraph, texts)
            ],
            "promises": [
                promise_row(number[c.doc_id], c) for c in tables.records(Commitment, promised)
            ],
            "said": {number[name]: mentions.get(name, []) for name in names},
        }


def _known(d: Document) -> list[str]:
    """Return a document as the page's script knows it, last the year that it speaks for."""
    title, year = signs.plain(d.title or d.doc_id), d.year or d.date[:4]
    return [page_address(d.doc_id), title, d.place, d.date, d.genre, year]


def _parts(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield the documents, the latest first, so many at a time that a part is soon unpacked."""
    part: list[Document] = []
    enough = FIRST
    for document in sorted(documents, key=lambda d: (d.date, d.doc_id), reverse=True):
        part.append(document)
        if sum(d.chars_clean for d in part) >= enough:
            yield part
            part, enough = [], PART
    if part:
        yield part


def promise_row(document: int, c: Commitment) -> list[Any]:
    """Return a promise as the page's script knows it; `PROMISE` there names the columns."""
    numbers = (None if value != value else value for value in (c.value, c.value_max))
    return [
        document, c.paragraph, c.start, c.actor, c.indicator, c.quote, *reading(c)[:2],
        c.period, c.status, c.firmness, c.area, c.key, *numbers, f"{c.unit} {c.horizon} {c.tier}",
    ]  # fmt: skip


def _formulations(places: Places) -> tuple[list[Any], dict[str, list[Any]]]:
    """Return formulations with the number of their documents, and the places of each document."""
    slogans = tables.read(places.processed, "slogans")
    slogans = slogans[slogans["class"] == "formulation"].reset_index(drop=True)
    code = {slogan: at for at, slogan in enumerate(slogans["slogan"])}
    mentions = tables.read(places.processed, "slogan_mentions")
    mentions = mentions[mentions["slogan"].isin(code)].drop_duplicates(["slogan", "doc_id"])
    said: dict[str, list[Any]] = defaultdict(list)
    for m in mentions.itertuples():
        said[m.doc_id].append([code[m.slogan], m.paragraph, m.start])
    return slogans[["slogan", "documents"]].to_numpy().tolist(), said


def _words() -> dict[str, Any]:
    """Return what the script says, in each language, with the words of coded columns."""
    values = messages.catalog()["values"]
    words = words_of("explore")
    for language, said in words.items():
        for column in CODED:
            said[column] = {value: entry[language] for value, entry in values[column].items()}
    return words
