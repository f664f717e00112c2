"""The gazetteer: every division of today with its code, its short name, its homonyms."""

from collections import Counter

import pytest

from helpers.text import divisions


def test_all_divisions_of_2024_are_there() -> None:
    levels = Counter(d.level for d in divisions.all_divisions() if not d.gone)
    assert levels == {"province": 34, "city": 333, "county": 2846}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("浦东新区", "浦东"),
        ("神农架林区", "神农架"),
        ("井陉矿区", "井陉矿区"),
        ("忠县", "忠县"),
        ("大兴安岭地区", "大兴安岭"),
        ("澳门特别行政区", "澳门"),
    ],
)
def test_short_names_are_those_that_texts_use(name: str, short: str) -> None:
    assert divisions.shortened(name) == short


@pytest.mark.parametrize(
    ("place", "level", "code"),
    [
        ("镇江", "", "321100"),
        ("吉林", "", "220000"),
        ("吉林", "city", "220200"),
        ("吉林市", "", "220200"),
        ("海拉尔", "county", "150702"),
        ("襄樊", "city", "420600"),
        ("莱芜市", "", "371200"),
        ("朝阳", "county", ""),
        ("鼓楼区", "", ""),
        ("吐尼亚孜代表自治", "", ""),
        ("全国", "", ""),
    ],
)
def test_a_place_has_a_code_where_its_name_is_enough(place: str, level: str, code: str) -> None:
    assert divisions.adcode(place, level) == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("江苏省镇江市丹阳市人民政府", ["江苏省", "镇江市", "丹阳市"]),
        ("年产复合肥三十万吨，城区绿化面积扩大", []),
        ("全市各县区都要落实", []),
    ],
)
def test_full_names_are_found_in_a_text(text: str, names: list[str]) -> None:
    assert [found.name for found in divisions.named(text)] == names
