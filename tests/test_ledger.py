"""The ledger leads from raw to clean text and back, whatever the text and the edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cleaning import ledger
from helpers.tables import Edit

TEXT = st.text(alphabet="鎮江镇(zhèn),。\n ", max_size=30)


@st.composite
def edits_of(draw: st.DrawFn, text: str, rule: str) -> list[Edit]:
    """Draw sorted edits of the text that do not overlap; insertions included."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = list(dict.fromkeys(zip(cuts[::2], cuts[1::2], strict=False)))
    return [
        Edit(raw_start=a, raw_end=b, raw=text[a:b], clean=draw(TEXT), rule=rule) for a, b in spans
    ]


@given(st.data(), TEXT)
def test_undo_gives_the_raw_text_back(data: st.DataObject, raw: str) -> None:
    edits = data.draw(edits_of(raw, "a"))
    assert ledger.undo(ledger.apply(raw, edits), edits) == raw


@given(st.data(), TEXT)
def test_composed_edits_do_what_both_do(data: st.DataObject, raw: str) -> None:
    first = data.draw(edits_of(raw, "a"))
    middle = ledger.apply(raw, first)
    second = data.draw(edits_of(middle, "b"))
    both = ledger.compose(raw, first, second)
    clean = ledger.apply(middle, second)
    assert ledger.apply(raw, both) == clean
    assert ledger.undo(clean, both) == raw


def test_a_removed_line_swallows_the_repairs_in_it() -> None:
    raw = "鎮(zhèn)江新聞\n正文"
    first = [
        Edit(raw_start=1, raw_end=7, raw="(zhèn)", clean="", rule="note", certainty="uncertain"),
        Edit(raw_start=9, raw_end=10, raw="聞", clean="闻", rule="script"),
    ]
    second = [Edit(raw_start=0, raw_end=5, raw="鎮江新闻\n", clean="", rule="navigation")]
    (only,) = ledger.compose(raw, first, second)
    assert (only.raw, only.clean, only.rule) == ("鎮(zhèn)江新聞\n", "", "navigation")
    assert only.certainty == "certain"


def test_an_edit_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not of this text"):
        ledger.apply("扬州", [Edit(raw_start=0, raw_end=1, raw="镇", clean="", rule="note")])
