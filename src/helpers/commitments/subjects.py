"""Give each of several joint subjects its whole name: 城镇和农村居民收入 are two."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from helpers import lexicon
from helpers.commitments import indicators

MANY = 50_000  # phrases remembered: those of statistics come back in every report
JOINS = frozenset("、，,和与及")
QUOTED = re.compile("“[^”]*”|《[^》]*》")


class Told(NamedTuple):
    """A phrase taken apart: what is measured, whether each alone, and the change that is told."""

    core: str
    each: bool
    change: str


@lru_cache(maxsize=MANY)
def taken_apart(phrase: str) -> Told:
    """Return a phrase without the words that give each subject its own number, and its change.

    >>> taken_apart("二氧化硫和化学需氧量排放量分别下降")
    Told(core='二氧化硫和化学需氧量排放量', each=True, change='下降')
    """
    known = _expressions()
    each = known["each"].search(phrase)
    plain = phrase[: each.start()] + phrase[each.end() :] if each else phrase
    change = known["change"].search(plain)
    cut = change.start() if change else len(plain)
    if each and each.start():  # 生猪、肉牛分别出栏
        cut = min(cut, each.start())
    return Told(plain[:cut].rstrip("，,、"), each is not None, plain[cut:])


@lru_cache(maxsize=MANY)
def split(core: str, numbers: int, each: bool, rate: bool) -> tuple[str, ...]:
    """Return the names of the subjects that `numbers` numbers in a row stand for.

    One number stands for several subjects where the text says so (均, 分别: `each`), or where it
    is a rate of change and each of them is a thing that can be measured.

    >>> split("万元GDP能耗、水耗", 1, False, True)
    ('万元GDP能耗', '万元GDP水耗')
    >>> split("城乡居民人均可支配收入", 2, True, True)
    ('城镇居民人均可支配收入', '农村居民人均可支配收入')
    """
    known = _expressions()
    both = "城乡" in core and (numbers == 2 or (numbers == 1 and each))
    if numbers == 1 and not both and JOINS.isdisjoint(core):
        return (core,)
    if known["list"].search(core):
        core = known["list"].sub("", core)
    elif known["counted"].search(core):
        return (core,)
    parts = _parts(core)
    if len(parts) == 1:
        sides = ("城镇", "农村") if both else ()
        return tuple(core.replace("城乡", side, 1) for side in sides) or (core,)
    whole = (*(_with_end(part, parts[-1]) for part in parts[:-1]), _with_beginning(parts))
    if numbers > 1:
        return whole if len(whole) == numbers else (core,)
    measurable = all(known["measured"].search(name) or indicators.base(name) for name in whole)
    return whole if measurable and (each or rate) else (core,)


def _parts(core: str) -> list[str]:
    """Return what a coordination joins; what stands in quotation marks is one word."""
    hidden = QUOTED.sub(lambda m: "\ue000" * len(m[0]), core)
    cuts = [0, *(at for m in _expressions()["join"].finditer(hidden) for at in m.span()), len(core)]
    parts = [core[low:high] for low, high in zip(cuts[::2], cuts[1::2], strict=True)]
    return [part for part in parts if part] or [core]


def _with_end(part: str, last: str) -> str:
    """Return a subject with the end that the last one shares with it."""
    if _expressions()["measured"].search(part):
        return part
    for cut in range(1, len(last)):
        if indicators.base(part + last[cut:]):
            return part + last[cut:]
    if indicators.base(part):
        return part
    shared = _expressions()["share"].search(last) or _expressions()["countable"].search(last)
    return part if not shared or part.endswith(shared[0]) else part + shared[0]


def _with_beginning(parts: list[str]) -> str:
    """Return the last subject with the beginning that the first one shares with it."""
    first, last = parts[0], parts[-1]
    if len(last) > 4 or indicators.base(last):
        return last
    for cut in range(len(first) - 1, 1, -1):
        if indicators.base(first[:cut] + last):
            return first[:cut] + last
    return last


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("phrases")
    measured, change = (lexicon.alternatives(known[name]) for name in ("measured", "change"))
    manner = lexicon.alternatives(known["manner"])
    return {
        "each": re.compile(
            r"(?<![平人户年日亩地月生村校镇县园师])均(?!衡|匀|价|等)|[分各]别|双双|依次|各(?!类|项|级|种|地|界|县|市|区)|都(?!市|会)"
        ),
        "change": re.compile(f"{manner}*{change}$"),
        "join": re.compile(
            "[、，,]|以及|(?<![共总饱温])和(?![谐平解田顺好])|(?<![参给授])与(?!会)|(?<!普|涉|触|遍)及(?!其|时|格)"
        ),
        "list": re.compile("等[^、和]{0,6}指标"),
        "counted": re.compile(r"[一二三四五六七八九十两\d][大个类项条种]"),
        "measured": re.compile(f"{measured}$"),
        "countable": re.compile(f"{lexicon.alternatives(known['countable'])}$"),
        "share": re.compile(f"(?:人均|平均|毛|总|综合|年)*{measured}.*$"),
    }
