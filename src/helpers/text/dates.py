"""Read dates as Chinese texts write them."""

import re

DAY = r"[\d一二三四五六七八九十]{1,3}"
ZEROS = "〇○零0０OＯoОо"
YEAR = rf"(?:(?:19|20)\d\d|[一二][{ZEROS}九][{ZEROS}一二三四五六七八九]{{2}})"
DATED = re.compile(rf"{YEAR}\s*[-年./]\s*{DAY}\s*[-月./]\s*{DAY}\s*日?|\d{{1,2}}/\d{{1,2}}/{YEAR}")
FULL = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
WRITTEN = re.compile(
    r"((?:19|20)\d\d)(?:[-年./](?:(\d{1,2})(?:[-月./](?:(\d{1,2})日?(?:[ T]\d{1,2}:.*)?)?)?)?)?"
)
ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def iso(text: str) -> str:
    """Return the first full date of a text as YYYY-MM-DD, or nothing.

    >>> iso("（二〇〇三年一月十日）"), iso("2021年10月 01日 09:04"), iso("2021年底")
    ('2003-01-10', '2021-10-01', '')
    """
    found = DATED.search(text)
    match = FULL.search(arabic(found[0])) if found else None
    if not match:
        return ""
    year, month, day = map(int, match.groups())
    return f"{year:04}-{month:02}-{day:02}" if 0 < month <= 12 and 0 < day <= 31 else ""


def normalised(text: str) -> str:
    """Return a date as spreadsheets and people write it as YYYY, YYYY-MM or YYYY-MM-DD, or nothing.

    >>> normalised("2020/8/1"), normalised("2020年8月"), normalised("2020"), normalised("昨天")
    ('2020-08-01', '2020-08', '2020', '')
    """
    match = WRITTEN.fullmatch(text.strip())
    if not match:
        return ""
    year, *rest = (int(part) for part in match.groups() if part)
    if any(not 0 < part <= most for part, most in zip(rest, (12, 31), strict=False)):
        return ""
    return "-".join([str(year), *(f"{part:02}" for part in rest)])


def arabic(text: str) -> str:
    """Return a date's Chinese numerals as digits: 二〇〇三年一月二十三日 → 2003年1月23日."""
    text = re.sub(f"[{ZEROS}]", "0", text).translate(
        str.maketrans("一二三四五六七八九", "123456789")
    )
    text = re.sub(r"(?<!\d)十", "1", re.sub(r"十(?!\d)", "十0", text))
    return text.replace("十", "")


def decimal_year(date: str) -> float:
    """Return a date as a year with its fraction, the middle of what is known; NaN for none."""
    match = ISO.match(date)
    if not match:
        return float("nan")
    year, month, day = (float(part or 0) for part in match.groups())
    return year + (month - 1 + ((day - 0.5) / 31 if day else 0.5)) / 12 if month else year + 0.5
