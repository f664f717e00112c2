"""Cut a phrase free from the words that lead up to it and on from it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from helpers import lexicon
from helpers.commitments import subjects
from helpers.commitments.quantities import guarded

OPENS = " .\t\n\u3000,，。；;、：:）)]】”’》—－-·"  # what no phrase begins with
CLOSES = " \t\n\u3000,，。；;、：:（([【“‘《—－-·"
JOINS = "、和与及"
HAN = "\u4e00-\u9fff"
IDLE = 8  # characters of what can name nothing
SHORT = 24  # characters of a clause that is but one task


def bare(text: str) -> str:
    """Return a phrase without the blanks and marks around it."""
    return text.lstrip(OPENS).rstrip(CLOSES)


def ending(text: str, words: Mapping[str, Sequence[str]]) -> str:
    """Return the longest word that a text ends in, empty where it ends in none.

    `words` are by their last character, the longest first: an expression that ends in $ would be
    tried at every character.
    """
    for word in words.get(text[-1:], ()):
        if text.endswith(word):
            return word
    return ""


def reached(head: str) -> str:
    """Return what is before a number without the words that lead on to it: 达到, 控制在."""
    known, words = expressions(), endings()["tail"]
    while head:
        base = head[-1] in "每的前均" or "每" in head[-4:]
        asked = known["base"].search(head) if base else None
        last = asked[0] if asked else ending(head, words)
        if not last:
            break
        if len(last) == 1 and known["whole"].search(head):
            break
        head = head[: -len(last)].rstrip(CLOSES)
    return head


@cache
def endings() -> dict[str, dict[str, list[str]]]:
    """Return the words that a phrase may end with, by list and last character, longest first."""
    known = lexicon.load("phrases")
    lists = {"tail": known["tail"], "verb": [*known["verb"], *known["needy"]]}
    out: dict[str, dict[str, list[str]]] = {name: {} for name in lists}
    for name, words in lists.items():
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            out[name].setdefault(word[-1], []).append(word)
    return out


def level(indicator: str) -> str:
    """Return the indicator without the growth of it: what reaches 2万亿元 after 增长10%.

    >>> level("生产总值年均增长")
    '生产总值'
    """
    return subjects.taken_apart(indicator).core


def changes(indicator: str) -> bool:
    """Tell whether an indicator is a change: 生产总值增长."""
    return bool(subjects.taken_apart(indicator).change)


def subject(text: str) -> str:
    """Return what a clause without a number speaks of, for 增长 in the clause that follows.

    >>> subject("一般公共预算收入升至全国第4位，"), subject("提高税收占财政收入的比重，")
    ('一般公共预算收入', '税收占财政收入的比重')
    >>> subject("成绩来之不易，")
    ''
    """
    m = expressions()["subject"].match(bare(text))
    told = bare(without("lead", m[1] if m else bare(text)))
    if m or (told.endswith("方面") and len(told) <= SHORT // 2):
        return told.removesuffix("方面")
    return done(told) if told.endswith(_measured()) else ""


def task(clause: str, *, alone: bool, spent: bool = False) -> str:
    """Return what a short clause without a number is to do, for 完成18万户 in the next.

    Any thing that is done where the number stands `alone`, else a work or a project, and what more
    is to be done for where money is `spent`.

    >>> task("推进林区棚户区改造工程，", alone=False), task("积极发展农民专业合作社，", alone=True)
    ('林区棚户区改造', '农民专业合作社')
    """
    known, told = expressions(), bare(without("lead", bare(clause)))
    object_ = done(told)
    object_ = known["work"].sub("", object_) if len(object_) > 6 else object_
    force = object_.endswith("力度")
    whole = force or known["event"].search(object_) or told.endswith(("项目", "工程", "工作"))
    if not 4 <= len(object_) <= SHORT or (force and not spent) or known["digit"].search(object_):
        return ""
    return object_.removesuffix("力度") if whole or (alone and object_ != bare(clause)) else ""


def done(text: str) -> str:
    """Return a phrase without the verbs of doing that it opens with."""
    return bare(without("does", text))


def without(opening: str, text: str) -> str:
    """Return a text without what it opens with, by the name of its expression."""
    m = expressions()[opening].match(text)
    return text[m.end() :] if m else text


@lru_cache(maxsize=10_000)
def is_idle(head: str) -> bool:
    """Tell whether words name nothing.

    >>> is_idle("项目"), is_idle("项目建成投产")
    (True, False)
    """
    known = expressions()
    idle = len(head) <= IDLE and known["idle"].fullmatch(head)
    return len(head) < 2 or bool(idle and not known["happens"].fullmatch(head))


@cache
def _measured() -> tuple[str, ...]:
    return tuple(lexicon.load("phrases")["measured"])


@cache
def expressions() -> dict[str, re.Pattern[str]]:
    """Return the expressions of lexicons/phrases.toml by which a phrase is trimmed."""
    known = lexicon.load("phrases")
    words = {
        name: lexicon.alternatives(known[name])
        for name in (
            "circumstance",
            "dependent",
            "reaches",
            "verb",
            "attribute",
            "event",
            "idle",
            "measured",
            "needy",
        )
    }
    lead = "|".join([*known["lead_patterns"], guarded(known["lead"], known["lead_unless"])])
    joints = {word: others for word, others in known["joint"].items() if others}
    goes = guarded(known["goes"], known["goes_unless"])
    opening, change = (lexicon.alternatives(known[name]) for name in ("opening", "change"))
    lead = lead.replace("<opens>", opening).replace("<verb>", words["verb"])
    does = lexicon.alternatives(lexicon.load("verbs")["action"])
    unless = "".join(f"(?!{word})" for word in known["dependent_unless"])
    return {
        "grounds": re.compile("(?:在[^，,。]{0,10}?|的)?基础上"),
        "circumstance": re.compile(f"的?{words['circumstance']}$"),
        "aside": re.compile(r"[（(][^（）()]*[）)]"),
        "within": re.compile(r"^.*[（(]"),
        "than": re.compile("比(?![重例率])[^，,。；;]{2,14}(?<!提)[高低快慢]出?$"),
        "pronoun": re.compile(f"^其(?![中他它余])(?:{change}$)?"),
        "joint": re.compile(guarded(known["joint"], joints) + "(?=..)"),
        "margin": re.compile(r"^[（(][^（）()]*[）)]|[（(][^（）()]*[）)]$"),
        "lead": re.compile(rf"(?:(?:{lead})[,，：:\s]*)+"),
        "base": re.compile(
            "(?:[由从]|(?:提高|增加|上调|提升|调整|达)[到至]?)(?:每.{1,3}|[年月]?[人生]均)$"
        ),
        "whole": re.compile(
            "(?:[平人户年日亩地月生村校镇县园师]均|主要|需要|(?<!比)重要|[惠普涉触遍]及|参与|[饱总温]和|[签节]约)$"
        ),
        "object": re.compile(rf"的?(?:[{HAN}]、)?[{HAN}A-Za-z“”《》·（）()\d.]{{1,30}}"),
        "digit": re.compile(r"\d"),
        "cut": re.compile("[、，,]"),
        "joins": re.compile(f"(?:[{JOINS}]|特别是|尤其是|其中)(?!.*[{JOINS}])"),
        "dependent": re.compile(rf"^{unless}{words['dependent']}"),
        "attribute": re.compile(f"{words['attribute']}(?:年均|同比)?{change}?"),
        "spent": re.compile("(?:年度?|计划|完成|总)*(?:投资|收入|利润|税收|利税|产值|金额)$"),
        "subject": re.compile(rf"([{HAN}]{{2,16}}?){words['reaches']}"),
        "opens": re.compile(opening),
        "bare": re.compile(f"(?:{opening}|{words['verb']})+"),
        "event": re.compile(f"{words['event']}$"),
        "does": re.compile(f"(?:(?:{does})[、和及与并]?)+"),
        "work": re.compile("(?:工作|工程|任务|行动|(?:健康|快速|加快|持续|平稳|稳步)*发展)$"),
        "happens": re.compile(f"(?:项目|企业|工程){goes}+"),
        "goes": re.compile(goes),
        "idle": re.compile(f"{words['idle']}*"),
        "measured": re.compile(f"(?:通车|运营|营业|年)?(?:总)?{words['measured']}$"),
        "together": re.compile(r"[与和同跟][^与和同跟]{2,14}?(?:保持|实现|基本)*$"),
    }
