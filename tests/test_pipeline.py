"""One command: everything is made, nothing is made twice, and failures say what to do."""

import errno
import hashlib
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from conftest import ROOT, Run
from helpers import __main__, plan, tables
from helpers.errors import ParameterError, TifaError
from helpers.pages import pipeline
from helpers.places import cleared
from helpers.tables import TABLES

PAGES = set(plan.PAGES)


def bytes_of(folder: Path) -> dict[str, str]:
    """Return the hash of every table and page of a run."""
    files = [*(folder / "processed").rglob("*"), *(folder / "reports").rglob("*")]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def steps_made(said: str) -> set[str]:
    """Return the steps that a run says it made."""
    told = said.removeprefix("Tifa: made ").split(". Open")[0]
    return set() if "up to date" in told else set(told.split(", "))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with one short document of its own, without documents.csv."""
    return _corpus(tmp_path)


def _corpus(parent: Path) -> Path:
    folder = parent / "raw"
    folder.mkdir()
    text = "2021年扬州市政府工作报告\n\n今年全市新增就业5万人以上,确保完成全年目标。\n"
    (folder / "yangzhou.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run_once(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which `raw` was run into `out`, with a copy of that as `kept`."""
    folder = tmp_path_factory.mktemp("short")
    first = run("--raw", _corpus(folder), "--out", folder / "out")
    assert first.returncode == 0, first.stderr
    shutil.copytree(folder / "out", folder / "kept")
    return folder


@pytest.fixture
def again(run: Run, run_once: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the short document once more, with further options, after a first run."""
    out = run_once / "out"
    shutil.rmtree(out)
    shutil.copytree(run_once / "kept", out)
    return partial(run, "--raw", run_once / "raw", "--out", out)


def test_every_table_and_page_is_made(built: Path) -> None:
    assert {path.stem for path in (built / "processed").glob("*.csv")} == set(TABLES)
    assert {path.name for path in (built / "reports").glob("*.html")} == PAGES
    assert len(list((built / "reports" / "documents").glob("*.html"))) == 5


def test_all_of_it_can_be_taken_away(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(built / "reports" / "tifa.zip") as archive:
        archive.extractall(tmp_path)
    there = bytes_of(built)
    assert there.pop("reports/tifa.zip")
    assert bytes_of(tmp_path / "tifa") == there
    beside = {path.name for path in (tmp_path / "tifa").iterdir() if path.is_file()}
    assert beside == {"codebook.md", "citation.txt", "citation.bib"}
    cited = (tmp_path / "tifa" / "citation.bib").read_text("utf-8")
    documents = tables.read(built / "processed", "documents")
    assert cited.count("@misc{") == len(documents)
    assert all(f"sha256 {one}" in cited for one in documents["sha256"])
    assert set(documents["source"]) - {""} == set(re.findall(r"url = {(.*)},", cited))


def test_a_second_run_makes_nothing(run: Run, built: Path) -> None:
    before = bytes_of(built)
    second = run("--out", built)
    assert second.returncode == 0
    assert "everything is up to date" in second.stdout
    assert bytes_of(built) == before


def test_another_seed_time_zone_folder_and_number_of_jobs_give_the_same_bytes(
    run: Run, built: Path, tmp_path: Path
) -> None:
    out = tmp_path / "另一个 folder"
    result = run("--out", out, "--jobs", 1, PYTHONHASHSEED="7", TZ="Asia/Shanghai", LC_ALL="C")
    assert result.returncode == 0, result.stderr
    assert bytes_of(out) == bytes_of(built)


def test_a_changed_parameter_runs_its_notebook_and_what_tells_of_all(again: Run) -> None:
    made = steps_made(again("--set", "03.top=7").stdout)
    of_all = {"index", "crate", "archive"}
    assert made <= {"03_slogan_evolution", "page 03_slogan_evolution", *of_all}
    assert "03_slogan_evolution" in made


def test_an_edited_file_that_a_parameter_names_runs_its_notebooks(
    again: Run, tmp_path: Path
) -> None:
    words, stop, gold = tmp_path / "words.txt", tmp_path / "stop.txt", tmp_path / "gold"
    gold.mkdir()
    for path in (words, stop, gold / "README.md"):
        path.write_text("# nothing yet\n", "utf-8")
    given = [f"02.dictionary={words}", f"02.stop_file={stop}"]
    given += [f"03.gold_dir={gold}", f"04.gold_dir={gold}"]
    options = ("--set", *given)
    assert again(*options).returncode == 0
    told_by_gold = {"03_slogan_evolution", "04_department_commitments"}
    for path, notebooks in (
        (words, {"02_term_frequency"}),
        (stop, {"02_term_frequency"}),
        (gold / "README.md", told_by_gold),
    ):
        path.write_text("就业\n", "utf-8")
        made = steps_made(again(*options).stdout)
        assert {step for step in made if step in plan.BY_NAME} == notebooks


def test_a_table_that_a_parameter_asks_for_is_read_after_it_is_made(again: Run) -> None:
    options = ("--set", "02.with_slogans=True")
    result = again(*options)
    assert result.returncode == 0, result.stderr
    made = steps_made(again(*options, "03.threshold=0.9").stdout)
    assert {step for step in made if step in plan.BY_NAME} >= {"03_slogan_evolution"}


@pytest.mark.parametrize(
    "harmed",
    ["processed/terms.csv", "reports/index.html", "reports/documents/yangzhou.html", "build/state"],
)
def test_what_was_edited_or_cut_short_is_made_anew(again: Run, run_once: Path, harmed: str) -> None:
    out = run_once / "out"
    path = out / (f"{harmed}.json" if harmed == "build/state" else harmed)
    path.write_bytes(path.read_bytes()[:100])
    result = again()
    assert result.returncode == 0, result.stderr
    assert steps_made(result.stdout)
    assert bytes_of(out) == bytes_of(run_once / "kept")


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
    second = run("--raw", corpus, "--out", tmp_path / "out")
    assert second.returncode == 1, "an incomplete corpus stays incomplete when nothing has to run"


def test_a_failing_notebook_stops_what_needs_it_and_leaves_the_earlier_results(
    again: Run, run_once: Path
) -> None:
    out = run_once / "out"
    result = again("--set", "02.engine=abacus")
    assert result.returncode == 1
    assert "02_term_frequency failed: cell" in result.stderr
    assert "There is no segmentation engine 'abacus'" in result.stderr
    assert bytes_of(out) == bytes_of(run_once / "kept")
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
    assert next(iter(names)) == "processed_dir"
    assert names["seeds"] is True


def test_settings_of_an_unknown_notebook_are_refused() -> None:
    with pytest.raises(ParameterError, match="there are: 01_cleaning"):
        pipeline.check_settings({"05_poems": {}})


@pytest.mark.parametrize(
    ("written", "well"),
    [
        ("03.threshold=abc", False), ("03.threshold=nan", False), ("03.threshold=-1", False),
        ("03.top=1e99", False), ("03.top=2.5", False), ("03.seeds=3", False),
        ("01.csv_columns=a", False), ("01.csv_columns={'text':'正文'}", True),
        ("03.threshold=1", True), ("03.seeds=false", True), ("02.pick=2020", True),
        ("02.pick=True", True), (f"02.top={'(' * 999}", False),
    ],
)  # fmt: skip
def test_a_value_that_a_parameter_cannot_have_is_refused(written: str, well: bool) -> None:
    try:
        pipeline.check_settings(__main__.settings([written]))
    except ParameterError as error:
        assert not well and " cannot be " in str(error)
    else:
        assert well


def test_a_folder_where_a_file_has_to_be_goes_if_it_is_empty(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").mkdir()
    assert not cleared(tmp_path / "terms.csv").exists()
    (tmp_path / "state.json" / "mine").mkdir(parents=True)
    with pytest.raises(TifaError, match="is a folder where a file has to be"):
        pipeline._sound_state(tmp_path / "state.json")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "stopped"),
        (OSError(errno.ENOSPC, "No space left on device", "terms.csv"), 1, "terms.csv: No space"),
    ],
)
def test_a_stop_and_a_full_disk_are_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: int,
    said: str,
) -> None:
    def stopped(*_: object, **__: object) -> int:
        raise raised

    monkeypatch.setattr(pipeline, "run", stopped)
    assert __main__.main(["run"]) == code
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_only_small_notebooks_run_beside_each_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "paragraphs.csv"
    table.write_text("坚持人民至上、生命至上。", encoding="utf-8")
    met, at_work, most = Barrier(2, timeout=60), [], []

    def small(*_: object) -> None:
        met.wait()  # breaks where the other one does not come

    def large(source: Path, *_: object) -> None:
        at_work.append(source)
        most.append(len(at_work))
        time.sleep(0.05)
        at_work.pop()

    monkeypatch.setattr(pipeline, "runner", lambda: None)
    monkeypatch.setattr(pipeline, "prepare_pages", lambda: None)
    for limit, execute in ((pipeline.LARGE, small), (0, large)):
        monkeypatch.setattr(pipeline, "LARGE", limit)
        monkeypatch.setattr(pipeline, "execute", execute)
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(pipeline.run_notebook, table, {}, table, [table]) for _ in "二人"]
            assert [one.result() for one in both] == [None, None]
    assert most == [1, 1]
