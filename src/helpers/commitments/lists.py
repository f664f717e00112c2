"""Lists of bodies: where each body begins and ends, and what those of a list share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.commitments import bodies
from helpers.text.han import HAN

MARKS = "、，,;；/|\t\n 　\u00a0"
OPENS, CLOSES = "（(〔[<〈", "）)〕]>〉"
KIND = r"(?:县级市|区县|县区|市区|乡镇|[区县市州旗乡镇])"
ROLE = re.compile(
    r"[（(〔\[]([^（）()〔〕\[\]]*(?:牵头|配合|协办|主办|负责|下同)[^（）()〔〕\[\]]*)[）)〕\]]$"
)
NAME = re.compile(rf"[{HAN}]{{4,8}}(?<!配合)(?<!落实)(?<!负责)(?<!参与)(?<!完成)(?<!推进)")
# 各区、县级市 and 各乡、镇人民政府 are one body, cut in two by its 、
EACH = re.compile(rf"各(?:{KIND}|街道|开发区|园区)")
EACH_MORE = re.compile(
    rf"{KIND}(?:[（(][^（）()]{{1,8}}[）)])?{bodies.OFFICE}?|街道(?:办事处)?|园区(?:管委会)?"
)
AREA = re.compile(rf"[{HAN}]{{2,8}}(?:[区县市州旗镇乡]|街道)")
JOINS = re.compile("等?(?:以及|[和及与])|等(?=各)")
LEADS = re.compile(r"\d{1,2}[.．、)]|(?:以及|并由|会同|由|及|和(?!田|平|静|龙|硕|顺|林)|与)")


@dataclass(frozen=True, slots=True)
class Body:
    """A body in a list; offsets count in the text, `remark` is what brackets behind it say."""

    start: int
    end: int
    name: str
    canonical: str
    remark: str = ""


def listed(
    text: str, low: int = 0, high: int | None = None, *, labelled: bool = False
) -> tuple[list[Body], int]:
    """Return the bodies of a list between two places, and how many of its items are none.

    In a list behind a label (`labelled`) names beside a body are taken as they are: the 大院子 of
    大院子、柳林管理区.

    >>> bodies, none = listed("市工信局、财政局等有关部门,各县(区)人民政府")
    >>> [body.name for body in bodies], none
    (['市工信局', '财政局', '有关部门', '各县(区)人民政府'], 0)
    >>> [body.canonical for body in listed("五华区、盘龙区政府，市发改、财政、住建局")[0]]
    ['五华区政府', '盘龙区政府', '发改委', '财政局', '住建局']
    """
    high = len(text) if high is None else high
    found: list[Body] = []
    none: list[tuple[int, int]] = []
    for start, end in _joined(text, list(_items(text, low, high))):
        bare = bool(found) and bodies.is_bare(found[-1].name)
        named = list(_bodies(text, start, end, bare=bare))
        none += [] if named else [(start, end)]
        found += named
    if labelled and none:
        edges = {edge for body in found for edge in (body.start, body.end)}
        beside = [_body(text, *item) for item in none if _beside(text, *item, edges)]
        found = sorted([*found, *beside], key=lambda body: body.start)
        none = none[len(beside) :]
    return _with_tails(text, found), len(none)


def _beside(text: str, start: int, end: int, edges: set[int]) -> bool:
    """Tell whether an item is a name by its shape, and 、 joins it with a body."""
    near = (text[end : end + 1] == "、" and end + 1 in edges) or (
        start > 0 and text[start - 1] == "、" and start - 1 in edges
    )
    return near and bool(NAME.fullmatch(text, start, end)) and not bodies.verbs().match(text, start)


def _items(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield where the items of a list stand: what is parted by marks outside of brackets."""
    depth, start = 0, low
    for at in range(low, high):
        char = text[at]
        if char in OPENS:
            depth += 1
        elif char in CLOSES:
            depth = max(0, depth - 1)
        elif char in MARKS and not depth:
            if start < at:
                yield start, at
            start = at + 1
    if start < high:
        yield start, high


def _joined(text: str, items: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the items, those that are one body cut at its 、 as one."""
    number = 0
    while number < len(items):
        start, end = items[number]
        if EACH.fullmatch(text, start, end):
            while number + 1 < len(items) and _goes_on(text, end, items[number + 1]):
                number += 1
                end = items[number][1]
        yield start, end
        number += 1


def _goes_on(text: str, end: int, item: tuple[int, int]) -> bool:
    start, last = item
    return start == end + 1 and text[end] == "、" and bool(EACH_MORE.fullmatch(text, start, last))


def _bodies(text: str, start: int, end: int, *, bare: bool) -> Iterator[Body]:
    """Yield the body of an item, several if 和 joins them, and that after 等; or none."""
    opened = LEADS.match(text, start, end)
    start = opened.end() if opened else start
    more = _more().search(text, start, end)
    if more and more.start() > start:
        yield from _coordinated(text, start, more.start(), bare=bare)
        if more["more"]:
            yield _body(text, more.start("more"), more.end("more"))
    else:
        yield from _coordinated(text, start, end, bare=bare)


def _coordinated(text: str, start: int, end: int, *, bare: bool) -> Iterator[Body]:
    """Yield the bodies of an item: 市财政局和市税务局 are two, 文化和旅游局 is one.

    Only in a list of bare names (`bare`) 财政和住建局 are two.
    """
    cuts = [(start + cut.start(), start + cut.end()) for cut in JOINS.finditer(text[start:end])]
    for left, right in cuts:
        clear = bare or text[left] == "等" or not bodies.is_bare(text[start:left])
        parted = clear and bodies.is_body(text[start:left])
        if parted and bodies.is_body(text[right:end]) and not _generic(text[right:end]):
            yield _body(text, start, left)
            start = right
    if bodies.is_body(text[start:end]):
        yield _body(text, start, end)


def _generic(name: str) -> bool:
    """Tell whether a name is a kind of bodies and not one: the 单位 of 各有关部门和单位."""
    return len(name) <= 4 and name.endswith(("单位", "部门", "企业", "机构", "组织", "高校"))


def _body(text: str, start: int, end: int) -> Body:
    name = text[start:end].strip(bodies.STARS)
    remark = ROLE.search(name)
    name = name[: remark.start()] if remark else name
    return Body(start, end, name, bodies.canonical(name), remark[1] if remark else "")


def _with_tails(text: str, found: list[Body]) -> list[Body]:
    """Give names that share an ending with a later one of the list that ending.

    五华区、盘龙区政府 are two governments; 发改、财政、住建局 are a commission and two bureaus.
    """
    out: list[Body] = []
    office = organ = ""
    own = bodies.bare_names()
    for body, after in zip(reversed(found), [None, *reversed(found)], strict=False):
        if after is None or text[body.end : after.start] != "、":
            office = organ = ""
        name = body.canonical
        if named := bodies.AREA_OFFICE.search(body.name):
            office = named[1]
        elif office and AREA.fullmatch(body.name):
            name += office
        if name in own:
            name += organ if organ and own[name] == "局" else own[name]
        elif name.endswith(("局", "厅", "部")):
            organ = name[-1]
        out.append(replace(body, canonical=name))
    return out[::-1]


def named(name: str) -> Body:
    """Return the body of a name that stands alone."""
    return Body(0, 0, name, bodies.canonical(name))


@cache
def _more() -> re.Pattern[str]:
    """Return the expression for what follows 等 at the end of an item."""
    names = lexicon.load("departments")["names"]
    ends = lexicon.alternatives(names["others_end"])
    which = rf"(?P<more>{lexicon.alternatives(names['others'])}+{ends})"
    return re.compile(rf"等(?:{which}|[\d一二三四五六七八九十]*个?{ends})?$")
