"""The tables of the five texts against what two annotators found in them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from helpers import evaluation, tables

AT_LEAST = {
    "cleaning.precision": 1.0,
    "cleaning.recall": 1.0,
    "quantity.f1": 0.97,
    "target.f1": 0.95,
    "field.comparator": 0.95,
    "field.value": 0.95,
    "field.unit": 0.95,
    "field.period": 0.95,
    "field.actor": 0.95,
    "field.firmness": 0.95,
    "strict.f1": 0.88,
    "slogan.f1": 0.85,
}


OWN_AT_LEAST = {"quantities": 0.97, "targets": 0.95, "whole_targets": 0.88, "formulations": 0.85}
GOLD = ROOT / "data" / "gold"


def records(built: Path, name: str) -> list[Any]:
    """Return a table of the five texts as records."""
    return tables.records(tables.TABLES[name], tables.read(built / "processed", name))


def test_no_character_of_the_annotated_texts_is_wrong(built: Path) -> None:
    documents = {path.stem for path in (GOLD / "text").glob("*.txt")}
    assert set(evaluation.aligned(GOLD, records(built, "paragraphs"))) == documents
    assert len(documents) == 5


def test_what_was_found_agrees_with_the_annotation(built: Path) -> None:
    texts = records(built, "paragraphs")
    measured = [
        *evaluation.commitments(GOLD, texts, records(built, "commitments")),
        *evaluation.slogans(GOLD, texts, records(built, "slogan_mentions")),
    ]
    f1 = {m.what: 2 * m.precision * m.recall / (m.precision + m.recall) for m in measured}
    assert {what: f1[what] >= least for what, least in OWN_AT_LEAST.items()} == dict.fromkeys(
        OWN_AT_LEAST, True
    ), f1


@pytest.fixture(scope="session")
def figures(
    built: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    """Return the figures of the scoring script, field by field."""
    out = tmp_path_factory.mktemp("score") / "figures.json"
    score = shared / "scoring" / "score.py"
    command = [sys.executable, score, built / "processed", ROOT / "data" / "gold", "--json", out]
    subprocess.run(command, check=True, capture_output=True)
    return json.loads(out.read_text("utf-8"))


@pytest.mark.parametrize("name", AT_LEAST)
def test_a_figure_holds(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= AT_LEAST[name]


def test_no_character_is_wrong(figures: dict[str, float]) -> None:
    errors = {name: value for name, value in figures.items() if name.startswith("cleaning.errors")}
    assert len(errors) == 5
    assert set(errors.values()) == {0}
