"""The measured accuracy that pages show: right figures, and none where nobody annotated."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from helpers import evaluation, tables
from helpers.tables import Commitment, Paragraph, SloganMention

TEXT = "新增高新技术企业 300家以上,去年完成5家。"


def paragraph(text: str, number: int = 1, role: str = "body") -> Paragraph:
    return Paragraph(
        doc_id="a",
        paragraph=number,
        role=role,
        section="",
        actor="",
        text=text,
        raw_start=0,
        raw_end=1,
    )


def record(quote: str, status: str, value: float, firmness: str = "plain") -> Commitment:
    start = TEXT.index(quote)
    return Commitment(
        doc_id="a",
        paragraph=2,
        start=start,
        end=start + len(quote),
        quote=quote,
        sentence=TEXT,
        kind="number",
        status=status,
        actor="市科技局",
        indicator="",
        comparator=">=",
        value=value,
        value_max=float("nan"),
        unit="家",
        period="2020",
        period_text="",
        firmness=firmness,
        area="",
    )


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT.replace(" ", "") + "\n", "utf-8")
    owed = {
        "doc": "a",
        "line": 1,
        "nth": 1,
        "quote": "300家以上",
        "kind": "number",
        "status": "target",
        "actor": "市科技局",
        "comparator": ">=",
        "value": 300,
        "value_max": None,
        "unit": "家",
        "period": "2020",
        "firmness": "plain",
    }
    told = {**owed, "quote": "5家", "status": "result", "value": 5}
    (tmp_path / "targets.jsonl").write_text(f"{json.dumps(owed)}\n{json.dumps(told)}\n", "utf-8")
    slogan = {"doc": "a", "canonical": "高新技术企业", "variants": ["高新技术企业"], "agreed": True}
    (tmp_path / "slogans.jsonl").write_text(json.dumps(slogan) + "\n", "utf-8")
    return tmp_path


TEXTS = [paragraph("通知", role="title"), paragraph(TEXT, 2)]


def test_what_is_right_counts_and_what_is_wrong_does_not(gold: Path) -> None:
    found = [record("300家以上", "target", 300.0, "firm"), record("5家", "target", 5.0)]
    quantities, targets, whole = evaluation.commitments(gold, TEXTS, found)
    assert (quantities.precision, quantities.recall) == (1.0, 1.0)
    assert (targets.precision, targets.found, targets.recall) == (0.5, 2, 1.0)
    assert (whole.precision, whole.recall) == (0.0, 0.0)
    assert targets.precision_low < 0.5 < targets.precision_high


def test_what_is_missed_is_owed(gold: Path) -> None:
    quantities, _, _ = evaluation.commitments(gold, TEXTS, [record("5家", "result", 5.0)])
    assert (quantities.precision, quantities.recall, quantities.there) == (1.0, 0.5, 2)


def test_a_formulation_is_found_in_any_form(gold: Path) -> None:
    mention = SloganMention(
        slogan="高新技术企业",
        variant="“高新”技术企业",
        doc_id="a",
        paragraph=2,
        start=2,
        end=8,
        quoted=False,
    )
    (measure,) = evaluation.slogans(gold, TEXTS, [mention])
    assert (measure.precision, measure.recall) == (1.0, 1.0)


def test_another_text_was_not_measured(gold: Path) -> None:
    other = [paragraph("别的文本,新增5家。", 2)]
    assert evaluation.commitments(gold, other, [record("5家", "target", 5.0)]) == []
    assert evaluation.slogans(gold, other, []) == []
    assert evaluation.commitments(gold / "nowhere", TEXTS, []) == []


def test_the_figures_are_those_of_the_scoring_script(
    built: Path, shared: Path, tmp_path: Path
) -> None:
    out, gold = tmp_path / "figures.json", ROOT / "data" / "gold"
    score = shared / "scoring" / "score.py"
    subprocess.run(
        [sys.executable, score, built / "processed", gold, "--json", out],
        check=True,
        capture_output=True,
    )
    scored = json.loads(out.read_text("utf-8"))
    read = {
        name: tables.records(schema, tables.read(built / "processed", name))
        for name, schema in (
            ("paragraphs", Paragraph),
            ("commitments", Commitment),
            ("slogan_mentions", SloganMention),
        )
    }
    quantities, targets, _ = evaluation.commitments(gold, read["paragraphs"], read["commitments"])
    (formulations,) = evaluation.slogans(gold, read["paragraphs"], read["slogan_mentions"])
    for name, measure in (("quantity", quantities), ("target", targets), ("slogan", formulations)):
        assert measure.precision == pytest.approx(scored[f"{name}.precision"]), name
        assert measure.recall == pytest.approx(scored[f"{name}.recall"]), name
