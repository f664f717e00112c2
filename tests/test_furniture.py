"""Whole pages, each line with the role that it must get."""

import tomllib
from pathlib import Path

import pytest

from helpers import forms, furniture

CASES = Path(__file__).parent / "cases" / "pages.toml"
PAGES = {page["name"]: page["text"] for page in tomllib.loads(CASES.read_text("utf-8"))["page"]}


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_a_page_gets_its_role(name: str) -> None:
    wanted = [line.partition("|") for line in PAGES[name].strip().split("\n")]
    lines = forms.split("\n".join(text for _, _, text in wanted))
    furniture.judge(lines)
    assert [(line.role, line.text) for line in lines] == [(role, text) for role, _, text in wanted]
