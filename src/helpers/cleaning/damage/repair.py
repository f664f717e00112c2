"""Undo what spam mirrors do to a page: shifted bytes, pinyin notes, traditional script."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

from helpers.cleaning import ledger
from helpers.cleaning.damage import notes, shifts
from helpers.tables import Edit
from helpers.text import script


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
        also(_simplified)
    return clean, edits


def _simplified(text: str) -> list[Edit]:
    """Return the edits that put a text into simplified script; neighbouring ones are one."""
    clean = script.simplify(text)
    pairs = enumerate(zip(text, clean, strict=True))
    runs = (list(run) for differs, run in groupby(pairs, lambda p: p[1][0] != p[1][1]) if differs)
    spans = ((run[0][0], run[-1][0] + 1) for run in runs)
    return [
        Edit(raw_start=a, raw_end=b, raw=text[a:b], clean=clean[a:b], rule="traditional script")
        for a, b in spans
    ]
