"""Find time expressions and resolve them against the document's date and the part they stand in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.commitments.numerals import scan
from helpers.tables import Document, Paragraph

TOWARDS = ("到", "至", "在")
FORWARD = ("work_report", "plenum_speech", "department_statements", "interviews")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds where nothing else is said: the part of the document, and its years."""

    status: str  # target, result, or empty where the sentence itself must tell
    period: str  # the period of the part
    year: int  # the year the document plans for; 0 when nobody knows
    past: int  # the year it looks back on
    rule: str


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression; offsets count in the text it was found in."""

    start: int
    end: int
    text: str
    value: str  # 2020, 2020-08, 2020-Q4, 2020-H2, 2021/2025; empty when it dates nothing
    deadline: bool
    compared: bool


def find(text: str, frame: Frame) -> list[Period]:
    """Return the time expressions of a text in reading order.

    >>> frame = Frame("target", "2020", 2020, 2020, "date")
    >>> [(p.text, p.value) for p in find("四季度签约,9月底前开工,“十四五”期末进入前10强", frame)]
    [('四季度', '2020-Q4'), ('9月底前', '2020-09'), ('“十四五”期末', '2025')]
    """
    return [_read(text, match, frame) for match in scan(_first(), _pattern(), text)]


@cache
def _first() -> re.Pattern[str]:
    """Return the expression for the first two characters of a time expression."""
    words = list(lexicon.load("periods")["words"])
    plans = list(lexicon.load("periods")["plans"])
    pairs = {word[:2] for word in [*words, *plans]}
    firsts, seconds = ("".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    return re.compile(rf"[\d“\"{firsts}](?:(?<=\d)[\d年月]|[{seconds}]|(?<=[“\"])\s?[{firsts}])")


def frames(document: Document, paragraphs: Sequence[Paragraph]) -> list[Frame]:
    """Return the frame of each paragraph, from its headings, from how it opens and from the genre.

    A work report looks back first and plans then; once it plans it never goes back.
    """
    year, past = _years(document, paragraphs)
    forward = "target" if document.genre in FORWARD else ""
    plain = Frame(forward, str(year or ""), year, past, f"genre {document.genre}")
    if document.genre != "work_report":
        return [plain] * len(paragraphs)
    back = replace(plain, status="result", period=str(past or ""), rule="before the plan")
    ways = list(_walk(paragraphs, back))
    return ways if any(frame.status == "target" for frame in ways) else [plain] * len(paragraphs)


def _walk(paragraphs: Sequence[Paragraph], state: Frame) -> Iterator[Frame]:
    """Yield the frames of a work report that begins in the given state."""
    seen: set[str] = set()
    reviewed = ""
    for paragraph in paragraphs:
        headings = paragraph.section.split(" / ")
        if paragraph.role == "heading":
            headings.append(paragraph.text)
        for heading in headings:
            if heading and heading not in seen:
                seen.add(heading)
                before, state = state, _headed(heading, state, reviewed)
                reviewed = reviewed if state is before else heading
        if paragraph.role == "body":
            state = _opened(paragraph.text, state)
        yield state


def _years(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Return the year the document plans for and the year it looks back on, 0 for unknown."""
    date = re.match(r"(\d{4})(?:-(\d{2}))?", document.date)
    if date:
        year = int(date[1])
    else:
        heads = [document.title, *(p.text[:200] for p in paragraphs[:12])]
        years = re.findall(r"(?<!\d)((?:19|20)\d\d)年", " ".join(heads))
        year = int(years[0]) if years else 0
    report = document.genre == "work_report"
    late = bool(date and date[2] and int(date[2]) >= 11)
    year += report and late
    return year, year - report if year else 0


def _headed(heading: str, state: Frame, reviewed: str) -> Frame:
    """Return the frame under a new heading: what it looks back on, or what it plans for.

    二、 opens the plan even without saying so, if 一、 was the review (`reviewed`).
    """
    parts = _parts()
    if parts["front"].search(heading):
        return state
    plain = replace(state, rule=f"heading {heading[:20]}")
    times = [p for p in find(heading, state) if p.value and "-" not in p.value]
    last = last_year(times[0].value) if times else 0
    behind = parts["review"].search(heading) or (last and last < state.year)
    if state.status == "result" and behind:
        period = times[0].value if last and last < state.year else str(state.past)
        return replace(plain, period=period)
    if last >= state.year and last and not behind:
        return replace(plain, status="target", period=times[0].value)
    if state.status == "result" and parts["second"].match(heading):
        numbered = not reviewed or parts["number"].match(reviewed)
        if numbered and not parts["lesson"].search(heading):
            return replace(plain, status="target", period=str(state.year))
    return state


def _opened(text: str, state: Frame) -> Frame:
    """Return the frame after the paragraph's opening words: 五年来, 过去的一年, 今年 …"""
    lead = _lead(text)
    turn = state.status == "result" and _parts()["turn"].search(text, 0, 4000)
    if turn:
        state = replace(state, status="target", period=str(state.year), rule=f"turn {turn[0]}")
    if not lead or _parts()["since"].match(text, lead.end()):
        return state
    time = _read(text, lead, state)
    if time.compared or not time.value or "-" in time.value or not state.year:
        return state
    opened = replace(state, period=time.value, rule=f"opening {time.text}")
    last = last_year(time.value)
    if state.status == "result":
        ahead = last >= state.year and lead.start() < 3 and time.text[:1] not in "到至在"
        return replace(opened, status="target") if ahead else opened if last < state.year else state
    return opened if last >= state.year and lead.start() < 3 else state


def _lead(text: str) -> re.Match[str] | None:
    """Return the first time expression of a paragraph's opening."""
    return next(scan(_first(), _pattern(), text[:24]), None)


def last_year(value: str) -> int:
    """Return the last year of a period.

    >>> last_year("2021/2025"), last_year("2020-Q4")
    (2025, 2020)
    """
    return int(value.split("/")[-1][:4])


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    parts = lexicon.load("periods")["parts"]
    out = {name: re.compile(lexicon.alternatives(words)) for name, words in parts.items()}
    number = r"\s*(?:{}\s*&?[、.．]|[（(]{}[）)]$)"
    out["second"] = re.compile(number.format("[二三四五]", "[二三四五]"))
    return out | {"number": re.compile(number.format("[一二三四五]", "[一二三四五]"))}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the one expression that finds time words."""
    known = lexicon.load("periods")
    words = lexicon.alternatives(list(known["words"]))
    plans = lexicon.alternatives(list(known["plans"]))
    late = r"年(?:底前|底以前|底|末|前|之前|以前|初|起|上半年|下半年|[一二三四]季度|度)?"
    month = r"(?:1[0-2]|0?[1-9])"
    return re.compile(
        rf"""(?:
        (?P<from>(?:19|20)\d\d)年?(?:[-—–－~～至到]{{1,2}})(?P<until>(?:19|20)\d\d)年
        |(?P<year>(?:19|20)\d\d)(?:年(?P<ymonth>{month})月(?:\d{{1,2}}日)?(?:底前|底|前|份|初)?|(?P<late>{late}))
        |[“"]?\s?(?P<plan>{plans})\s?[”"]?(?P<phase>时期末|期末|末|规划末|时期|期间|以来|内|前[两三四]年)
        |(?<![\d年])(?P<month>{month})月(?:\d{{1,2}}日)?(?P<mlate>底前|底|前|份|初|中旬|上旬|下旬)?
        |(?<![一二两三四五六七八九十\d几半])(?P<word>{words}))""",
        re.VERBOSE,
    )


def _read(text: str, m: re.Match[str], frame: Frame) -> Period:
    """Return the time expression of a match, resolved."""
    start = m.start() - (text[m.start() - 1 : m.start()] in TOWARDS)
    compared = start == m.start() and text.endswith(_compare(), 0, start)
    if m["from"]:
        value = f"{m['from']}/{m['until']}"
    elif m["ymonth"]:
        value = f"{m['year']}-{int(m['ymonth']):02d}"
    elif m["year"]:
        value = m["year"] + _part(m["late"])
    elif m["plan"]:
        first = int(lexicon.load("periods")["plans"][m["plan"]])
        value = str(first + 4) if m["phase"].endswith("末") else f"{first}/{first + 4}"
    else:
        value = _relative(m, frame)
    return Period(
        start, m.end(), text[start : m.end()], value, m["word"] not in ("每年", "逐年"), compared
    )


@cache
def _compare() -> tuple[str, ...]:
    return tuple(lexicon.load("periods")["compare"]["before"])


def _part(late: str) -> str:
    half = {"上半年": "-H1", "下半年": "-H2"}
    quarter = re.search("([一二三四])季度", late)
    return f"-Q{'一二三四'.index(quarter[1]) + 1}" if quarter else half.get(late[1:], "")


def _relative(m: re.Match[str], frame: Frame) -> str:
    """Return the value of a time word that counts from the document's date."""
    if not frame.year:
        return ""
    here = frame.past if frame.status == "result" else frame.year
    if m["month"]:
        return f"{here}-{int(m['month']):02d}"
    value = str(lexicon.load("periods")["words"][m["word"]])
    value = value.replace("{N}", str(here)).replace("{P}", str(frame.past))
    return re.sub(r"\{Y([+-]\d)?\}", lambda y: str(frame.year + int(y[1] or 0)), value)


def governing(times: Iterable[Period], start: int, end: int) -> Period | None:
    """Return the last time expression between the two places that dates what follows it."""
    dated = [t for t in times if start <= t.start < end and not t.compared]
    return dated[-1] if dated else None
