"""Find in the texts what the numerals of a formulation count: 三高一争, 三个镇江, 2+2+4."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.shape import bare, squeeze
from helpers.tables import Paragraph, SloganMention, SloganPart
from helpers.text.han import HAN
from helpers.text.words import tagger, word

VALUES = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "双": 2}
VALUES |= {str(n): n for n in range(1, 10)}
DIGIT = f"[{''.join(VALUES)}]"
TIMES = (*"次年号届期季月日天", "小时", "分钟")
MEASURES = "个项大种张条重道类篇"
SHORT = 10  # characters of a heading, at most
COUNT = re.compile(rf"({DIGIT})([{MEASURES}]?)((?<=个)一[{HAN}]?|[{HAN}]*?)(?={DIGIT}|$)")
LED = re.compile(rf"^(?:[{HAN}]+、)+[{HAN}]+?(?={DIGIT}大)")
Counts = Sequence[tuple[int, str]]
Found = tuple[str, tuple[str, ...], Paragraph, str]  # counted word, parts, where, by which sign


def counted(form: str) -> list[tuple[int, str]]:
    """Return what the numerals of a form count; [] where they order, or count time.

    >>> counted("三高一争"), counted("三个镇江"), counted("2+2+4"), counted("双减双控")
    ([(3, '高'), (1, '争')], [(3, '镇江')], [(2, ''), (2, ''), (4, '')], [(2, '减'), (2, '控')])
    >>> counted("二氧化碳"), counted("蓝天、碧水、净土三大保卫战")
    ([], [(3, '保卫战')])
    """
    plain = squeeze(_label(form))
    if re.fullmatch(r"\d(?:[+＋]\d)+", plain):
        return [(int(digit), "") for digit in re.findall(r"\d", plain)]
    found = COUNT.findall(plain)
    ordinal = any(
        noun.startswith(TIMES) for _, measure, noun in found if not measure and noun
    ) or any(noun.startswith(("百", "千", "万")) for *_, noun in found[1:])
    second = len(found) == 1 and plain.startswith("二")  # two of a thing are 两 or 双
    if second or ordinal or "".join(map("".join, found)) != plain:
        return []
    return [(VALUES[digit], noun or measure) for digit, measure, noun in found]


def _label(form: str) -> str:
    """Return a formulation without the list that it may begin with: 蓝天、碧水、净土三大保卫战."""
    return LED.sub("", form)


def explanations(
    mentions: Iterable[SloganMention], paragraphs: Iterable[Paragraph], *, documents: int = 3
) -> list[SloganPart]:
    """Return what the texts tell about the numeral formulations that are mentioned in them.

    Each is looked up in the first so many documents that have it, until one explains it.
    """
    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        texts[paragraph.doc_id].append(paragraph)
    where: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        if counted(mention.slogan):
            where[mention.slogan].setdefault(mention.doc_id)
    found: list[SloganPart] = []
    for slogan, doc_ids in where.items():
        told = (explain(slogan, texts[doc_id]) for doc_id in [*doc_ids][:documents])
        found += next(filter(None, told), [])
    return found


def explain(form: str, document: Sequence[Paragraph]) -> list[SloganPart]:
    """Return what one document tells about the parts that a numeral formulation counts.

    Nothing is guessed: a list counts only when it has exactly as many parts as the numeral says
    and a sign ties it to the formulation. An empty list means: not explained here.
    """
    counts, label = counted(form), _label(form)
    if not any(number > 1 for number, _ in counts):
        return []
    rules = (_numbered, _told, _before, _together, _shared, _woven, _paragraphs)
    found = list(islice((told for rule in rules for told in rule(label, counts, document)), 1))
    return [
        SloganPart(
            slogan=form,
            counted=form if word == label else word,
            parts="、".join(items),
            doc_id=paragraph.doc_id,
            paragraph=paragraph.paragraph,
            sign=sign,
        )
        for word, items, paragraph, sign in found
        or list(_summed(counts, document))
        or _headings(counts, document)
    ]


ITEM = rf"[{HAN}A-Za-z0-9.%]{{1,20}}"
LIST = rf"{ITEM}(?:、{ITEM})*[、和与及]{ITEM}"
AFTER = re.compile(
    r"[,，]?(?:分别是|分别为|包括|即|就是|是指|指的是|主要是)[:：]?|(?:的?[要求方针部署工作目标任务]{2})?(?:[:：(（]|——?)"
)
BEFORE = re.compile(
    rf"({LIST}?)((?:等|[均都]?实现|继续|连续(?:.年)?|这|的|为(?:主导|支撑|重点|引领|主体)的)*)$"
)
TALLY = re.compile(rf"({LIST})({DIGIT})大([{HAN}]{{2}}产业|[{HAN}]{{2,4}})")
BULLET = re.compile(rf"(?<=[。:：;；,，])(?:[{HAN}]是|[（(][{HAN}][)）]|第[{HAN}][,，])")


def _mentions(form: str, document: Sequence[Paragraph]) -> Iterator[tuple[int, Paragraph, str]]:
    """Yield the places of a formulation: its paragraph, and that text without quotation marks."""
    for at, paragraph in enumerate(document):
        if bare(form) in (text := _plain(paragraph.text)):
            yield at, paragraph, text


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Return the text without quotation marks, 、 between quotations that stand side by side."""
    return bare(re.sub("[”’][“‘]", "、", text))


@lru_cache(maxsize=20_000)
def _lists(text: str) -> list[str]:
    return re.findall(LIST, text)


@lru_cache(maxsize=20_000)
def _tallies(text: str) -> list[tuple[str, str, str]]:
    """Return the lists that a number and a noun follow."""
    return TALLY.findall(text) if "大" in text else []


def _told(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield the list or the clauses right after the formulation: 分别是, 即, a colon, brackets."""
    number, noun = _one(counts)
    for _, paragraph, text in _mentions(form, document) if number else ():
        for after in text.split(bare(form))[1:]:
            sign = AFTER.match(after)
            if sign and (items := _following(after[sign.end() :], number, noun)):
                yield form, items, paragraph, "told after it"


def _following(text: str, number: int, noun: str) -> tuple[str, ...]:
    """Return a list at the beginning of a text, or clauses that all begin or end with the noun."""
    if items := _listed(re.split("[,，;；。:：()（）]", text)[0], number, noun):
        return items
    for mark, within in (("[;；]", "[^。]*"), ("[,，]", "[^。;；()（）]*"), ("[。;；]", ".*")):
        clauses = [one for one in re.split(mark, re.match(within, text)[0]) if one]  # type: ignore[index]
        heads = tuple(re.split("[,，:：]", clause)[0] for clause in clauses)
        if len(heads) == number and _alike(heads, noun):
            return heads
    return ()


def _numbered(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield the heads of the enumeration right after a counted noun: 一是…二是…, 第一项行动是…."""
    number, noun = _one(counts)
    named = re.compile(f"第.[项个条]?{noun}[是为]")
    explicit = noun and re.match(f"{DIGIT}[{MEASURES}]", squeeze(form))
    for _, paragraph, text in _mentions(form, document) if explicit else ():
        for after in re.split(f"(?<!第){bare(form)}", text)[1:]:
            for mark, gap in ((named, ".*"), (BULLET, ".{0,6}[,，。:：;；]")):
                before, *items = mark.split(after)
                if len(items) == number and re.fullmatch(gap, before):
                    heads = tuple(re.split("[,，。:：;；]", item)[0] for item in items)
                    if all(heads):
                        yield form, heads, paragraph, "numbered after it"


def _before(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield the list right before the formulation; for a sum, the one of its numbers that fits."""
    number, noun = _one(counts)
    for _, paragraph, text in _mentions(form, document):
        *befores, _ = text.split(bare(form))
        for match in filter(None, (BEFORE.search(before[-200:]) for before in befores)):
            led = counts[0][0] if not number and "为" in match[2] else number
            if items := _listed(match[1], led, noun):
                yield form, items, paragraph, "listed before it"


def _one(counts: Counts) -> tuple[int, str]:
    """Return the one number that all counts have, else 0, and what a single one counts."""
    numbers = {number for number, _ in counts}
    return max(numbers) * (len(numbers) == 1), counts[0][1] if len(counts) == 1 else ""


def _alike(items: Sequence[str], noun: str) -> bool:
    """Tell whether all items begin, or all end, with the noun and are more than it."""
    pairs = [(i.startswith(noun), i.endswith(noun)) for i in items if i != noun]
    return bool(noun) and len(pairs) == len(items) and any(map(all, zip(*pairs, strict=True)))


def _listed(text: str, number: int, noun: str) -> tuple[str, ...]:
    """Return the items of a list when they are as many as the number says, and name things.

    What a single character counts must stand in all of them: 稳 in 稳就业、稳外贸.
    """
    knowledge = lexicon.load("slogans")["recurring"]
    verbs = tuple(knowledge["upholding"] + knowledge["breaks"] + knowledge["leading"])
    items = re.split("[、和与及]", re.sub("[等这的]+$", "", text))
    if len(items) != number or any(
        not i or i[0].isdigit() or i.endswith(verbs) or "等" in i for i in items
    ):
        return ()
    items[0] = _without_verb(items)
    odd = _verbal(items[-1], -1) and not any(_verbal(item, -1) for item in items[:-1])
    odd |= 0 < sum("p" in {tag for _, tag in tagger().tag(item, False)} for item in items) < number
    second, longest = sorted(map(len, items))[-2:]
    long = longest > 2 * second + 4 or items[0] in VALUES
    return () if odd or long or (len(noun) == 1 and not _alike(items, noun)) else tuple(items)


def _without_verb(items: Sequence[str]) -> str:
    """Return the first item without what leads up to it: 促进总量 → 总量."""
    first, rest = items[0], items[1:]
    if len(rest) > 1 and len({item[:1] for item in rest}) == 1 and rest[0][:1] in first:
        return first[first.rindex(rest[0][:1]) :]
    knowledge = lexicon.load("slogans")["recurring"]
    names = ("breaks", "upholding", "leading", "frames")
    leading = [verb for name in names for verb in knowledge[name]]
    verbs = alternatives([one for one in leading if len(one) > 1])
    words = tagger().tag(re.sub(rf"^{verbs}(?=..)", "", first), False)
    starts = [at + 1 for at, (word, _) in enumerate(words[:-1]) if word in leading]
    words = words[starts[-1] if starts else 0 :]
    plain, longest = any(_verbal(item, 0) for item in rest), max(map(len, rest))
    if len({*map(len, items)}) == 1 and (plain or not first.startswith(tuple(leading))):
        return first
    while words[0][1] in ("v", "d", "l") and not plain and sum(len(w) for w, _ in words) > longest:
        words = words[1:] or [("", "")]
    return "".join(word for word, _ in words) or first


def _verbal(item: str, at: int) -> bool:
    """Tell whether a phrase of several words begins (0) or ends (-1) with a plain verb."""
    return [tag for _, tag in tagger().tag(item, False)][at:][:1] == ["v"] and not word(item)


def _together(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield a list that has each counted word as often as its numeral says: 招才引智、招商引资."""
    if len(counts) > 1 and all(noun for _, noun in counts):
        for paragraph, listed in _lists_beside(form, document):
            if items := _having(counts, listed.split("的")[0]):
                yield form, items, paragraph, "same words in a list"


def _shared(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield a list of which all parts have one counted word, no farther than two paragraphs on."""
    near = [p for at, *_ in _mentions(form, document) for p in document[at : at + 3]]
    for number, noun in counts:
        if number > 2 and len(noun) > 1:
            for paragraph, listed in _lists_beside(form, near):
                if items := _having([(number, noun)], listed):
                    yield noun, items, paragraph, "same words in a list"


def _lists_beside(form: str, near: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    """Yield the lists of some paragraphs, none across the formulation itself."""
    for paragraph in near:
        for text in _plain(paragraph.text).split(bare(form)):
            for listed in _lists(text):
                yield paragraph, listed


def _having(counts: Counts, listed: str) -> tuple[str, ...]:
    """Return the items of a list that has each word in as many items as the number beside it."""
    items = _listed(listed, sum(number for number, _ in counts), "")
    fits = all(sum(_alike([item], noun) for item in items) == number for number, noun in counts)
    return items if fits else ()


def _woven(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield parts that each have all the counted words, in their order: 招商引资, 招才引智."""
    number, nouns = _one(counts)[0], [noun for _, noun in counts]
    if number < 2 or len(nouns) < 2 or {*map(len, nouns)} != {1}:
        return
    item = "".join(f"{noun}[^、,，。;；]" for noun in nouns)
    pattern = re.compile(rf"{item}(?:[、和与]{item}){{{number - 1}}}(?![、和与])")
    for paragraph in document:
        for match in pattern.finditer(_plain(paragraph.text)):
            yield form, tuple(re.split("[、和与]", match[0])), paragraph, "same words in a list"


def _headings(counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield for each of several counted words the headings that begin with it, if so many."""
    for number, noun in counts if len(counts) > 1 else ():
        short = [p for p in document if len(p.text) <= SHORT and bare(p.text).startswith(noun)]
        items = tuple(dict.fromkeys(bare(p.text) for p in short))
        if len(items) == number > 1 and noun:
            yield noun, items, short[0], "headings"


def _paragraphs(form: str, counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield the beginnings of the paragraphs after it, when so many begin with the word."""
    number, noun = counts[0]
    for at, paragraph, _ in _mentions(form, document) if len(counts) == 1 and noun else ():
        after = [bare(p.text) for p in document[at + 1 : at + number + 2]]
        told = takewhile(lambda text: text.startswith(noun) and len(text) > SHORT, after)
        heads = tuple(re.split("[,，。:：]", text)[0] for text in told)
        if len(heads) == number:
            yield form, heads, paragraph, "paragraphs after it"


def _summed(counts: Counts, document: Sequence[Paragraph]) -> Iterator[Found]:
    """Yield the counted lists of one paragraph that have the numbers and words, in order."""
    for paragraph in document if len(counts) > 1 else ():
        lists = _tallies(_plain(paragraph.text))
        told = [(VALUES[digit], noun) for _, digit, noun in lists]
        items = [_listed(text, VALUES[digit], "") for text, digit, _ in lists]
        pairs = list(zip(told, counts, strict=False))
        same = all(n == number and noun.startswith(word) for (n, noun), (number, word) in pairs)
        if same and all(items) and len(told) == len(counts):
            yield from (
                (told[at][1], item, paragraph, "counted lists") for at, item in enumerate(items)
            )
            return
