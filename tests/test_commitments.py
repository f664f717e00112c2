"""Who promises what, how much, by when and how firmly."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import cleaning
from helpers.commitments import extraction as commitments
from helpers.commitments import mood, status, surroundings
from helpers.commitments.passage import Passage
from helpers.commitments.periods import Frame
from test_periods import document, paragraphs


def found(*lines, genre="department_statements", date="2020-08"):
    return commitments.extract(document(genre, date), paragraphs(lines))


def only(kind, *lines, **facts):
    return [c for c in found(*lines, **facts) if c.kind == kind]


# sentence of a text that looks forward: status of its first number
STATUS = {
    "全年新认定高新技术企业300家以上。": "target",
    "在高校打造6个引才工作站。": "target",
    "截至目前，已建成公园12个。": "result",
    "比重由34%提高。": "result",
    "去年新增企业20家。": "result",
    "实施亿元以上项目。": "context",
    "对人均年收入不足700元的农村家庭予以补助。": "context",
    "人均纯收入低于6500元低收入农户全部脱贫。": "context",
    "农民人均纯收入超过6800元，农户增收。": "target",
    "为80周岁以上老年人上门服务。": "context",
    "提升107家图书馆服务水平。": "context",
    "通过全市13000家企业联络员推送政策。": "context",
    "做强两大主导产业。": "context",
    "重点抓好五个方面工作。": "context",
    "对照180项能力清单抓实准备。": "context",
    "推动14个项目尽快落地。": "target",
    "实现30户以上自然村通硬化路。": "context",
    "培育一批规模超100亿、500亿元的大型企业。": "context",
    "形成6个年产值超千亿元的产业。": "target",
    "推动1000户以上工业企业技改。": "target",
    "改造1万公里以上通村公路。": "target",
    "资助5万名初中毕业生。": "target",
    "选派1200名科技特派员赴基层开展技术服务。": "target",
    "试点扩大到20个区县。": "target",
    "投运2-3个500千伏汇集站。": "target",
    "新建和改造提升8个菜市场。": "target",
    "2020年纳入计划的150个小区改造全面完成。": "target",
    "新增亿元企业20家。": "context",
    "引进超3000万元新兴产业项目50个。": "context",
    "对16个深度贫困县，安排专项资金。": "context",
    "完成21个县的改水任务。": "target",
    "新建300所乡镇、街道幼儿园。": "target",
    "实施搬迁2万户8万人。": "target",
    "着力培育10个百万亩农业产业。": "target",
    "加快建设已开工的5个项目。": "target",
    "停电时间从目前的32小时降至25小时。": "result",
    "学前三年毛入园率达到90%。": "target",
    "资金在去年的基础上增长20%。": "target",
}


@pytest.mark.parametrize("sentence", STATUS)
def test_status(sentence):
    assert only("number", sentence)[0].status == STATUS[sentence]


@pytest.mark.parametrize("rule", status.RULES, ids=lambda rule: rule.example)
def test_each_rule_has_its_example(rule):
    passage = Passage(rule.example, Frame(rule.frames[0], "2020", 2020, 2019, ""))
    item, around = next(surroundings.around(passage))
    time = surroundings.governing_time(passage, item, around)
    assert status.judge(passage, item, around, time)[0] is rule


FIRMNESS = {
    "力争引进人才3万人以上、新增领军人才120人以上。": ["aspire", "aspire"],
    "确保新兴产业迈上百亿台阶，装备制造突破280亿元。": ["firm", "firm"],
    "新增企业1家，力争3-5家企业上市。": ["plain", "aspire"],
    "确保重点人群稳定就业，保持就业人数5万人。": ["plain"],
    "不少于60个重点项目。": ["plain"],
    "生产总值增长8%，争取达到9%，出口增长7%。": ["plain", "aspire", "plain"],
    "经过持续努力，新增就业5万人。": ["plain"],
    "形成一定规模，新增就业5万人。": ["plain"],
}


@pytest.mark.parametrize("sentence", FIRMNESS)
def test_a_word_governs_its_clause(sentence):
    assert [c.firmness for c in only("number", sentence)] == FIRMNESS[sentence]


ABSOLUTE = [
    ("供水实现全覆盖。", "全覆盖", 100),
    ("确保应保尽保。", "应保尽保", 100),
    ("危房动态清零。", "动态清零", 0),
    ("项目9月底前全部开工。", "全部开工", 100),
    ("杜绝重特大生产安全事故。", "杜绝", 0),
    ("全面完成脱钩改革任务。", "全面完成", 100),
]


@pytest.mark.parametrize(("sentence", "quote", "value"), ABSOLUTE)
def test_absolute_promises(sentence, quote, value):
    assert [(c.quote, c.value) for c in only("absolute", sentence)] == [(quote, value)]


@pytest.mark.parametrize(
    "sentence",
    ["全面完成全年目标任务。", "坚持“动态清零”总方针。", "社零增长。", "建立健全覆盖城乡的体系。"],
)
def test_no_absolute_promise(sentence):
    assert only("absolute", sentence) == []


def test_a_deadline_without_a_number_is_a_promise():
    dated = only("dated", "谋划四季度在本市举办集中签约活动。今年以来，工作有序开展。")
    assert [(c.quote, c.period) for c in dated] == [("四季度", "2020-Q4")]


def test_years_before_a_number_are_its_period_and_no_deadline():
    assert only("dated", "到2025年，占比提高到25%，基本建成体系。") == []
    assert len(only("dated", "到2025年，基本建成体系，占比提高到25%。")) == 1


ACTORS = {
    "各县（市、区）要新建幼儿园2所以上，改造校舍5所。": "各县（市、区）",
    "市属国企要新增投资5亿元。": "市属国企",
    "驻镇高校要留用毕业生3000人。": "驻镇高校",
    "由市科技局牵头，新增企业20家。": "市科技局",
    "各县要新建幼儿园2所，我们新增学位3000个。": "各县",
    "推动各县新建幼儿园2所。": "市政府",
    "满足各地需要，新建幼儿园2所。": "市政府",
}


@pytest.mark.parametrize("sentence", ACTORS)
def test_a_third_party_answers_where_the_sentence_says_so(sentence):
    assert only("number", sentence)[0].actor == ACTORS[sentence]
    assert only("number", sentence)[-1].actor in (ACTORS[sentence], "市政府")


def test_a_number_takes_the_deadline_of_its_clause():
    number = only("number", "8月份建成基站100个，打造1-2个中心。")
    assert [c.period for c in number] == ["2020-08", "2020"]


def test_an_actor_without_numbers_gets_plain_promises():
    plain = only("action", "加快推进园区建设，营造良好环境。")
    assert [c.quote for c in plain] == ["推进园区建设", "营造良好环境"]
    assert not only(
        "action", *["新增企业10家、学校5所、医院3家、公园6个、项目7项。", "推进园区建设。"]
    )


def test_a_report_tells_results_from_targets():
    lines = [
        "#一、2021年工作回顾",
        "生产总值增长9.4%。",
        "#二、2022年工作安排",
        "生产总值增长5.5%以上。",
    ]
    records = only("number", *lines, genre="work_report", date="2022-01")
    assert [(c.status, c.period, c.indicator) for c in records] == [
        ("result", "2021", "生产总值增长"),
        ("target", "2022", "生产总值增长"),
    ]


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("生产总值达到4763亿元、年均增长5.8%。", ["生产总值", "生产总值年均增长"]),
        ("新增装备4个以上。", ["新增装备"]),
        ("新增省级企业5家、机构2家。", ["新增省级企业", "新增机构"]),
        ("城镇和农村居民收入分别增长8%和9%。", ["城镇居民收入增长", "农村居民收入增长"]),
        ("事故起数、死亡人数均下降20%。", ["事故起数下降", "事故死亡人数下降"]),
        ("生猪、肉羊分别出栏9万头、2万只。", ["生猪出栏", "肉羊出栏"]),
        (
            "出口达到3万元、进口达到2万元，分别增长8%和9%。",
            ["出口", "进口", "出口增长", "进口增长"],
        ),
        ("粮食种植面积400万亩、产量25亿斤。", ["粮食种植面积", "粮食产量"]),
        ("推动14个项目在上海签约。", ["项目在上海签约"]),
        ("推进6个骨灰堂和2个守灵中心建设。", ["骨灰堂建设", "守灵中心建设"]),
        ("抓好农村危房改造，年内完成18万户。", ["农村危房改造"]),
        ("公路总里程5万公里，其中高速公路2000公里。", ["公路总里程", "高速公路总里程"]),
        ("五是村集体收入平均达到200万元。", ["村集体收入"]),
        ("新开工保障房31万套，竣工13万套。", ["新开工保障房", "竣工保障房"]),
        ("打造6个引才工作站。", ["打造引才工作站"]),
        ("今年的主要预期目标是：财政收入增长4.5%。", ["财政收入增长"]),
        ("到位资金520亿元。", ["到位资金"]),
        (
            "生产总值增长7%，一般公共预算收入升至全国第4位，增长11%。",
            ["生产总值增长", "一般公共预算收入增长"],
        ),
        ("生产总值年均增长10%，达到2万亿元。", ["生产总值年均增长", "生产总值"]),
        ("居民收入在大幅增长的基础上增长7%。", ["居民收入增长"]),
    ],
)
def test_indicator_is_the_shortest_phrase(sentence, indicators):
    assert [c.indicator for c in only("number", sentence)] == indicators


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("新增产值过10亿元企业10家。", "新增产值过10亿元企业"),
        ("新签约亿元以上项目当年入库列统率达到50%。", "新签约亿元以上项目当年入库列统率"),
        ("落实17个方面90项重点任务。", "落实重点任务"),
    ],
)
def test_a_number_that_only_describes_is_part_of_the_phrase(sentence, indicator):
    assert only("number", sentence)[-1].indicator == indicator


def test_explain_names_the_rule_of_each_field():
    table = commitments.explain("力争新增企业20家以上。", document("interviews", "2021-10"))
    rules = dict(zip(table["field"], table["rule"], strict=True))
    assert (rules["firmness"], rules["comparator"]) == ("力争", "以上")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["work_report", "interviews", "news", ""]))
def test_every_record_quotes_its_paragraph(text, genre):
    for c in found(text, genre=genre):
        assert text[c.start : c.end] == c.quote
        assert c.status in ("target", "result", "context")


ABSURD = ["新增企业100家、", "年底前建成", "推进建设工作,", "确保", "“", "今年,", "（", "（增长5%"]
ABSURD += ["9", "亿", "一", "较去年1家，", "各县要", "新增1个。"]


@pytest.mark.parametrize("line", ABSURD)
def test_time_grows_with_the_length_of_a_line(line):
    def seconds(times):
        began = time.process_time()
        assert len(found(line * times)) <= times
        return time.process_time() - began

    seconds(100)
    assert min(seconds(8000) for _ in range(3)) < 16 * min(seconds(2000) for _ in range(3)) + 0.05


def test_a_million_characters_in_a_line():
    line = "推进工作" * 250_000
    assert len(found(line + "，新增企业100家")) >= 1
    assert found("9" * 10_000 + "家") == []


def test_the_growth_target_of_the_plan_is_found(shared):
    stated = re.compile("生产总值(?:年均)?增长[^。；，,]{0,8}?[0-9.]+[%％]")
    reports = sorted((shared / "corpora" / "work-reports-provincial").rglob("*.txt"))[::9]
    missed, asked = [], 0
    for path in reports:
        _, plan, text = path.read_text(encoding="utf-8").partition("二&、")
        if plan and stated.search(text):
            asked += 1
            cleaned = cleaning.clean(cleaning.read(path, {})[0])
            targets = commitments.extract(cleaned.document, cleaned.paragraphs)
            growth = [c for c in targets if c.status == "target" and c.unit == "%"]
            missed += [] if any("生产总值" in c.indicator for c in growth) else [path.name]
    assert asked > 50
    assert len(missed) <= 0.05 * asked, missed


@pytest.mark.parametrize(("calls", "told"), [(2, False), (3, True)])
def test_who_calls_on_the_delegates_gives_account(calls: int, told: bool) -> None:
    assert mood.accounts(["政府工作报告", *["各位代表！过去一年，成绩来之不易。"] * calls]) is told


@pytest.mark.parametrize(
    ("sentence", "relative"),
    [
        ("生产总值增速高于全国平均水平的2个百分点。", ">全国平均水平"),
        ("增速比全省的平均水平高2个百分点。", ">全省的平均水平"),
        ("失业率高于全国的2个百分点。", ">全国"),
        ("比全国平均水平高2个百分点。", ">全国平均水平"),
    ],
)
def test_what_points_are_compared_with_is_named(sentence, relative):
    assert [c.relative for c in only("number", sentence)] == [relative]
