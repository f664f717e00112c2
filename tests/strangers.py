"""Files as strangers send them: each with what has to come of it, a document or a reason.

`FILES` maps a name to its bytes and to what the reading must say: `READ`, or a part of the reason.
"""

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

READ = ""
EITHER = "either"
GOOD = "2021年扬州市政府工作报告\n\n今年全市新增就业5万人以上,确保完成全年目标任务。\n"
LONG = GOOD + "坚持稳中求进工作总基调,推进产业强市战略,高质量发展迈出坚实步伐。\n" * 20
NO_CHINESE = "no Chinese text"
MANY = 260 * 1024 * 1024
"""More bytes than an archive may unpack to."""


def zipped(**parts: str | bytes) -> bytes:
    """Return an archive of parts; `__` in a name stands for a slash, `_` for a dot."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, part in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name.replace("__", "/").replace("_", "."), part, kind)
    return whole.getvalue()


def docx(body: str, head: str = "", **more: str | bytes) -> bytes:
    """Return a Word document with this XML as its body, `head` before its root."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f"<w:document {names}><w:body>{body}</w:body></w:document>"
    )
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**parts, **more}.items():
            archive.writestr(name, part)
    return whole.getvalue()


def line(text: str) -> str:
    """Return a paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(shown: bytes = b"(A) Tj", kids: bytes = b"[3 0 R]", mapping: bytes = b"") -> bytes:
    """Return a PDF of one page that shows this, its font mapped to characters by `mapping`."""
    stream = b"BT /F1 12 Tf 9 9 Td " + shown + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids " + kids + b">>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(whole)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
    return whole + table + end


def locked_pdf(password: str) -> bytes:
    """Return a PDF that only a password opens, or, where that is empty, anybody may read."""
    import pypdf

    page = pdf(b"<0001000200030004> Tj", mapping=mapped(*"工作报告"))
    writer, whole = pypdf.PdfWriter(io.BytesIO(page)), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(whole)
    return whole.getvalue()


def mapped(*characters: str) -> bytes:
    """Return the map that gives codes from 1 on these characters, half ones, too."""
    rows = b"".join(
        b"<%04x> <%s>\n" % (code, char.encode("utf-16-be", "surrogatepass").hex().encode())
        for code, char in enumerate(characters, 1)
    )
    ranges = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    return ranges + b"%d beginbfchar\n%sendbfchar" % (len(characters), rows)


def csv_of(*rows: str, head: str = "doc_id,title,date,text") -> bytes:
    """Return a table of documents."""
    return "\n".join([head, *rows]).encode()


BOOK = "application/epub+zip"
HAN = "今年全市新增就业五万人以上确保完成全年目标任务"
BILLION = "<!DOCTYPE a [<!ENTITY a '笑'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
SPANNED = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>{}</w:tc></w:tr></w:tbl>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

FILES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    # encodings
    "utf8.txt": (GOOD.encode(), READ),
    "utf8-mark.txt": (codecs.BOM_UTF8 + GOOD.encode(), READ),
    "utf16-mark.txt": (GOOD.encode("utf-16"), READ),
    "utf16-le.txt": (GOOD.encode("utf-16-le"), READ),
    "utf16-be.txt": (GOOD.encode("utf-16-be"), READ),
    "utf32-mark.txt": (GOOD.encode("utf-32"), READ),
    "utf32-be-mark.txt": (codecs.BOM_UTF32_BE + GOOD.encode("utf-32-be"), READ),
    "utf32-le.txt": (GOOD.encode("utf-32-le"), READ),
    "utf32-be.txt": (GOOD.encode("utf-32-be"), READ),
    "utf7.txt": (GOOD.encode("utf-7"), READ),
    "gbk.txt": (GOOD.encode("gbk"), READ),
    "gb18030.txt": (GOOD.encode("gb18030"), READ),
    "hz.txt": (GOOD.encode("hz"), READ),
    "big5.txt": ("2021年揚州市政府工作報告\n\n今年全市新增就業五萬人以上。\n".encode("big5"), READ),
    "sjis.txt": ("今年は新しい仕事を五万人以上つくります。".encode("shift_jis"), "Japanese"),
    "japanese.txt": ("今年は新しい仕事を五万人以上つくります。".encode(), "Japanese"),
    "korean.txt": ("올해 새로운 일자리를 오만개 이상 만들 것이다".encode(), NO_CHINESE),
    "english.txt": (b"This year 50,000 new jobs will be created.\n" * 9, NO_CHINESE),
    "english-utf16.txt": ("This year 50,000 new jobs.\n".encode("utf-16"), NO_CHINESE),
    "english-utf16-le.txt": ("This year 50,000 new jobs.\n".encode("utf-16-le"), EITHER),
    "mostly-english.txt": (b"This year 50,000 new jobs. " * 99 + "扬州".encode(), NO_CHINESE),
    "digits.txt": (b"2021 50000 6.5% 300\n" * 9, NO_CHINESE),
    "marks.txt": ("。。。，，，——《》\n".encode() * 9, NO_CHINESE),
    "emoji.txt": ("🎉🎉🎉\n".encode(), NO_CHINESE),
    "private.txt": ("\ue000\ue001\ue002\n".encode(), NO_CHINESE),
    "replacement.txt": ("\ufffd\ufffd\ufffd工作".encode(), "lost before"),
    "random.txt": (bytes(range(256)) * 9, "binary"),
    "noise.txt": (bytes(range(128, 255)) * 9, "encoding is unknown"),
    "nul.txt": (GOOD.encode() + b"\0" * 9, "binary"),
    "nul-inside.txt": (GOOD.encode().replace(b",", b"\0"), "binary"),
    "half-utf8.txt": (GOOD.encode()[:-3], READ),
    "two-encodings.txt": (LONG.encode() + LONG.encode("gbk"), READ),
    # nothing in it
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n", "empty"),
    "mark-only.txt": (codecs.BOM_UTF8, "no text"),
    "mark16-only.txt": (codecs.BOM_UTF16_LE, "no text"),
    "wide-blanks.txt": ("\u3000\u3000\n\u00a0\u200b".encode(), NO_CHINESE),
    # names that lie
    "picture.jpg": (b"\xff\xd8\xff\xe0" + bytes(99), "unknown format"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "binary"),
    "program.txt": (b"\x7fELF" + bytes(99), "binary"),
    "archive.txt": (zipped(a_txt=GOOD), "an archive, and"),
    "web.txt": (f"<html><body><p>{GOOD}</p></body></html>".encode(), READ),
    "word.txt": (docx(line(GOOD)), READ),
    "text.docx": (GOOD.encode(), "no readable .docx"),
    "text.pdf": (GOOD.encode(), "no readable PDF"),
    "text.epub": (GOOD.encode(), "no readable .epub"),
    "text.html": (GOOD.encode(), READ),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "an old Word"),
    "sheet.xlsx": (zipped(xl__workbook_xml="<a/>"), ".docx"),
    "rich.rtf": (rb"{\rtf1 \u25919?}", "rich text"),
    # archives
    "a-word.docx": (docx(line(GOOD)), READ),
    "bomb.docx": (lambda: docx(line(GOOD), **{"word/a.bin": bytes(MANY)}), "unpacks to"),
    "bomb-text.docx": (lambda: docx(line("年" * (MANY // 3))), "unpacks to"),
    "many.docx": (
        lambda: docx(line(GOOD), **{f"word/{n}.bin": b"" for n in range(21_000)}),
        "parts",
    ),
    "laughs.docx": (docx(line("&i;"), BILLION + "]>"), "no readable .docx"),
    "outside.docx": (docx(line("&x;" + GOOD), OUTSIDE), "no text"),
    "deep.docx": (docx("<w:sdt>" * 999 + line(GOOD) + "</w:sdt>" * 999), "no readable .docx"),
    "deep-table.docx": (
        docx("<w:tbl><w:tr><w:tc>" * 99 + line(GOOD) + "</w:tc></w:tr></w:tbl>" * 99),
        EITHER,
    ),
    "wide-table.docx": (
        docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'
            f"{line(GOOD)}</w:tc><w:tc>{line('乙')}</w:tc></w:tr></w:tbl>"
        ),
        READ,
    ),
    "cut.docx": (docx(line(GOOD))[:300], "no readable .docx"),
    "no-document.docx": (zipped(a_xml="<a/>"), "no readable .docx"),
    "empty.docx": (docx(""), "no text"),
    "a-book.epub": (zipped(mimetype=BOOK, a_html=f"<html><body><p>{LONG}</p>"), READ),
    "bomb.epub": (
        lambda: zipped(mimetype=BOOK, a_html=b"<p>" + bytes(MANY)),
        "unpacks to",
    ),
    "cut.epub": (zipped(mimetype=BOOK, a_html=GOOD)[:99], "no readable .epub"),
    "no-pages.epub": (zipped(mimetype=BOOK, a_css="a"), "no text"),
    # markup
    "deep.html": (b"<html>" + b"<div>" * 50_000 + GOOD.encode(), EITHER),
    "deep-b.html": (b"<html>" + b"<b><i>" * 5_000 + GOOD.encode(), EITHER),
    "deep-table.html": (b"<html>" + b"<table><tr><td>" * 400 + GOOD.encode(), EITHER),
    "span.html": (
        f'<html><table><tr><td colspan="99999" rowspan="99999">{HAN}<td>b</tr>'
        f"<tr><td>c</tr></table><p>{LONG}".encode(),
        READ,
    ),
    "laughs.html": (f"{BILLION}]><html><p>&i;{GOOD}".encode(), EITHER),
    "script.html": (f"<html><script>{'x' * 9}</script><p>{LONG}".encode(), READ),
    "attributes.html": (b"<html><p " + b"a=1 " * 99_999 + f">{LONG}".encode(), READ),
    "comment.html": (b"<html><!-- " + LONG.encode(), "no text"),
    "frames.html": (b"<html><frameset><frame src=a></frameset></html>", "no text"),
    "entities.html": (b"<html><p>" + b"&amp;" * 99_999 + LONG.encode(), EITHER),
    # PDF
    "a-page.pdf": (pdf(b"<0001000200030004> Tj", mapping=mapped(*"工作报告")), READ),
    "surrogates.pdf": (
        pdf(b"<00010002000300040005> Tj", mapping=mapped(*"工作报告", "\ud800")),
        READ,
    ),
    "loop.pdf": (pdf(kids=b"[2 0 R]"), EITHER),
    "scan.pdf": (pdf(b""), "scanned"),
    "cut.pdf": (pdf()[:200], EITHER),
    "head.pdf": (b"%PDF-1.4\n", "no readable PDF"),
    "noise.pdf": (b"%PDF-1.4\n" + bytes(range(256)) * 99, "no readable PDF"),
    # tables
    "a-table.csv": (csv_of(f"甲,题,2020,{HAN}"), READ),
    "semicolon.csv": (csv_of(f"乙;题;2020;{HAN}", head="doc_id;title;date;text"), READ),
    "tab.csv": (csv_of(f"丙\t题\t2020\t{HAN}", head="doc_id\ttitle\tdate\ttext"), READ),
    "mark.csv": (codecs.BOM_UTF8 + csv_of(f"丁,题,2020,{HAN}"), READ),
    "gbk.csv": (csv_of(f"戊,题,2020,{HAN}").decode().encode("gbk"), READ),
    "twice.csv": (csv_of(f"己,题,2020,{HAN},{HAN}", head="doc_id,title,date,text,text"), "twice"),
    "no-text.csv": (csv_of("庚,题,2020,x", head="doc_id,title,date,body"), "no column 'text'"),
    "unclosed.csv": (csv_of(f'辛,题,2020,"{HAN}', f"壬,题,2020,{HAN}"), "line"),
    "huge-cell.csv": (csv_of("癸,题,2020," + HAN * 9_000), READ),
    "path.csv": (csv_of(f"../../x,题,2020,{HAN}"), "no plain name"),
    "english.csv": (csv_of("e,title,2020,no word of it"), NO_CHINESE),
    "formula.csv": (csv_of(f"=1+1,=cmd|' /C calc'!A0,2020,=1+1{HAN}"), READ),
    "date.csv": (csv_of(f"日,题,昨天,{HAN}"), "no date"),
    "dates.csv": (csv_of(f"日二,题,2020/8/1,{HAN}"), READ),
    "short-rows.csv": (csv_of("子", f"丑,题,2020,{HAN}"), READ),
    "head-only.csv": (csv_of(), "no text"),
    # lines and signs
    "controls.txt": (f"{GOOD}\x1b[31m红\x1b[0m\x07\x08 完成\u202e目标\u2066任务\n".encode(), READ),
    "carriage.txt": (GOOD.replace("\n", "\r").encode(), READ),
    "separators.txt": (GOOD.replace("\n", "\u2028").encode(), READ),
    "form-feed.txt": (GOOD.replace("\n", "\f").encode(), READ),
    "gigantic-line.txt": ((GOOD + HAN * 20_000).encode(), READ),
    "many-lines.txt": ((GOOD + "工\n" * 50_000).encode(), READ),
    "marks-on-marks.txt": ((GOOD + "a" + "\u0301" * 9_999 + "\n").encode(), READ),
    "formula.txt": (
        f"{GOOD}=cmd|' /C calc'!A0 {HAN}\n+1+1{HAN}\n-2{HAN}\n@SUM(1){HAN}\n".encode(),
        READ,
    ),
    "dashes.md": (f"---\ntitle: [{HAN}\n---\n{GOOD}".encode(), "no YAML"),
    "anchors.md": (b"---\na: &a [x,x]\n" + b"b: [*a,*a]\n" * 99 + b"---\n" + GOOD.encode(), READ),
    "object.md": (
        b"---\na: !!python/object/apply:os.system [ls]\n---\n" + GOOD.encode(),
        "no YAML",
    ),
    # what offices, mails and archives leave among texts
    "old.wps": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "without password"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "without password",
    ),
    "web-page.doc": (f"<html><body><p>{LONG}</p></body></html>".encode(), READ),
    "rich.doc": (rb"{\rtf1\ansi\ansicpg936 \'b9\'a4}", "rich text"),
    "rich-text.txt": (rb"{\rtf1\ansi \u24037?\u20316?}", "rich text"),
    "letter.eml": (b"From: a@b.cn\r\nMIME-Version: 1.0\r\n\r\nuaTX9w==", "a mail"),
    "letter.txt": (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nuaTX9w==", "a mail"),
    "saved.html": (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "a mail"),
    "packed.rar": (b"Rar!\x1a\x07\x00" + bytes(99), "packed"),
    "packed.txt": (gzip.compress(GOOD.encode()), "packed"),
    "page.ofd": (zipped(OFD_xml="<a/>"), "neither .docx nor .epub"),
    "open.odt": (zipped(mimetype="application/vnd.oasis.opendocument.text"), "neither .docx"),
    "sheet.csv": (zipped(xl__workbook_xml="<a/>"), "neither .docx"),
    "thesis.caj": (b"CAJ\0" + bytes(99), "unknown format"),
    "nested.zip": (zipped(a_zip=zipped(a_zip=zipped(a_txt=GOOD))), "neither .docx"),
    "locked.pdf": (locked_pdf("geheim"), "without a password"),
    "owned.pdf": (locked_pdf(""), READ),
    "escape.epub": (zipped(**{"mimetype": BOOK, "..__..__x_html": f"<html><body><p>{LONG}"}), READ),
    # marks and encodings that lie
    "mark-gbk.txt": (codecs.BOM_UTF8 + LONG.encode("gbk"), READ),
    "mark16-utf8.txt": (codecs.BOM_UTF16_LE + LONG.encode(), READ),
    "marks.md": (codecs.BOM_UTF8 * 3 + GOOD.encode(), READ),
    "mark-inside.txt": ((GOOD + "\ufeff" + GOOD).encode(), READ),
    "rare.txt": (f"{LONG}市领导𠮷田、李㛃、张䶮出席。\n".encode("gb18030"), READ),
    "hong-kong.txt": ("2021年工作報告\n\n香港深水埗人口增長百分之五。\n".encode("big5hkscs"), READ),
    "one-line-gbk.txt": (LONG.encode() + f"{HAN}。\n".encode("gbk") + GOOD.encode(), READ),
    "double.txt": (LONG.encode().decode("latin-1").encode(), READ),
    "lost.txt": (LONG.encode().decode("gbk", "replace").encode(), "lost before"),
    "surrogates.txt": (GOOD.encode() + b"\xed\xa0\x81\xed\xb0\x80", "encoding is unknown"),
    "escaped.txt": (LONG.encode("unicode_escape"), NO_CHINESE),
    "charset.html": (b"<html><meta charset=utf-8><p>" + LONG.encode("gbk"), READ),
    "references.html": (f"<html><p>{''.join(f'&#{ord(c)};' for c in LONG)}".encode(), READ),
    "half.html": (f"<html><p>&#55296;&#x110000;&#0;{LONG}".encode(), READ),
    "refresh.html": (f"<html><meta http-equiv=refresh content='0;url=//x'>{LONG}".encode(), READ),
    "base.html": (f"<html><base href=//x/><p>{LONG}<iframe src=/etc/passwd>".encode(), READ),
    "returns.txt": (LONG.replace("\n", "\r\r\n").encode(), READ),
    "next-lines.txt": (LONG.replace("\n", "\x85").encode(), READ),
    "blanks.txt": (b" " * 1_000_000 + GOOD.encode(), READ),
    "brackets.txt": (("（" * 20_000 + GOOD).encode(), READ),
    # front matter and tables
    "no-day.md": (f"---\ntitle: 报告\ndate: 2021-13-45\n---\n{LONG}".encode(), "line 2"),
    "no-zone.md": (f"---\ndate: 2021-01-01T00:00:00+99:99\n---\n{LONG}".encode(), "no YAML"),
    "nothing.md": (f"---\ntitle: ~\ndate: null\n---\n{LONG}".encode(), READ),
    "separator.csv": (csv_of("doc_id;title;date;text", f"寅;题;2020;{HAN}", head="sep=;"), READ),
    "returns.csv": (csv_of(f"卯,题,2020,{HAN}").replace(b"\n", b"\r"), READ),
    "wide.csv": (csv_of(f"辰,题,2020,{HAN}").decode().encode("utf-16"), READ),
    "pipes.csv": (csv_of(f"巳|题|2020|{HAN}", head="doc_id|title|date|text"), "no column 'text'"),
    "devices.csv": (csv_of(f"CON,题,2020,{HAN}", f"nul.a,题,2020,{HAN}二"), READ),
    "capitals.csv": (csv_of(f"Wu,题,2020,{HAN}", f"wu,题,2020,{HAN}"), "rename one"),
    "commas.csv": (b",,,\n,,,\n", "no column 'text'"),
    # what Word, books and PDFs do besides
    "control.docx": (docx(f"<w:sdt><w:sdtContent>{line(GOOD)}</w:sdtContent></w:sdt>"), READ),
    "box.docx": (
        docx(f"<w:p><w:r><w:txbxContent>{line(GOOD)}</w:txbxContent></w:r></w:p>"),
        READ,
    ),
    "no-span.docx": (docx(SPANNED.format("abc", line(GOOD))), READ),
    "below-span.docx": (docx(SPANNED.format("-3", line(GOOD))), READ),
    "empty-table.docx": (docx("<w:tbl/>" + line(GOOD)), READ),
    "part.docx": (docx('<w:altChunk r:id="x" xmlns:r="x"/>' + line(GOOD)), READ),
    "before.docx": (b"PK\x05\x06" + b"x" * 99 + docx(line(GOOD)), READ),
    "flipped.docx": (docx(line(LONG)).replace(b"d/doc", b"d/d\0c", 1), "no readable"),
    "gbk-book.epub": (zipped(mimetype=BOOK, a_html=f"<html><body><p>{LONG}".encode("gbk")), READ),
    "wide-book.epub": (
        zipped(
            mimetype=BOOK,
            a_xhtml=f'<?xml version="1.0" encoding="utf-16"?><html><p>{LONG}'.encode("utf-16"),
        ),
        READ,
    ),
    "one-bad.epub": (zipped(mimetype=BOOK, a_html=b"\xff\0", b_html=f"<html><p>{LONG}"), READ),
    "deep-book.epub": (zipped(mimetype=BOOK, a_html="<div>" * 9_999 + LONG), "no text"),
    "before-page.pdf": (
        b"\0\1" * 99 + pdf(b"<0001000200030004> Tj", mapping=mapped(*"工作报告")),
        READ,
    ),
    "no-table.pdf": (
        pdf(b"<0001000200030004> Tj", mapping=mapped(*"工作报告")).replace(
            b"startxref\n", b"startxref\n9"
        ),
        READ,
    ),
    "range.pdf": (
        pdf(mapping=b"1 beginbfrange <00000000> <ffffffff> <4e00> endbfrange"),
        "no readable PDF",
    ),
    "brackets-page.pdf": (pdf(b"[" * 5_000 + b"]" * 5_000 + b" TJ"), "no readable PDF"),
    # tables and front matter again
    "mark-head.csv": (csv_of(f"午,题,2020,{HAN}", head="doc_id,title,date,\ufefftext"), READ),
    "blanks-head.csv": (csv_of(f"未,题,2020,{HAN}", head=" doc_id , title , date , text "), READ),
    "quotes.csv": (csv_of(f'申,"说""好""",2020,"{HAN}""引""{HAN}"'), READ),
    "bad-quote.csv": (csv_of(f'酉,题,2020,"{HAN}"尾', f"戌,题,2020,{HAN}"), "line 2"),
    "lines.csv": (csv_of(f'亥,题,2020,"{HAN}\r\n\r\n第二段{HAN}"'), READ),
    "words.csv": (csv_of(f"NA,题,2020,{HAN}", f"null,题,2020,{HAN}二"), READ),
    "minguo.csv": (csv_of(f"民,题,民国109年8月1日,{HAN}"), "no date"),
    "month.csv": (csv_of(f"月,题,2020年13月,{HAN}"), "no date"),
    "days.csv": (csv_of(f"期,题,2020-08-01至2020-08-05,{HAN}"), "no date"),
    "leap.csv": (csv_of(f"闰,题,2021-02-29,{HAN}"), "line 2, 闰: '2021-02-29' is no date"),
    "one-id.csv": (csv_of(f"同,题,2020,{HAN}", f"同,题,2021,{HAN}完成"), "rename one"),
    "sheet-xml.csv": (b'<?xml version="1.0"?><Workbook/>', "no column 'text'"),
    "deep-facts.md": (f"---\ntitle: {'[' * 2500}{']' * 2500}\n---\n{GOOD}".encode(), "no YAML"),
    "long-number.md": (f"---\ntitle: {'9' * 5000}\n---\n{GOOD}".encode(), "no YAML"),
    "itself.md": (f"---\na: &a\n  b: *a\ntitle: *a\n---\n{GOOD}".encode(), READ),
    "kinds.md": (f"---\ntitle: yes\ndate: .nan\nissuer: 0x1F\n---\n{GOOD}".encode(), READ),
    "two-titles.md": (f"---\ntitle: 甲\ntitle: 乙\n---\n{GOOD}".encode(), READ),
    "no-end.md": (f"---\ntitle: 报告\n{GOOD}".encode(), READ),
    # signs that nobody sees, and texts that stand more than once
    "unseen.txt": ("\u200b".join(GOOD).encode(), READ),
    "chosen.txt": (GOOD.replace("市", "市\ufe00\U000e0100").encode(), READ),
    "no-characters.txt": ((GOOD + "\ufffe\uffff\U0010ffff").encode(), READ),
    "notes.txt": ((GOOD + "\ufff9工\ufffagong\ufffb").encode(), READ),
    "radicals.txt": ("2021年扬州市政府⼯作报告\n\n⼒争新增就业5万⼈以上,增⻓6%。\n".encode(), READ),
    "again.txt": ((LONG * 3).encode(), READ),
    "percent.txt": (b"%E5%B7%A5%E4%BD%9C" * 99, NO_CHINESE),
    "base64.txt": (b"5bel5L2c5oql5ZGK" * 99, NO_CHINESE),
    "mixed16.txt": (GOOD.encode("utf-16-le") + GOOD.encode("utf-16-be"), "binary"),
    "half16.txt": (GOOD.encode("utf-16") + b"\0", READ),
    "menu.html": (b"<html><a href=a>%s</a></html>" % "首页".encode(), "nothing of it looks"),
    "mirror.txt": (("進(jìn)?M(jìn)鎮(zhèn)?;\ue2a6A(chǔ)" * 40).encode(), READ),
}  # fmt: skip


def laid(folder: Path, names: "list[str] | None" = None) -> Path:
    """Write the files into a folder and return it."""
    for name in names or FILES:
        made = FILES[name][0]
        (folder / name).write_bytes(made() if callable(made) else made)
    return folder
