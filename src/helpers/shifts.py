"""Invert the byte shifts of a mirror: find what the bytes of a damaged run can have been.

Without its notes a damaged run is the page's own byte stream again, only that each `?` (or a
dropped lead) hides one byte. A beam search reads the stream in both alignments, tries every
hidden byte that the notes and marks allow, and lets the language model rank what comes out.
"""

import html
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from helpers import lexicon, mirror, script
from helpers.language import LONGEST, Language
from helpers.notes import CUT, NOTES, readings

ENTER = 9.0
FOREIGN = 7.0
UNLIKELY = 8.0
GAP = 6.0
WIDTH = 150
SETTLED = 6
CLASH = 6.0
CLASHES = re.compile("[“‘（《\n][，。、；：！？”’）》]|[，。、；：！？][，。、；：！？]")
ENTITY = re.compile(r"[a-z]{2,7};")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the run up to some place."""

    costs: tuple[float, ...]
    tail: str
    """Simplified text before this place, as much as the language model needs."""
    text: str = ""
    """What the page had, in its own script."""
    pending: int = -1
    """First byte of a character cut in two; -1 where the reading is aligned."""
    end: int = 0
    """Place in the raw text behind the last shifted byte."""
    done: int = 0
    """Length of `text` there."""
    keys: tuple[tuple[str, str], ...] = ()
    """Gloss keys used, with what is written after them."""
    guessed: str = "certain"

    @property
    def cost(self) -> float:
        """Return the cost of the whole reading."""
        return self.costs[-1]


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged run and its best reading."""

    start: int
    end: int
    text: str
    certainty: str
    cost: float


class Search:
    """The search on one page."""

    def __init__(
        self,
        text: str,
        language: Language,
        *,
        traditional: bool,
        dropped: bool,
        narrowed: str,
    ) -> None:
        self.text, self.language, self.dropped = text, language, dropped
        self.stripped = False
        self.has_private = bool(re.search("[\ue000-\uf8ff]", text))
        self.marks = lexicon.load("repair")["mirror"]["marks"]
        self.shown = {c for m in self.marks for c in (m, m.translate(mirror.narrow(self.marks)))}
        self.narrowed = mirror.narrow(narrowed)
        self.foreign = script.simplified_only() if traditional else frozenset()

    def run(self, start: int, left: str) -> Run | None:
        self.stripped = False
        run = self._run(start, left)
        if (run is None or run.certainty != "certain") and not self.has_private:
            self.stripped = True
            other = self._run(start, left)
            if other and (run is None or other.cost < run.cost):
                return other
        return run

    def _run(self, start: int, left: str) -> Run | None:
        """Return the best reading of what begins at `start`, or None where nothing is damaged.

        `left` is the repaired text before it.
        """
        tail = left[-LONGEST:].translate(simplified())
        beams = {start: [Reading(self.language.prefix(tail), tail, end=start)]}
        finished: list[Reading] = []
        at = start
        while beams:
            at = min(beams)
            ranked = _best(beams.pop(at))
            if at == len(self.text) or self.text[at] == "\n" or self._settled(ranked, beams, at):
                finished = [r for r in ranked if r.pending < 0] or finished
                for reading in ranked:
                    if reading.pending >= 0:
                        finished += (replace(o, guessed="uncertain") for o in self._orphan(reading, at))
                break
            for reading in ranked:
                for place, next_reading in self._steps(reading, at, left):
                    beams.setdefault(place, []).append(next_reading)
            if self.stripped:
                for reading in ranked[:12]:
                    if reading.pending >= 0 and reading.cost < ranked[0].cost + 8:
                        for place, next_reading in self._gap(reading, at):
                            beams.setdefault(place, []).append(next_reading)
        return self._verdict(start, _best(finished), left)

    def _settled(self, ranked: list[Reading], beams: dict[int, list[Reading]], at: int) -> bool:
        """Tell whether all good readings are aligned again and have gone on for a while."""
        if beams:
            return False
        return all(r.pending < 0 and at - r.end >= SETTLED for r in ranked)

    def _verdict(self, start: int, ranked: list[Reading], left: str) -> Run | None:
        if not ranked or not ranked[0].done:
            return None
        best = ranked[0]
        outcome = best.text.translate(simplified())
        rivals = [r.cost for r in ranked if r.text.translate(simplified()) != outcome]
        odds = sum(math.exp(best.cost - cost) for cost in rivals)
        certainty = best.guessed
        if certainty == "certain" and odds > 0.05:
            certainty = "uncertain"
        text = html.unescape(best.text[: best.done]).translate(self.narrowed)
        return Run(start, best.end, text, certainty, best.cost)

    def _steps(self, reading: Reading, at: int, left: str) -> Iterator[tuple[int, Reading]]:
        if reading.pending < 0:
            yield from self._aligned(reading, at, left)
        else:
            yield from self._shifted(reading, at)

    def _aligned(self, reading: Reading, at: int, left: str) -> Iterator[tuple[int, Reading]]:
        text, character = self.text, self.text[at]
        before = (left + reading.text)[-1:]
        if character == "(" and (note := NOTES.match(text, at)):
            known = note[1] in readings(before)
            if known:
                yield note.end(), reading
            elif self.dropped:
                for entered in self._astride(reading, before, note[1], note[0], note.end()):
                    yield note.end(), entered
        if character == "?" and (cut := CUT.match(text, at + 1)):
            for entered in self._astride(reading, before, cut[1], "(" + cut[0], cut.end()):
                yield cut.end(), entered
        elif character == "?" and text[at + 1 : at + 2] in self.shown and at + 1 < len(text):
            for entered in self._mark(reading, at + 1):
                yield at + 2, entered
            yield at + 1, self._charge(self._emit(reading, character), UNLIKELY)
            return
        elif self.dropped and character in self.shown:
            for entered in self._mark(reading, at):
                yield at + 1, entered
        yield at + 1, self._emit(reading, character)

    def _astride(
        self, reading: Reading, before: str, syllable: str, note: str, end: int
    ) -> Iterator[Reading]:
        """Read a note that fell between the halves of a key astride two characters."""
        if len(data := mirror.cell(before)) < 2:
            return
        for second in range(0x81, 0xFF):
            key = _character(data[1], second)
            if syllable in readings(key):
                yield replace(
                    self._charge(reading, ENTER),
                    pending=second, end=end, done=len(reading.text),
                    keys=(*reading.keys, (key, note)),
                )  # fmt: skip

    def _mark(self, reading: Reading, at: int) -> Iterator[Reading]:
        """Read a mark whose first byte belongs to the character before it."""
        shown = self.text[at]
        full = shown if shown in self.marks else chr(ord(shown) + 0xFEE0)
        first, second = mirror.cell(full)
        entered = self._charge(reading, ENTER)
        for lead in range(0x81, 0xFF):
            for done in self._pair(entered, lead, first, at + 1):
                yield replace(done, pending=second)

    def _shifted(self, reading: Reading, at: int) -> Iterator[tuple[int, Reading]]:
        text, character = self.text, self.text[at]
        if character == "(" and (note := NOTES.match(text, at)):
            if note[1] in readings(text[at - 1]):
                yield note.end(), replace(reading, end=note.end())
            for orphan in self._orphan(reading, at) if self.dropped else ():
                if note[1] in readings(orphan.text[-1]):
                    yield note.end(), replace(orphan, end=note.end())
            return
        data = mirror.cell(character)
        if character == "?" and not self.dropped:
            yield from self._swallowed(reading, at)
        if len(data) == 2:
            for done in self._pair(reading, reading.pending, data[0], at + 1):
                yield at + 1, replace(done, pending=data[1])
        elif character != "\x7f" and mirror.is_trail(data[0]) and data != b"?":
            for done in self._pair(reading, reading.pending, data[0], at + 1):
                yield at + 1, replace(done, pending=-1)
        if "!" <= character <= "~" and not character.isalnum():
            for done in self._pair(reading, reading.pending, 0xA3, at + 1):
                yield at + 1, replace(done, pending=data[0] + 0x80)
        if self.dropped and (data[0] < 0x40 or character in self.shown):
            for done in self._orphan(reading, at):
                yield at, done

    def _gap(self, reading: Reading, at: int) -> Iterator[tuple[int, Reading]]:
        """Read a private-use character that was stripped from the page before `at`."""
        data = mirror.cell(self.text[at])
        if len(data) == 1 and not mirror.is_trail(data[0]):
            return
        firsts = [
            done
            for lead in (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
            for done in self._pair(reading, reading.pending, lead, at)
        ]
        for first in _best(firsts)[:8]:
            for second in range(0xA1, 0xFF):
                for done in self._pair(self._charge(first, GAP), second, data[0], at + 1):
                    yield at + 1, replace(done, pending=data[1] if len(data) == 2 else -1)

    def _swallowed(self, reading: Reading, at: int) -> Iterator[tuple[int, Reading]]:
        """Read a `?` that ends a shift: a trail byte, and with it the ASCII byte after it."""
        text, after = self.text, self.text[at + 1 : at + 2]
        orphans = list(self._orphan(reading, at + 1))
        if cut := CUT.match(text, at + 1):
            for orphan in orphans:
                if cut[1] in readings(orphan.text[-1]):
                    yield cut.end(), replace(orphan, end=cut.end())
            return
        if after and after in self.shown:
            for orphan in orphans:
                yield at + 1, orphan
        elif entity := ENTITY.match(text, at + 1):
            for orphan in orphans:
                whole = orphan.text + "&" + entity[0]
                yield entity.end(), replace(orphan, text=whole, end=entity.end(), done=len(whole))
        else:
            swallowed, certainty = self._guess(at + 1, reading.text)
            for orphan in orphans:
                whole = orphan.text + swallowed
                yield at + 1, replace(orphan, text=whole, done=len(whole), guessed=certainty)

    def _guess(self, at: int, run: str) -> tuple[str, str]:
        """Return the ASCII character swallowed before `at`, and how certain that is."""
        if re.match(r"/?[a-z]{1,10}[ />]", self.text[at : at + 12]):
            return "<", "certain"
        if re.match(r"[\d.%]|[个個年月日亿億万萬人家项項元]", self.text[at : at + 1]):
            return "?", "lost"
        rest = self.text[at : at + 40]
        if ")" in rest and "(" not in rest[: rest.index(")")] and "（" not in run:
            return "(", "uncertain"
        near = self.text[max(0, at - 3000) : at + 3000]
        blank = len(re.findall(r"(?<=[一-鿿]) (?=[一-鿿])", near))
        comma = len(re.findall(r"(?<=[一-鿿]),(?=[一-鿿])", near))
        return (" " if blank > comma else ","), "uncertain"

    def _orphan(self, reading: Reading, end: int) -> Iterator[Reading]:
        for trail in range(0x81, 0xFF):
            for done in self._pair(reading, reading.pending, trail, end):
                yield replace(done, pending=-1)

    def _pair(self, reading: Reading, lead: int, trail: int, end: int) -> Iterator[Reading]:
        """Emit the character of two bytes, if there is one."""
        character = _character(lead, trail)
        if character:
            done = self._emit(reading, character)
            yield replace(done, end=end, done=len(done.text))

    def _emit(self, reading: Reading, character: str) -> Reading:
        plain = simplified().get(ord(character), character)
        costs = self.language.extend(reading.tail, reading.costs, plain)
        tail = (reading.tail + plain)[-LONGEST:]
        done = replace(reading, costs=costs, tail=tail, text=reading.text + character)
        extra = FOREIGN if character in self.foreign else 0.0
        extra += CLASH if CLASHES.fullmatch((reading.tail or "\n")[-1:] + plain) else 0.0
        return self._charge(done, extra) if extra else done

    def _charge(self, reading: Reading, cost: float) -> Reading:
        return replace(reading, costs=tuple(c + cost for c in reading.costs))


def _best(readings_: list[Reading]) -> list[Reading]:
    ranked = sorted(readings_, key=lambda r: (r.cost, r.text))
    return [r for r in ranked[:WIDTH] if r.cost < ranked[0].cost + 25]


@cache
def _character(lead: int, trail: int) -> str:
    """Return the character of a GBK pair, or nothing for an unassigned or impossible one."""
    if not (0x81 <= lead <= 0xFE and mirror.is_trail(trail)):
        return ""
    character = bytes([lead, trail]).decode("gb18030")
    return "" if "\ue000" <= character <= "\uf8ff" else character


@cache
def simplified() -> dict[int, str]:
    """Return the simplified form of each traditional character, for `str.translate`."""
    return {ord(a): b for a, b in script.forms("t2s").items()} | {ord("著"): "着"}
