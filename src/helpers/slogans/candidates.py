"""Find what looks like a formulation in a text, and the signals that speak for or against it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.parallels import parallels
from helpers.slogans.shape import QUOTES, SEPARATOR, bare, shape
from helpers.text.han import HAN
from helpers.text.words import begins, tagger, word

QUOTATION = re.compile(
    r"“([^“”\n]{1,60})”|‘([^‘’\n]{1,60})’|「([^「」\n]{1,60})」|『([^『』\n]{1,60})』"
    r"|\"([^\"“”\n]{1,60})\""
)


LONGEST = 80  # characters: nobody repeats more than that as one label
SHORTHAND = 24  # characters of an unquoted row of numerals, at most


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
    for name, finder in (FINDERS | {"place": lambda text: _places(text, places)}).items():
        for start, end in finder(text):
            if end - start <= LONGEST:
                spans.setdefault((start, end), set()).add(name)
    return [
        Candidate(bare(text[start:end]), start, end, frozenset(found | _marks(text, start, end)))
        for (start, end), found in sorted(spans.items())
    ]


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    for match in QUOTATION.finditer(text):
        if "—" not in match[0]:  # a chain of steps, 苗圃—孵化—加速, is no label
            yield match.span(match.lastindex or 0)


COUNT = 4  # characters from which one that counts is a label of its own: “四个意识”“四个自信”
ITEM = rf"“[^“”\n]{{2,8}}”(?:的[{HAN}]{{2,5}}(?=[、和与,，。“]))?"
GROUP = re.compile(rf"{ITEM}(?:[、和与及]?{ITEM})+")
SINGLE = re.compile(rf"[{HAN}]{{0,4}}“[{HAN}]”[{HAN}]{{0,4}}")
SINGLES = re.compile(
    rf"{SINGLE.pattern}(?:[、,，]{SINGLE.pattern})+|“[{HAN}]”[{HAN}]{{1,2}}“[{HAN}]”"
    rf"|[两三四五六七八九十]个“[{HAN}]{{1,4}}”|“[{HAN}]”字[型形]"
)


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield quotations that make one formula: “六稳”“六保”, “清”上加“亲”."""
    if "“" not in text:
        return
    digits = lexicon.load("slogans")["numerals"]["digits"]
    for match in GROUP.finditer(text):
        inner = re.findall("“([^“”]+)”", match[0])
        counts = len(inner[0]) >= COUNT and all(one[0] in digits for one in inner)
        if len({len(one) for one in inner}) == 1 and not counts and _woven(inner):
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
    counted = pieces[0][0] in lexicon.load("slogans")["numerals"]["digits"].replace("一", "")
    return any(head[1:]) or bool(head and head[0] and (tail or counted))


def _numerals(text: str) -> Iterator[tuple[int, int]]:
    """Yield unquoted shorthand: 四群八链, 一体两翼三带多片区, 2主2新4特, 百村千厂行动."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    units = lexicon.load("slogans")["numerals"]["units"]
    ordinary = lexicon.load("slogans")["cues"]["ordinary"]
    for match in re.finditer(rf"(?<![第{digits}\d])(?:[{digits}][{HAN}]){{2}}", text):
        start, at, nouns = match.start(), match.start(), []
        stop = min(len(text) - 1, start + SHORTHAND)
        while at < stop and text[at] in digits and "\u3400" <= text[at + 1] <= "\u9fff":
            width = 2 if word(text[at + 1 : at + 3]) else 1
            nouns.append(text[at + 1 : at + 1 + width])
            at += 1 + width
        name = text[start:at]
        known = word(name) or name in ordinary or any(noun[0] in units + digits for noun in nouns)
        if len(nouns) > 1 and not known and begins(text, start):
            yield start, at
    for match in PROGRAMME.finditer(text):
        first, tag = tagger().tag(match[0], False)[0]
        named = len(first) > 1 and tag.startswith("n")  # 双鸭山扩能改造工程, 双线电气化工程
        if begins(text, match.start()) and not named and "等" not in match[0]:
            yield match.span()
    yield from _battles(text)


PROGRAMME = re.compile(
    rf"(?<!\d)(?:[双百千万](?![亿万亩吨斤元日天年一二三四五六七八九])[{HAN}]{{1,6}}?(?:工程|行动|计划)"
    rf"|(?:\d[{HAN}]){{3,}}|(?:\d+|[半一两三])(?:小时|分钟|刻钟)[{HAN}]{{0,6}}?圈)"
)


def _battles(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is fought or driven in so many parts: 蓝天、碧水、净土三大保卫战, 三大战略行动."""
    knowledge = lexicon.load("slogans")
    verbs = (*knowledge["recurring"]["breaks"], "打好", "打赢", "打响")
    name = rf"[{knowledge['numerals']['digits']}]大[{HAN}]{{2,4}}?(?:战(?!略)|战略|行动|革命)"
    for match in re.finditer(name, text):
        before = text[max(0, match.start() - 20) : match.start()]
        parts = re.search(rf"(?:[{HAN}]{{2}}、)+[{HAN}]{{2}}$", before)
        before = before[: parts.start()] if parts else before
        if before.endswith(verbs) or not re.match(f"[{HAN}]", before[-1:]):
            yield match.start() - (len(parts[0]) if parts else 0), match.end()


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """Match what is to be strong, an epithet and a name (twice), a doctrine that is upheld."""
    cues = lexicon.load("slogans")["cues"]
    verbs, epithets = alternatives(cues["goal_verbs"]), alternatives(cues["epithets"])
    upheld = alternatives(cues["frames"]["upheld"])
    meeting = rf"{alternatives(cues['meetings'])}|(?<!社)会"
    doctrine = (
        f"(?:{alternatives(cues['beliefs'])}|(?<![{cues['no_views']}])观)(?=[^{HAN}]|[和与为])"
    )
    maxim = rf"(?:[{HAN}]{{2}}{alternatives(cues['maxim_ends'])}|以[{HAN}]{{1,6}}为(?:本|中心))"
    strong = f"强[国镇村企校]|兴[国农]|[强兴][{cues['provinces']}]|[强兴富立旺活][市省县区]"
    return (
        re.compile(rf"(?=((?:现代)?([{HAN}]{{2,4}})(?:{strong})))"),
        re.compile(rf"(?={epithets}+([{HAN}]{{2,3}}))"),
        re.compile(rf"(?=(?!{verbs})[{HAN}]{{4}}新([{HAN}]{{2,3}}))"),
        re.compile(rf"(?:{upheld}以?|以)((?:(?!{upheld}|{meeting})[{HAN}]){{2,14}}?{doctrine})"),
        re.compile(rf"{upheld}({maxim}(?:、[{HAN}]{{4}})*)(?=的|[^{HAN}])"),
    )


def _goals(text: str) -> Iterator[tuple[int, int]]:
    """Yield 产业强市, 科教兴省, 旅游富县: a word, 强 or its like, and what is to be strong."""
    knowledge = lexicon.load("slogans")
    verbs = knowledge["cues"]["goal_verbs"] + knowledge["recurring"]["breaks"]
    start = last = -1
    for match in _named()[0].finditer(text):
        noun, end = match[2], match.end(1)
        opens = begins(text, match.start())
        if word(noun) and noun not in verbs and opens and not word(text[end - 1 : end + 1]):
            yield match.span(1)
            if text[last : match.start()] == "、":
                yield start, end  # 工业强省、产业兴省 as one
            start, last = match.span(1)


def _places(text: str, places: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield an epithet and a place: 平安镇江, 富裕美丽新镇江."""
    for match in chain(*(named.finditer(text) for named in _named()[1:3])):
        for width in range(len(match[1]), 1, -1):
            if match[1][:width] in places:
                yield match.start(), match.start(1) + width
                break


SAYING = re.compile(rf"(?<![{HAN}])[{HAN}]{{2,6}}(?:就是|是最大的|也是)[{HAN}]{{2,6}}(?![{HAN}])")
BALANCE = re.compile(rf"(?<=坚持|推进)[{HAN}]{{2,6}}[与和][{HAN}、]{{2,9}}(?:相结合|并重|并举)")


def _spans(text: str, *patterns: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the first group of what matches, or all of it."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.span(match.lastindex or 0)


FINDERS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "quoted": _quoted,
    "group": _groups,
    "numeral": _numerals,
    "goal": _goals,
    "parallel": parallels,
    # between breaks: 就业是最大的民生; upheld: 新发展理念; two sides of one: 扶贫与扶志相结合
    "saying": lambda text: _spans(text, SAYING, _named()[3]),
    "balance": lambda text: _spans(text, BALANCE),
    "maxim": lambda text: _spans(text, _named()[4]),  # upheld, tells how to act: 坚持项目为王
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
    else:
        marks.discard("maxim")
    scare = "scare" in marks and form[:1] in cues["scare_heads"]
    for name in ("policy", "doctrine"):
        if after.startswith(tuple(cues[name])) or (form.endswith(tuple(cues[name])) and not scare):
            marks.add(name)
    if _contest().match(text, end):
        marks.add("named")
    if before.endswith(tuple(cues["bestowed"])):
        marks.add("title")
    if form in cues["ordinary"]:
        return marks - {"numeral"}
    return marks - {"scare", "ordinary"} if marks & {"policy", "doctrine"} else marks


@cache
def _contest() -> re.Pattern[str]:
    """Match a contest, a fair, a product that bears a name, right after it or after more names."""
    cues = lexicon.load("slogans")["cues"]
    return re.compile(
        rf"[”’](?:[{HAN}]{{0,8}}{alternatives(cues['contests'])}"
        rf"|(?:[、和与]?“[^”]{{1,12}}”){{0,9}}等?[{HAN}]{{0,4}}?{alternatives(cues['products'])})"
    )
