"""Find out for which year a document speaks, and the day it was delivered, signed or put up."""

import re
from collections import Counter
from collections.abc import Iterator

from helpers import lexicon
from helpers.cleaning.identity.evidence import Decision, Witness, cue, decide
from helpers.cleaning.identity.page import Page
from helpers.cleaning.lines import forms
from helpers.text import dates
from helpers.text.numerals import narrow

NUMERAL = f"[{dates.ZEROS}一二三四五六七八九]"
# 二〇三五年远景目标 is of a plan that begins long before.
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?!\d|年?远景)|([一二]{NUMERAL}{{3}})(?=\s*年(?!远景))")
OF_YEAR = re.compile(rf"(?:(?<!\d)((?:19|20)\d\d)|([一二]{NUMERAL}{{3}}))(?=\s*年(?!远景))")
ISSUED = re.compile(r"[〔\[（(【]\s*((?:19|20)\d\d)\s*[〕\]）)】]\s*第?\s*\d+\s*号")
# A day in brackets, or alone and in words: no time of day, no source beside it.
DELIVERED = re.compile(rf"[（(]\s*(?:{dates.DATED.pattern})[^（）()]{{0,16}}[）)]$")
DAY_FIRST = re.compile(rf"^(?:{dates.DATED.pattern})(?:各位|$)")
READ = 60_000  # characters of the body
COUNTING = ("bulletin", "report")
LATE = 11  # a report of November or December is made for the next year


def years(text: str, pattern: re.Pattern[str] = OF_YEAR) -> list[str]:
    """Return the years that a text names, in digits.

    >>> years("二〇一一年、二O一二年、二0一一年和2013年")
    ['2011', '2012', '2011', '2013']
    """
    named = (digits or dates.arabic(numerals) for digits, numerals in pattern.findall(narrow(text)))
    return [year for year in named if "1900" < year < "2100"]


def day(page: Page) -> tuple[str, str]:
    """Return the day of delivery or signature and the line that tells it; else that of the page."""
    delivered, others = _days(page)
    signed = [text for text in page.closing if forms.dateline(text)]
    written, put_up = (page.fields.get(kind, "") for kind in ("signed", "date"))
    for text in (written, *delivered, *signed, *others, put_up):
        if len(text) <= 100 and (date := dates.iso(text)):
            return date, text
    return "", ""


def _days(page: Page) -> tuple[list[str], list[str]]:
    """Return the lines that tell the day of delivery, and other dated lines of the front."""
    heads = [*page.front, page.fields.get("title", "")]
    heads += [text[:40] for text in page.opening[:1] if DAY_FIRST.match(text)]
    delivered = [
        text
        for text in heads
        if forms.SPOKEN.match(text) or "大会" in text or DELIVERED.search(text)
    ]
    delivered += [text for text in heads if text not in delivered and DAY_FIRST.match(text)]
    below = [text for text in page.opening if forms.dateline(text)]
    return delivered, [text for text in [*page.front, *below] if text not in delivered]


def decision(page: Page, title: str, genre: str) -> Decision:
    """Return the decision on the year; the body is asked only where the head leaves a doubt."""
    rules = lexicon.load("identity")
    weights, sure = rules["weights"]["year"], rules["sure"]["year"]
    limits = {"enough": sure["enough"], "ahead": sure["ahead"]}
    told = list(_headed(page, title, genre))
    choice = decide(told, weights, **limits)
    if choice.sure and choice.score >= sure["beyond_doubt"]:
        return choice
    return decide([*told, *_bodied(page, genre)], weights, **limits)


def _headed(page: Page, title: str, genre: str) -> Iterator[Witness]:
    """Yield what title, dates, number, headings and the names of file and folders say."""
    # What counts a year is put up in the next one.
    counted = [match for text in page.opening if (match := cue("counts").search(text))]
    weak = genre in COUNTING and (years(title, YEAR) or (genre == "bulletin" and counted))
    if genre == "bulletin":
        yield from (Witness(m[1] or m[2], "counts", m.string[:40]) for m in counted[:1])
    yield from (w._replace(kind="field") if weak else w for w in _told(page, genre))
    for kind, text in (
        ("title", title),
        ("field_title", page.fields.get("title", "")),
        ("file", page.doc_id),
    ):
        for year in years(text, YEAR)[:1]:
            yield Witness(year, kind, text[:60])
    for folder in page.folders:
        for year in years(folder, YEAR)[:1]:
            yield Witness(year, "folder", folder)
    for text in [*page.front, page.fields.get("number", "")]:
        if match := ISSUED.search(text):
            yield Witness(match[1], "number", text[:40])
    yield from _headings(page)


def _bodied(page: Page, genre: str) -> Iterator[Witness]:
    """Yield what the body says: a report of its plan and review, others by the year named most."""
    if genre == "work_report":
        yield from _spoken_of(page.text[:READ])
        return
    counts = Counter(years(page.text[:READ]))
    if counts:
        yield Witness(counts.most_common(1)[0][0], "most_named", f"× {counts.most_common(1)[0][1]}")


def _told(page: Page, genre: str) -> Iterator[Witness]:
    """Yield the year of each day that the page tells."""
    for kind, lines in zip(("delivered", "dated"), _days(page), strict=True):
        for text in lines:
            if date := dates.iso(text):
                yield Witness(of_date(date, genre), kind, text[:60])
    for text in page.closing:
        if forms.dateline(text) and (date := dates.iso(text)):
            yield Witness(of_date(date, genre), "signed", text)
    for kind in ("signed", "date"):
        if date := dates.iso(page.fields.get(kind, "")):
            name = "signed" if kind == "signed" else "field"
            yield Witness(of_date(date, genre), name, page.fields[kind])


def of_date(date: str, genre: str) -> str:
    """Return the year that a document of a day speaks for.

    >>> of_date("2018-12-25", "work_report"), of_date("2018-12", "policy"), of_date("2018", "news")
    ('2019', '2018', '2018')
    """
    late = genre == "work_report" and int(date[5:7] or 0) >= LATE
    return str(int(date[:4]) + late)


def _headings(page: Page) -> Iterator[Witness]:
    for text in page.headings:
        named = years(text)
        if len(set(named)) != 1 or "十" in text.split("、")[-1][:3]:
            continue
        if cue("review").search(text):
            yield Witness(str(int(named[0]) + 1), "review", text)
        elif cue("plan").search(text):
            yield Witness(named[0], "plan", text)


def _spoken_of(text: str) -> Iterator[Witness]:
    """Yield the years that a report plans for, and those after the ones that it looks back on."""
    for name, step in (("planned", 0), ("reviewed", 1), ("turning", 0)):
        years = Counter(int(next(filter(None, m.groups()))) for m in cue(name).finditer(text))
        if years:
            year, count = max(years.items(), key=lambda row: (row[1], row[0]))
            kind = "turn" if name == "turning" else name
            yield Witness(str(year + step), kind, f"{year}年 × {count}")
