"""Types, and which ways of writing are one."""

import pytest

from helpers.slogans import variants
from helpers.slogans.candidates import candidates

TYPES = [
    ("三高一争", "numeral"), ("四群八链", "numeral"), ("制造强市", "goal"), ("平安江海", "goal"),
    ("争当表率、争做示范", "goal"), ("扬帆计划", "brand"), ("林长制", "brand"),
    ("枫桥经验", "brand"), ("一窗通办", "brand"),
    ("牛鼻子", "metaphor"), ("最后一公里", "metaphor"), ("人民至上、生命至上", "doctrine"),
    ("绿水青山就是金山银山", "doctrine"), ("稳中求进", "doctrine"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "kind"), TYPES)
def test_kind(form: str, kind: str) -> None:
    marks = candidates(f"“{form}”", frozenset({"江海"}))
    signals = set().union(*(candidate.signals for candidate in marks))
    assert variants.kind(form, signals) == kind


SAME = [
    ("互联网+", "互联网＋"), ("两随机、一公开", "双随机、一公开"), ("三年两个目标", "三年两大目标"),
    ("实现好、维护好、发展好人民根本利益", "实现好、维护好、发展好人民的根本利益"),
    ("创新创业福地、山水花园名城", "山水花园名城,创新创业福地"), ("河（湖）长制", "河湖长制"),
]  # fmt: skip
APART = [
    ("又好又快发展", "又快又好发展"),
    ("4、13", "413"),
    ("法制观念", "法治观念"),
    ("统一大市场", "统一市场"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_ways_of_writing_are_one(one: str, other: str) -> None:
    assert variants.key(one) == variants.key(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_are_another(one: str, other: str) -> None:
    assert variants.key(one) != variants.key(other)


def test_national_knowledge_is_kept_apart() -> None:
    assert variants.common_knowledge("两不愁三保障")
    assert variants.common_knowledge("四群八链") == ()
