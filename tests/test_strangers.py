"""Hostile files, names and folders: each is read or named, and the file beside it is read."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import strangers
from helpers.cleaning import archives, folder, ledger
from helpers.errors import DocumentError
from helpers.parallel import patience
from helpers.tables import Failure
from helpers.text import signs
from strangers import FILES, GOOD, READ

Made = dict[str, list]  # type: ignore[type-arg]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the tables of a folder with all hostile files, and one that is not."""
    raw = strangers.laid(tmp_path_factory.mktemp("strangers"))
    (raw / "good.txt").write_text(GOOD.replace("扬州", "镇江"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "LARGEST", strangers.MANY - 1)
        return folder.clean_folder(raw)


def reasons(made: Made) -> dict[str, list[str]]:
    """Return why parts of the files were left out, by file."""
    told: dict[str, list[str]] = {}
    for failure in made["failures"]:
        assert isinstance(failure, Failure)
        assert failure.reason.startswith(failure.file), failure
        told.setdefault(failure.file, []).append(failure.reason)
    return told


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_or_named_with_its_reason(made: Made, name: str) -> None:
    expected = FILES[name][1]
    read = [document for document in made["documents"] if document.file == name]
    told = reasons(made).get(name, [])
    if expected == READ:
        assert read and not told
    elif expected == strangers.EITHER:
        assert bool(read) != bool(told)
    else:
        assert any(expected in reason for reason in told), told


def test_one_bad_file_costs_one_file(made: Made) -> None:
    assert "good" in {document.doc_id for document in made["documents"]}
    assert "Error: " not in str(made["failures"]), "a reason is said in words"


def test_no_text_that_is_kept_steers_a_screen(made: Made) -> None:
    assert not any(signs.STEERING.search(row.text) for row in made["paragraphs"])
    hidden = [edit for edit in made["edits"] if edit.rule == "control sign"]
    taken = "".join(edit.raw for edit in hidden)
    assert all(sign in taken for sign in ("\x1b[31m", "\x1b[0m", "\x07", "\u202e", "\u2066"))
    own = [row for row in made["paragraphs"] if row.doc_id == "controls"]
    edits = [edit for edit in made["edits"] if edit.doc_id == "controls"]
    raw = ledger.undo("\n".join(row.text for row in own), edits)
    assert raw.encode() == FILES["controls.txt"][0]


WRITTEN = {
    "control.docx": "今年全市新增就业5万人以上",
    "box.docx": "2021年扬州市政府工作报告",
    "unseen.txt": "2021年扬州市政府工作报告",
    "chosen.txt": "2021年扬州市政府工作报告",
    "radicals.txt": "力争新增就业5万人以上,增长6%。",
    "again.txt": "推进产业强市战略",
    "one-bad.epub": "2021年扬州市政府工作报告",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_hides_a_text_does_not_take_it(made: Made, name: str) -> None:
    doc_id = next(document.doc_id for document in made["documents"] if document.file == name)
    texts = [row.text for row in made["paragraphs"] if row.doc_id == doc_id]
    assert "".join(texts).count(WRITTEN[name]) == 1
    edits = [edit for edit in made["edits"] if edit.doc_id == doc_id]
    raw = ledger.undo("\n".join(texts), edits)
    assert not name.endswith(".txt") or raw.encode() == FILES[name][0]


def test_names_are_read_as_they_were_written(tmp_path: Path) -> None:
    names = ["工作报告.txt".encode("gbk"), b"a\xff\xfe.txt", b"n" * 251 + b".txt", b"q'\"#?%\\.txt"]
    names += ["\u202e换行\n\x1b[2J.txt".encode(), b"B.TXT", "\u00e9.txt".encode(), b" - .txt"]
    for number, name in enumerate(names):
        path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
        Path(os.fsdecode(path)).write_text(GOOD.replace("5万", f"{number + 5}万"), "utf-8")
    made = folder.clean_folder(tmp_path)
    assert made["failures"] == []
    found = {document.doc_id for document in made["documents"]}
    assert {"工作报告", "n" * 251, "B", "q'\"#?%\\", "a\ufffd\ufffd"} <= found
    assert len(found) == len(names)


@pytest.mark.parametrize(("one", "other"), [("Ab", "aB"), ("e\u0301", "\u00e9"), ("a", "a")])
def test_names_that_one_page_cannot_tell_apart_are_named(
    tmp_path: Path, one: str, other: str
) -> None:
    (tmp_path / f"{one}.txt").write_text(GOOD, "utf-8")
    (tmp_path / f"{other}.md").write_text(GOOD, "utf-8")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    made = folder.clean_folder(tmp_path)
    assert [document.doc_id for document in made["documents"]] == ["good"]
    assert len([r for r in made["failures"] if "rename one" in r.reason]) == 2


def test_only_what_lies_in_the_folder_is_read(tmp_path: Path) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    (raw / "目录.txt").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text(GOOD, "utf-8")
    (raw / "目录.txt" / "inside.txt").write_text(GOOD, "utf-8")
    (raw / "目录.txt" / "documents.csv").write_text("doc_id\ninside\n", "utf-8")
    for name, target in {
        "out.txt": outside / "secret.txt", "nowhere.txt": raw / "gone", "self.txt": "self.txt",
        "folder": outside, "loop": raw, "null.txt": "/dev/null", "etc.txt": "/etc/passwd",
    }.items():  # fmt: skip
        (raw / name).symlink_to(target)
    os.mkfifo(raw / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(raw)
        bound.bind("socket.txt")
        os.chdir(here)
        made = folder.clean_folder(raw)
    assert [document.file for document in made["documents"]] == ["目录.txt/inside.txt"]
    told = reasons(made)
    assert {name for name in told if "link" in told[name][0]} == {
        "out.txt", "nowhere.txt", "self.txt", "folder", "loop", "null.txt", "etc.txt",
    }  # fmt: skip
    assert "a pipe" in told["pipe.txt"][0] and "a socket" in told["socket.txt"][0]
    (outside / "rows.csv").write_text("doc_id,place\n目录.txt-inside,苏州\n", "utf-8")
    (raw / "documents.csv").symlink_to(outside / "rows.csv")
    made = folder.clean_folder(raw)
    assert made["documents"][0].place == "扬州" and "documents.csv" in reasons(made)
    (raw / "documents.csv").unlink()
    os.mkfifo(raw / "documents.csv")
    assert "a pipe" in reasons(folder.clean_folder(raw))["documents.csv"][0]
    assert "only documents.csv in the folder itself" in told["目录.txt/documents.csv"][0]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become an ordinary user")
def test_what_may_not_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "closed.txt").write_text(GOOD, "utf-8")
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "shut").mkdir(mode=0)
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(path.stat().st_mode | 0o055)
    asked = (
        "import os, sys; from helpers import cleaning; from helpers.cleaning import folder; "
        "folder.clean_folder(sys.argv[1]); os.setuid(65534); "
        "made = folder.clean_folder(sys.argv[1]); "
        "print(len(made['documents']), *(f.reason for f in made['failures']), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", asked, tmp_path], capture_output=True, text=True)
    assert done.stdout.startswith("1\n"), done.stderr
    assert "closed.txt: cannot be read (Permission denied)" in done.stdout
    assert "shut: the folder cannot be opened (Permission denied)" in done.stdout


def test_work_without_end_is_given_up() -> None:
    with pytest.raises(DocumentError, match="gave up after"), patience(0.05):
        while True:
            pass
    with patience(60):
        time.sleep(0)
