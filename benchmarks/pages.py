"""All four reports: one process of ours against papermill and nbconvert one after the other."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from helpers.pages.pipeline import STORIES
from helpers.places import RAW

ROUNDS = 3


def main() -> list[tuple[str, str, str]]:
    """Return rows of the bench table: what, figure, wanted."""
    ours, plain = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(run_ours))
        plain.append(seconds(run_plain))
    ratios = [a / b for a, b in zip(ours, plain, strict=True)]
    return [
        ("four reports, make reports", f"{median(ours):.1f} s", ""),
        ("four reports, papermill and nbconvert in a row", f"{median(plain):.1f} s", ""),
        ("ratio, pair by pair", f"{median(ratios):.2f}", "at most 0.35"),
    ]


def run_ours(folder: Path) -> None:
    """Make everything, document pages and front page too, in an empty folder."""
    command([sys.executable, "-m", "helpers", "run", "--out", str(folder)])


def run_plain(folder: Path) -> None:
    """Run the notebooks one after the other with the two command-line tools."""
    for story in STORIES:
        executed = folder / f"{story.name}.ipynb"
        given = ["-p", "processed_dir", str(folder)]
        given += ["-p", "raw_dir", str(RAW)] if not story.reads else []
        command([tool("papermill"), str(story.source), str(executed), *given])
        command([tool("jupyter"), "nbconvert", "--to", "html", str(executed)])


def tool(name: str) -> str:
    """Return a command of this environment."""
    return str(Path(sys.executable).with_name(name))


def command(words: list[str]) -> None:
    """Run a command, quietly, and stop the benchmark when it fails."""
    subprocess.run(words, check=True, capture_output=True)


def seconds(run: Callable[[Path], None]) -> float:
    """Return how long the run takes in a new empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run(Path(folder))
        return time.perf_counter() - start
