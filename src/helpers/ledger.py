"""Keep the ledger of edits, so that raw text + edits = clean text, and back again, exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.tables import Edit

WORST = ("certain", "uncertain", "lost")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text after all edits.

    Edits are sorted, do not overlap, and count in characters of `text`. Raises ValueError when
    one does not find its raw text.

    >>> apply("鎮(zhèn)江", [Edit(raw_start=1, raw_end=7, raw="(zhèn)", clean="", rule="note")])
    '鎮江'
    """
    pieces, at = [], 0
    for edit in edits:
        if edit.raw_start < at or text[edit.raw_start : edit.raw_end] != edit.raw:
            raise ValueError(f"This edit is not of this text: {edit}")
        pieces += [text[at : edit.raw_start], edit.clean]
        at = edit.raw_end
    return "".join([*pieces, text[at:]])


def undo(text: str, edits: Iterable[Edit]) -> str:
    """Return the text as it was before all edits.

    >>> undo("鎮江", [Edit(raw_start=1, raw_end=7, raw="(zhèn)", clean="", rule="note")])
    '鎮(zhèn)江'
    """
    return apply(text, inverse(edits))


def inverse(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that lead back."""
    back, shift = [], 0
    for edit in edits:
        start = edit.raw_start + shift
        end = start + len(edit.clean)
        turned = replace(edit, raw_start=start, raw_end=end, raw=edit.clean, clean=edit.raw)
        back.append(turned)
        shift += len(edit.clean) - len(edit.raw)
    return back


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return the edits that do `first` on `text` and then `second` on what came out.

    Edits of the two that touch the same characters become one; its rule is the second's where the
    characters are removed, else both, joined by `+`, and its certainty is the worse.
    """
    middle = apply(text, first)
    raw_spans, out = inverse(first), []
    i = j = shift = 0
    while i < len(first) or j < len(second):
        group: list[tuple[int, Edit]] = []
        if j == len(second) or (i < len(first) and _before(raw_spans[i], second[j])):
            start, end = raw_spans[i].raw_start, raw_spans[i].raw_end
        else:
            start, end = second[j].raw_start, second[j].raw_end
        grown = True
        while grown:
            grown = False
            while i < len(first) and _meets(raw_spans[i], start, end, group, 1):
                group.append((1, first[i]))
                end, i, grown = max(end, raw_spans[i].raw_end), i + 1, True
            while j < len(second) and _meets(second[j], start, end, group, 2):
                group.append((2, second[j]))
                end, j, grown = max(end, second[j].raw_end), j + 1, True
        firsts = [edit for which, edit in group if which == 1]
        seconds = [edit for which, edit in group if which == 2]
        change = sum(len(edit.clean) - len(edit.raw) for edit in firsts)
        raw_start, raw_end = start - shift, end - shift - change
        shift += change
        inner = [
            replace(edit, raw_start=edit.raw_start - start, raw_end=edit.raw_end - start)
            for edit in seconds
        ]
        clean = apply(middle[start:end], inner)
        out.append(_merged(text[raw_start:raw_end], raw_start, clean, firsts, seconds))
    return out


def _before(one: Edit, other: Edit) -> bool:
    return (one.raw_start, one.raw_end) <= (other.raw_start, other.raw_end)


def _meets(edit: Edit, start: int, end: int, group: list[tuple[int, Edit]], side: int) -> bool:
    """Tell whether the edit begins the group or shares characters with it."""
    if not group:
        return (edit.raw_start, edit.raw_end) == (start, end)
    return edit.raw_start < end


def _merged(
    raw: str, start: int, clean: str, firsts: Sequence[Edit], seconds: Sequence[Edit]
) -> Edit:
    rules = [e.rule for e in (seconds if seconds and not clean else [*firsts, *seconds])]
    certainty = max((e.certainty for e in [*firsts, *seconds]), key=WORST.index)
    return Edit(
        raw_start=start,
        raw_end=start + len(raw),
        raw=raw,
        clean=clean,
        rule="+".join(dict.fromkeys(rules)),
        certainty=certainty if clean or not seconds else "certain",
    )
