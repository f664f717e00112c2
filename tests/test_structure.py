"""Headings, their nesting, and who answers."""

import pytest

from helpers.cleaning import structure

HEADINGS = [
    ("一、2021年工作回顾", True),
    ("（一）千方百计扩大有效需求", True),
    ("1. 更大力度推进产业强市。", True),
    ("第三，加强科技创新，推进创新型省份建设", True),
    ("攻认识提升之坚", True),
    ("市科技局:加快创新驱动 打造创新创业福地", True),
    ("——访高邮市委书记 张利", True),
    ("(一)千方百计扩大内需。把扩大内需作为发展的重要引擎，努力保持平稳。", False),
    ("一是毫不放松抓好疫情防控。当前形势仍然严峻。", False),
    ("重点抓好五个方面:", False),
    ("创新外招方式。", False),
    ("——厚植发展根基，在更高层次推进产业强市。", False),
    ("市民政局 市人社局 市商务局 市文广旅局", False),
    ("各位代表：", False),
    ("●中央经济工作会议明确指出", False),
]

ACTORS = [
    ("市科技局:加快创新驱动", "市科技局"),
    ("市发展和改革委员会：稳中求进", "市发展和改革委员会"),
    ("【省农业农村厅】", "省农业农村厅"),
    ("市人社局局长李明：", "市人社局"),
    ("市委宣传部：", "市委宣传部"),
    ("丹阳市：当好排头兵", "丹阳市"),
    ("镇江经开区党工委书记 王强：", "镇江经开区"),
    ("——访市政府党组成员、广陵区委书记 韦峰", "广陵区"),
    ("——访宝应县委书记 张小辉", "宝应县"),
    ("——访市委常委、高新区党工委书记 王强", "高新区"),
    ("——访市科技局局长 李明", "市科技局"),
    ("——市住建局党组书记、局长 张三", "市住建局"),
    ("市住建局党组书记、局长 张三", "市住建局"),
    ("建设精美城市", ""),
    ("市场主体培育：稳中有进", ""),
    ("中央和省委省政府决策部署：“要”这样干", ""),
    ("做强城市功能区", ""),
]


@pytest.mark.parametrize(("text", "heading"), HEADINGS)
def test_headings(text: str, heading: bool) -> None:
    assert structure.is_heading([text, "全市上下要抓好落实。"], 0) is heading


def test_nothing_is_a_heading_without_something_below() -> None:
    assert not structure.is_heading(["一、工作回顾"], 0)


@pytest.mark.parametrize(("text", "actor"), ACTORS)
def test_actors(text: str, actor: str) -> None:
    assert structure.actor_of(text) == actor


def sections(texts: list[str], speaker: str = "") -> list[tuple[str, str, str]]:
    found = structure.places(["body"] * len(texts), texts, speaker)
    return [(place.role, place.section, place.actor) for place in found]


def test_numbered_headings_nest_by_their_kind() -> None:
    texts = [
        "一、回顾",
        "成绩很大。",
        "二、任务",
        "（一）农业",
        "1.粮食",
        "稳产。",
        "（二）工业",
        "提质。",
    ]
    assert sections(texts, "市政府") == [
        ("heading", "", "市政府"),
        ("body", "一、回顾", "市政府"),
        ("heading", "", "市政府"),
        ("heading", "二、任务", "市政府"),
        ("heading", "二、任务 / （一）农业", "市政府"),
        ("body", "二、任务 / （一）农业 / 1.粮食", "市政府"),
        ("heading", "二、任务", "市政府"),
        ("body", "二、任务 / （二）工业", "市政府"),
    ]


def test_departments_answer_below_unnumbered_headings() -> None:
    texts = ["高质量发展", "市发改委:跑出加速度", "抓项目。", "市商务局:抓好招引", "抓招商。"]
    texts += ["高品质生活", "市民政局:惠民生", "抓养老。"]
    assert [actor for _, _, actor in sections(texts)] == [
        *("", "市发改委", "市发改委", "市商务局", "市商务局", "", "市民政局", "市民政局")
    ]
    assert sections(texts)[4][1] == "高质量发展 / 市商务局:抓好招引"
    assert sections(texts)[7][1] == "高品质生活 / 市民政局:惠民生"


def test_headings_built_alike_are_of_one_kind() -> None:
    texts = ["总的要求", "攻认识之坚", "统一思想。", "让企业放心", "减税。", "让企业安心", "降费。"]
    texts += ["攻作风之坚", "实干。"]
    found = [section for role, section, _ in sections(texts) if role == "body"]
    assert found == [
        "总的要求 / 攻认识之坚",
        "总的要求 / 攻认识之坚 / 让企业放心",
        "总的要求 / 攻认识之坚 / 让企业安心",
        "总的要求 / 攻作风之坚",
    ]


def test_title_lines_have_no_actor_and_no_section() -> None:
    found = structure.places(["title", "body"], ["政府工作报告", "各位代表：来了。"], "省政府")
    assert [(place.section, place.actor) for place in found] == [("", ""), ("", "省政府")]
