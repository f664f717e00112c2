"""Tables of pages and Word documents keep their rows and columns, with the ledger exact."""

import io
from collections.abc import Callable

import docx
import pytest

from helpers.cleaning import clean, ledger
from helpers.cleaning.formats import File, read
from helpers.commitments.responsibilities import responsibilities

HEAD = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
ROWS = [
    row.split("|")
    for row in (
        "1|城镇新增就业5万人以上，失业率在4%以内。|市人社局|市财政局、各县（市、区）政府|12月底前",
        "2|新建公办幼儿园5所，新增学位6000个|市教育局|市住建局 市自然资源和规划局|9月底前",
        "3|新建改建农村公路100公里|市交通运输局||持续推进",
        "4|改造老旧小区120个|市住建局|市财政局、市民政局|年底前",
        "5|建成养老服务中心20个|市民政局|市卫健委|2022年12月底前",
    )
]
MERGED = [*ROWS[:4], [*ROWS[4][:2], "市住建局", *ROWS[4][3:]]]
TITLE = "2022年重点工作任务分解表"
OPENING = "现将2022年重点工作任务分解印发给你们，请认真组织实施，确保各项任务按期完成。"


def cells(row: list[str], tag: str = "td", **spans: str) -> str:
    """Return a row of HTML; `spans` are attributes by `c` and the number of the cell."""
    inner = (f"<{tag} {spans.get(f'c{n}', '')}>{text}</{tag}>" for n, text in enumerate(row))
    return f"<tr>{''.join(inner)}</tr>"


def page(table: str) -> bytes:
    nav = '<div class="nav"><a href="/">首页</a> <a>政务公开</a> <a>通知公告</a></div>'
    foot = '<div class="footer"><p>网站标识码：1234567890</p></div>'
    body = f"{nav}<h1>{TITLE}</h1><p>{OPENING}</p>{table}{foot}"
    head = f'<head><meta charset="utf-8"><title>{TITLE}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


PLAIN = f"<table>{cells(HEAD, 'th')}{''.join(map(cells, ROWS))}</table>"
PARAGRAPHS = PLAIN.replace("<td >", "<td><p>").replace("</td>", "</p></td>")
LINES = PLAIN.replace("市住建局 市自然资源和规划局", "市住建局<br>市自然资源和规划局")
SPANNED = (
    f"<table>{cells(HEAD)}{''.join(map(cells, ROWS[:3]))}{cells(ROWS[3], c2='rowspan=2')}"
    f"{cells([*ROWS[4][:2], *ROWS[4][3:]])}</table>"
)
TWO_HEADS = (
    "<table><tr><th rowspan=2>序号</th><th rowspan=2>工作任务</th><th colspan=2>责任单位</th>"
    "<th rowspan=2>完成时限</th></tr><tr><th>牵头单位</th><th>配合单位</th></tr>"
    "<tr><td colspan=5>一、就业创业</td></tr>"
    f"{''.join(map(cells, ROWS[:2]))}{cells(HEAD)}{''.join(map(cells, ROWS[2:]))}</table>"
)
NOTE = "<p>请对照任务分解表抓好落实，按时报送进展情况。</p>"
NESTED = f"<table><tr><td>{NOTE}{PLAIN}</td></tr></table>"


Change = Callable[["docx.table.Table"], None]


def word(rows: list[list[str]], change: Change | None = None) -> bytes:
    """Return a Word document with a table, changed where `change` is given."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(OPENING)
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if change:
        change(table)
    document.add_paragraph("某市人民政府办公室")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def merge_down(table: "docx.table.Table") -> None:
    table.cell(5, 2).text = ""
    table.cell(4, 2).merge(table.cell(5, 2)).text = "市住建局"


def merge_across(table: "docx.table.Table") -> None:
    table.cell(1, 0).merge(table.cell(1, 4)).text = "一、就业创业"


BROKEN = [[text.replace("局 市", "局\n市") for text in row] for row in ROWS]
NUMBERLESS = [["", *row[1:]] for row in ROWS]

FILES = {
    "plain.html": (page(PLAIN), ROWS),
    "paragraphs.html": (page(PARAGRAPHS), ROWS),
    "lines.html": (page(LINES), ROWS),
    "rowspan.html": (page(SPANNED), MERGED),
    "heads.html": (page(TWO_HEADS), ROWS),
    "nested.html": (page(NESTED), ROWS),
    "plain.docx": (word([HEAD, *ROWS]), ROWS),
    "lines.docx": (word([HEAD, *BROKEN]), ROWS),
    "down.docx": (word([HEAD, *ROWS], merge_down), MERGED),
    "across.docx": (word([HEAD, [""] * 5, *ROWS], merge_across), ROWS),
    "again.docx": (word([HEAD, *ROWS[:2], HEAD, *ROWS[2:]]), ROWS),
    "numberless.docx": (word([["", *HEAD[1:]], *NUMBERLESS]), NUMBERLESS),
}


@pytest.mark.parametrize("name", FILES)
def test_every_cell_in_its_column_and_every_task_a_row(name: str) -> None:
    data, rows = FILES[name]
    (source,) = read(File(name, data))
    cleaned = clean(source)  # type: ignore[arg-type]
    kept = [p.text.split("\t") for p in cleaned.paragraphs if "\t" in p.text]
    assert [row for row in kept if row[1] != "工作任务"] == rows
    back = ledger.inverse(cleaned.edits)
    assert ledger.apply(source.text, cleaned.edits) == cleaned.text  # type: ignore[union-attr]
    assert ledger.apply(cleaned.text, back) == source.text  # type: ignore[union-attr]
    found = responsibilities(cleaned.document, cleaned.paragraphs)
    leads = [(row.task, row.department, row.deadline) for row in found if row.role == "lead"]
    assert leads == [(row[1], row[2], row[4]) for row in rows]


def test_labels_and_values_are_a_line_each() -> None:
    first = cells(["索 引 号：", "000014349", "发文机关：", "国务院"])
    table = f"<table>{first}{cells(['标题：', '关于就业的意见'])}</table>"
    (source,) = read(File("a.html", page(table)))
    assert "发文机关：国务院" in source.text  # type: ignore[union-attr]


def test_absurd_spans_are_no_danger() -> None:
    absurd = cells(HEAD, c1="colspan=99999999 rowspan=99999999") * 3
    (source,) = read(File("a.html", page(f"<table>{absurd}</table>")))
    assert len(source.text) < 10_000  # type: ignore[union-attr]
