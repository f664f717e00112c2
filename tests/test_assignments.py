"""Words that assign are read, and nothing is invented where there are none."""

import time
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from helpers.commitments import assignments, labels

CASES = tomllib.loads((ROOT / "tests/cases/assignments.toml").read_text("utf-8"))["case"]


def joined(text: str) -> assignments.Assignment | None:
    """Return what a paragraph assigns, all of it together."""
    found = assignments.found(text)
    whole = found[0] if found else None
    for more in found[1:]:
        whole = whole + more if whole else more
    return whole


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_who_must_deliver(case: dict[str, Any]) -> None:
    found = joined(case["text"])
    roles = [[role, body.name, body.canonical] for role, body in found.roles()] if found else []
    assert roles == case["roles"]
    assert (found.deadline if found else "") == case.get("deadline", "")
    assert (found.leader if found else "") == case.get("leader", "")


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("（人力资源社会保障部、财政部负责。列第一位者为牵头单位，下同）", True),
        ("责任分解中，列第一位的责任单位为牵头单位或汇总单位。", True),
        ("（税务总局负责，排在第一位的部门为牵头部门，下同）", True),
        ("第一责任单位为牵头单位", True),
        ("(市教育局,市委农办,各县<市、区>人民政府,排名第一位为牵头单位,下同)", True),
        ("责任单位中排在首位的为牵头单位", True),
        ("首位单位为牵头单位", True),
        ("在全省列第一，牵头单位为市发改委", False),
        ("坚持把就业放在首位，牵头单位要负起责任", False),
    ],
)
def test_the_first_of_a_list_leads_where_the_text_says_so(text: str, leads: bool) -> None:
    assert labels.first_leads(text) == leads


def test_the_first_leads_and_kinds_of_bodies_never_do() -> None:
    (lead,) = assignments.found("（财政部、民政部负责）")
    assert [role for role, _ in lead.roles(first_leads=True)] == ["lead", "joint"]
    (each,) = assignments.found("（各有关部门和单位，各省级人民政府负责）")
    assert [role for role, _ in each.roles(first_leads=True)] == ["joint", "joint"]


PIECES = [
    "（",
    "）",
    "(",
    "【",
    "责任单位：",
    "牵头",
    "配合",
    "负责",
    "由",
    "会同",
    "市发改委",
    "、",
    "，",
    "；",
    "。",
    "等部门",
    "各区、县级市",
    "2022年底前",
    "加强领导",
    "|",
    "和",
    "副市长",
]


@given(st.lists(st.sampled_from([*PIECES, " ", "\t"]), max_size=40).map("".join))
def test_every_department_stands_in_its_assignment(text: str) -> None:
    for found in assignments.found(text):
        assert 0 <= found.start < found.end <= len(text)
        for _, body in found.roles():
            assert body.name in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000,
        "（责任单位：" * 20_000,
        "（牵头）" * 25_000,
        "责任单位：市发改委。" * 10_000,
        "市发改委、" * 20_000 + "牵头",
        "由市发改委牵头，市财政局配合" * 8_000,
        "责任单位：" + "各区、县级市、" * 15_000,
        "市财政局和" * 20_000 + "负责",
    ],
    ids=lambda text: text[:12],
)
def test_reading_takes_time_in_proportion_to_the_text(text: str) -> None:
    started = time.process_time()
    assignments.found(text)
    assert time.process_time() - started < 5
