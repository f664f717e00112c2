"""Model how a spam mirror damages a page, byte by byte, so that a repair can be proved.

A mirror writes the page in traditional script, encodes it as GBK and then replaces byte strings
without respect for the borders of characters: a glossed character gets a pinyin note, some marks
get an invisible byte before them. Where a key also stands astride two characters, the stream is
cut in the middle of a character, and the decoder reads shifted pairs until an ASCII byte.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

INVISIBLE = b"\x7f"
ORPHANS = ("?", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """What one mirror page does: its tables and the habits of its decoder."""

    glosses: Mapping[str, str] = field(default_factory=dict)
    """Traditional character → what is written after it, `(zhèn)`; in the order of replacement."""
    marks: str = ""
    """Full-width marks that get a byte before them."""
    filler: bytes = INVISIBLE
    """That byte."""
    orphan: str = "?"
    """What the decoder shows for a lead byte without a trail byte; empty: it drops the lead."""


def garble(text: str, mirror: Mirror) -> str:
    """Return the text as the mirror's page shows it; the script is not changed here.

    >>> garble("拓展爭先", Mirror(glosses={"範": "(fàn)"}))
    '拓展?fàn)幭?'
    >>> garble("3%。基礎", Mirror(glosses={"礎": "(chǔ)"}, marks="；"))
    '3%?；\\ue2a6A(chǔ)'
    """
    data = b"".join(map(cell, text))
    for character, note in mirror.glosses.items():
        key = cell(character)
        data = data.replace(key, key + b"".join(map(cell, note)))
    for mark in mirror.marks:
        data = data.replace(cell(mark), mirror.filler + cell(mark))
    return decode(data, mirror.orphan).replace(INVISIBLE.decode(), "")


def cell(character: str) -> bytes:
    """Return the GBK bytes of a character, private-use cells included; `?` if it has none.

    >>> cell("展").hex(), cell("\\ue000").hex()
    ('d5b9', 'aaa1')
    """
    try:
        data = character.encode("gb18030")
    except UnicodeEncodeError:
        return b"?"
    return data if len(data) <= 2 else b"?"


def decode(data: bytes, orphan: str) -> str:
    """Decode GBK as the mirrors' decoder does, which shows or drops a lead without its trail.

    Shown as one `?`, the orphan swallows the byte after it; dropped, it leaves that byte.
    """
    shown, at = [], 0
    while at < len(data):
        lead, pair = data[at], data[at : at + 2]
        if lead < 0x80:
            shown.append(chr(lead))
            at += 1
        elif 0x81 <= lead <= 0xFE and len(pair) == 2 and is_trail(pair[1]):
            shown.append(pair.decode("gb18030"))
            at += 2
        else:
            shown.append(orphan)
            at += 2 if orphan and lead != 0x80 else 1
    return "".join(shown)


def is_trail(byte: int) -> bool:
    """Tell whether the byte can be the second of a GBK pair."""
    return 0x40 <= byte <= 0xFE and byte != 0x7F


def narrow(marks: str) -> dict[int, str]:
    """Return the table that shows full-width marks as ASCII, for `str.translate`."""
    return {ord(mark): chr(ord(mark) - 0xFEE0) for mark in marks if "！" <= mark <= "～"}
