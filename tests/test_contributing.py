"""The worked examples of CONTRIBUTING.md, applied to a copy of the helpers."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SECTIONS = re.split(r"(?m)^### ", GUIDE)[1:]
BLOCK = re.compile(
    r"^```\w+ (?P<path>\S+)(?: (?P<where>after|before|in) (?P<line>[^\n]+))?\n(?P<new>.*?)^```$",
    re.M | re.S,
)
THEN = re.compile(r"^then\n```python\n(?P<code>.*?)^```$", re.M | re.S)
EXAMPLES = [section for section in SECTIONS if THEN.search(section)]


def applied(told: str, block: re.Match[str]) -> str:
    """Return a file's text with a block of the guide in its place."""
    new, line = block["new"], block["line"]
    if not block["where"]:
        return f"{told}\n{new}"
    if block["where"] == "in":
        opening = re.compile(rf"^{line} = \[", re.M)
        assert len(opening.findall(told)) == 1
        return opening.sub(lambda found: f"{found[0]}{new.strip()}, ", told)
    lines = told.splitlines(keepends=True)
    here = [number for number, held in enumerate(lines) if held.startswith(line)]
    assert len(here) == 1, f"{block['path']} has {len(here)} lines that begin with {line!r}"
    at = here[0] + (block["where"] == "after")
    return "".join([*lines[:at], new, *lines[at:]])


@pytest.mark.parametrize("section", EXAMPLES, ids=lambda section: section.split("\n")[0])
def test_a_worked_example_works(section: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src")
    blocks = list(BLOCK.finditer(section))
    assert blocks
    for block in blocks:
        path = tmp_path / block["path"]
        told = path.read_text("utf-8") if path.exists() else ""
        path.write_text(applied(told, block), "utf-8")
    check = THEN.search(section)
    assert check
    result = subprocess.run(
        [sys.executable, "-c", check["code"]],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr


def test_there_is_an_example_for_what_people_add() -> None:
    titles = [section.split("\n")[0] for section in SECTIONS]
    assert titles == [
        "Add a unit",
        "Add an indicator",
        "Add a word to a lexicon",
        "Add a format",
        "Add a lexicon",
        "Add a notebook",
    ]
    named = re.findall(r"`((?:src|tests|docs|notebooks)/[\w/.]+)`", GUIDE)
    new = {"notebooks/05_openings.ipynb", "src/helpers/openings/story.py"}
    assert [name for name in named if name not in new and not (ROOT / name).exists()] == []
