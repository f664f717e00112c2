"""Know the administrative divisions of China: their names, codes (GB/T 2260) and levels."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from helpers.lexicon import LEXICONS, load

LEADS = re.compile("[^\u4e00-\u9fff]|[在受表于]")
Level = Literal["province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Division:
    """A province, city (prefecture, league) or county (district, banner, county-level city)."""

    adcode: str
    name: str
    short: str
    level: Level
    gone: int  # the first year without it; 0 when it is there today

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.adcode[:2] + "0000"

    def within(self, other: "Division") -> bool:
        """Tell whether it is the other division or lies in it."""
        return self.adcode.startswith(other.adcode.rstrip("0").ljust(2, "0"))


class Named(NamedTuple):
    """A full name of a division in a text."""

    start: int
    end: int
    name: str


def lookup(name: str, *, level: str = "") -> list[Division]:
    """Return the divisions of a full or short name: those of today first, the higher first.

    >>> [(d.adcode, d.name, d.level) for d in lookup("镇江")]
    [('321100', '镇江市', 'city')]
    >>> [d.gone for d in lookup("襄樊市")], lookup("吐尼亚孜")
    ([2010], [])
    """
    divisions = _by_name().get(name, ())
    return [division for division in divisions if not level or division.level == level]


def adcode(place: str, level: str = "") -> str:
    """Return the code of a place, empty when no division or more than one is called so.

    >>> adcode("镇江", "city"), adcode("江苏"), adcode("鼓楼区"), adcode("吉林", "city")
    ('321100', '320000', '', '220200')
    """
    divisions = lookup(place, level=level)
    standing = [division for division in divisions if not division.gone] or divisions
    highest = [division for division in standing if division.level == standing[0].level]
    return highest[0].adcode if len(highest) == 1 else ""


def of_code(adcode: str) -> Division | None:
    """Return the division that has a code today, or had it last."""
    return _by_code().get(adcode)


def named(text: str) -> Iterator[Named]:
    """Yield the full names of divisions in a text, the longest that ends at each place.

    Names of two characters (范县 in 示范县) and those of any town (老城区) count only behind
    a higher division or at the beginning.

    >>> [found.name for found in named("江苏省镇江市丹阳市人民政府")]
    ['江苏省', '镇江市', '丹阳市']
    """
    ends, names, common = _endings(), _by_name(), frozenset(load("regions")["common"])
    reach = 0
    for match in _suffix().finditer(text):
        end = match.end()
        for length in ends.get(text[end - 2 : end], ()):
            start = end - length
            name = text[start:end]
            if start < 0 or name not in names:
                continue
            bare = name[-1] == "县" and LEADS.match(text, start - 1)
            led = start in (0, reach) or bare
            if led or (length > 2 and name not in common):
                yield Named(start, end, name)
                reach = end
            break


def shortened(name: str) -> str:
    """Return a division's name without its rank and peoples, whole if one character would be left.

    >>> shortened("恩施土家族苗族自治州"), shortened("镇江市"), shortened("忠县")
    ('恩施', '镇江', '忠县')
    """
    rank, peoples = _endings_of_names()
    ranked = rank.sub("", name)
    return next((short for short in (peoples.sub("", ranked), ranked) if len(short) > 1), name)


@cache
def all_divisions() -> tuple[Division, ...]:
    """Return every division of the lexicon."""
    rows = (line.split() for line in _lines())
    return tuple(_division(row[0], row[1], int(row[2]) if len(row) > 2 else 0) for row in rows)


def _lines() -> list[str]:
    text = (LEXICONS / "divisions.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _division(code: str, name: str, gone: int) -> Division:
    level: Level = "county" if code[4:] != "00" else "city"
    if code[2:] == "0000":
        level = "province"
    return Division(code, name, shortened(name), level, gone)


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    names: dict[str, list[Division]] = defaultdict(list)
    ranks = ("province", "city", "county")
    for division in sorted(all_divisions(), key=lambda d: (bool(d.gone), ranks.index(d.level))):
        for name in {*_full(division), division.short}:
            names[name].append(division)
    return {name: tuple(divisions) for name, divisions in names.items()}


def _full(division: Division) -> tuple[str, ...]:
    """Return the names of a division that tell its rank: 伊犁哈萨克自治州, 伊犁州."""
    ruled = division.name[-3:-1] == "自治" and division.level != "province"
    return (division.name, division.short + division.name[-1]) if ruled else (division.name,)


@cache
def _by_code() -> dict[str, Division]:
    return {d.adcode: d for d in sorted(all_divisions(), key=lambda d: (not d.gone, d.gone))}


@cache
def _endings() -> dict[str, tuple[int, ...]]:
    """Return the lengths of the full names that end in two characters, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for division in all_divisions():
        for name in _full(division):
            lengths[name[-2:]].add(len(name))
    return {end: tuple(sorted(sizes, reverse=True)) for end, sizes in lengths.items()}


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted({d.name[-1] for d in all_divisions()}))}]")


@cache
def _endings_of_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("regions")
    rank = f"(?:{'|'.join(words['ranks'])})$"
    return re.compile(rank), re.compile(f"(?:{'|'.join(words['peoples'])})+$")
