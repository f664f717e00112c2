"""Sentences as reports have them, with all that is told of each of their promises."""

import math
import tomllib

import pytest

from conftest import ROOT
from helpers.commitments import extraction
from helpers.tables import Commitment
from test_periods import document, paragraphs

CASES = tomllib.loads((ROOT / "tests/cases/promises.toml").read_text("utf-8"))["case"]
USUAL = {
    "kind": "number", "status": "target", "period": "2022", "period_text": "", "firmness": "plain",
    "actor": "市政府", "horizon": "annual", "tier": "base", "relative": "", "verb": "",
    "certainty": "certain",
}  # fmt: skip


def told(c: Commitment) -> str:
    """Return a record in one line: quote, indicator, value, area, name, and what is not usual."""
    value = "" if math.isnan(c.value) else f"{c.comparator} {c.value:.12g}"
    value += "" if math.isnan(c.value_max) else f"-{c.value_max:.12g}"
    rest = [f"{name} {getattr(c, name)}" for name in USUAL if getattr(c, name) != USUAL[name]]
    first = [c.quote, c.indicator, f"{value} {c.unit}".strip(), c.area, c.canonical or c.key]
    return " | ".join([*first, *rest])


def lines(says: str) -> list[str]:
    """Return the lines of a report of 2022 that plans, or with `<` before it looks back."""
    ahead = "#二、2022年工作安排"
    return ["#一、2021年工作回顾", says[1:], ahead] if says[0] == "<" else [ahead, says]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_all_that_a_sentence_promises(case: dict[str, object]) -> None:
    says = str(case["says"])
    found = extraction.extract(document("work_report", "2022-01"), paragraphs(lines(says)))
    assert [told(c) for c in found] == case["told"]
    assert all(c.verb + c.object == c.quote for c in found if c.verb)
    assert all(c.sentence == says.lstrip("<") and c.paragraph == 2 for c in found)
    assert [c.sentence[c.start : c.end] for c in found] == [c.quote for c in found]
