"""Tables keep what they are given, and say what is wrong with what they are not."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.errors import TableError
from helpers.show.words import catalog
from helpers.tables import Edit

# What a CSV file cannot carry (NUL, lone surrogates) no decoded text has after reading.
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)


@settings(deadline=None)
@given(raw=TEXT, clean=TEXT)
def test_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, raw: str, clean: str
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    edit = Edit(doc_id="a", raw_start=0, raw_end=len(raw), raw=raw, clean=clean, rule="note")
    tables.write(folder, edits=[edit])
    assert tables.records(Edit, tables.read(folder, "edits")) == [edit]


def test_a_file_opens_right_in_excel(tmp_path: Path) -> None:
    tables.write(tmp_path, term_documents=[tables.TermDocument(doc_id="a", term="镇江", count=1)])
    assert (
        tmp_path / "term_documents.csv"
    ).read_bytes() == "\ufeffdoc_id,term,count\r\na,镇江,1\r\n".encode()


def test_empty_tables_keep_their_columns_and_types(tmp_path: Path) -> None:
    tables.write(tmp_path, commitments=[])
    table = tables.read(tmp_path, "commitments")
    assert list(table.columns) == list(tables.columns(tables.Commitment))
    assert table["value"].dtype == "float64"


def test_a_missing_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="run the notebooks in order"):
        tables.read(tmp_path, "documents")


def test_a_missing_column_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    bad = tables.frame(tables.Slogan, []).drop(columns="score")
    with pytest.raises(TableError, match="lacks the column score"):
        tables.write(tmp_path, slogans=bad)
    assert not (tmp_path / "slogans.csv").exists()


def test_a_word_in_a_column_of_numbers_is_named(tmp_path: Path) -> None:
    (tmp_path / "term_documents.csv").write_text("doc_id,term,count\na,镇江,viele\n", "utf-8")
    with pytest.raises(TableError, match="viele"):
        tables.read(tmp_path, "term_documents")


def test_the_documentation_of_the_tables_is_what_the_code_says() -> None:
    page = Path(__file__).parents[1] / "docs" / "tables.md"
    assert tables.dictionary() in page.read_text("utf-8"), "run: python -m helpers tables"


def test_a_word_outside_a_closed_set_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    edit = Edit(raw_start=0, raw_end=1, raw="镇", clean="镇江", rule="a rule", certainty="certain")
    rows = tables.frame(Edit, [edit]).assign(certainty="sure")
    with pytest.raises(TableError, match="'sure' in the column certainty; there may be: certain"):
        tables.write(tmp_path, edits=rows)
    assert not (tmp_path / "edits.csv").exists()


def test_every_word_of_a_closed_set_has_both_languages() -> None:
    words = catalog()["values"]
    lacking = [
        (column, value)
        for schema in tables.TABLES.values()
        for column, values in tables.closed_sets(schema).items()
        for value in values
        if value and not {"en", "zh"} <= set(words.get(column, {}).get(value, {}))
    ]
    assert lacking == []


@given(st.text(alphabet="'=+-@\t\r\n＝－1a发（. %", max_size=6))
def test_a_guarded_cell_is_read_as_it_was_and_is_no_formula(cell: str) -> None:
    written = tables.guarded(cell)
    assert tables.unguarded(written) == cell
    assert tables.guarded(written) == (written if written == cell else f"'{written}")
    assert not re.match(r"[=@＝].|[+-][a(=@]", written, re.S)
