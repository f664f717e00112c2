"""Find what may be a promise in a paragraph, and the words that say what it is about."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from helpers import lexicon
from helpers.commitments import comparison, periods, quantities
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.quantities import NAN, guarded
from helpers.text.han import HAN
from helpers.text.numerals import scan

OPENS = " \t\n\u3000,，。；;、：:）)]】”’》—－-"  # what no phrase begins with
ENDS = " \t\n\u3000,，。；;、：:（([【“‘《—－-"


def find(passage: Passage) -> list[Item]:
    """Return the numbers, absolute words, deadlines and comparisons of a paragraph in order."""
    items = sorted([*quantities.find(passage.text), *_absolutes(passage)], key=lambda i: i.start)
    more = [*_dated(passage, items), *comparison.find(passage.text, items)]
    return sorted([*items, *more], key=lambda i: i.start) if more else items


def _absolutes(passage: Passage) -> Iterator[Item]:
    """Yield the all-or-nothing promises."""
    values, first, pattern = _absolute()
    for m in scan(first, pattern, passage.text):
        value = values[int(str(m.lastgroup)[1:].split("_")[0])]
        unit, start = "%" if value else "", m.start()
        yield Item(start, m.end(), "=", value, NAN, unit, start, m[0], "absolute")


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
        unless = "".join("|" + re.escape(w) for w in word.get("unless", []))
        guard = rf"(?![”\"]?(?:{never}{unless}))"
        if "needs" in word:
            clause = "[^，,。；;]{0,30}"
            guard += rf"(?={clause}{word['needs']})(?!{clause}{word['never']})"
        parts.append(rf"(?P<a{number}_>(?:{pattern}){guard})")
    return values, re.compile(known["starts"]), re.compile("|".join(parts))


def _dated(passage: Passage, items: Sequence[Item]) -> Iterator[Item]:
    """Yield the deadlines of forward-looking actions whose clause has no number or absolute."""
    if passage.frame.status == "result":
        return
    verbs, starts = _verbs(), [item.start for item in items]
    for time in passage.times:
        if not time.value or time.compared or time.text.endswith("以来"):
            continue
        if passage.text.startswith("的", time.end):
            continue
        if periods.last_year(time.value) < passage.frame.year:
            continue
        limit = time.text[0] in "到至在" or time.text.endswith(("前", "底", "末", "内", "时间"))
        exact = limit if "/" in time.value else limit or "-" in time.value
        low, high = passage.governed(time)
        verb = verbs["dated" if exact else "strict"].search(passage.text, time.end, high)
        low, high = passage.clause(verb.start()) if verb else (low, high)
        taken = bisect_left(starts, low) < bisect_left(starts, max(high, low))
        if verb and not taken and passage.text[verb.end() : verb.end() + 1] != "的":
            yield Item(time.start, time.end, "", NAN, NAN, "", time.start, "deadline", "dated")


@cache
def _verbs() -> dict[str, re.Pattern[str]]:
    words = {name: lexicon.alternatives(all_) for name, all_ in lexicon.load("verbs").items()}
    opens = rf"\s*(?:[一二三四五六七八九十]是)?{words['adverbs']}*(?P<verb>{words['action']})"
    return {name: re.compile(words[name]) for name in ("dated", "strict")} | {
        "opens": re.compile(opens)
    }


def actions(passage: Passage) -> Iterator[Item]:
    """Yield the plain promises: clauses that open with a verb of doing and have an object."""
    for low, high in zip(*passage.clauses, strict=True):
        m = _verbs()["opens"].match(passage.text, low, high)
        if m and high - m.end() >= 3:
            start = m.start("verb")
            yield Item(start, high, "", NAN, NAN, "", start, "clause opens with a verb", "action")


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
    before = before.replace(":", "：").rpartition("：")[2]
    head = trimmed(known["lead"].sub("", trimmed(before)))
    head = trimmed(known["tail"].sub("", head))
    follow = known["object"].match(after)
    noun = follow[0].removeprefix("的") if follow else ""
    if head in ("", "和", "与", "及", "以及") and earlier and not noun:
        return earlier
    if head and known["dependent"].match(head) and earlier:
        return (level(earlier) + head)[-40:]
    if not head or known["verb"].search(head):
        return trimmed(head + noun)[-40:] or earlier
    return head[-40:]


def trimmed(text: str) -> str:
    """Return a phrase without the blanks and marks around it."""
    return text.lstrip(OPENS).rstrip(ENDS)


def level(indicator: str) -> str:
    """Return the indicator without the growth of it: what reaches 2万亿元 after 增长10%.

    >>> level("生产总值年均增长")
    '生产总值'
    """
    return _expressions()["measure"].sub("", indicator)


def subject(text: str) -> str:
    """Return what a clause without a number speaks of, for 增长 in the clause that follows.

    >>> subject("一般公共预算收入升至全国第4位，"), subject("成绩来之不易，")
    ('一般公共预算收入', '')
    """
    known = _expressions()
    found = known["subject"].match(trimmed(text))
    return trimmed(known["lead"].sub("", found[1])) if found else ""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("phrases")
    lists = ("tail", "dependent", "measure", "reaches", "verb")
    words = {name: lexicon.alternatives(known[name]) for name in lists}
    lead = guarded(known["lead"], known["lead_unless"])
    return {
        "lead": re.compile(rf"^(?:{lead}[,，]?)+"),
        "tail": re.compile(rf"{words['tail']}+$"),
        "object": re.compile(rf"^的?[{HAN}A-Za-z“”·]{{1,24}}"),
        "dependent": re.compile(rf"^{words['dependent']}"),
        "measure": re.compile(rf"{words['measure']}$"),
        "subject": re.compile(rf"([{HAN}]{{2,16}}?){words['reaches']}"),
        "verb": re.compile(rf"{words['verb']}$"),
    }
