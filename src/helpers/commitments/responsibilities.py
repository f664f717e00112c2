"""Which task each assignment belongs to: a row a task and a department."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers import lexicon
from helpers.commitments import bodies, frames, lists, matching, periods, speakers, tasks
from helpers.commitments.areas import of_sentence
from helpers.commitments.assignments import Assignment
from helpers.commitments.extraction import by_document
from helpers.commitments.tasks import Given, Task
from helpers.parallel import each_spared
from helpers.tables import Commitment, Document, Paragraph, Responsibility


def responsibilities(
    document: Document, paragraphs: Sequence[Paragraph], commitments: Sequence[Commitment] = ()
) -> list[Responsibility]:
    """Return who must deliver which task of a document, in reading order.

    `commitments` are the document's own; the first target in a task is its commitment.
    """
    paragraphs = speakers.spoken(document, paragraphs)
    given, tabled = tasks.given(paragraphs)
    if document.genre in speakers.SPEECHES and not given:
        return []
    taken = tabled | {task.at for one in given for task in one.tasks}
    parts = frames.of(document, paragraphs)
    targets = sorted((c.paragraph, c.start) for c in commitments if c.status == "target")
    given += _headed(document, paragraphs, parts, taken, {number for number, _ in targets})
    given.sort(key=lambda one: (one.tasks[0].at, one.tasks[0].start))
    return [
        replace(row, commitment=_commitment(targets, row), due=_due(row, parts[task.at]))
        for one in given
        for task in one.tasks
        if task.end > task.start
        for row in _rows(paragraphs, one, task)
    ]


def assign(
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
    commitments: Sequence[Commitment] = (),
) -> list[Responsibility]:
    """Return who must deliver which task of all documents, joined with their work reports."""
    own: dict[str, list[Commitment]] = {document.doc_id: [] for document in documents}
    for commitment in commitments:
        own[commitment.doc_id].append(commitment)
    parts = [(*pair, own[pair[0].doc_id]) for pair in by_document(documents, paragraphs)]
    found = each_spared(_of_document, [(part[0].doc_id, part) for part in parts])
    return matching.joined(found, documents, paragraphs)


def _of_document(
    part: tuple[Document, list[Paragraph], list[Commitment]],
) -> list[Responsibility]:
    return responsibilities(*part)


def _rows(paragraphs: Sequence[Paragraph], given: Given, task: Task) -> Iterator[Responsibility]:
    """Yield a row for each body that a task is given to."""
    paragraph = paragraphs[task.at]
    text = paragraph.text[task.start : task.end]
    for role, body in given.assignment.roles(first_leads=given.first_leads):
        yield Responsibility(
            doc_id=paragraph.doc_id,
            paragraph=paragraph.paragraph,
            start=task.start,
            end=task.end,
            task=text,
            assignment=given.quote,
            assignment_paragraph=paragraphs[given.at].paragraph,
            department=body.name,
            canonical=body.canonical,
            role=role,
            leader=given.assignment.leader,
            deadline=given.assignment.deadline or deadline(text),
            due="",
            area=of_sentence(text),
            commitment="",
            report_doc_id="",
            report_paragraph=0,
            report_quote="",
        )


def _commitment(targets: Sequence[tuple[int, int]], row: Responsibility) -> str:
    """Return the first target that stands in a task, as paragraph-start."""
    at = bisect_left(targets, (row.paragraph, row.start))
    own = at < len(targets) and targets[at] < (row.paragraph, row.end)
    return "{}-{}".format(*targets[at]) if own else ""


def _due(row: Responsibility, frame: periods.Frame) -> str:
    """Return the period that a deadline names."""
    dated = [time.value for time in periods.find(row.deadline, frame) if time.value]
    return dated[-1] if dated else ""


def _headed(
    document: Document,
    paragraphs: Sequence[Paragraph],
    parts: Sequence[periods.Frame],
    assigned: set[int],
    promising: set[int],
) -> Iterator[Given]:
    """Yield what stands under a body's or a district's name: each paragraph is a task of it.

    Of what its people say elsewhere, only paragraphs that promise something (`promising`).
    """
    if document.genre in speakers.SPEECHES:
        return
    known = lexicon.load("structure")
    own = {*known["governments"].values(), *known["committees"].values(), ""}
    spoken = document.genre in ("department_statements", "interviews")
    heading = ""
    for at, (paragraph, frame) in enumerate(zip(paragraphs, parts, strict=True)):
        actor, text = paragraph.actor, paragraph.text
        if paragraph.role != "body":
            heading = text if actor in text else heading
        elif at in assigned or actor in own or bodies.collective(actor):
            continue
        elif (
            spoken or actor in heading or paragraph.paragraph in promising
        ) and frame.status not in ("result", "context"):
            quote = heading if actor in heading else actor
            one = Assignment(0, 0, (("joint", lists.named(actor)),))
            yield Given(at, one, quote, (Task(at, *tasks.trimmed(text)),))


def deadline(text: str) -> str:
    """Return the first deadline of a task as it is written, or nothing.

    >>> deadline("加快建立中介超市,5月底前上线运行。"), deadline("2019年1月1日至12月31日给予补贴。")
    ('5月底前', '')
    """
    match = DEADLINE.search(text)
    return match[0] if match else ""


YEAR = r"(?:(?:19|20)\d\d年|[今明当]年)"
PART = r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|[上下]半年|[一二三四]季度)"
DEADLINE = re.compile(
    rf"(?:在|于)?(?:{YEAR}{PART}?|{PART}|年(?=底|末))(?:中|底|末)?(?:以|之)?前(?![\d一二三四五六七八九十两几])"
    r"|(?:在|自)?[^，,。；;（(]{0,16}之日起\d+(?:个工作日|日|天|个月)(?:之|以)?内"
    r"|(?<![日月年\d])[到至](?:19|20)\d\d年(?:底|末)?(?![间至到—\d-])|年内"
)
