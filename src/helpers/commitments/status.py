"""Tell what is promised from what was done, and both from what a number only describes."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from helpers import lexicon
from helpers.commitments import periods, units, wording
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Frame, Period
from helpers.commitments.surroundings import Around
from helpers.tables import Kind, Status
from helpers.text.numerals import HAN

BELOW = ("低于", "不足", "高于", "超过")
SOON = 3  # a time word so near the sentence's beginning governs all of it


class Case(NamedTuple):
    """An item with what the rules ask about it."""

    item: Item
    quote: str  # with the words of its comparator
    number: str  # without them
    before: str  # the clause up to it
    after: str  # the clause behind it
    following: Item | None
    frame: Frame
    time: Period | None
    governing: bool  # the time word stands in the clause or opens the sentence
    between: str  # what stands between the time word and the item


class Rule(NamedTuple):
    """A reason to read an item as one thing, tried in the order of RULES."""

    name: str
    status: Status
    example: str  # its first item is read so by this rule
    holds: Callable[[Case], bool | str]  # a text is the reason, where it is more than the name
    frames: tuple[str, ...] = ("target", "result", "")  # the parts of documents it is asked in
    kinds: tuple[Kind, ...] = ("number", "absolute", "dated", "action")
    marks: tuple[str, ...] = ()  # of the units it is asked of (units.toml), all where it is empty


def judge(passage: Passage, item: Item, around: Around, time: Period | None) -> tuple[Rule, str]:
    """Return the first rule that holds, and the reason in its words."""
    case = _case(passage, item, around, time)
    for rule in _asked(passage.frame.status, item.kind, item.unit):
        reason = rule.holds(case)
        if reason:
            return rule, reason if isinstance(reason, str) else rule.name
    raise AssertionError("The last rule of each part of a document holds always.")


@lru_cache(maxsize=4096)
def _asked(status: str, kind: str, unit: str) -> tuple[Rule, ...]:
    """Return the rules that can hold."""
    return tuple(
        rule
        for rule in RULES
        if status in rule.frames
        and kind in rule.kinds
        and (not rule.marks or unit in units.marked(*rule.marks))
    )


def _case(passage: Passage, item: Item, around: Around, time: Period | None) -> Case:
    text = passage.text
    near = time and (time.start >= around.low or time.start - around.first < SOON)
    return Case(
        item=item,
        quote=text[item.start : item.end],
        number=text[item.number : item.end],
        before=text[around.low : item.start],
        after=around.after,
        following=around.following,
        frame=passage.frame,
        time=time,
        governing=bool(near),
        between=text[time.end : item.start] if time else "",
    )


# What a number only describes: classes, names, lists, stocks.


def _class_of_size(case: Case) -> bool:
    return case.quote.endswith("级")


def _threshold(case: Case) -> bool:
    """A bound before a noun: it says which things, not how many."""
    cues, unit, after = _cues(), case.item.unit, case.after
    scale = cues["scale"].match(case.number)
    bounded = scale or case.quote.endswith(("以上", "以下", "级", "以内"))
    round_sum = not case.number.rstrip("美元").strip("百千万亿")  # 亿元企业
    bound = case.item.comparator in (">=", "<=") or case.before.endswith("过") or round_sum
    limit = bound and (cues["classes"].match(after) or _of_class(case))
    if case.quote.startswith(BELOW) and cues["limited"].match(after):
        return True
    if unit in units.marked("people"):
        return bool((bounded or limit) and cues["settled"].match(after))
    if not scale and unit in units.marked("extent") and cues["delivered"].search(case.before):
        return False
    attribute = bounded and cues["noun"].match(after) and not cues["grows"].match(after)
    return bool(attribute or limit)


def _of_class(case: Case) -> bool:
    """Tell whether a kind of thing stands up to the next number: 超3000万元新兴产业项目50个."""
    item, following = case.item, case.following
    if following is None or following.unit not in units.marked("counted"):
        return False
    return bool(_cues()["of_class"].fullmatch(case.after[: max(0, following.start - item.end)]))


def _class(case: Case) -> bool:
    exact = case.item.comparator in ("=", "range")
    return exact or case.item.unit in units.marked("class")


def _great(case: Case) -> bool:
    return case.number.endswith(("大", "强")) and case.quote[0] != "前"


def _list(case: Case) -> bool:
    item, following = case.item, case.following
    beside = following is not None and following.start == item.end and item.value < 100
    return beside and following is not None and following.unit in units.marked("stock")


def _ranked(case: Case) -> bool:
    return case.quote[0] == "前"


def _points(case: Case) -> bool:
    cue = "points" if case.number[0] in HAN else "aspects"
    return not _ranked(case) and bool(_cues()[cue].match(case.after))


def _small(case: Case) -> bool:
    return (
        case.number[0] in HAN and not _ranked(case) and not _cues()["delivered"].search(case.before)
    )


def _existing(case: Case) -> bool:
    cues, after = _cues(), case.after
    if _ranked(case) or not (cues["places"].match(after) or cues["among"].match(after)):
        return False
    return not cues["achieved"].search(case.before)


def _policies(case: Case) -> bool:
    cues = _cues()
    points = case.item.unit == "条" and cues["policies"].match(case.after)
    return bool(points) and not cues["issued"].search(case.before)


def _stock(case: Case) -> bool:
    cues = _cues()
    if _ranked(case) or cues["completed"].search(case.after):
        return False
    return bool(cues["stock"].search(case.before) or cues["stock_goes"].match(case.after))


def _aim_beside(case: Case) -> bool:
    return bool(_cues()["aim"].search(case.before))


# What was done, in a part that looks forward.


def _past_time(case: Case) -> str:
    time = case.time
    if not time or not time.value or not case.governing or "的" in case.between:
        return ""
    over = periods.last_year(time.value) < case.frame.year
    return f"time word {time.text}" if over else ""


def _base(case: Case) -> bool:
    cues = _cues()
    return bool(cues["base"].search(case.before) and cues["base_goes"].match(case.after))


def _grounds(case: Case) -> bool:
    return bool(_cues()["grounds"].match(case.after))


def _past_word(case: Case) -> str:
    past = _cues()["past"].search(case.before)
    bound = past and wording.binding()[0].search(case.before, 0, past.start())
    return past[0] if past and not bound else ""


# What is ahead, in a part that looks back or that does not say which way it looks.


def _later(case: Case) -> bool:
    time, year = case.time, case.frame.year
    later = time and time.value and periods.last_year(time.value) >= year > 0
    return bool(later and _cues()["future"].search(case.before))


def _future(case: Case) -> str:
    future = _cues()["future"].search(case.before)
    return future[0] if future else ""


def _not_past(case: Case) -> bool:
    return not _cues()["past"].search(case.before)


def _part(case: Case) -> bool | str:
    return case.frame.rule or True


NUMBER: tuple[Kind, ...] = ("number",)
WORDED: tuple[Kind, ...] = ("absolute", "dated", "action")
AHEAD, BACK, OPEN, ANY = ("target",), ("result",), ("",), ("target", "result", "")
MONEY, SIZE, CLASS = ("money",), ("size", "people"), ("class", "grade")
LIST, STOCK = ("list",), ("stock",)
RULES = (
    Rule("class of size", "context", "培育千亿级产业集群", _class_of_size, ANY, NUMBER, MONEY),
    Rule("threshold", "context", "实施亿元以上项目", _threshold, ANY, NUMBER, SIZE),
    Rule("class", "context", "为80周岁老年人上门服务", _class, ANY, NUMBER, CLASS),
    Rule("counts points", "context", "做强三大产业", _great, ANY, NUMBER),
    Rule("list of what follows", "context", "出台六项30条措施", _list, ANY, NUMBER, LIST),
    Rule("counts points", "context", "抓好五个方面工作", _points, ANY, NUMBER, STOCK),
    Rule("small count of a list", "context", "围绕三项任务", _small, ANY, NUMBER, LIST),
    Rule(
        "places or things that exist",
        "context",
        "对16个县，安排资金",
        _existing,
        ANY,
        NUMBER,
        STOCK,
    ),
    Rule("points of a policy", "context", "用好20条惠企政策", _policies, ANY, NUMBER, STOCK),
    Rule("stock", "context", "提升107家图书馆服务水平", _stock, (*AHEAD, *OPEN), NUMBER, STOCK),
    Rule(
        "target told with its result",
        "context",
        "年度目标为8%，实际增长9%",
        _aim_beside,
        BACK,
        NUMBER,
    ),
    Rule("past time", "result", "去年新增企业20家", _past_time, AHEAD),
    Rule("base of a target", "result", "比重由34%提高到42%", _base, AHEAD),
    Rule("a base to go on from", "result", "在30%的基础上再提高", _grounds, AHEAD),
    Rule("past word", "result", "目前已建成公园12个", _past_word, AHEAD),
    Rule("part that plans", "target", "新增企业20家", _part, AHEAD),
    Rule("future", "target", "今年将新增企业20家", _later, BACK),
    Rule("part that looks back", "result", "新增企业20家", _part, BACK),
    Rule("future", "target", "将新增企业20家", _future, OPEN),
    Rule("no past word", "target", "供水全覆盖", _not_past, OPEN, WORDED),
    Rule("no word of the future", "result", "新增企业20家", lambda _: True, OPEN),
    Rule("explains a word", "context", "三公里：社区医院", lambda _: True, ("context",)),
)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Return the expressions of the lexicon, its lists of words filled in where <name> stands."""
    known = lexicon.load("status")
    lists = {
        name: lexicon.alternatives(words) for name, words in known.items() if name != "patterns"
    }
    filled = dict(known["patterns"])
    for name, words in lists.items():
        filled = {cue: pattern.replace(f"<{name}>", words) for cue, pattern in filled.items()}
    return {cue: re.compile(pattern) for cue, pattern in filled.items()}
