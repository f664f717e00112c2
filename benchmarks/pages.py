"""All four reports of the five texts: ours, papermill and nbconvert in a row, the version before.

`BEFORE=commit` names the version that is measured beside this one, in turn, in a worktree of its
own. Processor seconds tell more than the clock's where others use the machine.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from helpers.places import RAW
from helpers.plan import NOTEBOOKS
from measuring import Measured, measured, tool

ROOT = Path(__file__).parents[1]
ROUNDS = int(os.environ.get("ROUNDS", "3"))
LIMIT = 0.30


def main() -> int:
    """Print a table; return 1 when the limit is passed."""
    before = os.environ.get("BEFORE", "")
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[Path], list[Measured]]] = {
            "make reports, document pages too": partial(run_ours, ROOT),
            "papermill and nbconvert in a row": run_plain,
        }
        if before:
            tree = Path(folder) / "before"
            git = ["git", "-C", str(ROOT), "worktree"]
            subprocess.run([*git, "add", "-q", "--detach", str(tree), before], check=True)
            ways[f"make reports of {before}"] = partial(run_ours, tree)
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ways}
        for number in range(ROUNDS):
            for name, run in ways.items():
                out = Path(folder) / f"{len(found[name])}-{list(ways).index(name)}-{number}"
                out.mkdir()
                found[name].append(summed(run(out)))
        if before:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    plain = found["papermill and nbconvert in a row"]
    print("| four reports of five texts, median | seconds | processor | MB | of the plain way |")
    print("|---|---|---|---|---|")
    ratios = {}
    for name, runs in found.items():
        seconds, processor, megabytes = (median(run[n] for run in runs) for n in range(3))
        ratios[name] = median(a[0] / b[0] for a, b in zip(runs, plain, strict=True))
        work = median(a[1] / b[1] for a, b in zip(runs, plain, strict=True))
        print(
            f"| {name} | {seconds:.1f} | {processor:.1f} | {megabytes:.0f} "
            f"| {ratios[name]:.2f} of the time, {work:.2f} of the work |"
        )
    return int(next(iter(ratios.values())) > LIMIT)


def summed(parts: list[Measured]) -> tuple[float, float, float]:
    """Return seconds, processor seconds and megabytes of commands one after the other."""
    return (
        sum(part.seconds for part in parts),
        sum(part.processor for part in parts),
        max(part.megabytes for part in parts),
    )


def run_ours(tree: Path, out: Path) -> list[Measured]:
    """Make everything, document pages and front page too, in an empty folder."""
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    words = [sys.executable, "-m", "helpers", "run", "--raw", str(RAW), "--out", str(out)]
    return [measured(words, env=environment, cwd=tree)]


def run_plain(out: Path) -> list[Measured]:
    """Run the notebooks one after the other with the two command-line tools."""
    taken = []
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for notebook in NOTEBOOKS:
        executed = out / f"{notebook.name}.ipynb"
        given = ["-p", "processed_dir", str(out)]
        given += ["-p", "raw_dir", str(RAW)] if not notebook.reads else []
        for words in (
            [tool("papermill"), str(notebook.source), str(executed), *given],
            [tool("jupyter"), "nbconvert", "--to", "html", str(executed)],
        ):
            taken.append(measured(words, env=environment))
    return taken


if __name__ == "__main__":
    sys.exit(main())
