"""A paragraph cut into clauses and sentences, with its time expressions."""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from helpers.commitments import areas, periods
from helpers.commitments.periods import Frame, Period
from helpers.text.numerals import pointed
from helpers.text.sentences import COMMA, LONGEST, STOP, THOUSANDS, Spans, spans


class Passage:
    """A paragraph's text with its time expressions, and what was found out about its parts."""

    def __init__(self, text: str, frame: Frame) -> None:
        self.written, self.text, self.frame = text, pointed(text), frame
        self.times = periods.find(self.text, frame)
        self.starts = [time.start for time in self.times]
        self.binding: dict[int, str] = {}
        self.areas: dict[int, str] = {}
        self.sentences: dict[int, str] = {}
        self.parties: dict[int, list[re.Match[str]]] = {}

    @cached_property
    def clauses(self) -> Spans:
        """Where the clauses begin and where they end."""
        thousands = THOUSANDS.sub(".", self.text) if "," in self.text else self.text
        return spans(COMMA, thousands, LONGEST)

    @cached_property
    def stops(self) -> Spans:
        """Where the sentences begin and where they end."""
        return spans(STOP, self.text, 3 * LONGEST)

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the clause around a place begins and ends."""
        i = bisect_right(self.clauses[0], at) - 1
        return self.clauses[0][i], self.clauses[1][i]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a place begins and ends."""
        i = bisect_right(self.stops[0], at) - 1
        return self.stops[0][i], self.stops[1][i]

    def within(self, low: int, high: int) -> list[Period]:
        """Return the time expressions between two places."""
        return self.times[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def words(self, first: int, final: int) -> str:
        """Return a sentence, one string for all that stands in it."""
        if first not in self.sentences:
            self.sentences[first] = self.written[first : final + 1].strip()
        return self.sentences[first]

    def area(self, first: int, final: int) -> str:
        """Return the policy area of a sentence."""
        if first not in self.areas:
            self.areas[first] = areas.of_sentence(self.words(first, final))
        return self.areas[first]

    def governed(self, time: Period) -> tuple[int, int]:
        """Return the reach of a time expression: its clause, or what it opens standing alone.

        That is the sentence for months and quarters; years go to the numbers in it, so that they
        date but the next clause.
        """
        low, high = self.clause(time.end - 1)
        if (time.start - low) + (high - time.end) > 2:
            return low, high
        final = self.sentence(time.end - 1)[1]
        return low, final if "-" in time.value else min(final, self.clause(high + 1)[1])
