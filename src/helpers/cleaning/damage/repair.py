"""Undo what mirrors and PDFs do to text: shifted bytes, pinyin notes, other forms of characters."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

from helpers.cleaning import ledger
from helpers.cleaning.damage import notes, shifts
from helpers.tables import Edit
from helpers.text import script


def repair(text: str) -> tuple[str, list[Edit]]:
    """Return the text without damage, and the edits that lead there.

    Shifted bytes are set right, pinyin notes are removed where they are the mirror's, radicals that
    a PDF has for characters become these, and a traditional document becomes simplified. A text
    without damage comes back unchanged.

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
    also(partial(_respelled, script.whole, "radical"))
    if script.is_traditional(clean, 1 if damaged else 3):
        also(partial(_respelled, script.simplify, "traditional script"))
    return clean, edits


def _respelled(change: Callable[[str], str], rule: str, text: str) -> list[Edit]:
    """Return the edits that put other characters in their places; neighbouring ones are one."""
    clean = change(text)
    pairs = enumerate(zip(text, clean, strict=True))
    runs = (list(run) for differs, run in groupby(pairs, lambda p: p[1][0] != p[1][1]) if differs)
    spans = ((run[0][0], run[-1][0] + 1) for run in runs)
    return [
        Edit(raw_start=a, raw_end=b, raw=text[a:b], clean=clean[a:b], rule=rule) for a, b in spans
    ]
