"""Who speaks in running text answers for what he promises."""

import pytest

from helpers.commitments import extract
from helpers.commitments.speakers import speakers, spoken
from helpers.tables import Document, Paragraph, columns

BLANK = {name: kind() for name, kind in columns(Document).items()}
NEWS = Document(**BLANK | {"doc_id": "d", "genre": "news", "date": "2022-03-01"})


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("市发改委主任李某告诉记者，今年安排重点项目200个。", ["市发改委"]),
        ("扬州市科技局党组书记、局长王某表示，下一步将加快推进。", ["市科技局"]),
        ("“明年将再建20家。”市卫健委副主任周某介绍说。", ["市卫健委"]),
        ("对此，江都区区长朱某说：“年内全部开工。”", ["江都区"]),
        ("市教育局局长张某说，年内开工。市住建局局长李某说，明年完工。", ["市教育局", "市住建局"]),
        ("率先登场的市发改委党组书记、主任何某围绕网络大城市发言。", ["市发改委"]),
        ("市经济和信息化局党组书记张某表示，要聚焦五项工作。", ["市经济和信息化局"]),
        ("副市长赵某强调，要抓好落实。", []),
        ("记者从市教育局获悉，今年新建学校5所。", []),
        ("江苏省委书记在会上说，要敢为善为。", []),
    ],
)
def test_offices_in_running_text(text: str, who: list[str]) -> None:
    assert speakers(text) == who


def article(*texts: str, actor: str = "") -> list[Paragraph]:
    return [
        Paragraph(doc_id="d", paragraph=number, role="body", section="", actor=actor, text=text,
                  raw_start=0, raw_end=0)
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip


def test_he_said_goes_on_and_the_next_paragraph_does_not() -> None:
    paragraphs = article(
        "市科技局局长王某表示，今年将新增高新技术企业50家以上。",
        "他说，年内还要建成实验室10家。",
        "去年全市专利授权量居全省第三。",
        "他说这是好事。",
    )
    assert [p.actor for p in spoken(NEWS, paragraphs)] == ["市科技局", "市科技局", "", ""]
    targets = [c for c in extract(NEWS, paragraphs) if c.status == "target"]
    assert {c.actor for c in targets} == {"市科技局"}


def test_a_heading_says_more_than_a_sentence_and_two_speakers_are_nobody() -> None:
    line = "市科技局局长王某表示，今年将新增高新技术企业50家以上。"
    assert spoken(NEWS, article(line, actor="高邮市"))[0].actor == "高邮市"
    both = line + "市教育局局长张某说，年内新建小学5所。"
    assert spoken(NEWS, article(both))[0].actor == ""
