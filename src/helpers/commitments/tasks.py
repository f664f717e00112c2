"""Which tasks each assignment belongs to: those before it, under it, or in its row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpers.commitments import assignments, labels, task_tables
from helpers.commitments.assignments import Assignment
from helpers.commitments.periods import Frame
from helpers.tables import Paragraph
from helpers.text.han import HAN

LETTERS = re.compile(f"[{HAN}A-Za-z]")
NUMBER = re.compile(
    r"\s*(?:\*\*)?\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,3}[）)、.．](?!\d)|[①-⑳])"
)
ITEM = re.compile(
    r"(?:(?<=[。；;\s）)])|^)(?:[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))"
)
# So many lists in brackets that end paragraphs are assignments even without a word.
FEW = 3
# A label alone is at most so long, a task with a list behind it longer.
SHORT = 20
# So many lines that assign may follow each other.
LINES = 12
# A longer text before a bracket is a page, of which the last item is the task.
PAGE = 1200


@dataclass(frozen=True, slots=True)
class Task:
    """A task's place: its paragraph's position in the document, and where it begins and ends."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Given:
    """An assignment at the paragraph at a position, with its quote and the tasks that it is of."""

    at: int
    assignment: Assignment
    quote: str
    tasks: tuple[Task, ...]
    first_leads: bool = False


def given(paragraphs: Sequence[Paragraph]) -> tuple[list[Given], set[int]]:
    """Return the assignments of a document with their tasks, and where its tables stand."""
    rows, tabled = task_tables.rows(paragraphs)
    first = any(labels.first_leads(p.text) for p in paragraphs) if rows else False
    found = []
    for row in rows:
        task = Task(row.task.at, row.task.start, row.task.end)
        found.append(Given(row.at, row.assignment, row.quote, (task,), first))
    return [*found, *_assigned(paragraphs, tabled)], tabled


def framed(paragraphs: Sequence[Paragraph], frames: Sequence[Frame]) -> Sequence[Frame]:
    """Return the frames of a document's paragraphs; what is assigned to somebody is a target.

    地区生产总值增长10%左右 tells of the past in a bulletin, and of what is to come in a breakdown.
    """
    if all(frame.status for frame in frames):
        return frames
    held = {task.at for one in given(paragraphs)[0] for task in one.tasks}
    return [
        replace(frame, status="target", rule="assigned to a department")
        if at in held and not frame.status
        else frame
        for at, frame in enumerate(frames)
    ]


def _assigned(paragraphs: Sequence[Paragraph], tabled: set[int]) -> Iterator[Given]:
    """Yield the assignments of a document with their tasks; those of headings come last."""
    said, lists = _said(paragraphs, tabled)
    leads = any(labels.first_leads(p.text) and not said[at] for at, p in enumerate(paragraphs))
    assigned: set[int] = set(lists)
    headings = list(_headed(paragraphs, said, leads, tabled))
    found: list[Given] = []
    for at, paragraph in enumerate(paragraphs):
        for one in _grouped(paragraphs, said, at):
            told = labels.first_leads(one.quote)
            one = replace(one, first_leads=leads or told)
            leads = leads or (told and labels.goes_on(paragraph.text))
            if not one.assignment.said:
                found[-1:] = [_with(before, one, paragraphs) for before in found[-1:]]
            elif one.tasks and paragraph.role == "heading":
                headings.append(one)
            elif tasks := one.tasks or _around(paragraphs, said, at, assigned):
                assigned |= {task.at for task in tasks}
                found.append(replace(one, tasks=tasks))
    yield from found
    for one in sorted(headings, key=lambda one: -one.at):
        below = _below(paragraphs, one.at, assigned, said) or one.tasks
        assigned |= {task.at for task in below}
        if below:
            yield replace(one, tasks=below)


def _with(before: Given, late: Given, paragraphs: Sequence[Paragraph]) -> Given:
    """Return an assignment with a deadline or a leader told later, under the same heading."""
    between = paragraphs[before.at + 1 : late.at + 1]
    if any(paragraph.role == "heading" for paragraph in between):
        return before
    return replace(before, assignment=before.assignment + late.assignment)


def _headed(
    paragraphs: Sequence[Paragraph],
    said: Sequence[Sequence[Assignment]],
    leads: bool,
    tabled: set[int],
) -> Iterator[Given]:
    """Yield the headings that name bodies: 一、市发改委牵头事项; bare names if they are many."""
    found = [
        (at, one)
        for at, p in enumerate(paragraphs)
        if p.role == "heading" and not said[at] and at not in tabled
        if (one := assignments.headed(p.text))
    ]
    bare = [at for at, one in found if one.said[0][0] == "list"]
    for at, one in found:
        if len(bare) >= FEW or at not in bare:
            yield Given(at, one, paragraphs[at].text, (), leads)


def _said(
    paragraphs: Sequence[Paragraph], tabled: set[int]
) -> tuple[list[list[Assignment]], set[int]]:
    """Return what each paragraph assigns, and the paragraphs that are lists behind a label.

    Lists in brackets without a word count where they are many.
    """
    said = [
        [] if p.role == "title" or at in tabled else assignments.found(p.text)
        for at, p in enumerate(paragraphs)
    ]
    lists: set[int] = set()
    for at, p in enumerate(paragraphs):
        group = labels.bare_label(p.text) if len(p.text) <= SHORT and at not in tabled else ""
        behind = at + 1
        while group and behind < len(paragraphs) and assignments.is_list(paragraphs[behind].text):
            one = replace(assignments.labelled(paragraphs[behind].text, group), start=0, end=0)
            said[at] = [said[at][0] + one if said[at] else replace(one, end=len(p.text))]
            lists.add(behind)
            behind += 1
    pure = {
        at: alone
        for at, p in enumerate(paragraphs)
        if not said[at] and p.role == "body" and p.text[-1:] in "）)" and len(p.text) > SHORT
        if (alone := assignments.pure(p.text))
    }
    if len(pure) >= FEW or any(labels.first_leads(p.text) for p in paragraphs):
        for at, alone in pure.items():
            said[at] = [alone]
    return said, lists


def _grouped(
    paragraphs: Sequence[Paragraph], said: Sequence[Sequence[Assignment]], at: int
) -> Iterator[Given]:
    """Yield the assignments of a paragraph, with their tasks if these stand before them in it.

    Lines of their own that follow each other are one, at the first of them.
    """
    text = paragraphs[at].text
    after = 0
    waiting: Given | None = None
    for one in said[at]:
        low, high = trimmed(text, after, one.start)
        quote = text[one.start : one.end].strip()
        after = one.end
        if waiting and not _telling(text, low, high):
            quote = f"{waiting.quote}{quote}"
            waiting = Given(at, waiting.assignment + one, quote, waiting.tasks)
            continue
        if waiting:
            yield waiting
        tasks = (Task(at, low, high),) if _telling(text, low, high) else ()
        if not tasks and at and _alone(paragraphs[at - 1].text, said[at - 1]):
            continue
        waiting = Given(at, one, quote, tasks)
    if waiting is None:
        return
    following = at + 1
    while (
        following < min(len(said), at + LINES)
        and _alone(text, said[at])
        and _alone(paragraphs[following].text, said[following])
    ):
        more = paragraphs[following].text
        for one in said[following]:
            quote = f"{waiting.quote}\n{more[one.start : one.end].strip()}"
            waiting = Given(at, waiting.assignment + one, quote, waiting.tasks)
        following += 1
    yield waiting


def _alone(text: str, said: Sequence[Assignment]) -> bool:
    """Tell whether a paragraph does nothing but assign."""
    return bool(said) and not _telling(text, *trimmed(text, 0, said[0].start))


def _telling(text: str, low: int, high: int) -> bool:
    """Tell whether a stretch says something: more than a number, a mark or a word."""
    number = NUMBER.match(text, low, high)
    return len(LETTERS.findall(text, number.end() if number else low, high)) >= 4


def trimmed(text: str, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """Return a stretch without blanks and marks around it; of a whole page only the last item."""
    high = len(text) if high is None else high
    while low < high and text[low] in " 　\t\n。；;，,、*":
        low += 1
    low = labels.task_label(text, low, high)
    while high > low and text[high - 1] in " 　\t\n*（(":
        high -= 1
    if high - low > PAGE:
        items = [item.start() for item in ITEM.finditer(text, low, high)]
        low = items[-1] if items else low
    return low, high


def _around(
    paragraphs: Sequence[Paragraph],
    said: Sequence[Sequence[Assignment]],
    at: int,
    assigned: set[int],
) -> tuple[Task, ...]:
    """Return the tasks of an assignment on a line of its own: those before it.

    Directly under a heading it may be of all that stands below, up to the next heading.
    """
    before = tuple(_before(paragraphs, said, at, assigned))
    numbered = NUMBER.match(paragraphs[at].text)  # then it is a point like those below it
    if numbered or [paragraphs[task.at].role for task in before] != ["heading"]:
        return before
    below: list[Task] = []
    for number in range(at + 1, len(paragraphs)):
        if said[number]:
            if not _alone(paragraphs[number].text, said[number]) or below:
                return before
        elif paragraphs[number].role != "body":
            break
        elif _telling(paragraphs[number].text, *(place := trimmed(paragraphs[number].text))):
            below.append(Task(number, *place))
    return tuple(below) or before


def _before(
    paragraphs: Sequence[Paragraph],
    said: Sequence[Sequence[Assignment]],
    at: int,
    assigned: set[int],
) -> Iterator[Task]:
    """Yield the tasks of an assignment on a line of its own: the paragraphs before it.

    Back to a heading, which is the task where nothing else is, or to what is assigned already; and
    from the first numbered one on, where some are numbered.
    """
    several = labels.above(paragraphs[at].text)
    run: list[int] = []
    for back in range(at - 1, -1, -1):
        paragraph = paragraphs[back]
        if back in assigned or said[back] or paragraph.role == "title":
            break
        if paragraph.role == "heading" and not (several and paragraph.section):
            if not run:
                run.append(back)
            break
        run.append(back)
    else:
        run = run[:1]
    run.reverse()
    numbered = [back for back in run if NUMBER.match(paragraphs[back].text)]
    for back in [b for b in run if not numbered or b >= numbered[0]]:
        low, high = trimmed(paragraphs[back].text)
        if _telling(paragraphs[back].text, low, high):
            yield Task(back, low, high)


def _below(
    paragraphs: Sequence[Paragraph],
    at: int,
    assigned: set[int],
    said: Sequence[Sequence[Assignment]],
) -> tuple[Task, ...]:
    """Return the tasks under a heading that has an assignment and that have none themselves."""
    heading = paragraphs[at].text
    tasks = []
    for below in range(at + 1, len(paragraphs)):
        paragraph = paragraphs[below]
        if heading not in paragraph.section.split(" / "):
            break
        if paragraph.role == "body" and below not in assigned and not said[below]:
            tasks.append(Task(below, *trimmed(paragraph.text)))
    return tuple(tasks)
