"""Tables and findings as a reader sees them."""

import base64
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import tables
from helpers.errors import ParameterError
from helpers.show import addresses, evidence, html
from helpers.show.words import Text

TARGETS = Text("Targets", "目标")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is displayed on a page, as HTML."""
    pieces: list[str] = []

    def display(thing: object, **_: object) -> None:
        pieces.append(thing["text/html"] if isinstance(thing, dict) else thing.data)  # type: ignore[attr-defined]

    monkeypatch.setattr("IPython.display.display", display)
    monkeypatch.setenv("TIFA_RUN", "1")
    return pieces


@pytest.fixture
def processed(tmp_path: Path) -> Path:
    """Return the folder of tables of a run elsewhere, with one document."""
    row = {"doc_id": "a", "place": "镇江", "date": "2022-01", "title": "政府工作报告"}
    types = tables.columns(tables.Document).items()
    blank = {name: "" if kind is not int else 0 for name, kind in types}
    folder = tmp_path / "out" / "processed"
    allowed = tables.closed_sets(tables.Document)
    closed = {name: next(iter(values)) for name, values in allowed.items()}
    tables.write(folder, documents=pd.DataFrame([blank | closed | row]))
    return folder


ROWS = pd.DataFrame(
    {
        "doc_id": ["a", "a"],
        "paragraph": [3, 5],
        "indicator": ["高企", "<b>"],
        "value": [16000.0, float("nan")],
        "status": ["target", "result"],
    }
)


def test_a_row_leads_to_its_paragraph(shown: list[str]) -> None:
    evidence.table(ROWS, TARGETS, columns=["indicator", "value"])
    assert '<a class="evidence" href="../reports/documents/a.html#p3">¶ 3</a>' in shown[0]
    assert "&lt;b&gt;" in shown[0] and "<b>" not in shown[0]


def test_evidence_names_document_and_year(
    shown: list[str], processed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "_names", {})
    evidence.base(processed)
    evidence.table(ROWS, TARGETS, columns=["indicator"])
    assert 'title="政府工作报告">镇江 2022 ¶ 3</a>' in shown[0]
    assert 'href="../reports/documents/a.html#p3"' in shown[0]


def test_in_jupyterlab_evidence_leads_to_the_pages_of_its_run(
    processed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIFA_RUN", raising=False)
    monkeypatch.setattr(addresses, "_names", {})
    monkeypatch.setattr(addresses, "_seen_from_here", dict(addresses._seen_from_here))
    (processed.parent / "notebooks").mkdir()
    monkeypatch.chdir(processed.parent / "notebooks")
    evidence.base(processed)
    assert 'href="../reports/documents/a.html#p3"' in evidence.link("a", 3)
    assert addresses.table_file("terms") == "../processed/terms.csv"


def test_a_row_of_a_quantity_leads_to_the_quantity(shown: list[str]) -> None:
    evidence.table(
        ROWS.assign(start=[7, 9], quote=ROWS["indicator"]), TARGETS, columns=["indicator"]
    )
    assert '<a class="evidence" href="../reports/documents/a.html#q3-7">¶ 3</a>' in shown[0]


def test_numbers_are_for_people_and_nothing_is_nothing(shown: list[str]) -> None:
    evidence.table(ROWS, TARGETS, columns=["value"])
    assert '<td class="number">16,000</td>' in shown[0]
    assert "nan" not in shown[0]


def test_a_reading_is_sorted_by_its_number_and_a_blank_has_none(shown: list[str]) -> None:
    evidence.table(ROWS.assign(reading=["1.6万", ""]), TARGETS, columns=["reading"])
    assert '<td class="short"><data value="16000">1.6' in shown[0]
    assert '<td class="short"></td>' in shown[0]


def test_rows_beyond_those_of_the_page_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[dict[str, Any]] = []
    monkeypatch.setenv("TIFA_RUN", "1")
    monkeypatch.setattr("IPython.display.display", lambda _, metadata: kept.append(metadata))
    evidence.table(ROWS, TARGETS, columns=["indicator"], limit=1)
    (rows,) = kept[0]["tifa"]["rows"]
    assert rows == [evidence.link("a", 5), "&lt;b&gt;"]


def test_heads_and_words_of_ours_are_in_both_languages(shown: list[str]) -> None:
    evidence.table(ROWS, TARGETS, columns=["status"])
    assert '<span class="en">status</span><span class="zh" lang="zh">性质</span>' in shown[0]
    assert '<span class="en">target</span><span class="zh" lang="zh">目标</span>' in shown[0]


def test_rows_left_out_are_counted(shown: list[str]) -> None:
    evidence.table(ROWS, TARGETS, columns=["indicator"], limit=1, source="commitments")
    assert "the first 1 of 2 rows" in shown[0] and "commitments.csv" in shown[0]


def test_an_empty_table_is_a_sentence(shown: list[str]) -> None:
    evidence.table(ROWS.head(0), TARGETS)
    assert "Targets: none." in shown[0] and "目标：无。" in shown[0] and "<table" not in shown[0]


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match="no column place"):
        evidence.table(ROWS, TARGETS, columns=["place"])


def test_findings_carry_their_languages_and_lead_to_their_picture(shown: list[str]) -> None:
    evidence.findings(
        Text("三高一争 stands in 2 of 5.", "三高一争见于 5 篇中的 2 篇。", "Their-lives")
    )
    assert '<span class="en"><span lang="zh">三高一争</span> stands in 2 of 5.</span>' in shown[0]
    assert '<span class="zh" lang="zh">三高一争见于 5 篇中的 2 篇。</span>' in shown[0]
    assert 'href="#Their-lives"' in shown[0]


def test_the_data_of_a_figure_travel_with_it_as_csv() -> None:
    html = evidence.data_of_figure(ROWS[["indicator", "value"]], "targets")
    found = re.search(r'download="targets.csv" href="data:text/csv[^,]*,([^"]+)"', html)
    assert found
    written = base64.b64decode(found[1]).decode("utf-8-sig").split("\r\n")
    assert written[:2] == ["indicator,value", "高企,16000"]


def test_in_jupyterlab_a_table_sorts_and_filters(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIFA_RUN")
    evidence.table(ROWS, TARGETS, columns=["indicator"])
    assert any("dataTable" in piece or "ITable" in piece for piece in shown)
    assert any("documents/a.html#p3" in piece for piece in shown)


def test_the_fractions_of_a_column_have_one_number_of_decimals() -> None:
    """0.7 stands under 0.97 as 0.70; what differs in kind, or is too small, keeps its own."""
    cells = {"share": [0.7, 0.97, 0.004, ""], "gap": [-150000.0, -0.7, 5.0, ""]}
    rows = html.grid(cells, pd.DataFrame(cells))
    assert [row[0] for row in rows] == ["0.70", "0.97", "0.004", ""]
    assert [row[1] for row in rows] == ["-150,000", "-0.7", "5", ""]
