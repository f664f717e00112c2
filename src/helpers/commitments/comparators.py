"""Read the words that say how a number is meant: at least, at most, about."""

import re
from functools import cache

from helpers import lexicon
from helpers.tables import Comparator


def read(text: str, m: re.Match[str], unit: str) -> tuple[Comparator, int, str]:
    """Return the sign, where its words begin, and the words."""
    near, sign, far = before()
    start = m.start()
    low = max(0, start - 7)
    told = not _openings().isdisjoint(text[low:start])
    word = near.search(text, low, start) if told else None
    if not word and (unit == "百分点" or (unit == "%" and text[start - 1 : start] == "的")):
        word = far.search(text, max(0, start - 20), start)
    after = m["after"] or ""
    first = word.start() if word else start
    if after:
        return sign[after[-2:]], first, after
    if word:
        return sign[word["word"]], first, word["word"]
    if m["more"] in ("多", "余") or m["rest"]:
        return "~", start, "多"
    raw = m["han"] or ""
    if raw[:1] in tuple("百千万亿") and text[start - 1 : start] in ("上", "过"):
        return ">=", start - 1, "上"
    return ("~", start, "几") if m["more"] else ("=", start, "no word")


@cache
def before() -> tuple[re.Pattern[str], dict[str, Comparator], re.Pattern[str]]:
    """Return the expressions for comparators before a number and the sign of each word."""
    signs = lexicon.load("comparators")["sign"]
    sign: dict[str, Comparator] = {word: s["comparator"] for s in signs for word in s["before"]}
    sign |= {word.split("(?")[0][-2:]: s["comparator"] for s in signs for word in s["after"]}
    words = lexicon.alternatives([word for s in signs for word in s["before"]])
    near = re.compile(
        rf"(?P<word>(?!近(?<=[最附邻]近)){words})(?:达到|达|到|至|为|是|有|了|在|约)?\s?$"
    )
    far = re.compile(
        r"(?P<word>高于|低于|快于|慢于|超过|高出|优于)[^，,。；;、：\d高低快慢超]{1,16}$"
    )
    return near, sign, far


@cache
def _openings() -> frozenset[str]:
    """Return the characters that the words before a number begin with: most have none before."""
    signs = lexicon.load("comparators")["sign"]
    return frozenset(word[0] for sign in signs for word in sign["before"])


@cache
def bounds() -> list[str]:
    """Return the expressions of the words behind a unit that set a bound, the longest first."""
    words = [word for sign in lexicon.load("comparators")["sign"] for word in sign["after"]]
    return sorted(words, key=len, reverse=True)
