"""Whole pages, each line with the role that it must get."""

import tomllib
from pathlib import Path

import pytest

from helpers.cleaning.lines import forms, furniture

CASES = Path(__file__).parent / "cases" / "pages.toml"
PAGES = {page["name"]: page["text"] for page in tomllib.loads(CASES.read_text("utf-8"))["page"]}


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_a_page_gets_its_role(name: str) -> None:
    wanted = [line.partition("|") for line in PAGES[name].strip().split("\n")]
    lines = forms.split("\n".join(text for _, _, text in wanted))
    furniture.judge(lines)
    assert [(line.role, line.text) for line in lines] == [(role, text) for role, _, text in wanted]


def test_lines_that_recur_across_a_source_are_the_site_s() -> None:
    pages = [
        f"某某之窗\n政府工作报告\n各位代表：\n{place}今年要抓好各项工作落实。\n全媒体矩阵"
        for place in ("甲县", "乙县", "丙县")
    ]
    shared = furniture.recurring(pages)
    assert shared == {"某某之窗", "全媒体矩阵"}
    lines = forms.split(pages[0])
    furniture.judge(lines, recurring=shared)
    assert [line.role for line in lines] == ["navigation", "title", "body", "body", "navigation"]


@pytest.mark.parametrize(
    "call", ["各位代表！让我们团结一心，努力奋斗！", "让我们携手并进！", "谢谢大家!"]
)
def test_a_speech_ends_with_its_call_and_not_with_its_last_full_stop(call: str) -> None:
    page = f"一、工作安排\n新建高标准农田10万亩。\n\n{call}\n上一篇：无\n【打印】【关闭】\n"
    lines = forms.split(page)
    furniture.judge(lines)
    kept = [line.text for line in lines if line.role in ("body", "title")]
    assert kept == ["一、工作安排", "新建高标准农田10万亩。", call]
