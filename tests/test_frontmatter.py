"""Facts between two lines of dashes at the head of a text, and Markdown's marks in it."""

from pathlib import Path

import pytest

from helpers.cleaning import clean_folder, folder, frontmatter, ledger
from helpers.cleaning.document import clean
from helpers.cleaning.lines import markup
from helpers.errors import DocumentError

TEXT = """---
标题: 关于核定文物保护单位的通知
文号: 沪府发〔2014〕29号
发布单位: 上海市人民政府
发布日期: 2014-04-15
官方链接: https://example.org/a?id=1
---

> 本文由脚本提取，仅供检索。

**各区、县人民政府：**

市政府核定58处文物保护单位，现予公布。请认真做好[保护工作](https://example.org/b)。<br>特此通知。
"""


def test_facts_are_read_in_either_language_and_the_text_is_clean(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    (source,) = folder.read(tmp_path / "a.md")
    cleaned = clean(source)
    document = cleaned.document
    assert document.title == "关于核定文物保护单位的通知"
    assert (document.place, document.level, document.genre) == ("上海", "province", "policy")
    assert (document.date, document.year, document.doubts) == ("2014-04-15", "2014", "")
    assert document.source == "https://example.org/a?id=1"
    assert cleaned.text.split("\n") == [
        "各区、县人民政府：",
        "市政府核定58处文物保护单位，现予公布。请认真做好保护工作。",
        "特此通知。",
    ]
    assert ledger.apply(source.text, cleaned.edits) == cleaned.text
    assert ledger.undo(cleaned.text, cleaned.edits) == source.text


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("---\ntitle: 报告\nsource:\n- https://a.cn\n- https://b.cn\n---\n正文", "title address"),
        ("---\r\ndate: 2020-08-01\r\n---\r\n正文", "date"),
        ("---\n各位代表，同志们\n---\n正文", ""),
        ("正文\n---\ntitle: 报告\n---\n", ""),
        ("---\ntitle: 没有结尾\n正文", ""),
    ],
)
def test_only_facts_between_dashes_are_front_matter(text: str, facts: str) -> None:
    assert " ".join(frontmatter.fields(text, "a.md")) == facts
    assert bool(frontmatter.end(text)) == bool(facts)


def test_front_matter_that_is_no_yaml_costs_its_document_alone(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("---\ntitle: 专访: 谈发展\n---\n正文。\n", "utf-8")
    (tmp_path / "good.md").write_text(TEXT, "utf-8")
    made = clean_folder(tmp_path)
    assert [document.doc_id for document in made["documents"]] == ["good"]
    (failure,) = made["failures"]
    assert failure.reason.startswith("bad.md, line 2: the front matter is no YAML")
    with pytest.raises(DocumentError, match="in quotes"):
        folder.read(tmp_path / "bad.md")


@pytest.mark.parametrize(
    ("text", "clean_text"),
    [
        ("***政府工作报告**", "政府工作报告"),
        ("**——经济平稳增长。**完成生产总值", "——经济平稳增长。完成生产总值"),
        ("张**、李**等人", "张**、李**等人"),
        ("3*5=15，**", "3*5=15，**"),
        ("## 一、总体要求", "一、总体要求"),
        ("增长5%&nbsp;以上&lt;预计&gt;", "增长5%\u00a0以上<预计>"),
        ("![图](a.png)见[附件](/b.doc)", "见附件"),
        ("| <br>指标 | <br>数 |", "| 指标 | 数 |"),
    ],
)
def test_marks_are_taken_out_and_nothing_else(text: str, clean_text: str) -> None:
    assert ledger.apply(text, markup.marks(text)) == clean_text
