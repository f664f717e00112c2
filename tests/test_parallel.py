"""A whole corpus: in order, in processes when it is large, with failures kept."""

import os
from pathlib import Path

import pytest

from helpers import parallel
from helpers.cleaning import folder
from helpers.errors import DocumentError, ParameterError
from helpers.text import words

NOTICE = "关于做好当前工作的通知\n\n各单位要认真落实会议精神,确保完成全年目标任务。\n"


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_results_come_in_the_order_of_the_items_from_processes_too() -> None:
    assert parallel.each(str.upper, list("abc")) == ["A", "B", "C"]
    many = [str(number) for number in range(parallel.WORTH_PROCESSES * 2)]
    assert parallel.each(int, many) == list(range(parallel.WORTH_PROCESSES * 2))


def test_a_file_that_fails_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    found = folder.clean_folder(write(tmp_path, good=NOTICE, empty=""))
    assert [document.doc_id for document in found["documents"]] == ["good"]
    assert [failure.file for failure in found["failures"]] == ["empty.txt"]


def test_no_document_at_all_says_where_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="There are no documents"):
        folder.clean_folder(tmp_path)
    with pytest.raises(DocumentError, match=r"could be read.*empty"):
        folder.clean_folder(write(tmp_path, empty=""))


def test_a_word_file_is_read_and_a_missing_one_named(tmp_path: Path) -> None:
    assert words.word_file("") == ()
    (tmp_path / "words.txt").write_text("三高一争\n", encoding="utf-8")
    assert words.word_file(str(tmp_path / "words.txt")) == ("三高一争",)
    with pytest.raises(ParameterError, match="with a word a line"):
        words.word_file(str(tmp_path / "none.txt"))
    (tmp_path / "bytes.txt").write_bytes("三高一争".encode("gbk"))
    with pytest.raises(ParameterError, match=r"bytes\.txt is no UTF-8 text"):
        words.word_file(str(tmp_path / "bytes.txt"))


def test_progress_goes_to_the_terminal_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = tmp_path / "terminal"
    terminal.touch()
    monkeypatch.setitem(os.environ, "TIFA_TERMINAL", str(terminal))
    parallel.each(str.upper, list("ab"), label="document")
    assert "document 2 of 2" in terminal.read_text("utf-8")


def test_a_column_of_a_csv_may_have_another_name(tmp_path: Path) -> None:
    table = "正文,日期\n镇江市坚持产业强市,全年新增企业300家以上。,2020-08\n"
    quoted = table.replace(
        "镇江市坚持产业强市,全年新增企业300家以上。", '"镇江市坚持产业强市,全年新增企业300家以上。"'
    )
    (tmp_path / "many.csv").write_text(quoted, "utf-8")
    made = folder.clean_folder(tmp_path, {"text": "正文", "date": "日期"})
    assert made["paragraphs"][0].text == "镇江市坚持产业强市,全年新增企业300家以上。"
    assert made["documents"][0].date == "2020-08"
