"""Find in the texts what the numerals of a formulation count: 三高一争, 三个镇江, 2+2+4."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.recurrence import segmenter
from helpers.slogans.shape import HAN, bare, squeeze
from helpers.tables import Paragraph, SloganMention, SloganPart

VALUES = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "双": 2}
VALUES |= {str(n): n for n in range(1, 10)}
SHORT = 10  # characters of a heading, at most
MEASURES = "个项大种张条重道类篇"
Counts = Sequence[tuple[int, str]]
Found = tuple[str, tuple[str, ...], Paragraph, str]  # counted word, parts, where, by which sign


def counted(form: str) -> list[tuple[int, str]]:
    """Return what the numerals of a form count.

    >>> counted("三高一争"), counted("三个镇江"), counted("2+2+4"), counted("双减双控")
    ([(3, '高'), (1, '争')], [(3, '镇江')], [(2, ''), (2, ''), (4, '')], [(2, '减'), (2, '控')])
    """
    plain = squeeze(form)
    if re.fullmatch(r"\d(?:[+＋]\d)+", plain):
        return [(int(digit), "") for digit in re.findall(r"\d", plain)]
    item = rf"([{''.join(VALUES)}])([{MEASURES}]?)([{HAN}]*?)(?=[{''.join(VALUES)}]|$)"
    found = re.findall(item, plain)
    if "".join(map("".join, found)) != plain:
        return []
    return [(VALUES[digit], noun or measure) for digit, measure, noun in found]


def known(form: str) -> tuple[str, ...]:
    """Return what everybody knows a national formulation to count, whether the texts say so or not.

    >>> known("四个自信")
    ('道路自信', '理论自信', '制度自信', '文化自信')
    """
    return tuple(lexicon.load("slogans")["counted"].get(squeeze(form), ()))


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
        told = (explain(slogan, texts[doc_id]) for doc_id in list(doc_ids)[:documents])
        found += next(filter(None, told), [])
    return found


def explain(form: str, document: Sequence[Paragraph]) -> list[SloganPart]:
    """Return what one document tells about the parts that a numeral formulation counts.

    Nothing is guessed: a list counts only when it has exactly as many parts as the numeral says
    and a sign ties it to the formulation. An empty list means: not explained here.
    """
    return [
        SloganPart(
            slogan=form,
            counted=word,
            parts="、".join(items),
            doc_id=paragraph.doc_id,
            paragraph=paragraph.paragraph,
            sign=sign,
        )
        for word, items, paragraph, sign in _explained(form, document)
    ]


def _explained(form: str, document: Sequence[Paragraph]) -> list[Found]:
    counts = counted(form)
    if not any(number > 1 for number, _ in counts):
        return []
    whole = _beside(form, counts, document) or _shared(form, counts, document)
    if whole:
        return [whole]
    if all(noun == "" for _, noun in counts):
        return _totals(counts, document)
    found: list[Found] = []
    for number, noun in counts:
        if number > 1 and noun:
            rules = [_repeated(number, noun, document), _counted_list(number, noun, document)]
            rules += [_headings(number, noun, document)] if len(counts) > 1 else []
            rules += [_paragraphs(form, number, noun, document)] if len(counts) == 1 else []
            found += [told for told in rules if told][:1]
    return found


ITEM = rf"[{HAN}A-Za-z0-9.]{{1,20}}"
LIST = rf"{ITEM}(?:、{ITEM})*[、和与及]{ITEM}"


def _beside(form: str, counts: Counts, document: Sequence[Paragraph]) -> Found | None:
    """Return the list right before or after the formulation."""
    numbers = {number for number, _ in counts}
    if len(numbers) != 1 or (len(counts) == 1 and len(counts[0][1]) < 2):
        return None
    number, noun = max(numbers), counts[0][1] if len(counts) == 1 else ""
    told = re.compile(rf"{re.escape(bare(form))}(?:分别是|分别为|包括|即|就是|是指)([^。]+)")
    listed = re.compile(rf"({LIST}?)(?:实现|继续|的)?{re.escape(bare(form))}")
    for paragraph in document:
        text = bare(paragraph.text)
        if bare(form) not in text:
            continue
        for match in told.finditer(text):
            if items := _told(match[1], number, noun):
                return (form, items, paragraph, "told after it")
        for match in listed.finditer(text):
            if items := _listed(match[1], number):
                return (form, items, paragraph, "listed before it")
        numbered = re.findall(rf"第[一二三四五六七八九十][项个条]?{noun}[是为]([^,，;；。]+)", text)
        if noun and len(numbered) == number:
            return (form, tuple(numbered), paragraph, "numbered after it")
    return None


def _told(text: str, number: int, noun: str) -> tuple[str, ...]:
    """Return the list at the beginning of a text, or its clauses' heads that end in the noun."""
    heads = tuple(re.split("[,，]", clause)[0] for clause in re.split("[;；]", text))
    if len(heads) == number and all(head.endswith(noun) for head in heads):
        return heads
    return _listed(re.split("[,，;；。]", text)[0], number)


def _listed(text: str, number: int) -> tuple[str, ...]:
    """Return the items of a list when they are as many as the number says, and name things."""
    items = re.split("[、和与及]", text)
    knowledge = lexicon.load("slogans")["recurring"]
    verbs = tuple(knowledge["upholding"] + knowledge["leading"])
    if len(items) != number or any(item.endswith(verbs) for item in items):
        return ()
    return (_without_verb(items[0]), *items[1:])


def _without_verb(item: str) -> str:
    """Drop what leads up to the first item of a list: 促进总量 → 总量."""
    knowledge = lexicon.load("slogans")["recurring"]
    leading = {*knowledge["breaks"], *knowledge["upholding"], *knowledge["leading"]}
    words = segmenter().cut(item, False)
    starts = [at + 1 for at, word in enumerate(words[:-1]) if word in leading]
    rest = "".join(words[starts[-1] :] if starts else words)
    return re.sub(rf"^{alternatives(knowledge['leading'])}(?=..)", "", rest)


def _shared(form: str, counts: Counts, document: Sequence[Paragraph]) -> Found | None:
    """Return a list whose parts have the counted words as often as all the numerals say."""
    if len(counts) < 2 or not all(noun for _, noun in counts):
        return None
    for paragraph in document:
        for match in re.finditer(LIST, bare(paragraph.text)):
            text = re.split("的", match[0])[0]
            items = _listed(text, sum(number for number, _ in counts))
            if items and all(
                sum(item.startswith(noun) or item.endswith(noun) for item in items) == number
                for number, noun in counts
            ):
                return (form, items, paragraph, "same words in a list")
    return None


def _repeated(number: int, noun: str, document: Sequence[Paragraph]) -> Found | None:
    """Return a list of so many parts that all end in the counted word."""
    for paragraph in document:
        for match in re.finditer(LIST, bare(paragraph.text)):
            items = _listed(match[0], number)
            alike = all(item.endswith(noun) and item != noun for item in items)
            if items and alike and len(noun) > 1:
                return (noun, items, paragraph, "same word in a list")
    return None


def _counted_list(number: int, noun: str, document: Sequence[Paragraph]) -> Found | None:
    """Return a list that is followed by the same number and a noun with the counted word."""
    pattern = re.compile(rf"({LIST})([{''.join(VALUES)}])大({noun}[{HAN}]产业)")
    for paragraph in document:
        for match in pattern.finditer(bare(paragraph.text)):
            items = _listed(match[1], number)
            if items and VALUES[match[2]] == number:
                return (match[3], items, paragraph, "counted list")
    return None


def _headings(number: int, noun: str, document: Sequence[Paragraph]) -> Found | None:
    """Return the headings that begin with the counted word, when they are so many."""
    short = [p for p in document if len(p.text) <= SHORT and bare(p.text).startswith(noun)]
    items = tuple(dict.fromkeys(bare(p.text) for p in short))
    if len(items) != number:
        return None
    return (noun, items, short[0], "headings")


def _paragraphs(form: str, number: int, noun: str, document: Sequence[Paragraph]) -> Found | None:
    """Return the beginnings of the paragraphs after it, when so many begin with the word."""
    for at, paragraph in enumerate(document):
        heads = _heads(document[at + 1 : at + number + 2], noun)
        if bare(form) in bare(paragraph.text) and len(heads) == number:
            return (form, heads, paragraph, "paragraphs after it")
    return None


def _heads(following: Sequence[Paragraph], noun: str) -> tuple[str, ...]:
    """Return the first clauses of the paragraphs that follow as long as they begin with a word."""
    heads = []
    for paragraph in following:
        text = bare(paragraph.text)
        if not text.startswith(noun) or len(text) <= SHORT:
            break
        heads.append(re.split("[,，。:：]", text)[0])
    return tuple(heads)


def _totals(counts: Counts, document: Sequence[Paragraph]) -> list[Found]:
    """Return the counted lists of one paragraph whose numbers are those of a sum, in order."""
    numbers = [number for number, _ in counts]
    pattern = re.compile(rf"({LIST})([{''.join(VALUES)}])大([{HAN}]{{2}}产业|[{HAN}]{{2,4}})")
    for paragraph in document:
        lists = pattern.findall(bare(paragraph.text))
        items = [_listed(text, VALUES[digit]) for text, digit, _ in lists]
        if [VALUES[digit] for _, digit, _ in lists] == numbers and all(items):
            return [
                (noun, item, paragraph, "counted lists")
                for (_, _, noun), item in zip(lists, items, strict=True)
            ]
    return []
