"""Tell the parts of a document that look back from those that look forward, and their years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from helpers import lexicon
from helpers.commitments import mood, periods
from helpers.commitments.periods import TOWARDS, Frame, last_year
from helpers.tables import Document, Paragraph

OPENING = "opening "
LONGEST_HEADING = 30
FORWARD = ("work_report", "plenum_speech", "department_statements", "interviews")


def of(document: Document, paragraphs: Sequence[Paragraph]) -> list[Frame]:
    """Return the frame of each paragraph, from its headings, from how it opens and from the genre.

    What gives account to delegates, or reviews under one heading and plans under a later one, is a
    report whatever it is called: it looks back first and plans then; once it plans it never goes
    back. The genre only helps where the text does not say.
    """
    texts = [paragraph.text for paragraph in paragraphs if paragraph.role != "title"]
    accounts = mood.accounts(texts)
    spoken = "" if accounts else mood.of(texts)
    reports = accounts or (document.genre == "work_report" and spoken != "ahead")
    year, past = _years(document, paragraphs, reports)
    now = past if reports and _speaks_before(document, year, texts) else 0
    back = Frame("result", str(past or ""), year, past, "before the plan", now)
    ways = list(_walk(paragraphs, back))
    plans = any(frame.status == "target" for frame in ways)
    if plans and (reports or _reviews(ways)):
        if reports:
            return ways
        year, past = _years(document, paragraphs, True)
        return list(_walk(paragraphs, replace(back, period=str(past or ""), year=year, past=past)))
    spoken = spoken or mood.of(texts)
    ahead = spoken == "ahead" or (document.genre in FORWARD and spoken != "behind")
    rule = f"genre {document.genre}" if document.genre in FORWARD or not ahead else "its mood"
    return [Frame("target" if ahead else "", str(year or ""), year, past, rule)] * len(paragraphs)


def _speaks_before(document: Document, year: int, texts: Sequence[str]) -> bool:
    """Tell whether a report is given at the end of the year it looks back on: 明年 is its plan."""
    late = document.date[:4] == str(year - 1) and document.date[5:7] in ("11", "12")
    return late and any("明年" in text for text in texts)


def _reviews(ways: Sequence[Frame]) -> bool:
    """Tell whether a heading or an opening looks back before another plans."""
    first = next(i for i, frame in enumerate(ways) if frame.status == "target")
    return any(frame.rule != "before the plan" for frame in ways[:first])


def _walk(paragraphs: Sequence[Paragraph], state: Frame) -> Iterator[Frame]:
    """Yield the frames of a work report that begins in the given state."""
    seen: set[str] = set()
    reviewed, nested, planned = "", 0, False
    plan = _plan_named(paragraphs, state)
    years, lent = state, ""
    for i, paragraph in enumerate(paragraphs):
        if not paragraph.section.startswith(lent):
            state, lent = (years if state.status == "result" else state), ""
        for depth, heading in enumerate(_headings(paragraph)):
            if heading not in seen:
                seen.add(heading)
                nested = nested or int(heading[:1] == reviewed[:1] == "一")
                if heading[:1] == "二":  # of a list in the review, whose 一 stands under 一
                    nested = 2 if nested == 1 else 0
                before, state = state, _headed(heading, state, reviewed, depth + nested)
                reviewed = reviewed if state is before else heading
        here = _opened(paragraph.text, state) if paragraph.role == "body" else state
        if i < plan and here.status == "target" and "/" not in here.period:
            here = state
        planned = planned or here.status == "target"
        listed = planned and here.status == "result"
        explains = listed and _parts()["explains"].match(paragraph.text)
        if explains or (planned and _opens_notes(paragraph)):
            here = replace(here, status="context", rule=f"heading {paragraph.text[:20]}")
        if here.status == "result" and "/" in state.period and "/" not in here.period:
            years, lent = state, paragraph.section  # 2007年 in a part of five years ends with it
        state = state if here.rule.startswith(tuple(OPENING + word for word in TOWARDS)) else here
        yield here


def _headings(paragraph: Paragraph) -> list[str]:
    """Return the headings above a paragraph, itself where it is one, the highest first."""
    above = [heading for heading in paragraph.section.split(" / ") if heading]
    heads = paragraph.role == "heading" or "序号" in paragraph.text[:9]  # the first row of a table
    return [*above, paragraph.text] if heads else above


def _opens_notes(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the heading of the notes that explain words after a report."""
    short = paragraph.role != "title" and len(paragraph.text) <= LONGEST_HEADING
    return short and bool(_parts()["notes"].search(paragraph.text))


def _plan_named(paragraphs: Sequence[Paragraph], state: Frame) -> int:
    """Return which paragraph is a heading that names the plan and its year, 0 if none does.

    Before 2023年工作安排 nothing is planned, however a paragraph opens: 今年以来 or 做好今年的工作.
    """
    named = _parts()["named"]
    for i, paragraph in enumerate(paragraphs):
        heading = paragraph.text if paragraph.role == "heading" and not paragraph.section else ""
        if named.search(heading) and _headed(heading, state, "", 1).status == "target":
            return i
    return 0


def _years(document: Document, paragraphs: Sequence[Paragraph], reports: bool) -> tuple[int, int]:
    """Return the year the document plans for and the year it looks back on, 0 for unknown."""
    if document.year:
        return int(document.year), int(document.year) - reports
    date = re.match(r"(\d{4})(?:-(\d{2}))?", document.date)
    if date:
        year = int(date[1])
    else:
        heads = [document.title, *(p.text[:200] for p in paragraphs[:12])]
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)年", " ".join(heads))
        year = int(years[0]) if years else 0
    late = bool(date and date[2] and int(date[2]) >= 11)
    year += reports and late
    return year, year - reports if year else 0


def _headed(heading: str, state: Frame, reviewed: str, depth: int) -> Frame:
    """Return the frame under a new heading: what it looks back on, or what it plans for.

    二、 opens the plan even without saying so, if 一、 was the review (`reviewed`) and no heading
    stands above both, as 五年奋进 does.
    """
    parts = _parts()
    if parts["front"].search(heading):
        return state
    plain = replace(state, rule=f"heading {heading[:20]}")
    this_year = replace(plain, status="target", period=str(state.year or ""))
    if state.status == "context":
        return this_year if heading.startswith("附") else state
    period = _heading_period(heading, state)
    last = last_year(period) if period else 0
    over = period if 0 < last < state.year else str(state.past or "")
    behind = parts["review"].search(heading) or (last and last < state.year)
    if parts["done"].search(heading) if state.status == "target" else behind:
        return replace(plain, status="result", period=over)
    if last >= state.year and last and not behind:
        return replace(plain, status="target", period=period)
    if state.status == "target" and "/" in state.period and parts["opening"].search(heading):
        return this_year
    if state.status == "result" and not depth and parts["second"].match(heading):
        numbered = not reviewed or parts["number"].match(reviewed)
        if numbered and not parts["lesson"].search(heading):
            return this_year
    return state


def _heading_period(heading: str, state: Frame) -> str:
    """Return the years that a heading names; “十四五”规划 does, “十四五”开局 does not."""
    times = [p.value for p in periods.find(heading, state) if p.value and "-" not in p.value]
    plan = _parts()["plan"].search(heading)
    if times or not plan or _parts()["opening"].search(heading):
        return times[0] if times else ""
    return periods.plan(plan[0])


def _opened(text: str, state: Frame) -> Frame:
    """Return the frame after the paragraph's opening words: 五年来, 过去的一年, 今年 …"""
    text = _parts()["address"].sub("", text, count=1)
    turn = state.status == "result" and _parts()["turn"].search(text, 0, 4000)
    if turn:
        state = replace(
            state, status="target", period=str(state.year or ""), rule=f"turn {turn[0]}"
        )
    time = periods.opening(text, state)
    if (
        not time
        or text.startswith("《")
        or "以来" in time.text
        or _parts()["since"].match(text, time.end)
    ):
        return state
    if time.compared or not time.value or "-" in time.value or not state.year:
        return state
    opened = replace(state, period=time.value, rule=f"{OPENING}{time.text}")
    last, towards = last_year(time.value), time.text.startswith(TOWARDS)
    early = time.start + towards < 3
    if state.status == "result":
        ahead = last >= state.year and early and not towards
        return replace(opened, status="target") if ahead else opened if last < state.year else state
    planned = last == state.year or (last > state.year and ("/" in time.value or towards))
    return opened if planned and early else state


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    parts = lexicon.load("periods")["parts"]
    out = {name: re.compile(lexicon.alternatives(words)) for name, words in parts.items()}
    number = r"\s*(?:{}\s*&?[、.．]|[（(]{}[）)]$)"
    account = lexicon.load("periods")["account"]
    out |= {name: re.compile(account[name]) for name in ("done", "explains", "address")}
    out["second"] = re.compile(number.format("[二三四五]", "[二三四五]"))
    plans = lexicon.alternatives(list(lexicon.load("periods")["plans"]))
    out["plan"] = re.compile(rf"(?<=[“\"]){plans}(?=[”\"])|{plans}(?=规划|计划)")
    return out | {"number": re.compile(number.format("[一二三四五]", "[一二三四五]"))}
