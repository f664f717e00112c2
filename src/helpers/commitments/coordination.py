"""Numbers that belong together: ranges, and units and bounds that a coordination shares."""

import math
import re
from dataclasses import dataclass, replace

from helpers.tables import Certainty, Comparator, Kind
from helpers.text.numerals import numeral

BETWEEN = ("、", "和", "及", "与", "或")
RANGE = re.compile(r"\s?(?:[-—–－─~～]{1,2}|至|到)\s?")


@dataclass(frozen=True, slots=True)
class Item:
    """What makes a record; offsets count in the text it was found in."""

    start: int
    end: int
    comparator: Comparator
    value: float
    value_max: float
    unit: str
    number: int  # where the number itself begins, after the words of the comparator
    rule: str
    kind: Kind = "number"  # or absolute, dated, action
    relative: str = ""  # what a comparison without a number compares with
    certainty: Certainty = "certain"  # that its digits are what was meant


def joined(text: str, left: Item, right: Item) -> Item | None:
    """Return the range that two numbers make, if they make one: 3-5家, 5%至6%."""
    between = text[left.end : right.number]
    if not RANGE.fullmatch(between) or not math.isnan(left.value_max):
        return None
    if between.strip() in "至到" and text[left.start - 1 : left.start] in ("从", "由"):
        return None
    unit_shared = left.unit in ("?", "") and right.unit not in ("?", "")
    return replace(
        right,
        start=left.start,
        value=_scaled(text, left, right) if unit_shared else left.value,
        value_max=right.value,
        comparator="range",
        number=left.number,
        rule="range",
        certainty=left.certainty if left.certainty != "certain" else right.certainty,
    )


def _scaled(text: str, left: Item, right: Item) -> float:
    """Return the left value with the right one's 万 or 亿, where that makes them alike."""
    scale = re.match(r"[\d.,]+[多余]?([百千万亿]+)", text[right.number : right.end])
    factor = numeral("一" + scale[1]) if scale else 1.0
    return left.value * factor if left.value * factor <= 20 * right.value else left.value


def shared(text: str, found: list[Item]) -> list[Item]:
    """Share unit and bound over coordinations: 5、10和20个, 60家、500家、100家以上, 超5%和6%."""
    out = list(found)
    pairs = [i for i in range(len(out) - 1) if text[out[i].end : out[i + 1].start] in BETWEEN]
    for i in reversed(pairs):
        left, right = out[i], out[i + 1]
        if left.unit == "?" and right.unit not in ("?", ""):
            value = _scaled(text, left, right)
            left = replace(left, unit=right.unit, value=value, rule="shared unit")
        same = left.unit == right.unit and left.comparator == "="
        if same and right.start == right.number and right.comparator in (">=", "<="):
            left = replace(left, comparator=right.comparator, rule="shared comparator")
        out[i] = left
    for i in pairs:
        left, right = out[i], out[i + 1]
        ahead = left.start < left.number or left.rule == "shared comparator"
        bound = ahead and left.comparator in (">=", "<=")
        if bound and left.unit == right.unit and right.comparator == "=":
            out[i + 1] = replace(right, comparator=left.comparator, rule="shared comparator")
    return out
