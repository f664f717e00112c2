"""See a folder as a whole: yearly series, their gaps and strangers, texts that stand twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import PurePosixPath
from typing import Literal

from helpers.cleaning.identity import place, placenames, year
from helpers.tables import Document, Paragraph
from helpers.text import divisions
from helpers.text.divisions import Division

Finding = Literal["copy", "near_copy", "same_year", "gap", "stranger", "misfiled"]
YEARLY = ("work_report", "bulletin", "plan", "report")
# A series has so many documents, so large a share of its years, and of them agrees in what it is.
FEWEST, AGREE = 4, 0.7
# Two texts are nearly the same when they share so much of the long sentences of the shorter one.
ALIKE = 0.8
SENTENCE = 15
# A sentence of more documents is a formula and ties none of them.
FORMULA = 20


@dataclass(frozen=True, slots=True)
class FolderFinding:
    """Something that is seen of a folder only as a whole."""

    finding: Finding
    doc_id: str  # the document that it is told of
    other_doc_id: str  # the one that it is compared with, or empty
    field: str  # place, level, genre or year, or empty
    value: str  # what is missing, stands twice or is expected


def folder_findings(
    documents: Sequence[Document], paragraphs: Iterable[Paragraph]
) -> list[FolderFinding]:
    """Return what is to be noticed of a folder: copies, gaps, strangers, two with one year.

    Linear in the text but for documents that share many sentences.
    """
    copies = list(_copies(paragraphs))
    twins = {frozenset((c.doc_id, c.other_doc_id)) for c in copies}
    return [*copies, *_years(documents, twins), *_strangers(documents), *_misfiled(documents)]


def doubted(
    documents: Sequence[Document],
    findings: Sequence[FolderFinding],
    given: Mapping[str, Mapping[str, str]],
) -> list[Document]:
    """Return the documents with what the folder makes doubtful marked, and a place that its series
    tells put where none was found.

    What a person says (`given`, by doc_id) is in no doubt.
    """
    more: dict[str, list[str]] = defaultdict(list)
    usual: dict[str, str] = {}
    for finding in findings:
        if finding.field and finding.finding != "gap":
            fields = ("place", "level") if finding.field == "place" else (finding.field,)
            more[finding.doc_id] += fields
        if (finding.finding, finding.field) == ("stranger", "place"):
            usual[finding.doc_id] = finding.value
    out = []
    for document in documents:
        told = given.get(document.doc_id, {})
        new = [field for field in more.get(document.doc_id, ()) if field not in told]
        doubts = [*document.doubts.split(), *new]
        if not document.place and (name := usual.get(document.doc_id)):
            document = replace(document, place=name, level=document.level or place.level_of(name))
        out.append(replace(document, doubts=" ".join(dict.fromkeys(doubts))))
    return out


def _copies(paragraphs: Iterable[Paragraph]) -> Iterator[FolderFinding]:
    """Yield the pairs of documents whose long sentences are the same, or nearly so."""
    sentences: dict[str, set[int]] = defaultdict(set)
    for paragraph in paragraphs:
        parts = re.split("[。！？]", paragraph.text)
        sentences[paragraph.doc_id].update(hash(p) for p in parts if len(p) >= SENTENCE)
    holders: dict[int, list[str]] = defaultdict(list)
    for doc_id, own in sentences.items():
        for sentence in own:
            holders[sentence].append(doc_id)
    shared: Counter[tuple[str, str]] = Counter()
    for doc_ids in holders.values():
        if 1 < len(doc_ids) <= FORMULA:
            shared.update(combinations(doc_ids, 2))
    for (first, second), count in sorted(shared.items()):
        shorter = min(len(sentences[first]), len(sentences[second]))
        if shorter >= FEWEST and count >= ALIKE * shorter:
            same = sentences[first] == sentences[second]
            yield FolderFinding("copy" if same else "near_copy", second, first, "", "")


def _years(documents: Sequence[Document], twins: set[frozenset[str]]) -> Iterator[FolderFinding]:
    """Yield the years that a series lacks, or has twice in different texts."""
    series: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
    for document in documents:
        if document.place and document.year and document.genre in YEARLY:
            series[document.place, document.level, document.genre].append(document)
    for (town, _, _), members in series.items():
        members.sort(key=lambda document: (document.year, document.doc_id))
        for first, second in pairwise(members):
            here = first.year == second.year
            if here and frozenset((first.doc_id, second.doc_id)) not in twins:
                yield FolderFinding("same_year", second.doc_id, first.doc_id, "year", second.year)
        span = int(members[-1].year) - int(members[0].year) + 1
        whole = len(members) >= FEWEST and len({m.year for m in members}) >= AGREE * span
        for first, second in pairwise(members if whole else ()):
            for missing in range(int(first.year) + 1, int(second.year)):
                yield FolderFinding("gap", second.doc_id, first.doc_id, "year", f"{town} {missing}")


def _misfiled(documents: Sequence[Document]) -> Iterator[FolderFinding]:
    """Yield the documents whose file is called after another place or year than they are of."""
    for document in documents:
        name = PurePosixPath(document.file).stem
        for witness in list(placenames.named(name, "file"))[:1]:
            division, own = place.of_value(witness.value), document.place
            if own and division and division.short != own and not _holds(division, own):
                yield FolderFinding("misfiled", document.doc_id, "", "place", division.short)
        for named in year.years(name, year.YEAR)[:1]:
            if document.year and named not in (document.year, document.date[:4]):
                yield FolderFinding("misfiled", document.doc_id, "", "year", named)


def _holds(division: Division, name: str) -> bool:
    """Tell whether a division has a place of that name in it."""
    return any(other.within(division) for other in divisions.lookup(name))


def _strangers(documents: Sequence[Document]) -> Iterator[FolderFinding]:
    """Yield the documents that are called like a series but differ from it in what they are.

    Names that differ only in their digits, a year among them, make a series: 佛山市-2010,
    佛山市-2011; those that are merely numbered (doc01) tell nothing.
    """
    series: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if not year.YEAR.search(document.doc_id):
            continue
        path = PurePosixPath(document.file)
        series[str(path.parent / re.sub(r"\d+", "#", document.doc_id))].append(document)
    for members in series.values():
        if len(members) < FEWEST:
            continue
        for field in ("place", "genre"):
            (usual, count), *_ = Counter(getattr(d, field) for d in members).most_common()
            if not usual or count < AGREE * len(members):
                continue
            for document in members:
                if getattr(document, field) != usual:
                    yield FolderFinding("stranger", document.doc_id, "", field, usual)
