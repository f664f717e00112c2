"""What became of targets: kept, missed, raised, lowered, dropped, or nobody can tell."""

import time
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from helpers.commitments import extraction as commitments
from helpers.commitments import follow_through
from helpers.commitments.trajectories import trajectories
from helpers.tables import FollowThrough
from test_periods import document, paragraphs

CASES = tomllib.loads((ROOT / "tests/cases/follow_through.toml").read_text("utf-8"))


def report(year, back, ahead, **facts):
    """Return a report of a year and its commitments: what it looks back on, what it plans."""
    name = f"report-{year}"
    lines = [f"#一、{year - 1}年工作回顾", back, f"#二、{year}年工作安排", ahead]
    source = replace(document(date=f"{year}-01"), **{"doc_id": name, **facts})
    parts = [replace(p, doc_id=name) for p in paragraphs(lines)]
    return source, commitments.extract(source, parts)


def followed(*reports) -> list[FollowThrough]:
    documents = [source for source, _ in reports]
    records = [record for _, own in reports for record in own]
    return follow_through.compare(follow_through.follow(documents, records))


def verdicts(*reports):
    return [(f.earlier_quote, f.later_quote, f.verdict) for f in followed(*reports)]


@pytest.mark.parametrize("case", CASES["outcome"], ids=lambda case: case["target"])
def test_a_target_meets_the_result_of_its_period(case):
    rows = followed(
        report(2021, "完成任务。", case["target"]), report(2022, case["result"], "做好工作。")
    )
    assert [row.verdict for row in rows] == [case["verdict"]]
    assert rows[0].why == case.get("why", rows[0].why)
    assert rows[0].year == 2021


@pytest.mark.parametrize("case", CASES["move"], ids=lambda case: case["later"])
def test_a_target_is_compared_with_the_next_one(case):
    rows = followed(
        report(2021, "完成任务。", case["earlier"]), report(2022, "完成任务。", case["later"])
    )
    moves = [row.verdict for row in rows if row.later_quote]
    assert moves == ([case["verdict"]] if case["verdict"] != "none" else [])


def test_a_row_says_of_which_years_its_target_is():
    plan = "“十四五”期间生产总值年均增长6%。到2025年生产总值达到500亿元。2021年新增就业5万人。"
    rows = followed(report(2021, "完成任务。", plan), report(2026, "生产总值510亿元。", "稳增长。"))
    years = {row.earlier_quote: (row.since, row.year) for row in rows}
    assert years == {"6%": (2021, 2025), "500亿元": (2025, 2025), "5万人": (2021, 2021)}


def test_an_inner_list_of_the_review_does_not_open_the_plan():
    lines = [
        "#一、2020年工作回顾",
        "#一、产业",
        "产值增长8%。",
        "#二、投资",
        "#三、外贸",
        "出口增长9%。",
    ]
    lines += ["#二、下一步工作", "投资增长7%。"]
    found = commitments.extract(document(date="2021-01"), paragraphs(lines))
    assert [c.status for c in found] == ["result", "result", "target"]


def test_a_plan_has_one_target_of_statistics_a_year():
    first = report(2021, "完成任务。", "生产总值增长6%，出口增长3%。")
    other = report(2021, "完成任务。", "打造主战场。生产总值增长15%以上。")
    told = [replace(c, paragraph=c.paragraph + 9) for c in other[1]]
    later = report(2022, "生产总值增长4.2%。", "做好工作。")
    rows = followed((first[0], [*first[1], *told]), later)
    assert {row.earlier_quote: row.verdict for row in rows if row.later_quote} == {
        "6%": "missed",
        "15%以上": "possible",
    }


@pytest.mark.parametrize(("plan", "dropped"), [("增加普惠托位。", 0), ("做好工作。", 1)])
def test_what_is_still_named_by_its_kind_is_not_dropped(plan, dropped):
    goal = "新增婴幼儿照护托位1000个。"
    reports = [report(2020 + i, "完成任务。", goal) for i in range(2)]
    reports.append(report(2022, "完成任务。", f"粮食产量500万吨。{plan}"))
    last = reports[-1][0].doc_id
    texts = [replace(p, doc_id=last, paragraph=9) for p in paragraphs([f"粮食产量500万吨。{plan}"])]
    records = [c for _, own in reports for c in own]
    pairs = follow_through.follow([source for source, _ in reports], records, texts)
    rows = follow_through.compare(pairs)
    assert sum(row.verdict == "dropped" for row in rows) == dropped


def test_town_and_country_are_judged_each_where_they_are_told_apart():
    goal = report(2021, "完成任务。", "城乡居民收入实际增长7%。")
    told = "城镇居民人均可支配收入、农村居民人均纯收入分别实际增长7.3%和6.7%。"
    rows = followed(goal, report(2022, told, "做好工作。"))
    assert {row.indicator[:2]: row.verdict for row in rows} == {"城镇": "kept", "农村": "missed"}
    (half,) = followed(goal, report(2022, "城镇居民人均可支配收入实际增长7.6%。", "做好工作。"))
    assert (half.verdict, half.why) == ("unknown", follow_through.REASONS["half"][2])


def test_that_all_of_them_are_done_is_no_part_of_a_name():
    goal = report(2021, "完成任务。", "今年重点实施70个惠民行动项目，完成投资260亿元。")
    told = "年初确定的70个惠民行动项目件件落实，完成投资330亿元。"
    rows = followed(goal, report(2022, told, "做好工作。"))
    assert [row.verdict for row in rows if row.earlier_quote == "260亿元"] == ["kept"]


def test_a_stop_between_digits_is_a_point():
    goal = report(2008, "完成任务。", "实际使用外资增长14%。")
    rows = followed(goal, report(2009, "到位外资12亿美元，实际使用外资增长18。6%。", "做好工作。"))
    assert [(row.later_quote, row.verdict) for row in rows] == [("18。6%", "kept")]


def test_a_result_beside_the_next_target_is_its_base():
    pairs = verdicts(report(2022, "生产总值增长9.4%。", "生产总值增长5.5%以上。"))
    assert pairs == [("9.4%", "5.5%以上", "base")]


def test_a_later_report_that_names_the_year_settles_it():
    rows = followed(
        report(2021, "完成任务。", "粮食产量500万吨。"),
        report(2022, "完成任务。", "做好工作。"),
        report(2023, "2021年粮食产量510万吨。", "做好工作。"),
    )
    assert [(row.verdict, row.gap) for row in rows] == [("kept", 100000)]


def test_a_report_after_a_gap_tells_of_another_year():
    first = report(2021, "完成任务。", "粮食产量500万吨。")
    later = report(2024, "粮食产量510万吨。", "粮食产量600万吨。")
    verdict = {(row.verdict, row.why) for row in followed(first, later)}
    assert verdict == {("unknown", "No later report tells the result."), ("base", REASON["base"])}


REASON = {reason: why for reason, (_, _, why) in follow_through.REASONS.items()}


def test_what_two_reports_promised_and_the_next_does_not_is_dropped():
    two = [report(year, "完成任务。", "新建口袋公园10个。") for year in (2020, 2021)]
    silent = report(2022, "完成任务。", "粮食产量500万吨。")
    near = report(2022, "完成任务。", "建设口袋公园和绿道10个。")
    assert [row.verdict for row in followed(*two, silent) if not row.later_quote].count("dropped")
    assert "dropped" not in {row.verdict for row in followed(two[1], silent)}
    assert "dropped" not in {row.verdict for row in followed(*two, near)}


@pytest.mark.parametrize("blank", [{"place": ""}, {"date": ""}, {"doubts": "place"}])
def test_without_place_or_year_there_is_no_verdict(blank):
    first = report(2021, "完成任务。", "新增就业5万人。", **blank)
    later = report(2022, "新增就业6万人。", "新增就业5万人。", **blank)
    assert not {row.verdict for row in followed(first, later)} - {"base"}


def test_other_places_do_not_meet():
    first = report(2021, "完成任务。", "新增就业5万人。")
    assert followed(first, report(2022, "新增就业6万人。", "做好工作。", place="别市")) == []


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
    reasons = set(follow_through.REASONS.values())
    for row in followed(report(2021, *lines[:2]), report(2022, *lines[2:])):
        assert (row.comparable, row.verdict, row.why) in reasons


def test_following_is_linear():
    def seconds(size):
        rows = "".join(f"新增就业{number}人。" for number in range(1, size))
        reports = [report(year, rows, rows) for year in (2021, 2022)]
        start = time.process_time()
        followed(*reports)
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 30 * max(seconds(400), 0.02)


def test_a_line_joins_one_measure_only():
    reports = [
        report(2021, "生产总值增长9%。新建公园3个。", "生产总值增长6%以上。新增就业5万人。"),
        report(2022, "生产总值增长7%。", "生产总值达到500亿元。“十四五”期间生产总值年均增长6%。"),
    ]
    sources = [source for source, _ in reports]
    table = trajectories(sources, [record for _, found in reports for record in found])
    assert list(table["value"]) == [9, 7, 6, 6]
    assert list(table["since"]) == [2020, 2021, 2021, 2021]
    assert list(table["year"]) == [2020, 2021, 2021, 2025]
    assert set(table["points"]) == {4}


def test_nothing_to_follow_gives_an_empty_table():
    assert trajectories([], []).empty


def test_a_name_is_shown_as_the_texts_say_it():
    goals = ("新增上市企业5家。", "上市企业新增6家。", "新增上市企业7家。")
    reports = [report(2021 + i, "完成任务。", goal) for i, goal in enumerate(goals)]
    assert {row.indicator for row in followed(*reports)} == {"新增上市企业"}
