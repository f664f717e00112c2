"""Make the record of an item: each field of a commitment, and the rule that gave it."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

from helpers.commitments import (
    areas,
    comparison,
    indicators,
    periods,
    phrases,
    surroundings,
    trimming,
    wording,
)
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Frame, Period
from helpers.commitments.quantities import NAN
from helpers.commitments.status import Rule
from helpers.commitments.surroundings import Around
from helpers.tables import Commitment, Comparator, Document, Firmness, Horizon, Level, Paragraph
from helpers.text import divisions

FIELDS = (
    "kind", "status", "comparator", "value", "unit", "period", "firmness", "actor", "indicator",
    "area",
)  # fmt: skip
REACHING = ("到", "至", "达", "突破", "超过")
DISTRICT = re.compile("[\u4e00-\u9fff]{2,8}[区县市旗]")
TURNED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">="}  # 下降8%以上 is -8 % or less
Judged = tuple[Commitment, tuple[str, ...]]


class Reading(NamedTuple):
    """An item with what is known of it before it is said what it measures."""

    item: Item
    around: Around
    time: Period | None
    rule: Rule
    why: str


def of(
    document: Document,
    paragraph: Paragraph,
    passage: Passage,
    reading: Reading,
    indicator: str,
    verb: str = "",
) -> Judged:
    """Return the record of an item, and for each of FIELDS the rule that gave it.

    A plain promise has a `verb` before its object.
    """
    item, around, _, rule, why = reading
    firmness, word, actor, party = _promised(passage, reading, paragraph.actor)
    period, said, year, horizon, dated = _when(passage, reading, indicator)
    area = areas.of_indicator(indicator) or passage.area(around.first, around.final)
    canonical, key = _names(indicator, reading)
    comparator, value, value_max = _amount(item, indicator, canonical)
    place, level, adcode = _place(document.place, document.level, actor)
    commitment = Commitment(
        doc_id=paragraph.doc_id,
        paragraph=paragraph.paragraph,
        start=item.start,
        end=item.end,
        quote=paragraph.text[item.start : item.end],
        sentence=passage.words(around.first, around.final),
        kind=item.kind,
        status=rule.status,
        actor=actor,
        indicator=indicator,
        comparator=comparator,
        value=value,
        value_max=value_max,
        unit=item.unit,
        period=period,
        period_text=said,
        firmness=firmness,
        area=area,
        canonical=canonical,
        key=key,
        year=year,
        horizon=horizon,
        tier="stretch" if _is_higher(paragraph.text, reading) else "base",
        relative=item.relative or comparison.reference(passage, item),
        place=place,
        level=level,
        adcode=adcode,
        certainty=item.certainty,
        verb=verb,
        object=paragraph.text[item.start + len(verb) : item.end] if verb else "",
    )
    number = paragraph.text[item.number : item.end]
    rules = (item.kind, why, item.rule, number, number, dated, word, party)
    return commitment, (*rules, "words of its clause", "lexicon" if area else "no word of it")


def _promised(passage: Passage, reading: Reading, answers: str) -> tuple[Firmness, str, str, str]:
    """Return how firmly it is promised and the word for it, who must deliver, and who says so."""
    item, around, _, rule, _ = reading
    if rule.status != "target":
        return "plain", rule.status, wording.short(answers), "section"
    firmness, word = wording.firmness(passage, item, around.low, around.high)
    return firmness, word, *wording.actor(passage, item, around.first, around.low, answers)


def _is_higher(text: str, reading: Reading) -> bool:
    """Tell whether a target is the higher one of two for one thing."""
    before = reading.around.before
    aims = before and reading.rule.status == "target"
    return bool(before and aims and comparison.stretch(text, before, reading.item))


def _amount(item: Item, indicator: str, canonical: str) -> tuple[Comparator, float, float]:
    """Return comparator, value and upper end, with the other sign where a fall is told."""
    if item.unit not in phrases.RATES or not indicators.turned(indicator, canonical):
        return item.comparator, item.value, item.value_max
    sign = TURNED.get(item.comparator, item.comparator)
    if math.isnan(item.value_max):
        return sign, -item.value, NAN
    return sign, -item.value_max, -item.value


def _names(indicator: str, reading: Reading) -> tuple[str, str]:
    """Return the standard name and the key of what is measured, empty where nothing is."""
    item = reading.item
    if reading.rule.status == "context" or not (item.kind == "number" or item.relative):
        return "", ""
    unit = "%" if item.kind == "action" else item.unit  # what moves with another is a growth
    return indicators.named(indicator, unit)


def _when(passage: Passage, reading: Reading, indicator: str) -> tuple[str, str, int, Horizon, str]:
    """Return period, the words that say so, the year in which it ends, its length, and the rule."""
    item, around, time, rule, _ = reading
    period, said, dated = _period(passage.frame, rule.status, time)
    told = rule.status == "result"
    if told and (base := surroundings.base_time(passage, item, around)):
        period, said, dated = base.value, base.text, f"time word {base.text}"
    year, horizon = _horizon(period, passage.frame, ahead=rule.status == "target")
    if told and horizon == "plan" and _reached(passage.text, reading, indicator):
        horizon = "annual"  # a level is that of the last year, whatever years it rose in
    return period, said, year, horizon, dated


def _period(frame: Frame, meant: str, time: Period | None) -> tuple[str, str, str]:
    """Return period, the words that say so, and the rule."""
    if meant == "context":
        return "", "", "context has none"
    over = meant == "result" and frame.status == "target"
    if time and not (over and time.value and periods.last_year(time.value) >= frame.year):
        return time.value, time.text, f"time word {time.text}"
    if over:
        return str(frame.past or ""), "", "year that is looked back on"
    return frame.period, "", frame.rule


def _horizon(period: str, frame: Frame, *, ahead: bool) -> tuple[int, Horizon]:
    """Return the year in which a period ends, and how long it is.

    A single year beyond the one that is planned for stands at the end of a plan.
    """
    if not period:
        return 0, ""
    year = periods.last_year(period)
    if "-" in period:
        return year, "month" if re.fullmatch(r"\d{4}-\d\d", period) else "quarter"
    later = ahead and year > frame.year > 0
    return year, "plan" if later or "/" in period else "annual"


def _reached(text: str, reading: Reading, indicator: str) -> bool:
    """Tell whether a level is said to be reached: 由520万增加到1300万标箱."""
    before = text[reading.around.low : reading.item.number]
    flow = any(word in before for word in ("累计", "年均", "新增", "共"))
    return before.endswith(REACHING) and not flow and not trimming.changes(indicator)


@lru_cache(maxsize=4096)
def _place(place: str, level: Level, actor: str) -> tuple[str, Level, str]:
    """Return place, level and code: those of a district that makes the promise itself."""
    code = divisions.adcode(place, level if level in ("province", "city", "county") else "")
    whole = divisions.of_code(code)
    if whole and DISTRICT.fullmatch(actor):
        parts = [d for d in divisions.lookup(actor, level="county") if d.within(whole)]
        if len({d.adcode for d in parts if not d.gone}) == 1:
            own = next(d for d in parts if not d.gone)
            return f"{place}{actor}", "county", own.adcode
    return place, level, code
