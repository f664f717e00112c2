"""Clean a document: repair damage, drop the page's furniture, join broken lines, find structure.

What is done to every character stands in the ledger: the raw text and the edits give the clean
text, which is the kept paragraphs joined by line breaks, and the edits lead back to the raw text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from helpers import forms, furniture, joining, ledger, metadata, repair, structure
from helpers.corpus import Source
from helpers.forms import Line
from helpers.tables import Document, Edit, Paragraph

KEPT = ("title", "body")


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


def clean(source: Source) -> Cleaned:
    """Return the document clean, with its structure and its ledger.

    Rules of removal: blank, navigation, widget, credit, caption, copyright, field, related, spam,
    duplicate, page number, line break; repair's own rules stand beside them.
    """
    repaired, repairs = repair.repair(source.text)
    lines = forms.split(repaired)
    furniture.judge(lines, source.known.get("title", ""))
    joins = joining.joined(lines)
    removals = _removals(repaired, lines, joins)
    edits = ledger.compose(source.text, repairs, removals)
    edits = [replace(edit, doc_id=source.doc_id) for edit in edits]
    texts = ledger.apply(repaired, removals).split("\n")
    spans = list(_spans(lines, joins))
    if not spans:
        texts = []
    to_raw = _Back(repairs)
    roles = [lines[first].role for first, _ in spans]
    around = [line.text for line in lines if line.role not in (*KEPT, "blank", "duplicate")]
    facts = metadata.facts(source, around, roles, texts)
    front = [text for role, text in zip(roles, texts, strict=True) if role == "title"]
    places = structure.places(roles, texts, metadata.speaker(facts, front))
    paragraphs = [
        Paragraph(
            doc_id=source.doc_id,
            paragraph=number,
            role=place.role,
            section=place.section,
            actor=place.actor,
            text=text,
            raw_start=to_raw.start(lines[first].start),
            raw_end=to_raw.end(lines[last].end),
        )
        for number, (place, text, (first, last)) in enumerate(
            zip(places, texts, spans, strict=True), 1
        )
    ]
    document = Document(
        doc_id=source.doc_id,
        file=source.file,
        sha256=source.sha256,
        encoding=source.encoding,
        **facts.row(),
        chars_raw=len(source.text),
        chars_clean=sum(len(text) for text in texts),
        paragraphs=len(paragraphs),
        repaired=sum(len(edit.raw) for edit in edits if edit.clean.strip()),
        removed=sum(len(edit.raw) for edit in edits if not edit.clean.strip()),
    )
    return Cleaned(document, paragraphs, edits)


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
    kept = [number for number, line in enumerate(lines) if line.role in KEPT]
    following = dict(pairwise(kept))
    edits = []

    def put(start: int, end: int, clean: str, rule: str) -> None:
        if text[start:end] != clean:
            raw = text[start:end]
            edits.append(Edit(raw_start=start, raw_end=end, raw=raw, clean=clean, rule=rule))

    for number, line in enumerate(lines):
        if line.role not in KEPT:
            put(line.begin, line.stop, "", line.role)
            continue
        put(line.begin, line.start, "", "blank")
        signature = forms.signature(line.text)
        if signature:
            put(line.end - signature, line.end, "", "credit")
        after = following.get(number)
        if after is None or after in joins:
            put(line.end, line.stop, "", "blank" if after is None else "line break")
        else:
            put(line.end, line.stop, "\n", "blank")
    return edits


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
