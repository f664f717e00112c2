"""Arrange targets and results in series: the reports of one place and kind, year after year."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from helpers import lexicon
from helpers.commitments.likeness import is_vague
from helpers.tables import Commitment, Document

Measure = Literal["level", "growth", "share", "points"]
Key = tuple[str, Measure, int]
YEARS = re.compile(r"(\d{4})(?:/(\d{4}))?")
DISTRICT = re.compile("[\u4e00-\u9fff]{2,6}[区县市旗]")
RATES = ("%", "‰", "倍")
GROWS = re.compile("增长|增幅|增速|翻|下降|降低|减少|降幅|压减|削减")
FALLS = re.compile("下降|降低|减少|降幅|压减|削减")
NOVEMBER = 11


@dataclass(frozen=True, slots=True)
class Sighting:
    """A target or result with what is compared: where, what is measured, how, of which year."""

    place: str
    name: str
    standard: bool  # whether the lexicon knows the indicator
    measure: Measure
    direction: str  # less where less of it is better, else more
    year: int  # the last year that it is for, 0 where nobody says
    span: int  # the years it counts: 5 for 2021/2025
    value: float
    unit: str
    commitment: Commitment
    document: Document

    @property
    def key(self) -> Key:
        """Return what has to be the same where two are compared."""
        return self.name, self.measure, self.year

    @property
    def annual(self) -> bool:
        """Tell whether it is for the year that its report plans."""
        return self.span == 1 and self.year == year_of(self.document)

    @property
    def clear(self) -> bool:
        """Tell whether it has a number, and a name that names one thing."""
        named = self.standard or (len(self.name) > 1 and not is_vague(self.name))
        return named and math.isfinite(self.value)


@dataclass(slots=True)
class Report:
    """A document of a series, with what it promises and what it tells."""

    document: Document
    year: int
    targets: list[Sighting] = field(default_factory=list)
    results: list[Sighting] = field(default_factory=list)


def series(
    documents: Sequence[Document], commitments: Iterable[Commitment]
) -> list[list[Report]]:
    """Return the reports of each place, genre and level in time, by place.

    A district whose plan a city's report tells is a place of its own. A document without a sure
    place and year belongs to no series: it is one of its own.
    """
    sources = {document.doc_id: document for document in documents}
    groups: dict[tuple[str, str, str], dict[str, Report]] = defaultdict(dict)
    for c in commitments:
        if c.kind not in ("number", "absolute") or c.status == "context":
            continue
        document = sources[c.doc_id]
        seen = _sighting(c, document)
        sure = bool(document.place and year_of(document))
        kin = (seen.place, document.genre, document.level) if sure else ("", "", c.doc_id)
        reports = groups[kin]
        report = reports.setdefault(c.doc_id, Report(document, year_of(document)))
        (report.targets if c.status == "target" else report.results).append(seen)
    return [_in_time(groups[kin].values()) for kin in sorted(groups)]


def year_of(document: Document) -> int:
    """Return the year a document plans for, 0 if nobody knows: late in a year, the next."""
    date = re.match(r"(\d{4})(?:-(\d{2}))?", document.date)
    if not date:
        return 0
    late = document.genre == "work_report" and int(date[2] or 0) >= NOVEMBER
    return int(date[1]) + late


def _in_time(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=lambda r: (r.year, r.document.date, r.document.doc_id))


def _place(c: Commitment, document: Document) -> str:
    return document.place + c.actor if DISTRICT.fullmatch(c.actor) else document.place


def _sighting(c: Commitment, document: Document) -> Sighting:
    years = YEARS.fullmatch(c.period)
    last = int(years[2] or years[1]) if years else 0
    first = int(years[1]) if years else 0
    name, standard = named(c.indicator, c.unit)
    measure = _measure(c)
    value, unit = _comparable(c, measure)
    less = bool(_words()["lower"].search(name))
    return Sighting(
        place=_place(c, document),
        name=name,
        standard=standard,
        measure=measure,
        direction="less" if less else "more",
        year=last,
        span=last - first + 1,
        value=value,
        unit=unit,
        commitment=c,
        document=document,
    )


def _measure(c: Commitment) -> Measure:
    if "百分点" in c.unit:
        return "points"
    if c.unit not in RATES:
        return "level"
    return "growth" if GROWS.search(c.indicator) else "share"


def _comparable(c: Commitment, measure: Measure) -> tuple[float, str]:
    """Return value and unit as they are compared: falls below zero, 增长1.1倍 as 110 %."""
    value, unit = c.value, c.unit
    if measure == "growth" and unit == "倍":
        value, unit = 100 * value, "%"
    if measure == "growth" and FALLS.search(c.indicator):
        value = -abs(value)
    return value, unit


@cache
def named(indicator: str, unit: str) -> tuple[str, bool]:
    """Return the one name under which an indicator meets itself, and whether it is a standard one.

    A share or a growth rate is another thing than a level, so the kind of measure is part of it.

    >>> named("全市城镇登记失业率", "%"), named("GDP增长", "%"), named("新增城镇就业", "人")
    (('城镇登记失业率', True), ('地区生产总值增长', True), ('城镇新增就业', True))
    """
    plain = re.sub(r"[\s“”\"'‘’、，,]", "", indicator)
    plain = _words()["drop"].sub("", plain)
    grows = "增长" if unit in ("%", "倍") and GROWS.search(plain) else ""
    for standard, others in _same():
        if others.search(plain):
            return standard + grows, True
    return _words()["measure"].sub("", plain) + grows, False


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = lexicon.load("indicators")
    lower = words["lower_is_better"]["words"]
    lists = {"drop": words["drop"], "measure": words["measure"], "lower": lower}
    out = {name: lexicon.alternatives(words) for name, words in lists.items()}
    return {name: re.compile(words + "$" * (name == "measure")) for name, words in out.items()}


@cache
def _same() -> list[tuple[str, re.Pattern[str]]]:
    same = lexicon.load("indicators")["same"]
    return [(name, re.compile("|".join(others))) for name, others in same.items() if name]
