"""Tell which lines go on with the paragraph before them, where a page or a scanner broke them.

Three causes are told apart by what they leave. A link cut out of a sentence leaves lines that begin
with a comma or end without an end after a full stop; a fixed width leaves lines that are equally
long and mostly without an end; anything else leaves paragraphs, and then only a line that begins
with a closing mark or follows an opening one goes on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.cleaning.lines import forms
from helpers.cleaning.lines.forms import Line

OPEN_END = re.compile("[，、,“‘《（(〈]$")
CLOSED_END = re.compile("[。！？；：!?;:…”’）)》—]$")
CONTINUES = re.compile("^[，、。；：！？”’》）〉,;]")
MARKS = re.compile("[，、。；：！？”“’‘》《（）,;:!?()]")
BARE_NUMBER = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]$")
# So many lines cut in the middle of a sentence show that links were cut out.
CUTS = 3
# A piece of a sentence; and one that even a heading may have lost.
FRAGMENT, SCRAP = 12, 6
# Fewer characters are no paragraph.
SHORTEST = 3
# Lines of one width, in columns (a Han character takes two).
WIDTHS = range(24, 121)
SLACK = 4
FULL_SHARE = 0.4
OPEN_SHARE = 0.6
INDENTED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Breaks:
    """How the lines of a text are broken: at links, at a width (0 for none), with indentation."""

    links: bool
    width: int
    indented: bool


def joined(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the body lines that go on with the paragraph before them."""
    body = [number for number, line in enumerate(lines) if line.role == "body"]
    breaks = _breaks([lines[number] for number in body])
    parted = _parted(lines, body)
    joins: set[int] = set()
    start = lines[body[0]] if body else None
    for before, number in pairwise(body):
        line, following = lines[before], lines[number]
        if start and number not in parted and _goes_on(start, line, following, breaks):
            joins.add(number)
        else:
            start = following
    return joins


def _goes_on(start: Line, line: Line, following: Line, breaks: Breaks) -> bool:
    """Tell whether a line goes on in the following one; `start` begins its paragraph."""
    if forms.is_row(line.text) or forms.is_row(following.text):
        return False
    if forms.NUMBERED.match(following.text) or forms.SALUTATION.match(line.text):
        return False
    if CONTINUES.match(following.text) or OPEN_END.search(line.text):
        return True
    if BARE_NUMBER.match(line.text):
        return True
    closed = bool(CLOSED_END.search(line.text))
    if breaks.width and columns(line.text) >= breaks.width - SLACK:
        return not following.indented and (breaks.indented or not closed)
    return breaks.links and not closed and not following.indented and _cut(start, line, following)


def _cut(start: Line, line: Line, following: Line) -> bool:
    """Tell whether a link was cut out between two lines of a text that has lost links."""
    piece, next_piece = _fragment(line.text), _fragment(following.text)
    if forms.NUMBERED.match(start.text) and "。" not in start.text:
        lost = piece and line is not start and len(line.text) <= SCRAP - 2
        return lost or (next_piece and len(following.text) <= SCRAP)
    if piece and len(line.text) < SHORTEST:
        return True
    unfinished = forms.prose(line.text) or (len(line.text) >= FRAGMENT and "，" in line.text)
    return unfinished or (line is not start and piece) or (next_piece and not piece)


def _fragment(text: str) -> bool:
    return len(text) <= FRAGMENT and not MARKS.search(text)


def _breaks(body: Sequence[Line]) -> Breaks:
    cuts = sum(
        bool(CONTINUES.match(line.text))
        or ("。" in line.text and not CLOSED_END.search(line.text) and not _numbered(line))
        for line in body
    )
    indented = sum(line.indented for line in body) >= INDENTED_SHARE * len(body)
    return Breaks(cuts >= CUTS, _width(body), indented)


def _numbered(line: Line) -> bool:
    return bool(forms.NUMBERED.match(line.text))


def _width(body: Sequence[Line]) -> int:
    """Return the columns at which most lines are wrapped, 0 where lines are paragraphs."""
    if len(body) < 8 or sum(len(line.text) for line in body) > WIDTHS.stop * len(body):
        return 0
    widths = sorted(columns(line.text) for line in body)
    widest = widths[len(widths) * 9 // 10]
    full = [line for line in body if abs(columns(line.text) - widest) <= SLACK]
    open_ended = sum(not CLOSED_END.search(line.text) for line in full)
    wrapped = len(full) >= FULL_SHARE * len(body) and open_ended >= OPEN_SHARE * len(full)
    return widest if wrapped and widest in WIDTHS else 0


def columns(text: str) -> int:
    """Return how wide a text is, in columns.

    >>> columns("到2025年")
    8
    """
    return len(text.encode("gbk", errors="replace"))


def _parted(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """Return the lines before which a blank line stands, where blank lines part paragraphs.

    They do not where they stand everywhere, and a page number takes its blank lines with it.
    """
    parted = {
        number
        for before, number in pairwise(body)
        if any(line.role == "blank" for line in lines[before + 1 : number])
        and not any(line.role == "page number" for line in lines[before + 1 : number])
    }
    return parted if 2 * len(parted) < len(body) else set()
