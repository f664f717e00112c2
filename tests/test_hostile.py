"""A corpus that tries to run scripts on the pages and to write outside the folder of results."""

import csv
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import strangers
from conftest import Run
from helpers import plan, tables
from helpers.pages.assets import inline_scripts
from helpers.show.addresses import page_name
from helpers.tables import TABLES
from helpers.text import signs

MARKUP = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script></script>'
"""Runs wherever it is written unescaped: in text, in an attribute, in a script."""

TEXT = f"""2021年政府工作报告{MARKUP}
一、二〇二一年工作
实施“三高一争{MARKUP}”行动，深化“三高一争{MARKUP}”。市科技局{MARKUP}：力争年内新增高新技术企业20家{MARKUP}以上。
确保地区生产总值增长6%以上，$\\frac{{1}}$ 全市完成投资550亿元。
我市确保全年新增就业5万人{MARKUP}，推进“产业强市”战略，产业产业产业投资增长10%。
"""

TRIES = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = 1";
  document.head.append(script);
  document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="window.ran=1">');
  document.body.insertAdjacentHTML("beforeend", '<iframe srcdoc="<script>parent.ran=1</script>">');
  document.body.insertAdjacentHTML("beforeend", '<img src="https://127.0.0.1:9/a">');
  fetch("https://127.0.0.1:9/b").catch(() => 0);
}"""
"""What a script would do that somehow came in."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
FILES = ["a#b?c%25.txt", "b<b>'&amp;.txt", f"{'三' * 70}.txt", 'c" onload="window.ran=1.txt']
FILES += ["{{7*7}}{%raw%}.txt", "CON.txt", "😀\u2028.txt", "%2e%2e%2fetc.txt", "<!--.txt"]
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
STRANGE = [
    "controls.txt",
    "formula.txt",
    "formula.csv",
    "surrogates.pdf",
    "utf32-le.txt",
    "radicals.txt",
    "unseen.txt",
    "control.docx",
    "deep.docx",
]
BRIEF = "工作简报.txt".encode("gbk")
"""A name as an old archive unpacks it."""


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
    strangers.laid(raw, STRANGE)
    (raw / os.fsdecode(BRIEF)).write_text(strangers.GOOD, "utf-8")
    (raw / "\x1b[2J\u202e.txt").write_text(TEXT, "utf-8")
    parameter = f"02.pick={MARKUP.replace(' ', '')}"
    result = run("--raw", raw, "--out", folder / "a" / "b" / "out", "--set", parameter)
    # Names that are none are left out and named; the other documents go on.
    assert result.returncode == 1 and result.stderr.count("is no plain name") > 3, result.stderr
    assert "failed" not in result.stderr, result.stderr
    assert "deep.docx was left out: no readable .docx" in result.stderr
    assert not signs.STEERING.search(result.stderr + result.stdout)
    return folder


def documents_of(folder: Path) -> list[str]:
    """Return the doc_ids of the results."""
    return list(tables.read(folder / "a" / "b" / "out" / "processed", "documents")["doc_id"])


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
    pages = list((hostile / "a" / "b" / "out" / "reports").rglob("*.html"))
    assert len(pages) == len(plan.PAGES) + len(documents_of(hostile))
    assert len(documents_of(hostile)) == len(FILES) + len(GOOD) + len(STRANGE) - 1 + 2
    for page in pages:
        elements = Elements()
        elements.feed(page.read_text("utf-8"))
        assert set(elements.scripts) <= ours, page.name
        assert elements.handlers == [], page.name
        assert elements.schemes <= {"data"}, page.name


def test_what_steers_a_screen_is_written_out_on_pages(hostile: Path) -> None:
    reports = hostile / "a" / "b" / "out" / "reports"
    for page in reports.rglob("*.html"):
        assert not signs.STEERING.search(page.read_text("utf-8")), page.name
    assert "\\x1b[31m" in (reports / "documents" / "controls.html").read_text("utf-8")
    assert "工作简报" in documents_of(hostile)


def test_no_cell_of_a_table_is_a_formula_and_each_is_read_as_it_was(hostile: Path) -> None:
    processed = hostile / "a" / "b" / "out" / "processed"
    met = 0
    for name, schema in TABLES.items():
        texts = [column for column, kind in tables.columns(schema).items() if kind is str]
        with (processed / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column in texts:
                    assert not re.match(r"[=@\t\r＝＠].|[+\-＋－][A-Za-z(=@]", row[column], re.S)
                    met += row[column].startswith("'")
    assert met
    own = tables.read(processed, "paragraphs")["text"]
    assert own.str.startswith("=1+1").any()
    plain = pd.read_csv(processed / "paragraphs.csv", encoding="utf-8-sig", keep_default_na=False)
    mended = plain["text"].map(tables.unguarded)
    assert list(mended) == list(own)


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_of_such_a_corpus_are_accessible(browser: Any, hostile: Path, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    reports = hostile / "a" / "b" / "out" / "reports"
    kinds = [*sorted(reports.glob("*.html")), *sorted(reports.glob("documents/*.html"))[::3]]
    context = browser.new_context(locale=language, bypass_csp=True, offline=True)
    page, wrong, asked = context.new_page(), [], set()
    page.on("request", lambda request: asked.add(request.url.partition(":")[0]))
    for path in kinds:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.lang") == language
        wrong += [
            (path.name, rule["id"], rule["nodes"][0]["html"][:200])
            for rule in Axe().run(page).response["violations"]
        ]
        assert page.evaluate("window.ran") is None, path.name
    assert len(kinds) > 9 and wrong == [] and asked <= {"file", "data", "blob"}
    context.close()


def test_the_policy_lets_nothing_run_or_leave(browser: Any, hostile: Path) -> None:
    reports = hostile / "a" / "b" / "out" / "reports"
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("response", lambda answer: asked.append(answer.url))
    page.on("requestfailed", lambda request: failed.append(f"{request.url} {request.failure}"))
    for path in sorted(reports.rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate(TRIES)
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    outside = [told for told in failed if told.startswith("http")]
    assert outside and all("csp" in told.lower() for told in outside)
    context.close()


def test_every_evidence_link_of_a_strange_name_arrives(browser: Any, hostile: Path) -> None:
    reports = hostile / "a" / "b" / "out" / "reports"
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((reports / "index.html").as_uri())
    links = page.locator("td a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) == len(documents_of(hostile))
    for link in links:
        page.goto(link)
        assert page.locator("ol.paragraphs").count() == 1, link
    context.close()
