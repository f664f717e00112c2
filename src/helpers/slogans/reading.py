"""Read the texts once: their words, and each without quotation marks."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from helpers.slogans.shape import QUOTES, SEPARATOR
from helpers.tables import Paragraph
from helpers.text.words import tagger

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[np.signedinteger]

MARKS = frozenset(QUOTES)
OPENING = frozenset("“‘「『")
TITLE = re.compile("[《〈][^《》〈〉]*[》〉]")
COUNTING = frozenset("0123456789+＋.")


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A paragraph without its quotation marks, and where its characters stand in its text.

    `borders` has a 1 for each character of the text at which a word begins, and at its end.
    """

    paragraph: Paragraph
    number: int
    plain: str
    where: Sequence[int]
    borders: bytes
    titles: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, paragraph: Paragraph, number: int, borders: bytes) -> "Unquoted":
        """Take the quotation marks out of a paragraph."""
        text = paragraph.text
        titles = [match.span() for match in TITLE.finditer(text)] if "《" in text else []
        if MARKS.isdisjoint(text):
            return cls(paragraph, number, text, range(len(text)), borders, titles)
        where = array("I", (at for at, char in enumerate(text) if char not in MARKS))
        return cls(paragraph, number, "".join([text[at] for at in where]), where, borders, titles)

    def place(self, first: int, last: int) -> tuple[int, int, bool] | None:
        """Return start, end, and whether it is quoted, of a form that stands in the plain text.

        A form with quotation marks inside takes the outer ones in. None where it is no mention,
        unless quoted: in the title of a document, 《…》, digits alone, and, of one part, where it
        begins or ends inside a word, as 新发展理念 in 更新发展理念 does.
        """
        text = self.paragraph.text
        start, end = self.where[first], self.where[last - 1] + 1
        opened = start > 0 and text[start - 1] in MARKS
        closed = text[end : end + 1] in MARKS
        if self._counts_on(first) or self._counts_on(last):
            return None
        if end - start > last - first:
            start, end = start - opened, end + closed
            marks = [char in OPENING for char in text[start:end] if char in MARKS]
            return (start, end, True) if 2 * sum(marks) == len(marks) else None
        if opened and closed:
            return start, end, True
        if any(
            low < start < high and (low, high) != (start - 1, end + 1) for low, high in self.titles
        ):
            return None
        bordered = self.borders[start] and self.borders[end] and not text[start:end].isdigit()
        return (start, end, False) if bordered or SEPARATOR.search(text, start, end) else None

    def _counts_on(self, at: int) -> bool:
        """Tell whether a number goes on across a place of the plain text: 2+2|+4."""
        return 0 < at < len(self.plain) and COUNTING.issuperset(self.plain[at - 1 : at + 1])


@dataclass(frozen=True)
class Reading:
    """The words of all paragraphs, as numbers of `vocabulary`; a 0 is after each paragraph."""

    paragraphs: Sequence[Paragraph]
    vocabulary: Sequence[str]
    words: "Array"
    words_of: "Array"  # how many, the 0 included, of each paragraph

    @cached_property
    def unquoted(self) -> list[Unquoted]:
        """The paragraphs without quotation marks."""
        return list(self._unquoted())

    def _unquoted(self) -> Iterator[Unquoted]:
        widths = np.asarray([len(word) for word in self.vocabulary], dtype=np.int64)
        widths[0] = 1
        starts = np.concatenate(([0], np.cumsum(widths[self.words])))
        borders = np.zeros(int(starts[-1]) + 1, dtype=np.uint8)
        borders[starts] = 1
        flags, low = borders.tobytes(), 0
        for number, paragraph in enumerate(self.paragraphs):
            high = low + len(paragraph.text)
            yield Unquoted.of(paragraph, number, flags[low : high + 1])
            low = high + 1


def read(paragraphs: Sequence[Paragraph]) -> Reading:
    """Cut the paragraphs into words, once for all that follows."""
    cut = tagger().cut
    numbers: dict[str, int] = {"": 0}
    words = array("i")
    words_of: list[int] = []
    for paragraph in paragraphs:
        before = len(words)
        words.extend(
            [numbers.setdefault(word, len(numbers)) for word in cut(paragraph.text, False)]
        )
        words.append(0)
        words_of.append(len(words) - before)
    return Reading(
        paragraphs,
        list(numbers),
        np.asarray(words),
        np.asarray(words_of, dtype=np.int64),
    )
