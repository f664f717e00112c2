"""Attention to themes: what a search for each word in the text counts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import lexicon, tables
from helpers.errors import ParameterError
from helpers.terms import attention_story, themes
from test_terms import document, paragraphs

TEXTS = {
    "a": ["推动绿色低碳发展。PM2.5浓度下降,降低碳排放。", "加强环境保护、环保督察。"],
    "b": ["发展数字经济。"],
    "c": ["2021"],
}
WORDS = {"environment": ("低碳", "绿色", "PM2.5", "环保", "环境保护", "环境"), "risk": ("风险",)}


def spoken(texts=TEXTS, words=WORDS, years=None):
    documents = [document(name, date=(years or {}).get(name, "2020")) for name in texts]
    rows = [one for name, lines in texts.items() for one in paragraphs(name, lines)]
    return tables.frame(tables.Document, documents), themes.attention(documents, rows, words)


def test_a_document_is_counted_on_its_text():
    _, found = spoken()
    table = found.table.set_index(["theme", "doc_id"])
    row = table.loc[("environment", "a")]
    # 环境 stands inside 环境保护, a longer word of the theme, and counts no second time.
    assert row["occurrences"] == 6
    assert row["words"] == "低碳 2 | PM2.5 1 | 环保 1 | 环境保护 1 | 绿色 1"
    assert row["characters"] == sum(map(len, TEXTS["a"]))
    assert row["sentences"] == 1.0
    assert row["per_10k"] == pytest.approx(6e4 / row["characters"])
    assert row["low"] < row["per_10k"] < row["high"]
    assert table.loc[("environment", "b"), ["occurrences", "words"]].tolist() == [0, ""]
    assert table.loc[("risk", "a"), "low"] == 0


@given(st.lists(st.text("绿色低碳环保5GPM2.。 ", max_size=20), max_size=4))
def test_counts_are_those_of_a_plain_search(lines):
    words = ("绿色", "低碳", "环保", "5G", "PM2.5")
    _, found = spoken({"a": lines}, {"one": words})
    patterns = [rf"(?<![A-Za-z0-9]){w}(?![A-Za-z0-9])" if w.isascii() else w for w in words]
    expected = sum(len(re.findall(p, line)) for p in patterns for line in lines)
    assert found.table["occurrences"].item() == expected


def test_what_a_theme_hangs_on_is_told():
    texts = {"a": ["低碳。低碳。低碳"], "b": ["绿色。绿色"], "c": ["发展"], "d": ["绿色"]}
    _, found = spoken(texts, {"one": ("低碳", "绿色", "环保")})
    rows = found.words.set_index("word")
    assert rows["occurrences"].to_dict() == {"低碳": 3, "绿色": 3, "环保": 0}
    assert rows.loc["绿色", "share"] == 0.5 and rows.loc["环保", "without"] == 1
    assert rows.loc["低碳", "without"] < 1


def test_years_and_places_have_intervals_and_no_gaps():
    years = {"a": "2020", "b": "2020", "c": "2021"}
    documents, found = spoken(years=years)
    over = themes.attention_over(found.table, documents)
    assert over["group"].unique().tolist() == ["2020", "2021"]
    assert (over["low"] <= over["per_10k"]).all() and (over["per_10k"] <= over["high"]).all()
    assert not over.isna().any(axis=None)
    assert set(themes.attention_over(found.table, documents, "place")["group"]) == {"镇江"}


@pytest.mark.parametrize("texts", [{}, {"a": []}, {"a": [""]}])
def test_without_text_there_is_a_whole_table(texts, tmp_path):
    _, found = spoken(texts)
    tables.write(tmp_path, themes=found.table)
    assert not found.table.isna().any(axis=None) and not found.words.isna().any(axis=None)


BAD = [
    ("[环境]\nwords = []", "环境 has no words"),
    ('[环境]\nwords = ["", " "]', "环境 has no words"),
    ('[环境]\nword = ["低碳"]', "环境 has no list of words"),
    ("[环境]\nwords = [5]", "环境 has no list of words"),
    ('water = "低碳"', "water has no list of words"),
    ('[环境]\nwords = ["低碳"]\n[环境]\nwords = ["环保"]', "named once"),
    ("环境", "named once"),
    ("", "names no theme"),
    ('[" "]\nwords = ["低碳"]', "one without a name"),
]


@pytest.mark.parametrize(("content", "says"), BAD)
def test_a_file_of_themes_that_cannot_be_meant_is_told(content, says, tmp_path):
    path = tmp_path / "themes.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ParameterError, match=says):
        themes.theme_words(path)
    with pytest.raises(ParameterError, match="There is no file"):
        themes.theme_words(tmp_path / "none.toml")
    with pytest.raises(ParameterError, match="There is no file"):
        themes.theme_words(tmp_path)


def test_ones_own_themes_are_read_and_words_said_twice_count_once(tmp_path):
    path = tmp_path / "themes.toml"
    path.write_text('\ufeff[水]\nwords = ["水利", "水利", "节水"]', "utf-8")
    assert themes.theme_words(path) == {"水": ("水利", "节水")}


def test_every_theme_of_the_lexicon_names_its_source_and_is_translated():
    translated = lexicon.load("messages")["values"]["theme"]
    for name, theme in lexicon.load("themes").items():
        assert theme["source"] and name in translated
    assert len(themes.theme_words()) >= 8 and len(themes.theme_words()["environment"]) == 15


def test_the_environment_counts_are_those_of_a_plain_search_and_rise_over_the_years(shared):
    """Of every report of a province; the words are the published list, sought in the text."""
    folder = shared / "corpora" / "work-reports-provincial" / "福建省"
    texts = {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}
    years = {name: re.search(r"\d{4}", name)[0] for name in texts}
    lines = {name: text.splitlines() for name, text in texts.items()}
    words = {"environment": themes.theme_words()["environment"]}
    documents, found = spoken(lines, words, years)
    plain = {name: sum(map(text.count, words["environment"])) for name, text in texts.items()}
    assert found.table.set_index("doc_id")["occurrences"].to_dict() == plain
    over = themes.attention_over(found.table, documents).set_index("group")
    assert over["high"].iloc[0] < over.loc["2018", "low"]


def test_what_a_count_of_tokens_would_miss_is_told():
    _, found = spoken({"a": ["低碳生活,绿色低碳"]}, {"environment": ("低碳", "绿色")})
    told = attention_story.by_tokens(found.words.assign(tokens=[0, 1])).en
    assert told == (
        "Counting the segmenter's words would give 1 instead of 3 occurrences of environment, "
        "67% off; most of the gap is 低碳: 2 occurrences, 0 as a word."
    )


def test_terms_that_one_picks_are_followed_as_themes_are():
    picked = themes.picked_terms("低碳、PM2.5,互联网+; 低碳")
    assert picked == ("低碳", "PM2.5", "互联网+")
    documents, found = spoken(words={term: (term,) for term in picked}, years={"a": "2020"})
    rows = found.table.set_index(["theme", "doc_id"])["occurrences"]
    assert rows["低碳", "a"] == 2 and rows["PM2.5", "a"] == 1 and rows["互联网+"].sum() == 0
    over = themes.attention_over(found.table, documents, "place")
    assert over["theme"].tolist() == list(picked)
    # A theme of one word hangs on it by its nature, and that is no finding.
    told = attention_story.told_most(found, over, documents)
    assert not any("single word" in one.said.en for one in told)
