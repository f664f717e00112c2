"""Lives, tiers, spread, survival and bursts on small corpora where the answer is known."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.slogans import evolution


def corpus(hits: dict[str, list[int]], of: dict[int, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return mentions and documents: `of` documents a year, `hits` the years of each mention."""
    rows: list[dict[str, Any]] = [
        {
            "doc_id": f"{year}-{n}", "date": f"{year}-03", "level": "city", "place": f"p{n}",
            "chars_clean": 10_000,
        }
        for year, count in of.items()
        for n in range(count)
    ]  # fmt: skip
    mentions = [
        {"slogan": slogan, "doc_id": f"{year}-{sum(y == year for y in years[:at])}"}
        for slogan, years in hits.items()
        for at, year in enumerate(years)
    ]
    return pd.DataFrame(mentions, columns=["slogan", "doc_id"]), pd.DataFrame(rows)


def test_silent_years_and_shares() -> None:
    table = evolution.lives(*corpus({"三农": [2018, 2020]}, dict.fromkeys(range(2017, 2022), 1)))
    row = table.iloc[0]
    assert (row["first"], row["last"], row["in_use"], row["silent"]) == (2018, 2020, 3, 1)
    assert row["share"] == pytest.approx(0.4)
    assert row["share_low"] < 0.4 < row["share_high"]
    assert row["rate"] == pytest.approx(0.4)


def test_end_is_claimed_only_when_silence_tells() -> None:
    short = evolution.lives(*corpus({"三讲": [2000]}, {2000: 1, 2001: 2}))
    long = evolution.lives(*corpus({"三讲": [2000] * 10}, {2000: 10, 2001: 20}))
    assert not short["ended"].iloc[0]
    assert long["ended"].iloc[0]


@pytest.mark.parametrize(
    ("k", "n", "tier"),
    [(0, 5, "cannot tell"), (1, 5, "cannot tell"), (300, 784, "沸"), (0, 2000, "")],
)
def test_tier(k: int, n: int, tier: str) -> None:
    assert evolution.tier(k, n) == tier


def test_spread_says_where_it_cannot_know() -> None:
    mentions, documents = corpus({"链长制": [2020, 2021]}, {2019: 1, 2020: 1, 2021: 1})
    documents.loc[documents["doc_id"] == "2020-0", "level"] = "province"
    table = evolution.spread(mentions, documents).set_index("level")
    assert list(table.index) == list(evolution.LEVELS)
    assert (table.loc["province", "first"], table.loc["city", "lag"]) == (2020, 1)
    assert not table.loc["county", "known"]


def test_undated_documents_are_left_out() -> None:
    mentions, documents = corpus({"三农": [2020]}, {2020: 1})
    documents["date"] = ""
    assert evolution.years(mentions, documents).empty
    assert evolution.lives(mentions, documents).empty
    assert evolution.spread(mentions, documents).empty


def test_survival_counts_only_ends_that_were_seen() -> None:
    hits = {"旧": [2000] * 10, "新": [2000 + n for n in range(4)]}
    table = evolution.lives(*corpus(hits, dict.fromkeys(range(2000, 2004), 10)))
    curve = evolution.survival(table)
    assert curve["ended"].sum() == 1
    assert curve["survival"].iloc[-1] == pytest.approx(0.5)


def test_burst_is_where_it_crowds() -> None:
    hits = {"双减": [2021] * 6 + [2022] * 6}
    found = evolution.bursts(evolution.years(*corpus(hits, dict.fromkeys(range(2015, 2025), 8))))
    assert found[["start", "end"]].to_numpy().tolist() == [[2021, 2022]]


def test_turnover_tells_falls_from_rises() -> None:
    of = dict.fromkeys(range(2010, 2020), 5)
    old, new = (
        [y for y in range(2010, 2015) for _ in range(5)],
        [y for y in range(2015, 2020) for _ in range(5)],
    )
    table = evolution.turnover(
        evolution.years(*corpus({"科学发展观": old, "新发展理念": new}, of)), 2015
    )
    assert table["slogan"].tolist() == ["科学发展观", "新发展理念"]
    assert table["certain"].all()


@given(st.lists(st.integers(2000, 2010), min_size=1, max_size=8))
def test_a_life_holds_all_its_years(years: list[int]) -> None:
    table = evolution.lives(*corpus({"提法": years}, dict.fromkeys(range(1999, 2012), 8)))
    row = table.iloc[0]
    assert row["first"] == min(years)
    assert row["last"] == max(years)
    assert row["silent"] == row["in_use"] - len(set(years))
    assert 0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1
