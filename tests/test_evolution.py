"""Lives, tiers, spread and survival on small corpora where the answer is known."""

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.slogans import card, diffusion, evolution, promised


def corpus(hits: dict[str, list[int]], of: dict[int, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return mentions and documents: `of` documents a year, `hits` the years of each mention."""
    rows: list[dict[str, Any]] = [
        {
            "doc_id": f"{year}-{n}", "date": f"{year}-03", "level": "city", "place": f"p{n}",
            "genre": "work_report", "chars_clean": 10_000,
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


def test_lives_stand_in_the_order_of_their_births() -> None:
    born = {"三农": [2018], "六稳": [2017]}
    table = evolution.lives(*corpus(born, dict.fromkeys(range(2017, 2020), 1)))
    assert dict(table["slogan"]) == {0: "六稳", 1: "三农"}


def test_silent_years_and_shares() -> None:
    table = evolution.lives(*corpus({"三农": [2018, 2020]}, dict.fromkeys(range(2017, 2022), 1)))
    row = table.iloc[0]
    assert (row["first"], row["last"], row["in_use"], row["silent"]) == (2018, 2020, 3, 1)
    assert row["share"] == pytest.approx(0.4)
    assert row["share_low"] < 0.4 < row["share_high"]
    assert row["rate"] == pytest.approx(0.4)


def test_the_years_of_use_begin_with_the_first() -> None:
    table = evolution.lives(*corpus({"三农": [2018, 2020]}, dict.fromkeys(range(2015, 2022), 1)))
    row = table.iloc[0]
    assert (row["window"], row["after"], row["alike"]) == (3, 1, 7)
    assert row["rate_low"] < row["rate"] < row["rate_high"]


def test_end_is_claimed_only_when_silence_tells() -> None:
    short = evolution.lives(*corpus({"三讲": [2000]}, {2000: 1, 2001: 2}))
    long = evolution.lives(*corpus({"三讲": [2000] * 10}, {2000: 10, 2001: 20}))
    assert not short["ended"].iloc[0]
    assert long["ended"].iloc[0]


def test_the_silence_of_others_is_no_end() -> None:
    mentions, documents = corpus({"三讲": [2000] * 10}, {2000: 10, 2001: 20})
    later = documents["date"] > "2001"
    news = documents.assign(genre=documents["genre"].mask(later, "news"))
    elsewhere = documents.assign(place=documents["place"].mask(later, "p99"))
    for others in (news, elsewhere):
        row = evolution.lives(mentions, others).iloc[0]
        assert (row["window"], row["after"], row["ended"]) == (10, 0, False)


def test_what_still_stands_within_other_words_has_not_ended() -> None:
    said = corpus({"科学发展": [2000] * 10}, {2000: 10, 2001: 20})
    going, gone = (pd.Series({"科学发展": last}) for last in ("2001-03", "2000-03"))
    assert not evolution.lives(*said, traces=going)["ended"].iloc[0]
    assert evolution.lives(*said, traces=gone)["ended"].iloc[0]


@pytest.mark.parametrize(
    ("k", "n", "tier"),
    [(0, 5, "cannot tell"), (1, 5, "cannot tell"), (300, 784, "沸"), (0, 2000, "")],
)
def test_tier(k: int, n: int, tier: str) -> None:
    assert evolution.tier(k, n) == tier


def test_spread_says_where_it_cannot_know() -> None:
    mentions, documents = corpus({"链长制": [2020, 2021]}, {2019: 1, 2020: 1, 2021: 1})
    documents.loc[documents["doc_id"] == "2020-0", "level"] = "province"
    table = diffusion.spread(mentions, documents).set_index("level")
    assert list(table.index) == list(diffusion.LEVELS)
    assert (table.loc["province", "first"], table.loc["city", "lag"]) == (2020, 1)
    assert not table.loc["county", "known"]


def test_undated_documents_are_left_out() -> None:
    mentions, documents = corpus({"三农": [2020]}, {2020: 1})
    documents["date"] = ""
    assert evolution.years(mentions, documents).empty
    assert evolution.lives(mentions, documents).empty
    assert diffusion.spread(mentions, documents).empty


def test_survival_counts_only_ends_that_were_seen() -> None:
    hits = {"旧": [2000] * 10, "新": [2000 + n for n in range(4)]}
    table = evolution.lives(*corpus(hits, dict.fromkeys(range(2000, 2004), 10)))
    curve = evolution.survival(table)
    assert curve["ended"].sum() == 1
    assert curve["survival"].iloc[-1] == pytest.approx(0.5)


def test_turnover_tells_falls_from_rises() -> None:
    of = dict.fromkeys(range(2013, 2017), 20)
    hits = {
        "科学发展观": [y for y in (2013, 2014) for _ in range(20)],
        "新发展理念": [y for y in (2015, 2016) for _ in range(20)],
        "三农": [y for y in range(2013, 2017) for _ in range(10 + y % 2)],
    }
    table = evolution.turnover(evolution.years(*corpus(hits, of)))
    assert table["year"].tolist() == [2015, 2015]
    assert table["slogan"].tolist() == ["科学发展观", "新发展理念"]
    assert table["change"].tolist() == [-1.0, 1.0]
    assert (table["low"] <= table["change"]).all()
    assert (table["change"] <= table["high"]).all()


def test_turnover_claims_nothing_on_few_texts() -> None:
    table = evolution.years(*corpus({"旧": [2020], "新": [2021]}, {2020: 1, 2021: 1}))
    assert evolution.turnover(table).empty
    assert evolution.turnover(table.head(0)).empty


def test_card() -> None:
    """One sentence with a target, one section with one, one paragraph with neither."""
    texts = [
        ("一、产业", "市工信局", "深化“四群八链”;应税销售增长10%以上。推进产业强市。"),
        ("一、产业", "", "围绕四群八链招商,新签约项目20个。聚焦四群八链!"),
        ("", "", "四群八链崛起。"),
    ]
    paragraphs = pd.DataFrame(
        [
            {"doc_id": "d", "paragraph": n, "section": section, "actor": actor, "text": text}
            for n, (section, actor, text) in enumerate(texts, 1)
        ]
    )
    mentions = pd.DataFrame(
        [
            {"slogan": form, "variant": form, "doc_id": "d", "paragraph": n, "start": at.start(),
             "end": at.end(), "quoted": at.start() == 3}
            for n, (_, _, text) in enumerate(texts, 1)
            for form in ("四群八链", "产业强市")
            for at in re.finditer(form, text)
        ]
    )  # fmt: skip
    promise = {"doc_id": "d", "status": "target", "kind": "number"}
    commitments = pd.DataFrame(
        [
            promise | {"paragraph": 1, "start": 15, "end": 20, "quote": "10%以上"},
            promise | {"paragraph": 2, "start": 14, "end": 17, "quote": "20个"},
            promise | {"paragraph": 3, "start": 4, "end": 6, "quote": "崛起", "status": "result"},
        ]
    )
    documents = pd.DataFrame([{"doc_id": "d", "issuer": "市政府"}])
    told = card("四群八链", mentions, documents, paragraphs, commitments)
    assert (told.mentions, told.quoted) == (4, 0.25)
    assert told.users[["who", "mentions"]].to_numpy().tolist() == [["市政府", 3], ["市工信局", 1]]
    assert told.promises[["quote", "near"]].to_numpy().tolist() == [
        ["10%以上", "sentence"],
        ["20个", "sentence"],
    ]
    assert told.without == {"sentence": 0.5, "paragraph": 0.25, "section": 0.25}
    around = told.neighbours.set_index("neighbour")["where"]
    assert (around["聚焦"], around["崛起"], around["产业强市"]) == ("before", "after", "with")
    assert card("四群八链", mentions, documents, paragraphs).without == {}


@given(st.lists(st.integers(2000, 2010), min_size=1, max_size=8))
def test_a_life_holds_all_its_years(years: list[int]) -> None:
    table = evolution.lives(*corpus({"提法": years}, dict.fromkeys(range(1999, 2012), 8)))
    row = table.iloc[0]
    assert row["first"] == min(years)
    assert row["last"] == max(years)
    assert row["silent"] == row["in_use"] - len(set(years))
    assert 0 <= row["share_low"] <= row["share"] <= row["share_high"] <= 1


def test_birth_names_place_and_day_and_how_long_it_took() -> None:
    """Two provinces in January, the centre in March of the next year."""
    documents = pd.DataFrame(
        [
            {"doc_id": "a", "date": "2013-01-20", "level": "province", "place": "江苏"},
            {"doc_id": "b", "date": "2013-01-25", "level": "province", "place": "云南"},
            {"doc_id": "c", "date": "2014-03-05", "level": "centre", "place": "全国"},
        ]
    )
    mentions = pd.DataFrame({"slogan": "八项规定", "doc_id": ["c", "b", "a"], "paragraph": 1})
    row = diffusion.births(mentions, documents).iloc[0]
    assert (row["born"], row["place"], row["beside"]) == ("2013-01-20", "江苏", 1)
    assert (row["days"], row["centre"], row["sessions"]) == (5, "2014-03-05", 1)


def test_half_life_is_told_where_it_fades() -> None:
    fading = {2000 + n: round(40 * 0.5**n) for n in range(8)}
    hits = {
        "三讲": [y for y, n in fading.items() for _ in range(n)],
        "三农": [*range(2000, 2008)] * 5,
    }
    table = evolution.half_lives(evolution.years(*corpus(hits, dict.fromkeys(fading, 50))))
    assert table["slogan"].tolist() == ["三讲"]
    assert table["peak"].tolist() == [2000]
    assert table["low"][0] < 1.0 < table["high"][0]
    assert table["half_life"][0] == pytest.approx(1.0, abs=0.15)


def test_promise_counts_in_its_sentence_only() -> None:
    text = "深化“四群八链”,增长10%以上;推进产业强市。聚焦四群八链。"
    paragraphs = pd.DataFrame([{"doc_id": "d", "paragraph": 1, "text": text}])
    places = [("四群八链", 3), ("产业强市", 19), ("四群八链", 26)]
    mentions = pd.DataFrame(places, columns=["slogan", "start"]).assign(doc_id="d", paragraph=1)
    target = {"doc_id": "d", "paragraph": 1, "start": 9, "status": "target", "kind": "number"}
    table = promised(mentions, paragraphs, pd.DataFrame([target])).set_index("slogan")
    assert table["promised"].to_dict() == {"四群八链": 1, "产业强市": 1}
    assert table["share"].to_dict() == {"四群八链": 0.5, "产业强市": 1.0}


def test_place_that_watched_and_took_it_later_shows_the_way() -> None:
    hits = {"河长制": [2017, 2018, 2018], "三农": [2017]}
    mentions, documents = corpus(hits, {2016: 3, 2017: 3, 2018: 3})
    mentions.loc[1, "doc_id"] = "2018-2"
    rows = diffusion.arrivals(mentions, documents)
    own = rows[rows["slogan"] == "河长制"]
    assert dict(zip(own["place"], own["came"], strict=True)) == {"p0": 2017, "p1": 2018, "p2": 2018}
    assert own.loc[own["place"] == "p1", "documents"].tolist() == [0, 0, 1]
    assert diffusion.farthest(rows) == "河长制"
    assert diffusion.farthest(rows[rows["slogan"] == "三农"]) == ""


def test_formulations_stand_in_the_order_they_came() -> None:
    said = corpus(
        {"河长制": [2016, 2018], "三去一降一补": [2015, 2016], "林长制": [2017]},
        dict.fromkeys(range(2015, 2019), 2),
    )
    rows, dots = evolution.first_and_last(*said, ["河长制", "三去一降一补"])
    assert [*rows["slogan"]] == ["三去一降一补", "河长制"]
    assert [*rows["last"] - rows["first"]] == [1, 2]
    assert [*dots["mentions"]] == [1] * 4


def test_places_stand_by_how_many_kinds_of_formulations_they_use() -> None:
    mentions, documents = corpus({"河长制": [2016], "三去一降一补": [2016, 2016]}, {2016: 2})
    documents.loc[documents["place"] == "p1", "place"] = ""
    rows = pd.DataFrame({"slogan": ["河长制", "三去一降一补"], "type": ["label", "numeral"]})
    table = evolution.kinds_by_place(rows, mentions, documents)
    assert table.to_dict("index") == {
        "p0": {"label": 1, "numeral": 1},
        "–": {"label": 0, "numeral": 1},
    }
