"""Where clauses and sentences end."""

import operator
import re
from itertools import accumulate, count

STOP = re.compile("[。！？!?\n]")
COMMA = re.compile("[，,;；﹔﹐。！？!?\n]")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
LONGEST = 300  # a clause; a sentence three times as much: what is longer is cut there

Spans = tuple[list[int], list[int]]


def spans(cut: re.Pattern[str], text: str, longest: int) -> Spans:
    """Return the starts and ends of the pieces between cuts, and of parts of too long ones."""
    pieces = map(len, cut.split(text))  # the loop runs in C: texts are cut at each step
    ends = list(map(operator.add, accumulate(pieces), count()))
    starts = [0, *[end + 1 for end in ends[:-1]]]
    if len(text) <= longest or max(map(operator.sub, ends, starts)) <= longest:
        return starts, ends
    parts = [
        (low, min(low + longest, end))
        for start, end in zip(starts, ends, strict=True)
        for low in range(start, max(end, start + 1), longest)
    ]
    return [low for low, _ in parts], [high for _, high in parts]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with their stops; a semicolon ends a clause, no sentence.

    >>> sentences("推进创新；促进就业。新增企业5家!")
    ['推进创新；促进就业。', '新增企业5家!']
    """
    starts, ends = spans(STOP, text, 3 * LONGEST)
    parts = [text[start : end + 1].strip() for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if part]
