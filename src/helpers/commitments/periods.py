"""Find time expressions and resolve them against the document's date and the part they stand in."""

import re
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.text.numerals import narrow, numeral, scan

TOWARDS = ("到", "至", "在")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds where nothing else is said: the part of the document, and its years."""

    status: str  # target, result, or empty where the sentence itself must tell
    period: str  # the period of the part
    year: int  # the year the document plans for; 0 when nobody knows
    past: int  # the year it looks back on
    rule: str
    now: int = 0  # the year of 今年, where that is not the year it plans for


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


def opening(text: str, frame: Frame) -> Period | None:
    """Return the time expression with which a text opens."""
    lead = next(scan(_first(), _pattern(), narrow(text[:24])), None)
    return _read(text, lead, frame) if lead else None


def last_year(value: str) -> int:
    """Return the last year of a period.

    >>> last_year("2021/2025"), last_year("2020-Q4")
    (2025, 2020)
    """
    return int(value.split("/")[-1][:4])


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
         (?P<phase>时期末|期末|末|规划末|时期|期间|期内|以来|内|前[两三四]年|(?=累计)
          |(?<=回[望顾首][“"].{{2}}[”"])|(?<=回[望顾首][“"].{{3}}[”"]))
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
        value = plan(m["plan"])
        value = value[5:] if m["phase"].endswith("末") else value
    else:
        value = _relative(m, frame)
    return Period(start, m.end(), text[start : m.end()], value, compared)


def plan(name: str) -> str:
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
    here, now = frame.past if frame.status == "result" else frame.year, frame.now or frame.year
    of = {"今年": now, "明年": now + 1, "去年": now - 1}
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
        return re.sub(r"\{Y([+-]\d)?\}", lambda y: str(now + int(y[1] or 0)), value)
    years = int(numeral(m["ahead"] or m["within"] or m["back"]))
    if m["back"] or (m["within"] and frame.status == "result"):
        return f"{frame.year - years}/{frame.year - 1}" if years > 1 else str(frame.past)
    return f"{frame.year}/{frame.year + years - 1}" if years > 1 else str(frame.year)
