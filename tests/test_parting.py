"""A text that lost its line breaks is parted where blanks and headings tell of them."""

from collections import Counter
from pathlib import Path

import pytest

from helpers import cleaning, commitments
from helpers.cleaning import ledger
from helpers.cleaning.lines import parting

RAW = Path(__file__).parents[1] / "data" / "raw"
LONG = "全市地区生产总值增长9.2%，城镇新增就业9.5万人。" * 110
PLACES = [
    ("二、2019年工作安排 2019年任务很重。", ["二、2019年工作安排", "2019年任务很重。"]),
    ("二&、2019年工作安排2019年任务很重。", ["二&、2019年工作安排", "2019年任务很重。"]),
    ("今后五年发展目标任务今后五年，是关键期。", ["今后五年发展目标任务", "今后五年，是关键期。"]),
    (
        "一、主要任务（一）稳增长。抓项目。（二）惠民生。",
        ["一、主要任务", "（一）稳增长。抓项目。", "（二）惠民生。"],
    ),
    ("重奖太钢 T800 研发团队。 改革活力释放。", ["重奖太钢 T800 研发团队。", "改革活力释放。"]),
    ("抓好五件事。五、六月开工。", ["抓好五件事。五、六月开工。"]),
]


@pytest.mark.parametrize(("text", "paragraphs"), PLACES)
def test_a_line_too_long_for_a_paragraph_is_parted(text: str, paragraphs: list[str]) -> None:
    edits = parting.breaks(LONG + text)
    parted = ledger.apply(LONG + text, edits)
    assert parted.removeprefix(LONG).strip("\n").split("\n") == paragraphs
    assert ledger.undo(parted, edits) == LONG + text


def test_a_line_that_can_be_a_paragraph_stays() -> None:
    assert parting.breaks("过去一年成绩很大。 二、2019年工作安排 今年任务很重。") == []


@pytest.mark.parametrize("joint", [" ", ""])
def test_a_report_in_one_line_promises_what_it_promises_in_many(tmp_path: Path, joint: str) -> None:
    report = next(RAW.rglob("*2022*work*report*")).read_text(encoding="utf-8")
    (tmp_path / "whole").mkdir()
    (tmp_path / "whole" / "report.txt").write_text(report, encoding="utf-8")
    statuses, texts = _read(tmp_path / "whole")
    (tmp_path / "line").mkdir()
    line = f"{texts[0]}\n{texts[1]}\n{joint.join(texts[2:])}\n"
    (tmp_path / "line" / "report.txt").write_text(line, encoding="utf-8")
    joined, _ = _read(tmp_path / "line")
    assert len({status for _, status in statuses}) == 3
    assert (statuses & joined).total() >= 0.97 * max(statuses.total(), joined.total())


def _read(folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Return the numbers of a folder's text with their statuses, and its paragraphs."""
    cleaned = cleaning.clean_folder(folder)
    found = commitments.extract_all(cleaned["documents"], cleaned["paragraphs"])
    numbers = Counter((c.quote, c.status) for c in found if c.kind == "number")
    return numbers, [paragraph.text for paragraph in cleaned["paragraphs"]]
