"""Undo what spam mirrors do to a page: shifted bytes, pinyin notes, traditional script."""

import re

from helpers import ledger
from helpers.cleaning import notes, script, shifts
from helpers.tables import Edit


def repair(text: str) -> tuple[str, list[Edit]]:
    """Return the text without a mirror's damage, and the edits that lead there.

    Shifted bytes are set right, pinyin notes are removed where they are the mirror's, and a
    traditional document becomes simplified. A text without damage comes back unchanged.

    >>> repair("鎮(zhèn)江產(chǎn)業(yè)強(qiáng)市")[0]
    '镇江产业强市'
    >>> repair("完(wán)成(chéng)数(shù)学(xué)作(zuò)业(yè)")[0]
    '完(wán)成(chéng)数(shù)学(xué)作(zuò)业(yè)'
    """
    edits: list[Edit] = []
    clean = text
    for step in (_shifts, _notes, _commas, _script):
        found = step(clean, any(e.raw != e.clean for e in edits))
        if found:
            edits = ledger.compose(text, edits, found)
            clean = ledger.apply(clean, found)
    return clean, edits


def _shifts(text: str, _: bool) -> list[Edit]:
    return shifts.repairs(text)


def _notes(text: str, _: bool) -> list[Edit]:
    if "(" not in text:
        return []
    return notes.removals(text, traditional=script.is_traditional(text))


def _commas(text: str, _: bool) -> list[Edit]:
    marks = shifts.filled(text)
    if not marks:
        return []
    return [
        Edit(raw_start=m.start(), raw_end=m.end(), raw=",", clean="", rule="comma before a mark")
        for m in re.finditer(f",(?=[{marks}])", text)
    ]


def _script(text: str, damaged: bool) -> list[Edit]:
    return script.simplify(text) if script.is_traditional(text, 1 if damaged else 3) else []
