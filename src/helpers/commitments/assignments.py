"""Words that assign: bodies behind labels (责任单位：…) and before verbs (…牵头，…配合)."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from helpers.commitments import bodies, labels, lists
from helpers.commitments.lists import Body
from helpers.tables import Duty

OPENS, CLOSES = "（(【〔[", "）)】〕]"
LONGEST = 800  # of a bracket
HEADING = 60
CLAUSES = 400  # of a sentence
BLOT = "○"
ROLES = ("lead", "support", "joint", "first")
STOP = re.compile(f"[。{BLOT}]")
BRACKET = re.compile("[（(【〔[）)】〕\\]]")
CLAUSE = re.compile("[，,；;。]")
SENTENCE = re.compile(r"[^。；;！!？?\n]+")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who must deliver, as one place says it; offsets count in the text.

    `said` are the roles that the words give, with their bodies, in order: lead, support, joint,
    or list for a list without a word. `leader` is an office, `deadline` as written.
    """

    start: int
    end: int
    said: tuple[tuple[str, Body], ...]
    leader: str = ""
    deadline: str = ""
    labelled: bool = False

    def __add__(self, other: "Assignment") -> "Assignment":
        """Return what two places say together, as 牵头单位 and 配合单位 on lines of their own."""
        return replace(
            self,
            end=max(self.end, other.end),
            said=self.said + other.said,
            leader=self.leader or other.leader,
            deadline=self.deadline or other.deadline,
        )

    def roles(self, *, first_leads: bool = False) -> list[tuple[Duty, Body]]:
        """Return each body with its role.

        A 责任单位 beside supporting ones leads where nobody else does; with `first_leads` the first
        of the others does, if it is one body and not a kind of bodies.
        """
        named = {_remarked(body) or role for role, body in self.said}
        out: list[tuple[Duty, Body]] = []
        seen: set[str] = set()
        for said, body in self.said:
            said = _remarked(body) or said
            role: Duty = "joint"
            if said in ("lead", "support"):
                role = "lead" if said == "lead" else "support"
            elif "lead" not in named and "support" in named:
                role = "lead"
            elif "lead" not in named and first_leads and not out:
                role = "joint" if bodies.collective(body.name) else "lead"
            if body.name not in seen:
                seen.add(body.name)
                out.append((role, body))
        return out


def found(text: str) -> list[Assignment]:
    """Return the assignments of a paragraph in reading order.

    >>> text = "新建幼儿园5所。（牵头单位：市教育局，配合单位：市住建局；完成时限：12月底前）"
    >>> [(role, body.name) for a in found(text) for role, body in a.roles()]
    [('lead', '市教育局'), ('support', '市住建局')]
    >>> [a.deadline for a in found(text)]
    ['12月底前']
    """
    if not any(word in text for word in labels.cues()):
        return []
    out: list[Assignment] = []
    for start, end in _brackets(text):
        by = labels.opening().match(text, start + 1, end - 1)
        low = by.end() if by and by["by"] else start + 1
        inner = read(text, low, end - 1) if end - start <= LONGEST else None
        told = inner and (inner.labelled or any(role != "list" for role, _ in inner.said))
        if inner and (told or labels.first_leads(text[start:end])):
            out.append(replace(inner, start=start, end=end))
    for more in (_lines, _sentences):
        out += more(_masked(text, ((one.start, one.end) for one in out)))
    return sorted(out, key=lambda a: a.start)


def unread(text: str) -> bool:
    """Tell whether a text has a label for bodies and no body behind it that could be read.

    >>> unread("责任单位：张三"), unread("责任单位：市教育局"), unread("责任单位要负起责任")
    (True, False, False)
    """
    named = [label for label in labels.label().finditer(text) if ":" in _colon(label["sign"])]
    owed = any(labels.label_group(label["label"]) in ROLES for label in named)
    return owed and not any(one.said for one in found(text))


def _colon(sign: str) -> str:
    return sign.replace("：", ":")


def headed(text: str) -> Assignment | None:
    """Return what a heading assigns to all below it: 一、市发改委牵头事项（12项）.

    >>> [(role, body.name) for role, body in headed("（二）市教育局、市人社局牵头工作").said]
    [('lead', '市教育局'), ('lead', '市人社局')]
    """
    match = labels.heading().fullmatch(text) if len(text) <= HEADING else None
    inside, strange = lists.listed(match["list"]) if match else ([], 1)
    if not match or strange or not inside or not all(bodies.certain(b.name) for b in inside):
        return None
    role = "lead" if match["lead"] else "joint" if match["joint"] else "list"
    return Assignment(0, len(text), tuple((role, body) for body in inside))


def is_list(text: str) -> bool:
    """Tell whether a text is a list of bodies and nothing else."""
    if len(text) > LONGEST:
        return False
    inside, strange = lists.listed(text)
    return bool(inside) and not strange


def pure(text: str) -> Assignment | None:
    """Return the list of bodies in the bracket that ends a paragraph, and nothing but a list."""
    last = next(reversed(list(_brackets(text))), None) if text[-1:] in CLOSES else None
    if last is None or last[1] != len(text) or last[1] - last[0] > LONGEST:
        return None
    inside, strange = lists.listed(text, last[0] + 1, last[1] - 1)
    if strange or not inside:
        return None
    return Assignment(*last, tuple(("list", body) for body in inside))


def read(text: str, low: int, high: int) -> Assignment | None:
    """Return the assignment that a stretch of text is, or nothing.

    What a label gives may be a leader or a deadline alone: the bodies then stand elsewhere.
    """
    text = text[low:high]
    if labels.aside().match(_masked(text, _brackets(text))):
        return None
    named = list(_labels(text))
    if not named:
        said, strange, deadline = _phrases(text)
        clear = said and not strange
        return Assignment(low, high, tuple(said), deadline=deadline) if clear else None
    out = Assignment(low, high, (), labelled=True)
    before, strange, _ = _phrases(text[: named[0].start()].rstrip("，,；;。 "))
    if before and not strange:
        out = replace(out, said=tuple(before))
    groups = [labels.label_group(label["label"]) for label in named]
    ends = [*(label.start() for label in named[1:]), len(text)]
    for label, group, end in zip(named, groups, ends, strict=True):
        out = _labelled(text, out, group, label.end(), end)
    return out if out.said or {"leader", "deadline"} & set(groups) else None


def _labels(text: str) -> Iterator[re.Match[str]]:
    """Yield the labels of a stretch, without those in remarks: (第一责任单位为牵头单位)."""
    spans = list(_brackets(text))
    starts = [start for start, _ in spans]
    for label in labels.label().finditer(text):
        around = bisect_right(starts, label.start()) - 1
        if around < 0 or label.end() >= spans[around][1]:
            yield label


def _labelled(text: str, out: Assignment, group: str, low: int, high: int) -> Assignment:
    """Return the assignment with what stands behind a label of a group."""
    if group == "deadline":
        return replace(out, deadline=out.deadline or text[low:high].strip(" 　，,；;。"))
    if group == "leader":
        return replace(out, leader=out.leader or labels.office(text[low:high]))
    if group in ("other", "task"):
        return out
    stop = text.find("。", low, high)
    said, _, deadline = _phrases(text[low : high if stop < 0 else stop], group)
    if group == "first":
        said = [("support" if number else "lead", body) for number, (_, body) in enumerate(said)]
    return replace(out, said=out.said + tuple(said), deadline=out.deadline or deadline)


def _phrases(text: str, label: str = "") -> tuple[list[tuple[str, Body]], int, str]:
    """Return the bodies of a stretch with their roles, how many items were none, and a deadline.

    A clause that ends with a verb gives its role to the bodies before it back to the last verb.
    """
    said: list[tuple[str, Body]] = []
    waiting: list[Body] = []
    strange, deadline, after = 0, "", ""
    plain = _masked(text, _brackets(text))  # remarks on the bodies before them
    for start, end in _clauses(plain):
        if labels.aside().match(plain, start, end):
            continue
        due = labels.due().fullmatch(text, start, end)
        if due:
            deadline = deadline or due["when"]
            continue
        at = start
        for verb in labels.verb().finditer(plain, start, end):
            listed, none = lists.listed(text, at, verb.start(), labelled=bool(label))
            strange += none
            role = after or ("lead" if verb["with"] else verb.lastgroup or "")
            role = label if role == "joint" and label else role
            said += [(role, body) for body in waiting + listed]
            waiting, at = [], verb.end()
            after = "support" if verb["with"] else ""
        listed, none = lists.listed(text, at, end, labelled=bool(label))
        strange += none
        waiting += listed
    led = any(role == "lead" for role, _ in said)
    rest = after or label or ("support" if led else "list")
    return [*said, *((rest, body) for body in waiting)], strange, deadline


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with some spans blotted out."""
    parts, last = [], 0
    for start, end in sorted(spans):
        parts += [text[last:start], BLOT * (end - start)]
        last = end
    return "".join([*parts, text[last:]]) if parts else text


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a stretch."""
    start = 0
    for mark in CLAUSE.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the outermost brackets that are closed begin and end."""
    depth, start = 0, 0
    for mark in BRACKET.finditer(text):
        if mark[0] in OPENS:
            start = start if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, mark.end()


def _lines(text: str) -> Iterator[Assignment]:
    """Yield the assignments behind labels that stand outside of brackets, to the sentence's end."""
    if not any(sign in text for sign in ":：】]"):
        return
    last = 0
    for label in labels.label().finditer(text):
        if label.start() < last or not label["sign"].endswith((":", "：", "】", "]")):
            continue
        stop = STOP.search(text, label.end())
        last = stop.end() - (stop[0] == BLOT) if stop else len(text)
        one = read(text, label.start(), last)
        if one:
            start = label.start() - (text[label.start() - 1 : label.start()] in tuple(OPENS))
            yield replace(one, start=start)


def _sentences(text: str) -> Iterator[Assignment]:
    """Yield the sentences that do nothing but assign: 由市发改委牵头，市财政局配合。"""
    for sentence in SENTENCE.finditer(text):
        start, end = sentence.span()
        opening = labels.opening().match(text, start, end) if end - start <= CLAUSES else None
        if not opening or BLOT in sentence[0] or labels.idle().search(text, start, end):
            continue
        if not any(word in sentence[0] for word in labels.cues()):
            continue
        one = read(text, opening.end(), end)
        if one and all(role != "list" and bodies.certain(body.name) for role, body in one.said):
            yield replace(one, start=start)


def _remarked(body: Body) -> str:
    """Return the role that brackets behind a body give it: 市发改委（牵头）."""
    verb = labels.verb().fullmatch(body.remark) if body.remark else None
    return verb.lastgroup or "" if verb else ""


def labelled(text: str, group: str) -> Assignment:
    """Return the assignment of a text that stands behind a label of a group, as in a cell."""
    own = read(text, 0, len(text)) if labels.label().search(text) else None
    return own or _labelled(text, Assignment(0, len(text), ()), group, 0, len(text))
