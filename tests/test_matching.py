"""The tasks of a breakdown find their sentence in the work report, and no other sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpers import load, tables
from helpers.commitments import answers, assign, department, departments_story, extract_all
from helpers.tables import Document, Paragraph, Responsibility, columns

BLANK = Document(**{name: kind() for name, kind in columns(Document).items()})
REPORT = replace(BLANK, doc_id="report", genre="work_report", place="某市", date="2022-01-10",
                 title="某市2022年政府工作报告")  # fmt: skip
PLAN = replace(BLANK, doc_id="plan", genre="plan", place="某市", date="2022-03-01",
               title="2022年政府工作报告重点任务分解")  # fmt: skip
SAID = [
    "今年要全力推动产业升级。新增高新技术企业50家以上，建成市级数字车间100个；大力发展现代物流，加快空港枢纽建设。",
    "今年要办好人民满意的教育。新建、改扩建幼儿园15所，新增学位6000个，提升义务教育优质均衡水平。",
    "今年要改善人居环境。改造老旧小区120个，惠及居民3.2万户；新建改建农村公路100公里。",
    "今年要扎实推进乡村振兴，粮食产量稳定在50亿斤以上。",
]
# A task, who leads it, and the number of the paragraph that promises it (0: none does).
TASKS = [
    ("1.新增高新技术企业50家以上，建成市级数字车间100个", "市科技局", 1),
    ("2.加快空港枢纽建设，发展现代物流", "市交通运输局", 1),
    ("3.新建改扩建幼儿园15所，新增学位6000个，提升义务教育优质均衡水平", "市教育局", 2),
    ("4.新建改建农村公路100公里", "市交通运输局", 3),
    ("5.全年完成120个老旧小区改造，惠及居民3.2万户", "市住建局", 3),
    ("6.推进“一网通办”，政务服务事项网办率达到95%", "市行政审批局", 0),
    ("7.深化殡葬改革，建成公益性公墓20处", "市民政局", 0),
]


def texts(doc_id: str, lines: list[str]) -> list[Paragraph]:
    return [
        Paragraph(doc_id=doc_id, paragraph=number, role="body", section="", actor="", text=line,
                  raw_start=0, raw_end=0)
        for number, line in enumerate(lines, 1)
    ]  # fmt: skip


PARAGRAPHS = [
    *texts("report", SAID),
    *texts(
        "plan", [f"{task}。（牵头单位：{lead}，配合单位：市财政局）" for task, lead, _ in TASKS]
    ),
]


def joined(report: Document = REPORT) -> list[Responsibility]:
    documents = [report, PLAN]
    return assign(documents, PARAGRAPHS, extract_all(documents, PARAGRAPHS))


@pytest.mark.parametrize(("number", "place"), list(enumerate([task[2] for task in TASKS], 1)))
def test_a_task_is_joined_with_its_sentence_or_with_none(number: int, place: int) -> None:
    rows = [row for row in joined() if row.paragraph == number]
    assert {row.role for row in rows} == {"lead", "support"}
    for row in rows:
        assert row.report_paragraph == place
        assert row.report_doc_id == ("report" if place else "")
        assert not place or row.report_quote in SAID[place - 1]


@pytest.mark.parametrize(
    "other", [replace(REPORT, place="另市"), replace(REPORT, date="2021-01-10", title="工作报告")]
)
def test_reports_of_other_places_and_years_promise_nothing(other: Document) -> None:
    assert not any(row.report_doc_id for row in joined(other))


def test_targets_of_the_report_get_who_leads_and_who_supports_them() -> None:
    promises = extract_all([REPORT, PLAN], PARAGRAPHS)
    found = tables.frame(tables.Commitment, promises)
    rows = tables.frame(tables.Responsibility, assign([REPORT, PLAN], PARAGRAPHS, promises))
    answered = answers(found, rows)
    of_report = answered[answered["doc_id"] == "report"].set_index("quote")
    assert of_report.loc["15所", "lead"] == "教育局"
    assert of_report.loc["15所", "support"] == "财政局"
    assert of_report.loc["15所", "task_paragraph"] == 3
    assert of_report.loc["50亿斤以上", "lead"] == ""


def test_the_page_shows_both_places(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr("helpers.show.evidence.table", lambda rows, *_, **__: shown.append(rows))
    promises = extract_all([REPORT, PLAN], PARAGRAPHS)
    found = tables.frame(tables.Commitment, promises)
    rows = tables.frame(tables.Responsibility, assign([REPORT, PLAN], PARAGRAPHS, promises))
    departments_story.answered(found, rows)
    (table,) = shown
    assert set(table["doc_id"]) == {"report"}
    assert all("plan.html#p" in str(link) for link in table["assigned"])
    (said,) = [one for one in departments_story.findings(rows) if "work report" in one.said.en]
    assert said.said.zh == "任务分解中的 7 项任务，有 5 项见于同地同年的政府工作报告，2 项未见。"


def test_a_department_under_any_of_its_names() -> None:
    promises = extract_all([REPORT, PLAN], PARAGRAPHS)
    found = tables.frame(tables.Commitment, promises)
    rows = tables.frame(tables.Responsibility, assign([REPORT, PLAN], PARAGRAPHS, promises))
    followed = tables.frame(tables.FollowThrough, [])
    schools = department("市教育局", rows, found, followed)
    assert (len(schools.leads), len(schools.supports), len(schools.became)) == (1, 0, 0)
    assert set(schools.promised["quote"]) == {"15所", "6000个"}
    assert len(department("财政局", rows, found, followed).supports) == len(TASKS)
    roads = department("交通局", rows, found, followed)  # its name before 2008
    assert len(roads.leads) == 2
    assert "交通运输局" in repr(roads)


def test_a_corpus_answers_for_a_department(tmp_path: Path) -> None:
    promises = extract_all([REPORT, PLAN], PARAGRAPHS)
    rows = assign([REPORT, PLAN], PARAGRAPHS, promises)
    tables.write(tmp_path, documents=[REPORT, PLAN], commitments=promises, follow_through=[])
    tables.write(tmp_path, responsibilities=rows)
    schools = load(tmp_path).department("市教育局")
    assert list(schools.leads["task"]) == [f"{TASKS[2][0]}。"]
