"""Types, halves and wholes."""

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


@pytest.mark.parametrize(
    ("form", "halves"),
    [
        ("六稳、六保", ["六稳", "六保"]),
        ("六稳六保", ["六稳", "六保"]),
        ("双减双控", ["双减", "双控"]),
        ("三高一争", []),
        ("科学发展观", []),
        ("人、物、环境同防", []),
    ],
)
def test_halves(form: str, halves: list[str]) -> None:
    assert variants.halves(form) == halves


def test_frequent_part_stays_itself() -> None:
    longer = variants.wholes({"a": "六稳", "b": "六保", "w": "六稳六保"})
    assert variants.merge({"a": {"1", "2"}, "b": {"3"}, "w": {"3"}}, longer) == {"b": "w"}


def test_national_knowledge_is_kept_apart() -> None:
    assert variants.known("两不愁三保障")
    assert variants.known("四群八链") == ()
