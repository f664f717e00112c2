"""Say where an item stands, what stands beside it, and which time word governs it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers.commitments import promises
from helpers.commitments.coordination import BETWEEN, Item
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Period

NEAR = 12  # only so many time words before an item are asked whether they govern it

OPENS = 3  # a time word so near the beginning of a sentence opens it

ANOTHER_MATTER = re.compile(r"。[^，,；;。\d]{4,30}。")  # 强力推进安置房建设。


class Around(NamedTuple):
    """Where an item stands: its sentence and clause, and what is counted there beside it."""

    first: int
    final: int
    low: int
    high: int
    last: int = 0  # where the item before it ends
    after: str = ""  # what follows it, and what is coordinated with it, in the clause
    before: Item | None = None
    following: Item | None = None
    together: int = 1  # so many items stand in a row from it on: 增长8%和9%


def around(passage: Passage) -> Iterator[tuple[Item, Around]]:
    """Yield the items of a passage, each with where it stands and what stands beside it."""
    items = promises.find(passage)
    ends = _coordinated(passage.text, items)
    before: Item | None = None
    for i, (item, end) in enumerate(zip(items, ends, strict=True)):
        first, final = passage.sentence(item.number)
        low, high = passage.clause(item.number)
        yield (
            item,
            Around(
                first=first,
                final=final,
                low=low,
                high=high,
                last=before.end if before else 0,
                after=passage.text[items[end].end : high],
                before=before,
                following=items[i + 1] if i + 1 < len(items) else None,
                together=end - i + 1,
            ),
        )
        before = item


def _coordinated(text: str, items: Sequence[Item]) -> list[int]:
    """Return for each item the last one of its coordination: that of 9% for 8% in 增长8%和9%."""
    ends = list(range(len(items)))
    for i in range(len(items) - 2, -1, -1):
        if text[items[i].end : items[i + 1].start].strip() in BETWEEN:
            ends[i] = ends[i + 1]
    return ends


def governing_time(passage: Passage, item: Item, around: Around) -> Period | None:
    """Return the time expression that governs an item.

    One in its clause or in a clause before it in the sentence; 8月 and 四季度 reach only as far as
    the next item, unless they open the sentence (前三季度，), years to the end of the sentence.
    """
    i, yearly = bisect_left(passage.starts, item.end), None
    for time in reversed(passage.times[max(0, i - NEAR) : i]):
        if time.start < (around.low if yearly else around.first):
            break
        here = time.start >= around.low
        if time.value == "":
            yearly = time if here and not time.compared else yearly
        elif not time.compared and (
            "-" not in time.value or here or _reaches(passage, time, around)
        ):
            return time
    return yearly or _years_told_before(passage, around.first)


def _reaches(passage: Passage, time: Period, around: Around) -> bool:
    """Tell whether months before an item are told of it: it is the first after them, or all are."""
    return time.end >= around.last or passage.governed(time)[1] >= around.low


def _years_told_before(passage: Passage, first: int) -> Period | None:
    """Return the years that opened a sentence before, in a review: 五年来，…。整治老村312万平方米。

    Any other time between them ends their reach, and a short sentence that opens another matter.
    """
    if passage.frame.status != "result":
        return None
    for time in reversed(passage.within(0, first)):
        if time.value and not time.compared:
            opens = time.start - passage.sentence(time.start)[0] < OPENS
            reaches = opens and not ANOTHER_MATTER.search(passage.text, time.end, first)
            return time if "/" in time.value and reaches else None
    return None


def base_time(passage: Passage, item: Item, around: Around) -> Period | None:
    """Return the time of a value that a change starts from: 由2016年的3000亿元增加到4763亿元."""
    for time in reversed(passage.within(around.low, item.start)):
        beside = passage.text[time.end : item.start].lstrip("末底") in ("", "的")
        return time if time.value and beside and passage.text[time.start - 1] in "由从" else None
    return None
