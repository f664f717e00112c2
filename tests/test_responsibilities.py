"""Each assignment goes to its task: in its paragraph, above it, under its heading."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from helpers import tables
from helpers.cleaning import clean_folder
from helpers.commitments import assign, extract, extract_all
from helpers.commitments.responsibilities import deadline, responsibilities
from helpers.tables import Document, Paragraph, columns

BLANK = Document(**{name: kind() for name, kind in columns(Document).items()})
DOCUMENT = replace(BLANK, doc_id="d", genre="other", date="2022-03")


def document(*texts: str, actor: str = "", heads: dict[int, str] | None = None) -> list[Paragraph]:
    """Return paragraphs; `heads` says which are headings (by number) and of what section."""
    section = ""
    out = []
    for number, text in enumerate(texts, 1):
        head = number in (heads or {})
        out.append(
            Paragraph(doc_id="d", paragraph=number, role="heading" if head else "body",
                      section="" if head else section, actor=actor, text=text, raw_start=0,
                      raw_end=0)
        )  # fmt: skip
        section = text if head else section
    return out


def pairs(paragraphs: list[Paragraph], of: Document = DOCUMENT) -> list[tuple[str, str, str]]:
    """Return task, short name and role of each row."""
    return [(row.task, row.canonical, row.role) for row in responsibilities(of, paragraphs)]


def test_a_bracket_takes_what_stands_before_it_in_its_paragraph() -> None:
    text = "1.新建幼儿园5所。（市教育局负责）2.改造校舍20处。（市住建局牵头，市教育局配合）"
    assert pairs(document(text)) == [
        ("1.新建幼儿园5所。", "教育局", "joint"),
        ("2.改造校舍20处。", "住建局", "lead"),
        ("2.改造校舍20处。", "教育局", "support"),
    ]


def test_lines_of_their_own_belong_to_the_point_before_them() -> None:
    found = pairs(
        document(
            "现将任务分解如下，请认真贯彻落实。",
            "一、就业",
            "新增就业5万人，培训2万人次。",
            "牵头单位：市人社局",
            "责任单位：各县区政府",
            "二、教育",
            "新建小学5所。",
            "牵头单位：市教育局",
            heads={2: "", 6: ""},
        )
    )
    assert found == [
        ("新增就业5万人，培训2万人次。", "人社局", "lead"),
        ("新增就业5万人，培训2万人次。", "各县区政府", "joint"),
        ("新建小学5所。", "教育局", "lead"),
    ]


def test_a_heading_with_an_assignment_gives_it_to_what_stands_below() -> None:
    found = pairs(
        document(
            "一、完善市场机制（市发改委牵头）",
            "建立统一的交易平台，年内上线运行。",
            "清理各类收费。（市财政局负责）",
            heads={1: ""},
        )
    )
    assert found == [
        ("建立统一的交易平台，年内上线运行。", "发改委", "lead"),
        ("清理各类收费。", "财政局", "joint"),
    ]


def test_numbered_lines_tell_of_the_heading_above_them_and_a_later_one_its_deadline() -> None:
    text = [
        "三、实施农村寄宿制学校建设工程，改造200所中小学",
        "（一）责任领导：副市长高某",
        "（二）责任单位：市教育局",
        "（三）协办单位：市财政局",
        "（四）任务分解：全市中小学改造200所，其中某县40所。",
        "（五）完成时限：2022年底前",
    ]
    paragraphs = document(*text, heads={1: ""})
    found = [row for row in responsibilities(DOCUMENT, paragraphs) if row.task == text[0]]
    told = [(row.canonical, row.role, row.leader, row.deadline) for row in found]
    assert told == [
        ("教育局", "lead", "副市长", "2022年底前"),
        ("财政局", "support", "副市长", "2022年底前"),
    ]


def test_a_leader_without_an_office_is_no_task() -> None:
    text = [
        "1.地区生产总值增长6%以上。",
        "分管省领导：林某",
        "部门分工：省发展改革委牵头，各部门配合。",
    ]
    assert {task for task, *_ in pairs(document(*text))} == {text[0]}


def test_above_takes_several_points() -> None:
    last = "以上工作由市民政局牵头，各县区配合。"
    text = ["一、养老", "1.新增床位2000张。", "2.建成站点30个。", last]
    assert pairs(document(*text, heads={1: ""})) == [
        ("1.新增床位2000张。", "民政局", "lead"),
        ("1.新增床位2000张。", "各县区", "support"),
        ("2.建成站点30个。", "民政局", "lead"),
        ("2.建成站点30个。", "各县区", "support"),
    ]


def test_a_heading_that_names_a_body_gives_it_all_that_stands_below() -> None:
    text = [
        "一、市发改委牵头事项（2项）",
        "1.编制重大项目计划。",
        "2.清理各类收费。",
        "二、市教育局负责的任务",
        "3.新建幼儿园5所。",
    ]
    assert pairs(document(*text, heads={1: "", 4: ""})) == [
        ("1.编制重大项目计划。", "发改委", "lead"),
        ("2.清理各类收费。", "发改委", "lead"),
        ("3.新建幼儿园5所。", "教育局", "joint"),
    ]


def test_a_line_under_a_heading_is_of_what_stands_below() -> None:
    text = [
        "一、工业发展",
        "牵头单位：市经信局",
        "1.新增企业50家。",
        "2.建成车间100个。",
        "二、农业发展",
        "牵头单位：市农业农村局",
        "3.建成高标准农田10万亩。",
    ]
    assert pairs(document(*text, heads={1: "", 5: ""})) == [
        ("1.新增企业50家。", "经信局", "lead"),
        ("2.建成车间100个。", "经信局", "lead"),
        ("3.建成高标准农田10万亩。", "农业农村局", "lead"),
    ]


def test_a_label_and_its_list_on_lines_of_their_own() -> None:
    text = [
        "新建幼儿园5所，新增学位。",
        "牵头单位：",
        "市教育局",
        "市住建局",
        "新建小学3所，新增学位。",
        "责任单位：",
        "市教育局",
    ]
    assert pairs(document(*text)) == [
        ("新建幼儿园5所，新增学位。", "教育局", "lead"),
        ("新建幼儿园5所，新增学位。", "住建局", "lead"),
        ("新建小学3所，新增学位。", "教育局", "joint"),
    ]


def test_the_first_leads_from_where_the_text_says_so() -> None:
    text = [
        "1.发放贷款。（财政部、人民银行负责）",
        "2.稳定岗位。（人社部、财政部负责。列第一位者为牵头单位，下同）",
        "3.扩大见习。（人社部、教育部负责）",
    ]
    roles = [role for _, _, role in pairs(document(*text))]
    assert roles == ["joint", "joint", "lead", "joint", "lead", "joint"]
    cover = "责任分解中，列第一位的责任单位为牵头单位。"
    assert [role for _, _, role in pairs(document(cover, *text))][:2] == ["lead", "joint"]


def test_what_stands_under_a_department_is_its_task() -> None:
    task = "全年新认定高新技术企业300家以上。"
    paragraphs = document("市科技局:加快创新驱动", task, actor="市科技局", heads={1: ""})
    of = replace(DOCUMENT, genre="department_statements")
    assert pairs(paragraphs, of) == [(task, "科技局", "joint")]


def test_governments_and_committees_are_no_departments() -> None:
    text = "新建幼儿园5所。"
    assert pairs(document("市政府：今年工作", text, actor="市政府", heads={1: ""})) == []
    report = replace(DOCUMENT, genre="work_report")
    assert pairs(document("市科技局", text, actor="市科技局", heads={1: ""}), report) == []


def test_lists_in_brackets_count_where_they_are_many() -> None:
    text = "推进城乡基础设施建设，完善公共服务。（市发改委、市财政局）"
    assert pairs(document(text)) == []
    assert len(pairs(document(text, text, text))) == 6


def test_a_page_in_one_paragraph_gives_its_last_item() -> None:
    page = "推进各项改革，加强组织领导。" * 100 + "（二）新建幼儿园5所。（市教育局负责）"
    ((task, _, _),) = pairs(document(page))
    assert task == "（二）新建幼儿园5所。"


def test_a_task_leads_to_its_target_and_its_time() -> None:
    paragraphs = document("力争9月底前新建幼儿园5所以上。（市教育局牵头）")
    promises = extract(DOCUMENT, paragraphs)
    (row,) = responsibilities(DOCUMENT, paragraphs, promises)
    assert (row.deadline, row.due) == ("9月底前", "2022-09")
    (target,) = [c for c in promises if f"{c.paragraph}-{c.start}" == row.commitment]
    assert (target.quote, target.value, target.period) == ("5所以上", 5, "2022-09")


def test_what_is_assigned_is_a_target_and_what_a_bulletin_tells_is_not() -> None:
    policy = replace(DOCUMENT, genre="policy")
    text = "1.地区生产总值增长10%左右。"
    assert [c.status for c in extract(policy, document(text))] == ["result"]
    assigned = document(f"{text}（牵头单位：市发改局）")
    (target,) = extract(policy, assigned)
    (row,) = responsibilities(policy, assigned, [target])
    assert (target.status, row.commitment) == ("target", f"1-{target.start}")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("加快建立中介超市,5月底前上线运行。", "5月底前"),
        ("2022年12月31日前完成。", "2022年12月31日前"),
        ("在本意见印发之日起30日内制定办法。", "在本意见印发之日起30日内"),
        ("2019年1月1日至2020年12月31日，给予补贴。", ""),
        ("力争到2025年，覆盖率达到90%。", "到2025年"),
        ("目前已完成。日前召开会议。", ""),
    ],
)
def test_deadlines_of_tasks(text: str, due: str) -> None:
    assert deadline(text) == due


LINES = [
    "一、就业",
    "1.新增就业5万人。",
    "（二）责任单位：市教育局",
    "牵头单位：",
    "市住建局",
    "新建小学5所。（市教育局负责）",
    "以上工作由市民政局牵头。",
    "序号",
    "工作任务",
    "责任单位",
    "12月底前",
    "1\t新建小学5所\t市教育局",
    "序号\t任务\t责任单位",
    "（列第一位者为牵头单位，下同）",
    "完成时限：2022年",
    "责任领导：副市长王某",
    "",
]


@given(st.lists(st.tuples(st.sampled_from(LINES), st.booleans()), max_size=14))
def test_every_row_quotes_its_task_and_its_assignment(lines: list[tuple[str, bool]]) -> None:
    heads = {number: "" for number, (_, head) in enumerate(lines, 1) if head}
    paragraphs = document(*(text for text, _ in lines), heads=heads)
    for row in responsibilities(DOCUMENT, paragraphs):
        assert row.task == paragraphs[row.paragraph - 1].text[row.start : row.end] != ""
        assert row.department in "".join(p.text for p in paragraphs)
        assert row.role in ("lead", "support", "joint")


@pytest.mark.parametrize("lines", [LINES[1:3], LINES[2:5], LINES[11:12], LINES[12:14], LINES[5:7]])
def test_long_documents_take_time_in_proportion(lines: list[str]) -> None:
    paragraphs = document(*(["序号\t任务\t责任单位", *lines * 4000]))
    started = time.process_time()
    responsibilities(DOCUMENT, paragraphs)
    assert time.process_time() - started < 10


def test_the_five_texts_name_nine_departments_and_six_districts() -> None:
    made = clean_folder(ROOT / "data" / "raw")
    promises = extract_all(made["documents"], made["paragraphs"])
    found = assign(made["documents"], made["paragraphs"], promises)
    named: dict[str, set[str]] = {row.doc_id: set() for row in found}
    for row in found:
        named[row.doc_id].add(row.canonical)
    assert {doc_id: len(names) for doc_id, names in named.items()} == {
        "yangzhou-2021-district-leaders": 6,
        "zhenjiang-2020-departments": 9,
    }


def test_on_the_annotated_documents(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold-departments"
    if not gold.is_dir():
        pytest.skip("needs shared/gold-departments")
    made = clean_folder(gold / "raw")
    promises = extract_all(made["documents"], made["paragraphs"])
    found = assign(made["documents"], made["paragraphs"], promises)
    tables.write(tmp_path, responsibilities=found)
    script = shared / "scoring" / "score_departments.py"
    command = [sys.executable, script, tmp_path, gold / "assignments.jsonl"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [line for line in said.splitlines() if line.startswith("departments.")]
    figures = dict(line.split("\t") for line in lines)
    assert float(figures["departments.f1"]) >= 0.95, said
    assert float(figures["departments.role"]) >= 0.97, said
