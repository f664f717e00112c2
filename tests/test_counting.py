"""What a numeral counts is found in the text, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.slogans import counting
from helpers.tables import Paragraph


def told(form: str, *lines: str) -> list[tuple[str, str]]:
    """Return what the lines tell."""
    document = [
        Paragraph(
            doc_id="d", paragraph=n, role="body", section="", actor="", text=line,
            raw_start=0, raw_end=0,
        )
        for n, line in enumerate(lines, 1)
    ]  # fmt: skip
    return [(one.counted, one.parts) for one in counting.explain(form, document)]


EXPLAINED = [
    ("三道防线",
     ["筑牢“三道防线”分别是预防控制防线、监测预警防线和医疗救治防线,加快建设。"],
     "预防控制防线、监测预警防线、医疗救治防线"),
    ("双下降", ["安全生产事故起数和死亡人数继续“双下降”。"], "安全生产事故起数、死亡人数"),
    ("三个江海", ["打造“三个江海”。", "建设幸福江海、宜游江海、名城江海。"],
     "幸福江海、宜游江海、名城江海"),
    ("双高地", ["打造科技创新、科技体制改革“双高地”。"], "科技创新、科技体制改革"),
    ("三条措施", ["采取控制传染源、切断传染链、保护易感人群“三条措施”。"],
     "控制传染源、切断传染链、保护易感人群"),
    ("两张清单", ["用好优势企业和困难企业“两张清单”。"], "优势企业、困难企业"),
    ("四增", ["实现“四增”,即增强能力,增大含量,增加效益,增加收入。"],
     "增强能力、增大含量、增加效益、增加收入"),
    ("三化", ["解决草原“三化”(沙化、碱化、退化)问题。"], "沙化、碱化、退化"),
    ("三个一批", ["抓好“三个一批”:在建一批,确保投产;开工一批,加快进度;前期一批,做深做细。"],
     "在建一批、开工一批、前期一批"),
    ("三大工程", ["实施“三大工程”:一是强链工程,抓龙头。二是育才工程,引人才。三是惠民工程,办实事。"],
     "强链工程、育才工程、惠民工程"),
    ("三项行动", ["落实“三项行动”,第一项行动是健身,抓好步道;第二项行动是控烟;第三项行动是义诊。"],
     "健身、控烟、义诊"),
    ("双招双引", ["推进“双招双引”。", "推动招才引智与招商引资联动。"], "招才引智、招商引资"),
    ("3+5", ["形成以电子、化工、建材为主导的“3+5”产业体系。"], "电子、化工、建材"),
    ("蓝天、碧水、净土三大保卫战", ["打好蓝天、碧水、净土三大保卫战。"], "蓝天、碧水、净土"),
    ("三个高",
     ["抓好三个“高”。", "高质量招引,加速奔跑。", "高水平开放,迎风奔跑。", "高品质消费,激情奔跑。"],
     "高质量招引、高水平开放、高品质消费"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "lines", "parts"), EXPLAINED)
def test_explained(form: str, lines: list[str], parts: str) -> None:
    assert [found for _, found in told(form, *lines)] == [parts]


NOT_EXPLAINED = [
    ("三高一争", ["厚植“三高一争”基础。", "高质量招引,加速。", "高水平开放,迎风。"]),
    ("六稳六保", ["做好稳就业、稳金融、稳外贸“六稳六保”工作。"]),
    ("两个确立", ["自觉践行、忠诚捍卫“两个确立”,增强意识。"]),
    ("双减", ["推进PM2.5和臭氧“双减双控”。"]),
    ("三区三线", ["预防控制防线、监测预警防线和医疗救治防线。", "划定“三区三线”。"]),
    ("三农", ["加强“三农”工作。一是出台政策,给补贴。二是调整结构。三是办好实事。"]),
    ("二次创业", ["推进开发区和工业园“二次创业”。"]),
    ("双一流", ["郑州和开封两校入选“双一流”。", "2所大学、18个学科入选“双一流”。"]),
    ("四个一批", ["抓好“四个一批”:在建一批,确保投产;开工一批,加快进度。"]),
    ("两个大局", ["党中央、国务院根据邓小平同志“两个大局”战略思想,作出决策。"]),
    ("两小时交通圈", ["形成一小时交通圈、以江海为中心“两小时交通圈”。"]),
    ("双增二百", ["推进超级稻双增一百、玉米“双增二百”。"]),
    ("三聚", ["深化“三聚”服务。", "聚创新“人气”。"]),
]


@pytest.mark.parametrize(("form", "lines"), NOT_EXPLAINED)
def test_not_guessed(form: str, lines: list[str]) -> None:
    assert told(form, *lines) == []


def test_only_what_is_told_is_explained() -> None:
    lines = ["聚焦“三高一争”", "高质量发展", "市发改委", "高品质生活", "市民政局", "高效能治理"]
    assert told("三高一争", *lines) == [("高", "高质量发展、高品质生活、高效能治理")]


@given(
    st.text("一二三两双高争个、+12和“”大强 ", max_size=30), st.text("一二三两双高争+4", max_size=6)
)
def test_as_many_parts_as_counted(text: str, form: str) -> None:
    numbers = [number for number, _ in counting.counted(form)]
    for _, parts in told(form, text):
        assert len(parts.split("、")) in {*numbers, sum(numbers)}
