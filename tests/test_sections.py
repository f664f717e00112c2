"""The cells of a notebook as a page tells them."""

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.pages import sections
from helpers.show.words import Text

SHOWN = new_output("stream", text="shown")
CODE = new_code_cell("1", outputs=[SHOWN])


@pytest.fixture(autouse=True)
def on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything as the pages do."""
    monkeypatch.setenv("TIFA_RUN", "1")


def cell(source: str, *tags: str) -> Any:
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def sources(*cells: Any) -> list[str]:
    return [told.source for told in sections.told(cells)]


def test_a_pair_of_headings_is_one_whose_anchor_is_the_same_in_both_languages() -> None:
    english = cell("## All targets\n\nOf each actor.", "en")
    assert sources(english, cell("## 全部目标\n\n按责任方。", "zh")) == [
        '<h2 id="All-targets"><span class="en">All targets</span>'
        '<span class="zh" lang="zh">全部目标</span></h2>',
        "Of each actor.",
        "按责任方。",
    ]


@pytest.mark.parametrize(
    ("cells", "anchors"),
    [
        ([cell("## Mine")], ["Mine"]),
        (
            [cell("## Mine", "en"), new_code_cell("1", outputs=[SHOWN]), cell("## 我的", "zh")],
            ["Mine", "我的"],
        ),
        ([cell("## A\n\n### B\n\ntext", "en"), cell("## 甲\n\n### 乙", "zh")], ["A", "B"]),
        ([cell("## A", "en"), cell("## 甲\n\n## 乙", "zh")], ["A", "甲", "乙"]),
        ([cell("```python\n# no heading\n```")], []),
        ([cell("text only", "en"), cell("只有文字", "zh")], []),
    ],
)
def test_every_heading_has_an_anchor_whatever_stands_beside_it(
    cells: list[Any], anchors: list[str]
) -> None:
    whole = "\n".join(sources(*cells))
    assert [part.split('"')[0] for part in whole.split(' id="')[1:]] == anchors


def test_the_title_is_the_first_heading_in_both_languages() -> None:
    cells = sections.told([cell("# Cleaning", "en"), cell("# 清洗", "zh")])
    assert sections.title(cells) == Text("Cleaning", "清洗")
    assert sections.title(sections.told([cell("no heading")])) is None


def test_a_silent_code_cell_is_joined_to_the_one_it_prepares() -> None:
    silent, loud = new_code_cell("import helpers"), new_code_cell("show()", outputs=[SHOWN])
    assert sources(silent, loud) == ["import helpers\n\nshow()"]


def test_the_section_of_the_strongest_finding_stands_first() -> None:
    cells = sections.told(
        [
            cell("# Title\n\nlead"),
            cell("## A\n\none"),
            cell("## B\n\n### C"),
            cell("two"),
            cell("## D"),
        ]
    )
    told = [one.source for one in sections.strongest_first(cells, "C")]
    names = [
        Text(*one.metadata["tifa"]["heading"][1:]).en for one in cells if one.metadata.get("tifa")
    ]
    assert names == ["Title", "A", "B", "C", "D"]
    assert told[:2] == [one.source for one in cells[:2]] and "two" in told[4]
    assert sorted(told) == sorted(one.source for one in cells)
    assert sections.strongest_first(cells, "nowhere") == cells


def test_sections_that_only_say_what_is_not_there_are_one_list_before_the_last() -> None:
    def said(source: str) -> Any:
        return new_code_cell("1", outputs=[new_output("display_data", {"text/html": source})])

    cells = sections.told(
        [
            cell("# Title"),
            *(cell("## Words", "en"), cell("## 词语", "zh"), said("<p>None given.</p>")),
            *(cell("## Rows"), said("<p>All rows.</p>"), said("<div><table></table></div>")),
            *(cell("## Limits"), cell("They are few.")),
        ]
    )
    page = "".join(one.source for one in sections.quiet_folded(cells, Text("Not here", "未见")))
    assert page.index("Rows") < page.index("Not here") < page.index("Limits")
    assert '<li id="Words"><strong><span class="en">Words' in page and "<p>None given.</p>" in page
    assert page.count("<h2") == 3
    assert sections.quiet_folded(cells[-2:], Text("Not here", "未见")) == cells[-2:]
