"""Find the names of places on a page, and in what capacity each stands there."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from helpers.cleaning.identity.evidence import Witness, cue
from helpers.cleaning.identity.page import Page
from helpers.text import divisions, words
from helpers.text.divisions import Division
from helpers.text.han import HAN

NATION = Division("000000", "中华人民共和国", "全国", "province", 0)
HAN_CHARACTER = re.compile(f"[{HAN}]")
FOR = re.compile("(?:代表|受|受权|授权)$")
NEARBY = 3_000  # characters that tell homonyms apart
READ = 60_000  # characters of the body
# The place that a body names at least so often, and so much oftener than the next of its rank.
MOST, LEADS, AMONG = 3, 1.5, 4
SHORT = 3  # characters of a name that other words can make by chance


def named_in_head(page: Page, title: str) -> Iterator[Witness]:
    """Yield what title, front, opening, foot and the names of file and folders say.

    The value is a code, 000000 for the country, or the name of a place that has none.
    """
    around = "\n".join([*page.front, *page.folders, page.doc_id, page.text[:NEARBY]])
    for text, kind in (
        (title, "title"),
        (page.fields.get("title", ""), "field_title"),
        (page.fields.get("issuer", ""), "issuer"),
    ):
        yield from named(text, kind, around)
    for text in page.front:
        if text != title:
            yield from _in_context(text, "byline", around)
    for text in page.opening:
        yield from _in_context(text, "opening", around)
        if match := cue("dateline").search(text):
            yield from named(match[1], "dateline")
    for text in page.closing:
        if cue("government").search(text) or cue("national").search(text):
            yield from named(text, "signed", around)
    if page.fields.get("source"):
        yield from named(page.fields["source"], "source", around)
    yield from named(page.doc_id, "file")
    for folder in page.folders:
        yield from named(folder, "folder")


def _in_context(text: str, otherwise: str, around: str) -> Iterator[Witness]:
    """Yield the places that a line names before a body, a meeting or a post."""
    if match := re.search("全国人民代表大会", text[:60]):
        yield Witness(
            NATION.adcode,
            "occasion" if re.search("在.{0,9}$", text[: match.start()]) else otherwise,
            text[:40],
        )
    if re.search("代表国务院", text):
        yield Witness(NATION.adcode, "represents", text[:40])
    for code, start, end in _mentions(text, around):
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


def _stands(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is a word of its own, as 增城市 in 新增城市 is not."""
    return end - start > SHORT or words.stands(text, start, end)


def _mentions(text: str, around: str = "") -> Iterator[tuple[str, int, int]]:
    """Yield the divisions with full names and the towns of a text; of a chain only the last."""
    spans = [span for span in divisions.named(text) if _stands(text, span.start, span.end)]
    towns = list(cue("town").finditer(text))
    for match in towns:
        start, end = match.start() + match[0].rfind("在") + 1, match.end()
        inner = [span for span in spans if span.end <= end and span.end > start]
        if inner and inner[-1].end == end:
            continue
        start = max([start, *(span.end for span in inner)])
        yield text[start:end], start, end
    starts = {span.start for span in spans} | {match.start() for match in towns}
    starts |= {start - 1 for start in starts if not text[start - 1 : start].isalnum()}
    above = ""
    for span in spans:
        code = _code(span.name, above, around)
        above = code if code.isdigit() else above
        if span.end not in starts and code:
            yield code, span.start, span.end


def _code(name: str, above: str = "", around: str = "") -> str:
    """Return the code of a name: where several places are called so, that of the one under `above`
    or whose city or province stands `around`; the name itself where that tells nothing.
    """
    found = divisions.lookup(name)
    parent = divisions.of_code(above) if above else None
    inside = [division for division in found if parent and division.within(parent)]
    if inside:
        return inside[0].adcode
    standing = [division for division in found if not division.gone] or found
    same = [division for division in standing if division.level == standing[0].level]
    if len(same) > 1 and same[0].level == "county":
        near = [division for division in same if _near(division, around)]
        return near[0].adcode if len(near) == 1 else name
    return same[0].adcode if same else ""


def _near(division: Division, around: str) -> bool:
    city = divisions.of_code(division.adcode[:4] + "00")
    return bool(city and city.short in around)


def named(text: str, kind: str, around: str = "") -> Iterator[Witness]:
    """Yield the places that a title, a field or a file's name gives, by full or short names."""
    if not text:
        return
    if cue("national").search(text):
        yield Witness(NATION.adcode, kind, text[:40])
        return
    found = list(_mentions(text, around))
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
            beside = text[at - 1 : at] + text[at + size : at + size + 1]
            alone = not HAN_CHARACTER.search(beside)
            sound = [d for d in divisions.lookup(name) if d.level != "county" or size > 2 or alone]
            code = _code(name) if sound else ""
            if code and words.stands(text, at, at + size):
                yield code, at, at + size
                at += size - 1
                break
        at += 1


def named_in_body(page: Page) -> Iterator[Witness]:
    """Yield the places that the body names most, and those whose divisions it names."""
    counts = _counted(page.text[:READ])
    named = {code: n for name, n in counts.most_common() if (code := _code(name)).isdigit()}
    above = [
        Counter(c[:digits].ljust(6, "0") for c in named if c[digits:].strip("0"))
        for digits in (4, 2)
    ]
    for rank in ("province", "city", "county"):
        codes = dict.fromkeys([*named, *(code for counts in above for code in counts)])
        own = [division for code in codes if (division := _ranked(code, rank))]
        own.sort(key=lambda d: -max(named.get(d.adcode, 0), *(c[d.adcode] for c in above)))
        sizes = [(times(division, page.text), division) for division in own[:AMONG]]
        sizes.sort(key=lambda row: (-row[0], row[1].adcode))
        if sizes and sizes[0][0] >= max(MOST, *(LEADS * size for size, _ in sizes[1:2]), 0):
            count, division = sizes[0]
            yield Witness(division.adcode, "most_named", f"{division.name} × {count}")
    for rank, counted, least in zip(("city", "province"), above, (2, 4), strict=True):
        (most, count), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
        if count >= max(least, 2 * second) and _ranked(most, rank):
            yield Witness(most, "children", f"{count} of its divisions are named")


def times(division: Division, text: str) -> int:
    """Return how often a text names a division: in short, too, if the short name is no other word.

    振兴 in 振兴区 is a verb of every report.
    """
    plain = division.level != "county" or _is_noun(division.short)
    return text.count(division.short if plain else division.name)


@cache
def _is_noun(word: str) -> bool:
    tags = words.tagger().tag(word, False)
    return len(tags) != 1 or tags[0][1][:1] in ("n", "x")


def _counted(text: str) -> Counter[str]:
    """Return how often a text names each division; a short name must stand where it comes first."""
    counts: Counter[str] = Counter()
    strayed: set[str] = set()
    for span in divisions.named(text):
        first = span.name not in counts and span.name not in strayed
        if first and not _stands(text, span.start, span.end):
            strayed.add(span.name)
        if span.name not in strayed:
            counts[span.name] += 1
    return counts


def _ranked(code: str, rank: str) -> Division | None:
    division = divisions.of_code(code)
    return division if division and division.level == rank else None
