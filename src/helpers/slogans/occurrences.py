"""Find every place of every form of the formulations in the texts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers.slogans.shape import QUOTES, parts
from helpers.slogans.strength import COINED, Evidence
from helpers.tables import Paragraph
from helpers.text.words import stands

MARKS = frozenset(QUOTES)
TITLE = re.compile("[《〈][^《》〈〉]*[》〉]")
CERTAIN = 3  # characters up to which a form may be a part of a word
BEYOND = 1.25  # times as many documents as its whole has, from which a part explains it


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a formulation, which its key names."""

    key: str
    paragraph: Paragraph
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A text without its quotation marks, and where each of its characters stands in the text."""

    text: str
    plain: str
    where: Sequence[int]
    titles: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "Unquoted":
        """Take the quotation marks out of a text."""
        if MARKS.isdisjoint(text):
            return cls(text, text, range(len(text)), _titles(text))
        where = [at for at, char in enumerate(text) if char not in MARKS]
        return cls(text, "".join([text[at] for at in where]), where, _titles(text))

    def place(self, first: int, last: int) -> tuple[int, int, bool] | None:
        """Return start, end, and whether it is quoted, of a form that stands in the plain text.

        A form with quotation marks inside takes the outer ones in. None where it is no mention:
        one of two or three characters that begins or ends inside a word, one in a title of a
        document, 《…》, both unless quoted.
        """
        start, end = self.where[first], self.where[last - 1] + 1
        opened = start > 0 and self.text[start - 1] in MARKS
        closed = self.text[end : end + 1] in MARKS
        if end - start > last - first:
            return start - opened, end + closed, True
        if opened and closed:
            return start, end, True
        if any(low < start < high for low, high in self.titles):
            return None
        whole = last - first > CERTAIN or stands(self.plain, first, last)
        return (start, end, False) if whole else None


def _titles(text: str) -> list[tuple[int, int]]:
    """Return where titles of documents stand, 《…》."""
    return [match.span() for match in TITLE.finditer(text)] if "《" in text else []


def locate(paragraphs: Iterable[Paragraph], kept: Mapping[str, Evidence]) -> Iterator[Occurrence]:
    """Yield every place of every form, the longest first, without overlaps."""
    index = Index(kept)
    for paragraph in paragraphs:
        unquoted = Unquoted.of(paragraph.text)
        for first, last, one in index.matches(unquoted.plain):
            if place := unquoted.place(first, last):
                yield Occurrence(one, paragraph, *place)


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
