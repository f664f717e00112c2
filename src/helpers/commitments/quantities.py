"""Find the quantities of a text: number, unit and comparator, as in 不少于3.5亿元 or 3-5家."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from helpers import lexicon
from helpers.commitments import comparators, idioms, units
from helpers.commitments.coordination import Item, joined, shared
from helpers.text.numerals import DIGITS, HAN, narrow, numeral, pointed, scan

NAN = math.nan
# Letters that scanning put in the place of digits: l0%, 1O％, 4l.1％.
SCANNED = re.compile(
    r"[\dlIOo](?<![A-Za-z\d.].)(?:(?<=\d)|(?=[lIOo.]*\d))[\dlIOo]{0,3}(?:\.[\dlIOo]{1,3})?(?=\s?[%‰])"
)
LETTER = re.compile("[lIOo]")
DIGITS_OF_LETTERS = str.maketrans("lIOo", "1100")
MINUS = ("-", "－", "−")
FALLS_AFTER = tuple("长为达至到降幅速率约")  # 增长-2.6%; elsewhere it is a dash


def find(text: str) -> list[Item]:
    """Return the quantities of a text in reading order; dates, ordinals and names are none.

    >>> [(q.comparator, q.value, q.unit) for q in find("发放贷款不少于3.5亿元,帮扶创业5000人以上")]
    [('>=', 350000000.0, '元'), ('>=', 5000.0, '人')]
    >>> [(q.value, q.value_max) for q in find("力争3-5家企业上市,加快5G基站建设,“十四五”开局")]
    [(3.0, 5.0)]
    """
    found: list[Item] = []
    as_written = narrow(text)
    text = pointed(as_written)
    if LETTER.search(text):
        text = SCANNED.sub(lambda m: m[0].translate(DIGITS_OF_LETTERS), text)
    named = _names(text)
    for match in scan(_first(), _pattern(), text):
        quantity = _read(text, match)
        if not quantity or _inside(named, quantity.number):
            continue
        if text != as_written and not as_written.startswith(match[0], match.start()):
            quantity = replace(quantity, rule="misprint of a number", certainty="uncertain")
        whole = joined(text, found[-1], quantity) if found else None
        found[-1:] = [whole] if whole else [*found[-1:], quantity]
    return [q for q in shared(text, found) if q.unit != "?" and _states(text, q)]


@cache
def _first() -> re.Pattern[str]:
    """Return the expression for the first characters of a number and what may follow them."""
    seconds = (
        {unit[0] for unit in units.marked(*BARE)} | set(HAN) | set("多余几点分强级番了 以左到至")
    )
    seconds |= {word[0] for word in comparators.bounds()}
    return re.compile(
        rf"[\d{HAN}翻](?:(?<=\d)|(?<=[翻亿])|[{re.escape(''.join(sorted(seconds)))}])"
    )


KINDS = ("money", "share", "measure", "duration", "counted")  # of units behind a number in digits
BARE = ("han", "money", "share", "measure")  # ... and behind one in characters

# The parts of the expression for a number; <name> stands for a part above it.
PARTS = {
    "thousand": "千(?!<kilo>)",  # but 千瓦 and 千米 are units
    "scale": "(?:[十万亿]|百(?!分)|<thousand>)",
    "whole": r"(?<![A-Za-z\d.+＋∶])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,15}(?!\d))",
    "decimals": r"(?:\.\d{1,12}|\.\s\d\d?(?![\d年月、.）)])|\s\.\d\d?(?=\s?[%‰]))",
    "digits": "(?P<digits><whole><decimals>?)(?![+＋])",  # 12.4, 1,200, 12. 4; not 1+3
    "character": f"(?:[{HAN.replace('千', '')}]|<thousand>)",
    "han": f"(?P<han><character>{{1,24}}(?:点(?=[{HAN[:13]}])[{HAN}]{{1,8}})?)",  # 三千二百, 一点五
    "more": "(?P<more>[多余几])?",  # 20多万, 6000余
    "scaled": r"\s?(?P<scale><scale>{0,4})(?P<rest>[多余]亿?)?",  # 万, 千万, 万亿, 万多
    "colon": r"[∶:：︰]\s?\d+(?:\.\d+)?",
    "ratio": r"(?P<ratio><colon>(?:\s?<colon>)?)(?![\d:：∶︰])",  # 1.9∶1, 5:3:2; not 12:30:15:00
    "fraction": f"分之(?P<fraction>[{HAN}]{{1,4}})",  # 三分之二
    "over": r"/(?P<over>\d{1,3})(?P<rate>万)?(?![\d/万亿年月日小]|\.\d)",  # 1/4, 12/10万
    "unit": "(?(digits)(?P<unit><units>)|(?P<hunit><bare>|强))",
    "doubled": r"翻(?P<times>[一两二三四]|\d(?:\.\d+)?)?番",  # 翻两番
    "two": "(?P<two>两位数)",
    "part": "(?P<part>百分之|千分之)?",
    "by": r"(?:(?P<by>\d{1,2})\s?[×✕*]\s?(?=\d))?",  # 2×100万千瓦
    "number": r"<part><by>(?:<digits>|<han>)<more><scaled>\s?(?:<ratio>|<fraction>|<over>|<unit>)?",
    "behind": r"(?P<level>级)?(?:\s?(?P<after><bounds>))?(?:新?台阶|大关)?",  # 级, 以上, 大关
    "every": "<doubled>|<two>|<number><behind>",
}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the one expression that finds numbers with unit and comparator."""
    kilo = sorted({unit[1] for unit in units.marked(*KINDS) if unit[0] == "千"})
    parts = {
        "kilo": f"[{''.join(kilo)}]",
        "units": guarded(units.marked(*KINDS), units.not_before()),
        "bare": guarded(units.marked(*BARE), units.not_before()),
        "bounds": "|".join(comparators.bounds()),
    }
    for name, part in PARTS.items():
        parts[name] = re.sub(r"(?<!P)<(\w+)>", lambda m: parts[m[1]], part)
    return re.compile(parts["every"])


def guarded(words: Iterable[str], unless: Mapping[str, Sequence[str]]) -> str:
    """Return an expression for any of the words, the longest first, unless what follows forbids.

    `unless` are regular expressions of what may not follow a word.

    >>> guarded(["家", "户"], {"家": ["庭"]})
    '(?:家(?!庭)|户)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    guard = {word: f"(?!{'|'.join(unless[word])})" for word in ordered if word in unless}
    return f"(?:{'|'.join(re.escape(word) + guard.get(word, '') for word in ordered)})"


def _read(text: str, m: re.Match[str]) -> Item | None:
    """Return the quantity of a match; its unit is `?` while nothing says what is counted."""
    start, end = m.span()
    if text[start] == "翻":
        power = numeral(m["times"] or "一")
        return Item(start, end, "=", round(2.0**power, 4), NAN, "倍", start, "翻番")
    if m["two"]:
        return Item(start, end, ">=", 10.0, NAN, "%", start, "两位数")
    before = text[start - 1] if start else ""
    if _names_something(text, m, before):
        return None
    value, high, unit = _value(m, _unit(text, m))
    if not math.isfinite(value):
        return None
    comparator, first, rule = comparators.read(text, m, unit)
    if comparator == "=" and not math.isnan(high):
        comparator, rule = "range", "adjacent numerals"
    if before == "前" and not text.startswith("提", start - 2):
        if unit not in ("强", "名", "位", "?") or text[end : end + 1] in ("年", "季", "期", "届"):
            return None
        return Item(start - 1, end, "<=", value, NAN, "名", start, "rank")
    if before in MINUS and unit in ("%", "‰") and text.endswith(FALLS_AFTER, 0, start - 1):
        return Item(start - 1, end, comparator, -value, high, unit, start - 1, rule)
    return Item(first, end, comparator, value, high, unit, start, rule)


def _names_something(text: str, m: re.Match[str], before: str) -> bool:
    """Tell whether a numeral orders, dates or is part of a word: 第三, 几十, 2025年, 一流."""
    if before and before in "第届几每劣/／":
        return True
    if m["unit"] == "年":
        lead = text[max(0, m.start() - 16) : m.start()]
        return "." not in m["digits"] and not _lasting().search(lead)
    return (before == "数" and (m["digits"] or m["han"])[0] in "十百千万亿") or bool(
        m["han"] and idioms.idle(text, m)
    )


@cache
def _lasting() -> re.Pattern[str]:
    words = lexicon.load("units")["lasting"]
    return re.compile(rf"{lexicon.alternatives(words)}[^，,。；;]{{0,10}}$")


def _value(m: re.Match[str], unit: str) -> tuple[float, float, str]:
    """Return value, upper end and unit; the value is infinite or nan where it is absurd."""
    value, high = numeral((m["digits"] or m["han"]) + m["scale"] + (m["rest"] or "")[1:]), NAN
    value *= float(m["by"] or 1)
    first, second = (DIGITS.get(c, 0) for c in m["han"]) if len(m["han"] or "") == 2 else (0, 0)
    if 0 < first == second - 1:
        factor = numeral("一" + m["scale"])
        return first * factor, second * factor, unit
    if m["fraction"] or m["over"]:
        part = numeral(m["fraction"]) / value if m["fraction"] and value else NAN
        if m["rate"]:
            return value, high, f"/{m['over']}{m['rate']}"
        return round(part if m["fraction"] else value / (float(m["over"]) or NAN), 6), high, unit
    if m["ratio"]:
        parts = [numeral(part) for part in re.split("[∶:：︰]", m["ratio"])[1:]]
        return (value / parts[0] if len(parts) == 1 and parts[0] else value), high, unit
    if m["part"]:
        return value, high, "‰" if m["part"] == "千分之" else "%"
    return (value * 10, high, "%") if unit in ("折", "成") else (value, high, unit)


def _unit(text: str, m: re.Match[str]) -> str:
    """Return the unit in its one name, `?` for none."""
    unit = m["unit"] or m["hunit"]
    if unit:
        if unit == "级" and (m["han"] or m["digits"])[-1] in "百千万亿":
            return "元"
        if unit == "强":
            rank = m["digits"] or text[m.start() - 1 : m.start()] == "前"
            return "强" if rank else "家"
        cubic = unit == "微克" and text.endswith("每立方米", 0, m.start())
        return "微克/立方米" if cubic else units.name(unit)
    if m["ratio"] or m["fraction"] or m["over"]:
        return ""
    scaled = ((m["rest"] or "")[1:] or m["scale"] or m["han"] or "")[-1:]
    if scaled == "亿":
        return "元"
    if scaled == "万" and m["digits"]:
        return _people(text, m)
    if m["digits"] and m["part"] is None and _measured(text, m):
        return ""
    return "?"


def _people(text: str, m: re.Match[str]) -> str:
    """Return what so many 万 without a unit are: 人, 户 or nothing that is said."""
    known = lexicon.load("units")
    head = re.match(r"(?:“[^”]{0,8}”|[^，,。；;、：\d]){0,12}", text[m.end() : m.end() + 12])
    for unit, words in (("户", known["households"]), ("人", known["people"])):
        if head and any(word in head[0] for word in words):
            return unit
    lead = re.split("[，,。；;、：]", text[max(0, m.start() - 12) : m.start()])[-1]
    named = [unit for word, unit in known["counted_before"].items() if word in lead]
    return named[-1] if named and not (head and head[0]) else ""


def _measured(text: str, m: re.Match[str]) -> bool:
    """Tell whether a bare number is said to be reached: 指数为104。"""
    said = re.search(
        r"(?:达到?|[增升降缩减]至|降到|(?:缩小|提高|上升|下降|扩大)到|指数(?:为|(?:\w*控制)?在)?)$",
        text[max(0, m.start() - 12) : m.start("digits")],
    )
    year = len(m["digits"]) == 4 and m["digits"][:2] in ("19", "20")
    return bool(said) and not year and text[m.end() : m.end() + 1] in "，,。；;"


def _names(text: str) -> list[tuple[int, int]]:
    """Return the spans of titles and of short quotations, whose numbers are part of a name."""
    return [m.span() for m in re.finditer(r"《[^》]{0,80}》|“[^”]{1,14}”|\"[^\"]{1,14}\"", text)]


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(spans, (at, math.inf)) - 1
    return i >= 0 and spans[i][0] <= at < spans[i][1]


def _states(text: str, q: Item) -> bool:
    """Tell whether what follows leaves it a quantity: 15分钟生活圈 does not."""
    if q.unit == "强":
        return False
    circle = q.unit in ("小时", "分钟", "公里", "里") and "圈" in text[q.end : q.end + 9]
    return not circle and not text.startswith(tuple(lexicon.load("names")["followed"]), q.end)
