"""A corpus that tries to run scripts on the pages and to write outside the folder of results."""

import csv
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from helpers.pages.assets import inline_scripts
from helpers.show.addresses import page_name

MARKUP = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script></script>'
"""Runs wherever it is written unescaped: in text, in an attribute, in a script."""

TEXT = f"""2021年政府工作报告{MARKUP}
一、二〇二一年工作
实施“三高一争{MARKUP}”行动，深化“三高一争{MARKUP}”。市科技局{MARKUP}：力争年内新增高新技术企业20家{MARKUP}以上。
确保地区生产总值增长6%以上，$\\frac{{1}}$ 全市完成投资550亿元。
我市确保全年新增就业5万人{MARKUP}，推进“产业强市”战略，产业产业产业投资增长10%。
"""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
FILES = ["a#b?c%25.txt", "b<b>'&amp;.txt", f"{'三' * 70}.txt", 'c" onload="window.ran=1.txt']
DOC_IDS = [
    "../../escaped",
    "/tmp/absolute",
    "../index",
    "a#b?c%",
    "..",
    MARKUP,
    "长" * 300,
    "$\\x$",
]
GOOD = ["one", "two", "三"]


@pytest.fixture(scope="module")
def hostile(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which results of the corpus lie three folders deep."""
    folder = tmp_path_factory.mktemp("hostile")
    raw = folder / "raw"
    raw.mkdir()
    for name in FILES:
        (raw / name).write_text(TEXT, encoding="utf-8")
    for name, doc_ids in (("bad", DOC_IDS), ("good", GOOD)):
        with (raw / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["doc_id", "title", "place", "date", "text"])
            for number, doc_id in enumerate(doc_ids):
                table.writerow([doc_id, MARKUP, f"镇江{MARKUP}", f"202{number}", TEXT])
    parameter = f"02.term={MARKUP.replace(' ', '')}"
    result = run("--raw", raw, "--out", folder / "a" / "b" / "out", "--set", parameter)
    # Names that are none are left out and named; the other documents go on.
    assert result.returncode == 1 and result.stderr.count("is no plain name") > 3, result.stderr
    assert "failed" not in result.stderr, result.stderr
    return folder


class Elements(HTMLParser):
    """Collects what could run: event handlers, scripts, addresses with a scheme."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.handlers: list[str] = []
        self.schemes: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element brings."""
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append(dict(attrs).get("src") or "")
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        addresses = [value or "" for name, value in attrs if name in ("href", "src")]
        self.schemes |= {scheme[0] for a in addresses if (scheme := SCHEME.match(a))}

    def handle_data(self, data: str) -> None:
        """Keep what a script says."""
        if self.inside:
            self.scripts[-1] += data if data.strip() else ""
            self.inside = False


def test_no_markup_of_a_corpus_is_markup_on_a_page(hostile: Path) -> None:
    ours = {*inline_scripts().values(), "tables.js", "../tables.js", "evidence.js", "explore.js"}
    ours.add("explore.data.js")
    pages = list((hostile / "a" / "b" / "out" / "reports").rglob("*.html"))
    assert len(pages) == 6 + len(FILES) + len(GOOD)
    for page in pages:
        elements = Elements()
        elements.feed(page.read_text("utf-8"))
        assert set(elements.scripts) <= ours, page.name
        assert elements.handlers == [], page.name
        assert elements.schemes <= {"data"}, page.name


def test_nothing_is_written_outside_the_folder_of_results(hostile: Path) -> None:
    assert {path.name for path in hostile.iterdir()} == {"raw", "a"}
    assert [path.name for path in (hostile / "a" / "b").iterdir()] == ["out"]
    reports = {p.name for p in (hostile / "a" / "b" / "out" / "reports").iterdir()}
    assert {name for name in reports if "escaped" in name or name.count("index") > 1} == set()


@pytest.mark.parametrize("doc_id", [*DOC_IDS, "CON/..", "a\0b", "\ud800", "", " ", ".hidden"])
def test_a_page_name_is_one_a_file_can_have_and_stays_apart(doc_id: str, tmp_path: Path) -> None:
    name = page_name(doc_id)
    (tmp_path / f".{name}.html").write_text("", encoding="utf-8")
    assert [path.parent for path in tmp_path.rglob("*")] == [tmp_path]
    assert page_name(f"{doc_id}/") != name and os.sep not in name and name[0] != "."


def test_no_script_of_a_corpus_runs_even_without_the_policy(browser: Any, hostile: Path) -> None:
    reports = hostile / "a" / "b" / "out" / "reports"
    context = browser.new_context(bypass_csp=True, offline=True)
    page = context.new_page()
    for path in sorted(reports.rglob("*.html")):
        page.goto(path.as_uri())
        page.mouse.move(5, 5)
        page.mouse.move(9, 9)
        page.wait_for_timeout(150)
        assert page.evaluate("window.ran") is None, path.name
    context.close()


def test_every_evidence_link_of_a_strange_name_arrives(browser: Any, hostile: Path) -> None:
    reports = hostile / "a" / "b" / "out" / "reports"
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((reports / "index.html").as_uri())
    links = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == len(FILES) + len(GOOD)
    for link in links:
        page.goto(link)
        assert page.locator("ol.paragraphs li").count() > 1, link
    context.close()
