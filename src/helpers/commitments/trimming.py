"""Cut a phrase free from the words that lead up to it and on from it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from helpers import lexicon
from helpers.commitments import subjects
from helpers.commitments.quantities import guarded

OPENS = " .\t\n\u3000,，。；;、：:）)]】”’》—－-·"  # what no phrase begins with
CLOSES = " \t\n\u3000,，。；;、：:（([【“‘《—－-·"
JOINS = "、和与及"
HAN = "\u4e00-\u9fff"
IDLE = 8  # characters of what can name nothing
SHORT = 16  # characters of a clause that is but one task


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
        last = ending(head, words)
        if not last:
            asked = (
                known["base"].search(head) if head[-1] in "每的前" or "每" in head[-4:] else None
            )
            if not asked:
                break
            last = asked[0]
        if last in ("均", "要") and head[-2:-1] in (
            "平人户年日亩地月" if last == "均" else "主需重"
        ):
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

    >>> subject("一般公共预算收入升至全国第4位，"), subject("成绩来之不易，")
    ('一般公共预算收入', '')
    """
    m = expressions()["subject"].match(bare(text))
    return bare(expressions()["lead"].sub("", m[1])) if m else ""


def task(clause: str) -> str:
    """Return what a short clause without a number is to do, for 完成18万户 in the next."""
    known = expressions()
    told = bare(known["lead"].sub("", bare(clause)))
    told = bare(known["does"].sub("", told))
    return told if 4 <= len(told) <= SHORT and known["event"].search(told) else ""


def is_idle(head: str) -> bool:
    """Tell whether words name nothing."""
    return not head or (len(head) <= IDLE and bool(expressions()["idle"].fullmatch(head)))


@cache
def expressions() -> dict[str, re.Pattern[str]]:
    """Return the expressions of lexicons/phrases.toml by which a phrase is trimmed."""
    known = lexicon.load("phrases")
    words = {
        name: lexicon.alternatives(known[name])
        for name in (
            "dependent",
            "reaches",
            "verb",
            "attribute",
            "event",
            "goes",
            "idle",
            "measured",
            "needy",
        )
    }
    lead = guarded(known["lead"], known["lead_unless"])
    opening, change = (lexicon.alternatives(known[name]) for name in ("opening", "change"))
    does = lexicon.alternatives(lexicon.load("verbs")["action"])
    unless = "".join(f"(?!{word})" for word in known["dependent_unless"])
    return {
        "aside": re.compile(r"[（(][^（）()]*[）)]"),
        "margin": re.compile(r"^[（(][^（）()]*[）)]|[（(][^（）()]*[）)]$"),
        "lead": re.compile(rf"^(?:(?:{lead}|{'|'.join(known['lead_patterns'])})[,，：:\s]*)+"),
        "base": re.compile("[由从](?:每.{1,3}|原来的?|现在的?|目前的?)$"),
        "object": re.compile(rf"的?[{HAN}A-Za-z“”《》·（）()\d.]{{1,30}}"),
        "cut": re.compile("[、，,]"),
        "joins": re.compile(f"[{JOINS}](?!.*[{JOINS}])"),
        "dependent": re.compile(rf"^{unless}{words['dependent']}"),
        "attribute": re.compile(f"{words['attribute']}(?:年均|同比)?{change}?"),
        "subject": re.compile(rf"([{HAN}]{{2,16}}?){words['reaches']}"),
        "opens": re.compile(opening),
        "bare": re.compile(f"(?:{opening}|{words['verb']})+"),
        "event": re.compile(f"{words['event']}$"),
        "does": re.compile(f"^(?:{does})+"),
        "goes": re.compile(words["goes"]),
        "idle": re.compile(f"{words['idle']}*"),
        "measured": re.compile(f"(?:通车|运营|营业|年)?(?:总)?{words['measured']}$"),
        "together": re.compile(r"[与和同跟][^与和同跟]{2,14}?(?:保持|实现|基本)*$"),
    }
