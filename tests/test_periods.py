"""Time expressions, and the parts of a report that date what stands in them."""

from dataclasses import replace

import pytest

from helpers.commitments import frames, periods
from helpers.commitments.periods import Frame
from helpers.tables import Document, Paragraph

SPEECH = Frame("target", "2020", 2020, 2020, "test")
REVIEW = Frame("result", "2021", 2022, 2021, "test")
PLAN = Frame("target", "2022", 2022, 2021, "test")

CASES = [
    ("全年", SPEECH, "2020"),
    ("全年", REVIEW, "2021"),
    ("年内", PLAN, "2022"),
    ("下半年", SPEECH, "2020-H2"),
    ("四季度", SPEECH, "2020-Q4"),
    ("8月份", SPEECH, "2020-08"),
    ("9月底前", PLAN, "2022-09"),
    ("2023年6月底前", PLAN, "2023-06"),
    ("到2025年", PLAN, "2025"),
    ("2021-2025年", PLAN, "2021/2025"),
    ("“十四五”期末", PLAN, "2025"),
    ("“十四五”期间", PLAN, "2021/2025"),
    ("五年来", REVIEW, "2017/2021"),
    ("未来五年", PLAN, "2022/2026"),
    ("去年", PLAN, "2021"),
    ("每年", PLAN, ""),
    ("今年9月底前", PLAN, "2022-09"),
    ("明年上半年", PLAN, "2023-H1"),
    ("第一季度", REVIEW, "2021-Q1"),
    ("前三季度", REVIEW, "2021-01/2021-09"),
    ("1-6月", PLAN, "2022-H1"),
    ("1-3月", PLAN, "2022-Q1"),
    ("10-12月", PLAN, "2022-Q4"),
    ("去年12月", PLAN, "2021-12"),
    ("用两年时间", PLAN, "2022/2023"),
    ("三年内", PLAN, "2022/2024"),
    ("五年内", REVIEW, "2017/2021"),
    ("过去的三年", REVIEW, "2019/2021"),
    ("１９９９年", PLAN, "1999"),
    ("到2010 年", PLAN, "2010"),
    ("“九五”", PLAN, None),
]


@pytest.mark.parametrize(("text", "frame", "value"), CASES)
def test_time_expressions_are_resolved(text, frame, value):
    found = [(p.value, len(p.text)) for p in periods.find(f"，{text}，", frame)]
    assert found == ([] if value is None else [(value, len(text.removeprefix("第")))])


def test_a_comparison_dates_nothing():
    text = "比上年增长5%，较 2015年下降，在去年的基础上，超过“十五”时期的平均水平，上年度"
    assert {p.compared for p in periods.find(text, PLAN)} == {True}


@pytest.mark.parametrize("text", ["学前三年毛入园率", "2-3年内", "三年行动计划", "提前三年"])
def test_a_number_of_years_may_date_nothing(text):
    assert periods.find(text, PLAN) == []


def document(genre="work_report", date="2022-01-20"):
    return Document(
        doc_id="a", file="a.txt", sha256="", encoding="utf-8", title="政府工作报告", place="某市",
        issuer="某市人民政府", level="city", genre=genre, date=date, date_basis="text",
        chars_raw=0, chars_clean=0, paragraphs=0, repaired=0, removed=0,
    )  # fmt: skip


def paragraphs(lines):
    """Return paragraphs of lines; a line that begins with # is a heading."""
    out, section = [], ""
    for number, line in enumerate(lines, 1):
        head = line.startswith("#")
        text = line.removeprefix("#")
        role, above = ("heading", "") if head else ("body", section)
        section = text if head else section
        out.append(
            Paragraph(doc_id="a", paragraph=number, role=role, section=above, actor="市政府",
                      text=text, raw_start=0, raw_end=len(text))
        )  # fmt: skip
    return out


PARTS = [
    ("现在，我代表市政府作报告。", "result", "2021"),
    ("#一、过去五年工作回顾", "result", "2017/2021"),
    ("五年来，我们牢记嘱托。", "result", "2017/2021"),
    ("过去的一年，经济稳中向好。", "result", "2021"),
    ("#二、今后五年的目标任务", "target", "2022/2026"),
    ("主要目标是：年均增长6%。", "target", "2022/2026"),
    ("#三、2022年重点工作", "target", "2022"),
    ("#（一）加快回顾馆建设", "target", "2022"),
    ("推进项目建设。", "target", "2022"),
]


def test_a_report_looks_back_and_then_plans():
    lines = [line for line, *_ in PARTS]
    found = frames.of(document(), paragraphs(lines))
    assert [(f.status, f.period) for f in found] == [(s, p) for _, s, p in PARTS]


def test_a_second_part_below_a_common_heading_is_no_plan():
    above = ["五年奋进 / 一、壮大经济", "五年奋进 / 二、改善民生", "继往开来 / 一、2022年目标"]
    lines = paragraphs(["总量翻番。", "失业率控制在2%以内。", "失业率控制在3%以内。"])
    nested = [replace(line, section=section) for line, section in zip(lines, above, strict=True)]
    assert [f.status for f in frames.of(document(), nested)] == ["result", "result", "target"]


def test_the_plan_begins_without_a_heading_too():
    lines = ["2021年，全市生产总值增长8%。", "做好今年工作，意义重大。", "新增就业5万人。"]
    found = frames.of(document(), paragraphs(lines))
    assert [f.status for f in found] == ["result", "target", "target"]


def test_nothing_is_planned_before_the_heading_that_names_the_plan():
    lines = [
        "#2021年工作回顾",
        "今年以来，新增企业70家。",
        "做好今年的工作。",
        "#2022年工作安排",
        "新增企业80家。",
    ]
    found = frames.of(document(), paragraphs(lines))
    assert [f.status for f in found] == ["result"] * 3 + ["target"] * 2


def test_notes_that_explain_words_promise_nothing():
    lines = ["#一、2021年工作回顾", "完成任务。", "#二、2022年工作安排", "新增就业5万人。"]
    notes = ["#名词解释", "1.“三就三百”指100%提供就业帮助。", "#附件2 民生实事", "新建公园10个。"]
    found = frames.of(document(), paragraphs([*lines, *notes]))
    assert [f.status for f in found][3:] == ["target", "context", "context", "target", "target"]


def test_a_list_of_what_was_done_after_the_plan_is_review():
    plan = ["#一、2017年工作回顾", "完成任务。", "#二、2018年工作安排", "新增就业5万人。"]
    done = ["#2017年十件民生实事完成情况", "已完成。新增公园10个。"]
    table = ["序号 | 民生领域 | 完成情况", "已完成。新增公园10个。"]
    for lines in (done, table):
        found = frames.of(
            document(date="2018-01"), paragraphs([*plan, *lines, "1.三资：资金、资产、资源。"])
        )
        assert [frame.status for frame in found][-2:] == ["result", "context"]
        assert found[-2].period == "2017"
    still = frames.of(
        document(date="2018-01"), paragraphs([*plan, "#通报督查落实情况", "建公园。"])
    )
    assert still[-1].status == "target"


def test_one_year_told_in_a_part_of_five_ends_with_its_section():
    lines = [
        "#过去五年工作回顾",
        "2021年，新增企业5家。",
        "#（二）",
        "新增企业30家。",
        "#今后五年的目标",
    ]
    above = ["", "过去五年工作回顾 / （一）", "过去五年工作回顾", "过去五年工作回顾 / （二）", ""]
    parts = zip(paragraphs(lines), above, strict=True)
    found = frames.of(document(), [replace(part, section=section) for part, section in parts])
    assert [frame.period for frame in found][1:4] == ["2021", "2017/2021", "2017/2021"]


def test_looking_back_on_a_plan_opens_its_years():
    lines = [
        "#2025年工作和“十四五”回顾",
        "2025年，新增企业5家。",
        "回望“十四五”，喜事多。",
        "#2026年工作",
    ]
    found = frames.of(document(date="2026-01"), paragraphs(lines))
    assert [frame.period for frame in found][1:3] == ["2025", "2021/2025"]


def test_who_is_addressed_stands_before_the_opening():
    lines = ["#一、工作回顾", "做了工作。", "#二、今后五年及2022年工作", "要努力。"]
    found = frames.of(document(), paragraphs([*lines, "各位代表！2022年是重要的一年。", "再说。"]))
    assert [frame.period for frame in found][3:] == ["2022/2026", "2022", "2022"]


def test_statements_look_forward():
    found = frames.of(document("department_statements", "2020-08"), paragraphs(["做好工作。"]))
    assert (found[0].status, found[0].period) == ("target", "2020")


def test_an_undated_document_has_no_years():
    found = frames.of(document("interviews", ""), paragraphs(["年内完成。"]))
    assert periods.find("年内完成", found[0])[0].value == ""


HEADED = [
    ("今年工作", "主要目标是", "2022"),
    ("“十四五”规划的主要任务", "主要目标是", "2021/2025"),
    ("今后五年的任务", "到2030年，主要目标是", "2030"),
    ("今后五年的任务", "2026年亚运会将举办", "2022/2026"),
    ("努力实现“十四五”良好开局", "主要目标是", "2022"),
]


@pytest.mark.parametrize(("heading", "opening", "period"), HEADED)
def test_headings_and_openings_date_a_part(heading, opening, period):
    lines = [
        "#一、回顾",
        "做了工作。",
        "#二、今后五年的任务",
        "要努力。",
        f"#三、{heading}",
        opening,
        "再说。",
    ]
    found = frames.of(document(), paragraphs(lines))
    assert [frame.status for frame in found[2:]] == ["target"] * 5
    assert found[5].period == period
    assert found[6].period == ("2022/2026" if period == "2030" else period)
