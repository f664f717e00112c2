"""Read the promises of a document: every quantity, absolute and dated word, with its fields."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from helpers.commitments import (
    areas,
    comparison,
    frames,
    indicators,
    periods,
    phrases,
    promises,
    speakers,
    status,
    surroundings,
    tasks,
    trimming,
    wording,
)
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Frame, Period
from helpers.commitments.phrases import Spot
from helpers.commitments.quantities import NAN
from helpers.commitments.status import Rule
from helpers.commitments.surroundings import Around
from helpers.parallel import each_spared
from helpers.tables import (
    Commitment,
    Comparator,
    Document,
    Firmness,
    Horizon,
    Level,
    Paragraph,
    Status,
)
from helpers.text import divisions

if TYPE_CHECKING:
    import pandas as pd

# An actor that promises less than this in a section gets its plain promises listed too.
FEW = 5


def extract(document: Document, paragraphs: Sequence[Paragraph]) -> list[Commitment]:
    """Return the commitments of one document in reading order.

    Numbers, absolute and dated promises are all listed, each with its status; plain promises
    (kind `action`: one per clause that opens with a verb of doing) only for an actor and section
    with fewer than five other targets, so that nobody who promises without numbers is empty.
    """
    return [commitment for commitment, _ in _judged(document, paragraphs)]


def explain(
    sentence: str, document: Document, *, section: str = "", actor: str = ""
) -> "pd.DataFrame":
    """Return for each commitment in a sentence each field with its value and the rule that gave it.

    The sentence is read as if it stood in the document, in that section.

    >>> from helpers.tables import Document, columns
    >>> blank = {name: kind() for name, kind in columns(Document).items()}
    >>> speech = Document(**blank | {"genre": "interviews", "date": "2021-10"})
    >>> table = explain("力争年内新增高新技术企业20家以上。", speech, actor="高邮市")
    >>> print(table.drop(columns="quote").to_string(index=False))
         field      value                rule
          kind     number              number
        status     target    genre interviews
    comparator         >=                  以上
         value       20.0               20家以上
          unit          家               20家以上
        period       2021        time word 年内
      firmness     aspire                  力争
         actor        高邮市             section
     indicator   新增高新技术企业 words of its clause
          area innovation             lexicon
    """
    import pandas as pd

    facts = {"doc_id": document.doc_id, "section": section, "actor": actor, "text": sentence}
    paragraph = Paragraph(**facts, paragraph=1, role="body", raw_start=0, raw_end=len(sentence))
    rows = [
        {"quote": c.quote, "field": field, "value": getattr(c, field), "rule": rule}
        for c, rules in _judged(document, [paragraph])
        for field, rule in zip(FIELDS, rules, strict=True)
    ]
    return pd.DataFrame(rows, columns=["quote", "field", "value", "rule"])


FIELDS = (
    "kind", "status", "comparator", "value", "unit", "period", "firmness", "actor", "indicator",
    "area",
)  # fmt: skip
REACHING = ("到", "至", "达", "突破", "超过")
DISTRICT = re.compile("[\u4e00-\u9fff]{2,8}[区县市旗]")
TURNED: dict[Comparator, Comparator] = {">=": "<=", "<=": ">="}  # 下降8%以上 is -8 % or less
Judged = tuple[Commitment, tuple[str, ...]]


def _judged(document: Document, paragraphs: Sequence[Paragraph]) -> list[Judged]:
    out: list[Judged] = []
    quiet: list[tuple[Paragraph, Passage, set[str]]] = []
    count: Counter[tuple[str, str]] = Counter()
    paragraphs = speakers.spoken(document, paragraphs)
    framed = tasks.framed(paragraphs, frames.of(document, paragraphs))
    for paragraph, frame in zip(paragraphs, framed, strict=True):
        if paragraph.role == "title":
            continue
        passage = Passage(paragraph.text, frame)
        records = list(_records(document, paragraph, passage))
        out += records
        targets = [c for c, _ in records if c.status == "target" and c.kind != "action"]
        count[_group(paragraph)] += len(targets)
        if paragraph.role == "body" and frame.status == "target":
            quiet.append((paragraph, passage, {c.sentence for c, _ in records}))
    for paragraph, passage, taken in quiet:
        if count[_group(paragraph)] < FEW:
            out += _plain(document, paragraph, passage, taken)
    return sorted(out, key=lambda record: (record[0].paragraph, record[0].start, record[0].end))


def _group(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.actor, paragraph.section.split(" / ")[0]


def _records(document: Document, paragraph: Paragraph, passage: Passage) -> Iterator[Judged]:
    """Yield the numbers, absolute and dated promises and comparisons of a paragraph."""
    read = [_reading(passage, item, here) for item, here in surroundings.around(passage)]
    spots = [Spot(r.item, r.around, r.rule.status == "context") for r in read]
    for reading, names in zip(read, phrases.names(passage, spots), strict=True):
        for name in names:  # several where one number stands for several subjects
            yield _record(document, paragraph, passage, reading, name)


def _plain(
    document: Document, paragraph: Paragraph, passage: Passage, taken: set[str]
) -> Iterator[Judged]:
    """Yield the plain promises of a paragraph in sentences that promise nothing else."""
    for item, verb in promises.actions(passage):
        (first, final), (low, high) = passage.sentence(item.start), passage.clause(item.start)
        reading = _reading(passage, item, Around(first=first, final=final, low=low, high=high))
        if reading.rule.status != "target" or passage.words(first, final) in taken:
            continue
        quote = passage.text[item.start : item.end]
        record, rules = _record(document, paragraph, passage, reading, quote[: phrases.LONGEST])
        yield replace(record, verb=verb, object=quote[len(verb) :]), rules


class Reading(NamedTuple):
    """An item with what is known of it before it is said what it measures."""

    item: Item
    around: Around
    time: Period | None
    rule: Rule
    why: str


def _reading(passage: Passage, item: Item, around: Around) -> Reading:
    time = surroundings.governing_time(passage, item, around)
    return Reading(item, around, time, *status.judge(passage, item, around, time))


def _record(
    document: Document, paragraph: Paragraph, passage: Passage, reading: Reading, indicator: str
) -> Judged:
    """Return the record of an item, and for each of FIELDS the rule that gave it."""
    item, around, time, rule, why = reading
    text, meant = paragraph.text, rule.status
    firmness: Firmness = "plain"
    word: str = meant
    actor, party = wording.short(paragraph.actor), "section"
    if meant == "target":
        firmness, word = wording.firmness(passage, item, around.low, around.high)
        actor, party = wording.actor(passage, item, around.first, around.low, paragraph.actor)
    period, said, dated = _period(passage.frame, meant, time)
    area = areas.of_indicator(indicator) or passage.area(around.first, around.final)
    if meant == "result" and (base := surroundings.base_time(passage, item, around)):
        period, said, dated = base.value, base.text, f"time word {base.text}"
    year, horizon = _horizon(period, passage.frame, meant)
    if meant == "result" and horizon == "plan" and _reached(text, reading, indicator):
        horizon = "annual"  # a level is that of the last year, whatever years it rose in
    higher = around.before and meant == "target" and comparison.stretch(text, around.before, item)
    canonical, key = _names(indicator, reading)
    falls = indicators.turned(indicator, canonical) and item.unit in phrases.RATES
    place, place_level, adcode = _place(document.place, document.level, actor)
    value, value_max = item.value, item.value_max
    if falls:
        value, value_max = (-value, NAN) if math.isnan(value_max) else (-value_max, -value)
    commitment = Commitment(
        doc_id=paragraph.doc_id,
        paragraph=paragraph.paragraph,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        sentence=passage.words(around.first, around.final),
        kind=item.kind,
        status=meant,
        actor=actor,
        indicator=indicator,
        comparator=TURNED.get(item.comparator, item.comparator) if falls else item.comparator,
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
        tier="stretch" if higher else "base",
        relative=item.relative or comparison.reference(passage, item),
        place=place,
        level=place_level,
        adcode=adcode,
    )
    number = text[item.number : item.end]
    rules = (item.kind, why, item.rule, number, number, dated, word, party)
    return commitment, (*rules, "words of its clause", "lexicon" if area else "no word of it")


def _names(indicator: str, reading: Reading) -> tuple[str, str]:
    """Return the standard name and the key of what is measured, empty where nothing is."""
    item = reading.item
    if reading.rule.status == "context" or not (item.kind == "number" or item.relative):
        return "", ""
    unit = "%" if item.kind == "action" else item.unit  # what moves with another is a growth
    return indicators.named(indicator, unit)


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


def _horizon(period: str, frame: Frame, meant: Status) -> tuple[int, Horizon]:
    """Return the year in which a period ends, and how long it is.

    A single year beyond the one that is planned for stands at the end of a plan.
    """
    if not period:
        return 0, ""
    year = periods.last_year(period)
    if "-" in period:
        return year, "month" if re.fullmatch(r"\d{4}-\d\d", period) else "quarter"
    later = meant == "target" and year > frame.year > 0
    return year, "plan" if later or "/" in period else "annual"


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


def extract_all(documents: Sequence[Document], paragraphs: Iterable[Paragraph]) -> list[Commitment]:
    """Return the commitments of all documents, in their order."""
    pairs = by_document(documents, paragraphs)
    return each_spared(
        _commitments, [(document.doc_id, (document, own)) for document, own in pairs]
    )


def _commitments(item: tuple[Document, list[Paragraph]]) -> list[Commitment]:
    from helpers.commitments.extraction import extract

    return extract(*item)


def by_document(
    documents: Sequence[Document], paragraphs: Iterable[Paragraph]
) -> list[tuple[Document, list[Paragraph]]]:
    """Return each document with its paragraphs, in the order of the documents."""
    own: dict[str, list[Paragraph]] = {document.doc_id: [] for document in documents}
    for paragraph in paragraphs:
        own[paragraph.doc_id].append(paragraph)
    return [(document, own[document.doc_id]) for document in documents]
