"""Find time expressions and resolve them against the document's date and the part they stand in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.tables import Document, Paragraph

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
    return [_read(text, match, frame) for match in _pattern().finditer(text)]


def frames(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[Frame]:
    """Yield the frame of each paragraph, from its headings, from how it opens and from the genre."""
    year, past = _years(document, paragraphs)
    status = "target" if document.genre in FORWARD else ""
    report = document.genre == "work_report"
    state = Frame(status, str(year or ""), year, past, f"genre {document.genre}")
    heading = ""
    for paragraph in paragraphs:
        title = paragraph.text if paragraph.role == "heading" else paragraph.section
        if report and title and title != heading:
            state, heading = _headed(title, state), title
        if report and paragraph.role == "body":
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


def _headed(title: str, state: Frame) -> Frame:
    """Return the frame under the headings; the outermost one that says something decides."""
    parts = lexicon.load("periods")["parts"]
    for heading in title.split(" / "):
        plain = replace(state, rule=f"heading {heading[:20]}")
        times = [p for p in find(heading, state) if p.value]
        years = [int(p.value[-4:]) for p in times if p.value[-4:].isdigit()]
        if any(word in heading for word in parts["review"]) or (years and max(years) < state.year):
            period = times[0].value if times else str(state.past)
            return replace(plain, status="result", period=period)
        if times and max(years, default=0) >= state.year:
            return replace(plain, status="target", period=times[0].value)
    return state


def _opened(text: str, state: Frame) -> Frame:
    """Return the frame after the paragraph's opening words: 五年来, 过去的一年, 今年 …"""
    lead = _pattern().search(text, 0, 24)
    if _turn().search(text, 0, 4000) and state.status == "result":
        return replace(state, status="target", period=str(state.year), rule="turn to the plan")
    if not lead:
        return state
    time = _read(text, lead, state)
    if time.compared or not time.value or "-" in time.value:
        return state
    last = int(time.value[-4:])
    if state.status == "result" and last < state.year and "至" not in time.text:
        return replace(state, period=time.value, rule=f"opening {time.text}")
    if state.status == "target" and last >= state.year and lead.start() < 3:
        return replace(state, period=time.value, rule=f"opening {time.text}")
    return state


@cache
def _turn() -> re.Pattern[str]:
    return re.compile(lexicon.alternatives(lexicon.load("periods")["parts"]["turn"]))


@cache
def _pattern() -> re.Pattern[str]:
    """Return the one expression that finds time words."""
    known = lexicon.load("periods")
    words = lexicon.alternatives(list(known["words"]))
    plans = lexicon.alternatives(list(known["plans"]))
    late = r"(?:年底前|年底以前|年底|年末|年前|年之前|年以前|年初|年起|年上半年|年下半年|年[一二三四]季度|年度|年)"
    month = r"(?:1[0-2]|0?[1-9])"
    return re.compile(
        rf"""(?P<to>到|至|在)?(?:
        (?P<from>(?:19|20)\d\d)年?(?:[-—–－~～至到]{{1,2}})(?P<until>(?:19|20)\d\d)年
        |(?P<year>(?:19|20)\d\d)(?:年(?P<ymonth>{month})月(?:\d{{1,2}}日)?(?:底前|底|前|份|初)?|(?P<late>{late}))
        |[“"]?\s?(?P<plan>{plans})\s?[”"]?(?P<phase>时期末|期末|末|规划末|时期|期间|以来|内|前[两三四]年)
        |(?<![\d年])(?P<month>{month})月(?:\d{{1,2}}日)?(?P<mlate>底前|底|前|份|初|中旬|上旬|下旬)?
        |(?P<word>{words}))""",
        re.VERBOSE,
    )


def _read(text: str, m: re.Match[str], frame: Frame) -> Period:
    """Return the time expression of a match, resolved."""
    start = m.start()
    compare = lexicon.load("periods")["compare"]["before"]
    compared = not m["to"] and any(text.endswith(w, 0, start) for w in compare)
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
    return Period(start, m.end(), m[0], value, m["word"] not in ("每年", "逐年"), compared)


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
