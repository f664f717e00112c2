"""Tell the pinyin notes that a mirror put behind characters from those that an author wrote."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from helpers.tables import Edit
from helpers.text import script

VOWELS = "aāáǎàeēéěèiīíǐìoōóǒòuūúǔùüǖǘǚǜv"
SYLLABLE = rf"(?P<syllable>(?:[zcs]h|[b-df-hj-np-tw-z])?[{VOWELS}]{{1,3}}(?:ng|n|r)?)"
CUT = re.compile(rf"{SYLLABLE} ?\)(?:\((?P=syllable) ?\)){{0,3}}")
NOTES = re.compile(rf"\({CUT.pattern}")
HAN = re.compile("[㐀-䶿一-鿿]")
NOTED = re.compile(rf"(?P<character>[㐀-䶿一-鿿])(?P<note>{NOTES.pattern})")


class Note(NamedTuple):
    """A pinyin note and the character before it."""

    start: int
    end: int
    character: str
    raw: str


def removals(text: str, proved: Collection[str] = ()) -> list[Edit]:
    """Return the removals of the mirror's notes.

    An author glosses rare characters and names, or whole words for learners; a mirror glosses
    common characters, wherever they stand. A note goes where it gives a reading of a common
    character, and the page is a mirror's: traditional with notes behind characters that have a
    simplified form, or with many lone notes. Text with a note on almost every character is a
    lesson and keeps all. `proved` are notes that the mirror also put astride two characters.

    >>> [e.raw for e in removals("鎮(zhèn)江產(chǎn)業(yè)")]
    ['(zhèn)', '(chǎn)', '(yè)']
    >>> removals("李曄(yè)")
    []
    """
    if "(" not in text:
        return []
    notes = [
        Note(m.start("note"), m.end("note"), m["character"], m["note"])
        for m in NOTED.finditer(text)
        if m["syllable"] in readings(m["character"])
    ]
    if len(notes) >= 0.9 * len(HAN.findall(text)):
        return []
    traditional = script.is_traditional(text)
    common = [n for n in notes if script.is_common(n.character)]
    typical = [n for n in common if traditional and script.is_traditional(n.character)]
    # Once the page is a mirror's beyond doubt, a character that it shows only once counts too.
    always = _always_noted(text, notes) | _always_noted(text, common if len(typical) > 9 else [], 1)
    if typical:
        gone = [n for n in notes if script.is_traditional(n.character) or n.character in always]
        if len(typical) < 3:
            gone = typical
        lone = [n for n in common if n not in gone]
        # Noted now and then, at random.
        if len(lone) >= 5 and _mostly_alone(lone):
            gone = sorted({*gone, *common})
    else:
        gone = common if len(common) >= 5 and _mostly_alone(common) else []
    gone = sorted({*gone, *(n for n in common if n.raw in proved)})
    return [
        Edit(raw_start=n.start, raw_end=n.end, raw=n.raw, clean="", rule="pinyin note")
        for n in gone
    ]


@cache
def readings(character: str) -> frozenset[str]:
    """Return all readings of a character, with and without tones.

    >>> sorted(readings("細"))
    ['xi', 'xì']
    """
    from pypinyin import Style, pinyin

    if not HAN.fullmatch(character):
        return frozenset()
    # A traditional form may be listed with its Taiwanese reading only: 績 jī, 绩 jì.
    both = [character, script.forms("t2s").get(character, character)]
    toned = (r for c in both for r in pinyin(c, heteronym=True)[0])
    plain = (r for c in both for r in pinyin(c, heteronym=True, style=Style.NORMAL)[0])
    return frozenset([*toned, *plain])


def _always_noted(text: str, notes: Iterable[Note], least: int = 2) -> set[str]:
    """Return the page's own gloss table: the characters that always carry a note."""
    noted, shown = Counter(n.character for n in notes), Counter(text)
    return {c for c, count in noted.items() if count >= max(least, 0.9 * shown[c])}


def _mostly_alone(notes: list[Note]) -> bool:
    """Tell whether few notes follow each other as they do behind a word glossed as a whole."""
    ends = {n.end for n in notes}
    return sum(n.start - 1 in ends for n in notes) < 0.3 * len(notes)
