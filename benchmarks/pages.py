"""All four reports: one process of ours against papermill and nbconvert one after the other."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from helpers.places import RAW
from helpers.plan import NOTEBOOKS

ROUNDS = 3
LIMIT = 0.35


def main() -> int:
    """Print a table; return 1 when the limit is passed."""
    ours, plain = [], []
    for _ in range(ROUNDS):
        ours.append(seconds(run_ours))
        plain.append(seconds(run_plain))
    ratio = median(a / b for a, b in zip(ours, plain, strict=True))
    print("| four reports | median seconds | ratio, pair by pair | limit |")
    print("|---|---|---|---|")
    print(f"| make reports, document pages too | {median(ours):.1f} | {ratio:.2f} | {LIMIT} |")
    print(f"| papermill and nbconvert in a row | {median(plain):.1f} | 1 | |")
    return int(ratio > LIMIT)


def run_ours(folder: Path) -> None:
    """Make everything, document pages and front page too, in an empty folder."""
    command([sys.executable, "-m", "helpers", "run", "--out", str(folder)])


def run_plain(folder: Path) -> None:
    """Run the notebooks one after the other with the two command-line tools."""
    for notebook in NOTEBOOKS:
        executed = folder / f"{notebook.name}.ipynb"
        given = ["-p", "processed_dir", str(folder)]
        given += ["-p", "raw_dir", str(RAW)] if not notebook.reads else []
        command([tool("papermill"), str(notebook.source), str(executed), *given])
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


if __name__ == "__main__":
    sys.exit(main())
