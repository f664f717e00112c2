"""The ledger of every text, the five documents against the gold, and pages that break lines."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import places
from helpers.cleaning import document as cleaning
from helpers.cleaning import folder, ledger
from helpers.cleaning.damage import notes
from helpers.cleaning.document import Cleaned
from helpers.cleaning.files import Source
from helpers.cleaning.lines import markup
from helpers.cleaning.manifests import manifest

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
GOLD = next(
    (
        p
        for p in (ROOT / "data" / "gold" / "text", ROOT.parent / "shared" / "gold" / "text")
        if p.exists()
    ),
    ROOT / "data" / "gold" / "text",
)
SHARED = ROOT.parent / "shared" / "corpora"
REAL = [
    *(
        "各位代表：",
        "责任编辑：费菲",
        "首页",
        "",
        "  ",
        "一、工作回顾",
        "（一）千方百计扩大需求",
        "— 3 —",
    ),
    *(
        "全年地区生产总值增长5.5%，粮食总产量稳定在110万吨以上。",
        "记者 张旭",
        "2022年3月1日",
        "<br>",
    ),
    *(
        "市科技局：加快创新",
        "相关阅读",
        "，确保年内完成。",
        "必须坚持“",
        "鎮(zhèn)江",
        "打印",
        "1.",
        "版权所有",
    ),
]
real_text = st.lists(
    st.tuples(
        st.sampled_from(REAL), st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\f", "　　", "\u2028"])
    ),
    max_size=30,
).map(lambda pairs: "".join(line + end for line, end in pairs))
random_text = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n\f 。，“”(zhèn)一、：0123")),
    max_size=200,
)


def clean(text: str, **known: str) -> Cleaned:
    return cleaning.clean(Source("a", "a.txt", "0" * 64, "utf-8", text, known))


def texts(page: str) -> list[str]:
    return [paragraph.text for paragraph in clean(page).paragraphs if paragraph.role != "title"]


@settings(deadline=None, max_examples=150)
@given(st.one_of(real_text, random_text))
def test_the_ledger_leads_there_and_back(text: str) -> None:
    cleaned = clean(text)
    assert ledger.apply(text, cleaned.edits) == cleaned.text
    assert ledger.undo(cleaned.text, cleaned.edits) == text
    assert all(edit.rule for edit in cleaned.edits)
    # What changes nothing is there to be looked at.
    assert all(e.raw != e.clean or e.certainty != "certain" for e in cleaned.edits)
    for paragraph in cleaned.paragraphs:
        assert paragraph.text
        assert "\n" not in paragraph.text
        assert 0 <= paragraph.raw_start < paragraph.raw_end <= len(text)
    starts = [paragraph.raw_start for paragraph in cleaned.paragraphs]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text", ["", "\n", "。" * 100_000, "市" * 1_000_000, "9" * 10_000, "\ue000\ufdd0"]
)
def test_absurd_input_is_cleaned_all_the_same(text: str) -> None:
    assert ledger.apply(text, clean(text).edits) == clean(text).text


@pytest.mark.skipif(not GOLD.exists(), reason="the gold is not at hand")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.txt")), ids=lambda path: path.stem)
def test_documents_are_clean_to_the_character(path: Path) -> None:
    (source,) = folder.read(RAW / path.name, manifest(RAW))
    kept = "".join(p.text for p in cleaning.clean(source).paragraphs if p.role != "title")
    assert "".join(kept.split()) == "".join(path.read_text("utf-8").split())


def test_a_paragraph_knows_its_place_in_the_raw_text() -> None:
    raw = "首頁 新聞中心 要聞\n\n鎮(zhèn)江要建設(shè)現(xiàn)代化。 記者 張旭\n"
    (paragraph,) = clean(raw).paragraphs
    assert paragraph.text == "镇江要建设现代化。"
    assert raw[paragraph.raw_start : paragraph.raw_end].startswith("鎮(zhèn)江")


def test_every_removed_line_has_its_rule() -> None:
    raw = "首页 > 要闻 > 正文\n全市上下要抓好落实。\n\n记者 张旭\n责任编辑：王五\n返回顶部\n"
    rules = [(edit.raw.strip(), edit.rule) for edit in clean(raw).edits if edit.raw.strip()]
    assert rules == [
        ("首页 > 要闻 > 正文", "navigation"),
        ("记者 张旭", "credit"),
        ("责任编辑：王五", "imprint"),
        ("返回顶部", "navigation"),
    ]


def test_links_cut_out_of_sentences_are_joined() -> None:
    page = (
        "一、工作回顾\n\n这五年，我们统筹推进\n\n全面建设小康社会\n\n，经济实力明显增强。\n\n"
        "5、民主\n\n法制\n\n建设得到加强\n\n村务公开进一步深入。深入推进行政\n\n权力\n\n公开透明运行。\n\n"
        "增强“\n\n四个意识\n\n”，坚定“\n\n四个自信\n\n”。各项事业取得\n\n新成绩，群众更加满意。\n"
    )
    assert texts(page) == [
        "一、工作回顾",
        "这五年，我们统筹推进全面建设小康社会，经济实力明显增强。",
        "5、民主法制建设得到加强",
        "村务公开进一步深入。深入推进行政权力公开透明运行。",
        "增强“四个意识”，坚定“四个自信”。各项事业取得新成绩，群众更加满意。",
    ]


@pytest.mark.parametrize("indent", ["　　", ""])
def test_lines_of_one_width_and_pages_are_joined(indent: str) -> None:
    sentences = (
        "全市地区生产总值增长百分之五点五，规模以上工业增加值增长百分之六，财政收入稳步增加。"
    )
    paragraphs = [
        indent + sentences * n + "各项工作取得新的进展" * (n % 3) + "。" for n in (2, 3, 4, 3, 2)
    ]
    lines = [
        line if number % 7 else f"{line}\n\n— {number} —\n"
        for number, line in enumerate(
            (text[i : i + 31] for text in paragraphs for i in range(0, len(text), 31)), 1
        )
    ]
    page = "某市政府工作报告\n各位代表：\n" + "\n".join(lines)
    assert texts(page)[1:] == [text.strip() for text in paragraphs]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not at hand")
@pytest.mark.parametrize("year", ["2001", "2003", "2007", "2010", "2021", "2023"])
def test_a_scraped_page_comes_down_to_its_first_copy(year: str) -> None:
    """The page's own body is the measure: five of the six clean texts there are abridged."""
    (source,) = folder.read(SHARED / "dirty-clean-pairs" / f"{year}.dirty.txt")
    start = source.text.index("各位代表")
    end = re.compile("省各设区市|来源：河北新闻网").search(source.text, start)
    body = source.text[start : end.start() if end else None]
    assert "".join("".join(texts(source.text)).split()) == "".join(body.split())


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not at hand")
def test_clean_reports_keep_their_characters() -> None:
    kept = whole = 0
    for path in places.find(SHARED / "work-reports-provincial")[::40]:
        (source,) = folder.read(path)
        kept += len("".join(cleaning.clean(source).text.split()))
        whole += len("".join(source.text.replace("\ufeff", "").split()))
    assert kept >= 0.999 * whole


def test_a_mirror_beyond_doubt_glosses_what_it_shows_once() -> None:
    page = (
        "鎮(zhèn)江產(chǎn)業(yè)發(fā)展(zhǎn)，開(kāi)創(chuàng)新局，經(jīng)濟(jì)運(yùn)行，"
        "實(shí)現(xiàn)轉(zhuǎn)型，強(qiáng)村，農(nóng)民。"
    )
    assert "(zhǎn)" in [edit.raw for edit in notes.removals(page)]
    assert "(zhǎn)" not in [edit.raw for edit in notes.removals(page[: page.index("，")])]


def test_the_rule_of_a_table_is_taken_out_and_its_rows_stay() -> None:
    table = "| 指标 | 目标 |\n|---|:---:|\n| 生产总值 | 增长6% |\n"
    assert ledger.apply(table, markup.marks(table)) == table.replace("|---|:---:|", "")


def test_a_full_line_goes_on_though_a_sentence_ends_with_it() -> None:
    line = "统筹推进改革发展稳定各项工作，经济运行总体平稳，人民生活持续改善"
    lines = [f"　　{line[2:]}", line, f"{line[:-1]}。", line, line, "群众更加满意。"]
    told = [[one.replace("各项", f"{n}项") for one in lines] for n in "一二三四五"]
    page = "\n".join(["某市政府工作报告", *("\n".join(one) for one in told)])
    assert texts(page)[-5:] == ["".join(one).strip() for one in told]
