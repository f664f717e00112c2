"""Tables that give a task a row: columns for the task, who leads, who supports, and by when.

A row is a paragraph whose cells are parted by tabs, bars or wide blanks, or the cells are
paragraphs of their own, one after the other, as a page leaves them that has lost its table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helpers.commitments import assignments, labels
from helpers.commitments.assignments import Assignment
from helpers.tables import Paragraph

PARTED = re.compile(r"\t|[ \u00a0\u3000]{2,}")
MARKS = ("\t", "|", "  ", "\u3000")
NUMBER = re.compile(
    r"[（(]?\d{1,3}[）)]?[.、．]?|[一二三四五六七八九十]{1,3}[、.．]?|[（(][一二三四五六七八九十]{1,3}[）)]"
)
ROLES = ("lead", "support", "joint", "first")
# From so many rows on a column without a head is known by what stands in it.
ROWS, SHARE = 3, 0.8
# Fewer characters of a cell tell no task.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; offsets count in its paragraph, at a position in the document."""

    at: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row's task and what its other cells assign."""

    task: Cell
    assignment: Assignment
    at: int
    quote: str


def rows(paragraphs: Sequence[Paragraph]) -> tuple[list[Row], set[int]]:
    """Return the rows of a document's tables, and the positions of the paragraphs in tables."""
    found: list[Row] = []
    taken: set[int] = set()
    heads: dict[int, list[str]] = {}
    for table in _tables(paragraphs):
        rows_, head = _read(table, heads)
        found += rows_
        if head:
            heads[len(head)] = head
        taken |= {row[0].at for row in table if head}
    for start, end, head in _listed_heads(paragraphs, taken):
        found += _listed(paragraphs, start, end, head)
        taken |= set(range(start - len(head), end))
    return found, taken


def cells(text: str) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, nothing for running text.

    >>> text = "1\\t新建小学5所\\t市教育局"
    >>> [text[start:end] for start, end in cells(text)]
    ['1', '新建小学5所', '市教育局']
    """
    if not any(mark in text for mark in MARKS):
        return []
    if text.count("|") > 1:
        cuts, last = [m.span() for m in re.finditer(r"\|", text)], 0
        if text[0] == "|":
            cuts, last = cuts[1:], 1
        if text[-1] != "|":
            cuts.append((len(text), len(text)))
    else:
        cuts, last = [m.span() for m in PARTED.finditer(text)], 0
        cuts = [*cuts, (len(text), len(text))]
    if len(cuts) < 2:
        return []
    spans = []
    for start, end in cuts:
        spans.append((last, start))
        last = end
    return spans


def _tables(paragraphs: Sequence[Paragraph]) -> Iterator[list[list[Cell]]]:
    """Yield the tables: rows that follow each other."""
    table: list[list[Cell]] = []
    for at, paragraph in enumerate(paragraphs):
        row = [Cell(at, *_bare(paragraph.text, start, end)) for start, end in cells(paragraph.text)]
        if row:
            table.append(row)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _bare(text: str, start: int, end: int) -> tuple[int, int, str]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, max(start, start + len(inner.strip())), inner.strip()


def _read(table: Sequence[list[Cell]], heads: dict[int, list[str]]) -> tuple[list[Row], list[str]]:
    """Return the rows of a table, and its head; without one, that of an earlier table as wide."""
    head: list[str] = []
    found: list[Row] = []
    for row in table:
        groups = [labels.head_group(cell.text) for cell in row]
        if _is_head(groups, row):
            same = len(head) == len(groups)
            head = [new or (head[i] if same else "") for i, new in enumerate(groups)]
            continue
        if not head:
            head = heads.get(len(row)) or _guessed([r for r in table if len(r) == len(row)])
        row = [*row, *([Cell(row[-1].at, row[-1].end, row[-1].end, "")] * (len(head) - len(row)))]
        one = _row(row, head) if len(row) == len(head) and not _spread(row) else None
        if one:
            found.append(one)
    return found, head


def _is_head(groups: Sequence[str], row: Sequence[Cell]) -> bool:
    """Tell whether a row is the head of a table: half of its cells or more are labels."""
    named = sum(bool(group) for group in groups)
    return named > 1 and 2 * named >= sum(bool(cell.text) for cell in row)


def _spread(row: Sequence[Cell]) -> bool:
    """Tell whether one cell runs through the whole row: a heading in the table."""
    return len({cell.text for cell in row}) == 1


def _guessed(table: Sequence[list[Cell]]) -> list[str]:
    """Return a head for a table that has none: columns of bodies answer jointly."""
    if len(table) < ROWS:
        return []
    columns = [[row[i].text for row in table if row[i].text] for i in range(len(table[0]))]
    head = [
        "joint" if column and sum(map(assignments.is_list, column)) >= SHARE * len(table) else ""
        for column in columns
    ]
    return head if "joint" in head and "" in head else []


def _row(row: Sequence[Cell], head: Sequence[str]) -> Row | None:
    """Return the row of a table, nothing where it has no task or nobody who answers for it."""
    tasks = [cell for cell, group in zip(row, head, strict=True) if group == "task"]
    tasks = tasks or [cell for cell, group in zip(row, head, strict=True) if not group]
    task = max(tasks, key=lambda cell: len(cell.text), default=None)
    given = _given(list(zip(head, row, strict=True)))
    if task is None or len(task.text) < SHORTEST or given is None:
        return None
    named = [cell for cell, group in zip(row, head, strict=True) if group in ROLES]
    quote = "；".join(dict.fromkeys(cell.text for cell in named if cell.text))
    return Row(task, given, named[0].at, quote)


def _given(cells_: Sequence[tuple[str, Cell]]) -> Assignment | None:
    """Return what the cells of a row assign, each with the group of its column."""
    out = Assignment(0, 0, (), labelled=True)
    for group, cell in cells_:
        if group == "deadline":
            out = out + Assignment(0, 0, (), deadline=cell.text)
        elif group == "leader":
            out = out + Assignment(0, 0, (), leader=labels.office(cell.text))
        elif group in ROLES:
            out = out + assignments.labelled(cell.text, group)
    return out if out.said else None


def _listed_heads(
    paragraphs: Sequence[Paragraph], taken: set[int]
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where the cells under a head begin and end whose cells are paragraphs of their own."""
    groups = ["" if at in taken else _head_group(p.text) for at, p in enumerate(paragraphs)]
    starts = []
    at = 0
    while at < len(groups):
        end = at
        while end < len(groups) and groups[end]:
            end += 1
        head = groups[at:end]
        if len(head) > 1 and "task" in head and any(group in ROLES for group in head):
            starts.append((end, head))
        at = max(end, at + 1)
    ends = [start - len(head) for start, head in [*starts[1:], (len(paragraphs), [])]]
    for (start, head), end in zip(starts, ends, strict=False):
        yield start, end, head


def _head_group(text: str) -> str:
    return labels.label_group(text) if len(text) <= 12 else ""


def _listed(
    paragraphs: Sequence[Paragraph], start: int, end: int, head: Sequence[str]
) -> Iterator[Row]:
    """Yield the rows of cells that follow each other.

    Bodies fill the columns of bodies in their order; what is no body after them begins the next
    row, and a number always does. A numbered row without bodies has those of the row before: its
    cell was merged with that one's.
    """
    columns = [group for group in head if group in ROLES]
    row = Cells()
    numbered, behind_number = head[0] == "other", False  # the numbers may be lost
    for at in range(start, end):
        cell = Cell(at, 0, len(paragraphs[at].text), paragraphs[at].text)
        kind = _kind(cell.text, head)
        if kind == "bodies" and behind_number:
            kind = "text"  # what stands behind the number is the task: 县人民医院
        behind_number = kind == "number"
        numbered = numbered or behind_number
        if kind == "number" or (kind == "text" and (row.named or row.more)):
            yield from row.read()
            row = Cells(above=row.named or row.above if numbered else [])
        if kind == "bodies":
            row.named.append((columns[min(len(row.named), len(columns) - 1)], cell))
        elif kind in ("deadline", "leader"):
            row.more.append((kind, cell))
        elif kind == "text":
            row.texts.append(cell)
    yield from row.read()


@dataclass(slots=True)
class Cells:
    """The cells of a row so far; `above` are the bodies of the row before it."""

    texts: list[Cell] = field(default_factory=list)
    named: list[tuple[str, Cell]] = field(default_factory=list)
    more: list[tuple[str, Cell]] = field(default_factory=list)
    above: list[tuple[str, Cell]] = field(default_factory=list)

    def read(self) -> Iterator[Row]:
        """Yield the row, where it has a task and bodies."""
        task = max(self.texts, key=lambda cell: len(cell.text), default=None)
        named = self.named or self.above
        given = _given([*named, *self.more])
        if task is not None and given and len(task.text) >= SHORTEST:
            quote = "；".join(cell.text for _, cell in named)
            yield Row(task, given, named[0][1].at, quote)


def _kind(text: str, head: Sequence[str]) -> str:
    """Return what a cell holds: head, number, bodies, deadline, leader or text."""
    if _head_group(text):
        return "head"
    if NUMBER.fullmatch(text):
        return "number"
    if assignments.is_list(text):
        return "bodies"
    if "deadline" in head and len(text) <= 16 and labels.is_deadline(text):
        return "deadline"
    office = labels.office(text) if "leader" in head and len(text) <= 16 else ""
    return "leader" if office else "text"
