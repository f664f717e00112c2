"""The pages in a real browser: offline, accessible, no sideways scroll, on screen and phone."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "index.html",
    "01_cleaning.html",
    "02_term_frequency.html",
    "03_slogan_evolution.html",
    "04_department_commitments.html",
    "documents/zhenjiang-2022-work-report.html",
    "documents/zhenjiang-2020-departments.html",
]
WIDTHS = [1280, 390]


def opened(browser: Any, path: Path, width: int, theme: str = "light") -> tuple[Any, list[str]]:
    """Return the page and what the browser complained of."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, offline=True
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    return page, complaints


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_accessible_and_fits(
    browser: Any, built: Path, name: str, width: int
) -> None:
    page, complaints = opened(browser, built / "reports" / name, width)
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_contrast_holds_in_the_dark(browser: Any, built: Path, name: str) -> None:
    page, _ = opened(browser, built / "reports" / name, 1280, "dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert found == []
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_chinese_font_comes_with_the_page(browser: Any, built: Path, name: str) -> None:
    page, _ = opened(browser, built / "reports" / name, 1280)
    faces = page.evaluate("[...document.fonts].map(face => [face.family, face.status])")
    assert ["Tifa Sans SC", "loaded"] in [[family.strip('"'), status] for family, status in faces]
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
    row = page.locator("tr", has_text="300家以上").first
    row.locator("a").click()
    paragraph = page.locator("li:target")
    assert "高新技术企业300家以上" in paragraph.inner_text()
    paragraph.locator("a").click()
    assert "#r" in page.url
    page.context.close()
