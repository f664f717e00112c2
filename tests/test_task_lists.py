"""Whole lists of tasks: every row that is read from them, and who has to work with whom."""

import tomllib
from dataclasses import replace

import pytest

from conftest import ROOT
from helpers import commitments, tables
from helpers.commitments import departments
from test_chain import lines
from test_periods import document, paragraphs

CASES = tomllib.loads((ROOT / "tests/cases/task_lists.toml").read_text("utf-8"))["list"]
ROW = ("paragraph", "task", "assignment", "department", "canonical", "role", "leader", "deadline",
       "due", "commitment", "report_paragraph", "report_quote")  # fmt: skip
OWN = ("paragraph", "quote", "actor", "lead", "support", "task_paragraph")


def told(case: dict) -> dict[str, list[str]]:
    """Return what is read from a list of tasks, beside the report that they are taken from."""
    report = replace(document("work_report", "2022-01"), doc_id="report")
    said = [replace(p, doc_id="report") for p in paragraphs(case.get("report", []))]
    tasks = replace(document("other", "2022-03"), doc_id="tasks", title="重点任务分解方案")
    texts = [*said, *(replace(p, doc_id="tasks", actor="") for p in paragraphs(case["lines"]))]
    found = commitments.extract_all([report, tasks], texts)
    rows = tables.frame(tables.Responsibility, commitments.assign([report, tasks], texts, found))
    answers = departments.answers(tables.frame(tables.Commitment, found), rows)
    return {
        "rows": lines(rows, *ROW),
        "targets": lines(answers, "doc_id", *OWN),
        "load": lines(departments.load(rows).reset_index()),
        "partners": lines(departments.partners(rows)),
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_all_that_a_list_assigns(case: dict) -> None:
    assert told(case) == {name: case[name] for name in ("rows", "targets", "load", "partners")}
