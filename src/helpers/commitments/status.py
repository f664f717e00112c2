"""Tell what is promised from what was done, and both from what a number only describes."""

import re
from functools import cache
from typing import NamedTuple

from helpers import lexicon
from helpers.commitments import periods, wording
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Period
from helpers.tables import Status
from helpers.text.numerals import HAN


class Around(NamedTuple):
    """Where an item stands: its sentence and clause, and what is counted there beside it."""

    first: int
    final: int
    low: int
    high: int
    last: int  # where the item before it ends
    after: str  # what follows it, and what is coordinated with it, in the clause
    noun: str  # ... up to the next item
    following: Item | None
    earlier: str  # the indicator before it in the sentence


def judge(passage: Passage, item: Item, around: Around, time: Period | None) -> tuple[Status, str]:
    """Return target, result or context, and the reason."""
    text, frame, after = passage.text, passage.frame, around.after
    before = text[around.low : item.start]
    if item.kind == "number":
        why = _context(item, text, before, around, frame.status != "result")
        if why:
            return "context", why
    cues = _cues()
    if frame.status == "target":
        near = time and (time.start >= around.low or time.start - around.first < 3)
        over = time and near and time.value and periods.last_year(time.value) < frame.year
        if time and over and "的" not in text[time.end : item.start]:
            return "result", f"time word {time.text}"
        base = cues["base"].search(before)
        if base and cues["base_goes"].match(after):
            return "result", "base of a target"
        if cues["grounds"].match(after):
            return "result", "a base to go on from"
        past = cues["past"].search(before)
        if past and not wording.binding()[0].search(before, 0, past.start()):
            return "result", past[0]
        return "target", frame.rule
    future = cues["future"].search(before)
    if frame.status == "result":
        later = time and time.value and periods.last_year(time.value) >= frame.year > 0
        return ("target", "future") if later and future else ("result", frame.rule)
    if future or (item.kind != "number" and not cues["past"].search(before)):
        return "target", future[0] if future else "no past word"
    return "result", "no word of the future"


def _context(item: Item, text: str, before: str, around: Around, ahead: bool) -> str:
    """Return why a number only describes, empty when it does not; `ahead` where the text plans."""
    known, cues, after, following = lexicon.load("status"), _cues(), around.after, around.following
    quote, number, unit = text[item.start : item.end], text[item.number : item.end], item.unit
    size, scale = unit in known["size_units"], cues["scale"].match(number)
    if quote.endswith("级") and unit == "元":
        return "class of size"
    bounded = quote.endswith(("以上", "以下", "级", "以内")) or scale
    attribute = bool(cues["noun"].match(after) and not cues["grows"].match(after))
    if unit in known["class_units"]:
        size = attribute = bool(cues["settled"].match(after))
    built = unit in known["extents"] and not scale and cues["delivered"].search(before)
    limit = item.comparator in (">=", "<=") and cues["classes"].match(after)
    if size and not built and ((bounded and attribute) or limit):
        return "threshold"
    exact = item.comparator in ("=", "range")
    if unit in ("千伏", "周岁") or (unit in ("级", "类") and exact):
        return "class"
    if number.endswith(("大", "强")) and quote[0] != "前":
        return "counts points"
    near = following if following and following.start == item.end and item.value < 100 else None
    if near and unit in known["list_units"] and near.unit in known["stock_units"]:
        return "list of what follows"
    if unit not in known["stock_units"] or quote[0] == "前":
        return ""
    small, delivered = number[0] in HAN, cues["delivered"].search(before)
    if cues["points"].match(after) if small else cues["aspects"].match(after):
        return "counts points"
    if small and unit in known["list_units"] and not delivered:
        return "small count of a list"
    existing = cues["places"].match(after) or cues["among"].match(after)
    if existing and not cues["achieved"].search(before):
        return "places or things that exist"
    if unit == "条" and cues["policies"].match(after) and not cues["issued"].search(before):
        return "points of a policy"
    stock = cues["stock"].search(before) or cues["stock_goes"].match(after)
    return "stock" if ahead and stock and not cues["completed"].search(after) else ""


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
