"""Read what a value is compared with, and whether it is the higher of two aims."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from helpers import lexicon
from helpers.commitments import indicators
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.tables import Comparator

NAN = float("nan")
FAR = 24  # characters before a number in which it may be told with what it is compared
TURNED: dict[str, Comparator] = {">": "<=", "<": ">="}


def find(text: str, taken: Sequence[Item]) -> Iterator[Item]:
    """Yield the comparisons without a number: 与经济增长同步, 快于经济增长.

    `taken` are the items with a number, in reading order; what one of them says is not yielded.

    >>> [(c.comparator, c.relative) for c in find("居民收入增长快于经济增长，与上海同步。", [])]
    [('>=', '>经济增长'), ('=', '同步:上海')]
    """
    known = _expressions()
    for cue in known["cue"].finditer(text):
        i = bisect_right(taken, cue.end(), key=lambda item: item.start)
        if i and taken[i - 1].end > cue.start():
            continue
        together = cue["sync"] and known["together"].search(
            text, max(0, cue.start() - FAR), cue.end()
        )
        passing = not cue["sync"] and known["above"].match(text, cue.start())
        if together:
            name = indicators.base(together["ref"]) or together["ref"]
            yield _item(together.start("sync"), cue.end(), "=", f"同步:{name}")
        elif (
            passing
            and not (i < len(taken) and taken[i].start < passing.end())
            and not passing["ref"].startswith(_usual())
        ):
            sign = _sign(passing["word"])
            bound: Comparator = ">=" if sign == ">" else "<="
            turned = text[passing.start() - 1 : passing.start()] == "不"
            yield _item(
                passing.start() - turned,
                passing.end(),
                TURNED[sign] if turned else bound,
                sign + passing["ref"],
            )


def _item(start: int, end: int, comparator: Comparator, relative: str) -> Item:
    return Item(start, end, comparator, NAN, NAN, "", start, "comparison", "action", relative)


def reference(passage: Passage, item: Item) -> str:
    """Return what a number is compared with, empty where it stands for itself.

    That is `>` or `<` with what it is to pass (高于全国平均3个百分点), or the year or plan from
    which a change is counted, where the text names it (比2020年翻一番).
    """
    text, known = passage.text, _expressions()
    if item.unit == "百分点":
        m = known["passing"].match(text, item.start, item.number)
        m = m or known["than"].search(text, max(0, item.start - FAR), item.start)
        if m and not m["ref"].startswith(_usual()):
            return _sign(m["word"]) + m["ref"].removesuffix("的")
    if not passage.times:
        return ""
    low = passage.clause(item.start)[0]
    for time in passage.within(low, item.start):
        if time.compared and time.value and text[time.start - 1 : time.start] in ("比", "较"):
            return "" if time.text.startswith(_usual()) else time.text
    return ""


def stretch(text: str, before: Item, item: Item) -> bool:
    """Tell whether a number is the higher aim for what the one before it promises.

    >>> from helpers.commitments import quantities
    >>> text = "地区生产总值增长9%，力争达到10%，出口增长8%。"
    >>> base, higher, other = quantities.find(text)
    >>> stretch(text, base, higher), stretch(text, higher, other)
    (True, False)
    """
    if before.unit != item.unit or item.start - before.end > FAR:
        return False
    return bool(_expressions()["stretch"].fullmatch(text, before.end, item.start))


def _sign(word: str) -> str:
    known = lexicon.load("comparators")["relative"]
    return "<" if word in (*known["below"], *known["less"]) else ">"


@cache
def _usual() -> tuple[str, ...]:
    return tuple(lexicon.load("comparators")["relative"]["usual"])


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("comparators")["relative"]
    words = {name: lexicon.alternatives(every) for name, every in known.items()}
    aspire = lexicon.alternatives(lexicon.load("firmness")["aspire"])
    passing = lexicon.alternatives([*known["above"], *known["below"]])
    gap = lexicon.alternatives([*known["more"], *known["less"]])
    words_above = [*known["above"], *known["below"]]
    firsts = "同" + "".join(sorted({word[0] for word in words_above}))
    rest = "|".join(sorted({word[1:] for word in words_above}))
    other = r"[^，,。；;、：:\d]"
    return {
        # One set of first characters, since an expression that opens so is found much faster.
        "cue": re.compile(
            f"[{firsts}](?:(?<=同)(?P<sync>步(?:增长|提高)?)(?!推进|实施|发展|建设|规划)|(?<!同)(?:{rest}))"
        ),
        "together": re.compile(
            rf"{words['together']}(?P<ref>{other}{{2,14}}?)(?P<sync>{words['sync']})$"
        ),
        "above": re.compile(
            rf"(?P<word>{passing})(?P<ref>(?={other}*{words['measured']}){other}{{2,16}})(?=[，,。；;、]|$)"
        ),
        "passing": re.compile(rf"(?P<word>{passing}|超过)(?P<ref>[^\d]{{2,}})"),
        "than": re.compile(rf"(?<![占对])比(?![重例率])(?P<ref>{other}{{2,14}}?)(?P<word>{gap})$"),
        "stretch": re.compile(rf"[，,、；;（(]?\s?(?:并|全年|也)?{aspire}{words['reaching']}*\s?"),
    }
