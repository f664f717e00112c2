"""Find out what a document is: title, date, place, issuer, level and genre, and how it is known."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache

from helpers import lexicon
from helpers.cleaning import structure
from helpers.cleaning.formats import Source
from helpers.cleaning.lines import forms
from helpers.text.dates import iso

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
AREA = "(?:(?:壮族|回族|维吾尔)?自治区|省|自治州|自治县|市|新区|开发区|区|县|州|盟|旗|镇|乡)"
GOVERNMENT = re.compile(
    rf"(?:代表|受|^|[^\u4e00-\u9fff])((?:(?!代表)[\u4e00-\u9fff]){{0,7}}?)({AREA})(?:人民政府)",
    re.MULTILINE,
)
ORIGIN = re.compile(r"(?:来源|发布单位)\s*[:：]\s*([\u4e00-\u9fff]{2,14})")
COUNTY = re.compile(
    r"([\u4e00-\u9fff]{2,9}?)(自治县|新区|开发区|区|县|旗|市)"
    r"(?=委|人民政府|政府|人大|人民代表大会|第.{1,3}届|\d{4}年)"
)
OPENING = 6
DEPARTMENTS = ("局", "委", "办", "厅", "部", "委员会", "办公室")
REPORT = "政府工作报告"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document, in the columns of the table of documents."""

    title: str = ""
    place: str = ""
    issuer: str = ""
    level: str = ""
    genre: str = ""
    date: str = ""
    date_basis: str = ""


def facts(
    source: Source, removed: Sequence[str], roles: Sequence[str], texts: Sequence[str]
) -> Facts:
    """Return the facts of a document; `removed` are the lines that the page had around it.

    What documents.csv says wins, then what a labelled line of the page says (`发文时间：…`), then
    what title and opening say. A date is taken from the text where a full one stands in its front
    or sign-off (the day of delivery before the day of publication), else inferred: from the year
    in title or file name, at last from the year most named.
    """
    front = [text for role, text in zip(roles, texts, strict=True) if role == "title"]
    body = [text for role, text in zip(roles, texts, strict=True) if role != "title"]
    said = _labelled(removed)
    title = said.get("title") or _title(front) or source.doc_id
    headline = "\n".join([title, source.doc_id, *front])
    opening = "\n".join([headline, *said.values(), *body[:OPENING]])
    place, level = _place([said.get("issuer", ""), headline, opening], texts)
    page = "\n".join([*front, *removed])
    genre = _genre(headline, opening, removed, body)
    organ = "" if genre == "work_report" else _department([title, *front])
    issuer = said.get("issuer") or organ or _issuer(opening, page, place, level)
    date, basis = _date(said, front, title, source.doc_id, texts)
    found = Facts(
        title=title,
        place=place,
        issuer=issuer,
        level="department" if organ else level,
        genre=genre,
        date=date,
        date_basis=basis,
    )
    known = {name: source.given[name] for name in asdict(found) if source.given.get(name)}
    if "date" in known:
        known.setdefault("date_basis", "manifest")
    return replace(found, **known)


def speaker(facts: Facts, front: Sequence[str] = ()) -> str:
    """Return who answers for a whole document: 市政府 or 省政府 in a work report, 市委 in a speech,
    else the body or district that its title lines name.

    >>> speaker(Facts(genre="work_report", issuer="镇江市人民政府", level="city"))
    '市政府'
    """
    known = lexicon.load("structure")
    if facts.genre == "work_report":
        named = re.search(rf"({AREA})(?:人民)?政府", facts.issuer)
        kind = re.sub("^(?:壮族|回族|维吾尔)", "", named[1]) if named else ""
        return f"{kind}政府" if kind else str(known["governments"].get(facts.level, ""))
    if facts.genre == "plenum_speech":
        return str(known["committees"].get(facts.level, ""))
    return next((actor for text in front if (actor := structure.actor_of(text))), "")


def _labelled(removed: Sequence[str]) -> dict[str, str]:
    names = lexicon.load("furniture")["fields"]
    said: dict[str, str] = {}
    for line in removed:
        label, _, value = re.sub("[：:]", ":", line, count=1).partition(":")
        if label.strip() in names and value.strip() not in ("", "未知", "无"):
            said.setdefault(names[label.strip()], value.strip())
    return said


def _title(front: Sequence[str]) -> str:
    """Return the first line of the front that is no date, no occasion and no person."""
    others = (forms.dateline, forms.SPOKEN.match, forms.PERSON.match)
    return next((text for text in front if not any(found(text) for found in others)), "")


def _date(
    said: dict[str, str], front: Sequence[str], title: str, doc_id: str, texts: Sequence[str]
) -> tuple[str, str]:
    spoken = [text for text in front if forms.SPOKEN.match(text)]
    signed = [text for text in front if text[0] in "（(" and forms.dateline(text)]
    for text in (*spoken, *signed, *front, said.get("date", ""), *texts[-1:]):
        if len(text) <= 100 and (date := iso(text)):
            return date, "text"
    for text in (title, doc_id):
        if year := YEAR.search(text) or BARE_YEAR.search(text):
            return year[1], "inferred"
    years = Counter(year for text in texts for year in YEAR.findall(text))
    return (years.most_common(1)[0][0], "inferred") if years else ("", "")


def _issuer(opening: str, page: str, place: str, level: str) -> str:
    """Return the government whose report it is or that is named, else the page's source."""
    if place == "全国":
        return "国务院"
    if REPORT in opening and level in ("province", "city"):
        return f"{_full(place, level)}人民政府"
    for name, area in GOVERNMENT.findall(opening):
        if place and (place in name or (not name and level == "county")):
            return f"{name or place}{area}人民政府"
    for name, area in COUNTY.findall(opening) if REPORT in opening else ():
        if place and name.endswith(place):
            return f"{place}{area}人民政府"
    origin = ORIGIN.search(page)
    return origin[1] if origin else ""


def _department(front: Sequence[str]) -> str:
    """Return the department that a line of the front names, no government."""
    named = (structure.department(text) for text in front)
    return next((name for name in named if name.endswith(DEPARTMENTS)), "")


def _full(place: str, level: str) -> str:
    full: dict[str, str] = lexicon.load("regions")["full"]
    return full.get(place, place + ("省" if level == "province" else "市"))


def _place(named: Sequence[str], texts: Sequence[str]) -> tuple[str, str]:
    """Return place and level: of a county named in the head, else a region named there, else the
    region that the text names most."""
    if "国务院" in "".join(named[:2]):
        return "全国", "centre"
    for text in named[:2]:
        if county := _county(text):
            return county, "county"
    for text in named:
        if found := _region().findall(text):
            return _levelled(found[-1] if text is named[0] else found[0])
    counts = Counter(name for text in texts for name in _region().findall(text))
    return _levelled(counts.most_common(1)[0][0]) if counts else ("", "")


def _county(text: str) -> str:
    """Return the short name of a county, district or county-level city that a headline names."""
    for name, area in COUNTY.findall(text):
        short: str = re.split("[省市州盟在日]|自治区", name)[-1]
        if len(short) > 1 and not _region().search(short) and (area != "区" or short != "自治"):
            return short
    return ""


@cache
def _region() -> re.Pattern[str]:
    provinces = lexicon.load("regions")["provinces"]
    cities = [city for row in provinces.values() for city in row.split()]
    return re.compile(lexicon.alternatives([*provinces, *cities]))


def _levelled(region: str) -> tuple[str, str]:
    return region, "province" if region in lexicon.load("regions")["provinces"] else "city"


def _genre(headline: str, opening: str, removed: Sequence[str], body: Sequence[str]) -> str:
    """Return the genre: by the build of the text, else by words of its head."""
    if sum(map(structure.introduces, body)) > 1:
        return "interviews"
    if REPORT in headline:
        return "work_report"
    if sum(bool(structure.department(text)) for text in body) > 2:
        return "department_statements"
    head = "\n".join([headline, *removed])
    for row in lexicon.load("structure")["genres"]:
        where = head if row["where"] == "page" else headline
        if any(word in where for word in row["words"]):
            return str(row["genre"])
    return "other"
