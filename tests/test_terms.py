"""Counts, bands and keyness on small corpora whose answers can be counted by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers import tables
from helpers.errors import ParameterError
from helpers.tables import Document, Paragraph
from helpers.terms import change_story, context, contrasts, groups_story, segment, story, trends
from helpers.terms import frequency as terms
from helpers.terms.units import units_of

REPORTS = {
    "a": ("镇江", "2020-08-01", ["坚持产业强市,发展产业。", "产业发展5G,2021年增长5.5%。"]),
    "b": ("镇江", "2021", ["产业发展。", "文化建设,文化服务。"]),
    "c": ("扬州", "2022-03", ["文化、旅游,文化、名城。", "文化,产业。", "文化,发展。"]),
}


def document(name, place="镇江", date="2020", **known):
    fields = {field: kind() for field, kind in tables.columns(Document).items()}
    return Document(**(fields | {"doc_id": name, "place": place, "date": date} | known))


def paragraphs(name, texts, role="body"):
    place = {"doc_id": name, "role": role, "section": "", "actor": ""}
    span = {"raw_start": 0, "raw_end": 0}
    return [Paragraph(**place, **span, paragraph=at, text=text) for at, text in enumerate(texts, 1)]


def corpus(reports=REPORTS):
    documents = [document(name, place, date) for name, (place, date, _) in reports.items()]
    return documents, [p for name, (*_, texts) in reports.items() for p in paragraphs(name, texts)]


def large(number=24):
    """Return documents of two places; in the second 文化 stands in the place of 产业."""
    words = ["产业发展,推进项目建设。", "文化发展,推进项目建设。"]
    documents = [document(f"d{at:02}", ["镇江", "扬州"][at % 2]) for at in range(number)]
    texts = [paragraphs(f"d{at:02}", [words[at % 2]] * 12) for at in range(number)]
    return documents, [one for part in texts for one in part]


def row(table, term):
    return table.set_index("term").loc[term]


def test_words_are_counted():
    words, cells = terms.count(*corpus(), stop=())
    assert row(words, "产业")[["count", "documents"]].tolist() == [5, 3]
    assert row(words, "文化")[["count", "documents"]].tolist() == [6, 2]
    assert "2021" not in set(words["term"]) and "," not in set(words["term"])
    assert row(words, "产业")["per_10k"] == pytest.approx(5 / words["count"].sum() * 1e4)
    found = cells.set_index(["doc_id", "term"])["count"]
    assert (found["a", "产业"], found["c", "文化"]) == (3, 4)
    assert ("a", "文化") not in found.index
    assert cells.groupby("term")["count"].sum().to_dict() == dict(
        zip(words["term"], words["count"], strict=True)
    )


def test_the_tables_can_be_written_and_read_without_a_gap(tmp_path):
    documents, texts = corpus()
    words, cells = terms.count(documents, texts)
    keys = contrasts.keyness(documents, cells, min_count=2).table
    tables.write(tmp_path, terms=words, term_documents=cells, keyness=keys)
    for name, table in (("terms", words), ("term_documents", cells), ("keyness", keys)):
        again = tables.read(tmp_path, name)
        assert len(again) == len(table) and not again.isna().any(axis=None)


def test_tables_and_records_are_the_same_to_all_functions():
    documents, texts = corpus()
    once = terms.count(documents, texts)
    again = terms.count(tables.frame(Document, documents), tables.frame(Paragraph, texts))
    for one, other in zip(once, again, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_processes_do_not_change_the_result(monkeypatch):
    monkeypatch.setattr("helpers.terms.counts.BATCH", 20)
    for one, other in zip(
        terms.count(*corpus(), jobs=1), terms.count(*corpus(), jobs=2), strict=True
    ):
        pd.testing.assert_frame_equal(one, other)


def test_the_band_holds_the_frequency_and_shows_the_guessing():
    reports = {"a": ("", "", ["小米十一在杭研大厦发布", "杭研大厦发布小米十一"])}
    words, _ = terms.count(*corpus(reports), words=["小米"])
    assert (words["band_low"] <= words["per_10k"]).all()
    assert (words["per_10k"] <= words["band_high"]).all()
    # With HMM off 杭 and 研 are words of their own; with HMM on they are one.
    assert row(words, "杭")["band_low"] == 0 < row(words, "杭")["per_10k"]
    assert row(words, "大厦")["band_low"] > 0


def test_which_settings_the_band_has():
    assert terms.band_settings("jieba", False, 50_000) == [
        ("jieba", True),
        ("rjieba", False),
        ("rjieba", True),
    ]
    assert terms.band_settings("rjieba", False, 13_000_000) == [("rjieba", True)]
    assert len(terms.band_settings("own", False, 50_000)) == 4
    assert len(terms.band_settings(list, False, 50_000)) == 4


def test_a_users_dictionary_is_counted():
    reports = {"a": ("", "", ["镇江很有前途", "镇江很有前途"])}
    words, _ = terms.count(*corpus(reports), words=["很有前途"])
    assert row(words, "很有前途")["count"] == 2


def test_a_users_own_segmentation_is_counted_and_in_the_band(tmp_path):
    documents, texts = corpus({"a": ("", "", ["产业强市不动摇。", "产业 强市,2021年。"])})
    path = tmp_path / "own.csv"
    rows = ["doc_id,paragraph,tokens", "a,1,产业强市 不动摇 。", 'a,2,"产业强市 , 2021 年 。"']
    path.write_text("\n".join(rows), encoding="utf-8")
    table = segment.own_tokens(tables.frame(Paragraph, texts), path)
    words, cells = terms.count(documents, table, engine="own")
    assert dict(zip(words["term"], words["count"], strict=True)) == {
        "产业强市": 2,
        "不动摇": 1,
        "年": 1,
    }
    assert row(words, "产业强市")[["band_low", "band_high"]].tolist() == [0, 5000]
    assert cells["count"].sum() == 4
    words, _ = terms.count(documents, table, engine="rjieba")  # one's own is in the band
    assert row(words, "产业")["band_low"] == 0 < row(words, "产业")["per_10k"]
    found = context.collocates(units_of(table, engine="own"), "产业强市", min_count=1)
    assert found["collocate"].tolist() == ["不动摇", "年"]


def test_intervals_hold_the_rate_and_say_how_they_were_made():
    drawn, _ = terms.count(*large())
    computed, _ = terms.count(*large(), replicates=0)
    for words, how in ((drawn, "bootstrap"), (computed, "linearised")):
        assert set(words["interval"]) == {how}
        assert (words["low"] <= words["per_10k"] + 1e-9).all()
        assert (words["per_10k"] <= words["high"] + 1e-9).all()


def test_titles_are_counted_on_request():
    texts = [*paragraphs("a", ["镇江日报"], "title"), *paragraphs("a", ["产业强市"])]
    words, _ = terms.count([document("a")], texts)
    assert "镇江" not in set(words["term"])
    words, _ = terms.count([document("a")], texts, roles=["title"])
    assert "镇江" in set(words["term"])


@pytest.mark.parametrize(
    "texts",
    [{}, {"a": []}, {"a": ["2021,5.5%。"]}, {"a": [""]}],
    ids=["no document", "no paragraph", "no word", "no character"],
)
def test_without_words_the_tables_are_empty_and_whole(texts, tmp_path):
    documents = [document(name) for name in texts]
    rows = [one for name, lines in texts.items() for one in paragraphs(name, lines)]
    words, cells = terms.count(documents, rows)
    assert words.empty and cells.empty
    compared = contrasts.keyness(documents, cells)
    tables.write(tmp_path, terms=words, term_documents=cells, keyness=compared.table)
    assert "no two groups" in groups_story.differences(compared).en
    whole, _ = terms.count(*corpus())
    assert list(words.columns) == list(whole.columns)


POOR = {
    "one word": {"a": ["产业"]},
    "one document": {"a": ["产业强市", "产业"]},
    "paragraphs without words": {"a": ["产业", "", "2021"]},
    "a document without words": {"a": ["产业。产业", "文化"], "b": ["2021"]},
    "a document without paragraphs": {"a": ["产业。产业,产业"] * 9, "b": [], "c": ["文化,产业"]},
    "the same text everywhere": {name: ["产业强市,产业强市。"] * 3 for name in "abcdefghij"},
    "no document": {},
}


@pytest.mark.parametrize("texts", POOR.values(), ids=POOR)
@pytest.mark.parametrize("by", ["place", "year", "issuer", "doc_id"])
def test_a_poor_corpus_gives_sentences_and_no_gaps(texts, by):
    places = {"a": "镇江", "b": "扬州"}
    documents = [
        document(name, places.get(name, ""), f"20{at + 10}") for at, name in enumerate(texts)
    ]
    rows = [one for name, lines in texts.items() for one in paragraphs(name, lines)]
    words, cells = terms.count(documents, rows)
    told = {
        groups_story.differences: contrasts.keyness(documents, cells, by, min_count=0),
        change_story.changed: trends.change(documents, cells, min_count=0),
        change_story.burst: trends.bursts(documents, cells),
        story.curve: trends.rank_frequency(words),
    }
    shown = [context.kwic(rows, "产业"), context.positions(rows, ["产业", "无此词"])]
    units = units_of(rows)
    shown += [context.collocates(units, "产业", min_count=1), context.cooccurrence(units, ["产业"])]
    for table in (words, cells, *(result.table for result in told.values()), *shown):
        assert not table.isna().any(axis=None)
        assert np.isfinite(table.select_dtypes("number")).all(axis=None)
    for say, result in told.items():
        assert all(sentence.strip() and "nan" not in sentence for sentence in say(result)[:2])


def test_one_document_has_no_groups_and_the_note_says_so():
    _, cells = terms.count([document("a")], paragraphs("a", ["产业", "产业强市"]))
    compared = contrasts.keyness([document("a")], cells)
    assert compared.table.empty
    assert groups_story.differences(compared).en == "There are no two groups by place to compare."


def test_a_document_that_is_not_in_the_list_is_named():
    with pytest.raises(ParameterError, match="b has paragraphs, but is not in documents"):
        terms.count([document("a")], paragraphs("b", ["产业"]))
    _, cells = terms.count([document("a")], paragraphs("a", ["产业"]))
    with pytest.raises(ParameterError, match="a has counts, but is not in documents"):
        contrasts.keyness([document("b")], cells)


def test_keyness_finds_what_makes_the_difference():
    documents, texts = large()
    _, cells = terms.count(documents, texts)
    compared = contrasts.keyness(documents, cells)
    keys, note = compared.table, groups_story.differences(compared).en
    assert set(keys["contrast"]) == {"place: 扬州 | 镇江"}
    assert set(keys["term"][:2]) == {"产业", "文化"}
    assert row(keys, "文化")[["count_a", "count_b"]].tolist() == [144, 0]
    assert row(keys, "文化")["lrc"] > 3 and row(keys, "产业")["lrc"] < -3
    assert (keys["lrc"][2:] == 0).all() and (keys["p"][2:] > 0.5).all()
    assert "2 of 6 comparisons" in note
    assert "2 of these still differ" in note


def test_few_documents_prove_nothing_and_the_note_says_so():
    documents, texts = large(4)
    _, cells = terms.count(documents, texts)
    compared = contrasts.keyness(documents, cells)
    keys, note = compared.table, groups_story.differences(compared).en
    assert keys["p"].min() == pytest.approx(1 / 3)
    assert "2 of 6 comparisons" in note
    assert "0 of these still differ" in note


def test_groups_can_be_chosen():
    documents, texts = corpus()
    _, cells = terms.count(documents, texts)
    expected = {
        "year": ["year: 2020 | rest", "year: 2021 | rest", "year: 2022 | rest"],
        "place": ["place: 扬州 | 镇江"],
    }
    for by, names in expected.items():
        keys = contrasts.keyness(documents, cells, by, min_count=1).table
        assert sorted(set(keys["contrast"])) == names
    pair = contrasts.keyness(documents, cells, "year", groups=("2022", "2020"), min_count=1).table
    assert set(pair["contrast"]) == {"year: 2022 | 2020"}
    periods = {"a": "before", "b": "before", "c": "after"}
    own = contrasts.keyness(documents, cells, periods, min_count=1).table
    assert set(own["contrast"]) == {"group: after | before"}


@pytest.mark.parametrize(
    ("by", "groups", "says"),
    [
        ("colour", None, "cannot be grouped by 'colour'; there are: year, period, doc_id"),
        ("place", ("镇江", "无锡"), "There is no place '无锡'; there are: 扬州, 镇江"),
    ],
)
def test_an_impossible_group_is_named_with_the_possible_ones(by, groups, says):
    documents, texts = corpus()
    _, cells = terms.count(documents, texts)
    with pytest.raises(ParameterError, match=says):
        contrasts.keyness(documents, cells, by, groups=groups)


def test_a_group_without_words_is_told():
    documents, texts = corpus()
    _, cells = terms.count([*documents, document("d", "泰州")], texts)
    compared = contrasts.keyness(
        [*documents, document("d", "泰州")], cells, groups=("泰州", "镇江")
    )
    assert compared.table.empty
    assert "too few words on one side" in groups_story.differences(compared).en


def test_stop_words_are_not_compared_but_count_in_the_sizes():
    documents, texts = corpus()
    _, cells = terms.count(documents, texts)
    with_all = contrasts.keyness(documents, cells, stop=(), min_count=1).table
    without = contrasts.keyness(documents, cells, stop=["文化"], min_count=1).table
    assert "文化" not in set(without["term"])
    assert row(with_all, "旅游")["g2"] == pytest.approx(row(without, "旅游")["g2"])


def several(places, years, genres=("work_report",)):
    return [
        document(f"{place}{year}{genre}", place, str(year), genre=genre)
        for place in places
        for year in years
        for genre in genres
    ]


@pytest.mark.parametrize(
    ("documents", "label", "groups"),
    [
        (several(["镇江"], range(2012, 2018)), "period", {"2012–2014", "2015–2017"}),
        (several(["镇江", "扬州"], range(2012, 2018)), "place", {"镇江", "扬州"}),
        (several(["镇江"], range(2012, 2018)) + several(["扬州"], [2018]), "period", None),
        (several(["镇江"], [2020], ["news", "plan"]) * 3, "genre", {"news", "plan"}),
        (several(["镇江", "扬州"], [2020, 2021]), "", set()),
        ([], "", set()),
    ],
    ids=["one place", "many at once", "a stray place", "kinds", "too few", "nothing"],
)
def test_texts_are_compared_by_what_fits_them(documents, label, groups):
    by, group = contrasts.grouping(documents)
    assert by == label
    assert groups is None or set(group.values()) == groups


def test_a_comparison_chooses_its_groups_or_says_that_there_are_none():
    documents, texts = corpus()
    _, cells = terms.count(documents, texts)
    compared = contrasts.keyness(documents, cells, "")
    assert compared.table.empty
    assert groups_story.differences(compared).en.startswith("Nothing is compared: there are no two")
