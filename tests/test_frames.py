"""Which parts of a document look back and which plan, and of what years: whole documents."""

import tomllib

import pytest

from conftest import ROOT
from helpers.commitments import frames
from test_periods import document, paragraphs

CASES = tomllib.loads((ROOT / "tests/cases/frames.toml").read_text("utf-8"))["document"]


def told(case: dict) -> list[str]:
    """Return of each paragraph of a document: status, period, the reason and what it says."""
    source = document(case.get("genre", "work_report"), case["date"])
    parts = paragraphs([line.partition(" | ")[2] for line in case["lines"]])
    found = frames.of(source, parts)
    marks = ["#" if p.role == "heading" else "" for p in parts]
    return [
        f"{f.status or '-'} {f.period or '-'} ({f.rule}) | {mark}{p.text}"
        for f, p, mark in zip(found, parts, marks, strict=True)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_each_part_of_a_document_is_about(case: dict) -> None:
    assert told(case) == case["lines"]
