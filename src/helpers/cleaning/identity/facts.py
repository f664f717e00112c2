"""Decide what a document is, and which of it is in doubt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from helpers import lexicon
from helpers.cleaning import structure
from helpers.cleaning.identity import genre, issuer, place, title, year
from helpers.cleaning.identity.evidence import Decision
from helpers.cleaning.identity.page import Page
from helpers.text.divisions import Division

# Kinds that speak of the place, though a department issues them.
OF_PLACES = ("work_report", "bulletin", "briefing", "news", "interviews", "speech", "plenum_speech")


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
    year: str = ""
    source: str = ""
    doubts: str = ""


def decided(page: Page, given: Mapping[str, str]) -> tuple[Facts, dict[str, Decision]]:
    """Return the facts of a page, and how title, genre, place and year were decided.

    What a person says (`given`) wins and is in no doubt.
    """
    headline = given.get("title") or title.title(page)
    # What the page itself says is heard even where a field, as of front matter, says otherwise.
    own = given.get("title") or title.own(page) or headline
    kind = genre.decision(page, own)
    form = given.get("genre") or kind.value or "other"
    where, division = place.decision(page, own)
    # The year of a report of December does not hang on what somebody calls it.
    form_of_text = kind.value if kind.sure else form
    when = year.decision(page, own, form_of_text)
    decisions = {"place": where, "level": where, "genre": kind, "year": when}
    facts = _facts(page, headline, form, form_of_text, division, when)
    told = {f.name: given[f.name] for f in fields(Facts) if given.get(f.name)}
    unchecked = told.pop("doubts", "").split()  # a draft that nobody has checked yet
    if "date" in told:
        told = {"date_basis": "manifest", "year": year.of_date(told["date"], form), **told}
    doubts = [name for name, decision in decisions.items() if not decision.sure]
    if "place" in told and "level" not in told and (level := place.level_of(told["place"])):
        told["level"] = level
    doubts = [name for name in decisions if name in (unchecked if name in told else doubts)]
    return replace(facts, **{"doubts": " ".join(doubts), **told}), decisions


def _facts(
    page: Page,
    headline: str,
    form: str,
    kind: str,
    division: Division | None,
    when: Decision,
) -> Facts:
    body = issuer.issuer(page, headline, kind, division.name if division else "")
    date, line = year.day(page)
    return Facts(
        title=headline,
        place=place.short_name(division) if division else "",
        issuer=body,
        level=place.level(division, kind not in OF_PLACES and issuer.is_department(body)),
        genre=form,
        date=date or when.value,
        date_basis="text" if line else "inferred" if when.value else "",
        year=when.value,
        source=page.fields.get("address", ""),
    )


def speaker(facts: Facts, page: Page, kind: str = "") -> str:
    """Return who answers for a whole document: 市政府 or 省政府 in a work report, 市委 in a speech,
    else the body or district that its title lines name.

    `kind` is what the text itself says it is: an account of a government is one whatever it is
    called.

    >>> speaker(Facts(genre="work_report", issuer="镇江市人民政府", level="city"), Page(""))
    '市政府'
    """
    names = lexicon.load("structure")
    if "work_report" in (facts.genre, kind):
        named = re.search(rf"({place.RANK})(?:人民)?政府", facts.issuer)
        return f"{named[1]}政府" if named else str(names["governments"].get(facts.level, ""))
    if facts.genre == "plenum_speech":
        return str(names["committees"].get(facts.level, ""))
    return next((actor for text in page.front if (actor := structure.actor_of(text))), "")
