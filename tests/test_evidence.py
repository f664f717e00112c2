"""Tables and findings as a reader sees them."""

import pandas as pd
import pytest

from helpers.errors import ParameterError
from helpers.stories import evidence


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is displayed, as HTML."""
    pieces: list[str] = []

    def display(thing: object, **_: object) -> None:
        pieces.append(thing["text/html"] if isinstance(thing, dict) else thing.data)  # type: ignore[attr-defined]

    monkeypatch.setattr("IPython.display.display", display)
    return pieces


ROWS = pd.DataFrame(
    {
        "doc_id": ["a", "a"],
        "paragraph": [3, 5],
        "what": ["高企", "<b>"],
        "value": [16000.0, float("nan")],
    }
)


def test_a_row_leads_to_its_paragraph(shown: list[str]) -> None:
    evidence.table(ROWS, "Targets", columns={"what": "what", "value": "value"})
    assert '<a href="../reports/documents/a.html#p3">¶ 3</a>' in shown[0]
    assert "&lt;b&gt;" in shown[0] and "<b>" not in shown[0]


def test_numbers_are_for_people_and_nothing_is_nothing(shown: list[str]) -> None:
    evidence.table(ROWS, "Targets", columns={"value": "value"})
    assert '<td class="number">16,000</td>' in shown[0]
    assert "nan" not in shown[0]


def test_rows_left_out_are_counted(shown: list[str]) -> None:
    evidence.table(ROWS, "Targets", columns={"what": "what"}, limit=1, source="commitments")
    assert "the first 1 of 2 rows" in shown[0] and "commitments.csv" in shown[0]


def test_an_empty_table_is_a_sentence(shown: list[str]) -> None:
    evidence.table(ROWS.head(0), "Files left out")
    assert shown == ["<p>Files left out: none.</p>"]


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="no column place"):
        evidence.table(ROWS, "Targets", columns={"place": "place"})


def test_findings_carry_the_language_of_their_words(shown: list[str]) -> None:
    evidence.findings("三高一争 stands in 2 of 5.")
    assert (
        shown[0]
        == '<ul class="findings"><li><span lang="zh">三高一争</span> stands in 2 of 5.</li></ul>'
    )
