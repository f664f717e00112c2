"""Find what may be a promise in a paragraph, and the words that say what it is about."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from helpers import lexicon
from helpers.commitments import comparison, periods, quantities
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.quantities import NAN
from helpers.text.numerals import scan


def find(passage: Passage) -> list[Item]:
    """Return the numbers, absolute words, deadlines and comparisons of a paragraph in order."""
    items = sorted([*quantities.find(passage.written), *_absolutes(passage)], key=lambda i: i.start)
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
    if passage.frame.status in ("result", "context"):
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
    known = lexicon.load("verbs")
    words = {name: lexicon.alternatives(all_) for name, all_ in known.items()}
    opens = rf"\s*(?:[一二三四五六七八九十]是)?{words['adverbs']}*(?P<verb>{words['action']})"
    return {name: re.compile(words[name]) for name in ("dated", "strict")} | {
        "opens": re.compile(opens),
        "state": re.compile("|".join(known["state"])),
        "told": re.compile(f"{words['action']}了"),
    }


def actions(passage: Passage) -> Iterator[tuple[Item, str]]:
    """Yield the plain promises, clauses of a verb of doing and its object, and the verb.

    A sentence that tells what was done (加强了…) promises nothing.
    """
    known, text = _verbs(), passage.text
    for low, high in zip(*passage.clauses, strict=True):
        m = known["opens"].match(text, low, high)
        if not m or high - m.end() < 3 or known["state"].match(text, m.start("verb")):
            continue
        first, final = passage.sentence(low)
        if text.find("了", first, final) < 0 or not known["told"].search(text, first, final):
            start = m.start("verb")
            rule = "clause opens with a verb"
            yield Item(start, high, "", NAN, NAN, "", start, rule, "action"), m["verb"]
