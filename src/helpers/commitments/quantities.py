"""Find the quantities of a text: number, unit and comparator, as in 不少于3.5亿元 or 3-5家."""

import math
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.commitments.numerals import DIGITS, HAN, numeral, scan

NAN = math.nan


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and how it is meant; offsets count in the text it was found in."""

    start: int
    end: int
    comparator: str
    value: float
    value_max: float
    unit: str
    number: int  # where the number itself begins, after the words of the comparator
    rule: str


def find(text: str) -> list[Quantity]:
    """Return the quantities of a text in reading order; dates, ordinals and names are none.

    >>> [(q.comparator, q.value, q.unit) for q in find("发放贷款不少于3.5亿元,帮扶创业5000人以上")]
    [('>=', 350000000.0, '元'), ('>=', 5000.0, '人')]
    >>> [(q.value, q.value_max) for q in find("力争3-5家企业上市,加快5G基站建设,“十四五”开局")]
    [(3.0, 5.0)]
    """
    found: list[Quantity] = []
    named = _names(text)
    for match in scan(_first(), _pattern(), text):
        quantity = _read(text, match)
        if quantity and found:
            quantity = _joined(text, found, quantity)
        if quantity and not _inside(named, quantity.number):
            found.append(quantity)
    return [q for q in _shared(text, found) if q.unit != "?" and _states(text, q)]


@cache
def _first() -> re.Pattern[str]:
    """Return the expression for the first characters of a number and what may follow them."""
    units = lexicon.load("units")
    every = [*units["han"], *units["money"], *units["share"], *units["measure"]]
    seconds = {unit[0] for unit in every} | set(HAN) | set("多余几点分强级番了 以左")
    after = [word for sign in lexicon.load("comparators")["sign"] for word in sign["after"]]
    seconds |= {word[0] for word in after}
    return re.compile(
        rf"[\d{HAN}翻](?:(?<=\d)|(?<=[翻亿])|[{re.escape(''.join(sorted(seconds)))}])"
    )


@cache
def _pattern() -> re.Pattern[str]:
    """Return the one expression that finds numbers with unit and comparator."""
    units = lexicon.load("units")
    kinds = ("money", "share", "measure", "duration", "counted")
    every = [unit for kind in kinds for unit in units[kind]]
    unless = units["not_before"]
    after = [word for sign in lexicon.load("comparators")["sign"] for word in sign["after"]]

    def words(names: list[str]) -> str:
        ordered = sorted(set(names), key=lambda name: (-len(name), name))
        guard = {n: f"(?!{'|'.join(map(re.escape, unless[n]))})" for n in ordered if n in unless}
        return "|".join(re.escape(name) + guard.get(name, "") for name in ordered)

    digits = r"(?<![A-Za-z\d.．+＋∶])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,15}(?!\d))(?:[.．]\d{1,12})?"
    scale = "(?:[十百万亿]|千(?![瓦米克伏帕]))"
    han = f"(?:[{HAN.replace('千', '')}]|千(?![瓦米克伏帕]))"
    tail = rf"(?P<more>[多余几])?\s?(?P<scale>{scale}{{0,4}})(?P<rest>[多余])?"
    counts = [*units["han"], *units["money"], *units["share"], *units["measure"]]
    return re.compile(
        rf"""翻(?P<times>[一两二三四]|\d(?:[.．]\d+)?)?番
        |(?P<two>两位数)
        |(?:(?P<part>百分之|千分之)?
          (?:(?P<digits>{digits})(?![+＋])|(?P<han>{han}{{1,24}}(?:点[{HAN}]{{1,8}})?))
          {tail}\s?
          (?:(?P<ratio>[∶:：]\s?\d+(?:\.\d+)?(?:[∶:：]\d+(?:\.\d+)?)?)(?![\d:：∶])
            |分之(?P<fraction>[{HAN}]{{1,4}})
            |(?(digits)(?P<unit>{words(every)})|(?P<hunit>{words(counts)}|强|级))
          )?
          (?P<level>级)?(?P<after>{lexicon.alternatives(after)})?(?:台阶|大关)?)""",
        re.VERBOSE,
    )


@cache
def _before() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """Return the expressions for comparators before a number and the sign of each word."""
    signs = lexicon.load("comparators")["sign"]
    sign = {word: s["comparator"] for s in signs for word in s["before"] + s["after"]}
    words = lexicon.alternatives([word for s in signs for word in s["before"]])
    near = re.compile(rf"(?P<word>{words})(?:达到|达|到|至|为|了|在|约)?\s?$")
    far = re.compile(
        r"(?P<word>高于|低于|快于|慢于|超过|高出|优于)[^，,。；;、：\d高低快慢超]{1,16}$"
    )
    return near, sign, far


def _read(text: str, m: re.Match[str]) -> Quantity | None:
    """Return the quantity of a match; its unit is `?` while nothing says what is counted."""
    start, end = m.span()
    if text[start] == "翻":
        power = numeral(m["times"] or "一")
        return Quantity(start, end, "=", round(2.0**power, 4), NAN, "倍", start, "翻番")
    if m["two"]:
        return Quantity(start, end, ">=", 10.0, NAN, "%", start, "两位数")
    before = text[start - 1] if start else ""
    raw = m["digits"] or m["han"]
    if (
        before in ("第", "届")
        or (before and before in "几每")
        or (before == "数" and raw[0] in "十百千万亿")
        or (m["han"] and _idle(text, m))
    ):
        return None
    value = numeral(raw + m["scale"])
    high, unit = NAN, _unit(text, m)
    if m["han"] and len(raw) == 2 and 0 < DIGITS.get(raw[0], 0) == DIGITS.get(raw[1], 0) - 1:
        factor = numeral("一" + m["scale"])
        value, high = DIGITS[raw[0]] * factor, DIGITS[raw[1]] * factor
    if m["fraction"]:
        value = round(numeral(m["fraction"]) / value, 6) if value else NAN
    elif m["ratio"]:
        parts = [float(part) for part in re.split("[∶:：]", m["ratio"])[1:]]
        value = value / parts[0] if len(parts) == 1 and parts[0] else value
    elif unit in ("折", "成"):
        value, unit = value * 10, "%"
    elif m["part"]:
        unit = "‰" if m["part"] == "千分之" else "%"
    if not math.isfinite(value):
        return None
    comparator, first, rule = _comparator(text, m, unit)
    if comparator == "=" and not math.isnan(high):
        comparator, rule = "range", "adjacent numerals"
    if before == "前":
        if unit not in ("强", "名", "位", "?") or text[end : end + 1] in ("年", "季", "期", "届"):
            return None
        return Quantity(start - 1, end, "<=", value, NAN, "名", start, "rank")
    return Quantity(first, end, comparator, value, high, unit, start, rule)


def _unit(text: str, m: re.Match[str]) -> str:
    """Return the unit in its one name, `?` for none."""
    unit = m["unit"] or m["hunit"]
    units = lexicon.load("units")
    if unit:
        if unit == "级" and (m["han"] or m["digits"])[-1] in "百千万亿":
            return "元"
        if unit == "强":
            rank = m["digits"] or text[m.start() - 1 : m.start()] == "前"
            return "强" if rank else "家"
        cubic = unit == "微克" and text.endswith("每立方米", 0, m.start())
        return "微克/立方米" if cubic else str(units["same"].get(unit, unit))
    if m["ratio"] or m["fraction"]:
        return ""
    scaled = (m["scale"] or m["han"] or "")[-1:]
    if scaled == "亿":
        return "元"
    if scaled == "万" and m["digits"]:
        head = re.match(r"[^，,。；;、：\d]{0,12}", text[m.end() : m.end() + 12])
        return "人" if head and any(word in head[0] for word in units["people"]) else ""
    if m["digits"] and m["part"] is None and _measured(text, m):
        return ""
    return "?"


def _measured(text: str, m: re.Match[str]) -> bool:
    """Tell whether a bare number is said to be reached: 指数为104。"""
    said = re.search(
        r"(?:达到?|增至|升至|降至|降到|指数为|指数)$", text[max(0, m.start() - 4) : m.start()]
    )
    year = len(m["digits"]) == 4 and m["digits"][:2] in ("19", "20")
    return bool(said) and not year and text[m.end() : m.end() + 1] in "，,。；;、和"


def _idle(text: str, m: re.Match[str]) -> bool:
    """Tell whether a numeral in characters is part of a word and counts nothing."""
    raw, unit = m["han"] + m["scale"], m["hunit"]
    start = m.start()
    if text.startswith(_labels(), start) or (unit == "大" and len(raw) > 1 and "十" in raw):
        return True
    if raw[0] in "零〇" or (unit == "个" and text[m.end() : m.end() + 1] in ("“", '"')):
        return True
    if m["part"] or m["fraction"]:
        return False
    if raw == "一":
        clause = re.split("[，,。；;：、]", text[max(0, start - 8) : start])[-1]
        units = lexicon.load("units")
        if unit not in units["one"] or clause.endswith("再"):
            return True
        return not any(word in clause for word in units["one_after"])
    if len(raw) == 1 and raw in "百千万":
        lead = text[max(0, start - 3) : start]
        compared = m["after"] or _before()[0].search(lead) or lead.endswith(("上", "过", "前"))
        return not (unit and (compared or unit == "强"))
    return False


def _comparator(text: str, m: re.Match[str], unit: str) -> tuple[str, int, str]:
    """Return the sign, where its words begin, and the words."""
    near, sign, far = _before()
    start = m.start()
    low = max(0, start - 7)
    word = near.search(text, low, start)
    if not word and unit == "百分点":
        word = far.search(text, max(0, start - 20), start)
    after = m["after"] or ""
    if (
        word
        and word["word"] == "近"
        and text[max(0, word.start() - 1) : word.start()] in ("最", "附", "邻")
    ):
        word = None
    first = word.start() if word else start
    if after:
        return sign[after], first, after
    if word:
        return sign[word["word"]], first, word["word"]
    if m["more"] in ("多", "余") or m["rest"]:
        return "~", start, "多"
    raw = m["han"] or ""
    if raw[:1] in tuple("百千万亿") and text[start - 1 : start] in ("上", "过"):
        return ">=", start - 1, "上"
    return ("~", start, "几") if m["more"] else ("=", start, "no word")


def _joined(text: str, found: list[Quantity], right: Quantity) -> Quantity:
    """Return the range that the number makes with the one before it, else the number."""
    left = found[-1]
    between = text[left.end : right.number]
    if not re.fullmatch(r"\s?(?:[-—–－~～]{1,2}|至|到)\s?", between):
        return right
    if not math.isnan(left.value_max):
        return right
    if between.strip() in "至到" and text[left.start - 1 : left.start] in ("从", "由"):
        return right
    found.pop()
    value = left.value
    if left.unit in ("?", "") and right.unit not in ("?", ""):
        scale = re.match(r"[\d.．,]+[多余]?([百千万亿]*)", text[right.number : right.end])
        factor = numeral("一" + scale[1]) if scale and scale[1] else 1.0
        value = value * factor if value * factor <= right.value else value
    return replace(
        right,
        start=left.start,
        value=value,
        value_max=right.value,
        comparator="range",
        number=left.number,
        rule="range",
    )


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Share unit and comparator over coordinations: 5、10和20个, 60家、500家、100家以上."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        left, right = out[i], out[i + 1]
        between = text[left.end : right.start]
        if between not in ("、", "和", "及", "与", "或"):
            continue
        if left.unit == "?" and right.unit not in ("?", ""):
            left = replace(left, unit=right.unit, rule="shared unit")
        same = left.unit == right.unit and left.comparator == "="
        if same and right.start == right.number and right.comparator not in ("=", "range"):
            left = replace(left, comparator=right.comparator, rule="shared comparator")
        out[i] = left
    return out


@cache
def _labels() -> tuple[str, ...]:
    return tuple(lexicon.load("names")["labels"])


def _names(text: str) -> list[tuple[int, int]]:
    """Return the spans of titles and of short quotations, whose numbers are part of a name."""
    return [m.span() for m in re.finditer(r"《[^》]{0,80}》|“[^”]{1,14}”|\"[^\"]{1,14}\"", text)]


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(spans, (at, math.inf)) - 1
    return i >= 0 and spans[i][0] <= at < spans[i][1]


def _states(text: str, q: Quantity) -> bool:
    """Tell whether what follows leaves it a quantity: 15分钟生活圈 does not."""
    if q.unit == "强":
        return False
    circle = q.unit in ("小时", "分钟", "公里", "里") and "圈" in text[q.end : q.end + 9]
    return not circle and not text.startswith(tuple(lexicon.load("names")["followed"]), q.end)
