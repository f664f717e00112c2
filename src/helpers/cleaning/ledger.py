"""Keep the ledger of edits, so that raw text + edits = clean text, and back again, exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

from helpers.tables import Edit

WORST = ("certain", "uncertain", "lost")

Span = tuple[int, int, int, Edit]
"""Where an edit begins and ends between two runs of edits, of which run it is, and itself."""


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
    if not first or not second:
        return [*first, *second]
    middle = apply(text, first)
    out, shift = [], 0
    for group in _touching(first, second):
        out.append(_as_one(text, middle, group, shift))
        shift += _growth(edit for *_, which, edit in group if which == 1)
    return out


def _touching(first: Sequence[Edit], second: Sequence[Edit]) -> list[list[Span]]:
    """Return the edits in groups that touch the same characters of the text between the two."""
    spans = [
        (turned.raw_start, turned.raw_end, 1, edit)
        for turned, edit in zip(inverse(first), first, strict=True)
    ]
    spans += [(edit.raw_start, edit.raw_end, 2, edit) for edit in second]
    groups: list[list[Span]] = []
    reach = 0
    for span in sorted(spans, key=itemgetter(0, 1, 2)):
        if groups and (span[0] < reach or span[:2] == groups[-1][0][:2]):
            groups[-1].append(span)
            reach = max(reach, span[1])
        else:
            groups.append([span])
            reach = span[1]
    return groups


def _as_one(text: str, middle: str, group: Sequence[Span], shift: int) -> Edit:
    """Return the edit of the first text that a group is; before it that grew by `shift`."""
    start, end = group[0][0], max(span[1] for span in group)
    if len(group) == 1:  # most edits touch no other
        *_, which, edit = group[0]
        if which == 1:
            return edit
        return replace(edit, raw_start=start - shift, raw_end=end - shift)
    firsts = [edit for *_, which, edit in group if which == 1]
    inner = [
        replace(edit, raw_start=edit.raw_start - start, raw_end=edit.raw_end - start)
        for *_, which, edit in group
        if which == 2
    ]
    raw = text[start - shift : end - shift - _growth(firsts)]
    return _merged(raw, start - shift, apply(middle[start:end], inner), firsts, inner)


def _growth(edits: Iterable[Edit]) -> int:
    return sum(len(edit.clean) - len(edit.raw) for edit in edits)


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
