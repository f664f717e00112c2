"""The tables of the five texts against what two annotators found in them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

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


@pytest.fixture(scope="session")
def figures(
    built: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    """Return the figures of the scoring script."""
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
