"""Read a damaged run of a mirror's page as the byte stream that it is, in both alignments.

Without its notes the run is the page's own GBK stream again, only that each `?` (or dropped lead)
hides one byte. A reading walks along it, aligned with the shown characters or shifted by one
byte, and branches over the hidden bytes that the notes and marks allow.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from helpers import lexicon
from helpers.cleaning.damage import mirror
from helpers.cleaning.damage.language import LONGEST, Language
from helpers.cleaning.damage.notes import CUT, NOTES, readings
from helpers.tables import Certainty
from helpers.text import script

# Costs in nats, beside those of the language model.
ENTER = 4.0
FOREIGN = 7.0
UNLIKELY = 8.0
GAP = 5.0
CLIPPED = 6.0
CLOSING = "，。、；：！？”’）》—<,;:"
CLASH = dict.fromkeys("“‘（《，。、；：！？", 6.0) | {"\n": 3.0}
ENDINGS = dict.fromkeys("”’）", "。；！？") | {"》": "！？"}
"""After which marks what encloses may end, at a lower cost."""
STOPS = tuple("。；！？")
NEVER_FIRST = 4.0
LEADS = range(0x81, 0xFF)
ALONE = (0x80,)
PRIVATE_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
ENTITY = re.compile(r"[a-z]{2,7};")
DIGIT = re.compile(r"[\d.%]|[個个年月日億亿万萬人家項项元]")
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
    certainty: Certainty = "certain"

    @property
    def cost(self) -> float:
        """Return the cost of the whole reading."""
        return self.costs[-1]

    def charged(self, cost: float) -> "Reading":
        """Return the reading at a higher cost."""
        return self._replace(costs=tuple(c + cost for c in self.costs))


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

    def steps(self, reading: Reading, at: int, left: str) -> Iterator[tuple[int, Reading]]:
        """Yield each way to go on at a place, with the place where it leads."""
        text, before = self.text, (left + reading.text)[-1:]
        note = NOTES.match(text, at) if text[at] == "(" else None
        if self.filled and text[at] == "," and text[at + 1 : at + 2] in self.filled:
            yield at + 1, reading
        elif reading.pending >= 0:
            yield from ((done.end, done) for done in self._shifted(reading, at, note))
        elif note and note["syllable"] in readings(before):
            yield note.end(), reading._replace(keys=(*reading.keys, (before, note[0])))
        else:
            for entered in self._entered(reading, at, before, note):
                yield entered.end, entered
            if text[at] == "?" and self._full(at + 1):
                reading = reading.charged(UNLIKELY)
            yield at + 1, self._emit(reading, text[at], -1, reading.end, reading.done)

    def orphans(
        self, reading: Reading, end: int, hidden: Sequence[int] = LEADS
    ) -> Iterator[Reading]:
        """Yield the readings in which a hidden trail byte completes the cut character."""
        for trail in hidden:
            if trail != 0x80 or script.is_common(_character(reading.pending, trail)):
                yield from self._pair(reading, reading.pending, trail, -1, end)

    def _entered(
        self, reading: Reading, at: int, before: str, note: re.Match[str] | None
    ) -> Iterator[Reading]:
        """Read the beginning of a shift, at a note or at a mark."""
        hidden = self.text[at] == "?"
        cut = CUT.match(self.text, at + 1) if hidden else None
        if note and self.dropped:
            yield from self._astride(reading, before, note["syllable"], note[0], note.end())
        elif cut:
            yield from self._astride(reading, before, cut["syllable"], "(" + cut[0], cut.end())
        elif (hidden or self.dropped) and self._full(at + hidden):
            yield from self._mark(reading, at + hidden)

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

    def _shifted(self, reading: Reading, at: int, note: re.Match[str] | None) -> Iterator[Reading]:
        shown, pending = self.text[at], reading.pending
        if note:
            yield from self._noted(reading, note)
            return
        data = mirror.cell(shown)
        if shown == "?" and not self.dropped:
            yield from self._swallowed(reading, at)
        else:
            yield from self._pair(reading, pending, data[0], (*data, -1)[1], at + 1)
        if "!" <= shown <= "~" and not shown.isalnum():
            yield from self._pair(reading, pending, 0xA3, data[0] + 0x80, at + 1)
        # The byte 80 leads nothing: alone it neither swallows a byte nor shifts what follows.
        ends = data[0] < 0x40 or self._full(at)
        if self.dropped and (ends or not self.stripped):
            yield from self.orphans(reading, at, LEADS if ends else ALONE)
        if self.stripped:
            yield from self._gap(reading, at)

    def _noted(self, reading: Reading, note: re.Match[str]) -> Iterator[Reading]:
        """Read a note in a shifted run: behind a shown character, or in a cut one's middle."""
        shown = self.text[note.start() - 1]
        if note["syllable"] in readings(shown):
            yield reading._replace(end=note.end(), keys=(*reading.keys, (shown, note[0])))
        if self.dropped:
            for orphan in self.orphans(reading, note.end()):
                if note["syllable"] in readings(orphan.text[-1]):
                    yield orphan._replace(keys=(*reading.keys, (orphan.text[-1], note[0])))

    def _swallowed(self, reading: Reading, at: int) -> Iterator[Reading]:
        """Read a `?` that ends a shift: a trail byte, and with it the ASCII byte after it."""
        yield from self.orphans(reading, at + 1, ALONE)
        cut = CUT.match(self.text, at + 1)
        for orphan in self.orphans(reading, at + 1):
            if cut:
                key = orphan.text[-1]
                if cut["syllable"] in readings(key):
                    yield orphan._replace(end=cut.end(), keys=(*reading.keys, (key, "(" + cut[0])))
            elif self._full(at + 1):
                yield orphan
            else:
                for end, swallowed, certainty in self._lost(at + 1, orphan):
                    heard, whole = orphan, orphan.text + swallowed
                    for character in html.unescape(swallowed):
                        heard = self._emit(heard, character, -1, end, 0)
                    yield heard._replace(text=whole, done=len(whole), end=end, certainty=certainty)

    def _lost(self, at: int, reading: Reading) -> Iterator[tuple[int, str, Certainty]]:
        """Yield what ASCII a `?` may have swallowed before a place, to where, and how surely.

        A digit cannot be known: where one may have stood, the `?` stays and counts as lost.
        """
        text = self.text
        if text[at : at + 1] in ("", "\n"):
            yield at, "", reading.certainty
        elif entity := ENTITY.match(text, at):
            yield entity.end(), "&" + entity[0], reading.certainty
        elif TAG.match(text, at):
            yield at, "<", reading.certainty
        elif DIGIT.match(text, at):
            yield at, "?", "lost"
        else:
            if reading.text.endswith(STOPS):
                # A sentence goes on without a mark after its stop: there the line may have ended.
                yield at, self.newline, "uncertain"
            if re.match(r"[^(（\n]{0,40}\)", text[at : at + 41]) and "（" not in reading.text:
                yield at, "(", "uncertain"
            else:
                yield at, self.separator, "uncertain"

    def _gap(self, reading: Reading, at: int) -> Iterator[Reading]:
        """Read a private-use character that was stripped from the page before this place."""
        data = mirror.cell(self.text[at])
        if len(data) == 1 and not mirror.is_trail(data[0]):
            return
        charged = reading.charged(GAP)
        firsts = [r for x in PRIVATE_LEADS for r in self._pair(charged, reading.pending, x, -1, at)]
        for first in best(firsts)[:3]:
            for second in range(0xA1, 0xFF):
                after = data[1] if len(data) == 2 else -1
                yield from self._pair(first, second, data[0], after, at + 1)

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
        if plain in CLOSING:
            clash = CLASH.get(tail[-1:], 0.0)
            extra += min(clash, 3.0) if tail[-1:] in ENDINGS.get(plain, "") else clash
        if tail[-1:] in STOPS and plain in lexicon.load("repair")["script"]["never_first"]:
            extra += NEVER_FIRST
        if extra:
            costs = tuple(c + extra for c in costs)
        tail = (tail + plain)[-LONGEST:]
        return Reading(costs, tail, text + character, pending, end, done, keys, certainty)


def best(found: Iterable[Reading], width: int = 130, margin: float = 20.0) -> list[Reading]:
    """Return the readings worth keeping, the best first."""
    readings = list(found)
    most = min((r.costs[-1] for r in readings), default=0.0) + margin
    near = (r for r in readings if r.costs[-1] < most)
    return sorted(near, key=lambda r: (r.costs[-1], r.text))[:width]


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
