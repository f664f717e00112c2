"""Tell whether two names of indicators may name one thing, where they are not the same."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from helpers import lexicon

NUMBER = re.compile(r"\d+(?:\.\d+)?(?![)）])|[一二三四五六](?=[)）]?[型级期])")
"""亿元以上项目 and 5亿元以上项目 are not the same, nor are 小（一）型 and 小（二）型水库."""

HEAD = 2
"""Characters at the end of a name that tell a thing of its kind: 托位, 绿道."""

SHORT = 4
"""Characters up to which a name may be too vague to be followed."""


class Core(NamedTuple):
    """A name without what changes from report to report, its characters, and how many."""

    text: str
    letters: Counter[str]
    size: int


@cache
def core(name: str) -> Core:
    """Return what is left of a name without filler and what is done, in words that reports share.

    >>> core("新增市级农业龙头企业").text, core("（9）完成行政村农网改造任务").text
    ('市级农业龙头企业', '行政村农网')
    """
    text = bare(name)
    return Core(text, Counter(text), len(text))


def bare(text: str) -> str:
    """Return a text without filler and what is done, in words that reports share."""
    plain = unicodedata.normalize("NFKC", text)
    plain = shared_words(re.sub(r"[^\w&.]", "", re.sub(r"\([^)]*\)", "", plain)))
    plain = words()["filler"].sub("", plain) or plain
    return words()["acts"].sub("", plain) or plain


def shared_words(text: str) -> str:
    """Return a text with one word for each thing that is named in two ways.

    >>> shared_words("改造危棚房，新增廉租住房")
    '改造棚户区，新增廉租房'
    """
    for word, others in _same():
        text = others.sub(word, text)
    return text


@lru_cache(1 << 16)
def likeness(name: str, other: str) -> float:
    """Return Dice's coefficient of the characters of two cores, whatever their order (Dice 1945).

    >>> likeness("村庄环境整治任务", "环境整治村"), likeness("出口", "粮食产量")
    (0.8571428571428571, 0.0)
    """
    a, b = core(name), core(other)
    return 2 * (a.letters & b.letters).total() / max(1, a.size + b.size)


def contained(name: str, other: str) -> bool:
    """Tell whether one core has all characters of the other.

    >>> contained("小微企业园区", "小微企业园"), contained("林草生态修复", "草原生态修复")
    (True, False)
    """
    a, b = core(name).letters, core(other).letters
    return a <= b or b <= a


@cache
def is_vague(name: str) -> bool:
    """Tell whether a name is short and made of words that name no one thing.

    >>> is_vague("产业项目"), is_vague("完成投资"), is_vague("公交线路"), is_vague("园区工业产值")
    (True, True, False, False)
    """
    bare = core(name)
    return bare.size <= SHORT and not words()["vague"].sub("", bare.text)


@cache
def head(name: str) -> str:
    """Return the last two characters of a name that say which thing it is, nothing if none do.

    >>> head("3岁以下婴幼儿照护托位"), head("健康绿道"), head("总投资")
    ('托位', '绿道', '')
    """
    bare = words()["vague"].sub("", words()["acts"].sub("", unicodedata.normalize("NFKC", name)))
    return bare[-HEAD:] if len(bare) >= HEAD else ""


@cache
def begins(name: str) -> bool:
    """Tell whether a name is of a beginning: 开工保障房."""
    return bool(words()["begins"].search(name))


@cache
def exclusion(name: str, other: str) -> str:
    """Return which words of the lexicon keep two names apart, empty if none do.

    >>> exclusion("新开工住房", "竣工住房"), exclusion("公路", "公路里程")
    ('begun or finished', '')
    """
    if _scopes(name) != _scopes(other):
        return "scope"
    if NUMBER.findall(name) != NUMBER.findall(other):
        return "number"
    for label, (first, second) in _groups("excludes"):
        a, b = ((bool(first.search(n)), bool(second.search(n))) for n in (name, other))
        if {a, b} == {(True, False), (False, True)}:
            return label
    for label, group in _groups("contrasts"):
        a_words, b_words = ([bool(word.search(n)) for word in group] for n in (name, other))
        if any(a_words) and any(b_words) and a_words != b_words:
            return label
    return ""


def _scopes(name: str) -> set[str]:
    return set(words()["scope"].findall(name))


@cache
def words() -> dict[str, re.Pattern[str]]:
    """Return the lists of words by which targets meet results, each as one expression."""
    lists = lexicon.load("pairing").items()
    return {
        name: re.compile(lexicon.alternatives(words))
        for name, words in lists
        if isinstance(words, list)
    }


@cache
def _same() -> list[tuple[str, re.Pattern[str]]]:
    same = lexicon.load("pairing")["same"]
    return [(word, re.compile("|".join(others))) for word, others in same.items()]


@cache
def _groups(name: str) -> list[tuple[str, list[re.Pattern[str]]]]:
    groups = lexicon.load("pairing")[name]
    return [(label, [re.compile(word) for word in group]) for label, group in groups.items()]
