"""The same indicator seen again: kept, missed, raised, lowered, dropped or unknown."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.commitments import extraction as commitments
from helpers.commitments import follow_through
from test_periods import document, paragraphs


def report(year, back, ahead):
    """Return a report of a year and its commitments: what it looks back on, what it plans."""
    name = f"report-{year}"
    lines = [f"#一、{year - 1}年工作回顾", back, f"#二、{year}年工作安排", ahead]
    source = replace(document(date=f"{year}-01"), doc_id=name)
    parts = [replace(p, doc_id=name) for p in paragraphs(lines)]
    return source, commitments.extract(source, parts)


def verdicts(*reports):
    documents = [source for source, _ in reports]
    records = [record for _, found in reports for record in found]
    return [
        (f.indicator, f.earlier_quote, f.later_quote, f.verdict)
        for f in follow_through.compare(documents, records)
    ]


CASES = [
    ("新增就业5万人以上。", "新增就业5.2万人。", ("5万人以上", "5.2万人", "kept")),
    ("新增就业5万人以上。", "新增就业4.8万人。", ("5万人以上", "4.8万人", "missed")),
    ("城镇登记失业率控制在4%以内。", "城镇登记失业率3.2%。", ("控制在4%以内", "3.2%", "kept")),
    ("城镇登记失业率控制在4%以内。", "城镇登记失业率4.3%。", ("控制在4%以内", "4.3%", "missed")),
    ("生产总值增长6%以上。", "生产总值增长超过5%。", ("6%以上", "超过5%", "unknown")),
]


@pytest.mark.parametrize(("target", "result", "expected"), CASES)
def test_a_target_meets_the_result_of_its_period(target, result, expected):
    pairs = verdicts(report(2021, "完成任务。", target), report(2022, result, "做好工作。"))
    assert [pair[1:] for pair in pairs] == [expected]


def test_a_higher_ceiling_is_a_weaker_promise():
    first = report(2020, "完成任务。", "城镇登记失业率控制在3%以内。")
    later = report(2022, "完成任务。", "城镇登记失业率控制在4%以内。")
    assert verdicts(first, later)[0][3] == "lowered"


def test_a_result_and_the_next_target_in_one_report():
    pairs = verdicts(report(2022, "生产总值增长9.4%。", "生产总值增长5.5%以上。"))
    assert pairs == [("地区生产总值增长", "9.4%", "5.5%以上", "lowered")]


def test_other_periods_settle_nothing():
    first = report(2020, "完成任务。", "新认定高新技术企业300家。")
    later = report(2022, "新认定高新技术企业376家。", "申报高新技术企业700家以上。")
    assert [pair[3] for pair in verdicts(first, later)] == ["unknown", "unknown"]


def test_an_indicator_that_is_not_named_again_is_dropped():
    first = report(2021, "完成任务。", "新建幼儿园10所。")
    later = report(2022, "完成任务。", "粮食产量500万吨。")
    assert verdicts(first, later) == [("新建幼儿园", "10所", "", "dropped")]


def test_other_places_do_not_meet():
    first = report(2021, "完成任务。", "新增就业5万人。")
    source, records = report(2022, "新增就业6万人。", "做好工作。")
    assert verdicts(first, (replace(source, place="别市"), records)) == []


def test_names_meet_across_documents():
    names = [
        ("全市城镇登记失业率", "%"),
        ("登记失业率", "%"),
        ("新增城镇就业", "人"),
        ("城镇新增就业", "人"),
    ]
    found = [follow_through.name(indicator, unit) for indicator, unit in names]
    assert found == ["城镇登记失业率"] * 2 + ["城镇新增就业"] * 2


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ("新材料产业产值达到500亿元。", "新材料产业营业收入达到600亿元。", "unknown"),
        ("引进本科以上人才1.6万人。", "引进大专以上人才3.8万人。", "unknown"),
        ("生产总值增长6%以上。", "生产总值增长6%左右。", "lowered"),
        ("生产总值增长6%。", "生产总值增长6%。", "unknown"),
        ("粮食产量500万吨。", "粮食产量100亿斤。", "unknown"),
    ],
)
def test_later_targets(earlier, later, verdict):
    pairs = verdicts(report(2021, "完成任务。", earlier), report(2022, "完成任务。", later))
    assert pairs[0][3] == verdict


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["新增就业", "失业率控制在", "出口", "粮食产量"]),
            st.sampled_from(["5万人以上", "4%以内", "约300亿元", "3-5家", "", "全覆盖"]),
            st.sampled_from(["", "到2025年", "上半年", "每年"]),
        ),
        min_size=4,
        max_size=4,
    )
)
def test_every_verdict_has_one_of_the_reasons(words):
    lines = [f"{when}{what}{much}。" for what, much, when in words]
    reports = [report(2021, *lines[:2]), report(2022, *lines[2:])]
    documents = [source for source, _ in reports]
    records = [record for _, found in reports for record in found]
    reasons = set(follow_through.REASONS.values())
    for f in follow_through.compare(documents, records):
        assert (f.comparable, f.verdict, f.why) in reasons


def test_trajectories_join_what_is_comparable():
    reports = [
        report(2021, "生产总值增长9%。新建公园3个。", "生产总值增长6%以上。新增就业5万人。"),
        report(2022, "生产总值增长7%。", "生产总值达到500亿元。“十四五”期间生产总值年均增长6%。"),
    ]
    table = follow_through.trajectories(
        [source for source, _ in reports], [record for _, found in reports for record in found]
    )
    assert list(table["value"]) == [9, 7, 6]
    assert list(table["year"]) == [2020, 2021, 2021]
    assert list(table["status"]) == ["result", "result", "target"]
    assert set(table["points"]) == {3}


def test_nothing_to_follow_gives_an_empty_table():
    assert follow_through.trajectories([], []).empty
