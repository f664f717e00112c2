"""Arrange targets and results in series: the reports of one place and kind, year after year."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from helpers.commitments import indicators
from helpers.commitments.indicators import Measure, standards
from helpers.commitments.likeness import is_vague, words
from helpers.tables import Commitment, Document

Key = tuple[str, Measure, int]
YEARS = re.compile(r"(\d{4})/(\d{4})")
DISTRICT = re.compile("[\u4e00-\u9fff]{2,6}[区县市旗]")
RATES = ("%", "‰", "倍")
CLAUSE = re.compile("[，,；;。：:]")
PART_OF_SENTENCE = re.compile("[；;。]")
SINCE = re.compile(r"[同与比较](\d{4})年(?:相比|比)?[^，,。；;\d]*(?:[，,]|[增翻][^，,。；;]*$)")
"""2010年同2005年相比，…增长61.5%: what grew, grew since; 比2000年增长 says it of one clause."""

KINDS = ("averaged", "mean", "adjusted", "real")
"""Lists of words in a number's clause that say how it is counted."""

INDEX = 50
"""Above it, a rise of prices is told as an index: 104 is 4 %."""

NOVEMBER = 11


@dataclass(frozen=True)
class Sighting:
    """A target or result with what is compared: where, what is measured, how, of which year.

    What its words tell is read once, since many are compared with it.
    """

    place: str
    name: str
    standard: bool  # whether statistics knows the indicator
    measure: Measure
    better: Literal["more", "less"]
    year: int  # the last year that it is for, 0 where nobody says
    span: int  # the years that it counts: 5 for a rise in 2021/2025, 1 for a state at their end
    value: float  # a cut by 4 % is 4 under a name of cutting, -4 under one of growing
    unit: str
    commitment: Commitment
    document: Document
    at: int  # where its quote stands in its sentence
    minor: bool = False  # its plan aims at another value for the whole

    @cached_property
    def key(self) -> Key:
        """Return what has to be the same where two are compared."""
        return self.name, self.measure, self.year

    @property
    def since(self) -> int:
        """Return the first year that it is for, 0 where nobody says."""
        return self.year and self.year - self.span + 1

    @property
    def annual(self) -> bool:
        """Tell whether it is for the year that its report plans."""
        return self.commitment.horizon == "annual" and self.year == year_of(self.document)

    @property
    def averaged(self) -> bool:
        """Tell whether it is the mean or the sum of several years."""
        return self.span > 1 or self.summed

    @cached_property
    def summed(self) -> bool:
        """Tell whether its words make it a mean or a sum, or count from an earlier year."""
        c = self.commitment
        base = re.search(r"\d{4}", c.relative)
        if "averaged" in self.kinds or (base and int(base[0]) < self.year - 1):
            return True
        since = _since(self.lead)
        if self.measure == "growth" and 0 < since < self.year - 1:
            return True
        part = PART_OF_SENTENCE.split(self.lead)[-1]
        return not re.search(r"\d{4}", c.period_text) and bool(words()["years"].search(part))

    @cached_property
    def kinds(self) -> set[str]:
        """Return how it is counted: of each year, without the rise of prices, 可比增长7.5%."""
        clause = CLAUSE.split(self.lead)[-1]
        return {kind for kind in KINDS if words()[kind].search(clause)}

    @cached_property
    def lead(self) -> str:
        """Return the sentence up to the number."""
        return self.commitment.sentence[: self.at]

    @cached_property
    def clear(self) -> bool:
        """Tell whether it has a number, and a name that names one thing."""
        named = self.standard or (len(self.name) > 1 and not is_vague(self.name))
        return named and math.isfinite(self.value) and self.commitment.kind == "number"


@dataclass(slots=True)
class Report:
    """A document of a series, with what it promises and what it tells."""

    document: Document
    year: int
    targets: list[Sighting] = field(default_factory=list)
    results: list[Sighting] = field(default_factory=list)


def series(documents: Sequence[Document], commitments: Iterable[Commitment]) -> list[list[Report]]:
    """Return the reports of each place, genre and level in time, by place.

    A district whose plan a city's report tells is a place of its own. A document without a sure
    place and year belongs to no series: it is one of its own.
    """
    sources = {document.doc_id: document for document in documents}
    groups: dict[tuple[str, str, str], dict[str, Report]] = defaultdict(dict)
    begins: dict[tuple[str, int, str], int] = {}
    for c in commitments:
        begin = begins.setdefault(
            (c.doc_id, c.paragraph, c.sentence), c.start - c.sentence.find(c.quote)
        )
        if c.status == "context" or not (c.kind in ("number", "absolute") or c.relative):
            continue
        document = sources[c.doc_id]
        seen = _sighting(c, document, max(0, c.start - begin))
        alone = ("", "", c.doc_id)
        kin = (seen.place, document.genre, document.level) if _is_sure(document) else alone
        report = groups[kin].setdefault(c.doc_id, Report(document, year_of(document)))
        (report.targets if c.status == "target" else report.results).append(seen)
    for reports in groups.values():
        for report in reports.values():
            report.targets = _told_apart(report.targets)
    return [_in_time(groups[kin].values()) for kin in sorted(groups)]


def _told_apart(targets: Sequence[Sighting]) -> list[Sighting]:
    """Return the targets, those marked that name another value than the main one of their plan.

    A plan has one target a year for what statistics knows: it stands where most of such targets
    stand. Another one is of a part, whoever is named before it: 新区…生产总值增长15%以上.
    """
    known: dict[Key, list[Sighting]] = defaultdict(list)
    crowd: Counter[int] = Counter()
    for target in targets:
        if target.standard and target.clear and target.annual and target.commitment.tier == "base":
            known[target.key].append(target)
            crowd[target.commitment.paragraph] += 1
    minor: set[int] = set()
    for same in known.values():
        main = max(same, key=lambda target: crowd[target.commitment.paragraph])
        minor |= {id(target) for target in same if target.value != main.value}
    return [replace(target, minor=True) if id(target) in minor else target for target in targets]


def indexed(sightings: Iterable[Sighting]) -> dict[Key, list[Sighting]]:
    """Return the clear ones by what has to be the same where two are compared."""
    out: dict[Key, list[Sighting]] = defaultdict(list)
    for one in sightings:
        if one.clear:
            out[one.key].append(one)
    return out


def quoted(seen: Sighting | None, end: str, *columns: str) -> dict[str, Any]:
    """Return where a sighting stands and what it says, as columns of an end: `earlier_quote`.

    Where there is none, no document, place or words.
    """
    empty = {"paragraph": 0, "start": 0}
    at = seen.commitment if seen else None
    names = ("doc_id", "paragraph", "start", "quote", *columns)
    return {end + name: getattr(at, name, empty.get(name, "")) for name in names}


def year_of(document: Document) -> int:
    """Return the year a document speaks for, 0 if nobody knows: a report of December, the next."""
    if document.year:
        return int(document.year)
    date = re.match(r"(\d{4})(?:-(\d{2}))?", document.date)
    if not date:
        return 0
    late = document.genre == "work_report" and int(date[2] or 0) >= NOVEMBER
    return int(date[1]) + late


def _is_sure(document: Document) -> bool:
    """Tell whether place and year of a document are known beyond doubt."""
    doubted = {"place", "year"} & set(document.doubts.split())
    return bool(document.place and year_of(document)) and not doubted


def _in_time(reports: Iterable[Report]) -> list[Report]:
    return sorted(reports, key=lambda r: (r.year, r.document.date, r.document.doc_id))


def _sighting(c: Commitment, document: Document, at: int) -> Sighting:
    name = _name(c)
    known = standards().get(name)
    cut = bool(words()["falls"].search(name))
    told = known.better if known else "neither"
    less = told == "less" or (
        told == "neither" and not cut and words()["less_is_better"].search(name)
    )
    years = YEARS.fullmatch(c.period) if c.horizon == "plan" else None
    if c.status == "result" and _since(c.sentence[:at]) == c.year - 1:
        years = None  # what is told against the year before is that of the last year
    value, unit = _comparable(c, name, cut)
    return Sighting(
        place=c.place + c.actor if DISTRICT.fullmatch(c.actor) else c.place,
        name=name,
        standard=known is not None,
        measure=_measure(c, name, known.measure if known else "", c.sentence[:at]),
        better="less" if less else "more",
        year=c.year,
        span=int(years[2]) - int(years[1]) + 1 if years else 1,
        value=value,
        unit=unit,
        commitment=c,
        document=document,
        at=at,
    )


def _since(lead: str) -> int:
    """Return the last year from which a sentence counts a change, 0 if it names none.

    >>> _since("与2004年相比，预计生产总值增长"), _since("2004年生产总值增长")
    (2004, 0)
    """
    return max(map(int, SINCE.findall(lead)), default=0)


def _name(c: Commitment) -> str:
    """Return the name under which it meets itself; what grows by a multiple grows by per cent."""
    if c.unit == "倍" and words()["grows"].search(c.indicator):
        return indicators.key(c.indicator, "%")
    return c.canonical or c.key or c.indicator


def _measure(c: Commitment, name: str, standard: Measure | Literal[""], lead: str) -> Measure:
    """Return what kind of measure a quantity is; a share that is added is one of points."""
    if c.unit == "%" and words()["shares"].search(lead[-4:]):
        return "share"
    if standard and (standard != "share" or name.endswith("涨幅")):
        return standard
    if c.unit == "百分点":
        return "points"
    if c.unit not in RATES:
        return "share" if standard else "level"
    if not standard and (
        words()["grows"].search(c.indicator) or words()["falls"].search(c.indicator)
    ):
        return "growth"
    return "points" if words()["changed"].search(lead[-2:]) else "share"


def _comparable(c: Commitment, name: str, cut: bool) -> tuple[float, str]:
    """Return value and unit as they are compared: falls below zero, 增长1.1倍 as 110 %."""
    value, unit = c.value, c.unit
    if unit == "倍" and words()["grows"].search(c.indicator):
        value, unit = 100 * value, "%"
    if unit in ("%", "") and name.endswith("涨幅") and value > INDEX:
        value, unit = value - 100, "%"
    falls = bool(words()["falls"].search(c.indicator))
    if cut:
        value = abs(value) if falls else -abs(value)
    elif falls and unit in RATES:
        value = -abs(value)
    return value, unit
