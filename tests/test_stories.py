"""Sentences and pictures say what the tables hold, for many documents, for one, and for none."""

import warnings

import pandas as pd
import pytest

from helpers import tables
from helpers.cleaning import story as cleaning
from helpers.commitments import story as commitments
from helpers.show import figures, html
from helpers.show.lettering import lettered
from helpers.show.words import Text
from helpers.slogans import findings_story
from helpers.terms import frequency, groups_story
from helpers.terms.contrasts import Comparison


@pytest.fixture(autouse=True)
def on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show everything as the pages do."""
    monkeypatch.setenv("TIFA_RUN", "1")


def documents(*dates: str, place: str = "镇江") -> pd.DataFrame:
    """Return documents of these dates, each of 1,000 raw and 900 clean characters."""
    blank = {name: "" for name, kind in tables.columns(tables.Document).items() if kind is str}
    sizes = {"chars_raw": 1000, "chars_clean": 900, "paragraphs": 3, "repaired": 0, "removed": 100}
    rows = [
        tables.Document(
            **{
                **blank,
                **sizes,
                "doc_id": f"d{n}",
                "title": f"通知{n}",
                "date": date,
                "place": place,
            }
        )
        for n, date in enumerate(dates)
    ]
    return tables.frame(tables.Document, rows)


NOTHING = {name: tables.frame(schema, []) for name, schema in tables.TABLES.items()}


def test_the_findings_on_cleaning_count_noise_and_doubt() -> None:
    edit = tables.Edit(
        doc_id="d0", raw_start=0, raw_end=1, raw="?", clean="", rule="shift", certainty="lost"
    )
    said = cleaning.findings(
        documents("2020", "2021"), tables.frame(tables.Edit, [edit]), NOTHING["failures"]
    )
    assert said[0].said.en == "Place, kind and year are certain for every document."
    assert said[1].said.en.startswith(
        "2 documents hold 2,000 characters; 10.0% of them are not text"
    )
    assert "please check 1 place" in said[-1].said.en


def test_a_clean_corpus_is_called_clean() -> None:
    one = documents("2020").assign(chars_clean=1000)
    said = cleaning.findings(one, NOTHING["edits"], NOTHING["failures"])
    assert [one.said.en for one in said] == [
        "Place, kind and year are certain for every document.",
        "1 document holds 1,000 characters, all of them text.",
        "0 edits lead from the raw to the clean text and back, exactly; none is uncertain.",
    ]


def test_a_corpus_without_targets_says_so() -> None:
    said = commitments.findings(NOTHING["commitments"], NOTHING["commitments"], documents("2020"))
    assert "1 document names no measurable target: 《通知0》." in [one.said.en for one in said]
    assert "1 篇文献没有可衡量的目标：《通知0》。" in [one.said.zh for one in said]


def test_a_corpus_without_slogans_says_so() -> None:
    said = findings_story.findings(
        NOTHING["slogans"], NOTHING["slogan_mentions"], documents("2020"), pd.DataFrame()
    )
    assert [one.said.en for one in said] == ["No formulation reaches the threshold in these texts."]


def test_labels_of_documents_differ_and_follow_time() -> None:
    labels = figures.document_labels(documents("2021-03", "2020-08", "2020-08"))
    assert list(labels.values()) == ["镇江 2020-08", "镇江 2020-08 #2", "镇江 2021-03"]


def test_a_document_without_place_and_date_is_called_by_its_name() -> None:
    assert figures.document_labels(documents("", place="")) == {"d0": "d0"}


def test_an_alt_text_says_what_the_picture_shows() -> None:
    figures.style()
    rows = pd.DataFrame({"term": ["发展", "建设"], "per_10k": [111.4, 82.0]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a glyph that the font lacks would warn
        drawing = figures.bars(rows, "term", "per_10k", axis=Text("rate", "频率"))
        drawing.figure.canvas.draw()
    assert drawing.alt.en == "2 bars, rate: first 发展 with 111.4, last 建设 with 82."
    assert drawing.alt.zh == "条形图 2 条，频率：第一位 发展，111.4；末位 建设，82。"
    assert drawing.data["term"].tolist() == ["发展", "建设"]


def test_a_word_cloud_is_the_same_every_time() -> None:
    figures.style()
    pictures = [
        figures.cloud({"镇江": 3, "扬州": 2}, seed=1, what=Text("size", "大小"))[0]
        for _ in range(2)
    ]
    images = [picture.axes[0].images[0].get_array() for picture in pictures]
    assert (images[0] == images[1]).all()


@pytest.mark.parametrize(
    ("comparator", "value", "most", "unit", "read"),
    [
        (">=", 300.0, float("nan"), "家", ("≥ 300 家", "≥ 300家")),
        ("range", 5.0, 7.0, "家", ("5–7 家", "5–7家")),
        ("<=", 3.0, float("nan"), "%", ("≤ 3%", "≤ 3%")),
        ("=", 2.4153e11, float("nan"), "元", ("241.53 bn 元", "2,415.3亿元")),
        (
            "~",
            123_456_789_012.34,
            float("nan"),
            "元",
            ("≈ 123,456,789,012.34 元", "≈ 123,456,789,012.34元"),
        ),
        ("", float("nan"), float("nan"), "", ("", "")),
    ],
)
def test_a_quantity_is_shown_as_it_was_read(
    comparator: str, value: float, most: float, unit: str, read: tuple[str, str]
) -> None:
    row = pd.DataFrame(
        [[comparator, value, most, unit]], columns=["comparator", "value", "value_max", "unit"]
    )
    assert html.reading(next(row.itertuples()))[:2] == read


def test_words_that_carry_no_meaning_are_left_out() -> None:
    rows = pd.DataFrame({"term": ["的", "我们", "发展", "营商环境"], "count": [9, 8, 7, 6]})
    rows = rows.assign(stop=[True, True, False, False])  # 发展 stands in every official text
    assert frequency.telling(rows)["term"].tolist() == ["营商环境"]


def test_a_formulation_ended_only_where_no_longer_form_goes_on() -> None:
    columns = [
        "slogan",
        "first",
        "last",
        "documents",
        "window",
        "after",
        "alike",
        "p_silence",
        "ended",
    ]
    rows = [
        ("科学发展", 2008, 2018, 9, 11, 8, 21, 0.01, True),
        ("科学发展观", 2006, 2026, 12, 21, 0, 21, 1.0, False),
        ("三旧改造", 2008, 2022, 7, 14, 4, 21, 0.04, True),
    ]
    ended = findings_story._ended(pd.DataFrame(rows, columns=columns))
    assert ended is not None
    assert (
        ended.said.en
        == "三旧改造 stood in 7 documents from 2008 to 2022, and in none of the 4 since of the "
        "same places and kinds."
    )
    assert (ended.surprise, ended.support) == (0.96, 11)


def test_a_formulation_that_came_is_counted_in_the_documents_since() -> None:
    columns = ["slogan", "first", "last", "documents", "in_use", "window", "after", "alike"]
    lives = pd.DataFrame([("双碳", 2021, 2023, 60, 3, 62, 0, 784)], columns=columns)
    came = findings_story._came(lives)
    assert came is not None
    assert came.said.en == (
        "双碳 first stands in 2021; since then 60 of 62 documents of the same places and kinds "
        "have it."
    )
    assert came.surprise > 0.99
    everywhere = lives.assign(first=1998, documents=659, in_use=26, window=770)
    assert findings_story._came(everywhere) is None


@pytest.mark.parametrize(("holding", "told"), [(1, False), (3, True)])
def test_a_word_of_one_document_sets_no_group_apart(holding: int, told: bool) -> None:
    row = {"contrast": "genre: policy | rest", "term": "体育竞赛", "count_a": 49, "count_b": 0}
    row |= {"g2": 174.0, "log_ratio": 8.9, "lrc": 4.2, "p": 0.001}
    table = pd.DataFrame([{**row, "documents_a": holding, "documents_b": 0}])
    said = groups_story.apart(Comparison(table, "genre", 1, ()))
    assert ("体育竞赛" in said.said.zh) == told == (said.tells == "compares")


@pytest.mark.parametrize(("listed", "told"), [(True, False), (False, True)])
def test_a_formulation_of_the_whole_country_is_nobody_s_own(listed: bool, told: bool) -> None:
    texts = documents("2020", "2021").assign(place=["河北", "北京"])
    more = documents("2022", "2023").assign(place="河北", doc_id=["e0", "e1"])
    texts = pd.concat([texts, more], ignore_index=True)
    slogans = pd.DataFrame(
        [{"slogan": "与时俱进", "class": "formulation", "documents": 3, "seed": listed}]
    )
    mentions = pd.DataFrame({"slogan": "与时俱进", "doc_id": ["d0", "e0", "e1"]})
    lives = pd.DataFrame(
        columns=["slogan", "ended", "window", "after", "alike", "documents", "last"]
    )
    said = findings_story.findings(slogans, mentions, texts, lives)
    assert any("独有" in one.said.zh for one in said) == told


def test_a_long_label_beside_a_figure_takes_two_lines() -> None:
    labels = ["镇江 2020-08\ndepartment statements", "镇江 2021\nnews"]
    matrix = pd.DataFrame({"target": [1, 2]}, index=labels)
    figure = figures.stacked(matrix, axis=Text("promises", "承诺"), coded="status").figure
    with lettered(figure, "en"):
        axis = figure.axes[0].yaxis
        told = axis.get_major_formatter().format_ticks(axis.get_majorticklocs())
    assert told == ["镇江 2021 news", "镇江 2020-08\ndepartment statements"]
