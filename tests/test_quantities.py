"""Numbers with unit and comparator, and what is no quantity."""

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.commitments import idioms, quantities, units
from helpers.text import numerals

# text: quote, comparator, value, upper end, unit
CASES = {
    "全年新认定高新技术企业300家以上": [("300家以上", ">=", 300, None, "家")],
    "发放贷款不少于3.5亿元": [("不少于3.5亿元", ">=", 350000000, None, "元")],
    "引进人才1.6万人": [("1.6万人", "=", 16000, None, "人")],
    "失业率控制在4%以内": [("控制在4%以内", "<=", 4, None, "%")],
    "价格涨幅控制在3%左右": [("控制在3%左右", "~", 3, None, "%")],
    "力争3-5家企业上市": [("3-5家", "range", 3, 5, "家")],
    "打造1—2个中心": [("1—2个", "range", 1, 2, "个")],
    "增长5%至6%": [("5%至6%", "range", 5, 6, "%")],
    "用三至五年": [],
    "分别达到100%、95.6%": [("100%", "=", 100, None, "%"), ("95.6%", "=", 95.6, None, "%")],
    "分别新增60家、100家以上": [
        ("60家", ">=", 60, None, "家"),
        ("100家以上", ">=", 100, None, "家"),
    ],
    "分别建成5、10和20个": [
        ("5", "=", 5, None, "个"),
        ("10", "=", 10, None, "个"),
        ("20个", "=", 20, None, "个"),
    ],
    "修复信用6000余件": [("6000余件", "~", 6000, None, "件")],
    "推动60多家院所": [("60多家", "~", 60, None, "家")],
    "销售增长近30%": [("近30%", "~", 30, None, "%")],
    "利润保持两位数增长": [("两位数", ">=", 10, None, "%")],
    "企业数量实现翻番": [("翻番", "=", 2, None, "倍")],
    "总产值翻两番": [("翻两番", "=", 4, None, "倍")],
    "综合实力进入全省前20强": [("前20强", "<=", 20, None, "名")],
    "收入比缩小至1.9∶1": [("1.9∶1", "=", 1.9, None, "")],
    "进出口突破百亿美元": [("突破百亿美元", ">=", 1e10, None, "美元")],
    "开票迈上百亿台阶": [("迈上百亿台阶", ">=", 1e10, None, "元")],
    "增幅高于全省3个百分点": [("高于全省3个百分点", ">=", 3, None, "百分点")],
    "百分之五点五": [("百分之五点五", "=", 5.5, None, "%")],
    "总产值达到１．１４万亿元": [("１．１４万亿元", "=", 1.14e12, None, "元")],
    "新增装机30万千瓦": [("30万千瓦", "=", 300000, None, "千瓦")],
    "浓度下降到30微克/立方米左右": [("30微克/立方米左右", "~", 30, None, "微克/立方米")],
    "解决30万贫困人口温饱": [("30万", "=", 300000, None, "人")],
    "举办两场签约活动": [("两场", "=", 2, None, "场")],
    "增长12. 4‰": [("12. 4‰", "=", 12.4, None, "‰")],
    "办结时间压缩到1个工作日内": [("1个工作日内", "<=", 1, None, "工作日")],
    "涨幅控制在3%": [("控制在3%", "=", 3, None, "%")],
    "分别提高到20%、25%左右": [("20%", "=", 20, None, "%"), ("25%左右", "~", 25, None, "%")],
    "营业收入超100亿、500亿元的企业": [
        ("超100亿", ">=", 1e10, None, "元"),
        ("500亿元", ">=", 5e10, None, "元"),
    ],
    "分别达到6.8、9.2亿元": [
        ("6.8", "=", 6.8e8, None, "元"),
        ("9.2亿元", "=", 9.2e8, None, "元"),
    ],
    "组织785名优秀队员驰援": [("785名", "=", 785, None, "名")],
    "安装3台风电机组": [("3台", "=", 3, None, "台")],
    "受教育年限达到10.2年": [("10.2年", "=", 10.2, None, "年")],
    "承包期再延长30年": [("30年", "=", 30, None, "年")],
    "占全国的1/4以上": [("1/4以上", ">=", 0.25, None, "")],
    "参保人数突破500万。": [("突破500万", ">=", 5e6, None, "人")],
    "新增贷款4万多亿元": [("4万多亿元", "~", 4e12, None, "元")],
    "用户量超过总人口的74%": [("超过总人口的74%", ">=", 74, None, "%")],
    "比重下降2.9百分点": [("2.9百分点", "=", 2.9, None, "百分点")],
    "引进2个内资项目": [("2个", "=", 2, None, "个")],
    "建设最近10公里": [("10公里", "=", 10, None, "公里")],
    "完成29项目标": [("29项", "=", 29, None, "项")],
    "增长-2.6%": [("-2.6%", "=", -2.6, None, "%")],
    "增长5-6%": [("5-6%", "range", 5, 6, "%")],
    "新建2×100万千瓦机组": [("2×100万千瓦", "=", 2e6, None, "千瓦")],
    "增长l0%，达到4l.1％": [("l0%", "=", 10, None, "%"), ("4l.1％", "=", 41.1, None, "%")],
    "增长12 .2％": [("12 .2％", "=", 12.2, None, "%")],
    "增长9% 以上": [("9% 以上", ">=", 9, None, "%")],
    "比重由34%提高到42%": [("34%", "=", 34, None, "%"), ("42%", "=", 42, None, "%")],
}
NONE = [
    "加快5G基站建设",
    "G312产业走廊和312国道改造",
    "“十四五”规划，坚持“三高一争”",
    "2022年3月5日，第十四次党代会和十九届六中全会",
    "位居全省第三，从第97位升至第31位",
    "一流营商环境、一系列政策、一批项目",
    "千方百计、千家万户、万无一失的百姓事",
    "全面贯彻党的二十大精神，落实八项规定",
    "建设15分钟便民生活圈",
    "《纲要(2020-2030)》和“1+3”体系",
    "七台河、五家渠和三门峡",
    "二级公路、一二级水电站、三级医院",
    "改变城乡二元结构，守住两条底线",
    "用5年时间，2021—2025年，近三年",
    "获得973首席科学家项目",
    "最近几年，附近，邻近",
    "（一）一是 二是 1.更大力度",
]


@pytest.mark.parametrize("text", CASES)
def test_finds_number_unit_and_comparator(text):
    found = quantities.find(text)
    assert [
        (
            text[q.start : q.end],
            q.comparator,
            q.value,
            None if math.isnan(q.value_max) else q.value_max,
            q.unit,
        )
        for q in found
    ] == CASES[text]


@pytest.mark.parametrize("text", NONE)
def test_names_dates_and_ordinals_are_no_quantities(text):
    assert [text[q.start : q.end] for q in quantities.find(text)] == []


MORE = {"年", "大", "强", "成", "折"}  # with rules of their own


@pytest.mark.parametrize("unit", sorted(units.marked(*quantities.KINDS) - MORE))
def test_a_line_in_the_lexicon_is_enough_for_a_unit(unit):
    assert [q.unit for q in quantities.find(f"新增12{unit}。")] == [units.name(unit)]


@pytest.mark.parametrize("reading", idioms.READINGS, ids=lambda reading: reading.example)
def test_each_reading_of_a_numeral_has_its_example(reading):
    matches = numerals.scan(quantities._first(), quantities._pattern(), reading.example)
    assert idioms.read(reading.example, next(matches)) is reading


@pytest.mark.parametrize(
    ("text", "value"),
    [("一亿五千万零六千三百五十五", 150006355), ("四万万", 4e8), ("2万5", 25000), ("○", 0)],
)
def test_numerals(text, value):
    assert numerals.numeral(text) == value


def test_what_is_no_numeral_is_refused():
    with pytest.raises(ValueError, match="is no numeral"):
        numerals.numeral("三高")


@given(
    st.text(
        alphabet="0123456789.,%一二三十百千万亿家元个以上近超第年月“”（）-至、。增长", max_size=60
    )
)
def test_quantities_stand_in_order_and_in_the_text(text):
    found = quantities.find(text)
    assert all(0 <= q.start <= q.number < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(math.isfinite(q.value) for q in found)


@pytest.mark.parametrize("text", ["一点万万万万万法人", "增长一点亿元", "一点十百户"])
def test_a_point_without_a_digit_behind_it_belongs_to_no_number(text: str) -> None:
    """Found by the fuzzer: `numeral` refused it and the whole document was lost."""
    assert all(item.unit for item in quantities.find(text))


@pytest.mark.parametrize("unit", ["9", "一", "万", "（", "3-", "5、", "1:", "新增100家"])
def test_absurd_input_takes_linear_time(unit):
    def seconds(times):
        began = time.process_time()
        quantities.find(unit * times)
        return time.process_time() - began

    seconds(100)
    assert seconds(40_000) < 20 * seconds(4_000) + 0.5


@pytest.mark.parametrize(("text", "unit"), [("进入全国前五十强", "名"), ("新增百强", "家")])
def test_the_strongest_are_a_rank_only_behind_the_first(text: str, unit: str) -> None:
    assert [found.unit for found in quantities.find(text)] == [unit]


def test_a_control_sign_within_a_ratio_is_a_blank() -> None:
    assert quantities.find("城乡收入之比为2.3:\x1c1。") == quantities.find("城乡收入之比为2.3: 1。")
