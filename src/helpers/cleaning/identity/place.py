"""Decide which place a page is about, and of which level it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from helpers import lexicon
from helpers.cleaning.identity.evidence import Decision, Witness, cue, decide, scores
from helpers.cleaning.identity.page import Page
from helpers.cleaning.identity.placenames import NATION, READ, named_in_body, named_in_head, times
from helpers.tables import Level
from helpers.text import divisions
from helpers.text.divisions import Division

RANK = "省|自治区|市|自治州|州|盟|地区|自治县|县|自治旗|旗|林区|区|镇|乡"
# A page calls its place 全市 so often before it tells anything; a city names its province so often.
FEWEST, ABOVE = 4, 3
BODY = {"most_named", "unit", "declared"}  # kinds of witnesses
OFTEN = 5  # mentions of a short name


class Own(NamedTuple):
    """What a page calls its own place: 市, how often, and whether a province stands above it."""

    unit: str
    times: int
    declared: bool  # 我代表市人民政府
    under: bool


def decision(page: Page, title: str) -> tuple[Decision, Division | None]:
    """Return the decision on the place; what the page calls itself (全市) speaks for what fits.

    It is in doubt, too, where the place cannot call itself so.
    """
    rules = lexicon.load("identity")
    weights, sure = rules["weights"]["place"], rules["sure"]["place"]
    limits = {"enough": sure["enough"], "ahead": sure["ahead"]}
    told, own = list(named_in_head(page, title)), calls_itself(page)
    choice = decide([*told, *_fitting(told, own)], weights, **limits)
    # The body is asked only where the head leaves a doubt; that is most of the work.
    for more in (named_in_body, partial(_repeated, told=tuple(told)), partial(_mentioned, own=own)):
        if choice.score < sure["beyond_doubt"] or not _clear(choice, weights, sure, own):
            told += more(page)
            choice = decide([*told, *_fitting(told, own)], weights, **limits)
    if choice.score < sure["least"]:
        return replace(choice, value="", sure=False), None
    clear = _clear(choice, weights, sure, own)
    return replace(choice, sure=clear), of_value(choice.value)


def _clear(
    choice: Decision, weights: Mapping[str, float], sure: Mapping[str, float], own: Own
) -> bool:
    """Tell whether a choice is strong, fits what its page calls the place, and has no rival."""
    division = of_value(choice.value)
    rivals = [
        score
        for value, score in scores(choice.witnesses, weights).items()
        if value != choice.value and not _around(of_value(value), division)
    ]
    near = max(rivals, default=0.0) > sure["ahead"] * choice.score
    fitting = not own.unit or fits(division, own)
    kinds = {witness.kind for witness in choice.witnesses if witness.value == choice.value}
    # A county that only the body names may be any of those that a text speaks of.
    headless = division is not None and division.level == "county" and kinds <= BODY
    return choice.score >= sure["enough"] and fitting and not near and not headless


def calls_itself(page: Page) -> Own:
    """Return what the page calls its own place; no unit where it hardly does."""
    counts = Counter(cue("ours").findall(page.text[:READ]))
    under = any(counts[unit] >= ABOVE for unit in ("省", "自治区"))
    under = under or len(cue("above").findall(page.text[:READ])) >= ABOVE
    declared = cue("represents").search("\n".join(page.opening))
    if declared:
        return Own(declared[1], counts[declared[1]], True, under)
    unit, count = max(counts.items(), key=lambda row: row[1], default=("", 0))
    if count >= FEWEST:
        return Own(unit, count, False, under)
    country = 0 if counts else len(cue("nation").findall(page.text[:READ]))
    return Own(NATION.short if country >= FEWEST else "", country, False, under)


def fits(division: Division | None, own: Own) -> bool:
    """Tell whether a place calls itself 全市, 全区 ...; no city under a province is a 直辖市.

    >>> suzhou, shanghai = divisions.lookup("苏州")[0], divisions.lookup("上海")[0]
    >>> [fits(place, Own("市", 9, False, True)) for place in (suzhou, shanghai)]
    [True, False]
    """
    if division is None or not own.unit:
        return False
    if division is NATION:
        return own.unit in (NATION.short, "国务院")
    if own.under and own.unit == "市" and division.level == "province":
        return False
    if own.unit in ("区", "自治区") and division.name.endswith("自治区"):
        return True
    return division.name.endswith(own.unit) and not (own.unit == "区" and division.name[-2] == "地")


def _fitting(told: Sequence[Witness], own: Own) -> list[Witness]:
    """Return what the name that the page gives its place (全市) says for those named."""
    kind = "declared" if own.declared else "unit"
    values = dict.fromkeys(
        [w.value for w in told] + [NATION.adcode] * (own.unit in ("国务院", "全国"))
    )
    words = f"{own.unit} × {own.times}"
    return [Witness(value, kind, words) for value in values if fits(of_value(value), own)]


def _repeated(page: Page, told: Sequence[Witness]) -> Iterator[Witness]:
    """Yield the places of the head that the body names again and again."""
    for value in dict.fromkeys(witness.value for witness in told):
        division = of_value(value)
        if division and division is not NATION and times(division, page.text[:READ]) >= OFTEN:
            yield Witness(value, "repeated", f"{division.short} × {times(division, page.text)}")


def _mentioned(page: Page, own: Own) -> Iterator[Witness]:
    """Yield the province and the city that the body mentions most, by their short names, too."""
    body = page.text[:READ]
    for rank in ("province", "city"):
        sizes = sorted(
            (
                (body.count(division.short), division.adcode)
                for division in divisions.all_divisions()
                if division.level == rank and not division.gone
                if fits(division, own) or not own.unit
            ),
            key=lambda row: (-row[0], row[1]),
        )
        (count, code), (second, _) = (*sizes, (0, ""), (0, ""))[:2]
        if count >= OFTEN and count >= 2 * second:
            yield Witness(code, "most_named", f"× {count}")


def _around(other: Division | None, division: Division | None) -> bool:
    """Tell whether another place lies around the division: it is named with it."""
    return other is None or other is NATION or bool(division and division.within(other))


def of_value(value: str) -> Division | None:
    """Return the division of a witness's value."""
    if not value or value == NATION.adcode:
        return NATION if value else None
    if value.isdigit():
        return divisions.of_code(value)
    short = re.sub("(?:镇|乡|街道)$", "", value)
    return Division("", value, divisions.shortened(value) if short == value else short, "county", 0)


def level(division: Division | None, department: bool) -> str:
    """Return the level of a place, or that of a department in it."""
    if division is None:
        return ""
    if division is NATION:
        return "centre"
    return "department" if department else division.level


def short_name(division: Division) -> str:
    """Return the name that tables use: the short one, where no city or province has it too.

    >>> [short_name(divisions.lookup(name)[0]) for name in ("镇江市", "海拉尔区", "长沙县")]
    ['镇江', '海拉尔', '长沙县']
    """
    others = divisions.lookup(division.short)
    county = division.level == "county"
    return division.name if county and any(o.level != "county" for o in others) else division.short


def level_of(name: str) -> Level:
    """Return the level of a place that a person names, empty when places of several are called so.

    >>> level_of("镇江"), level_of("全国"), level_of("吉林")
    ('city', 'centre', '')
    """
    if name == NATION.short:
        return "centre"
    levels = {division.level for division in divisions.lookup(name) if not division.gone}
    return levels.pop() if len(levels) == 1 else ""
