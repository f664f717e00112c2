"""A table of tasks gives each task a row, however the page has kept it."""

import pytest

from helpers.commitments.responsibilities import responsibilities
from helpers.tables import Document, Paragraph, columns

DOCUMENT = Document(**{name: kind() for name, kind in columns(Document).items()})

TABBED = """序号\t工作任务\t牵头单位\t配合单位\t完成时限
一、就业创业
1\t城镇新增就业5万人以上。\t市人社局\t市财政局、各县区政府\t2022年12月底前
2\t新建小学5所，新增学位6000个。\t市教育局\t市住建局 市自然资源和规划局\t9月底前
序号\t工作任务\t牵头单位\t配合单位\t完成时限
3\t新建农村公路100公里。\t市交通运输局\t\t持续推进"""
BARS = """| 任务 | 牵头部门 | 责任部门 |
|---|---|---|
| 建成城市大脑，推进智慧城市建设 | 市大数据局 | 市级各部门 |"""
CELL_A_LINE = """序号
实事项目
责任单位
责任领导
完成时间
1
新建改建农村公路100公里
县交通运输局
副县长张某
2016年12月
2
县人民医院
县卫计局
副县长李某
2016年10月
3
建设县老年大学
4
改造农村危房1000户
县住建局、各乡镇
副县长王某
2016年12月"""
HEADLESS = """1\t新建小学5所，新增学位6000个。\t市教育局
2\t新建农村公路100公里。\t市交通运输局
3\t城镇新增就业5万人以上。\t市人社局、市财政局"""
WIDE = """序号    主要任务    责任单位
1    推进简政放权改革    市政务服务局
2    推进减税降费工作    市税务局、市财政局"""


def read(text: str) -> list[tuple[str, str, str, str]]:
    """Return task, department, role and deadline of each row."""
    paragraphs = [
        Paragraph(doc_id="d", paragraph=number, role="body", section="", actor="", text=line,
                  raw_start=0, raw_end=0)
        for number, line in enumerate(text.split("\n"), 1)
    ]  # fmt: skip
    found = responsibilities(DOCUMENT, paragraphs)
    for row in found:
        assert paragraphs[row.paragraph - 1].text[row.start : row.end] == row.task
    return [(row.task, row.department, row.role, row.deadline) for row in found]


def test_columns_give_the_roles_and_a_repeated_head_is_no_task() -> None:
    jobs, schools = "城镇新增就业5万人以上。", "新建小学5所，新增学位6000个。"
    roads = "新建农村公路100公里。"
    assert read(TABBED) == [
        (jobs, "市人社局", "lead", "2022年12月底前"),
        (jobs, "市财政局", "support", "2022年12月底前"),
        (jobs, "各县区政府", "support", "2022年12月底前"),
        (schools, "市教育局", "lead", "9月底前"),
        (schools, "市住建局", "support", "9月底前"),
        (schools, "市自然资源和规划局", "support", "9月底前"),
        (roads, "市交通运输局", "lead", "持续推进"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (BARS, [("市大数据局", "lead"), ("市级各部门", "joint")]),
        (WIDE, [("市政务服务局", "joint"), ("市税务局", "joint"), ("市财政局", "joint")]),
        (HEADLESS, [("市教育局", "joint"), ("市交通运输局", "joint"), ("市人社局", "joint"),
                    ("市财政局", "joint")]),
    ],
    ids=["bars", "wide blanks", "no head"],
)  # fmt: skip
def test_other_shapes(text: str, rows: list[tuple[str, str]]) -> None:
    assert [(department, role) for _, department, role, _ in read(text)] == rows


def test_cells_on_lines_of_their_own() -> None:
    assert [(task, department, due) for task, department, _, due in read(CELL_A_LINE)] == [
        ("新建改建农村公路100公里", "县交通运输局", "2016年12月"),
        ("县人民医院", "县卫计局", "2016年10月"),
        ("建设县老年大学", "县卫计局", ""),  # its cell is merged with the one above
        ("改造农村危房1000户", "县住建局", "2016年12月"),
        ("改造农村危房1000户", "各乡镇", "2016年12月"),
    ]


def test_cells_whose_numbers_the_page_has_lost() -> None:
    text = "序号\n民生实事\n责任单位\n完成时限\n新建2座人行天桥。\n县住建局\n9月投入使用\n"
    text += "开工建设养老楼。\n县民政局\n5月底前动工\n开工建设老年大学。\n12月底前"
    assert [(task, department, due) for task, department, _, due in read(text)] == [
        ("新建2座人行天桥。", "县住建局", "9月投入使用"),
        ("开工建设养老楼。", "县民政局", "5月底前动工"),
        ("开工建设老年大学。", "县民政局", "12月底前"),
    ]


@pytest.mark.parametrize(
    "text",
    ["序号\t工作任务\t牵头单位", "年份\t数值\n2019\t5.1\n2020\t5.3\n2021\t5.5", "首页\t新闻\t政务",
     "\t\t\n\t\n|||", "工作任务\n牵头单位\n加强领导，狠抓落实"],
    ids=["a head alone", "a table of numbers", "a menu", "nothing", "no department"],
)  # fmt: skip
def test_tables_without_tasks_give_nothing(text: str) -> None:
    assert read(text) == []
