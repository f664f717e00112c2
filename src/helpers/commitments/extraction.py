"""Read the promises of a document: every quantity, absolute and dated word, with its fields."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from helpers.commitments import (
    comparison,
    indicators,
    periods,
    promises,
    speakers,
    status,
    tasks,
    wording,
)
from helpers.commitments.coordination import BETWEEN, Item
from helpers.commitments.passage import Passage, area_of
from helpers.commitments.periods import Frame, Period
from helpers.commitments.status import Around
from helpers.parallel import each
from helpers.tables import Commitment, Document, Firmness, Horizon, Paragraph, Status

if TYPE_CHECKING:
    import pandas as pd

# An actor that promises less than this in a section gets its plain promises listed too.
FEW = 5
# Only so many time words before an item are asked whether they govern it.
NEAR = 12
GROWTH = ("%", "‰", "倍", "百分点")


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
Judged = tuple[Commitment, tuple[str, ...]]


def _judged(document: Document, paragraphs: Sequence[Paragraph]) -> list[Judged]:
    out: list[Judged] = []
    quiet: list[tuple[Paragraph, Passage, set[str]]] = []
    count: Counter[tuple[str, str]] = Counter()
    paragraphs = speakers.spoken(document, paragraphs)
    frames = tasks.framed(paragraphs, periods.frames(document, paragraphs))
    for paragraph, frame in zip(paragraphs, frames, strict=True):
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
    earlier, before = "", None
    for item, around in surroundings(passage):
        earlier = earlier if around.last > around.first else ""
        around = around._replace(earlier=earlier, before=before)
        judged = _record(document, paragraph, passage, item, around)
        earlier = judged[0].indicator if item.kind == "number" else earlier
        before = item
        yield judged


def surroundings(passage: Passage) -> Iterator[tuple[Item, Around]]:
    """Yield the items of a passage, each with where it stands and what stands beside it."""
    items = promises.find(passage)
    last, ends = 0, _coordinated(passage.text, items)
    for i, (item, end) in enumerate(zip(items, ends, strict=True)):
        first, final = passage.sentence(item.number)
        low, high = passage.clause(item.number)
        tail, stop = items[end].end, items[end + 1].start if end + 1 < len(items) else high
        after = passage.text[tail:high]
        yield (
            item,
            Around(
                first=first,
                final=final,
                low=low,
                high=high,
                last=last,
                after=after,
                noun=after[: max(0, stop - tail)],
                following=items[i + 1] if i + 1 < len(items) else None,
            ),
        )
        last = item.end


def _coordinated(text: str, items: Sequence[Item]) -> list[int]:
    """Return for each item the last one of its coordination: that of 9% for 8% in 增长8%和9%."""
    ends = list(range(len(items)))
    for i in range(len(items) - 2, -1, -1):
        if text[items[i].end : items[i + 1].start] in BETWEEN:
            ends[i] = ends[i + 1]
    return ends


def _plain(
    document: Document, paragraph: Paragraph, passage: Passage, taken: set[str]
) -> Iterator[Judged]:
    """Yield the plain promises of a paragraph in sentences that promise nothing else."""
    for item in promises.actions(passage):
        (first, final), (low, high) = passage.sentence(item.start), passage.clause(item.start)
        around = Around(first=first, final=final, low=low, high=high)
        record = _record(document, paragraph, passage, item, around)
        if record[0].sentence not in taken and record[0].status == "target":
            yield record


def _record(
    document: Document, paragraph: Paragraph, passage: Passage, item: Item, around: Around
) -> Judged:
    """Return the record of an item, and for each of FIELDS the rule that gave it."""
    text, first = paragraph.text, around.first
    time = governing_time(passage, item, around)
    rule, why = status.judge(passage, item, around, time)
    meant = rule.status
    firmness: Firmness = "plain"
    word: str = meant
    actor, party = wording.short(paragraph.actor), "section"
    if meant == "target":
        firmness, word = wording.firmness(passage, item, around.low, around.high)
        actor, party = wording.actor(passage, item, first, paragraph.actor)
    period, said, dated = _period(passage.frame, meant, time)
    indicator = _indicator(passage, item, around, said)
    area = area_of(indicator) or passage.area(first, around.final)
    unit = "%" if item.relative else item.unit  # what moves with another is a growth
    measured = meant != "context" and item.kind in ("number", "action")
    year, horizon = _horizon(period, passage.frame, meant)
    higher = around.before and meant == "target" and comparison.stretch(text, around.before, item)
    commitment = Commitment(
        doc_id=paragraph.doc_id,
        paragraph=paragraph.paragraph,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        sentence=passage.words(first, around.final),
        kind=item.kind,
        status=meant,
        actor=actor,
        indicator=indicator,
        comparator=item.comparator,
        value=item.value,
        value_max=item.value_max,
        unit=item.unit,
        period=period,
        period_text=said,
        firmness=firmness,
        area=area,
        canonical=indicators.canonical(indicator, unit) if measured else "",
        key=indicators.key(indicator, unit) if measured else "",
        year=year,
        horizon=horizon,
        tier="stretch" if higher else "base",
        relative=item.relative or comparison.reference(passage, item),
        place=document.place,
        level=document.level,
    )
    number = text[item.number : item.end]
    rules = (item.kind, why, item.rule, number, number, dated, word, party)
    return commitment, (*rules, "words of its clause", "lexicon" if area else "no word of it")


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


def _indicator(passage: Passage, item: Item, around: Around, said: str) -> str:
    """Return what is measured: from the clause around the item, without its time word."""
    text, low, last, earlier = passage.text, around.low, around.last, around.earlier
    if item.kind == "dated":
        return text[item.end : around.high].strip(" ,，、的")[:40]
    before = text[max(low, last) : item.start]
    before = before.replace(said, "", 1) if said else before
    if max(last, around.first) < low - 1:
        before_it = max(last, around.first, passage.clause(max(0, low - 2))[0])
        earlier = promises.subject(text[before_it : low - 1]) or earlier
    if earlier and item.unit not in GROWTH:
        earlier = promises.level(earlier)
    return promises.phrase(before, around.noun, earlier)


def governing_time(passage: Passage, item: Item, around: Around) -> Period | None:
    """Return the time expression that governs an item.

    One in its clause or in a clause before it in the sentence; 8月 and 四季度 reach only as far as
    the next item, years to the end of the sentence.
    """
    i, yearly = bisect_left(passage.starts, item.end), None
    for time in reversed(passage.times[max(0, i - NEAR) : i]):
        if time.start < (around.low if yearly else around.first):
            break
        here = time.start >= around.low
        if time.value == "":
            yearly = time if here and not time.compared else yearly
        elif not time.compared and ("-" not in time.value or here or time.end >= around.last):
            return time
    return yearly


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
    found = each(_commitments, by_document(documents, paragraphs))
    return [commitment for part in found for commitment in part]


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
