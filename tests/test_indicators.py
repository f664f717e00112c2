"""One name for one thing: standard names, keys, references and tiers."""

import tomllib
from pathlib import Path

import pytest

from helpers import lexicon, tables
from helpers.commitments import extraction, indicators, inventory
from test_periods import document, paragraphs

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "indicators.toml").read_text(encoding="utf-8")
)
BLOCKS = lexicon.load("indicators")["standard"]


@pytest.mark.parametrize("name", BLOCKS)
def test_each_indicator_of_the_lexicon_has_its_case(name):
    known = indicators.standards()
    for phrase, unit in CASES[name].items():
        assert known[indicators.canonical(phrase, unit)].means == BLOCKS[name]["means"]


MEASURES = {
    ("农民人均纯收入年均增长", "%"): "农村居民人均可支配收入增长",
    ("农民人均纯收入", "元"): "农村居民人均可支配收入",
    ("农民人均纯收入增加", "元"): "",
    ("城镇化率提高", "百分点"): "常住人口城镇化率提高",
    ("城镇化率", "%"): "常住人口城镇化率",
    ("单位GDP能耗", "%"): "单位地区生产总值能耗降低",
    ("地区生产总值翻一番", "倍"): "地区生产总值",
    ("脱贫", "人"): "农村贫困人口脱贫",
    ("新改造城镇老旧小区", "个"): "城镇老旧小区改造",
    ("脱贫", "个"): "",
    ("PM10平均浓度下降", "%"): "PM10平均浓度下降",
}


@pytest.mark.parametrize(("phrase", "unit"), MEASURES)
def test_level_growth_and_points_have_different_names(phrase, unit):
    assert indicators.canonical(phrase, unit) == MEASURES[phrase, unit]


def test_no_phrase_has_two_names():
    seen = {}
    for name, block in BLOCKS.items():
        for pattern in (name, *block["names"], *block.get("older", ())):
            for written in indicators.expanded(pattern):
                assert seen.setdefault(indicators.plain(written), name) == name


NONE = ["园区固定资产投资", "农产品出口", "消费", "项目投资", "城镇", "失业保险"]


@pytest.mark.parametrize("phrase", NONE)
def test_what_statistics_has_no_name_for_gets_none(phrase):
    assert indicators.canonical(phrase, "%") == ""


SAME = [
    ("新建廉租住房", "廉租房新建"),
    ("户厕改造", "改造户厕"),
    ("全市新认定瞪羚企业", "新认定瞪羚企业"),
    ("文化产业增加值年均增长", "文化产业增加值增速"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_an_indicator_meets_itself_under_its_key(one, other):
    assert indicators.key(one, "%") == indicators.key(other, "%")


# sentence: reference of its last row, and its tier
COMPARED = {
    "居民收入与经济增长基本同步。": ("同步:地区生产总值", "base"),
    "居民人均可支配收入增长快于经济增长。": (">经济增长", "base"),
    "规上工业增幅高于全国平均水平3个百分点。": (">全国平均水平", "base"),
    "规上工业增速比全省平均快2个百分点。": (">全省平均", "base"),
    "失业率低于全国平均水平。": ("<全国平均水平", "base"),
    "生产总值比2020年翻一番。": ("2020年", "base"),
    "能耗比“十五”期末降低20%。": ("“十五”期末", "base"),
    "生产总值比上年增长8%。": ("", "base"),
    "服务业比重提高1个百分点。": ("", "base"),
    "生产总值增长9%，力争达到10%。": ("", "stretch"),
    "确保改造危桥100座，力争完成130座。": ("", "stretch"),
    "生产总值增长9%，力争出口增长5%。": ("", "base"),
}


@pytest.mark.parametrize("sentence", COMPARED)
def test_references_and_tiers(sentence):
    last = extraction.extract(document("department_statements", "2020-08"), paragraphs([sentence]))[
        -1
    ]
    assert (last.relative, last.tier) == COMPARED[sentence]


# sentence of a report of January 2022: year and horizon of its first row
HORIZON = {
    "生产总值增长5%。": (2022, "annual"),
    "到2025年，城镇化率达到70%。": (2025, "plan"),
    "“十四五”期间，生产总值年均增长6%。": (2025, "plan"),
    "一季度开工项目20个。": (2022, "quarter"),
    "9月底前建成学校2所。": (2022, "month"),
}


@pytest.mark.parametrize("sentence", HORIZON)
def test_year_and_horizon(sentence):
    first = extraction.extract(document("interviews", "2022-01"), paragraphs([sentence]))[0]
    assert (first.year, first.horizon) == HORIZON[sentence]


def test_a_level_that_is_reached_in_five_years_is_one_of_the_last_year():
    lines = [
        "#过去五年工作回顾",
        "五年来，港口吞吐量由2016年的520万标箱增加到1300万标箱，累计增长150%。",
    ]
    lines += ["#2022年工作安排", "今年，港口吞吐量达到1400万标箱。"]
    rows = extraction.extract(document("work_report", "2022-01"), paragraphs(lines))
    assert [(c.year, c.horizon) for c in rows] == [
        (2016, "annual"),
        (2021, "annual"),
        (2021, "plan"),
        (2022, "annual"),
    ]


def test_a_report_of_december_plans_for_what_it_calls_next_year():
    lines = ["#一、2021年工作回顾", "今年以来，新增企业20家。"]
    lines += ["#二、2022年工作安排", "明年，新增企业30家。"]
    rows = extraction.extract(document("work_report", "2021-12"), paragraphs(lines))
    assert [(c.status, c.year, c.horizon) for c in rows] == [
        ("result", 2021, "annual"),
        ("target", 2022, "annual"),
    ]


def rows_of(*reports):
    lines = ["#一、上年工作回顾", "生产总值增长9%。", "#二、今年工作安排"]
    found = []
    for year, sentence in reports:
        facts = document("work_report", f"{year}-01")
        found += extraction.extract(facts, paragraphs([*lines, sentence]))
    return tables.frame(tables.Commitment, found)


def test_fragmentation_counts_names_and_those_that_occur_once():
    table = rows_of((2021, "改造户厕50户，生产总值增长6%。"), (2022, "户厕改造60户，GDP增长5%。"))
    shown = inventory.fragmentation(table).set_index("name")
    assert shown["distinct"].to_dict() == {"indicator": 4, "key": 2, "canonical": 1}
    assert shown["once"].to_dict() == {"indicator": 1.0, "key": 0.0, "canonical": 0.0}


def test_the_most_promised_have_a_value_a_year():
    table = rows_of((2021, "生产总值增长6%，力争7%。"), (2022, "地区生产总值增长5%，出口增长3%。"))
    shown = inventory.most_promised(table, top=1)
    assert shown.index.to_list() == ["地区生产总值增长"]
    assert shown[[2021, 2022]].to_numpy().tolist() == [[6.0, 5.0]]


# sentence: who answers for its last number, and what that number measures
THIRD_PARTIES = {
    "各区县新建28个污水处理厂。": ("各区县", "新建污水处理厂"),
    "今年各县（市、区）都要建成1所敬老院。": ("各县（市、区）", "建成敬老院"),
    "各部门要压减一般性支出10%，公用经费下降5%。": ("各部门", "公用经费下降"),
    "各镇街新增企业20家，全市新增学校5所。": ("市政府", "新增学校"),
    "将各县（市、区）低保标准提高到333元。": ("市政府", "各县低保标准"),
}


@pytest.mark.parametrize("sentence", THIRD_PARTIES)
def test_a_third_party_answers_for_what_the_sentence_says_that_it_does(sentence):
    lines = ["#2022年工作安排", sentence]
    last = extraction.extract(document("work_report", "2022-01"), paragraphs(lines))[-1]
    assert (last.actor, last.indicator) == THIRD_PARTIES[sentence]


# sentence: what its last number measures
NAMES = {
    "城镇居民人均可支配收入和农民人均纯收入年均分别增长6％以上。": "农民人均纯收入年均增长",
    "城乡居民人均可支配收入分别增长7.5%左右。": "农村居民人均可支配收入增长",
    "城乡义务教育生均公用经费提高到800元。": "城乡义务教育生均公用经费",
    "基本药物使用比例达50%以上。": "基本药物使用比例",
    "研发投入占生产总值的比重要提高到1.3%。": "研发投入占生产总值的比重",
    "提高税收占财政收入的比重，年底力争达到30％。": "税收占财政收入的比重",
    "积极发展农民专业合作社，力争达到14000家。": "农民专业合作社",
    "推进林区棚户区改造，今年要力争完成2000万平方米。": "林区棚户区改造",
    "加快20家高校院所科技成果权属改革试点。": "高校院所科技成果权属改革试点",
    "抓好东方风电场、英利600兆瓦太阳能电池项目。": "英利太阳能电池项目",
    "加大两个产业投入力度，使其每年增长20％以上。": "",
    "粮食产量在上年的基础上增加5%。": "粮食产量增加",
    "粮食产量在1992年首次达到100亿公斤的基础上，再创新高。": "粮食产量",
    "在推进8项民生工程的基础上，再上台阶。": "民生工程",
    "农村低保标准从年人均1100元提高到1300元。": "农村低保标准",
    "在非贫困村建设沼气池15万座。": "建设沼气池",
    "在上海签约的14个文旅项目落地。": "在上海签约文旅项目落地",
    "以实施200个区域协作项目为抓手，推进联通。": "区域协作项目",
    "为企业减负1500亿元。": "企业减负",
    "新增高标准农田380万亩。": "新增高标准农田",
    "新建2个十一人制足球场。": "新建十一人制足球场",
    "抓好700个省重点项目特别是100个省级推进项目。": "省级推进项目",
    "推进新一轮棚户区改造工作，全年开工20万套。": "开工新一轮棚户区改造",
    "加快53个地、县救灾仓库建设。": "地、县救灾仓库建设",
    "居民消费价格指数控制在103.5左右，": "居民消费价格指数",
    "肉牛、肉羊饲养量分别达到270万头、1820万只。": "肉羊饲养量",
    "行政人员编制由原来的4325名减为2249名。": "行政人员编制",
    "投入4000万元，推广普及数字电视。": "数字电视投入",
    "实施饮水安全工程，惠及200万人。": "饮水安全工程惠及",
    "安排重点项目105个，总投资90亿元，年度投资20亿元。": "安排重点项目投资",
}


@pytest.mark.parametrize("sentence", NAMES)
def test_the_name_is_whole_and_empty_where_nobody_could_say(sentence):
    lines = ["#2022年工作安排", sentence]
    last = extraction.extract(document("work_report", "2022-01"), paragraphs(lines))[-1]
    assert last.indicator == NAMES[sentence]


APART = [
    ("建成高速公路", "开工高速公路"),
    ("4A级景区", "5A级景区"),
    ("产值10亿元以上企业", "产值50亿元以上企业"),
    ("新建学校", "改造学校"),
    ("引进人才", "培养人才"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_key_keeps_different_things_apart(one, other):
    assert indicators.key(one, "个") != indicators.key(other, "个")


def test_digits_that_letters_stood_for_are_marked():
    lines = ["#2022年工作安排", "生产总值增长l0%，出口增长5%，税收增长1O％-12%。"]
    rows = extraction.extract(document("work_report", "2022-01"), paragraphs(lines))
    assert [(c.value, c.certainty) for c in rows] == [
        (10.0, "uncertain"),
        (5.0, "certain"),
        (10.0, "uncertain"),
    ]


def test_a_sentence_that_tells_what_was_done_promises_nothing():
    lines = ["#2022年工作安排", "常委会密切了联系，加强了指导，完善制度。发展空间更加广阔。"]
    assert not extraction.extract(document("work_report", "2022-01"), paragraphs(lines))
