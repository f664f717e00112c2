"""Which sentence of a work report promises what a task of its breakdown demands."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.commitments import frames
from helpers.tables import Document, Paragraph, Responsibility
from helpers.text.han import HAN

GRAM = 3
PART_OF_SENTENCE = re.compile(r"[^，,。；;！!？?\n\t]+")
SENTENCE = re.compile(r"[^。；;！!？?\n\t]+[。；;！!？?]?")
KEPT = re.compile(rf"[{HAN}A-Za-z0-9.%]+")
NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.、．])")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
# Shorter sentences agree by chance.
SHORTEST = 6
# So much of a task's words, by their weight, must stand in the sentences that it is joined with,
# and so much of a sentence for it to be one of them.
TASK, PART = 0.5, 0.5
# Or a clause of it stands there nearly word for word, if it is long or has a number.
CLAUSE, LONG, NUMBERED = 0.85, 14, 8


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a report."""

    doc_id: str
    paragraph: int
    text: str
    grams: frozenset[str]


@dataclass(slots=True)
class Report:
    """The sentences of a report, found by their runs of characters."""

    said: list[Said] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, paragraph: Paragraph) -> None:
        """Take in a paragraph's sentences."""
        for sentence in SENTENCE.findall(paragraph.text):
            grams = _grams(sentence)
            if grams:
                one = Said(paragraph.doc_id, paragraph.paragraph, sentence.strip(), grams)
                for gram in grams:
                    self.places[gram].append(len(self.said))
                self.said.append(one)

    def weight(self, gram: str) -> float:
        """Return how much a run of characters tells: little if many sentences have it."""
        return math.log(1 + len(self.said) / (1 + len(self.places.get(gram, ()))))

    def best(self, grams: frozenset[str]) -> tuple[float, Said | None]:
        """Return the sentence that has most of a sentence's words, and how much of them."""
        whole = sum(self.weight(gram) for gram in sorted(grams))
        shares: dict[int, float] = defaultdict(float)
        for gram in sorted(grams):
            weight = self.weight(gram)
            for place in self.places.get(gram, ()):
                shares[place] += weight
        if not shares or not whole:
            return 0.0, None
        place = max(shares, key=lambda at: (shares[at] / _size(self.said[at].grams, grams), -at))
        return shares[place] / whole, self.said[place]


def _size(one: frozenset[str], other: frozenset[str]) -> float:
    """Return what a shared weight is divided by: neither too short nor too long a sentence wins."""
    return math.sqrt(len(one) * len(other))


def joined(
    rows: Sequence[Responsibility],
    documents: Sequence[Document],
    paragraphs: Iterable[Paragraph],
) -> list[Responsibility]:
    """Return the rows, each with the sentence of the work report that promises its task.

    A report is of the same place and year, and a task is joined where at least half of its words
    (runs of three characters, weighted by how few sentences have them) stand in the report.
    """
    told = {(row.doc_id, row.paragraph) for row in rows}
    told |= {(row.doc_id, row.assignment_paragraph) for row in rows}
    when = {document.doc_id: (document.place, year(document)) for document in documents}
    reports = _reports(documents, paragraphs, when, {when[row.doc_id] for row in rows}, told)
    found: dict[tuple[str, str], Said | None] = {}
    out = []
    for row in rows:
        key = (row.doc_id, row.task)
        if key not in found:
            report = reports.get(when[row.doc_id])
            found[key] = _promise(report, row.task) if report else None
        said = found[key]
        if said:
            row = replace(
                row,
                report_doc_id=said.doc_id,
                report_paragraph=said.paragraph,
                report_quote=said.text,
            )
        out.append(row)
    return out


def _reports(
    documents: Sequence[Document],
    paragraphs: Iterable[Paragraph],
    when: Mapping[str, tuple[str, str]],
    wanted: set[tuple[str, str]],
    told: set[tuple[str, int]],
) -> dict[tuple[str, str], Report]:
    """Return what the reports of the places and years that have tasks promise.

    That is neither what they look back on nor the tasks themselves, if these are annexed.
    """
    own = {
        document.doc_id: when[document.doc_id]
        for document in documents
        if document.genre == "work_report" and all(when[document.doc_id])
    }
    asked = [document for document in documents if own.get(document.doc_id) in wanted]
    by_report: dict[str, list[Paragraph]] = {document.doc_id: [] for document in asked}
    for paragraph in paragraphs:
        if paragraph.doc_id in by_report:
            by_report[paragraph.doc_id].append(paragraph)
    reports: dict[tuple[str, str], Report] = defaultdict(Report)
    for document in asked:
        texts = by_report[document.doc_id]
        for paragraph, frame in zip(texts, frames.of(document, texts), strict=True):
            own_words = (paragraph.doc_id, paragraph.paragraph) not in told
            behind = frame.status in ("result", "context")
            if paragraph.role == "body" and own_words and not behind:
                reports[own[document.doc_id]].add(paragraph)
    return dict(reports)


def _promise(report: Report, task: str) -> Said | None:
    """Return the sentence of a report that has most of a task, where enough of it is there."""
    parts = [sentence for sentence in SENTENCE.findall(task) if _grams(sentence)]
    whole = sum(len(_grams(part)) for part in parts)
    shares: dict[Said, float] = defaultdict(float)
    for part in parts:
        share, said = report.best(_grams(part))
        if said and share >= PART and _agree(part, said.text):
            shares[said] += share * len(_grams(part))
    if not shares or sum(shares.values()) < TASK * whole:
        shares.clear()
        for clause in PART_OF_SENTENCE.findall(task):
            share, said = report.best(_grams(clause)) if _tells(clause) else (0.0, None)
            if said and share >= CLAUSE:
                shares[said] += share * len(clause)
    return max(shares, key=lambda said: (shares[said], -said.paragraph), default=None)


def _agree(task: str, said: str) -> bool:
    """Tell whether a number of a task stands in a sentence, where both have numbers.

    >>> _agree("出口增长13%左右", "出口增长1.5%"), _agree("出口增长13%", "力争出口增长13%")
    (False, True)
    """
    wanted, there = (set(NUMBER.findall(text)) for text in (task, said))
    return not wanted or not there or bool(wanted & there)


def _tells(clause: str) -> bool:
    """Tell whether a clause is long enough, or has a number, not to be said by everybody."""
    size = len("".join(KEPT.findall(clause)))
    return size >= LONG or (size >= NUMBERED and any(map(str.isdigit, clause)))


def _grams(sentence: str) -> frozenset[str]:
    text = "".join(KEPT.findall(sentence))
    if len(text) < SHORTEST:
        return frozenset()
    return frozenset(text[i : i + GRAM] for i in range(len(text) - GRAM + 1))


def year(document: Document) -> str:
    """Return the year that a document speaks for: of its title, else of its date."""
    said = getattr(document, "year", "")
    named = YEAR.search(document.title)
    return str(said) or (named[1] if named else document.date[:4])
