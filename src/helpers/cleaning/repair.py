"""Undo what spam mirrors do to a page: shifted bytes, pinyin notes, traditional script."""

from collections.abc import Callable
from functools import partial

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
    edits = shifts.repairs(text)
    clean = ledger.apply(text, edits)
    cuts = [notes.CUT.finditer(edit.raw) for edit in edits if edit.raw != edit.clean]
    proved = {"(" + cut[0] for found in cuts for cut in found}

    def also(step: Callable[[str], list[Edit]]) -> None:
        nonlocal edits, clean
        if found := step(clean):
            edits, clean = ledger.compose(text, edits, found), ledger.apply(clean, found)

    also(partial(notes.removals, proved=proved))
    also(shifts.commas)
    damaged = any(edit.raw != edit.clean for edit in edits)
    if script.is_traditional(clean, 1 if damaged else 3):
        also(script.simplify)
    return clean, edits
