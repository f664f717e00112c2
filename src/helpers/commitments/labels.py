"""The words that assign: labels and heads of columns, verbs, deadlines, offices of leaders."""

import re
from functools import cache
from typing import Any

from helpers import lexicon
from helpers.commitments import bodies
from helpers.text.han import HAN


def above(text: str) -> bool:
    """Tell whether an assignment speaks of several points before it: 以上工作由市民政局负责。"""
    return text.lstrip("（(【").startswith(tuple(words()["above"]))


def first_leads(text: str) -> bool:
    """Tell whether a text says that the first of each list leads.

    >>> first_leads("（列第一位者为牵头单位，下同）"), first_leads("第一批责任单位")
    (True, False)
    """
    ordered = any(word in text for word in ("第一", "第1", "首", "最前", "前面"))
    return ordered and bool(_first().search(text))


def goes_on(text: str) -> bool:
    """Tell whether what a bracket says holds from there on: 下同."""
    return any(word in text for word in words()["conventions"]["below"])


def office(text: str) -> str:
    """Return the office of the leader who is named, without the name.

    >>> office("副市长王某某"), office("王某市长"), office("李某某")
    ('副市长', '市长', '')
    """
    return "、".join(dict.fromkeys(_office().findall(text)))


BLANK = re.compile(r"[\s:：*　]")


def label_group(text: str) -> str:
    """Return the group of a label or of the head of a column, or nothing.

    >>> label_group("牵头单位"), label_group("工作 任务"), label_group("推进项目")
    ('lead', 'task', '')
    """
    return groups().get(BLANK.sub("", text), "")


def head_group(text: str) -> str:
    """Return the group of the head of a column, by the words in it where the lexicon lacks it.

    >>> head_group("牵头（责任）部门"), head_group("年度任务表"), head_group("新建5所，增加学位")
    ('lead', 'task', '')
    """
    bare = BLANK.sub("", text)
    if label_group(bare) or len(bare) > 12 or re.search("[，。；、]", bare):
        return label_group(bare)
    heads = words()["heads"]
    return next((group for group in heads if re.search(heads[group], bare)), "")


def bare_label(text: str) -> str:
    """Return the group of a label that stands alone with its colon: 牵头单位："""
    label = text.strip(" 　*")
    group = label_group(label) if label.endswith((":", "：")) else ""
    return group if group in ("lead", "support", "joint") else ""


def task_label(text: str, low: int, high: int) -> int:
    """Return where a task begins behind its label: 目标任务：…"""
    label = _task().match(text, low, high)
    return label.end() if label else low


@cache
def _task() -> re.Pattern[str]:
    return re.compile(rf"{lexicon.alternatives(words()['labels']['task'])}\s*[:：]\s*")


def is_deadline(text: str) -> bool:
    """Tell whether a text says by when and nothing else: 2022年12月底前, 5月底前动工, 长期坚持."""
    return bool(due().fullmatch(text) or _month().fullmatch(text))


@cache
def _month() -> re.Pattern[str]:
    done = lexicon.alternatives([*lexicon.load("verbs")["dated"], "动工"])
    month = r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|初|底|末|[上中下]旬|\d{1,2}日)?(?:之?前)?"
    return re.compile(rf"{month}{done}*")


@cache
def words() -> dict[str, Any]:
    """Return the lexicon of assignments."""
    return lexicon.load("assignments")


@cache
def cues() -> tuple[str, ...]:
    """Return the words of which one has to be there for anything to be assigned."""
    return tuple(words()["cues"])


@cache
def groups() -> dict[str, str]:
    """Return the group of each label."""
    return {word: group for group, words in words()["labels"].items() for word in words}


@cache
def label() -> re.Pattern[str]:
    """Return the expression for a label with the sign behind it."""
    groups = words()["labels"]
    names = sorted({w for group in groups for w in groups[group] if group != "task"})
    names.sort(key=len, reverse=True)
    spaced = "|".join("[ 　]*".join(map(re.escape, name)) for name in names)
    before = rf"(?<![{HAN}])(?:[省市县区州]级|主要|相关|具体|共同)?"
    sign = r"[（(][^（）()]{1,6}[）)]\s*[:：]|\*{0,2}\s*[:：]|[】\]]\s*[:：]?|为|是|\s(?=\S)"
    return re.compile(rf"{before}(?P<label>{spaced})(?P<sign>{sign})")


@cache
def verb() -> re.Pattern[str]:
    """Return the expression for a verb that ends a list; the weaker ones end the clause, too."""
    verbs = words()["verbs"]
    tail, end = verbs["tail"], "(?=[，,；;。）)]|$)"
    strong = "|".join(verbs["lead"])
    support, joint = ("|".join(verbs[role]) for role in ("support", "joint"))
    with_ = lexicon.alternatives(verbs["with"])
    return re.compile(
        rf"(?P<lead>(?:{strong}){tail})|(?P<support>(?:{support}){tail}{end})"
        rf"|(?P<joint>(?:{joint}){tail}{end})|(?P<with>{with_})(?!会)"
    )


@cache
def opening() -> re.Pattern[str]:
    """Return the expression for the opening of a sentence that assigns: 由, or a body's name."""
    above_ = lexicon.alternatives(words()["above"])
    by = rf"(?:(?:{above_}|该|此|本|各)[{HAN}]{{0,10}}?[，,]?(?:均|都|分别)?)?由"
    return re.compile(rf"\s*(?:(?P<by>{by})|(?=[{HAN}（）()]{{1,24}}?{bodies.ENDS}))")


@cache
def heading() -> re.Pattern[str]:
    """Return the expression for a heading that gives what is below it to bodies."""
    number = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+)?"
    role = "|".join(rf"(?P<{r}>{'|'.join(words()['verbs'][r])})" for r in ("lead", "joint"))
    what = r"(?:办理|落实|实施|推进|完成)?的?(?:重点)?(?:工作|任务|事项|项目|实事|目标)*"
    count = r"(?:[（(][^（）()]*[）)])?"
    named = r"(?P<list>[^，。：:]{2,80}?)"
    return re.compile(rf"\s*{number}\s*由?{named}(?:{role}|负责|)(?:{what}){count}")


@cache
def idle() -> re.Pattern[str]:
    """Return the expression for the words of sentences on supervising and reporting."""
    return re.compile(lexicon.alternatives(words()["not_tasks"]))


@cache
def _first() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words()['conventions']['first'])})")


@cache
def aside() -> re.Pattern[str]:
    """Return the expression for a clause that tells how lists are to be read."""
    below = lexicon.alternatives(words()["conventions"]["below"])
    return re.compile(rf"\s*(?:{below}|[^，,。；;]{{0,12}}?{_first().pattern})")


@cache
def due() -> re.Pattern[str]:
    """Return the expression for a clause that tells by when."""
    when = (
        r"(?:[到至在于]?(?:(?:19|20)\d\d年|[今明当]年|年|\d{1,2}月|[上下]半年|[一二三四]季度)"
        r"[^，,。；;（）()]{0,12}?(?:前|内|底|末|年)|(?:长期|持续|常年|全年)(?:坚持|推进|实施)?)"
    )
    return re.compile(
        rf"\s*(?P<when>{when})\s*(?:完成|办结|推进|坚持|实施|落实|见效|到位|建成)*\s*"
    )


@cache
def _office() -> re.Pattern[str]:
    posts = [*lexicon.load("structure")["posts"], "秘书长", "常委", "总工程师", "调研员"]
    return re.compile(rf"(?:常务)?副?{lexicon.alternatives(posts)}")
