"""Two documents side by side: the page's script, asked as the page asks it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.commitments import extract
from helpers.pages.explore import promise_row
from helpers.places import TEMPLATE
from helpers.tables import Paragraph
from helpers.terms import echoes
from test_terms import document, paragraphs

Ask = Callable[[str, Any], Any]


@pytest.fixture(scope="module")
def ask(browser: Any) -> Iterator[Ask]:
    """Call an expression of the script with a value `given`."""
    page = browser.new_page()
    code = (TEMPLATE / "compare.js").read_text("utf-8")
    yield lambda asked, given: page.evaluate(f"given => {{ {code}\nreturn {asked}; }}", given)
    page.close()


def rows(number: int, of: list[Paragraph]) -> list[list[Any]]:
    return [[number, one.paragraph, one.text] for one in of]


def test_sentences_taken_over_are_those_of_the_table_of_echoes(ask: Ask, shared: Path) -> None:
    reports = [
        shared / "corpora" / "work-reports-city" / f"合肥市-{year}.md" for year in (2022, 2023)
    ]
    lines = [[one for one in path.read_text("utf-8").splitlines() if one] for path in reports]
    texts = [paragraphs(year, said) for year, said in zip(("2022", "2023"), lines, strict=True)]
    both = [document(year, "合肥", year, level="city") for year in ("2022", "2023")]
    table = echoes.find_echoes(both, [*texts[0], *texts[1]]).table
    told = {(row.paragraph, row.source_paragraph) for row in table.itertuples()}
    found = ask(
        "takenOver(sentencesOf(given, 0), sentencesOf(given, 1))",
        {"paragraphs": [*rows(0, texts[0]), *rows(1, texts[1])]},
    )
    seen = {(one["after"]["number"], one["before"]["number"]) for one in found}
    assert len(told) > 10 and len(seen & told) >= 0.95 * max(len(seen), len(told))


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("新增就业25万人以上", "新增就业30万人", ["25→30", "以上→"]),
        ("全力推动产业强市", "全力推动产业强市", []),
        ("坚持稳中求进", "扎实推动发展", ["坚持稳中求进→扎实推动发展"]),
    ],
)
def test_what_was_changed_is_told_and_both_sentences_can_be_read(
    ask: Ask, before: str, after: str, steps: list[str]
) -> None:
    found = ask("changes(...given)", [before, after])
    for text, other in ((before, "ins"), (after, "del")):
        assert "".join(step["text"] for step in found if step["tag"] != other) == text
    told = "".join(f"<{step['tag']}{step['text']}" for step in found if step["tag"])
    wanted = [step.split("→") for step in steps]
    expected = "".join(
        (f"<del{old}" if old else "") + (f"<ins{new}" if new else "") for old, new in wanted
    )
    assert told == expected


def test_targets_are_raised_lowered_reworded_dropped_named_or_new(ask: Ask) -> None:
    said = [
        "2022年,地区生产总值增长6%,城镇新增就业8万人以上,粮食产量稳定在5亿斤,"
        "改造老旧小区60个,新建公厕20座,居民消费价格涨幅控制在3%左右。",
        "2023年,地区生产总值增长5%左右,城镇新增就业9万人以上,粮食产量稳定在5亿斤以上,"
        "继续改造老旧小区,新建学校4所,居民消费价格涨幅控制在3%左右。",
    ]
    promises = []
    section = "二、今年主要目标和重点任务"
    texts = [replace(paragraphs(f"{n}", [one])[0], section=section) for n, one in enumerate(said)]
    for number, paragraph in enumerate(texts):
        of = document(
            f"{number}", "镇江", f"202{2 + number}-01-10", level="city", genre="work_report"
        )
        promises += [promise_row(number, one) for one in extract(of, [paragraph])]
    corpus = {"promises": promises, "paragraphs": [*rows(0, texts[:1]), *rows(1, texts[1:])]}
    found = ask("targetsCompared(given, 0, 1)", corpus)
    fates = {(row["before"] or row["after"])[4]: row["fate"] for row in found}
    assert fates == {
        "地区生产总值增长": "lowered",
        "城镇新增就业": "raised",
        "粮食产量": "reworded",
        "改造老旧小区": "named",
        "新建公厕": "dropped",
        "新建学校": "new",
        "居民消费价格涨幅": "same",
    }
