"""Bad days: what is harmed is made anew, what stops a run is said, nothing is lost."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import ROOT, Run
from helpers import parallel
from helpers.__main__ import main
from helpers.errors import TifaError
from helpers.pages import build, concerns, pipeline, progress, steps
from helpers.places import Places
from strangers import GOOD
from test_pipeline import bytes_of

NAMELESS = (
    "请各单位抓好落实,确保新增就业3万人。\n\n航道整治5浬,疏浚航道7浬,新建护岸6浬,确保完成。\n"
)
TEXTS = {"yangzhou": GOOD, "nameless": NAMELESS}


class Tiny(NamedTuple):
    """A corpus of two texts with its results, and what they are."""

    raw: Path
    out: Path
    bytes: dict[str, str]

    @property
    def options(self) -> tuple[object, ...]:
        """What a run on it is called with."""
        return ("--raw", self.raw, "--out", self.out)


@pytest.fixture(scope="module")
def tiny(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return a small corpus that was run; each test leaves it as it was."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "raw").mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / f"{name}.txt").write_text(text, "utf-8")
    result = run("--raw", folder / "raw", "--out", folder / "out")
    assert result.returncode == 0, result.stderr
    return Tiny(folder / "raw", folder / "out", bytes_of(folder / "out"))


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


def heeding() -> None:
    """Heed Ctrl-C even where these tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def begin(tiny: Tiny, **more: Any) -> "subprocess.Popen[str]":
    """Begin a run and do not wait for it."""
    command = [sys.executable, "-m", "helpers", "run", *map(str, tiny.options)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(
        command, **{**pipes, "env": environment(), "preexec_fn": heeding, **more}
    )


def test_what_fails_in_silence_is_said(tiny: Tiny, run: Run) -> None:
    page = (tiny.out / "reports" / "index.html").read_text("utf-8")
    assert "1 document has no date: nameless." in page and "1 篇文献没有日期：nameless。" in page
    told = run(*tiny.options)
    assert "may be a unit that lexicons/units.toml lacks: 5浬" in told.stderr
    assert told.returncode == 0 and "To be looked at: 1 document has no date" in told.stderr
    assert run(*tiny.options, "--strict").returncode == 1
    assert bytes_of(tiny.out) == tiny.bytes


def test_all_that_was_harmed_is_made_anew_with_the_same_bytes(tiny: Tiny, run: Run) -> None:
    reports, processed = tiny.out / "reports", tiny.out / "processed"
    for path, harmed in {
        processed / "keyness.csv": b"", processed / "panel.csv": b"place\r\n\xff",
        tiny.out / "build" / "04_department_commitments.ipynb": b'{"cells": [',
        reports / "index.html": b"<html>", reports / "documents" / "yangzhou.html": b"edited",
        reports / "03_slogan_evolution.rows.js": b"", reports / "ro-crate-metadata.json": b"{",
        reports / "published.json": b"[1", reports / "workflow" / "plan.py": b"",
    }.items():  # fmt: skip
        path.write_bytes(harmed)
    left = [processed / ".terms.csv.99999", reports / ".index.html", tiny.out / "build" / "a.new"]
    left += [reports / "documents" / ".a.html", tiny.out / "build" / "a.running.ipynb"]
    for path in left:
        path.write_text("half of it", "utf-8")
    result = run(*tiny.options)
    assert result.returncode == 0, result.stderr
    assert bytes_of(tiny.out) == tiny.bytes
    assert not any(path.exists() for path in left)


def test_what_was_edited_by_hand_is_kept_if_asked_so_and_named(tiny: Tiny, run: Run) -> None:
    page, table = (
        tiny.out / "reports" / "01_cleaning.html",
        tiny.out / "processed" / "term_documents.csv",
    )
    document = tiny.out / "reports" / "documents" / "yangzhou.html"
    mine = {p: p.read_text("utf-8").replace("</body>", "批注</body>") for p in (page, document)}
    mine[table] = "".join(table.read_text("utf-8").splitlines(keepends=True)[:-1])
    for path, text in mine.items():
        path.write_bytes(text.encode())
    for harmed in ("", "reports/index.html", "processed/terms.csv"):  # beside the table
        if harmed:
            (tiny.out / harmed).write_bytes(b"")
        told = run(*tiny.options, "--keep-edited")
        assert told.returncode == 0, told.stderr
        assert {path: path.read_bytes().decode() for path in mine} == mine
        said = (
            f"3 files were edited by hand and left so: {table.name}, {page.name}, {document.name}."
        )
        assert said in told.stderr and said in (tiny.out / "reports" / "index.html").read_text()
    assert not list(tiny.out.rglob("*.edited"))
    assert run(*tiny.options).returncode == 0
    assert bytes_of(tiny.out) == tiny.bytes


def children(pid: int) -> list[Path]:
    """Return the files that name the children of a process (Linux)."""
    return list(Path(f"/proc/{pid}/task").glob("*/children"))


@pytest.mark.slow
def test_a_run_that_is_stopped_or_killed_is_finished_by_the_next(tiny: Tiny, run: Run) -> None:
    (tiny.out / "build" / "state.json").write_bytes(b"\x00\xff{")
    for sign, said in (
        (signal.SIGTERM, "stopped"),
        (signal.SIGINT, "stopped"),
        (signal.SIGKILL, ""),
    ):
        started = begin(tiny)
        deadline = time.monotonic() + 120
        while not any(path.read_text() for path in children(started.pid)):
            assert time.monotonic() < deadline and started.poll() is None
            time.sleep(0.05)
        started.send_signal(sign)
        _, error = started.communicate(timeout=60)
        assert said in error and "Traceback" not in error, error
    first, second = begin(tiny), begin(tiny)
    told = [process.communicate(timeout=600)[1] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), told
    assert "Another run is at work" in "".join(told)
    assert bytes_of(tiny.out) == tiny.bytes


def without_streams() -> None:
    """Close what a process reads from and writes to, as some services do."""
    for number in (0, 1, 2):
        os.close(number)


def limited() -> None:
    """Let a process write no file larger than 50 kB, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


@pytest.mark.parametrize(
    ("harm", "more", "code"),
    [
        ("index.html", {"preexec_fn": limited}, 1),
        ("documents/yangzhou.html", {"env": environment(LC_ALL="C", HOME="/proc/none")}, 0),
        ("index.html", {"env": environment(LC_ALL="zh_CN.GBK", TMPDIR="/proc/none")}, 0),
        ("documents/yangzhou.html", {"env": environment(TZ="Asia/Shanghai", COLUMNS="1")}, 0),
        ("index.html", {"stdout": subprocess.DEVNULL, "umask": 0o077}, 0),
        ("index.html", {"preexec_fn": without_streams, "env": environment(TZ=":/etc/passwd")}, 0),
    ],
)  # fmt: skip
def test_odd_surroundings_cost_at_most_a_sentence(
    tiny: Tiny, run: Run, harm: str, more: dict[str, Any], code: int
) -> None:
    (tiny.out / "reports" / harm).write_bytes(b"")
    process = begin(tiny, **more)
    _, error = process.communicate(timeout=300)
    assert process.returncode == code, error
    assert "Traceback" not in error
    if code:
        assert "File too large. Mend that and run again." in error
        assert run(*tiny.options).returncode == 0
    assert bytes_of(tiny.out) == tiny.bytes


def test_a_pipe_that_nobody_reads_is_no_failure(tiny: Tiny) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = begin(tiny, stdout=writing, stderr=writing)
    os.close(writing)
    assert process.wait(timeout=120) == 0


def test_verify_says_no_with_the_reason_after_one_byte(tiny: Tiny) -> None:
    raw, processed, reports = tiny.raw, tiny.out / "processed", tiny.out / "reports"
    for path, reason in {
        raw / "yangzhou.txt": "yangzhou.txt was changed since the pages were made",
        processed / "terms.csv": "table/terms.csv was changed after it was made",
        reports / "index.html": "index.html was changed after it was made",
        reports / "documents" / "yangzhou.html": "documents/yangzhou.html was changed",
        reports / "ro-crate-metadata.json": "which says what the pages were made from, is missing",
    }.items():
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        said = verified(tiny)
        path.write_bytes(whole)
        assert said.returncode == 1
        assert said.stdout.startswith("No: ") and reason in said.stdout, said
    (raw / "more.txt").write_text(GOOD, "utf-8")
    said = verified(tiny)
    (raw / "more.txt").unlink()
    assert "more.txt was added since" in said.stdout


@pytest.mark.slow
def test_verify_says_yes_where_all_follows(tiny: Tiny) -> None:
    said = verified(tiny)
    assert said.returncode == 0, said
    assert said.stdout.startswith("Yes: ") and "byte for byte, from 2 files" in said.stdout


def verified(tiny: Tiny) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "helpers", "verify", *map(str, tiny.options)]
    return subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=600)


def test_the_crate_tells_the_run(tiny: Tiny) -> None:
    graph = json.loads((tiny.out / "reports" / "ro-crate-metadata.json").read_text("utf-8"))
    by_id = {entity["@id"]: entity for entity in graph["@graph"]}
    assert len(by_id) == len(graph["@graph"])

    def referred(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(referred, value)) if value else set()
        return {value["@id"]} if isinstance(value, dict) else set()

    for entity in by_id.values():
        links = set().union(*(referred(value) for value in entity.values()))
        assert {link for link in links if not link.startswith("https:")} <= set(by_id), entity
    inside = [link["@id"] for link in by_id["./"]["hasPart"]]
    assert all((tiny.out / "reports" / name).is_file() for name in inside)
    assert "ComputationalWorkflow" in by_id[by_id["./"]["mainEntity"]["@id"]]["@type"]
    assert {"#input/yangzhou.txt", "#input/nameless.txt"} == {
        link["@id"] for link in by_id["#run"]["object"]
    }


def test_what_is_missing_since_the_last_run_and_what_moved_is_said() -> None:
    before = concerns.State(["a", "b"], {"改革 per 10,000": (50.0, 40.0, 60.0)})
    now = concerns.State(["b"], {"改革 per 10,000": (70.0, 60.0, 80.0)})
    said = [sentence.en for sentence in concerns._since(before, now)]
    assert said == [
        "1 document is missing that the last run had: a.",
        "1 number moved beyond the interval of the last run: 改革 per 10,000 50 → 70.",
    ]
    assert list(concerns._since(now, now)) == []


@pytest.mark.parametrize(
    ("raw", "out", "said"),
    [
        ("raw", "raw", "among the texts"),
        ("raw", "raw/results", "among the texts"),
        ("out/processed/raw", "out", "among the results"),
        ("raw", "file.txt", "cannot be written to"),
        ("raw", "file.txt/deep", "cannot be written to"),
        ("raw", "\udcff", "is no text"),
    ],
)
def test_folders_that_would_spoil_each_other_are_refused(
    tmp_path: Path, raw: str, out: str, said: str
) -> None:
    (tmp_path / raw).mkdir(parents=True)
    (tmp_path / "file.txt").touch()
    places = Places.under(tmp_path / raw, tmp_path / out)
    assert said in build.check(places)
    assert build.check(Places.under(tmp_path / raw, tmp_path / "elsewhere")) == ""


def test_a_text_that_is_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    with pytest.raises(TifaError, match="There is no folder"):
        pipeline.raw_files(tmp_path / "a.txt")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "gone.txt").symlink_to("nowhere")
    with pytest.raises(TifaError, match=r"gone\.txt: a link that leads nowhere"):
        pipeline.raw_files(tmp_path / "b")


def test_a_notebook_that_was_cut_short_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01_cleaning.ipynb"
    path.write_text('{"cells": [', "utf-8")
    with pytest.raises(TifaError, match="is no notebook"):
        pipeline.notebook_parameters(path)


@pytest.mark.parametrize(
    "state", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a": 1}', b"{}" * 9, b"\0" * 99]
)
def test_a_state_that_cannot_be_read_counts_as_none(tmp_path: Path, state: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(state)
    pipeline._sound_state(path)
    assert not path.exists()


def test_a_file_that_changes_while_a_step_reads_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.txt"
    source.write_text(GOOD, "utf-8")
    change: Callable[[], None] = lambda: source.write_text(GOOD * 2, "utf-8") and None  # noqa: E731
    for harm in (change, source.unlink):
        failed = steps.guarded("01_cleaning", harm, [source], [])
        assert "was changed meanwhile. Run again." in str(failed.message)
        assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", ["run", "manifest", "verify"])
def test_a_folder_that_is_none_costs_a_sentence(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for name in ("loop", "none"):
        more = [] if command == "manifest" else ["--out", str(tmp_path / "out")]
        assert main([command, "--raw", str(tmp_path / name), *more]) in (1, 2)
        told = capsys.readouterr()
        assert (told.err + told.out).count("\n") == 1


def test_nothing_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    progress.say("报告\x1b[2J\u202e.txt")
    assert capsys.readouterr().err == "报告\\x1b[2J\\u202e.txt\n"


def counted(text: str) -> list[int]:
    """Count characters; a text about 失败 fails."""
    if text == "失败":
        raise ValueError("no such thing")
    return [len(text)]


@pytest.mark.parametrize("times", [1, parallel.WORTH_PROCESSES])
def test_a_document_that_a_step_cannot_count_costs_itself(
    times: int, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [(f"d{number}", text) for number, text in enumerate(["工作", "失败", "报告"] * times)]
    assert parallel.each_spared(counted, items) == [2, 2] * times
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "left out: d1: ValueError: no such thing" and len(told) == times
