"""Find what may be a promise in a paragraph, and the words that say what it is about."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.commitments import periods, quantities
from helpers.commitments.numerals import scan
from helpers.commitments.periods import Frame
from helpers.commitments.quantities import NAN

STOP = re.compile("[。！？!?\n]")
COMMA = re.compile("[,，;；。！？!?\n]")
LONGEST = 300
TABLES = ("same", "lower_is_better")
HAN = "\u4e00-\u9fff"
EDGE = re.compile(r"^[\s,，。；;、：:）)\]】”’》—－-]+|[\s,，。；;、：:（(\[【“‘《—－-]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a paragraph that makes a record, before its fields are judged."""

    start: int
    end: int
    kind: str
    comparator: str
    value: float
    value_max: float
    unit: str
    number: int
    rule: str


class Passage:
    """A paragraph's text with its clauses, sentences and time expressions."""

    def __init__(self, text: str, frame: Frame) -> None:
        self.text, self.frame = text, frame
        self.commas = [-1, *(m.start() for m in COMMA.finditer(text)), len(text)]
        self.stops = [-1, *(m.start() for m in STOP.finditer(text)), len(text)]
        self.times = periods.find(text, frame)
        self.starts = [time.start for time in self.times]

    def clause(self, at: int) -> tuple[int, int]:
        """Return the clause around a place, at most LONGEST characters to each side."""
        return _between(self.commas, at)

    def governed(self, start: int, end: int) -> tuple[int, int]:
        """Return the reach of a time expression: its clause, or the sentence that it opens."""
        low, high = self.clause(end)
        alone = (start - low) + (high - end) <= 2
        return (low, self.sentence(end)[1]) if alone else (low, high)

    def sentence_number(self, at: int) -> int:
        """Return which sentence a place stands in."""
        return bisect_right(self.stops, at - 1)

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the sentence around a place, at most LONGEST characters to each side."""
        return _between(self.stops, at)


def _between(cuts: list[int], at: int) -> tuple[int, int]:
    i = bisect_right(cuts, at - 1)
    low, high = cuts[i - 1] + 1, cuts[min(i, len(cuts) - 1)]
    return max(low, at - LONGEST), min(max(high, at), at + LONGEST)


def find(passage: Passage) -> list[Item]:
    """Return the numbers, absolute words and deadlines of a paragraph in reading order."""
    numbers = [
        Item(q.start, q.end, "number", q.comparator, q.value, q.value_max, q.unit, q.number, q.rule)
        for q in quantities.find(passage.text)
    ]
    items = sorted([*numbers, *_absolutes(passage)], key=lambda item: item.start)
    return sorted([*items, *_dated(passage, items)], key=lambda item: item.start)


def _absolutes(passage: Passage) -> Iterator[Item]:
    """Yield the all-or-nothing promises."""
    values, first, pattern = _absolute()
    for m in scan(first, pattern, passage.text):
        number = int(str(m.lastgroup)[1:].split("_")[0])
        value = values[number]
        yield Item(
            m.start(), m.end(), "absolute", "=", value, NAN, "%" if value else "", m.start(), m[0]
        )


@cache
def _absolute() -> tuple[dict[int, float], re.Pattern[str], re.Pattern[str]]:
    """Return the values of the absolute words by number, and the expressions that find them."""
    known = lexicon.load("absolutes")
    never = lexicon.alternatives(known["never"]["followed"])
    values, parts = {}, []
    for number, word in enumerate(known["absolute"]):
        values[number] = float(word["value"])
        pattern = word["pattern"].replace(
            r"应(.)尽\1", rf"应(?P<x{number}>[^\s，,。])尽(?P=x{number})"
        )
        guard = (
            rf"(?![”\"]?(?:{never}{''.join('|' + re.escape(w) for w in word.get('unless', []))}))"
        )
        if "needs" in word:
            clause = "[^，,。；;]{0,30}"
            guard += rf"(?={clause}{word['needs']})(?!{clause}{word['never']})"
        parts.append(rf"(?P<a{number}_>(?:{pattern}){guard})")
    return values, re.compile(f"[{known['starts']}]"), re.compile("|".join(parts))


def _dated(passage: Passage, items: Sequence[Item]) -> Iterator[Item]:
    """Yield the deadlines of forward-looking actions whose clause has no number or absolute."""
    if passage.frame.status == "result":
        return
    loose, strict = _completions()
    starts = [item.start for item in items]
    for time in passage.times:
        if (
            not time.value
            or time.compared
            or time.text.endswith("以来")
            or periods.last_year(time.value) < passage.frame.year
        ):
            continue
        limit = time.text[0] in "到至在" or time.text.endswith(("前", "底", "末", "内"))
        general = "/" in time.value or not ("-" in time.value or limit)
        low, high = passage.governed(time.start, time.end)
        verb = (strict if general else loose).search(passage.text, time.end, high)
        low, high = passage.clause(verb.start()) if verb else (low, high)
        taken = bisect_left(starts, low) < bisect_left(starts, max(high, low))
        if verb and not taken and passage.text[verb.end() : verb.end() + 1] != "的":
            yield Item(time.start, time.end, "dated", "", NAN, NAN, "", time.start, "deadline")


@cache
def _completions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lexicon.load("verbs")
    return (
        re.compile(lexicon.alternatives(known["dated"])),
        re.compile(lexicon.alternatives(known["strict"])),
    )


def actions(passage: Passage) -> Iterator[Item]:
    """Yield the plain promises: clauses that open with a verb of doing and have an object."""
    for low, high in zip(passage.commas, passage.commas[1:], strict=False):
        m = _action().match(passage.text, low + 1, min(high, low + 1 + LONGEST))
        if m and high - m.end() >= 3:
            start, end = m.start("verb"), min(high, low + LONGEST)
            yield Item(start, end, "action", "", NAN, NAN, "", start, "clause opens with a verb")


@cache
def _action() -> re.Pattern[str]:
    known = lexicon.load("verbs")
    adverbs = lexicon.alternatives(known["adverbs"])
    verbs = lexicon.alternatives(known["action"])
    return re.compile(rf"\s*(?:[一二三四五六七八九十]是)?(?:{adverbs})*(?P<verb>{verbs})")


def firmness(passage: Passage, item: Item) -> tuple[str, str]:
    """Return the firmness from the last binding or aspiring word that governs the item."""
    words, fresh = _firm()
    low, high = passage.clause(item.number)
    hits = list(words.finditer(passage.text, low, high if item.kind == "dated" else item.end))
    while not hits and low > 0 and passage.text[low - 1] in ",，":
        if fresh.match(passage.text, low):
            break
        low, _ = passage.clause(low - 1)
        hits = list(words.finditer(passage.text, low, item.start))
        if item.start - low > LONGEST:
            break
    if not hits:
        return "plain", "no binding word"
    word = hits[-1][0]
    return ("firm" if word in lexicon.load("firmness")["firm"] else "aspire"), word


@cache
def _firm() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lexicon.load("firmness")
    words = lexicon.alternatives([*known["firm"], *known["aspire"]])
    return re.compile(words), re.compile(lexicon.alternatives(known["fresh"]["verbs"]))


def phrase(before: str, after: str, earlier: str) -> str:
    """Return the shortest phrase that says what is measured.

    `before` is the clause up to the number, `after` what follows it, `earlier` the indicator of the
    number before it in the sentence, which 增长, 占比 and the like go on from.

    >>> phrase("全年新认定高新技术企业", "", "")
    '新认定高新技术企业'
    >>> phrase("在高校打造", "引才工作站", "")
    '在高校打造引才工作站'
    >>> phrase("年均增长", "", "地区生产总值")
    '地区生产总值年均增长'
    """
    known = _expressions()
    before = re.split("[:：]", before)[-1]
    head = EDGE.sub("", known["lead"].sub("", EDGE.sub("", before)))
    head = EDGE.sub("", known["tail"].sub("", head))
    follow = known["object"].match(after)
    noun = follow[0].removeprefix("的") if follow else ""
    if head in ("", "和", "与", "及", "以及") and earlier and not noun:
        return earlier
    if head and known["dependent"].match(head) and earlier:
        base = known["measure"].sub("", earlier)
        return (base + head)[-40:]
    if not head or known["verb"].search(head):
        return EDGE.sub("", head + noun)[-40:] or earlier
    return head[-40:]


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("indicators")
    words = {name: lexicon.alternatives(known[name]) for name in known if name not in TABLES}
    return {
        "lead": re.compile(rf"^(?:{words['lead']}[,，]?)+"),
        "tail": re.compile(rf"{words['tail']}+$"),
        "object": re.compile(rf"^的?[{HAN}A-Za-z“”·]{{1,24}}"),
        "dependent": re.compile(rf"^{words['dependent']}"),
        "measure": re.compile(rf"{words['measure']}$"),
        "verb": re.compile(rf"{words['verb']}$"),
    }


def area(indicator: str, sentence: str) -> str:
    """Return the policy area of an indicator, empty when no word of the lexicon tells.

    >>> area("城镇登记失业率", ""), area("新认定高新技术企业", "")
    ('livelihood', 'innovation')
    """
    pattern, areas = _areas()
    for text in (indicator, sentence):
        hits = pattern.findall(text)
        if hits:
            return areas[max(hits, key=len)]
    return ""


@cache
def _areas() -> tuple[re.Pattern[str], dict[str, str]]:
    areas = {w: area for area, words in lexicon.load("areas")["areas"].items() for w in words}
    return re.compile(lexicon.alternatives(list(areas))), areas
