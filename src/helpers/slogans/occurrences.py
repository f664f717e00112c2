"""Find every place of every form of the formulations in the texts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helpers.slogans.shape import QUOTES, parts
from helpers.slogans.strength import COINED, Evidence
from helpers.tables import Paragraph
from helpers.text.words import stands

MARKS = frozenset(QUOTES)
TITLE = re.compile("[《〈][^《》〈〉]*[》〉]")
BEYOND = 1.25


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a formulation, which its key names."""

    key: str
    paragraph: Paragraph
    start: int
    end: int
    quoted: bool


def locate(paragraphs: Iterable[Paragraph], kept: Mapping[str, Evidence]) -> Iterator[Occurrence]:
    """Yield every place of every form, the longest first, without overlaps.

    A form in quotation marks inside takes the outer ones in. One of two or three characters counts
    only where words begin and end; inside the title of a document, 《…》, only quoted ones count.
    """
    index = Index(kept)
    for paragraph in paragraphs:
        text = paragraph.text
        where = [i for i, char in enumerate(text) if char not in MARKS]
        plain = text if len(where) == len(text) else "".join([text[i] for i in where])
        titles = [match.span() for match in TITLE.finditer(text)] if "《" in text else []
        for first, last, one in index.matches(plain):
            start, end = where[first], where[last - 1] + 1
            quoted = start > 0 and text[start - 1] in MARKS and text[end : end + 1] in MARKS
            if inside := end - start > last - first:
                start -= start > 0 and text[start - 1] in MARKS
                end += text[end : end + 1] in MARKS
            whole = last - first > 3 or inside or quoted or stands(plain, first, last)
            if inside or quoted or (whole and not any(a < start < b for a, b in titles)):
                yield Occurrence(one, paragraph, start, end, inside or quoted)


class Index:
    """All forms of all formulations, to be looked up at any place of a text."""

    def __init__(self, kept: Mapping[str, Evidence]) -> None:
        self.keys = {form: one for one, evidence in kept.items() for form in _forms(evidence)}
        widths: dict[str, set[int]] = defaultdict(set)
        for form in self.keys:
            widths[form[:3]].add(len(form))
        self.widths = {head: sorted(known, reverse=True) for head, known in widths.items()}

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of the forms in a text, the longest first, no overlaps."""
        at = 0
        while at < len(text) - 1:
            width = self._width(text, at)
            if width:
                yield at, at + width, self.keys[text[at : at + width]]
            at += max(1, width)

    def _width(self, text: str, at: int) -> int:
        for head in (text[at : at + 3], text[at : at + 2]):
            for width in self.widths.get(head, ()):
                if (form := text[at : at + width]) in self.keys:
                    return len(form)
        return 0


def _forms(evidence: Evidence) -> set[str]:
    forms = set(evidence.forms)
    for form in evidence.forms:
        if len(parts(form)) > 1:
            forms |= {mark.join(parts(form)) for mark in ("", "、", ",", "，", "和", "与")}
    return {form for form in forms if len(form) > 1}


def absorb(kept: Mapping[str, Evidence], scores: Mapping[str, float]) -> dict[str, Evidence]:
    """Return the formulations without recurring strings that have a stronger one inside."""
    index = Index(kept)
    return {
        one: evidence
        for one, evidence in kept.items()
        if COINED & evidence.signals.keys()
        or evidence.quoted
        or not any(
            scores[inner] >= scores[one] and kept[inner].spread() > BEYOND * evidence.spread()
            for form in evidence.forms
            for text in (form[1:], form[:-1])
            for _, _, inner in index.matches(text)
        )
    }
