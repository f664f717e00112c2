"""Read a damaged run of a mirror's page as the byte stream that it is, in both alignments.

Without its notes the run is the page's own GBK stream again, only that each `?` (or dropped lead)
hides one byte. A reading walks along it, aligned with the shown characters or shifted by one
byte, and branches over the hidden bytes that the notes and marks allow.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from helpers import lexicon
from helpers.cleaning import mirror, script
from helpers.cleaning.language import LONGEST, Language
from helpers.cleaning.notes import CUT, NOTES, readings

# Costs in nats, beside those of the language model.
ENTER = 4.0
FOREIGN = 7.0
UNLIKELY = 8.0
GAP = 5.0
CLIPPED = 6.0
CLOSING = "，。、；：！？”’）》<,;:"
CLASH = dict.fromkeys("“‘（《，。、；：！？", 6.0) | {"\n": 3.0}
ENDINGS = dict.fromkeys("”’）", "，。、；：！？") | {"》": "！？"}
"""After which marks what encloses may end."""
STOPS = tuple("。；！？")
NEVER_FIRST = 4.0
LEADS = range(0x81, 0xFF)
PRIVATE_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
ENTITY = re.compile(r"[a-z]{2,7};")
TAG = re.compile(r"/?[a-z]{1,10}[ />]")


class Reading(NamedTuple):
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
    """What the mirror replaced: glossed characters with their notes, marks with nothing."""
    certainty: str = "certain"

    @property
    def cost(self) -> float:
        """Return the cost of the whole reading."""
        return self.costs[-1]

    def charged(self, cost: float) -> "Reading":
        """Return the reading at a higher cost."""
        return self._replace(costs=tuple(c + cost for c in self.costs))


Step = tuple[int, Reading]


@dataclass(frozen=True, slots=True)
class Stream:
    """A page, and what is known of the mirror that made it."""

    text: str
    language: Language
    dropped: bool
    """Leads without a trail are dropped, not shown as `?`."""
    marks: str
    """Full-width marks that may have got a byte before them."""
    filled: str = ""
    """Marks, as shown, before which that byte shows as a comma."""
    separator: str = ","
    """ASCII character that the page mostly has between Chinese characters."""
    newline: str = " "
    """What the page has between paragraphs."""
    private: bool = False
    """The page shows private-use characters."""
    stripped: bool = False
    """They are gone from the page."""

    def steps(self, reading: Reading, at: int, left: str) -> Iterator[Step]:
        """Yield each way to go on at a place, with the place where it leads."""
        if self.text[at] == "," and self.text[at + 1 : at + 2] in self.filled and self.filled:
            yield at + 1, reading
        elif reading.pending < 0:
            yield from self._aligned(reading, at, left)
        else:
            yield from self._shifted(reading, at)
            if self.stripped:
                yield from self._gap(reading, at)

    def orphans(self, reading: Reading, end: int) -> Iterator[Reading]:
        """Yield the readings in which a hidden trail byte completes the cut character."""
        for trail in LEADS:
            yield from self._pair(reading, reading.pending, trail, -1, end)

    def _aligned(self, reading: Reading, at: int, left: str) -> Iterator[Step]:
        text, shown = self.text, self.text[at]
        before = (left + reading.text)[-1:]
        if shown == "(" and (note := NOTES.match(text, at)):
            if note["syllable"] in readings(before):
                keys = (*reading.keys, (before, note[0]))
                yield note.end(), reading._replace(keys=keys)
                return
            if self.dropped:
                for entered in self._astride(
                    reading, before, note["syllable"], note[0], note.end()
                ):
                    yield note.end(), entered
        elif shown == "?" and (cut := CUT.match(text, at + 1)):
            for entered in self._astride(reading, before, cut["syllable"], "(" + cut[0], cut.end()):
                yield cut.end(), entered
        elif shown == "?" and self._full(at + 1):
            for entered in self._mark(reading, at + 1):
                yield at + 2, entered
            reading = reading.charged(UNLIKELY)
        elif self.dropped and self._full(at):
            for entered in self._mark(reading, at):
                yield at + 1, entered
        yield at + 1, self._emit(reading, shown, -1, reading.end, reading.done)

    def _full(self, at: int) -> str:
        """Return the full-width form of the mark shown at a place; nothing for other characters."""
        shown = self.text[at : at + 1]
        full = chr(ord(shown) + 0xFEE0) if "!" <= shown <= "~" else shown
        return full if full and full in self.marks else ""

    def _astride(
        self, reading: Reading, before: str, syllable: str, note: str, end: int
    ) -> Iterator[Reading]:
        """Read a note that fell between the halves of a key astride two characters."""
        data = mirror.cell(before)
        if len(data) == 1 and not before.isalnum():
            data = bytes([0xA3, data[0] + 0x80])
        for second in LEADS if len(data) == 2 else ():
            key = _character(data[1], second)
            if syllable in readings(key):
                keys = (*reading.keys, (key, note))
                entered = reading.charged(ENTER)
                yield entered._replace(pending=second, end=end, done=len(reading.text), keys=keys)

    def _mark(self, reading: Reading, at: int) -> Iterator[Reading]:
        """Read a mark whose first byte belongs to the character before it."""
        full = self._full(at)
        first, second = mirror.cell(full)
        entered = reading.charged(ENTER)._replace(keys=(*reading.keys, (full, "")))
        for lead in LEADS:
            yield from self._pair(entered, lead, first, second, at + 1)

    def _shifted(self, reading: Reading, at: int) -> Iterator[Step]:
        text, shown, pending = self.text, self.text[at], reading.pending
        if shown == "(" and (note := NOTES.match(text, at)):
            for place in self._noted(reading, note):
                yield note.end(), place
            return
        data = mirror.cell(shown)
        if shown == "?" and not self.dropped:
            yield from self._swallowed(reading, at)
        elif len(data) == 2:
            for done in self._pair(reading, pending, data[0], data[1], at + 1):
                yield at + 1, done
        elif mirror.is_trail(data[0]):
            for done in self._pair(reading, pending, data[0], -1, at + 1):
                yield at + 1, done
        if "!" <= shown <= "~" and not shown.isalnum():
            for done in self._pair(reading, pending, 0xA3, data[0] + 0x80, at + 1):
                yield at + 1, done
        if self.dropped and (data[0] < 0x40 or self._full(at)):
            for done in self.orphans(reading, at):
                yield at, done

    def _noted(self, reading: Reading, note: re.Match[str]) -> Iterator[Reading]:
        """Read a note in a shifted run: behind a shown character, or in a cut one's middle."""
        shown = self.text[note.start() - 1]
        if note["syllable"] in readings(shown):
            yield reading._replace(end=note.end(), keys=(*reading.keys, (shown, note[0])))
        if self.dropped:
            for orphan in self.orphans(reading, note.end()):
                if note["syllable"] in readings(orphan.text[-1]):
                    yield orphan._replace(keys=(*reading.keys, (orphan.text[-1], note[0])))

    def _swallowed(self, reading: Reading, at: int) -> Iterator[Step]:
        """Read a `?` that ends a shift: a trail byte, and with it the ASCII byte after it."""
        text = self.text
        orphans = list(self.orphans(reading, at + 1))
        if cut := CUT.match(text, at + 1):
            for orphan in orphans:
                key = orphan.text[-1]
                if cut["syllable"] in readings(key):
                    keys = (*reading.keys, (key, "(" + cut[0]))
                    yield cut.end(), orphan._replace(end=cut.end(), keys=keys)
            return
        if self._full(at + 1):
            for orphan in orphans:
                yield at + 1, orphan
            return
        entity = ENTITY.match(text, at + 1)
        guess, certainty = ("&" + entity[0], "certain") if entity else self._guess(at, reading)
        end = entity.end() if entity else at + 1
        for orphan in orphans:
            # A sentence goes on without a mark after its stop: there the line may have ended.
            ends = guess == "," and orphan.text[-1] in STOPS
            swallowed = self.newline if ends else guess
            whole = orphan.text + swallowed
            heard = self._emit(orphan, html.unescape(swallowed), -1, end, len(whole))
            yield end, heard._replace(text=whole, certainty=certainty)

    def _guess(self, at: int, reading: Reading) -> tuple[str, str]:
        """Return the ASCII character swallowed by the `?` at a place, and how certain it is.

        A digit cannot be known: where one may have stood, the `?` stays and counts as lost.
        """
        text = self.text
        if TAG.match(text, at + 1):
            return "<", "certain"
        if re.match(r"[\d.%]|[個个年月日亿億万萬人家项項元]", text[at + 1 : at + 2]):
            return "?", "lost"
        rest = re.match(r"[^(（\n]{0,40}\)", text[at + 1 : at + 42])
        if rest and "（" not in reading.text:
            return "(", "uncertain"
        return self.separator, "uncertain"

    def _gap(self, reading: Reading, at: int) -> Iterator[Step]:
        """Read a private-use character that was stripped from the page before this place."""
        data = mirror.cell(self.text[at])
        if len(data) == 1 and not mirror.is_trail(data[0]):
            return
        charged = reading.charged(GAP)
        firsts = [r for x in PRIVATE_LEADS for r in self._pair(charged, reading.pending, x, -1, at)]
        for first in best(firsts)[:3]:
            for second in range(0xA1, 0xFF):
                after = data[1] if len(data) == 2 else -1
                for done in self._pair(first, second, data[0], after, at + 1):
                    yield at + 1, done

    def _pair(
        self, reading: Reading, lead: int, trail: int, pending: int, end: int
    ) -> Iterator[Reading]:
        """Yield the reading with the character of two bytes, if there is one."""
        character = _character(lead, trail)
        if character:
            yield self._emit(reading, character, pending, end, len(reading.text) + 1)

    def _emit(self, reading: Reading, character: str, pending: int, end: int, done: int) -> Reading:
        costs, tail, text, _, _, _, keys, certainty = reading
        plain = simplified().get(ord(character), character)
        costs = self.language.extend(tail, costs, plain)
        extra = FOREIGN if character in script.simplified_only() else 0.0
        if plain in CLOSING and tail[-1:] not in ENDINGS.get(plain, ""):
            extra += CLASH.get(tail[-1:], 0.0)
        if tail[-1:] in STOPS and plain in lexicon.load("repair")["script"]["never_first"]:
            extra += NEVER_FIRST
        if extra:
            costs = tuple(c + extra for c in costs)
        tail = (tail + plain)[-LONGEST:]
        return Reading(costs, tail, text + character, pending, end, done, keys, certainty)


def best(found: Iterable[Reading], width: int = 130, margin: float = 20.0) -> list[Reading]:
    """Return the readings worth keeping, the best first."""
    ranked = sorted(found, key=lambda r: (r.costs[-1], r.text))[:width]
    return [r for r in ranked if r.cost < ranked[0].cost + margin]


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
