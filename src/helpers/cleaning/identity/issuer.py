"""Find out who issues a document."""

import re
from functools import cache

from helpers.cleaning.identity.evidence import cue
from helpers.cleaning.identity.page import Page

ASSEMBLY = re.compile(r"^第.{1,3}届(.{2,12}人民代表大会)第.{1,3}次会议(?!上)")
ORIGIN = re.compile(r"(?:来源|发布单位|信息来源)\s*[:：]\s*([\u4e00-\u9fff]{2,14})")


def issuer(page: Page, title: str, genre: str, place: str) -> str:
    """Return the body that issues a document; `place` is the full name of its place."""
    if genre == "work_report" and place:
        return "国务院" if place == "中华人民共和国" else f"{place}人民政府"
    if field := page.fields.get("issuer", ""):
        return field
    if match := ASSEMBLY.match(title):
        return match[1]
    if match := _titled().match(title):
        return match[1]
    for text in page.closing:
        bare = re.sub(r"\s", "", text)
        if signed().match(bare):
            return bare
    for text in [*page.front, *page.around, page.fields.get("source", "")]:
        if match := ORIGIN.search(text):
            return match[1]
    for text in page.front:
        if signed().match(re.sub(r"\s", "", text)):
            return re.sub(r"\s", "", text)
    return ""


def is_department(name: str) -> bool:
    """Tell whether a body is a department and no government.

    >>> is_department("遂溪县发展和改革局"), is_department("怀化市人民政府办公室")
    (True, False)
    """
    return bool(cue("departments").search(name)) and not cue("governments").search(name)


@cache
def _titled() -> re.Pattern[str]:
    organs = cue("organs").pattern
    return re.compile(rf"^([\u4e00-\u9fff]{{0,24}}?(?:{organs}))(?:关于|印发|转发|\d{{4}}年|\s|$)")


@cache
def signed() -> re.Pattern[str]:
    """Return what matches a line that is the name of a body and nothing more."""
    return re.compile(rf"^[\u4e00-\u9fff]{{0,24}}(?:{cue('organs').pattern})$")
