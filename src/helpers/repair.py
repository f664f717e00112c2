"""Undo what spam mirrors do to a page: shifted bytes, pinyin notes, traditional script."""

import re
from functools import cache

from helpers import ledger, notes, script, shifts
from helpers.language import Language
from helpers.tables import Edit

PASSES = 4


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
    for step in (_shifts, _notes, _script):
        found = step(clean, bool(edits))
        if found:
            edits = ledger.compose(text, edits, found)
            clean = ledger.apply(clean, found)
    return clean, edits


def _shifts(text: str, _: bool) -> list[Edit]:
    anchors = [m.start() for m in VISIBLE.finditer(text)]
    dropped = not anchors
    if dropped:
        anchors = [m.start() for m in _hidden().finditer(text)]
    if not anchors or script.is_simplified(_sound(text)):
        return []
    return _runs(text, anchors, True, dropped)


def _runs(text: str, anchors: list[int], traditional: bool, dropped: bool) -> list[Edit]:
    language = Language(re.findall("[一-鿿]+", _sound(text).translate(shifts.simplified())))
    search = shifts.Search(
        text, language, traditional=traditional, dropped=dropped, narrowed=_narrowed(text)
    )
    edits: list[Edit] = []
    end, left = 0, ""
    for anchor in anchors:
        if anchor < end:
            continue
        left = _left(text, end, anchor, left)
        run = search.run(anchor, left)
        if run is None:
            continue
        edits.append(
            Edit(
                raw_start=run.start,
                raw_end=run.end,
                raw=text[run.start : run.end],
                clean=run.text,
                rule="shifted bytes",
                certainty=run.certainty,
            )
        )
        end, left = run.end, left + run.text
    return edits


def _left(text: str, end: int, anchor: int, left: str) -> str:
    """Return the repaired text before the anchor, as much as the search needs."""
    between = notes.NOTES.sub("", text[max(end, anchor - 60) : anchor])
    return ((left if end > anchor - 60 else "") + between)[-12:]


def _notes(text: str, _: bool) -> list[Edit]:
    if "(" not in text:
        return []
    return notes.removals(text, traditional=script.is_traditional(text))


def _script(text: str, damaged: bool) -> list[Edit]:
    return script.simplify(text) if script.is_traditional(text, 1 if damaged else 3) else []


VISIBLE = re.compile(rf"\?(?={notes.CUT.pattern}|[，。！？；：,!?;:])")


@cache
def _hidden() -> re.Pattern[str]:
    """Return the pattern of what a dropped lead byte leaves: a mark or note, then odd text."""
    odd = f"(?:[@-~](?=[一-鿿])|[^\x00-\x7f]{{0,2}}{script.odd()})"
    return re.compile(rf"[，。！？；：,!?;:](?={odd})|\((?={notes.CUT.pattern})")


def _sound(text: str) -> str:
    """Return the sentences of the page that show no damage, without notes."""
    sentences = re.split(r"(?<=[，。！？；：,!;:\n])", notes.NOTES.sub("", text))
    odd = re.compile(rf"\?|{script.odd()}")
    return "".join(s for s in sentences if not odd.search(s))


def _narrowed(text: str) -> str:
    """Return the full-width marks that the page shows as ASCII."""
    return "".join(
        full
        for full in "，；：！？（）"
        if len(re.findall(rf"[一-鿿)]{re.escape(chr(ord(full) - 0xFEE0))}", text)) > text.count(full)
    )
