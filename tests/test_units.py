"""Units: phrases, new words, tokens with Latin letters, and the dictionary that wins over them."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import tables
from helpers.terms import dictionary, frequency, story, units
from helpers.terms.counts import pieces_of, tokens_of
from helpers.terms.phrases import find_phrases
from test_terms import document, paragraphs, row

CASES = Path(__file__).parent / "cases"


def cut(texts, engine="jieba", words=()):
    return tokens_of(pieces_of(texts, engine, words=words))


def joined(text, forms=(), words=()):
    """Return a text as units."""
    found = units.join_units(cut([text], words=words), dict.fromkeys(forms, "phrase"), words).tokens
    return [found.vocabulary[at] for at in found.ids]


JOINED = [
    ("PM2.5浓度下降5.5%", [], ["PM2.5", "浓度", "下降", "5", ".", "5", "%"]),
    ("R&D经费、O2O模式,1+N体系", [], ["R&D", "经费", "、", "O2O", "模式", ",", "1+N", "体系"]),
    ("发展数字经济", ["数字经济"], ["发展", "数字经济"]),
    ("低碳生活", ["低碳"], ["低碳", "生活"]),
    ("降低碳排放", ["低碳"], ["降低", "碳", "排放"]),
    ("数字经济产业园", ["数字经济", "经济产业园"], ["数字经济", "产业园"]),
    ("推进生态文明建设", ["生态文明", "生态文明建设"], ["推进", "生态文明建设"]),
    ("2021-2025年", [], ["2021", "-", "2025", "年"]),
]


@pytest.mark.parametrize(("text", "forms", "pieces"), JOINED)
def test_what_belongs_together_is_one(text, forms, pieces):
    assert joined(text, forms) == pieces


@given(st.lists(st.text("数字经济发展5G.&。a", max_size=15), max_size=4))
def test_units_joined_are_the_text_again(texts):
    found = units.join_units(cut(texts, "rjieba"), {"数字经济": "phrase", "经济发展": "phrase"})
    pieces = [found.tokens.vocabulary[at] for at in found.tokens.ids]
    ends = [0, *np.cumsum(found.tokens.sizes)]
    assert ["".join(pieces[a:b]) for a, b in pairwise(ends)] == texts


def test_a_users_dictionary_wins_over_what_was_found():
    forms = {"数字经济发展": "phrase", "大力发展数字": "phrase"}
    assert joined("大力发展数字经济发展快", forms, ["数字经济"])[1] == "数字经济"
    assert "外防输入、内防反弹" in joined("落实外防输入、内防反弹要求", [], ["外防输入、内防反弹"])
    table = dictionary.dictionary_test(
        ["数字经济", "外防输入、内防反弹"], ["数字经济发展", "外防输入、内防反弹"], forms=forms
    )
    assert table["wins"].tolist() == [True, True]
    assert not dictionary.dictionary_test(["外防输入、内防反弹"])["wins"].item()


def test_a_large_dictionary_and_odd_entries_do_no_harm():
    many = [f"词{at}条" for at in range(20_000)]
    table = dictionary.dictionary_test(["数", "无此词", "", *many], ["数字经济"], forms={})
    assert len(table) == 20_002 and table.loc[1, "occurrences"] == 0
    assert story.entries(table).en == (
        "Of the 20,002 entries of the dictionary 20,001 come out whole wherever it occurs; "
        "20,001 occur nowhere, and 1 has one character, which pictures leave out."
    )


TEXTS = [
    "推进数字经济发展。发展数字经济,培育新动能。",
    "数字经济核心产业,加快营商环境建设。优化营商环境。",
    "营商环境是生产力。大力发展数字经济和低碳经济。",
    "打造一流营商环境,低碳生活,低碳出行。推广低碳技术,走向低碳。",
]


def test_the_corpus_shows_its_phrases_and_no_pieces_of_them():
    found = find_phrases(cut(TEXTS * 2), [0, 1, 2, 3] * 2)
    assert {"数字经济", "营商环境", "低碳"} <= set(found["phrase"])
    assert not {"大力发展", "发展数字", "优化营商"} & set(found["phrase"])
    assert find_phrases(cut([]), []).empty and find_phrases(cut(["5.5%", ""]), [0, 0]).empty


def test_the_table_says_what_a_unit_is_and_where_it_stands():
    documents = [document(f"d{at}") for at in range(4)]
    texts = [one for at, text in enumerate(TEXTS) for one in paragraphs(f"d{at}", [text])]
    found = units.units_of(texts, find=False, formulations=["低碳生活"])
    words, cells = frequency.count(documents, texts, units=found)
    assert row(words, "数字经济")[["unit", "count", "occurrences"]].tolist() == ["phrase", 4, 4]
    assert row(words, "低碳")[["unit", "count", "occurrences"]].tolist() == ["word", 3, 5]
    assert row(words, "低碳")["longer"] == "低碳生活 | 低碳经济"
    assert row(words, "低碳生活")["unit"] == "formulation"
    assert row(words, "经济")["occurrences"] == 5 > row(words, "经济")["count"]
    assert not words.isna().any(axis=None)
    assert cells.groupby("term")["count"].sum()["数字经济"] == 4


def test_a_unit_that_stands_only_in_longer_ones_is_a_row_all_the_same(tmp_path):
    found = units.units_of(
        paragraphs("a", ["生态文明建设"]), find=False, formulations=["生态文明建设"]
    )
    words, cells = frequency.count([document("a")], paragraphs("a", ["生态文明建设"]), units=found)
    assert row(words, "生态文明")[["count", "occurrences", "per_10k"]].tolist() == [0, 1, 0]
    assert set(cells["term"]) == {"生态文明建设"}
    tables.write(tmp_path, terms=words, term_documents=cells)


def test_pictures_show_no_phrase_beside_its_part():
    rows = pd.DataFrame(
        {
            "term": ["发展", "的", "数字经济", "经济", "低碳生活", "低碳"],
            "count": [9, 9, 8, 7, 6, 0],
            "stop": [False, True, False, False, False, False],
        }
    )
    assert frequency.telling(rows)["term"].tolist() == ["数字经济", "低碳生活"]


def counted(text: str, term: str) -> int:
    """Return how often a term stands in a text, not amid Latin letters and digits."""
    before = "(?<![A-Za-z0-9])" if term[0].isascii() else ""
    after = "(?![A-Za-z0-9])" if term[-1].isascii() else ""
    return len(re.findall(before + re.escape(term) + after, text))


def city_reports(shared, city, last=100):
    """Return the lines of a city's last reports as paragraphs."""
    reports = sorted((shared / "corpora" / "work-reports-city").glob(f"{city}-*.md"))[-last:]
    return [
        one
        for path in reports
        for one in paragraphs(path.stem, filter(None, path.read_text("utf-8").splitlines()))
    ]


@pytest.mark.parametrize(
    ("city", "listed", "policy_terms", "share"),
    [
        ("合肥市", "terms", True, 0.9),
        ("昆明市", "cities", True, 0.95),
        ("昆明市", "cities", False, 0.75),
    ],
)
def test_terms_that_one_looks_up_are_units_of_a_series_of_reports(
    shared, city, listed, policy_terms, share
):
    """Figures of a city's 20 reports; the 784 provincial ones and others are in the README."""
    terms = tomllib.loads((CASES / "lookup_terms.toml").read_text("utf-8"))[listed]
    rows = city_reports(shared, city, 20)
    text = "\n".join(one.text for one in rows)
    there = {term: number for term in terms if (number := counted(text, term))}
    found = units.units_of(rows, engine="rjieba", policy_terms=policy_terms).occurrences
    close = [t for t, number in there.items() if abs(found.get(t, 0) - number) <= 0.02 * number]
    assert len(there) > 80 and len(close) >= share * len(there)


@pytest.mark.parametrize("city", ["南昌市", "哈尔滨市", "贵阳市"])
def test_phrases_that_were_read_are_mostly_entries_of_a_glossary(shared, city):
    """Sixty of each city, drawn at random and read; those of the 784 are in the file, too."""
    judged = pd.read_csv(CASES / "phrase_judgements.csv")
    judged = judged[judged["drawn_from"] == city].set_index("phrase")["verdict"]
    rows = city_reports(shared, city)
    tokens = cut([one.text for one in rows], "rjieba")
    phrases = find_phrases(tokens, pd.Series([one.doc_id for one in rows]).factorize()[0])["phrase"]
    still = judged[judged.index.isin(phrases)]
    assert (still == "entry").sum() >= max(0.97 * (judged == "entry").sum(), 0.88 * len(still))


FRAGMENTS = [
    # a line said three times, and what of it is no phrase
    ("全省经济发展稳中有进。", "经济发展稳中有进"),
    ("生态环境脆弱问题突出。", "生态环境脆弱"),
    ("提高司法公信力。", "司法公信"),
    ("增强获得感幸福感。", "感幸福"),
    ("建成500千伏变电工程。", "千伏变电工程"),
    ("积极发展混合所有制经济,允许混合所有制经济试点。", "发展混合所有制经济"),
    ("着力治理大气污染。", "治理大气污染"),
    ("推进国家创新型城市创建。", "国家创新型"),
]


@pytest.mark.parametrize(("line", "fragment"), FRAGMENTS, ids=[one for _, one in FRAGMENTS])
def test_what_lacks_a_part_or_tells_something_is_no_phrase(line, fragment):
    assert fragment in line
    found = find_phrases(cut([line] * 4), range(4))
    assert fragment not in set(found["phrase"])


def test_what_is_done_with_a_thing_ends_its_name():
    found = find_phrases(cut(["推进海绵城市建设。", "加快海绵城市建设。"] * 3), range(6))
    assert {"海绵城市", "海绵城市建设"} <= set(found["phrase"])


WHOLE = [
    # a line said by several documents, and what is a phrase of it though its build is none
    ("深化“最多跑一次”改革。", "最多跑一次"),
    ("做到“两个维护”。", "两个维护"),
    ("推进海南自由贸易港建设。", "海南自由贸易港"),
    ("主要污染物排放总量下降。", "主要污染物排放总量"),
    ("完善多层次资本市场。", "多层次资本市场"),
    ("规模以上工业增加值增长。", "规模以上工业增加值"),
    ("构建和谐劳动关系。", "和谐劳动关系"),
]


@pytest.mark.parametrize(("line", "phrase"), WHOLE, ids=[one for _, one in WHOLE])
def test_quotation_marks_places_and_close_ties_make_phrases(line, phrase):
    found = find_phrases(cut([line] * 4), range(4))
    assert phrase in set(found["phrase"])


def test_quoted_in_one_document_of_many_is_no_phrase():
    texts = ["“大江东去也”。" * 4, *["推进改革。"] * 9]
    assert "大江东去也" not in set(find_phrases(cut(texts), range(10))["phrase"])


def test_a_term_that_is_picked_is_a_unit_and_a_users_word_wins_over_it():
    rows = paragraphs("a", ["推进林权制度改革。"])
    counted = units.units_of(rows, find=False, policy_terms=False, picked=["林权制度改革"])
    assert counted.forms["林权制度改革"] == "phrase" and counted.occurrences["林权制度改革"] == 1
    own = units.units_of(
        rows, find=False, policy_terms=False, picked=["林权制度改革"], words=["林权制度"]
    )
    assert "林权制度" in [own.tokens.vocabulary[at] for at in own.tokens.ids]
