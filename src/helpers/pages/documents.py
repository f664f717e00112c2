"""Make a page for each document: its text with all that was found in it, and its raw lines."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from helpers import tables
from helpers.cleaning import ledger
from helpers.pages.report import TAG, page, save, templates
from helpers.places import Places
from helpers.show import words as messages
from helpers.show.fonts import font_subset
from helpers.show.html import reading
from helpers.show.words import Text, text
from helpers.tables import Commitment, Document, Edit, Paragraph, Slogan, SloganMention

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
    said: Text | None


class Shown(NamedTuple):
    """A paragraph as the page shows it."""

    number: int
    role: str
    line: int
    html: str
    found: list[Text]


def save_all(places: Places) -> None:
    """Write a page for each document, with one font file for all, and drop pages of the past."""
    frames = {name: tables.read(places.processed, name) for name in PARTS}
    by_document = {name: dict(list(table.groupby("doc_id"))) for name, table in frames.items()}
    slogans = tables.records(Slogan, tables.read(places.processed, "slogans"))
    known = {slogan.slogan: slogan for slogan in slogans}
    folder = places.reports / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    characters: set[str] = set()
    for document in documents:
        own: dict[str, Any] = {
            name: tables.records(schema, by_document[name].get(document.doc_id, frames[name][:0]))
            for name, schema in PARTS.items()
        }
        html = document_page(document, known=known, **own)
        save(folder / f"{document.doc_id}.html", html)
        characters.update(TAG.sub("", html))
    (folder / "tifa-sans-sc.woff").write_bytes(font_subset("".join(characters)))
    kept = {f"{document.doc_id}.html" for document in documents}
    for path in folder.glob("*.html"):
        if path.name not in kept:
            path.unlink()


def document_page(
    document: Document,
    *,
    paragraphs: Sequence[Paragraph],
    edits: Sequence[Edit],
    slogan_mentions: Sequence[SloganMention] = (),
    commitments: Sequence[Commitment] = (),
    known: Mapping[str, Slogan] | None = None,
) -> str:
    """Return a document as a page: numbered paragraphs with what was found, then the cleaning."""
    raw = ledger.undo("\n".join(p.text for p in paragraphs), edits)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for number, mark in _marks(slogan_mentions, commitments, known or {}):
        marks[number].append(mark)
    shown = [
        Shown(
            p.paragraph,
            p.role,
            raw.count("\n", 0, p.raw_start) + 1,
            marked_text(p.text, marks[p.paragraph]),
            [mark.said for mark in sorted(marks[p.paragraph]) if mark.said],
        )
        for p in paragraphs
    ]
    body = (
        templates()
        .get_template("document.html.j2")
        .render(
            d=document,
            paragraphs=shown,
            rules=Counter(edit.rule for edit in edits).most_common(),
            flagged=[edit for edit in edits if edit.certainty != "certain"],
            changed=list(_side_by_side(raw, paragraphs, edits)),
            ledger=marked_raw(raw, edits),
            noise=1 - document.chars_clean / document.chars_raw if document.chars_raw else 0,
        )
    )
    title = document.title or document.doc_id
    return page(Text(title, title), body, here="", up="../", font="tifa-sans-sc.woff")


def _marks(
    mentions: Iterable[SloganMention],
    commitments: Iterable[Commitment],
    known: Mapping[str, Slogan],
) -> Iterator[tuple[int, Mark]]:
    for m in mentions:
        slogan = known[m.slogan]
        label = messages.word("type", slogan.type)
        documents = slogan.documents
        said = text("document.slogan", slogan=m.slogan, type=label, documents=documents)
        yield m.paragraph, Mark(m.start, m.end, f"s{m.paragraph}-{m.start}", "slogan", said)
    for c in commitments:
        told = None if c.kind == "action" else _told(c)
        kind = "action" if c.kind == "action" else f"quantity {c.status}"
        yield c.paragraph, Mark(c.start, c.end, f"q{c.paragraph}-{c.start}", kind, told)


def _told(c: Commitment) -> Text:
    words = {name: messages.word(name, getattr(c, name)) for name in ("status", "firmness")}
    kind = messages.word("kind", c.kind)
    return text(
        "document.commitment",
        quote=c.quote,
        reading=reading(c) or kind,
        actor=c.actor or "–",
        period=c.period or "–",
        **words,
    )


def marked_text(plain: str, marks: Sequence[Mark]) -> str:
    """Return a paragraph as HTML in which formulations and quantities are marked.

    Marks may overlap: the text is cut at every border, and a mark's anchor is on its first piece.
    """
    borders = sorted({0, len(plain), *(at for mark in marks for at in (mark.start, mark.end))})
    pieces = []
    for start, end in pairwise(borders):
        piece = escape(plain[start:end], quote=False)
        for mark in marks:
            if mark.start <= start and end <= mark.end:
                anchor = f' id="{mark.anchor}"' if mark.start == start else ""
                piece = f'<span class="{mark.kind}"{anchor}>{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def _side_by_side(
    raw: str, paragraphs: Sequence[Paragraph], edits: Sequence[Edit]
) -> Iterator[tuple[int, str, str]]:
    """Yield each changed paragraph before, with what was removed, and after, with what was put."""
    for p in paragraphs:
        own = [e for e in edits if p.raw_start <= e.raw_start and e.raw_end <= p.raw_end]
        if own:
            before = _with_edits(raw, p.raw_start, p.raw_end, own, "del")
            yield p.paragraph, before, _with_edits(raw, p.raw_start, p.raw_end, own, "ins")


def _with_edits(raw: str, start: int, end: int, edits: Iterable[Edit], side: str) -> str:
    pieces = []
    for edit in edits:
        pieces.append(escape(raw[start : edit.raw_start]))
        changed = edit.raw if side == "del" else edit.clean
        tag = side if side == "del" or edit.certainty == "certain" else "mark"
        pieces.append(f"<{tag}>{escape(changed)}</{tag}>" if changed else "")
        start = edit.raw_end
    return "".join([*pieces, escape(raw[start:end])])


def marked_raw(raw: str, edits: Iterable[Edit]) -> str:
    """Return the raw text as HTML: removed struck, repaired beside it, each line a target."""
    pieces, at = ['<span id="r1"></span>'], 0
    for edit in edits:
        pieces.append(escape(raw[at : edit.raw_start]))
        if edit.raw:
            rule = f' title="{escape(edit.rule)}"' if len(edit.raw) > LONG else ""
            pieces.append(f"<del{rule}>{escape(edit.raw)}</del>")
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
