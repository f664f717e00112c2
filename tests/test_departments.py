"""What departments have to deliver, counted and said."""

import pandas as pd
import pytest

from helpers import tables
from helpers.commitments import departments, departments_story
from helpers.show.words import text


def row(task: int, canonical: str, role: str, **more: object) -> dict[str, object]:
    blank = {name: kind() for name, kind in tables.columns(tables.Responsibility).items()}
    given = {"doc_id": "d", "paragraph": task, "task": f"任务{task}", "canonical": canonical}
    return blank | given | {"department": canonical, "role": role} | more


ROWS = pd.DataFrame(
    [
        row(1, "教育局", "lead", commitment="1-3", deadline="9月底前", due="2022-09"),
        row(1, "财政局", "support", commitment="1-3", deadline="9月底前", due="2022-09"),
        row(1, "各县区政府", "support", commitment="1-3", deadline="9月底前", due="2022-09"),
        row(2, "教育局", "lead"),
        row(2, "财政局", "support"),
        row(3, "财政局", "lead"),
        row(4, "滇管局", "joint"),
    ]
)
NONE = tables.frame(tables.Responsibility, [])


def test_load_counts_tasks_by_role_and_leaves_kinds_of_bodies_out() -> None:
    counts = departments.load(ROWS)
    assert list(counts.index) == ["教育局", "财政局", "滇管局"]
    assert counts.loc["财政局"].to_dict() == {"lead": 1, "support": 2, "joint": 0}
    assert departments.load(NONE).empty


def test_partners_are_pairs_of_who_leads_and_who_supports() -> None:
    pairs = departments.partners(ROWS)
    assert pairs.to_dict("records") == [{"lead": "教育局", "partner": "财政局", "tasks": 2}]
    assert departments.partners(NONE).empty


def test_findings_name_the_busiest_and_what_can_be_checked() -> None:
    said = departments_story.findings(ROWS)
    assert said[0].said.zh == "4 项任务落到 3 个责任主体：教育局、财政局、滇管局。"
    assert said[1].said.zh == "牵头任务最多的是教育局：2 项。"
    assert said[2].said.en == "Of 4 tasks 1 holds a target that can be checked, 1 has a deadline."


def test_where_no_department_is_named_the_page_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    monkeypatch.setattr("helpers.show.evidence.say", said.append)
    assert departments_story.findings(NONE) == []
    departments_story.load(NONE, 20)
    departments_story.partners(NONE, seed=1)
    departments_story.checkable(NONE, 20)
    departments_story.sections(NONE, 20)
    departments_story.unlisted(NONE)
    assert said == [text("departments.none")]


def test_labels_that_name_nobody_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr("helpers.show.evidence.table", lambda rows, *_, **__: shown.append(rows))
    lines = ["新建小学5所。", "责任单位：张三", "责任单位：", "市教育局", "牵头单位：市教育局"]
    texts = [{"doc_id": "d", "paragraph": 1, "role": "body", "text": line} for line in lines]
    departments_story.unread(pd.DataFrame(texts))
    assert [list(rows["text"]) for rows in shown] == [["责任单位：张三"]]
    departments_story.unread(pd.DataFrame(texts[:1]))
    departments_story.unread(tables.frame(tables.Paragraph, []))
    assert len(shown) == 1


def test_names_outside_the_lexicon_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr("helpers.show.evidence.say", said.append)
    departments_story.unlisted(ROWS)
    assert [one.zh for one in said] == ["词表之外、照原文保留的名称：滇管局。"]
