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
    ("两张清单", ["用好优势企业和困难企业“两张清单”。"], "优势企业、困难企业"),
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
    ("三聚", ["深化“三聚”服务。", "聚创新“人气”。"]),
]


@pytest.mark.parametrize(("form", "lines"), NOT_EXPLAINED)
def test_not_guessed(form: str, lines: list[str]) -> None:
    assert told(form, *lines) == []


def test_only_what_is_told_is_explained() -> None:
    lines = ["聚焦“三高一争”", "高质量发展", "市发改委", "高品质生活", "市民政局", "高效能治理"]
    assert told("三高一争", *lines) == [("高", "高质量发展、高品质生活、高效能治理")]


def test_national_knowledge_is_kept_apart() -> None:
    assert counting.known("两不愁三保障")
    assert counting.known("四群八链") == ()


@given(
    st.text("一二三两双高争个、+12和“”大强 ", max_size=30), st.text("一二三两双高争+4", max_size=6)
)
def test_as_many_parts_as_counted(text: str, form: str) -> None:
    numbers = [number for number, _ in counting.counted(form)]
    for _, parts in told(form, text):
        assert len(parts.split("、")) in {*numbers, sum(numbers)}
