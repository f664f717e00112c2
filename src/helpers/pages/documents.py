"""Make a page for each document: its text with all that was found in it, and its raw lines."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers import parallel, tables
from helpers.cleaning import ledger
from helpers.errors import TifaError
from helpers.pages.report import SHARED_FONT, TAG, page, save, shared_characters
from helpers.places import Places
from helpers.show import html
from helpers.show import words as messages
from helpers.show.addresses import page_name
from helpers.show.fonts import font_subset
from helpers.show.html import reading
from helpers.show.words import Text, text
from helpers.tables import Commitment, Document, Edit, Paragraph, Slogan, SloganMention
from helpers.text import signs

if TYPE_CHECKING:
    import pandas as pd

LONG = 8
"""Characters from which a removed piece names its rule: a pinyin note needs no explanation."""

PARTS: dict[str, type] = {
    "paragraphs": Paragraph,
    "edits": Edit,
    "slogan_mentions": SloganMention,
    "commitments": Commitment,
}


class Mark(NamedTuple):
    """A place in a paragraph: where, its anchor, its kind, and what was read there."""

    start: int
    end: int
    anchor: str
    kind: str
    reading: Text | None


class Shown(NamedTuple):
    """A paragraph as the page shows it."""

    number: int
    role: str
    line: int
    pieces: "list[Piece]"
    readings: list[Text]


class Neighbours(NamedTuple):
    """The documents before and after one in its series."""

    before: Document | None
    after: Document | None


NOBODY = Neighbours(None, None)


class Item(NamedTuple):
    """All that the page of a document is made of."""

    document: Document
    beside: Neighbours
    rows: "Mapping[str, pd.DataFrame]"
    slogans: Mapping[str, Slogan]


class Piece(NamedTuple):
    """A stretch of a paragraph with the marks that cover it, the outermost first."""

    text: str
    marks: list[tuple[str, str]]


class RawPiece(NamedTuple):
    """A stretch of the raw text: kept, or removed (del), or put in (ins, mark if not certain).

    `lines` are its lines, each with its number where a line begins in it, else 0.
    """

    tag: str
    rule: str
    lines: list[tuple[int, str]]


def save_all(places: Places) -> None:
    """Write a page for each document and the font that all pages share; drop pages of the past."""
    frames = {name: tables.read(places.processed, name) for name in PARTS}
    by_document = {name: dict(list(table.groupby("doc_id"))) for name, table in frames.items()}
    slogans = tables.records(Slogan, tables.read(places.processed, "slogans"))
    by_name = {slogan.slogan: slogan for slogan in slogans}
    folder = places.reports / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    beside = neighbours(documents)
    items = []
    for document in documents:
        own = {
            name: by_document[name].get(document.doc_id, table[:0])
            for name, table in frames.items()
        }
        named = {slogan: by_name[slogan] for slogan in own["slogan_mentions"]["slogan"].unique()}
        items.append(Item(document, beside[document.doc_id], own, named))
    save = partial(save_one, folder)
    made = parallel.each(save, items, label="page", content=None, here=True)
    characters = shared_characters(places).union(*(shown for shown, _ in made))
    (places.reports / SHARED_FONT).write_bytes(font_subset("".join(sorted(characters))))
    names = {page_name(document.doc_id) for document in documents}
    for path in [*folder.glob("*.html"), *folder.glob("*.js")]:
        if path.stem not in names:
            path.unlink()
    if failed := [why for _, why in made if why]:
        raise TifaError(f"no page could be made of {'; '.join(failed)}")


def save_one(folder: Path, item: Item) -> tuple[set[str], str]:
    """Write the page of a document and its text beside it.

    Return the characters that it shows and nothing, or none and why no page could be made.
    """
    document = item.document
    own: dict[str, Any] = {
        name: tables.records(schema, item.rows[name]) for name, schema in PARTS.items()
    }
    try:
        whole = document_page(document, slogans=item.slogans, beside=item.beside, **own)
    except Exception as error:
        return set(), f"{document.doc_id} ({type(error).__name__}: {error})"
    save(folder / f"{page_name(document.doc_id)}.html", whole)
    save(folder / f"{page_name(document.doc_id)}.js", text_script(document, own["paragraphs"]))
    return set(TAG.sub("", whole)), ""


def neighbours(documents: Iterable[Document]) -> dict[str, Neighbours]:
    """Return for each document the one before and after it among those of its place and genre."""
    series: dict[tuple[str, str], list[Document]] = defaultdict(list)
    found = {document.doc_id: Neighbours(None, None) for document in documents}
    for document in sorted(documents, key=lambda d: (d.date, d.doc_id)):
        if document.place and document.date:
            series[document.place, document.genre].append(document)
    for own in series.values():
        for earlier, later in pairwise(own):
            found[earlier.doc_id] = found[earlier.doc_id]._replace(after=later)
            found[later.doc_id] = found[later.doc_id]._replace(before=earlier)
    return found


def text_script(document: Document, paragraphs: Iterable[Paragraph]) -> str:
    """Return what a page shows beside a link to the document, as a script that sets it."""
    told = {
        name: signs.plain(getattr(document, name)) for name in ("title", "place", "issuer", "date")
    }
    numbered = {paragraph.paragraph: paragraph.text for paragraph in paragraphs}
    data = json.dumps(told | {"paragraphs": numbered}, ensure_ascii=False, separators=(",", ":"))
    return f"window.tifaDocument = {data};\n"


def document_page(
    document: Document,
    *,
    paragraphs: Sequence[Paragraph],
    edits: Sequence[Edit],
    slogan_mentions: Sequence[SloganMention] = (),
    commitments: Sequence[Commitment] = (),
    slogans: Mapping[str, Slogan] | None = None,
    beside: Neighbours = NOBODY,
) -> str:
    """Return a document as a page: numbered paragraphs with what was found, then the cleaning."""
    raw = ledger.undo("\n".join(p.text for p in paragraphs), edits)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, mark in _marks(slogan_mentions, commitments, slogans or {}):
        marks[number].append(mark)
    shown = [
        Shown(
            p.paragraph,
            p.role,
            raw.count("\n", 0, p.raw_start) + 1,
            pieces(p.text, marks[p.paragraph]),
            [mark.reading for mark in sorted(marks[p.paragraph]) if mark.reading],
        )
        for p in paragraphs
    ]
    body = html.render(
        "document.html.j2",
        d=document,
        beside=beside,
        paragraphs=shown,
        rules=Counter(edit.rule for edit in edits).most_common(),
        flagged=[edit for edit in edits if edit.certainty != "certain"],
        changed=list(_side_by_side(raw, paragraphs, edits)),
        ledger=list(raw_pieces(raw, edits)),
        noise=1 - document.chars_clean / document.chars_raw if document.chars_raw else 0,
    )
    title = document.title or document.doc_id
    return page(Text(title, title), body, here="", up="../")


def _marks(
    mentions: Iterable[SloganMention],
    commitments: Iterable[Commitment],
    slogans: Mapping[str, Slogan],
) -> Iterator[tuple[int, Mark]]:
    """Yield the marks of each paragraph; two that begin at one place share the first's anchor."""
    given: set[str] = set()

    def anchor(kind: str, at: SloganMention | Commitment) -> str:
        name = f"{kind}{at.paragraph}-{at.start}"
        first = name not in given
        given.add(name)
        return name if first else ""

    for m in mentions:
        slogan = slogans[m.slogan]
        label = messages.word("type", slogan.type)
        said = text("document.slogan", slogan=m.slogan, type=label, documents=slogan.documents)
        yield m.paragraph, Mark(m.start, m.end, anchor("s", m), "slogan", said)
    for c in commitments:
        read = None if c.kind == "action" else _read(c)
        kind = "action" if c.kind == "action" else f"quantity {c.status}"
        yield c.paragraph, Mark(c.start, c.end, anchor("q", c), kind, read)


def _read(c: Commitment) -> Text:
    words = {name: messages.word(name, getattr(c, name)) for name in ("status", "firmness")}
    kind = messages.word("kind", c.kind)
    return text(
        "document.commitment",
        quote=c.quote,
        reading=reading(c) if c.value == c.value else kind,
        actor=c.actor or "–",
        period=c.period or "–",
        **words,
    )


def pieces(plain: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return a paragraph cut at every border of a mark; marks may overlap.

    A mark's anchor is on its first piece only.
    """
    borders = sorted({0, len(plain), *(at for mark in marks for at in (mark.start, mark.end))})
    return [
        Piece(
            plain[start:end],
            [
                (mark.kind, mark.anchor if mark.start == start else "")
                for mark in reversed(marks)
                if mark.start <= start and end <= mark.end
            ],
        )
        for start, end in pairwise(borders)
    ]


def _side_by_side(
    raw: str, paragraphs: Sequence[Paragraph], edits: Sequence[Edit]
) -> Iterator[tuple[int, list[RawPiece], list[RawPiece]]]:
    """Yield each changed paragraph before, with what was removed, and after, with what was put."""
    for p in paragraphs:
        own = [e for e in edits if p.raw_start <= e.raw_start and e.raw_end <= p.raw_end]
        if own:
            both = list(_with_edits(raw, p.raw_start, p.raw_end, own))
            before = [piece for piece in both if piece.tag not in ("ins", "mark")]
            yield p.paragraph, before, [piece for piece in both if piece.tag != "del"]


def _with_edits(raw: str, start: int, end: int, edits: Iterable[Edit]) -> Iterator[RawPiece]:
    """Yield the raw text from start to end, what was removed, and what was put in its place."""
    for edit in _joined(edits):
        yield RawPiece("", "", [(0, raw[start : edit.raw_start])])
        if edit.raw:
            yield RawPiece("del", edit.rule if len(edit.raw) > LONG else "", [(0, edit.raw)])
        if edit.clean:
            tag = "ins" if edit.certainty == "certain" else "mark"
            yield RawPiece(tag, "", [(0, edit.clean)])
        start = edit.raw_end
    yield RawPiece("", "", [(0, raw[start:end])])


def _joined(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits with neighbours made one: what was removed, then what was put in."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.raw_end == edit.raw_start and last.certainty == edit.certainty:
            raw, clean = last.raw + edit.raw, last.clean + edit.clean
            joined[-1] = replace(last, raw_end=edit.raw_end, raw=raw, clean=clean, rule="")
        else:
            joined.append(edit)
    return joined


def raw_pieces(raw: str, edits: Iterable[Edit]) -> Iterator[RawPiece]:
    """Yield the whole raw text with its edits, each of its lines numbered, to be a target."""
    line = 1
    for piece in _with_edits(raw, 0, len(raw), edits):
        if piece.tag in ("ins", "mark"):
            yield piece
            continue
        first, *rest = piece.lines[0][1].split("\n")
        yield piece._replace(lines=[(0, first), *enumerate(rest, line + 1)])
        line += len(rest)
