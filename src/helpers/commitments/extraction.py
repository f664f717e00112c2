"""Extract who promises what, how much, by when and how firmly, and what is reported as reached."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from helpers import lexicon
from helpers.commitments import periods, promises
from helpers.commitments.numerals import HAN
from helpers.commitments.periods import Frame, Period
from helpers.commitments.promises import LONGEST, Item, Passage
from helpers.tables import Commitment, Document, Paragraph

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
    """Return for each commitment in a sentence each judged field with its value and its rule.

    The sentence is read as if it stood in the document, in that section.
    """
    import pandas as pd

    paragraph = Paragraph(
        doc_id=document.doc_id,
        paragraph=1,
        role="body",
        section=section,
        actor=actor,
        text=sentence,
        raw_start=0,
        raw_end=len(sentence),
    )
    rows = [
        {"quote": c.quote, "field": field, "value": getattr(c, field), "rule": rule}
        for c, rules in _judged(document, [paragraph])
        for field, rule in rules.items()
    ]
    return pd.DataFrame(rows, columns=["quote", "field", "value", "rule"])


Judged = tuple[Commitment, dict[str, str]]


def _judged(document: Document, paragraphs: Sequence[Paragraph]) -> list[Judged]:
    out: list[Judged] = []
    quiet: list[tuple[Paragraph, Passage]] = []
    count: Counter[tuple[str, str]] = Counter()
    for paragraph, frame in zip(paragraphs, periods.frames(document, paragraphs), strict=True):
        if paragraph.role == "title":
            continue
        passage = Passage(paragraph.text, frame)
        records = list(_records(paragraph, passage))
        out += records
        count[_group(paragraph)] += sum(c.status == "target" for c, _ in records)
        if paragraph.role == "body" and frame.status == "target":
            quiet.append((paragraph, passage))
    for paragraph, passage in quiet:
        if count[_group(paragraph)] < FEW:
            out += _plain(paragraph, passage, out)
    return sorted(out, key=lambda record: (record[0].paragraph, record[0].start, record[0].end))


def _group(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.actor, paragraph.section.split(" / ")[0]


def _records(paragraph: Paragraph, passage: Passage) -> Iterator[Judged]:
    """Yield the numbers, absolute and dated promises of a paragraph."""
    items = promises.find(passage)
    earlier, sentence = "", -1
    for i, item in enumerate(items):
        last = items[i - 1].end if i else 0
        following = items[i + 1] if i + 1 < len(items) else None
        if passage.sentence_number(item.number) != sentence:
            earlier, sentence = "", passage.sentence_number(item.number)
        judged = _record(paragraph, passage, item, last, following, earlier)
        earlier = judged[0].indicator if item.kind == "number" else earlier
        yield judged


def _plain(paragraph: Paragraph, passage: Passage, judged: Sequence[Judged]) -> Iterator[Judged]:
    """Yield the plain promises of a paragraph in sentences that promise nothing else."""
    taken = {c.sentence for c, _ in judged if c.paragraph == paragraph.paragraph}
    for item in promises.actions(passage):
        record = _record(paragraph, passage, item, 0, None, "")
        if record[0].sentence not in taken and record[0].status == "target":
            yield record


def _record(
    paragraph: Paragraph,
    passage: Passage,
    item: Item,
    last: int,
    following: Item | None,
    earlier: str,
) -> Judged:
    """Return the record of an item, and the rule that gave each judged field."""
    text = passage.text
    first, final = passage.sentence(item.number)
    time = _time(passage, item, last)
    status, why = _status(passage, item, following, time)
    firmness, word = promises.firmness(passage, item) if status == "target" else ("plain", status)
    period, said, dated = _period(passage.frame, status, time)
    indicator = _indicator(passage, item, last, following, earlier, said)
    sentence = text[first : min(final + 1, first + 2 * LONGEST)].strip()
    commitment = Commitment(
        doc_id=paragraph.doc_id,
        paragraph=paragraph.paragraph,
        start=item.start,
        end=item.end,
        quote=text[item.start : item.end],
        sentence=sentence,
        kind=item.kind,
        status=status,
        actor=paragraph.actor,
        indicator=indicator,
        comparator=item.comparator,
        value=item.value,
        value_max=item.value_max,
        unit=item.unit,
        period=period,
        period_text=said,
        firmness=firmness,
        area=promises.area(indicator, sentence),
    )
    judged = ("kind", "comparator", "status", "firmness", "period")
    return commitment, dict(zip(judged, (item.kind, item.rule, why, word, dated), strict=True))


def _indicator(
    passage: Passage, item: Item, last: int, following: Item | None, earlier: str, said: str
) -> str:
    """Return what is measured: from the clause around the item, without its time word."""
    low, high = passage.clause(item.number)
    before = passage.text[max(low, last) : item.start]
    before = before.replace(said, "", 1) if said else before
    after = passage.text[item.end : min(high, following.start if following else high)]
    if item.kind == "dated":
        return after.strip(" ,，、的")[:40]
    return promises.phrase(before, after, earlier)


def _time(passage: Passage, item: Item, last: int) -> Period | None:
    """Return the time expression that governs an item.

    One in its clause or in a clause before it in the sentence; 8月 and 四季度 reach only as far as
    the next item, years to the end of the sentence.
    """
    first, _ = passage.sentence(item.number)
    low, _ = passage.clause(item.number)
    i = bisect_left(passage.starts, item.end)
    while i and passage.starts[i - 1] >= first:
        i -= 1
        time = passage.times[i]
        if time.compared or (time.value == "" and time.start < low):
            continue
        if "-" not in time.value or time.start >= low or time.end >= last:
            return time
    return None


def _period(frame: Frame, status: str, time: Period | None) -> tuple[str, str, str]:
    """Return period, the words that say so, and the rule."""
    if status == "context":
        return "", "", "context has none"
    if time:
        return time.value, time.text, f"time word {time.text}"
    if status == "result" and frame.status == "target":
        return str(frame.past or ""), "", "year that is looked back on"
    return frame.period, "", frame.rule


def _status(
    passage: Passage, item: Item, following: Item | None, time: Period | None
) -> tuple[str, str]:
    """Return target, result or context, and the reason."""
    low, high = passage.clause(item.number)
    text, frame = passage.text, passage.frame
    before, after = text[low : item.start], text[item.end : high]
    if item.kind == "number":
        why = _context(item, text, before, after, following, frame.status != "result")
        if why:
            return "context", why
    cues = _cues()
    if frame.status == "target":
        if time and time.value and periods.last_year(time.value) < frame.year:
            return "result", f"time word {time.text}"
        base = cues["base"].search(before)
        if base and cues["base_goes"].match(after):
            return "result", "base of a target"
        if cues["grounds"].match(after):
            return "result", "a base to go on from"
        past = cues["past"].search(before)
        return ("result", past[0]) if past else ("target", frame.rule)
    future = cues["future"].search(before)
    if frame.status == "result":
        later = time and time.value and periods.last_year(time.value) >= frame.year > 0
        return ("target", "future") if later and future else ("result", frame.rule)
    if future or (item.kind != "number" and not cues["past"].search(before)):
        return "target", future[0] if future else "no past word"
    return "result", "no word of the future"


def _context(
    item: Item, text: str, before: str, after: str, following: Item | None, ahead: bool
) -> str:
    """Return why a number only describes, empty when it does not; `ahead` where the text plans."""
    known, cues = lexicon.load("status"), _cues()
    quote, number = text[item.start : item.end], text[item.number : item.end]
    small = number[0] in HAN
    if quote.endswith("级") and item.unit == "元":
        return "class of size"
    bounded = quote.endswith(("以上", "以下", "级", "以内")) or cues["scale"].match(number)
    attribute = cues["noun"].match(after) and not cues["grows"].match(after)
    if bounded and attribute and item.unit in known["size_units"]:
        return "threshold"
    if (
        item.unit in known["size_units"]
        and item.comparator == ">="
        and cues["classes"].match(after)
    ):
        return "threshold"
    if item.unit in ("千伏", "周岁", "类") or (item.unit == "级" and item.comparator == "="):
        return "class"
    if number.endswith(("大", "强")) and quote[0] != "前":
        return "counts points"
    if following and following.start == item.end and following.unit != "元":
        return "list of what follows"
    if item.unit not in known["stock_units"] or quote[0] == "前":
        return ""
    if cues["points"].match(after) if small else cues["aspects"].match(after):
        return "counts points"
    if small and item.unit in known["list_units"] and not cues["delivered"].search(before):
        return "small count of a list"
    if cues["places"].match(after) or cues["among"].match(after):
        return "places or things that exist"
    if item.unit == "条" and cues["policies"].match(after) and not cues["issued"].search(before):
        return "points of a policy"
    stock = cues["stock"].search(before) or cues["stock_goes"].search(after)
    return "stock" if ahead and stock and not cues["completed"].search(after) else ""


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("status")
    words = {name: lexicon.alternatives(list(known[name])) for name in known}
    return {
        "past": re.compile(words["past"]),
        "future": re.compile(words["future"]),
        "base": re.compile(rf"{words['base']}[^，,。；;]{{0,12}}$"),
        "base_goes": re.compile(words["base_goes"]),
        "noun": re.compile("^的?[\u4e00-\u9fffA-Za-z“（(]"),
        "grows": re.compile("^(?:的?增长|的?增速|的速度|和|及|与|、|或|并|且|其中|，)"),
        "points": re.compile(rf"^[^，,。；;、]{{0,8}}?{words['points']}"),
        "delivered": re.compile(rf"{words['delivered']}[^，,。；;、的]{{0,8}}$"),
        "scale": re.compile("[百千万亿]+(?![百千万亿]*元)"),
        "classes": re.compile(rf"^的?{words['classes']}"),
        "grounds": re.compile("^[^，,。；;]{0,20}基础上"),
        "among": re.compile(
            "^[^，,。；;、]{2,8}(?<![集其])中(?![心国央小型部东西医药学等期高游原低间华试])"
        ),
        "aspects": re.compile("^(?:方面|层面|维度)"),
        "places": re.compile(rf"^{words['places']}(?=$|[的和与及、，,（(都均])"),
        "policies": re.compile("^[^，,。；;、]{0,10}(?:政策|措施|意见|举措)|^和"),
        "issued": re.compile("(?:出台|制定|推出|实施|发布|落实)[^，,。；;]{0,20}$"),
        "stock": re.compile(
            rf"{words['stock']}(?:全市|全省|全区|全县|现有|我市|我省)?$|梳理[^，,。；;]{{0,16}}的$"
        ),
        "stock_goes": re.compile(rf"{words['stock_goes']}$"),
        "completed": re.compile(words["completed"]),
    }
