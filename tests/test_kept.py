"""What is kept between runs: found again only where nothing changed, and never a danger."""

import pickle
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from helpers import kept, parallel
from helpers.cleaning import folder
from helpers.tables import Failure

TEXT = "关于做好当前工作的通知\n\n各单位要认真落实会议精神，确保完成全年目标任务。\n"
Made = list[str]


@pytest.fixture
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three documents; results are kept beside it."""
    (tmp_path / "kept").mkdir()
    for name, value in kept.settings(tmp_path / "kept").items():
        monkeypatch.setenv(name, value)
    texts = tmp_path / "raw"
    texts.mkdir()
    for name in "abc":
        (texts / f"{name}.txt").write_text(f"{name.upper()}\n{TEXT}", encoding="utf-8")
    return texts


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return the list of the documents that were read or cleaned and not taken from before."""
    done: Made = []
    once = parallel._made

    def noted(function: Any, items: Any, here: bool) -> Any:
        done.extend(str(getattr(item, "doc_id", item)) for item in items)
        return once(function, items, here)

    monkeypatch.setattr(parallel, "_made", noted)
    return done


def again(raw: Path, made: Made) -> Made:
    """Clean the folder and return what was made anew."""
    made.clear()
    folder.clean_folder(raw)
    return [Path(name).stem for name in made]


def test_what_did_not_change_is_taken_from_before_and_is_the_same(raw: Path, made: Made) -> None:
    first = folder.clean_folder(raw)
    assert len(made) == 6  # three read, three cleaned
    made.clear()
    assert folder.clean_folder(raw) == first
    assert made == []


def test_a_changed_and_an_added_document_are_made_and_no_other(raw: Path, made: Made) -> None:
    again(raw, made)
    (raw / "b.txt").write_text(f"另一份\n{TEXT}", encoding="utf-8")
    assert again(raw, made) == ["b", "b"]
    (raw / "d.txt").write_text(f"第四份\n{TEXT}", encoding="utf-8")
    assert again(raw, made) == ["d", "d"]


def test_what_a_person_says_of_a_document_changes_it_alone(raw: Path, made: Made) -> None:
    again(raw, made)
    (raw / "documents.csv").write_text("doc_id,place\nb,镇江\n", encoding="utf-8")
    assert again(raw, made) == ["b"]  # read as before, cleaned anew


def test_a_parameter_makes_all_anew(raw: Path, made: Made) -> None:
    again(raw, made)
    made.clear()
    folder.clean_folder(raw, {"text": "正文"})
    assert len(made) == 3  # read anew; what comes out of it is the same


def copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the code that counts be a copy in a folder of the test's own."""
    import shutil

    package = tmp_path / "helpers"
    shutil.copytree(kept.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "requirements.txt").write_text("pandas==1\n")
    monkeypatch.setattr(kept, "PACKAGE", package)
    monkeypatch.setattr(kept, "LEXICONS", package / "lexicons")
    monkeypatch.setattr(kept, "REQUIREMENTS", tmp_path / "requirements.txt")
    return package


def test_each_kind_of_input_beside_documents_makes_the_code_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = copied(monkeypatch, tmp_path)
    seen = [kept.code("cleaning")]
    for file in (
        "cleaning/damage/repair.py",
        "text/numerals.py",
        "statistics/change.py",
        "tables.py",
        "lexicons/furniture.toml",
        "lexicons/divisions.txt",
        "../requirements.txt",
    ):
        with (package / file).open("a", encoding="utf-8") as text:
            text.write("\n# another state\n")
        seen.append(kept.code("cleaning"))
    (package / "lexicons" / "new.toml").write_text("words = []\n")
    seen.append(kept.code("cleaning"))
    monkeypatch.setattr(kept, "_installed", lambda: ["pandas-2.dist-info"])
    seen.append(kept.code("cleaning"))
    monkeypatch.setattr(kept.sys, "version", "3.99")
    seen.append(kept.code("cleaning"))
    assert len(set(seen)) == len(seen)


def test_another_wing_and_the_pages_change_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = copied(monkeypatch, tmp_path)
    before, whole = kept.code("cleaning"), kept.code()
    for file in ("slogans/candidates.py", "pages/report.py", "show/html.py"):
        with (package / file).open("a", encoding="utf-8") as text:
            text.write("\n# another state\n")
    assert kept.code("cleaning") == before
    assert kept.code() != whole


def test_nothing_is_kept_where_the_code_changed_since_the_run_began(
    raw: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.CODE, "that of an hour ago")
    assert len(again(raw, made)) == len(again(raw, made)) == 6
    monkeypatch.delenv(kept.FOLDER)
    assert kept.store_of(folder.read_file) is None


@pytest.mark.parametrize("broken", [b"", b"no database", b"SQLite format 3\0" + bytes(4000)])
def test_a_broken_store_is_begun_anew(raw: Path, made: Made, broken: bytes) -> None:
    first = folder.clean_folder(raw)
    store = raw.parent / "kept" / "kept.sqlite"
    store.write_bytes(broken)
    assert folder.clean_folder(raw) == first
    folder.clean_folder(raw)
    assert again(raw, made) == []


def test_a_broken_value_is_made_anew(raw: Path, made: Made) -> None:
    again(raw, made)
    with sqlite3.connect(raw.parent / "kept" / "kept.sqlite") as base:
        base.execute("UPDATE kept SET value = zeroblob(length(value))")
    assert len(again(raw, made)) == 6
    assert again(raw, made) == []


def test_a_store_that_cannot_be_written_costs_only_time(raw: Path, made: Made) -> None:
    (raw.parent / "kept").rmdir()
    assert len(again(raw, made)) == len(again(raw, made)) == 6


def test_a_failure_is_tried_again(raw: Path, made: Made) -> None:
    (raw / "empty.txt").write_bytes(b"")
    again(raw, made)
    assert again(raw, made) == ["empty"]


def test_a_store_keeps_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LIMIT", 20_000)
    store = kept.Store(tmp_path / "kept.sqlite", b"")
    for number in range(50):
        store.put({bytes([number]): [str(i * number**5) for i in range(1_000)]})
    assert store.path.stat().st_size < 60_000
    assert store.get([bytes([49])])


def test_a_foreign_store_can_make_nothing_but_records(tmp_path: Path) -> None:
    store = kept.Store(tmp_path / "kept.sqlite", b"")
    failure = Failure(file="a.txt", reason="empty")
    store.put({b"good": [failure], b"bad": partial(print, "never")})
    assert store.get([b"good"]) == {b"good": [failure]}
    assert store.get([b"bad"]) == {}


def test_equal_values_have_equal_bytes_whichever_strings_they_share() -> None:
    word = "产业" + str(1)
    assert kept.packed([word, word]) == kept.packed(["产业1", "产业" + str(1)])
    assert pickle.loads(kept.packed([word])) == [word]
