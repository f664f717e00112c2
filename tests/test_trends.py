"""Rising and falling words, bursts and the rank-frequency curve."""

import numpy as np
import pytest

from helpers import tables
from helpers.statistics import intervals
from helpers.tables import Document, Paragraph, TermDocument
from helpers.terms import change_story, story, trends
from helpers.text import dates
from test_terms import paragraphs


def dated(dates):
    fields = {field: kind() for field, kind in tables.columns(Document).items()}
    return [
        Document(**(fields | {"doc_id": f"d{at:02}", "date": date}))
        for at, date in enumerate(dates)
    ]


def cells(series):
    return [
        TermDocument(doc_id=f"d{at:02}", term=term, count=count)
        for term, counts in series.items()
        for at, count in enumerate(counts)
        if count
    ]


YEARS = [str(year) for year in range(2010, 2020)]
SERIES = {
    "高质量发展": [0, 0, 0, 0, 0, 1, 4, 15, 26, 30],
    "科学发展观": [30, 28, 20, 14, 6, 3, 1, 0, 0, 0],
    "企业": [40, 43, 38, 41, 40, 39, 42, 40, 41, 38],
    "其余": [900] * 10,
}


def test_rising_and_falling_words_are_told_from_steady_ones():
    table = trends.change(dated(YEARS), cells(SERIES), stop=["其余"]).table.set_index("term")
    assert table["trend"].to_dict() == {
        "高质量发展": "rising",
        "科学发展观": "falling",
        "企业": "unclear",
    }
    assert table.loc["企业", "low"] < 0 < table.loc["企业", "high"]
    assert table.loc["高质量发展", "documents"] == 5


def test_the_slope_counts_doublings_in_a_year():
    doubling = {"数字": [5, 10, 20, 40, 80], "工作": [100_000] * 5}
    table = trends.change(dated(YEARS[:5]), cells(doubling), stop=["工作"]).table
    assert table["slope"].item() == pytest.approx(1, abs=0.02)
    note = change_story.changed(trends.change(dated(YEARS[:5]), cells(doubling))).en
    assert note == (
        "On the rise: 数字 (2013) (with the year of the break; 5 dated documents of one kind, "
        "false discovery rate 5%)."
    )


def test_each_term_is_shown_in_the_sentence_where_it_turns():
    """Of what rises the first sentence since the break, of what falls the last one before it."""
    documents = dated(YEARS)
    changed = trends.change(documents, cells(SERIES), stop=["其余"])
    texts = [
        one
        for year, document in zip(YEARS, documents, strict=True)
        for one in paragraphs(
            document.doc_id, [f"总则。{year}年科学发展观、高质量发展", "科学发展观"]
        )
    ]
    rows = trends.turning(
        changed,
        ["科学发展观", "高质量发展"],
        tables.frame(Document, documents),
        tables.frame(Paragraph, texts),
    )
    turns = rows.set_index("term")
    enters = turns.loc["高质量发展"]
    assert (enters["course"], enters["sentence"]) == (
        "enters",
        f"{enters['breaks']}年科学发展观、高质量发展",
    )
    leaves = turns.loc["科学发展观"]
    before = documents[YEARS.index(str(leaves["breaks"])) - 1].doc_id
    assert leaves[["course", "doc_id", "paragraph"]].tolist() == ["leaves", before, 2]


@pytest.mark.parametrize("dates", [[], ["2020"], ["2020", "2021"], ["2020"] * 4, [""] * 4])
def test_too_few_dates_give_no_rows_and_a_sentence(dates):
    counts = {"产业": [9] * len(dates), "文化": [3] * len(dates)}
    change = trends.change(dated(dates), cells(counts))
    assert change.table.empty and "no trend can be told" in change_story.changed(change).en
    bursts = trends.bursts(dated(dates), cells(counts))
    assert bursts.table.empty and "8 dated documents" in change_story.burst(bursts).en


@pytest.mark.parametrize(
    ("date", "year"),
    [("2020", 2020.5), ("2020-01", 2020 + 0.5 / 12), ("2020-07-01", 2020.5), ("2020-12-31", 2021)],
)
def test_a_date_is_the_middle_of_what_is_known(date, year):
    assert dates.decimal_year(date) == pytest.approx(year, abs=0.01)


def test_undated_documents_do_not_count():
    change = trends.change(
        dated(["", *YEARS[:4]]), cells({"产业": [500, 9, 9, 9, 9], "的": [99] * 5})
    )
    assert change.table["count"].tolist() == [36]
    assert "in 4 dated documents" in change_story.changed(change).en


def test_a_burst_is_told_with_its_years():
    years = [year for year in YEARS for _ in range(4)]
    counts = {"非典": [0] * 12 + [5] * 8 + [0] * 20, "产业": [3] * 40}
    (burst,) = trends.bursts(dated(years), cells(counts)).table.itertuples(index=False)
    assert (burst.term, burst.first, burst.last) == ("非典", 2013, 2014)


def test_bursts_of_documents_without_a_burst():
    bursts = trends.bursts(dated(YEARS), cells({"产业": [3] * 10}))
    assert bursts.table.empty
    assert change_story.burst(bursts).en == "0 of 1 word bursts in 10 dated documents."


def test_the_rank_frequency_curve_follows_its_counts():
    import pandas as pd

    counts = np.round(1e5 / (np.arange(1, 400) + 2.7)).astype(int)
    words = pd.DataFrame({"term": [f"词{at:03}" for at in range(399)], "count": counts})
    fitted = trends.rank_frequency(words)
    curve = fitted.table
    assert curve["rank"].tolist() == list(range(1, 400))
    assert np.allclose(curve["fitted"], curve["count"], rtol=0.02)
    assert story.curve(fitted).en == "frequency ∝ 1 / (rank + 2.7)^1.00"
    few = trends.rank_frequency(words[:2])
    assert few.table.empty and "fewer than three" in story.curve(few).en


def test_words_that_enter_leave_and_turn_are_named_with_their_years():
    table = trends.change(dated(YEARS), cells(SERIES), stop=["其余"]).table.set_index("term")
    assert table["course"].to_dict() == {
        "高质量发展": "enters",
        "科学发展观": "leaves",
        "企业": "unclear",
    }
    assert table.loc["高质量发展", ["first", "last", "breaks"]].tolist() == [2015, 2019, 2017]
    assert table.loc["科学发展观", ["first", "last"]].tolist() == [2010, 2016]


def test_a_word_is_followed_through_the_years_with_its_interval():
    rows = trends.by_year(dated(YEARS), cells(SERIES), ["企业", "无此词"])
    assert rows["year"].tolist() == list(range(2010, 2020)) and set(rows["term"]) == {"企业"}
    assert ((rows["low"] < rows["per_10k"]) & (rows["per_10k"] < rows["high"])).all()


def test_adjusted_p_values_are_those_of_scipy():
    from scipy.stats import false_discovery_control

    p = np.array([0.01, 0.04, 0.03, 0.5, 0.001, 0.04])
    assert intervals.false_discovery(p) == pytest.approx(false_discovery_control(p))
    assert intervals.false_discovery([]).size == 0
