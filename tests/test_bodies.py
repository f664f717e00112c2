"""Names of bodies end where they end, are called what people call them, and have a history."""

import pytest

from helpers import lexicon
from helpers.commitments import bodies, lists


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("市发展和改革委员会", "发改委"),
        ("国家发展改革委", "发改委"),
        ("人力资源社会保障部", "人社部"),
        ("市人力社保局", "人社局"),
        ("市住房城乡建设管理委", "住建委"),
        ("湖北省卫生健康委员会", "卫健委"),
        ("淮安市文化广电和旅游局", "文广旅局"),
        ("市市场监督管理局", "市场监管局"),
        ("市场监管总局", "市场监管总局"),
        ("国务院扶贫办", "扶贫办"),
        ("市中级人民法院", "中院"),
        ("市委政法委", "市委政法委"),
        ("区委办公室", "区委办"),
        ("黄埔区政府", "黄埔区政府"),
        ("各县（市）区政府", "各县（市）区政府"),
        ("市交通委（市道运局）", "交通委"),
        ("昆明滇池投资有限责任公司", "昆明滇池投资有限责任公司"),
        ("市滇管局", "滇管局"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert bodies.canonical(name) == short


def test_a_name_keeps_its_time_and_knows_its_kin() -> None:
    assert bodies.canonical("市经贸委") == "经贸委"
    assert bodies.lineage("市经贸委") == ["经贸委", "经信委", "工信局"]
    assert bodies.lineage("市乡村振兴局") == ["扶贫办", "扶贫局", "乡村振兴局", "农业农村局"]
    assert bodies.lineage("市滇管局") == ["滇管局"]


def test_every_reform_leads_on_and_never_in_a_circle() -> None:
    for reform in lexicon.load("departments")["successions"]:
        for old, new in reform["rows"]:
            assert new in bodies.lineage(old), (old, new)
            assert old in bodies.lineage(new), (old, new)
            assert bodies.canonical(old) == old, old
            assert bodies.canonical(new) == new, new
            assert old not in bodies.lineage(new)[bodies.lineage(new).index(new) :]


@pytest.mark.parametrize(
    "text", ["加强组织领导", "张三", "2022年12月底前", "确保完成", "新建幼儿园", "责任", ""]
)
def test_what_is_no_body(text: str) -> None:
    assert not bodies.is_body(text)
    assert lists.listed(text)[0] == []


def test_names_of_a_list_stand_in_it_in_order() -> None:
    text = "市纪委监委、团市委，国网淮安供电公司；市消防救援支队 各镇（街道）"
    found, strange = lists.listed(text)
    assert [text[body.start : body.end] for body in found] == [
        "市纪委监委", "团市委", "国网淮安供电公司", "市消防救援支队", "各镇（街道）",
    ]  # fmt: skip
    assert strange == 0
