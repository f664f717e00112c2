"""Strings found in running text: all that stand there, as searching for each would."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.terms.counts import Tokens, pieces_of, tokens_of
from helpers.terms.search import Text, trie_of


def places(texts, forms, *, standing=False, engine="jieba"):
    """Return where each form stands: (form, text, place in it)."""
    text = Text.of(tokens_of(pieces_of(texts, engine)))
    hits = text.find(trie_of(forms))
    hits = text.standing(hits) if standing else hits
    part = text.part[hits.start]
    return sorted(
        (forms[form], int(at), int(start - text.parts[at]))
        for form, at, start in zip(hits.form, part, hits.start, strict=True)
    )


@given(
    st.lists(st.text("低碳发展5Ga。\U0001f600", max_size=12), max_size=5),
    st.lists(st.text("低碳发展5Ga", min_size=1, max_size=4), max_size=6, unique=True),
)
def test_what_is_found_is_what_searching_for_each_finds(texts, forms):
    expected = sorted(
        (form, at, match.start())
        for form in forms
        for at, text in enumerate(texts)
        for match in re.finditer(f"(?={re.escape(form)})", text)
    )
    assert places(texts, forms, engine=list) == expected


def test_many_strings_are_found_as_few_are():
    """More first characters than a 31-bit number has room for beside their edges."""
    forms = [chr(0x4E00 + at) + "发展" for at in range(9000)]
    text = Text.of(Tokens(forms, np.arange(9000), np.ones(9000, "int64")))
    assert np.array_equal(np.sort(text.find(trie_of(forms)).form), np.arange(9000))


STANDING = [
    ("低碳", "推动低碳发展", 1),
    ("低碳", "大幅降低碳排放强度", 0),
    ("5G", "新建5G基站、15G流量、5GB", 1),
    ("PM2.5", "PM2.5浓度下降,PM2.55", 1),
    ("就业", "下岗职工再就业", 1),
    ("就业", "取得骄人的成就业绩", 0),
    ("入世", "加入世界贸易组织", 0),
    ("新农村", "创新农村经营体制", 0),
    ("新农村", "新农村公路", 1),
    ("大数据", "建设大数据中心", 1),
    ("国人", "中国人民解放军", 0),
    ("数字经济", "推动数字经济发展", 1),
]


@pytest.mark.parametrize(("form", "text", "number"), STANDING)
def test_a_string_stands_where_it_is_none_of_others_parts(form, text, number):
    assert len(places([text], [form], standing=True)) == number


def test_nothing_is_found_across_texts_and_of_nothing():
    assert places(["低", "碳"], ["低碳"]) == []
    assert places([], ["低碳"]) == places(["低碳"], []) == places([""], [""]) == []
