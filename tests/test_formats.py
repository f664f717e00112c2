"""Files of every format, and files that cannot be read."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from helpers import places
from helpers.cleaning import folder, formats
from helpers.cleaning.files import Source
from helpers.errors import DocumentError
from helpers.tables import Failure

REPORT = "某市政府工作报告\n各位代表：\n过去一年，全市上下齐心协力，经济社会发展取得新成绩。\n"


def pdf(lines: list[str]) -> bytes:
    """Make a page of text in a PDF; without lines a page as a scanner leaves it."""
    shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td" for line in lines)
    content = f"BT /F1 12 Tf 50 700 Td\n{shown}\nET" if lines else "0 0 m"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
        " /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n"
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return (out + f"startxref\n{out.index('xref')}\n%%EOF\n").encode("ascii")


def word(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "责任单位", "市科技局"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_newlines_are_untouched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("一\r\n二\r三\n".encode())
    assert folder.read(tmp_path / "a.txt")[0].text == "一\r\n二\r三\n"


def test_html_gives_the_main_text_with_its_title_and_despite_a_wrong_declaration(
    tmp_path: Path,
) -> None:
    body = "".join(
        f"<p>第{n}项任务是抓好重点工程建设，确保年内建成投用，让群众受益。</p>" for n in range(9)
    )
    page = (
        '<html><head><meta charset="big5"><title>重点工作安排</title></head><body>'
        "<ul><li><a href=/>首页</a></li></ul>"
        f"<article><h1>重点工作安排</h1>{body}</article></body></html>"
    )
    (tmp_path / "a.html").write_bytes(page.encode("gbk"))
    source = folder.read(tmp_path / "a.html")[0]
    assert source.encoding == "gb18030"
    assert source.text.startswith("重点工作安排\n")
    assert source.text.count("确保年内建成投用") == 9
    headed = page.replace("<article><h1>重点工作安排</h1>", "<h1>重点工作安排</h1><article>")
    (tmp_path / "a.html").write_bytes(headed.encode("gbk"))
    assert folder.read(tmp_path / "a.html")[0].text.count("重点工作安排") == 1


def test_word_gives_paragraphs_and_table_rows(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(["一、总体要求", "稳中求进。"]))
    assert (
        folder.read(tmp_path / "a.docx")[0].text == "一、总体要求\n稳中求进。\n责任单位\t市科技局"
    )


def test_a_file_with_a_wrong_ending_is_read_as_what_it_is(tmp_path: Path) -> None:
    page = "<!DOCTYPE html>\n<html><body><p>" + "稳中求进，行稳致远。" * 20 + "</p></body></html>"
    (tmp_path / "a.txt").write_text(page, "utf-8")
    (tmp_path / "b.txt").write_bytes(pdf(["稳中求进。"]))
    (tmp_path / "c").write_bytes(word(["稳中求进。"]))
    texts = [folder.read(path)[0].text for path in places.find(tmp_path)]
    assert all(text.startswith("稳中求进") for text in texts)


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("报告.txt", REPORT)
    return stream.getvalue()


def test_pdf_gives_its_text_layer(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(["一、总体要求", "稳中求进。"]))
    assert folder.read(tmp_path / "a.pdf")[0].text.split() == ["一、总体要求", "稳中求进。"]


def test_csv_gives_a_document_a_row(tmp_path: Path) -> None:
    path = tmp_path / "speeches.csv"
    path.write_text("编号,正文,日期\n甲,稳中求进。,2020\n,行稳致远。,2021\n乙,,2022\n", "utf-8-sig")
    columns = {"text": "正文", "doc_id": "编号", "date": "日期"}
    first, second = folder.read(path, {"甲": {"place": "镇江"}}, columns=columns)
    assert (first.doc_id, first.text) == ("甲", "稳中求进。")
    assert first.given == {"date": "2020", "place": "镇江"}
    assert (second.doc_id, second.given) == ("speeches-2", {"date": "2021"})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"\x89PNG\r\n\0\0\0\rIHDR", "binary"),
        ("a.txt", bytes(range(128, 256)) * 9, "encoding is unknown"),
        ("a.txt", ("\ufffd" * 9 + "市").encode(), "lost before it was saved"),
        ("a.txt", "この文書は日本語で書かれています。".encode("euc-jp"), "is Japanese"),
        ("a.png", b"\x89PNG", "unknown format"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, r"an old Word.*\.docx"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, r"an old Word"),
        ("a.epub", b"not a book", r"no readable \.epub"),
        ("a.docx", b"not a word file", r"no readable \.docx"),
        ("a.docx", archive(), r"no readable \.docx"),
        ("a.pdf", b"not a pdf file", "no readable PDF"),
        ("a.pdf", pdf([]), "scanned PDF without text.*ocrmypdf"),
        ("a.csv", "正文\n稳中求进。\n".encode(), "no column 'text' among 正文"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=f"^{name}: .*{reason}"):
        folder.read(tmp_path / name)


def test_find_leaves_out_what_is_no_document(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "documents.csv", "README.md", ".hidden.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("稳中求进", "utf-8")
    assert [path.name for path in places.find(tmp_path)] == ["a.html", "b.txt", "c.txt"]


def book(chapters: list[str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        for number, chapter in enumerate(chapters):
            file.writestr(f"OEBPS/{number}.xhtml", f"<html><body><p>{chapter}</p></body></html>")
    return stream.getvalue()


@pytest.mark.parametrize("name", ["a.epub", "a.docx", "a.txt"])
def test_a_book_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(book(["一、总体要求", "稳中求进。"]))
    assert folder.read(tmp_path / name)[0].text.split() == ["一、总体要求", "稳中求进。"]


def test_a_row_with_an_unsafe_name_costs_itself_and_no_other(tmp_path: Path) -> None:
    rows = "../../x,稳中求进。\n/etc/x,稳中求进。\n好,行稳致远。\n"
    (tmp_path / "many.csv").write_text("doc_id,text\n" + rows, "utf-8")
    sources, failures = folder.read_folder(tmp_path)
    assert [source.doc_id for source in sources] == ["好"]
    assert [failure.reason.split(":")[0] for failure in failures] == [
        "many.csv, line 2",
        "many.csv, line 3",
    ]


def test_files_of_one_name_in_two_folders_keep_apart(tmp_path: Path) -> None:
    for name in ("2020.txt", "镇江/2020.txt", "扬州/2020.md", "扬州/2020.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("稳中求进。", "utf-8")
    sources, failures = folder.read_folder(tmp_path)
    assert [(s.doc_id, s.file) for s in sources] == [
        ("2020", "2020.txt"),
        ("镇江-2020", "镇江/2020.txt"),
    ]
    assert [failure.file for failure in failures] == ["扬州/2020.md", "扬州/2020.txt"]


def test_a_new_format_is_a_function_and_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(file: formats.File) -> list[Source | Failure]:
        return [file.source(file.data.decode("utf-16-be")[::-1], "backwards")]

    row = formats.Format((".back",), lambda head: head.startswith(b"back"), reader)
    monkeypatch.setattr(formats, "FORMATS", (row, *formats.FORMATS))
    (tmp_path / "a.back").write_bytes("。进求中稳".encode("utf-16-be"))
    assert folder.read(tmp_path / "a.back")[0].text == "稳中求进。"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("关于加快发展体育产业的意见_政府信息公开专栏", 1),  # it stands on the page
        ("关于农田水利的意见 - 某市人民政府", 2),  # the page does not say what it is
    ],
)
def test_a_page_s_title_is_told_once_and_without_its_site(
    tmp_path: Path, head: str, told: int
) -> None:
    body = "<p>关于加快发展体育产业的意见</p><p>到2025年，体育产业总规模达到20亿元。</p>"
    page = f"<html><head><title>{head}</title></head><body>{body}</body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    titles = [
        line for line in folder.read(tmp_path / "a.html")[0].text.splitlines() if "意见" in line
    ]
    assert len(titles) == told and titles[0] == head[: head.index("见") + 1]
