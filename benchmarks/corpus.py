"""Whole runs on provincial reports, pages included: beside jieba alone, and as the corpus grows.

`SIZES=200,400,784` are the numbers of reports, drawn by the hash of their names, so that each holds
those before it; the work for what is added must not grow with what is there. On the largest one
more document comes in, and the run is made again. Memory is the peak of all processes together.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from measuring import Measured, measured
from steps import REPORTS, ROOT, ordered

SIZES = [int(size) for size in os.environ.get("SIZES", "200,400,784").split(",")]
LIMITS = {"jieba": 1.5, "megabytes": 1500, "growth": 0.15, "one": 0.2}


def main() -> int:
    """Print a table; return 1 when a limit is passed."""
    if not REPORTS.is_dir():
        print(f"skipped: {REPORTS} is missing")
        return 0
    print("| provincial reports | seconds | processor | a million more | of jieba | MB |")
    print("|---|---|---|---|---|---|")
    rates: list[float] = []  # processor seconds for a million characters more
    characters, work, passed = 0, 0.0, False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = ordered()
        for size in SIZES:
            for path in files[:size]:
                shutil.copyfile(path, _place(folder / "raw", path))
            text = "\n".join(path.read_text("utf-8", "replace") for path in files[:size])
            alone = _jieba(text)
            out = folder / f"out{size}"
            whole = _run(folder / "raw", out)
            rates.append((whole.processor - work) / (len(text) - characters) * 1e6)
            characters, work = len(text), whole.processor
            _tell(f"{size} reports", whole, rates[-1], alone)
            passed |= whole.megabytes > LIMITS["megabytes"]
        passed |= whole.processor > LIMITS["jieba"] * alone
        passed |= rates[-1] > (1 + LIMITS["growth"]) * rates[min(1, len(rates) - 1)]
        extra = next(iter([*files[size:], *_cities()]))
        shutil.copyfile(extra, _place(folder / "raw", extra))
        again = _run(folder / "raw", out)
        _tell("one more, what is known kept", again, 0, alone)
    share = again.processor / whole.processor
    print(f"\nOne more of {size} costs {share:.2f} of all.")
    return int(passed or share > LIMITS["one"])


def _place(raw: Path, path: Path) -> Path:
    place = raw / path.parent.name / path.name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _cities() -> list[Path]:
    return sorted((REPORTS.parent / "work-reports-city").glob("*.md"))


def _jieba(text: str) -> float:
    """Return the processor seconds that jieba takes to cut a text's lines, in this process."""
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("镇江")
    start = time.process_time()
    for line in filter(None, map(str.strip, text.splitlines())):
        jieba.lcut(line)
    return time.process_time() - start


def _run(raw: Path, out: Path) -> Measured:
    words = [sys.executable, "-m", "helpers", "run", "--raw", str(raw), "--out", str(out)]
    return measured(words, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=ROOT)


def _tell(what: str, took: Measured, rate: float, alone: float) -> None:
    print(
        f"| {what} | {took.seconds:.0f} | {took.processor:.0f} | {rate:.1f} "
        f"| {took.processor / alone:.1f} | {took.megabytes:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
