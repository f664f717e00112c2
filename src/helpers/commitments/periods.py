"""Find time expressions and resolve them against the document's date and the part they stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.commitments import mood
from helpers.tables import Document, Paragraph
from helpers.text.numerals import narrow, numeral, scan

TOWARDS = ("到", "至", "在")
OPENING = "opening "
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
    compared: bool


def find(text: str, frame: Frame) -> list[Period]:
    """Return the time expressions of a text in reading order.

    >>> frame = Frame("target", "2020", 2020, 2020, "date")
    >>> [(p.text, p.value) for p in find("四季度签约,9月底前开工,“十四五”期末进入前10强", frame)]
    [('四季度', '2020-Q4'), ('9月底前', '2020-09'), ('“十四五”期末', '2025')]
    """
    text = narrow(text)
    return [_read(text, match, frame) for match in scan(_first(), _pattern(), text)]


@cache
def _first() -> re.Pattern[str]:
    """Return the expression for the first two characters of a time expression."""
    known = lexicon.load("periods")
    pairs = {word[:2] for word in [*known["words"], *known["plans"], *known["spans"]["starts"]]}
    firsts, seconds = ("".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    return re.compile(
        rf"[\d“\"{firsts}](?:(?<=\d)\d{{0,3}}\s?[-—–－~～至到年月]"
        rf"|(?<!\d)[{seconds}\d]|(?<=[“\"])\s?[{firsts}])"
    )


def frames(document: Document, paragraphs: Sequence[Paragraph]) -> list[Frame]:
    """Return the frame of each paragraph, from its headings, from how it opens and from the genre.

    What gives account to delegates, or reviews under one heading and plans under a later one, is a
    report whatever it is called: it looks back first and plans then; once it plans it never goes
    back. The genre only helps where the text does not say.
    """
    texts = [paragraph.text for paragraph in paragraphs if paragraph.role != "title"]
    reports = mood.accounts(texts)
    spoken = "" if reports else mood.of(texts)
    reports = reports or (document.genre == "work_report" and spoken != "ahead")
    year, past = _years(document, paragraphs, reports)
    back = Frame("result", str(past or ""), year, past, "before the plan")
    ways = list(_walk(paragraphs, back))
    plans = any(frame.status == "target" for frame in ways)
    if plans and (reports or _reviews(ways)):
        if reports:
            return ways
        year, past = _years(document, paragraphs, True)
        return list(_walk(paragraphs, replace(back, period=str(past or ""), year=year, past=past)))
    ahead = spoken == "ahead" or (document.genre in FORWARD and spoken != "behind")
    rule = f"genre {document.genre}" if document.genre in FORWARD or not ahead else "its mood"
    return [Frame("target" if ahead else "", str(year or ""), year, past, rule)] * len(paragraphs)


def _reviews(ways: Sequence[Frame]) -> bool:
    """Tell whether a heading or an opening looks back before another plans."""
    first = next(i for i, frame in enumerate(ways) if frame.status == "target")
    return any(frame.rule != "before the plan" for frame in ways[:first])


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
        here = _opened(paragraph.text, state) if paragraph.role == "body" else state
        state = state if here.rule.startswith(tuple(OPENING + word for word in TOWARDS)) else here
        yield here


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


def _headed(heading: str, state: Frame, reviewed: str) -> Frame:
    """Return the frame under a new heading: what it looks back on, or what it plans for.

    二、 opens the plan even without saying so, if 一、 was the review (`reviewed`).
    """
    parts = _parts()
    if parts["front"].search(heading):
        return state
    plain = replace(state, rule=f"heading {heading[:20]}")
    this_year = replace(plain, status="target", period=str(state.year or ""))
    period = _heading_period(heading, state)
    last = last_year(period) if period else 0
    behind = parts["review"].search(heading) or (last and last < state.year)
    if state.status == "result" and behind:
        return replace(plain, period=period if 0 < last < state.year else str(state.past or ""))
    if last >= state.year and last and not behind:
        return replace(plain, status="target", period=period)
    if state.status == "target" and "/" in state.period and parts["opening"].search(heading):
        return this_year
    if state.status == "result" and parts["second"].match(heading):
        numbered = not reviewed or parts["number"].match(reviewed)
        if numbered and not parts["lesson"].search(heading):
            return this_year
    return state


def _heading_period(heading: str, state: Frame) -> str:
    """Return the years that a heading names; “十四五”规划 does, “十四五”开局 does not."""
    times = [p.value for p in find(heading, state) if p.value and "-" not in p.value]
    plan = _parts()["plan"].search(heading)
    if times or not plan or _parts()["opening"].search(heading):
        return times[0] if times else ""
    return _plan(plan[0])


def _opened(text: str, state: Frame) -> Frame:
    """Return the frame after the paragraph's opening words: 五年来, 过去的一年, 今年 …"""
    lead = _lead(text)
    turn = state.status == "result" and _parts()["turn"].search(text, 0, 4000)
    if turn:
        state = replace(
            state, status="target", period=str(state.year or ""), rule=f"turn {turn[0]}"
        )
    if not lead or _parts()["since"].match(text, lead.end()):
        return state
    time = _read(text, lead, state)
    if time.compared or not time.value or "-" in time.value or not state.year:
        return state
    opened = replace(state, period=time.value, rule=f"{OPENING}{time.text}")
    last = last_year(time.value)
    if state.status == "result":
        ahead = last >= state.year and lead.start() < 3 and not time.text.startswith(TOWARDS)
        return replace(opened, status="target") if ahead else opened if last < state.year else state
    planned = last == state.year or (
        last > state.year and ("/" in time.value or time.text.startswith(TOWARDS))
    )
    return opened if planned and lead.start() < 3 else state


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
    plans = lexicon.alternatives(list(lexicon.load("periods")["plans"]))
    out["plan"] = re.compile(rf"(?<=[“\"]){plans}(?=[”\"])|{plans}(?=规划|计划)")
    return out | {"number": re.compile(number.format("[一二三四五]", "[一二三四五]"))}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the one expression that finds time words."""
    known = lexicon.load("periods")
    words, plans = (lexicon.alternatives(list(known[name])) for name in ("words", "plans"))
    number = r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})"
    spans = "|".join(
        known["spans"][way]
        .replace("#年来", f"{number}年来", 1)
        .replace("#", rf"(?P<{way}>{number})")
        for way in ("ahead", "back", "within")
    )
    late = (
        r"年(?:底前|底以前|底|末|前|之前|以前|初|起|上半年|下半年|第?[一二三四]季度末?|首季度?|度)?"
    )
    month, dash = r"(?:1[0-2]|0?[1-9])", r"\s?(?:[-—–－~～]{1,2}|至|到)\s?"
    return re.compile(
        rf"""(?:
        (?P<from>(?:19|20)\d\d)\s?年?{dash}(?P<until>(?:19|20)\d\d)\s?年
        |(?:(?P<year>(?:19|20)\d\d)\s?年|(?P<of>今年|明年|去年)|(?<![\d年]))
         (?:(?P<since>{month})月?{dash})?(?P<month>{month})月
         (?:\d{{1,2}}日)?(?P<mlate>底前|底|前|份|初|中旬|上旬|下旬)?
        |(?P<only>(?:19|20)\d\d)\s?(?P<late>{late})
        |(?P<its>今年|明年|去年)(?P<part>上半年|下半年|第?[一二三四]季度末?)
        |[“"]?\s?(?P<plan>{plans})\s?[”"]?
         (?P<phase>时期末|期末|末|规划末|时期|期间|期内|以来|内|前[两三四]年|(?=累计))
        |(?<![一二两三四五六七八九十\d几半])(?:第?(?P<word>{words})|(?<![-—~～至到])(?:{spans})))""",
        re.VERBOSE,
    )


def _read(text: str, m: re.Match[str], frame: Frame) -> Period:
    """Return the time expression of a match, resolved."""
    start = m.start() - (text[m.start() - 1 : m.start()] in TOWARDS)
    lead = text[max(0, start - 6) : start].rstrip()
    before, after = _compare()
    compared = (start == m.start() and lead.endswith(before)) or bool(after.match(text, m.end()))
    compared = compared or m["word"] == "上年" or text.startswith(("去年的", "去年度"), m.start())
    if m["from"]:
        value = f"{m['from']}/{m['until']}"
    elif m["only"]:
        value = m["only"] + _part(m["late"])
    elif m["plan"]:
        value = _plan(m["plan"])
        value = value[5:] if m["phase"].endswith("末") else value
    else:
        value = _relative(m, frame)
    return Period(start, m.end(), text[start : m.end()], value, compared)


def _plan(name: str) -> str:
    first = int(lexicon.load("periods")["plans"][name])
    return f"{first}/{first + 4}"


@cache
def _compare() -> tuple[tuple[str, ...], re.Pattern[str]]:
    known = lexicon.load("periods")["compare"]
    return tuple(known["before"]), re.compile("|".join(known["after"]))


def _part(late: str) -> str:
    """Return the part of a year that follows it: 一季度, 一季度末, 下半年."""
    quarter = re.search("([一二三四首])季", late)
    if not quarter:
        return {"上半年": "-H1", "下半年": "-H2"}.get(late[1:], "")
    number = "首一二三四".index(quarter[1]) or 1
    return f"-{3 * number:02d}" if late.endswith("末") else f"-Q{number}"


def _months(year: str, since: int, until: int) -> str:
    """Return a run of months: 1-3月 is the first quarter, 1-6月 the first half, 1-9月 neither."""
    named = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"}
    named |= {(3 * q - 2, 3 * q): f"-Q{q}" for q in range(1, 5)}
    if since == until:
        return f"{year}-{until:02d}"
    part = named.get((since, until))
    return f"{year}-{since:02d}/{year}-{until:02d}" if part is None else year + part


def _relative(m: re.Match[str], frame: Frame) -> str:
    """Return the value of months, and of words and spans that count from the document's date."""
    here = frame.past if frame.status == "result" else frame.year
    of = {"今年": frame.year, "明年": frame.year + 1, "去年": frame.year - 1}
    if m["month"]:
        year = m["year"] or (str(of.get(m["of"], here)) if frame.year else "")
        until = int(m["month"])
        return _months(year, int(m["since"] or until), until) if year else ""
    if not frame.year:
        return ""
    if m["its"]:
        return f"{of[m['its']]}{_part('年' + m['part'])}"
    if m["word"]:
        value = str(lexicon.load("periods")["words"][m["word"]])
        value = value.replace("{N}", str(here)).replace("{P}", str(frame.past))
        return re.sub(r"\{Y([+-]\d)?\}", lambda y: str(frame.year + int(y[1] or 0)), value)
    years = int(numeral(m["ahead"] or m["within"] or m["back"]))
    if m["back"] or (m["within"] and frame.status == "result"):
        return f"{frame.year - years}/{frame.year - 1}" if years > 1 else str(frame.past)
    return f"{frame.year}/{frame.year + years - 1}" if years > 1 else str(frame.year)
