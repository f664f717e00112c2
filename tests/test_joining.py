"""Lines that go on with the paragraph before them, and lines that do not."""

import pytest

from helpers.cleaning.lines import forms, joining

SENTENCE = "全市上下要统筹推进各项工作，确保完成全年目标任务。"

PAIRS = [
    ("必须坚持以人民为中心", "，不断增进民生福祉。", True),
    ("推进“放管服”改革、", "优化营商环境。", True),
    ("增强“", "四个意识”。", True),
    ("(五)", "改革开放不断深化。", True),
    ("重点抓好五个方面:", "一是抓项目。", False),
    ("攻认识提升之坚", "全市上下要统一思想。", False),
    ("进一步扩大需求，", "（一）扩大投资", False),
    ("各位代表!", "现在，我报告工作。", False),
    ("加快建设现代化", "经济体系。", False),
]


@pytest.mark.parametrize(("line", "following", "goes_on"), PAIRS)
def test_two_lines_of_a_text_that_is_not_broken(line: str, following: str, goes_on: bool) -> None:
    lines = forms.split("\n".join([SENTENCE, line, following, SENTENCE]))
    for each in lines:
        each.role = "body"
    assert joining.joined(lines) == ({2} if goes_on else set())


def test_headings_of_equal_length_are_not_taken_for_a_width() -> None:
    lines = forms.split(
        "\n".join(f"{n}、扎实推进重点工作，确保取得实效，让群众满意" for n in "一二三四五六七八九")
    )
    for each in lines:
        each.role = "body"
    assert joining.joined(lines) == set()
