"""Read the value of a numeral, Arabic or Chinese."""

import re
from collections.abc import Iterator
from functools import lru_cache

HAN = "〇○零一二两三四五六七八九十百千万亿"
DIGITS = {c: float(i % 10) for i, c in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"两": 2.0, "○": 0.0, "貳": 2.0, "參": 3.0, "陸": 6.0, "幺": 1.0}
POWERS = {"十": 10.0, "百": 100.0, "千": 1000.0, "拾": 10.0, "佰": 100.0, "仟": 1000.0}
SCALES = {"万": 1e4, "亿": 1e8, "萬": 1e4, "億": 1e8}
PIECE = re.compile(r"\d+(?:\.\d+)?|\D")
WIDE = re.compile("[０-９．％]")
NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
POINT = re.compile(
    r"\d(?<![\d.。，．/第].)(?!(?<=1)9\d\d。|(?<=2)0\d\d。)\d{0,3}"
    r"(?:。(?=\d\d?\s?(?:[%％‰倍万亿元亩吨米]|个?百分点|公里|公顷|平方|立方|[千兆]瓦))|，(?=\d[%％]))"
)
"""A stop or a comma for a decimal point, as 18。6% or 12，5%; what follows must be a unit."""

STOPPED = re.compile(r"[。，](?<=\d.)\d")
PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@lru_cache(maxsize=10_000)
def numeral(text: str) -> float:
    """Return the number that a numeral in digits, characters or both stands for.

    Raises ValueError when it is no numeral.

    >>> numeral("三千二百万"), numeral("1.6万"), numeral("二〇二二"), numeral("一点五亿")
    (32000000.0, 16000.0, 2022.0, 150000000.0)
    """
    if not PLAIN.fullmatch(text):
        text = re.sub(r"[\s,，]", "", narrow(text))
    if PLAIN.fullmatch(text):
        return float(text)
    whole, dot, fraction = text.partition("点")
    if not dot:
        return _whole(text)
    digits = re.match(rf"[\d{''.join(DIGITS)}]+", fraction)
    if not digits:
        raise ValueError(f"{text} is no numeral.")
    decimals = "".join(str(int(DIGITS[c])) if c in DIGITS else c for c in digits[0])
    value = float(f"{int(_whole(whole))}.{decimals}")
    return round(value * _whole("一" + fraction[digits.end() :]), 6)


def _whole(text: str) -> float:
    """Return the value of a numeral without 点: 亿 multiplies all before it, 万 back to the 亿."""
    above = middle = section = 0.0
    digit, last = None, 0.0
    for piece in PIECE.findall(text):
        if piece[0].isdecimal():
            digit, last = float(piece), 0.0 if piece[0] == "0" else last
        elif piece in DIGITS:
            digit = DIGITS[piece] if digit is None else digit * 10 + DIGITS[piece]
            last = 0.0 if DIGITS[piece] == 0 else last
        elif piece in POWERS:
            section += (digit or 1.0) * POWERS[piece]
            digit, last = None, POWERS[piece]
        elif piece in SCALES:
            section += digit or 0.0
            if SCALES[piece] == 1e4:
                middle = round((middle + section or 1.0) * 1e4, 6)
            else:
                above = round((above + middle + section or 1.0) * SCALES[piece], 6)
                middle = 0.0
            section, digit, last = 0.0, None, SCALES[piece]
        else:
            raise ValueError(f"{text} is no numeral.")
    if digit is not None and digit < 10 and last > 10:
        digit *= last / 10
    return round(above + middle + section + (digit or 0.0), 6)


def narrow(text: str) -> str:
    """Return the text with full-width digits, points and per cent signs narrowed, in place.

    >>> narrow("２０１０年增长９．５％")
    '2010年增长9.5%'
    """
    return text.translate(NARROW) if WIDE.search(text) else text


@lru_cache(maxsize=4)
def pointed(text: str) -> str:
    """Return the text with a point where a stop or a comma stands in a decimal number.

    >>> pointed("增长18。6%。5家企业上市"), pointed("居全省第4。10万人就业，增长12，5%")
    ('增长18.6%。5家企业上市', '居全省第4。10万人就业，增长12.5%')
    """
    return POINT.sub(lambda m: m[0][:-1] + ".", text) if STOPPED.search(text) else text


def scan(first: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern; `first` finds quickly where one can begin.

    An expression that opens with one set of characters runs over a text about ten times as fast
    as one that opens with many alternatives.
    """
    at = 0
    while start := first.search(text, at):
        match = pattern.match(text, start.start())
        if match and match.end() > match.start():
            yield match
            at = match.end()
        else:
            at = start.start() + 1
