"""Read dates as Chinese texts write them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

DAY = r"[\d一二三四五六七八九十]{1,3}"
ZEROS = "〇○零0０OＯoОо"
YEAR = rf"(?:(?:19|20)\d\d|[一二][{ZEROS}九][{ZEROS}一二三四五六七八九]{{2}})"
DATED = re.compile(rf"{YEAR}\s*[-年./]\s*{DAY}\s*[-月./]\s*{DAY}\s*日?|\d{{1,2}}/\d{{1,2}}/{YEAR}")
FULL = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})")
WRITTEN = re.compile(r"((?:19|20)\d\d)(?:[-年./](?:(\d{1,2})(?:[-月./](?:(\d{1,2})日?)?)?)?)?")
# Behind a date a spreadsheet or a person may write the time or the day of the week.
AFTER = re.compile(r"[ T]*\d{1,2}:\d{2}.*|[（(\s]*(?:星期|周)[一二三四五六日天][）)]?$")
PACKED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
MONTHS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y")
SERIAL, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 18_264, 73_050
"""The day from which a spreadsheet counts, and its numbers for 1950-01-01 and 2099-12-31."""
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
    return _checked(year, month, day) if month and day else ""


def normalised(text: str) -> str:
    """Return a date as spreadsheets and people write it as YYYY, YYYY-MM or YYYY-MM-DD, or nothing.

    Nothing also for a day that no calendar has, and where day and month cannot be told apart.

    >>> normalised("2020/8/1"), normalised("2020年8月"), normalised("2020"), normalised("昨天")
    ('2020-08-01', '2020-08', '2020', '')
    >>> normalised("20200801"), normalised("44044"), normalised("二〇二〇年八月一日")
    ('2020-08-01', '2020-08-01', '2020-08-01')
    >>> normalised("8/15/2020"), normalised("1-Aug-2020"), normalised("8/1/2020")
    ('2020-08-15', '2020-08-01', '')
    """
    text = AFTER.sub("", unicodedata.normalize("NFKC", text)).strip()
    if text.isdecimal() and len(text) == 5 and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return str(SERIAL + timedelta(int(text)))
    match = WRITTEN.fullmatch(text) or PACKED.fullmatch(text) or WRITTEN.fullmatch(arabic(text))
    if match:
        return _checked(*(int(part) for part in match.groups() if part))
    return _american(text) or next(filter(None, (_named(text, form) for form in MONTHS)), "")


def _checked(year: int, month: int = 0, day: int = 0) -> str:
    """Return a date that a calendar has, or nothing."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])


def _american(text: str) -> str:
    """Return a date that ends with its year, where one of the two other parts can be no month."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)", text)
    if not match:
        return ""
    first, second, year = map(int, match.groups())
    if first <= 12 and second <= 12 and first != second:
        return ""
    return _checked(year, min(first, second), max(first, second))


def _named(text: str, form: str) -> str:
    """Return a date whose month is a word."""
    try:
        return str(datetime.strptime(text, form).date())
    except ValueError:
        return ""


def arabic(text: str) -> str:
    """Return a date's Chinese numerals as digits: 二〇〇三年一月二十三日 → 2003年1月23日."""
    text = re.sub(f"[{ZEROS}]", "0", text).translate(
        str.maketrans("一二三四五六七八九", "123456789")
    )
    text = re.sub(r"(?<!\d)十", "1", re.sub(r"十(?!\d)", "十0", text))
    return text.replace("十", "")


def decimal_year(dated: str) -> float:
    """Return a date as a year with its fraction, the middle of what is known; NaN for none."""
    match = ISO.match(dated)
    if not match:
        return float("nan")
    year, month, day = (float(part or 0) for part in match.groups())
    return year + (month - 1 + ((day - 0.5) / 31 if day else 0.5)) / 12 if month else year + 0.5
