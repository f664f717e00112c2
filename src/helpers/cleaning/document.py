"""Clean a document: repair damage, drop the page's furniture, join broken lines, find structure.

What is done to every character stands in the ledger: the raw text and the edits give the clean
text, which is the kept paragraphs joined by line breaks, and the edits lead back to the raw text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from helpers import ledger
from helpers.cleaning import forms, furniture, joining, metadata, repair, structure
from helpers.cleaning.corpus import Source
from helpers.cleaning.forms import Line
from helpers.cleaning.metadata import Facts
from helpers.tables import Document, Edit, Paragraph

KEPT = ("title", "body")
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


def clean(source: Source, *, recurring: frozenset[str] = frozenset()) -> Cleaned:
    """Return the document clean, with its structure and its ledger.

    `recurring` are the lines that its source puts on every page (`furniture.recurring`).

    Rules of removal: blank, navigation, widget, related, field, credit, imprint, caption,
    copyright, markup, spam, duplicate, contents, page number, line break, stray blank; repair's
    own rules stand beside them.
    """
    repaired, repairs = repair.repair(source.text)
    lines = forms.split(repaired)
    furniture.judge(lines, source.known.get("title", ""), recurring)
    joins = joining.joined(lines)
    removals = _removals(repaired, lines, joins)
    edits = ledger.compose(source.text, repairs, removals)
    spans = list(_spans(lines, joins))
    texts = ledger.apply(repaired, removals).split("\n") if spans else []
    roles = [lines[first].role for first, _ in spans]
    around = [line.text for line in lines if line.role not in (*KEPT, "blank", "duplicate")]
    facts = metadata.facts(source, around, roles, texts)
    to_raw = _Back(repairs)
    places = [
        (to_raw.start(lines[first].start), to_raw.end(lines[last].end)) for first, last in spans
    ]
    paragraphs = _paragraphs(source.doc_id, roles, texts, places, facts)
    document = _document(source, facts, paragraphs, edits)
    return Cleaned(document, paragraphs, [replace(edit, doc_id=source.doc_id) for edit in edits])


def _paragraphs(
    doc_id: str,
    roles: Sequence[str],
    texts: Sequence[str],
    places: Sequence[tuple[int, int]],
    facts: Facts,
) -> list[Paragraph]:
    front = [text for role, text in zip(roles, texts, strict=True) if role == "title"]
    found = structure.places(roles, texts, metadata.speaker(facts, front))
    return [
        Paragraph(
            doc_id=doc_id,
            paragraph=number,
            role=place.role,
            section=place.section,
            actor=place.actor,
            text=text,
            raw_start=start,
            raw_end=end,
        )
        for number, (place, text, (start, end)) in enumerate(
            zip(found, texts, places, strict=True), 1
        )
    ]


def _document(
    source: Source, facts: Facts, paragraphs: Sequence[Paragraph], edits: Sequence[Edit]
) -> Document:
    return Document(
        doc_id=source.doc_id,
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        **facts.row(),
        chars_raw=len(source.text),
        chars_clean=sum(len(paragraph.text) for paragraph in paragraphs),
        paragraphs=len(paragraphs),
        repaired=sum(len(edit.raw) for edit in edits if edit.clean.strip()),
        removed=sum(len(edit.raw) for edit in edits if not edit.clean.strip()),
    )


def _spans(lines: Sequence[Line], joins: set[int]) -> Iterable[tuple[int, int]]:
    """Yield first and last line of each paragraph."""
    first = last = -1
    for number, line in enumerate(lines):
        if line.role not in KEPT:
            continue
        if number not in joins and first >= 0:
            yield first, last
        if number not in joins:
            first = number
        last = number
    if first >= 0:
        yield first, last


def _removals(text: str, lines: Sequence[Line], joins: set[int]) -> list[Edit]:
    """Return the edits that leave of the text its paragraphs, joined by line breaks."""
    kept = [number for number, line in enumerate(lines) if line.role in KEPT]
    following = dict(pairwise(kept))
    blanks = _stray_blanks(lines)
    edits: list[Edit] = []

    def put(start: int, end: int, clean: str, rule: str) -> None:
        raw = text[start:end]
        if raw != clean:
            edits.append(Edit(raw_start=start, raw_end=end, raw=raw, clean=clean, rule=rule))

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
    found = {
        number: spans
        for number, line in enumerate(lines)
        if line.role == "body" and forms.prose(line.text)
        if (spans := [match.span() for match in STRAY_BLANK.finditer(line.text)])
    }
    return found if len(found) >= STREWN else {}


class _Back:
    """Leads from places in the repaired text back to places in the raw text."""

    def __init__(self, repairs: Sequence[Edit]) -> None:
        self.repairs = repairs
        self.spans = ledger.inverse(repairs)
        self.starts = [edit.raw_start for edit in self.spans]

    def start(self, place: int) -> int:
        return self._lead(place, 0)

    def end(self, place: int) -> int:
        return self._lead(place, 1)

    def _lead(self, place: int, side: int) -> int:
        number = bisect_right(self.starts, place if side == 0 else place - 1) - 1
        if number < 0:
            return place
        span, edit = self.spans[number], self.repairs[number]
        if place < span.raw_end or (side == 1 and place == span.raw_end):
            return edit.raw_end if side else edit.raw_start
        return edit.raw_end + place - span.raw_end
