"""Judge which lines of a page are its text and which are furniture, by their form and place.

Nothing here knows a site. A line is judged by what it is made of (`forms`), by its neighbours (a
run of short lines with labels among them is a menu) and by where it stands (before the first
sentence, after the last one, a second time).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise

from helpers import lexicon
from helpers.cleaning.lines import forms
from helpers.cleaning.lines.forms import Line

# A second copy is at least this share of what stands before it, and nearly all of it stood there.
COPIED = 0.25
MOSTLY = 0.8
LONG_SENTENCE = 12
CLOSE = 12
# What follows the imprint is no more of the text if it is less than this share.
AFTERWORD = 0.2
# The salutation opens the text if so few paragraphs of running text stand before it.
LEAD = 3
# So many lines behind the last sentence may still be cells of a table.
AFTER = 4
# So many characters of blank lines stand between paragraphs.
APART = 4
# A line of the site is at most so long and stands in at least so many documents.
SHORT, RECURS = 40, 3
# A label has a word; an empty row of a table or a rule has none.
NAMED = re.compile(r"\w")


def judge(
    lines: Sequence[Line],
    title: str = "",
    recurring: frozenset[str] = frozenset(),
    front_matter: int = 0,
) -> None:
    """Set the role of every line; `title` is the document's title if it is given, `front_matter`
    where the facts at the head of the text end.

    `recurring` are lines that many documents of the source share: before the first sentence and
    after the last one they are the site's.

    Linear in the number of characters.
    """
    for line in lines:
        line.role = "field" if line.stop <= front_matter else forms.rule(line.text)
    _numbers(lines)
    _menus(lines)
    _second_copies(lines)
    _close(lines)
    _shared(lines, recurring)
    open_lines = [line for line in lines if not line.role]
    first, last = _body(open_lines)
    saluted = first < len(open_lines) and forms.SALUTATION.match(open_lines[first].text)
    _front(open_lines[:first], title, bool(saluted))
    for line in open_lines[first:last]:
        line.role = "widget" if forms.TIMESTAMP.match(line.text) else "body"
    _tail(lines, open_lines[last:])


def recurring(texts: Iterable[str]) -> frozenset[str]:
    """Return the short lines that stand in at least three documents and in half of them.

    Salutations, titles, occasions and what ends in a full stop are the genre's and not the site's.
    """
    counts: Counter[str] = Counter()
    pages = 0
    for text in texts:
        pages += 1
        counts.update({line.text for line in forms.split(text) if 0 < len(line.text) <= SHORT})
    return frozenset(
        text
        for text, count in counts.items()
        if count >= max(RECURS, pages / 2) and not forms.STOP.search(text)
        if not (forms.SALUTATION.match(text) or forms.SPOKEN.match(text) or _titled().match(text))
    )


def _shared(lines: Sequence[Line], shared: frozenset[str]) -> None:
    running = [n for n, line in enumerate(lines) if not line.role and forms.prose(line.text)]
    if running and shared:
        for line in [*lines[: running[0]], *lines[running[-1] + 1 :]]:
            if line.text in shared:
                line.role = line.role or "navigation"


def _numbers(lines: Sequence[Line]) -> None:
    """Give back lines of digits alone where they do not count up: they are cells of a table."""
    bare = [line for line in lines if line.role == "page number" and line.text.isdigit()]
    counted = [int(line.text) for line in bare]
    if any(after <= before for before, after in pairwise(counted)) or len(bare) == 1:
        for line in bare:
            line.role = ""


def _menus(lines: Sequence[Line]) -> None:
    """Remove runs of short lines that have a label of a menu among them."""
    run: list[Line] = []
    for line in [*(line for line in lines if line.role != "blank"), None]:
        if line and (line.role in ("navigation", "related") or forms.MENU_WORD.match(line.text)):
            run.append(line)
            continue
        labels = sum(
            other.role == "navigation" and NAMED.search(other.text) is not None for other in run
        )
        if len(run) >= 4 and labels >= 2:
            for before, other in zip([None, *run], run, strict=False):
                if other is run[-1] and not other.role and before and before.text == other.text:
                    break
                other.role = other.role or "navigation"
        run = []


def _second_copies(lines: Sequence[Line]) -> None:
    """Remove a body that stands again: a stretch whose long lines nearly all stood before."""
    again = _again(lines)
    if not again:
        return
    born: dict[str, int] = {}
    for number, line in enumerate(lines):
        born.setdefault(line.text, number)
    before = list(accumulate((0 if line.role else len(line.text) for line in lines), initial=0))
    for first, last in _stretches(sorted(again)):
        # The short lines just above (title, day, salutation) belong to the copy if they stood too.
        while first and born[lines[first - 1].text] < first - 1:
            first -= 1
        stretch = [line for line in lines[first : last + 1] if line.role != "blank"]
        copied = _size(lines[n] for n in range(first, last + 1) if n in again)
        large = copied >= COPIED * before[first] and copied >= MOSTLY * _size(stretch)
        if len(stretch) > 2 and large:
            for line in stretch:
                line.role = line.role or "duplicate"


def _again(lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines with a long sentence that stood before."""
    seen: set[str] = set()
    again: set[int] = set()
    for number, line in enumerate(lines):
        sentences = [] if line.role else _sentences(line.text)
        if any(sentence in seen for sentence in sentences):
            again.add(number)
        seen.update(sentences)
    return again


def _size(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a line that are long enough not to recur by chance."""
    return [part for part in "".join(text.split()).split("。") if len(part) >= LONG_SENTENCE]


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return first and last of the stretches of line numbers that lie close together."""
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and number - out[-1][1] <= CLOSE:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def _close(lines: Sequence[Line]) -> None:
    """Remove what stands after the imprint, a list of links or a notice that ends the text."""
    lengths = [len(line.text) if not line.role and forms.prose(line.text) else 0 for line in lines]
    whole = sum(lengths)
    before = 0
    for number, line in enumerate(lines):
        before += lengths[number]
        if line.role in ("imprint", "related", "copyright") and whole - before < AFTERWORD * whole:
            for other in lines[number:]:
                other.role = other.role or "related"
            return


def _body(lines: Sequence[Line]) -> tuple[int, int]:
    """Return where the body begins and ends among the undecided lines."""
    running = [n for n, line in enumerate(lines) if forms.prose(line.text)]
    if not running:
        return (1 if len(lines) > 1 else 0), len(lines)
    first, last = running[0], running[-1] + 1
    known = {line.text for line in lines[first:last]}
    for number, line in enumerate(lines[last : last + AFTER], last):
        if line.text in known:  # a table's last cells look like those above
            last = number + 1
    for number, line in enumerate(lines[: first + 40]):
        if forms.SALUTATION.match(line.text) and sum(n < number for n in running) <= LEAD:
            return number, max(last, number + 1)
    return first, last


def _front(lines: Sequence[Line], title: str, saluted: bool) -> None:
    """Tell title, subtitle, dateline and byline from what already belongs to the text.

    All that stands above a salutation is the front. Else the last line that is a date, an
    occasion, a person, a title by its words or the given title ends it; without any, the first
    line is the title unless it opens a text.
    """
    marked = [n for n, line in enumerate(lines) if _of_the_front(line.text, title)]
    last = len(lines) if saluted else max(marked, default=-1)
    if last < 0 and lines and not _opens_text(lines[0].text):
        last = 0
    for number, line in enumerate(lines):
        line.role = "title" if number <= last and not forms.BULLET.match(line.text) else "body"


def _of_the_front(text: str, title: str) -> bool:
    if title and _bare(text) == _bare(title):
        return True
    if forms.dateline(text) or forms.SPOKEN.match(text):
        return True
    if len(text) > 50 or _part().match(text):
        return False
    return bool(forms.PERSON.match(text) or _titled().match(text))


@cache
def _titled() -> re.Pattern[str]:
    words = lexicon.alternatives(lexicon.load("structure")["titles"])
    return re.compile(rf"^[^。；]*{words}(?:[（(].{{1,14}}[）)])?$")


def _opens_text(text: str) -> bool:
    opens = forms.BULLET.match(text) or forms.NUMBERED.match(text)
    return bool(opens) or text.endswith((":", "：", "——")) or bool(_part().match(text))


@cache
def _part() -> re.Pattern[str]:
    return re.compile(lexicon.load("structure")["part"])


@cache
def _signed_off() -> re.Pattern[str]:
    words = lexicon.load("furniture")["signoffs"]
    return re.compile(rf"{lexicon.alternatives(words)}\W*$|^\W*{lexicon.alternatives(words)}")


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _tail(lines: Sequence[Line], after: Sequence[Line]) -> None:
    """Keep a sign-off and a last call (让我们携手奋进！); what else there is is the page's."""
    if not after:
        return
    end = lines.index(after[0])
    kept = ("", "blank", "body", "title")
    furnished = len(after) >= 3 or any(line.role not in kept for line in lines[end:])
    stop = max((line.stop for line in lines[:end] if line.role == "body"), default=-end)
    for number, line in enumerate(after):
        called = line.text.endswith(("！", "!")) and line.begin - stop <= APART
        stop = line.stop if called else stop
        signed = number < 4 and len(line.text) <= 60 and not forms.prose(line.text)
        if signed and (forms.dateline(line.text) or _signed_off().search(line.text)):
            line.role = "title"
        else:
            line.role = "navigation" if furnished and not called else "body"
