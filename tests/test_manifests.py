"""What a person says in documents.csv: kept where it can be meant, told where it cannot."""

from pathlib import Path

import pytest

from helpers.cleaning import folder, manifests
from helpers.errors import DocumentError

TEXT = "关于做好当前工作的通知\n\n各单位要认真落实会议精神,确保完成全年目标任务。\n"


def folder_with(path: Path, *rows: str, head: str = "doc_id,place,genre,date") -> Path:
    for name in ("a", "b"):
        (path / f"{name}.txt").write_text(TEXT, "utf-8")
    (path / "documents.csv").write_text("\n".join([head, *rows]), "utf-8-sig")
    return path


def test_manifest(tmp_path: Path) -> None:
    assert manifests.manifest(tmp_path) == {}
    (tmp_path / "documents.csv").write_text("doc_id,title\na,工作报告\n", "utf-8-sig")
    assert manifests.manifest(tmp_path) == {"a": {"doc_id": "a", "title": "工作报告"}}
    (tmp_path / "documents.csv").write_text("name\na\n", "utf-8")
    with pytest.raises(DocumentError, match="no column doc_id"):
        manifests.manifest(tmp_path)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("a,镇江,policy,2020/8/1", "date", "2020-08-01"),
        ("a,镇江,policy,2020年8月", "date", "2020-08"),
        ("a,镇江,policy,2020.8.1", "date", "2020-08-01"),
        ("a, 镇江 ,policy,2020", "place", "镇江"),
    ],
)
def test_what_a_person_writes_is_put_right(
    tmp_path: Path, row: str, column: str, value: str
) -> None:
    made = folder.clean_folder(folder_with(tmp_path, row))
    assert getattr(made["documents"][0], column) == value
    assert made["failures"] == []


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (["a,,plenum-speech,"], "line 2, a: there is no genre 'plenum-speech'. Did you mean p"),
        (["a,镇江,policy,昨天"], "line 2, a: '昨天' is no date. Write YYYY-MM-DD"),
        (["b,扬州,policy,2020", "a,镇江,policy,2020/13/1"], "line 3, a: '2020/13/1' is no date"),
        (["a,镇江,policy,2020", "a,扬州,policy,2020"], "line 3, a: it has a row already"),
        (["c,镇江,policy,2020"], "line 2, c: there is no such document"),
        (["../x,镇江,policy,2020"], "line 2, ../x: there is no such document"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_and_the_documents_go_on(
    tmp_path: Path, rows: list[str], reason: str
) -> None:
    made = folder.clean_folder(folder_with(tmp_path, *rows))
    assert [document.doc_id for document in made["documents"]] == ["a", "b"]
    (failure,) = made["failures"]
    assert failure.file == "documents.csv"
    assert failure.reason.startswith(f"documents.csv, {reason}")


def test_of_two_rows_only_what_they_agree_on_is_believed(tmp_path: Path) -> None:
    rows = ("a,镇江,policy,2020", "a,扬州,policy,2020")
    first = folder.clean_folder(folder_with(tmp_path, *rows))["documents"][0]
    assert (first.place, first.genre, first.date) == ("", "policy", "2020")
