"""Concordance, positions, collocates and the network of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terms import context, segment
from helpers.terms.units import units_of
from test_terms import paragraphs

TEXTS = [
    "坚持产业强市不动摇。推进产业强市,建设产业园区。",
    "发展文化产业。产业强市是一号战略。",
    "文化强市,旅游强市。",
]
ROWS = paragraphs("a", TEXTS[:2]) + paragraphs("b", TEXTS[2:])


def test_a_concordance_has_each_occurrence_with_its_place():
    table = context.kwic(ROWS, "产业", 3)
    assert table[["doc_id", "paragraph", "start"]].values.tolist() == [
        ["a", 1, 2],
        ["a", 1, 12],
        ["a", 1, 19],
        ["a", 2, 4],
        ["a", 2, 7],
    ]
    assert table.loc[1, ["left", "term", "right"]].tolist() == ["。推进", "产业", "强市,"]
    for found in table.itertuples():
        assert TEXTS[found.paragraph - 1][found.start :].startswith("产业" + found.right)


@pytest.mark.parametrize("term", ["无此词", "", "强.市"])
def test_a_term_that_does_not_occur_gives_tables_without_rows(term):
    assert context.kwic(ROWS, term).empty
    assert context.positions(ROWS, [term]).empty
    assert context.collocates(units_of(ROWS), term).empty
    assert context.cooccurrence(units_of(ROWS), [term, "文化"]).empty
    assert list(context.kwic(ROWS, term).columns) == list(context.kwic(ROWS, "产业").columns)


def test_nothing_has_no_context():
    assert context.kwic([], "产业").empty and context.positions([], ["产业"]).empty
    assert context.collocates(units_of([]), "产业").empty
    assert context.cooccurrence(units_of([]), ["产业"]).empty


def test_positions_are_shares_of_the_document():
    table = context.positions(ROWS, ["文化", "强市"])
    length = len(TEXTS[0]) + len(TEXTS[1])
    second = len(TEXTS[0])
    shares = [place / length for place in (second + 2, 0, 4, 14, second + 9)]
    assert table["position"].tolist() == pytest.approx([*shares, 0.2, 0.7])
    assert table["term"].tolist() == ["文化"] * 2 + ["强市"] * 5


@given(st.lists(st.text("产业强市。a", max_size=12), max_size=6))
def test_a_concordance_finds_what_the_text_has(texts):
    table = context.kwic(paragraphs("a", texts), "产业")
    assert len(table) == sum(text.count("产业") for text in texts)


def test_collocates_share_sentences():
    table = context.collocates(
        units_of(ROWS, picked=["产业强市"]), "产业强市", min_count=1, stop=segment.stop_words()
    )
    found = table.set_index("collocate")
    assert found.loc["坚持", ["together", "count"]].tolist() == [1, 1]
    assert found.loc["坚持", "log_dice"] == pytest.approx(13)  # 1 of 3 and of 1 sentences
    assert "文化" not in found.index
    assert "是" not in found.index and "产业强市" not in found.index


def test_the_network_has_each_pair_once_and_the_strongest_first():
    rows = paragraphs("a", ["改革、开放。改革、创新。改革、开放、创新。开放。"] * 3)
    table = context.cooccurrence(units_of(rows), ["改革", "开放", "创新"], min_count=2)
    pairs = table[["first", "second", "together"]].values.tolist()
    assert sorted(pairs) == [["开放", "创新", 3], ["改革", "创新", 6], ["改革", "开放", 6]]
    assert table["log_dice"].is_monotonic_decreasing
    assert table["npmi"].between(-1, 1).all()
