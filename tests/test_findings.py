"""Findings are ranked by what they tell, how far it surprises and on how much it rests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import ParameterError
from helpers.show.findings import LEAST, MOST, PLAIN, TELLS, Finding, finding, ranked
from helpers.show.words import Text

shares = st.floats(0, 1)
found = st.builds(
    Finding,
    st.text(max_size=3).map(lambda name: Text(name, name)),
    st.sampled_from(sorted(TELLS)),
    shares,
    st.integers(1, 1000),
)


def named(name: str, tells: str = "compares", surprise: float = 0.5, support: int = 5) -> Finding:
    return Finding(Text(name, name), tells, surprise, support)  # type: ignore[arg-type]


@given(st.lists(found))
def test_a_page_shows_few_the_weightiest_first(given_: list[Finding]) -> None:
    shown = ranked(given_)
    assert len(shown) <= MOST and set(shown) <= set(given_)
    strong = [one.weight for one in shown if one.tells not in PLAIN]
    assert strong == sorted(strong, reverse=True)
    left = [one.weight for one in given_ if one.tells not in PLAIN and one not in shown]
    assert max(left, default=0) < LEAST or max(left) <= min(strong)
    assert sum(one.tells == "nothing" for one in shown) <= 1


@given(found, shares, st.integers(1, 1000))
def test_more_surprise_and_more_support_weigh_more(
    one: Finding, surprise: float, support: int
) -> None:
    other = one._replace(surprise=max(one.surprise, surprise), support=one.support + support)
    assert 0 <= one.weight <= other.weight < 1


def test_what_names_and_compares_stands_before_what_counts_and_what_is_not_there() -> None:
    rows = named("333 formulations stand in 5 documents", "counts", 0.9, 500)
    null = [named(f"nothing {n}", "nothing") for n in range(3)]
    growth = named("growth was missed", "compares", 0.6, 8)
    assert [one.said.en for one in ranked([*null, rows, growth])] == [
        "growth was missed",
        "333 formulations stand in 5 documents",
        "nothing 0",
    ]
    three = [named(str(n)) for n in range(3)]
    assert ranked([rows, *null, *three]) == three


def test_what_a_message_tells_stands_beside_it_in_the_catalog() -> None:
    aim = {"place": "镇江", "indicator": "地区生产总值增长", "target": "5.5%", "before": "9.4%"}
    told = finding("ledger.aim", year="2022", last="2021", surprise=0.4, cases=3, **aim)
    assert told.tells == "compares" and told.said.at == "What-became-of-the-promises"
    with pytest.raises(ParameterError):
        finding("ledger.no_such_message")
