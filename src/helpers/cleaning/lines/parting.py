"""Part a line that holds a whole text: its breaks were lost, and blanks and headings tell where."""

import re
from collections.abc import Iterator

from helpers.tables import Edit
from helpers.text.numerals import numeral

RULE = "lost break"
# No paragraph is so long.
LINE = re.compile(r"[^\n]{2500,}")
ENDED = re.compile(r"(?<=[。！？；：”）!?;:])[ \u00a0\u3000]*")
NUMBER = re.compile(r"([（(]?)([一二三四五六七八九十]{1,3})\s*&?[、.．）)]")
# A numbered heading ends with a blank, any with the words that parts of reports are called by.
HEADING = re.compile(
    rf"{NUMBER.pattern}\s*[^。！？；：\s]{{2,40}}?(?=\s)|[^。！？；：，]{{2,40}}?"
    r"(?:回顾|工作|情况|安排|部署|任务|目标|要求|打算|解释|注释)"
    r"(?=\s|(?:19|20)\d\d年|过去|今[年后]|[（(]一[）)]|1[.、．])"
)


def breaks(text: str, start: int = 0) -> list[Edit]:
    """Return the edits that part the lines of a text that are too long for paragraphs.

    >>> from helpers.cleaning.ledger import apply
    >>> text = "增长8%。" * 500 + "二、2019年工作安排 今年增长9%。 做好下列工作。"
    >>> apply(text, breaks(text))[2500:]
    '\\n二、2019年工作安排\\n今年增长9%。\\n做好下列工作。'
    """
    return [
        Edit(raw_start=at, raw_end=end, raw=text[at:end], clean="\n", rule=RULE)
        for line in LINE.finditer(text, start)
        for at, end in _places(text, line.start(), line.end())
    ]


def _places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where breaks were; numbers count as headings if they go up from 一, or open with 二."""
    last = {"": 1.0, "（": 0.0}
    at = start + 1
    while at < end and (blank := ENDED.search(text, at, end)) and blank.end() < end:
        at = blank.end() + 1
        number, heading = (form.match(text, blank.end(), end) for form in (NUMBER, HEADING))
        value = numeral(number[2]) if number else 0
        kind = "（" if number and number[1] else ""
        if value in (1, last[kind] + 1) or (heading and not number):
            last |= {"（": 0.0, kind: value or last[kind]}
            yield blank.span()
            if heading:
                at = heading.end()
                at += len(text[at:end]) - len(text[at:end].lstrip())
                yield heading.end(), at
                last["（"] = float(text[at] in "（(")
        elif blank[0] and text[blank.start() - 1] in "。！？!?":
            yield blank.span()
