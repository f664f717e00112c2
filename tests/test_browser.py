"""The pages in a real browser: offline, accessible, no sideways scroll, on screen and phone."""

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import tables

PAGES = [
    "index.html",
    "01_cleaning.html",
    "02_term_frequency.html",
    "03_slogan_evolution.html",
    "04_department_commitments.html",
    "explore.html",
    "documents/zhenjiang-2022-work-report.html",
    "documents/zhenjiang-2020-departments.html",
]
SAME = {"CSV", "DP", "LRC", "logDice", "NPMI", "sha256"}
UNTRANSLATED = """() => {
    const texts = "td, pre, code, del, .record, .paragraphs p, .brand, .languages, option";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest(`.zh, script, style, svg, ${texts}`)) continue;
        if (!parent.checkVisibility()) continue;
        if (/[a-z]{3}/i.test(walker.currentNode.data)) found.push(walker.currentNode.data);
    }
    return found;
}"""
"""Words in Latin letters that a reader of Chinese sees, texts and data left out."""


def until(page: Any, question: str, seconds: int = 10) -> bool:
    """Ask the page until it says yes; the policy of our pages forbids Playwright's own waiting."""
    for _ in range(20 * seconds):
        if page.evaluate(question):
            return True
        page.wait_for_timeout(50)
    return False


def opened(
    browser: Any, path: Path, width: int, theme: str = "light", language: str = "en-US"
) -> tuple[Any, list[str]]:
    """Return the page, its tables alive, and what the browser complained of."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,
        locale=language,
        offline=True,
        reduced_motion="reduce",
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    if page.locator("table.sortable tbody tr:nth-child(4)").count():
        page.mouse.move(5, 5)
        page.mouse.move(9, 9)
        assert until(page, "Boolean(window.jQuery)")
        page.evaluate(
            """async () => { for (let y = 0; y < document.body.scrollHeight; y += 500) {
            scrollTo(0, y); await new Promise((done) => requestAnimationFrame(done)); }
            scrollTo(0, 0); }"""
        )
    return page, complaints


FRESH = 4
"""Links of each page that are followed from a page just opened."""

ON_SCREEN = """() => {
    const target = document.querySelector(":target");
    const box = target?.getBoundingClientRect();
    return Boolean(box && target.checkVisibility() && box.top > -1 && box.top < innerHeight - 8);
}"""


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
@pytest.mark.parametrize("width", [1280, 390])
def test_links_land_on_screen_with_the_motion_that_browsers_have(
    browser: Any, built: Path, width: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
    page, lost = context.new_page(), []
    for path in sorted((built / "reports").glob("*.html")):
        html = path.read_text("utf-8")
        within = sorted(set(re.findall(r'<a [^>]*?href="(#[^"]+)"', html)) - {"#main"})
        away = sorted(set(re.findall(r'<a [^>]*?href="(documents/[^"]+#[^"]+)"', html)))
        away = away[:: max(1, len(away) // 6)]
        # A page that was read down is laid out; the first links meet one that is not.
        for number, address in enumerate([*within, *away]):
            if number < FRESH or address in away:
                page.goto(path.as_uri())
            with page.expect_navigation():
                page.evaluate("at => document.querySelector(`[href='${at}']`).click()", address)
            if not until(page, ON_SCREEN, 2):
                lost.append((path.name, address))
    assert lost == []
    context.close()


VIEWS = [
    (language, width, theme)
    for language in ("en", "zh")
    for width in (1280, 390)
    for theme in ("light", "dark")
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_accessible_and_fits_in_all_eight_views(
    browser: Any, built: Path, name: str
) -> None:
    """Each page is opened once and then turned: what is wrong is told with its view."""
    page, complaints = opened(browser, built / "reports" / name, 1280)
    assert until(page, "[...document.fonts].some(face => face.status === 'loaded')")
    faces = page.evaluate("[...document.fonts].map(face => [face.family, face.status])")
    assert ["Tifa Sans SC", "loaded"] in [[family.strip('"'), status] for family, status in faces]
    # What is out of sight counts as well: it is laid out as if a reader had come to it.
    page.add_style_tag(content="* { content-visibility: visible !important; contain: none; }")
    wrong = []
    for language, width, theme in VIEWS:
        page.evaluate(f"document.getElementById('in-{language}').click()")
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert page.evaluate("document.documentElement.lang") == language
        view = (language, width, theme)
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append((view, "sideways", ""))
        found = Axe().run(page).response["violations"]
        wrong += [(view, rule["id"], rule["nodes"][0]["html"]) for rule in found]
    assert wrong == [] == complaints
    page.set_viewport_size({"width": 1280, "height": 900})
    assert [text for text in page.evaluate(UNTRANSLATED) if text.strip() not in SAME] == []
    alts = page.locator(":is(img, svg[role=img]):visible").evaluate_all(
        "parts => parts.map((part) => part.alt || part.getAttribute('aria-label'))"
    )
    assert all(re.search("[\u4e00-\u9fff]", alt) for alt in alts)
    page.context.close()


def test_a_reader_of_chinese_gets_chinese_pages(browser: Any, built: Path) -> None:
    for name in PAGES:
        context = browser.new_context(locale="zh-CN", offline=True)
        page = context.new_page()
        page.goto((built / "reports" / name).as_uri())
        assert page.evaluate("document.documentElement.lang") == "zh", name
        context.close()


def test_the_language_is_switched_and_remembered(browser: Any, built: Path) -> None:
    page, _ = opened(browser, built / "reports" / "04_department_commitments.html", 1280)
    assert "Commitments" in page.title() and page.locator("h1:visible").inner_text()[0] == "C"
    page.get_by_label("中文").check(force=True)
    assert "承诺" in page.title() and page.locator("h1:visible").inner_text().startswith("承诺")
    page.goto((built / "reports" / "index.html").as_uri())
    assert page.locator("h1:visible").inner_text() == "这些文本说了什么、承诺了什么"
    page.get_by_label("English").focus()
    page.keyboard.press("ArrowLeft")
    page.context.close()


def test_a_table_sorts_filters_and_searches(browser: Any, built: Path) -> None:
    page, _ = opened(browser, built / "reports" / "04_department_commitments.html", 1280)
    table = page.locator(".live", has_text="Targets, as written and as read").first
    first = table.locator("tbody tr").first
    before = first.text_content()
    table.locator("th", has_text="read as").locator("[role=button]").click()
    expect(first).not_to_have_text(before)
    table.locator("thead select").first.select_option("市科技局")
    assert set(table.locator("tbody tr td:nth-child(2)").all_inner_texts()) == {"市科技局"}
    table.locator("input[type=search]").fill("高新技术企业")
    assert "300家以上" in table.locator("tbody").inner_text()
    with page.expect_download() as download:
        table.get_by_role("button", name="these rows as CSV").click()
    written = Path(download.value.path()).read_text("utf-8-sig")
    assert "300家以上" in written and written.count("\n") < 10
    page.context.close()


def test_a_saved_table_is_in_the_language_of_the_page(browser: Any, built: Path) -> None:
    path = built / "reports" / "04_department_commitments.html"
    page, _ = opened(browser, path, 1280, language="zh-CN")
    table = page.locator(".live", has_text="目标：原文与读法").first
    lists = table.locator("thead select")
    named = lists.evaluate_all("lists => lists.map(list => list.getAttribute('aria-label'))")
    assert "筛选: 责任方" in named and "target" not in "".join(lists.all_inner_texts())
    with page.expect_download() as download:
        table.get_by_role("button", name="下载所列行 CSV").click()
    written = Path(download.value.path()).read_text("utf-8-sig")
    assert written.startswith('"依据","责任方","指标"') and not re.search("plain|firm|who", written)
    page.get_by_label("English").check(force=True)
    expect(lists.first).to_have_attribute("aria-label", "filter: who")
    page.context.close()


def test_blanks_stand_last_whichever_way_a_table_is_sorted(browser: Any, built: Path) -> None:
    page, _ = opened(browser, built / "reports" / "04_department_commitments.html", 1280)
    table = page.locator(".live", has_text="Targets, as written and as read").first
    number = table.locator("thead th").evaluate_all(
        "heads => heads.findIndex(head => head.textContent.startsWith('read as')) + 1"
    )
    cells = table.locator(f"tbody td:nth-child({number})")
    for _ in range(2):
        table.locator("th", has_text="read as").locator("[role=button]").click()
        expect(cells.first).not_to_be_empty()
    assert cells.first.locator("data").count() == 1
    page.context.close()


def test_all_rows_of_a_table_can_be_paged_and_searched(browser: Any, built: Path) -> None:
    page, complaints = opened(browser, built / "reports" / "03_slogan_evolution.html", 1280)
    longer = page.locator(".live:has(table[data-number])").first
    expect(longer.locator("caption .first")).to_have_count(0)
    inside = longer.locator("table").evaluate(
        "table => window.jQuery(table).DataTable().data().length"
    )
    written = (built / "reports" / "03_slogan_evolution.rows.js").read_text("utf-8")
    packed = json.loads(written.removeprefix("window.tifaRows = ").rstrip(";\n"))
    rows = packed[longer.locator("table").get_attribute("data-number")]
    beside = len(json.loads(gzip.decompress(base64.b64decode(rows))))
    assert inside > beside > 0 and complaints == []
    page.context.close()


def test_the_sentence_stands_beside_its_link_for_pointer_and_keyboard(
    browser: Any, built: Path
) -> None:
    path = built / "reports" / "04_department_commitments.html"
    page, complaints = opened(browser, path, 1280)
    link = page.locator("a.evidence:visible", has_text="¶").first
    link.scroll_into_view_if_needed()
    link.hover()
    card = page.locator(".evidence-card")
    expect(card.locator(".quote")).to_contain_text(re.compile("[\u4e00-\u9fff]{8}"))
    assert re.search(r"20\d\d.*¶ \d+", card.locator(".source").inner_text())
    page.mouse.move(1, 1)
    expect(card).to_have_count(0)
    page.keyboard.press("Tab")
    link.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card.get_by_role("button", name="copy citation")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert complaints == []
    page.context.close()


def test_every_sentence_with_a_word_is_found_linked_and_kept_in_the_address(
    browser: Any, built: Path
) -> None:
    page, complaints = opened(browser, built / "reports" / "explore.html", 1280)
    page.locator("#q").fill("产业强市")
    page.locator("select[name=from]").select_option("2022")
    texts = tables.read(built / "processed", "paragraphs")
    dates = tables.read(built / "processed", "documents").set_index("doc_id")["date"]
    since = texts[texts["doc_id"].map(dates).str[:4].ge("2022")]
    times = since["text"].str.count("产业强市").sum()
    expect(page.locator("#answer")).to_contain_text(f"Found: {times}.")
    rows = page.locator("#found tbody tr")
    assert rows.count() == times and "产业强市" in rows.first.inner_text()
    address = page.url
    assert complaints == []
    rows.first.locator("a.evidence").click()
    assert page.locator("li:target").inner_text().count("产业强市")
    page.goto(address)
    expect(page.locator("#answer")).to_contain_text(f"Found: {times}.")
    page.context.close()


def test_targets_of_an_indicator_are_found_by_year_and_saved(browser: Any, built: Path) -> None:
    page, complaints = opened(browser, built / "reports" / "explore.html", 1280, language="zh-CN")
    page.get_by_label("数量与承诺").check()
    page.locator("#q").fill("地区生产总值")
    page.locator("select[name=status]").select_option("target")
    expect(page).to_have_url(re.compile("status=target"))
    expect(page.locator("#found")).to_contain_text("≥ 5.5%")
    with page.expect_download() as download:
        page.locator("#save").click()
    written = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert written[0].startswith('"标题","地方","日期","依据","责任方"')
    assert len(written) == 1 + page.locator("#found tbody tr").count() and complaints == []
    page.context.close()


def test_spam_is_shown_only_to_those_who_ask(browser: Any, built: Path) -> None:
    page, _ = opened(browser, built / "reports/documents/zhenjiang-2022-work-report.html", 1280)
    ledger = page.locator("pre.ledger")
    assert not ledger.is_visible()
    page.locator("details:has(pre.ledger) > summary").click()
    assert ledger.is_visible()
    page.context.close()


def test_from_the_front_page_to_the_raw_line_in_three_clicks(browser: Any, built: Path) -> None:
    page, _ = opened(browser, built / "reports" / "index.html", 1280)
    page.locator("nav >> text=Commitments").click()
    row = page.locator("tr:has(a[href*='#q'])", has_text="60家以上").first
    row.locator("a").first.click()
    assert page.locator("span:target").inner_text() == "60家以上"
    paragraph = page.locator("li:has(:target)")
    assert "高新技术企业60家以上" in paragraph.inner_text()
    paragraph.locator(".number a").click()
    assert "#r" in page.url and page.locator("pre.ledger").is_visible()
    page.go_back()
    assert page.locator("span:target").inner_text() == "60家以上"
    page.context.close()


def test_two_documents_stand_side_by_side_in_three_actions(browser: Any, built: Path) -> None:
    page, complaints = opened(browser, built / "reports" / "explore.html", 1280)
    page.get_by_label("two documents side by side").check()
    a, b = "zhenjiang-2020-plenum-report", "zhenjiang-2022-work-report"
    page.locator("#a").select_option(a)
    page.locator("#b").select_option(b)
    expect(page).to_have_url(re.compile(f"look=compare.*a={a}&b={b}"))
    slogans = tables.read(built / "processed", "slogans").query("`class` == 'formulation'")
    mentions = tables.read(built / "processed", "slogan_mentions").merge(slogans[["slogan"]])
    old, new = (set(mentions.query("doc_id == @one")["slogan"]) for one in (a, b))
    for shown, only in zip(
        page.locator(".pair section").all(), (old - new, new - old), strict=True
    ):
        assert set(shown.locator("li a").all_inner_texts()) == only != set()
    targets = tables.read(built / "processed", "commitments")
    targets = targets.query("doc_id in [@a, @b] and status == 'target' and kind != 'action'")
    fates = page.locator("#compared table").first.locator("tbody td:last-child").all_inner_texts()
    assert len(fates) == len(targets[targets["key"] != ""]) and set(fates) == {"new"}
    address = page.url
    assert complaints == []
    page.locator(".pair section").last.locator("a").first.click()
    expect(page.locator("span:target")).to_have_count(1)
    page.goto(address)
    expect(page.locator(".pair section")).to_have_count(2)
    page.context.close()
