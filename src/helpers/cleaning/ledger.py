"""Keep the ledger of edits, so that raw text + edits = clean text, and back again, exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter

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
    if not first or not second:
        return [*first, *second]
    middle = apply(text, first)
    spans = [
        (turned.raw_start, turned.raw_end, 1, edit)
        for turned, edit in zip(inverse(first), first, strict=True)
    ]
    spans += [(edit.raw_start, edit.raw_end, 2, edit) for edit in second]
    groups: list[list[tuple[int, int, int, Edit]]] = []
    reach = 0
    for span in sorted(spans, key=itemgetter(0, 1, 2)):
        if groups and (span[0] < reach or span[:2] == groups[-1][0][:2]):
            groups[-1].append(span)
            reach = max(reach, span[1])
        else:
            groups.append([span])
            reach = span[1]
    out, shift = [], 0
    for group in groups:
        if len(group) == 1:  # most edits touch no other
            start, end, which, edit = group[0]
            if which == 1:
                out.append(edit)
                shift += len(edit.clean) - len(edit.raw)
            else:
                out.append(replace(edit, raw_start=start - shift, raw_end=end - shift))
            continue
        start, end = group[0][0], max(span[1] for span in group)
        firsts = [edit for *_, which, edit in group if which == 1]
        inner = [
            replace(edit, raw_start=edit.raw_start - start, raw_end=edit.raw_end - start)
            for *_, which, edit in group
            if which == 2
        ]
        change = sum(len(edit.clean) - len(edit.raw) for edit in firsts)
        raw = text[start - shift : end - shift - change]
        out.append(_merged(raw, start - shift, apply(middle[start:end], inner), firsts, inner))
        shift += change
    return out


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
