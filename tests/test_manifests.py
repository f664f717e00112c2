"""What a person says in documents.csv: kept where it can be meant, told where it cannot."""

from pathlib import Path

import pytest

from helpers.cleaning import drafting, folder, manifests
from helpers.errors import DocumentError
from helpers.text import dates

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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020/8/1", "2020-08-01"), ("2020-8-1", "2020-08-01"), ("2020.8.1", "2020-08-01"),
        ("20200801", "2020-08-01"), ("44044", "2020-08-01"), ("2020年8月1日", "2020-08-01"),
        ("二〇二〇年八月一日", "2020-08-01"), ("２０２０／８／１", "2020-08-01"),
        ("2020-08-01 00:00:00", "2020-08-01"), ("2020/8/1 0:00", "2020-08-01"),
        ("2020-08-01T09:30:00Z", "2020-08-01"), ("8/15/2020", "2020-08-15"),
        ("15/8/2020", "2020-08-15"), ("1-Aug-2020", "2020-08-01"), ("Aug 1, 2020", "2020-08-01"),
        ("2020年8月1日（星期六）", "2020-08-01"), ("2020年8月", "2020-08"), ("2020/08", "2020-08"),
        ("2020", "2020"), ("2020年", "2020"), (" 2020 ", "2020"),
        ("昨天", ""), ("2020/13/1", ""), ("2020-02-30", ""), ("8/1/2020", ""), ("20-08-01", ""),
        ("Aug-20", ""), ("1850", ""), ("2020年底", ""), ("12345", ""), ("nan", ""), ("0", ""),
    ],
)  # fmt: skip
def test_a_date_is_meant_in_every_usual_form_or_is_none(written: str, meant: str) -> None:
    assert dates.normalised(written) == meant


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (b"\xef\xbb\xbfdoc_id,place\na,\xe9\x95\x87\xe6\xb1\x9f\n", ""),
        ("doc_id,place,note\na,镇江,城市工作报告\n".encode("gbk"), ""),
        ("doc_id,place\na,镇江\n".encode("utf-16"), ""),
        ("doc_id;place\na;镇江\n".encode(), ""),
        ("doc_id\tplace\na\t镇江\n".encode(), ""),
        ('doc_id,place,note\na,镇江,"两\n行"\n'.encode(), ""),
        (("doc_id,place,note\na,镇江," + "长" * 140_000 + "\n").encode(), ""),
        ("doc_id,place,\na,镇江,\n,,\n".encode(), ""),
        ("doc_id,place,place\na,镇江,扬州\n".encode(), "has the column 'place' twice"),
        ("name,place\na,镇江\n".encode(), "no column doc_id"),
        ('doc_id,place\na,镇江\nb,"扬州\n'.encode(), "line 3: the table cannot be read on"),
        ("doc_id,place\na,镇江\nb,扬州,江苏\n".encode(), "line 3: 3 cells under 2 names"),
        (b"PK\x03\x04\0\0", "binary"),
        (b"", "no column doc_id"),
        ("doc_id,place\na,镇江\n,扬州\n".encode(), "line 3, : there is no such document"),
        ("doc_id,level\na,省级\n".encode(), "there is no level '省级'. Did you mean"),
        ("doc_id,year\na,明年\n".encode(), "'明年' is no year"),
        ("doc_id,place\na.txt,镇江\n".encode(), "there is no such document; is it a?"),
    ],
)
def test_a_manifest_is_read_or_named_whatever_its_form(
    tmp_path: Path, table: bytes, reason: str
) -> None:
    folder_with(tmp_path)
    (tmp_path / "documents.csv").write_bytes(table)
    made = folder.clean_folder(tmp_path)
    assert [document.doc_id for document in made["documents"]] == ["a", "b"]
    reasons = [failure.reason for failure in made["failures"]]
    assert reason in "".join(reasons) and bool(reasons) == bool(reason)
    if not reason:
        assert made["documents"][0].place == "镇江"


def test_a_draft_holds_no_formula_and_is_read_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "=1+1.txt").write_text(TEXT, "utf-8")
    drafting.draft(tmp_path)
    assert "\n'=1+1," in (tmp_path / "documents.csv").read_text("utf-8-sig")
    assert list(manifests.manifest(tmp_path)) == ["=1+1"]
    assert folder.clean_folder(tmp_path)["failures"] == []
