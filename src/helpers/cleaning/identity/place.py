"""Find out which place a page is about, from all that names one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers import lexicon
from helpers.cleaning.identity.evidence import Decision, Witness, cue, decide, scores
from helpers.cleaning.identity.page import Page
from helpers.text import divisions, words
from helpers.text.divisions import Division

NATION = Division("000000", "中华人民共和国", "全国", "province", 0)
RANK = "省|自治区|市|自治州|州|盟|地区|自治县|县|自治旗|旗|林区|区|镇|乡"
FOR = re.compile("(?:代表|受|受权|授权)$")
FEWEST_OURS = 4
REPRESENTED = 1000  # what 代表市人民政府 counts as
OFTEN = 5
SCATTERED = 4  # provinces
READ = 60_000  # characters of the body
# The place that a body names at least so often, and so much oftener than the next of its rank.
MOST, LEADS, AMONG = 3, 1.5, 4


def witnesses(page: Page, title: str) -> Iterator[Witness]:
    """Yield what speaks for a place; the value is its code, 000000 for the country, or the name
    of a town or zone that has no code."""
    yield from _headed(page, title)
    yield from _filed(page)
    yield from _bodied(page)


def _headed(page: Page, title: str) -> Iterator[Witness]:
    """Yield what title, front, opening and foot say."""
    for text, kind in (
        (title, "title"),
        (page.fields.get("title", ""), "field_title"),
        (page.fields.get("issuer", ""), "issuer"),
    ):
        yield from named(text, kind)
    for text in page.front:
        if text != title:
            yield from _in_context(text, "byline")
    for text in page.opening:
        yield from _in_context(text, "opening")
        if match := cue("dateline").search(text):
            yield from named(match[1], "dateline")
    for text in page.closing:
        if cue("government").search(text) or cue("national").search(text):
            yield from named(text, "signed")
    if cue("national_number").match(page.fields.get("number", "")):
        yield Witness(NATION.adcode, "number", page.fields["number"])
    if page.fields.get("source"):
        yield from named(page.fields["source"], "source")


def _in_context(text: str, otherwise: str) -> Iterator[Witness]:
    """Yield the places that a line names before a body, a meeting or a post."""
    if match := re.search("全国人民代表大会", text[:60]):
        yield Witness(
            NATION.adcode,
            "occasion" if re.search("在.{0,9}$", text[: match.start()]) else otherwise,
            text[:40],
        )
    if re.search("代表国务院", text):
        yield Witness(NATION.adcode, "represents", text[:40])
    for code, start, end in _mentions(text):
        after, before = text[end:], text[:start]
        if cue("government").match(after) and FOR.search(before[-3:]):
            kind = "represents"
        elif cue("meeting").match(after):
            kind = "occasion"
        elif cue("post").match(after):
            kind = "byline"
        elif cue("government").match(after) or otherwise == "byline":
            kind = otherwise
        else:
            continue
        yield Witness(code, kind, text[max(0, start - 6) : end + 12])


def _mentions(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the divisions with full names and the towns of a text; of a chain only the last."""
    spans = list(divisions.named(text))
    towns = list(cue("town").finditer(text))
    for match in towns:
        start, end = match.span()
        inner = [span for span in spans if span.end <= end and span.end > start]
        if inner and inner[-1].end == end:
            continue
        start = max([start, *(span.end for span in inner)])
        yield text[start:end], start, end
    starts = {span.start for span in spans} | {match.start() for match in towns}
    above = ""
    for span in spans:
        code = _code(span.name, above)
        above = code or above
        if span.end not in starts and code:
            yield code, span.start, span.end


def _code(name: str, above: str = "") -> str:
    """Return the code of a name, the one under `above` where several places are called so."""
    found = divisions.lookup(name)
    parent = divisions.of_code(above) if above else None
    inside = [division for division in found if parent and division.within(parent)]
    if inside:
        return inside[0].adcode
    standing = [division for division in found if not division.gone] or found
    same = [division for division in standing if division.level == standing[0].level]
    return same[0].adcode if len(same) == 1 or (same and same[0].level != "county") else ""


def named(text: str, kind: str) -> Iterator[Witness]:
    """Yield the places that a title, a field or a file's name gives, by full or short names."""
    if not text:
        return
    if cue("national").search(text):
        yield Witness(NATION.adcode, kind, text[:40])
        return
    found = list(_mentions(text))
    if not found:
        found = list(_short(text))
    for code, start, end in found[:1] if kind in ("file", "title", "field_title") else found:
        yield Witness(code, kind, text[max(0, start - 6) : end + 12])


def _short(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the short names that stand in a line as words of their own."""
    at = 0
    while at < len(text) - 1:
        for size in range(min(6, len(text) - at), 1, -1):
            name = text[at : at + size]
            known = [d for d in divisions.lookup(name) if d.level != "county" or size > 2]
            code = _code(name) if known else ""
            if code and words.stands(text, at, at + size):
                yield code, at, at + size
                at += size - 1
                break
        at += 1


def _filed(page: Page) -> Iterator[Witness]:
    yield from named(page.doc_id, "file")
    for folder in page.folders:
        yield from named(folder, "folder")


def _bodied(page: Page) -> Iterator[Witness]:
    """Yield the places that the body names most, and those whose divisions it names."""
    counts = Counter(span.name for span in divisions.named(page.text[:READ]))
    named = {code: n for name, n in counts.most_common() if (code := _code(name))}
    above = [
        Counter(c[:digits].ljust(6, "0") for c in named if c[digits:].strip("0"))
        for digits in (4, 2)
    ]
    for rank in ("province", "city", "county"):
        codes = dict.fromkeys([*named, *(code for counts in above for code in counts)])
        own = [division for code in codes if (division := _ranked(code, rank))]
        own.sort(key=lambda d: -max(named.get(d.adcode, 0), *(c[d.adcode] for c in above)))
        sizes = [(page.text.count(division.short), division) for division in own[:AMONG]]
        sizes.sort(key=lambda row: (-row[0], row[1].adcode))
        if sizes and sizes[0][0] >= max(MOST, *(LEADS * size for size, _ in sizes[1:2]), 0):
            count, division = sizes[0]
            yield Witness(division.adcode, "most_named", f"{division.name} × {count}")
    provinces = {code[:2] for code in named}
    if len(provinces) >= SCATTERED and not units(page):
        yield Witness(NATION.adcode, "scattered", f"{len(provinces)} provinces")
    for rank, counted, least in zip(("city", "province"), above, (2, 4), strict=True):
        (most, count), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
        if count >= max(least, 2 * second) and _ranked(most, rank):
            yield Witness(most, "children", f"{count} of its divisions are named")


def _ranked(code: str, rank: str) -> Division | None:
    division = divisions.of_code(code)
    return division if division and division.level == rank else None


def units(page: Page) -> Counter[str]:
    """Return how often the page calls its place 省, 市, 县, 区 ... (全市, 我市, 代表市人民政府)."""
    counts = Counter(cue("ours").findall(page.text[:READ]))
    for unit in cue("represents").findall("\n".join(page.opening)):
        counts[unit] += REPRESENTED
    return counts


def fits(division: Division | None, unit: str) -> bool:
    """Tell whether a place calls itself 全市, 全区 ..."""
    if division is NATION:
        return unit in (NATION.short, "国务院")
    name = division.name if division else ""
    if not unit or not name:
        return False
    if unit in ("区", "自治区") and name.endswith("自治区"):
        return True
    if unit.startswith("自治"):
        return name.endswith(unit)
    return name.endswith(unit) and not (unit == "区" and name.endswith("地区"))


def level(division: Division | None, department: bool) -> str:
    """Return the level of a place, or that of a department in it."""
    if division is None:
        return ""
    if division is NATION:
        return "centre"
    return "department" if department else division.level


def level_of(name: str) -> str:
    """Return the level of a place that a person names, empty when places of several are called so.

    >>> level_of("镇江"), level_of("全国"), level_of("吉林")
    ('city', 'centre', '')
    """
    if name == NATION.short:
        return "centre"
    levels = {division.level for division in divisions.lookup(name) if not division.gone}
    return levels.pop() if len(levels) == 1 else ""


def of_value(value: str) -> Division | None:
    """Return the division of a witness's value."""
    if not value or value == NATION.adcode:
        return NATION if value else None
    if value.isdigit():
        return divisions.of_code(value)
    return Division("", value, re.sub("(?:镇|乡|街道)$", "", value), "county", 0)


def decision(page: Page, title: str) -> tuple[Decision, Division | None]:
    """Return the decision on the place; what the page calls itself (全市) speaks for what fits.

    It is in doubt, too, where the place cannot call itself so.
    """
    rules = lexicon.load("identity")
    weights, rule = rules["weights"]["place"], rules["sure"]["place"]
    told = list(witnesses(page, title))
    unit, count = _ours(page)
    choice = decide(
        [*told, *_fitting(told, unit, count)], weights, enough=rule["enough"], ahead=rule["ahead"]
    )
    if choice.score < rule["enough"]:
        told += _mentioned(page, unit)
        choice = decide(
            [*told, *_fitting(told, unit, count)],
            weights,
            enough=rule["enough"],
            ahead=rule["ahead"],
        )
    division = of_value(choice.value)
    rivals = [
        score
        for value, score in scores(choice.witnesses, weights).items()
        if value != choice.value and not _around(of_value(value), division)
    ]
    sure = choice.score >= rule["enough"] and max(rivals, default=0) <= rule["ahead"] * choice.score
    fitting = not unit or fits(division, unit)
    if choice.score < rule["least"]:
        return replace(choice, value="", sure=False), None
    return replace(choice, sure=bool(division) and sure and fitting), division


def _fitting(told: Sequence[Witness], unit: str, count: int) -> list[Witness]:
    """Return what the name that the page gives its place (全市) says for those named."""
    if unit in (NATION.short, "国务院"):
        return [Witness(NATION.adcode, "unit", f"{unit} × {count}")]
    values = dict.fromkeys(witness.value for witness in told)
    return [Witness(v, "unit", f"全{unit} × {count}") for v in values if fits(of_value(v), unit)]


def _mentioned(page: Page, unit: str) -> Iterator[Witness]:
    """Yield the province and the city that the body mentions most, by their short names, too."""
    body = page.text[:READ]
    for rank in ("province", "city"):
        sizes = sorted(
            (
                (body.count(division.short), division.adcode)
                for division in divisions.all_divisions()
                if division.level == rank and not division.gone
                if fits(division, unit) or not unit
            ),
            key=lambda row: (-row[0], row[1]),
        )
        (count, code), (second, _) = (*sizes, (0, ""), (0, ""))[:2]
        if count >= OFTEN and count >= 2 * second:
            yield Witness(code, "most_named", f"× {count}")


def _ours(page: Page) -> tuple[str, int]:
    """Return what the page calls its place most, and how often; nothing where it rarely does."""
    most = units(page).most_common(1)
    if most and most[0][1] >= FEWEST_OURS:
        return most[0]
    country = 0 if most else len(cue("nation").findall(page.text[:READ]))
    return (NATION.short, country) if country >= FEWEST_OURS else ("", 0)


def _around(other: Division | None, division: Division | None) -> bool:
    """Tell whether another place lies around the division: it is named with it."""
    return other is None or other is NATION or bool(division and division.within(other))
