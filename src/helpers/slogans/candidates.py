"""Find what looks like a formulation in a text, and the signals that speak for or against it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.shape import HAN, QUOTES, SEPARATOR, bare, begins, shape, word

QUOTATION = re.compile(
    r"“([^“”\n]{1,60})”|‘([^‘’\n]{1,60})’|「([^「」\n]{1,60})」|『([^『』\n]{1,60})』"
    r"|\"([^\"“”\n]{1,60})\""
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a formulation, without its outer quotation marks."""

    form: str
    start: int
    end: int
    signals: frozenset[str]


def candidates(text: str, places: frozenset[str] = frozenset()) -> list[Candidate]:
    """Return the candidates of a text in reading order; they may overlap.

    `places` are the names that make an epithet a formulation: 平安 + 镇江.

    >>> [c.form for c in candidates("坚持人民至上、生命至上,实施“链长制”,奋力建设产业强市。")]
    ['人民至上、生命至上', '链长制', '产业强市']
    """
    spans: dict[tuple[int, int], set[str]] = {}
    for name, finder in FINDERS.items():
        for span in finder(text):
            spans.setdefault(span, set()).add(name)
    for span in _places(text, places):
        spans.setdefault(span, set()).add("place")
    return [
        Candidate(bare(text[start:end]), start, end, frozenset(found | _marks(text, start, end)))
        for (start, end), found in sorted(spans.items())
    ]


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    for match in QUOTATION.finditer(text):
        yield match.span(match.lastindex or 0)


ITEM = rf"“[^“”\n]{{2,8}}”(?:的[{HAN}]{{2,5}}(?=[、和与,，。“]))?"
GROUP = re.compile(rf"{ITEM}(?:[、和与及]?{ITEM})+")
SINGLE = re.compile(rf"[{HAN}]{{0,4}}“[{HAN}]”[{HAN}]{{0,4}}")
SINGLES = re.compile(
    rf"{SINGLE.pattern}(?:[、,，]{SINGLE.pattern})+|“[{HAN}]”[{HAN}]{{1,2}}“[{HAN}]”"
    rf"|[两三四五六七八九十]个“[{HAN}]{{1,4}}”"
)


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield quotations that make one formula: “六稳”“六保”, “清”上加“亲”."""
    if "“" not in text:
        return
    for match in GROUP.finditer(text):
        inner = re.findall("“([^“”]+)”", match[0])
        if len({len(one) for one in inner}) == 1 and _woven(inner):
            yield match.span()
    for match in SINGLES.finditer(text):
        pieces = [bare(piece) for piece in SEPARATOR.split(match[0])]
        if len({len(piece) for piece in pieces}) == 1:
            yield match.span()


def _woven(pieces: list[str]) -> bool:
    """Tell whether equal parts share a character, though not only one word at their ends."""
    same = [len(set(column)) == 1 for column in zip(*pieces, strict=True)]
    tail = 0
    while tail < len(same) and same[-1 - tail]:
        tail += 1
    head = same[: len(same) - tail]
    counted = pieces[0][0] in lexicon.load("slogans")["numerals"]["digits"]
    return any(head[1:]) or bool(head and head[0] and (tail or counted))


def _numerals(text: str) -> Iterator[tuple[int, int]]:
    """Yield unquoted shorthand: 四群八链, 一体两翼三带多片区, 2主2新4特."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    units = lexicon.load("slogans")["numerals"]["units"]
    for match in re.finditer(rf"(?<![第{digits}\d])(?:[{digits}][{HAN}]){{2}}", text):
        start, at, nouns = match.start(), match.start(), []
        while at + 1 < len(text) and text[at] in digits and "\u3400" <= text[at + 1] <= "\u9fff":
            width = 2 if word(text[at + 1 : at + 3]) else 1
            nouns.append(text[at + 1 : at + 1 + width])
            at += 1 + width
        known = word(text[start:at]) or any(noun[0] in units + digits for noun in nouns)
        if len(nouns) > 1 and not known and begins(text, start):
            yield start, at
    for match in _figures().finditer(text):
        yield match.span()


@cache
def _figures() -> re.Pattern[str]:
    """Match 2主2新4特, and what is fought for in so many battles: 蓝天、碧水、净土三大保卫战."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    return re.compile(
        rf"(?<!\d)(?:\d[{HAN}]){{3,}}|(?:(?<![{HAN}])|(?<=打[好赢响]))(?:[{HAN}]{{2}}、)*"
        rf"[{HAN}]{{2}}[{digits}]大[{HAN}]{{2}}战"
    )


def _goals(text: str) -> Iterator[tuple[int, int]]:
    """Yield 产业强市, 制造强省 and the like: a word, 强, and what is to be strong."""
    verbs = lexicon.load("slogans")["cues"]["goal_verbs"]
    for match in re.finditer(rf"(?=([{HAN}]{{2}}强[市省县区国镇村企校]))", text):
        form, end = match[1], match.end(1)
        if word(form[:2]) and form[:2] not in verbs and not word(text[end - 1 : end + 1]):
            yield match.span(1)


@cache
def _epithet() -> re.Pattern[str]:
    epithets = lexicon.load("slogans")["cues"]["epithets"]
    return re.compile(rf"(?={alternatives(epithets)}([{HAN}]{{2,3}}))")


def _places(text: str, places: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield an epithet and a place: 平安镇江, 美丽江苏."""
    for match in _epithet().finditer(text):
        for width in range(len(match[1]), 1, -1):
            if match[1][:width] in places:
                yield match.start(), match.start(1) + width
                break


PARALLEL = re.compile(rf"(?<![{HAN}])[{HAN}]{{3,}}+(?:、[{HAN}]{{3,}}+)+")


def _parallels(text: str) -> Iterator[tuple[int, int]]:
    """Yield equal parts woven together: 人民至上、生命至上; 不偏向、不变通、不走样."""
    for match in PARALLEL.finditer(text):
        pieces = match[0].split("、")
        inner = {len(piece) for piece in pieces[1:-1]}
        widths = inner if inner else range(min(9, len(pieces[0]), len(pieces[1])), 2, -1)
        if len(inner) > 1:
            continue
        for width in widths:
            cut = [pieces[0][-width:], *pieces[1:-1], pieces[-1][:width]]
            start = match.start() + len(pieces[0]) - width
            end = match.end() - len(pieces[-1]) + width
            same = any(len(set(column)) == 1 for column in zip(*cut, strict=False))
            if same and min(map(len, cut)) == width and _framed(text, start, end):
                yield start, end
                break


def _framed(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins after a break or a verb of allegiance, and ends at a break."""
    before, after = text[max(0, start - 4) : start], text[end : end + 2]
    upheld = before.endswith(tuple(lexicon.load("slogans")["recurring"]["upholding"]))
    opens = upheld or not before or not re.match(f"[{HAN}]", before[-1])
    heads = tuple(lexicon.load("slogans")["recurring"]["heads"])
    return opens and (
        not after or not re.match(f"[{HAN}]", after) or after.startswith(("的", *heads))
    )


SAYING = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,6}}(?:就是|是最大的|也是)[{HAN}]{{2,6}}(?![{HAN}])")


def _sayings(text: str) -> Iterator[tuple[int, int]]:
    """Yield a saying between breaks: 就业是最大的民生."""
    for match in SAYING.finditer(text):
        yield match.span()


FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "quoted": _quoted,
    "group": _groups,
    "numeral": _numerals,
    "goal": _goals,
    "parallel": _parallels,
    "saying": _sayings,
}


def _marks(text: str, start: int, end: int) -> set[str]:
    """Return what the form and its neighbours tell."""
    form = bare(text[start:end])
    cues = lexicon.load("slogans")["cues"]
    before = text[max(0, start - 5) : start].rstrip(QUOTES)
    after = text[end : end + 5].lstrip(QUOTES)
    marks = shape(form)
    if before.endswith(tuple(cues["upheld"])):
        marks.add("upheld")
    for name in ("policy", "doctrine"):
        if form.endswith(tuple(cues[name])) or after.startswith(tuple(cues[name])):
            marks.add(name)
    return marks
