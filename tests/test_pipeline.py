"""One command: everything is made, nothing is made twice, and failures say what to do."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, Run
from helpers import plan
from helpers.errors import ParameterError
from helpers.pages import pipeline
from helpers.tables import TABLES

PAGES = {f"{story.name}.html" for story in plan.STORIES} | {"index.html"}


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the hash of every table and page of a run."""
    files = [*(folder / "processed").rglob("*"), *(folder / "reports").rglob("*")]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def copy(built: Path, to: Path) -> Path:
    """Return a copy of a run in a folder of the test's own."""
    return Path(shutil.copytree(built, to / "out"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with one short document of its own, without documents.csv."""
    folder = tmp_path / "raw"
    folder.mkdir()
    text = "2021年扬州市政府工作报告\n\n今年全市新增就业5万人以上,确保完成全年目标。\n"
    (folder / "yangzhou.txt").write_text(text, encoding="utf-8")
    return folder


def test_every_table_and_page_is_made(built: Path) -> None:
    assert {path.stem for path in (built / "processed").glob("*.csv")} == set(TABLES)
    assert {path.name for path in (built / "reports").glob("*.html")} == PAGES
    assert len(list((built / "reports" / "documents").glob("*.html"))) == 5


def test_a_second_run_makes_nothing(run: Run, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("--out", out).returncode == 0
    before = bytes_of(out)
    again = run("--out", out)
    assert again.returncode == 0
    assert "everything is up to date" in again.stdout
    assert bytes_of(out) == before == bytes_of(built)


def test_another_seed_time_zone_folder_and_number_of_jobs_give_the_same_bytes(
    run: Run, built: Path, tmp_path: Path
) -> None:
    out = tmp_path / "另一个 folder"
    result = run("--out", out, "--jobs", 1, PYTHONHASHSEED="7", TZ="Asia/Shanghai", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert bytes_of(out) == bytes_of(built)


def test_a_changed_parameter_runs_its_notebook_and_the_index_only(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = run("--raw", corpus, "--out", out)
    assert first.returncode == 0, first.stderr
    result = run("--raw", corpus, "--out", out, "--set", "03.top=7")
    made = result.stdout.removeprefix("Tifa: made ").split(". Open")[0].split(", ")
    assert set(made) <= {"03_slogan_evolution", "page 03_slogan_evolution", "index"}
    assert "03_slogan_evolution" in made


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("03.colour=1", "has no parameter colour; it has:"),
        ("09.top=1", "There is no notebook 09"),
        ("03-top", "NOTEBOOK.PARAMETER=VALUE"),
    ],
)
def test_a_parameter_that_does_not_exist_is_named(
    run: Run, tmp_path: Path, setting: str, said: str
) -> None:
    result = run("--out", tmp_path / "out", "--set", setting)
    assert result.returncode == 2
    assert said in result.stderr


def test_a_folder_that_is_missing_or_empty_is_named(run: Run, tmp_path: Path) -> None:
    missing = run("--raw", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert (missing.returncode, "There is no folder" in missing.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    empty = run("--raw", tmp_path / "empty", "--out", tmp_path / "out")
    assert (empty.returncode, "There are no documents" in empty.stderr) == (2, True)


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    (corpus / "empty.txt").touch()
    (corpus / "picture.txt").write_bytes(bytes(range(256)))
    result = run("--raw", corpus, "--out", tmp_path / "out")
    assert result.returncode == 1
    assert "empty.txt was left out" in result.stderr
    assert "picture.txt was left out" in result.stderr
    assert (tmp_path / "out/reports/documents/yangzhou.html").exists()
    again = run("--raw", corpus, "--out", tmp_path / "out")
    assert again.returncode == 1, "an incomplete corpus stays incomplete when nothing has to run"


def test_a_failing_notebook_stops_what_needs_it_and_leaves_the_earlier_results(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("--raw", corpus, "--out", out).returncode == 0
    before = bytes_of(out)
    result = run("--raw", corpus, "--out", out, "--set", "02.engine=abacus")
    assert result.returncode == 1
    assert "02_term_frequency failed: cell" in result.stderr
    assert "There is no segmentation engine 'abacus'" in result.stderr
    assert bytes_of(out) == before
    failed = json.loads((out / "build/02_term_frequency.failed.ipynb").read_text("utf-8"))
    assert any(o["output_type"] == "error" for c in failed["cells"] for o in c.get("outputs", []))


def test_a_document_without_date_and_place_goes_through(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "note.txt").write_text("请各单位抓好落实。\n", encoding="utf-8")
    result = run("--raw", raw, "--out", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    for page in (tmp_path / "out/reports").glob("*.html"):
        assert ">nan<" not in page.read_text("utf-8").lower()


def test_parameters_are_read_from_the_tagged_cell() -> None:
    names = pipeline.notebook_parameters(ROOT / "notebooks" / "03_slogan_evolution.ipynb")
    assert names[0] == "processed_dir"


def test_settings_of_an_unknown_notebook_are_refused() -> None:
    with pytest.raises(ParameterError, match="there are: 01_cleaning"):
        pipeline.check_settings({"05_poems": {}})
