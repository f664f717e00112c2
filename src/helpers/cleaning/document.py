"""Clean a document: repair damage, drop the page's furniture, join broken lines, find structure.

What is done to every character stands in the ledger: the raw text and the edits give the clean
text, which is the kept paragraphs joined by line breaks, and the edits lead back to the raw text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any

from helpers.cleaning import frontmatter, identity, ledger, structure
from helpers.cleaning.damage import repair
from helpers.cleaning.files import Source
from helpers.cleaning.identity import Facts
from helpers.cleaning.lines import forms, furniture, joining, markup, parting
from helpers.cleaning.lines.forms import Line
from helpers.cleaning.structure import Place
from helpers.tables import Document, Edit, Paragraph, Role
from helpers.text import signs

KEPT = ("title", "body")
BLANKS = re.compile("[ \u00a0\u3000]")
STRAY_BLANK = re.compile("(?<=[\u4e00-\u9fff])[ \u00a0\u3000]{1,2}(?=[\u4e00-\u9fff])")
# In so many paragraphs blanks are the page's fault and not a choice.
STREWN = 5


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned document with its paragraphs and the edits that lead from raw to clean text."""

    document: Document
    paragraphs: list[Paragraph]
    edits: list[Edit]

    @property
    def text(self) -> str:
        """The clean text."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before its place is known: its text, and the lines that it was made of."""

    role: Role
    text: str
    first: Line
    last: Line


@dataclass(frozen=True, slots=True)
class Draft:
    """A document cut into lines and paragraphs, with the edits that lead to them."""

    lines: Sequence[Line]
    blocks: Sequence[Block]
    repairs: Sequence[Edit]
    removals: Sequence[Edit]

    @property
    def roles(self) -> list[Role]:
        """What each paragraph is."""
        return [block.role for block in self.blocks]

    @property
    def texts(self) -> list[str]:
        """What each paragraph says."""
        return [block.text for block in self.blocks]

    def page(self, source: Source) -> identity.Page:
        """Return what can bear witness to what the document is."""
        kept = (*KEPT, "blank", "duplicate")
        around = [line.text for line in self.lines if line.role not in kept]
        return identity.page(source, self.roles, self.texts, around)


def clean(source: Source, *, recurring: frozenset[str] = frozenset()) -> Cleaned:
    """Return the document clean, with its structure and its ledger.

    `recurring` are the lines that its source puts on every page (`furniture.recurring`).

    Rules of removal: blank, navigation, widget, related, field, credit, imprint, caption,
    copyright, markup, control sign, spam, duplicate, contents, page number, line break, lost
    break, stray blank; repair's own rules stand beside them.
    """
    draft = drafted(source, recurring)
    page = draft.page(source)
    facts, decisions = identity.decided(page, source.given)
    kind = decisions["genre"].value if decisions["genre"].sure else ""
    places = structure.places(draft.roles, draft.texts, identity.speaker(facts, page, kind))
    edits = ledger.compose(source.text, draft.repairs, draft.removals)
    return Cleaned(
        _document(source, facts, draft.blocks, edits),
        _paragraphs(source.doc_id, draft.blocks, places, draft.repairs),
        [e if e.doc_id else replace(e, doc_id=source.doc_id) for e in edits],
    )


def drafted(source: Source, recurring: frozenset[str] = frozenset()) -> Draft:
    """Return the paragraphs of a document and what was removed, before it is understood."""
    repaired, repairs, front_matter = _mended(source.text)
    lines = forms.split(repaired)
    title = source.given.get("title") or source.fields.get("title", "")
    furniture.judge(lines, title, recurring, front_matter)
    joins = joining.joined(lines)
    removals = _removals(source.doc_id, repaired, lines, joins)
    blocks = _blocks(ledger.apply(repaired, removals), lines, joins)
    return Draft(lines, blocks, repairs, removals)


def _mended(raw: str) -> tuple[str, list[Edit], int]:
    """Return the text without damage and markup, its edits, and where its front matter ends."""
    repaired, repairs = repair.repair(raw)
    front_matter = frontmatter.end(repaired)
    for found in (markup.marks, parting.breaks):
        if edits := found(repaired, front_matter):
            repaired = ledger.apply(repaired, edits)
            repairs = ledger.compose(raw, repairs, edits)
    return repaired, repairs, front_matter


def _blocks(clean_text: str, lines: Sequence[Line], joins: set[int]) -> list[Block]:
    """Return the paragraphs of the clean text, each with the first and last of its lines."""
    kept = [number for number, line in enumerate(lines) if line.role in KEPT]
    firsts = [number for number in kept if number not in joins]
    lasts = [before for before, number in pairwise(kept) if number not in joins] + kept[-1:]
    texts = clean_text.split("\n") if kept else []
    return [
        Block("title" if lines[first].role == "title" else "body", text, lines[first], lines[last])
        for text, first, last in zip(texts, firsts, lasts, strict=True)
    ]


def _document(
    source: Source, facts: Facts, blocks: Sequence[Block], edits: Sequence[Edit]
) -> Document:
    # A file's name is a witness, too, and may hold what no text has any more.
    told: dict[str, Any] = {k: signs.STEERING.sub("", fact) for k, fact in asdict(facts).items()}
    return Document(
        doc_id=source.doc_id,
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        **told,
        chars_raw=len(source.text),
        chars_clean=sum(len(block.text) for block in blocks),
        paragraphs=len(blocks),
        repaired=sum(len(edit.raw) for edit in edits if edit.clean.strip()),
        removed=sum(len(edit.raw) for edit in edits if not edit.clean.strip()),
    )


def _paragraphs(
    doc_id: str, blocks: Sequence[Block], places: Sequence[Place], repairs: Sequence[Edit]
) -> list[Paragraph]:
    raw = _way_back(repairs)
    return [
        Paragraph(
            doc_id=doc_id,
            paragraph=number,
            role=place.role,
            section=place.section,
            actor=place.actor,
            text=block.text,
            raw_start=raw(block.first.start, False),
            raw_end=raw(block.last.end, True),
        )
        for number, (block, place) in enumerate(zip(blocks, places, strict=True), 1)
    ]


def _way_back(repairs: Sequence[Edit]) -> Callable[[int, bool], int]:
    """Return what leads a place in the repaired text, or the end of a span, to the raw text."""
    if not repairs:
        return lambda place, _: place
    back = ledger.inverse(repairs)

    def raw(place: int, end: bool) -> int:
        number = bisect_right(back, place - end, key=lambda edit: edit.raw_start) - 1
        if number < 0:
            return place
        if place < back[number].raw_end + end:
            return repairs[number].raw_end if end else repairs[number].raw_start
        return repairs[number].raw_end + place - back[number].raw_end

    return raw


def _removals(doc_id: str, text: str, lines: Sequence[Line], joins: set[int]) -> list[Edit]:
    """Return the edits that leave of the text its paragraphs, joined by line breaks."""
    kept = [number for number, line in enumerate(lines) if line.role in KEPT]
    following = dict(pairwise(kept))
    blanks = _stray_blanks(lines)
    edits: list[Edit] = []

    def put(start: int, end: int, clean: str, rule: str) -> None:
        raw = text[start:end]
        if raw != clean:
            edits.append(
                Edit(doc_id=doc_id, raw_start=start, raw_end=end, raw=raw, clean=clean, rule=rule)
            )

    for number, line in enumerate(lines):
        if line.role not in KEPT:
            put(line.begin, line.stop, "", line.role)
            continue
        put(line.begin, line.start, "", "blank")
        signed = line.end - forms.signature(line.text)
        for start, end in blanks.get(number, ()):
            if line.start + end < signed:
                put(line.start + start, line.start + end, "", "stray blank")
        put(signed, line.end, "", "credit")
        after = following.get(number)
        if after is None or after in joins:
            put(line.end, line.stop, "", "blank" if after is None else "line break")
        else:
            put(line.end, line.stop, "\n", "blank")
    return edits


def _stray_blanks(lines: Sequence[Line]) -> dict[int, list[tuple[int, int]]]:
    """Return the blanks between Han characters, where a page is strewn with them, by line."""
    strewn = {
        number: spans
        for number, line in enumerate(lines)
        if line.role == "body" and BLANKS.search(line.text) and not forms.is_row(line.text)
        if forms.prose(line.text)
        if (spans := [match.span() for match in STRAY_BLANK.finditer(line.text)])
    }
    return strewn if len(strewn) >= STREWN else {}
