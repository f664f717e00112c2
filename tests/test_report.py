"""The pages as files: complete in themselves, honest about where they come from."""

import base64
import gzip
import io
import re
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from helpers import tables
from helpers.pages import documents, report, takeaway
from helpers.pages.assets import tables_script
from helpers.show.fonts import font_subset
from helpers.tables import Document, Edit, Paragraph

DOCUMENT = Document(
    doc_id="a",
    file="a.txt",
    sha256="0",
    encoding="utf-8",
    title="通知",
    place="镇江",
    issuer="",
    level="city",
    genre="other",
    date="",
    date_basis="",
    chars_raw=12,
    chars_clean=5,
    paragraphs=1,
    repaired=1,
    removed=6,
)
PARAGRAPH = Paragraph(
    doc_id="a",
    paragraph=1,
    role="body",
    section="",
    actor="",
    text="鎮江<b>",
    raw_start=3,
    raw_end=12,
)


def pages(built: Path) -> list[Path]:
    return sorted((built / "reports").rglob("*.html"))


def visible(html: str) -> str:
    """Return the text that a reader sees or can unfold."""
    return re.sub(r"<[^>]+>", "", re.sub(r"<style>.*?</style>", "", html, flags=re.S))


def test_nothing_is_loaded_from_elsewhere(built: Path) -> None:
    for path in pages(built):
        html = re.sub(r"<a [^>]*>", "", path.read_text("utf-8"))  # a link is no load
        loads = re.findall(r'(?:src|href)="([^"]*)"|url\("?([^)"]+)', html)
        targets = [first or second for first, second in loads]
        assert [t for t in targets if t.startswith(("http", "//"))] == [], path.name


def test_every_page_has_a_language_one_title_and_named_pictures(built: Path) -> None:
    for path in pages(built):
        html = path.read_text("utf-8")
        assert '<html lang="en">' in html
        titles = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
        assert len(titles) == 1
        plots = re.findall(r'<figure class="plot" tabindex="0">(.*?)</figure>', html, re.S)
        alts = [re.findall(r' (?:data-)?(?:alt|aria-label)(?:-zh)?="([^"]*)"', p) for p in plots]
        assert all(len(alt) == 2 and alt[0] != alt[1] for alt in alts), path.name
        assert len({english for english, _ in alts}) == len(alts)
        assert all(len(english) > 30 for english, _ in alts)


def test_every_link_within_the_pages_arrives(built: Path) -> None:
    anchors = {
        path: set(re.findall(r' id="([^"]+)"', path.read_text("utf-8"))) for path in pages(built)
    }
    for path in pages(built):
        for href in re.findall(r'<a [^>]*?href="(?!data:)([^"]+)"', path.read_text("utf-8")):
            file, _, anchor = href.partition("#")
            target = (path.parent / file).resolve() if file else path
            assert target.exists(), f"{path.name}: {href}"
            assert not anchor or anchor in anchors[target], f"{path.name}: {href}"


def test_findings_stand_before_figures_and_on_the_front_page(built: Path) -> None:
    front = (built / "reports" / "index.html").read_text("utf-8")
    for path in (built / "reports").glob("0*.html"):
        html = path.read_text("utf-8")
        assert html.index('class="findings"') < html.index('class="plot"')
        first = re.search(r'class="findings"><li>(<span class="en">.*?</span>)<span', html)
        assert first and first[1] in front


def test_the_record_names_inputs_parameters_and_versions(built: Path) -> None:
    html = (built / "reports" / "02_term_frequency.html").read_text("utf-8")
    record = html[html.index("Run record") :]
    assert re.search(r"<dt>paragraphs\.csv</dt><dd>[0-9a-f]{64}</dd>", record)
    assert re.search(r"<dt>jieba</dt><dd>[\d.]+</dd>", record)


def test_the_chinese_of_every_page_is_in_its_fonts(built: Path) -> None:
    shared = set(TTFont(built / "reports" / report.SHARED_FONT).getBestCmap())
    for path in pages(built):
        html = path.read_text("utf-8")
        embedded = re.search(r"data:font/woff;base64,([^\"]+)", html)
        own = TTFont(io.BytesIO(base64.b64decode(embedded[1]))).getBestCmap() if embedded else {}
        han = set(re.findall(r"[\u4e00-\u9fff，。、；：！？（）《》]", visible(html)))
        assert {c for c in han if ord(c) not in {*shared, *own}} == set(), path.name
        assert 'url("' + "../" * (path.parent.name == "documents") + report.SHARED_FONT in html


def test_no_path_of_a_machine_and_no_remark_of_a_kernel_is_on_a_page(built: Path) -> None:
    for path in pages(built):
        html = re.sub(r"base64,[^\")]+", "", path.read_text("utf-8"))
        for trace in (str(built), str(Path.home()), "Warning", "0x7f", "dict from", "Traceback"):
            assert trace not in html, f"{path.name} holds {trace}"


def test_results_stay_small(built: Path) -> None:
    files = [
        path
        for name in ("processed", "reports")
        for path in (built / name).rglob("*")
        if path.is_file() and path.name != takeaway.ARCHIVE  # not committed, it holds the others
    ]
    assert sum(path.stat().st_size for path in files) < 6_000_000
    assert max(path.stat().st_size for path in pages(built)) < 1_500_000


def test_a_document_page_escapes_its_text_and_shows_what_was_done() -> None:
    edits = [
        Edit(raw_start=0, raw_end=3, raw="首页\n", clean="", rule="navigation"),
        Edit(raw_start=4, raw_end=10, raw="(zhèn)", clean="", rule="pinyin note"),
    ]
    html = documents.document_page(DOCUMENT, paragraphs=[PARAGRAPH], edits=edits)
    assert '<li id="p1">' in html and "鎮江&lt;b&gt;" in html
    assert "<del>首页\n" in html
    assert html.count('<span id="r2">') == 1 and 'href="#r2"' in html


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    for source, linked in (("https://example.org/a?b=1&c", True), ("javascript:alert(1)", False)):
        page = documents.document_page(replace(DOCUMENT, source=source), paragraphs=[], edits=[])
        assert (f'<a href="{source.replace("&", "&amp;")}" rel="noreferrer">' in page) == linked
        assert "javascript:" not in "".join(re.findall('href="[^"]*"', page))


def test_what_was_found_is_marked_where_it_stands_even_where_it_overlaps() -> None:
    marks = [
        documents.Mark(0, 4, "s1-0", "slogan", None),
        documents.Mark(2, 6, "q1-2", "quantity target", None),
    ]
    assert documents.pieces("三高一争5家<", marks) == [
        ("三高", [("slogan", "s1-0")]),
        ("一争", [("quantity target", "q1-2"), ("slogan", "")]),
        ("5家", [("quantity target", "")]),
        ("<", []),
    ]


def test_a_removed_line_break_still_begins_a_raw_line() -> None:
    edits = [Edit(raw_start=1, raw_end=4, raw="\n二\n", clean="又", rule="line break")]
    assert list(documents.raw_pieces("一\n二\n三\n四", edits)) == [
        ("", "", [(0, "一")]),
        ("del", "", [(0, ""), (2, "二"), (3, "")]),
        ("ins", "", [(0, "又")]),
        ("", "", [(0, "三"), (4, "四")]),
    ]


def test_a_document_leads_to_those_before_and_after_it_of_its_place_and_kind() -> None:
    first, second, third = (
        replace(DOCUMENT, doc_id=str(year), date=str(year), title=f"{year}年工作报告")
        for year in (2019, 2020, 2021)
    )
    other = replace(DOCUMENT, doc_id="b", place="扬州", date="2020")
    undated = replace(DOCUMENT, doc_id="c")
    beside = documents.neighbours([third, other, first, undated, second])
    assert beside["2020"] == (first, third) and beside["2019"] == (None, second)
    assert beside["b"] == beside["c"] == (None, None)
    html = documents.document_page(second, paragraphs=[], edits=[], beside=beside["2020"])
    assert 'rel="prev" href="2019.html"' in html and 'rel="next" href="2021.html"' in html


def test_only_our_scripts_may_run_and_nothing_may_be_fetched(built: Path) -> None:
    scripts = {"tables.js", "../tables.js", "evidence.js", "explore.js"}
    for path in pages(built):
        html = path.read_text("utf-8")
        policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', html)[0])
        assert "default-src 'none'" in policy and "http" not in policy, path.name
        for source, code in re.findall(
            r'<script(?: src="([^"]*)" defer)?>(.*?)</script>', html, re.S
        ):
            digest = base64.b64encode(sha256(code.encode()).digest()).decode()
            assert source in scripts or f"'sha256-{digest}'" in policy, path.name


def test_every_row_of_a_table_of_commitments_has_an_address(built: Path) -> None:
    rows = tables.read(built / "processed", "commitments")
    for name, own in rows.groupby("doc_id"):
        html = (built / "reports" / "documents" / f"{name}.html").read_text("utf-8")
        anchors = {f"q{row.paragraph}-{row.start}" for row in own.itertuples()}
        assert anchors - set(re.findall(r' id="([^"]+)"', html)) == set()


def test_the_tables_script_holds_our_words_and_is_the_same_every_time() -> None:
    packed = re.search(r'const packed = "([^"]+)"', tables_script())
    assert packed
    code = gzip.decompress(base64.b64decode(packed[1])).decode("utf-8")
    assert "window.jQuery=" in code and "下载所列行 CSV" in code and "export{" not in code


@pytest.mark.parametrize("text", ["", "abc", "镇江"])
def test_a_font_of_few_characters_can_be_made(text: str) -> None:
    font = TTFont(io.BytesIO(font_subset(text)))
    assert {chr(code) for code in font.getBestCmap()} >= {c for c in text if ord(c) > 0x2000}
