"""Tell a numeral in characters that counts from one that is part of a word."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from helpers import lexicon
from helpers.commitments import comparators, units


class Numeral(NamedTuple):
    """A numeral in characters where it stands."""

    text: str
    m: re.Match[str]
    raw: str
    unit: str

    def lead(self, length: int) -> str:
        """Return so many characters before it."""
        return self.text[max(0, self.m.start() - length) : self.m.start()]

    def clause(self) -> str:
        """Return what stands shortly before it in its clause."""
        return re.split("[，,。；;：、]", self.lead(8))[-1]

    def follows(self, *marks: str) -> bool:
        """Tell whether one of the marks follows."""
        return self.text.startswith(marks, self.m.end())


class Reading(NamedTuple):
    """A reason why a numeral in characters counts, or is but part of a word."""

    name: str
    counts: bool
    example: str  # its first numeral is read so by this reason
    holds: Callable[[Numeral], bool]


@cache
def _labels() -> tuple[str, ...]:
    return tuple(lexicon.load("names")["labels"])


READINGS = (
    Reading("label", False, "三个代表", lambda n: n.text.startswith(_labels(), n.m.start())),
    Reading("a congress", False, "十八大", lambda n: n.unit == "大" and "十" in n.raw != "十"),
    Reading("zero", False, "零件", lambda n: n.raw[0] in "零〇" and not n.m["part"]),
    Reading("a quotation", False, "两个“确立”", lambda n: n.unit == "个" and n.follows("“", '"')),
    Reading("grade", False, "一二级水电站", lambda n: n.unit == "级" and n.raw[-1] in "一二"),
    Reading("share", True, "三分之二", lambda n: bool(n.m["part"] or n.m["fraction"])),
    Reading("measure", True, "近一吨", lambda n: n.raw == "一" and _one_measured(n)),
    Reading("one and one more", False, "再一次", lambda n: n.raw == "一" and _one_idle(n)),
    Reading("one that is promised", True, "新建一所", lambda n: n.raw == "一"),
    Reading("bound", True, "上百家", lambda n: _is_scale(n) and _scale_bound(n)),
    Reading("many", False, "百家争鸣", lambda n: _is_scale(n)),
)


def idle(text: str, m: re.Match[str]) -> bool:
    """Tell whether a numeral in characters is part of a word: the first reason says."""
    reading = read(text, m)
    return not (reading is None or reading.counts)


def read(text: str, m: re.Match[str]) -> Reading | None:
    """Return the first reason that holds of a numeral, none where it simply counts."""
    numeral = Numeral(text, m, m["han"] + m["scale"], m["hunit"])
    return next((reading for reading in READINGS if reading.holds(numeral)), None)


def _one_measured(n: Numeral) -> bool:
    measured = n.unit in units.marked("money", "measure")
    return n.follows("到", "至") or bool(measured and comparators.before()[0].search(n.clause()))


def _one_idle(n: Numeral) -> bool:
    if n.unit not in units.marked("one") or n.clause().endswith("再"):
        return True
    return not any(word in n.clause() for word in lexicon.load("units")["one_after"])


def _is_scale(n: Numeral) -> bool:
    return n.raw in ("百", "千", "万")


def _scale_bound(n: Numeral) -> bool:
    lead = n.lead(3)
    said = n.m["after"] or comparators.before()[0].search(lead) or lead.endswith(("上", "过", "前"))
    return bool(n.unit and (said or n.unit == "强"))
