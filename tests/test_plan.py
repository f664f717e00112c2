"""The plan of notebooks: what each hangs on, and how far away a fifth one is."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from helpers import plan, tables
from helpers.pages.execution import notebook_parameters
from helpers.show.words import text

CELLS = {
    "title": "# Openings 开篇",
    "parameters": 'processed_dir = ""  # folder of the tables; empty: data/processed',
    "load": """\
from helpers import places, tables
from helpers.openings import story

paragraphs = tables.read(processed_dir or places.PROCESSED, "paragraphs")
story.openings(paragraphs)""",
}
STORY = '''\
"""What the notebook on openings says."""

from typing import TYPE_CHECKING

from helpers.show import evidence
from helpers.show.words import text

if TYPE_CHECKING:
    import pandas as pd


def openings(paragraphs: "pd.DataFrame") -> None:
    """Show the first paragraph of each document."""
    first = paragraphs.groupby("doc_id").head(1)
    evidence.findings(text("openings.number", documents=len(first)))
'''
MESSAGES = """
[openings]
title = { en = "Openings", zh = "开篇" }
number = { en = "{documents:document opens|documents open}.", zh = "{documents}篇文献有开篇。" }
"""
ROW = """    Notebook("05_openings", "openings", "openings.title", TEXTS, ()),
)
BY_NAME"""


def notebook(cells: dict[str, str]) -> str:
    """Return a notebook of one Markdown cell and code cells, as a file's text."""
    made = [{"cell_type": "markdown", "metadata": {}, "source": cells["title"]}]
    for name in ("parameters", "load"):
        tags = {"tags": ["parameters"]} if name == "parameters" else {}
        code = {"cell_type": "code", "metadata": tags, "source": cells[name]}
        made.append(code | {"outputs": [], "execution_count": None})
    language = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    return json.dumps({"cells": made, "metadata": language, "nbformat": 4, "nbformat_minor": 4})


def changed(path: Path, *, old: str = "", new: str) -> Path:
    """Replace a piece of a file's text once, or append to it."""
    told = path.read_text("utf-8") if path.exists() else ""
    assert not old or told.count(old) == 1
    path.parent.mkdir(exist_ok=True)
    path.write_text(told.replace(old, new) if old else told + new, "utf-8")
    return path


def test_a_fifth_notebook_is_four_files_away(tmp_path: Path) -> None:
    house = tmp_path / "house"
    for folder in ("src", "notebooks"):
        shutil.copytree(ROOT / folder, house / folder)
    for name in ("requirements.txt", "CITATION.cff"):
        shutil.copy(ROOT / name, house)
    (house / "data" / "raw").mkdir(parents=True)
    raw = house / "data" / "raw" / "扬州市2021年政府工作报告.txt"
    raw.write_text("2021年扬州市政府工作报告\n\n今年全市新增就业5万人以上。\n", "utf-8")
    helpers = house / "src" / "helpers"
    touched = [
        changed(house / "notebooks" / "05_openings.ipynb", new=notebook(CELLS)),
        changed(helpers / "openings" / "story.py", new=STORY),
        changed(helpers / "plan.py", old=")\nBY_NAME", new=ROW),
        changed(helpers / "lexicons" / "messages.toml", new=MESSAGES),
    ]
    result = subprocess.run(
        [sys.executable, "-m", "helpers", "run"],
        capture_output=True,
        text=True,
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src")},
    )
    assert result.returncode == 0, result.stderr
    page = (house / "reports" / "05_openings.html").read_text("utf-8")
    assert "1 document opens." in page
    assert "1 document opens." in (house / "reports" / "index.html").read_text("utf-8")
    assert 'href="05_openings.html"' in (house / "reports" / "01_cleaning.html").read_text("utf-8")
    assert len(touched) <= 7


def test_every_table_is_written_by_one_notebook_and_read_after_it() -> None:
    written = [name for notebook in plan.NOTEBOOKS for name in notebook.writes]
    assert sorted(written) == sorted(tables.TABLES)
    for each in plan.NOTEBOOKS:
        everything = dict.fromkeys(each.chosen, True)
        assert set(each.inputs(everything)) <= set(written) - set(each.writes)


@pytest.mark.parametrize("each", plan.NOTEBOOKS, ids=lambda notebook: notebook.name)
def test_what_the_plan_says_of_a_notebook_is_true(each: plan.Notebook) -> None:
    parameters = notebook_parameters(each.source)
    assert {*each.chosen, *each.files} <= set(parameters)
    named = {
        name for name in parameters if name.endswith(("_file", "_dir")) or name == "dictionary"
    }
    assert set(each.files) == named - {"raw_dir", "processed_dir"}
    source = each.source.read_text("utf-8")
    read = {name for name in tables.TABLES if f'read(processed_dir, \\"{name}\\")' in source}
    assert read <= {*each.reads, *each.writes}
    assert text(each.title).en


def test_a_file_of_a_parameter_counts_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / "targets.jsonl").write_text("{}", "utf-8")
    slogans = plan.BY_NAME["03_slogan_evolution"]
    assert slogans.named_files({"gold_dir": tmp_path}) == [tmp_path / "targets.jsonl"]
    assert slogans.named_files({"gold_dir": ""})[0].is_relative_to(ROOT / "data" / "gold")
    assert slogans.named_files({"gold_dir": tmp_path / "nowhere"}) == []
