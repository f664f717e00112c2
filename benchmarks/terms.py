"""Time and memory of units and counts on 784 provincial work reports, against jieba alone.

Run from the repository: `python benchmarks/terms.py`. Each part runs in a process of its own, one
after the other; times are ratios to jieba cutting the same texts on one core in the same run.
Where others use the machine, the processor's seconds tell more than the clock's. Memory is the peak
of the step's own process and of its workers, each counted in full.
"""

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "corpora" / "work-reports-provincial"
sys.path.insert(0, str(ROOT / "src"))

from helpers import terms  # noqa: E402

JOBS = 2
LIMITS = {"jieba": 1.0, "rjieba": 0.5}
MEGABYTES = 1500


def corpus() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the reports as documents and their lines as paragraphs, as far as counting needs."""
    rows = [
        (path.stem, "body", line.strip())
        for path in sorted(REPORTS.glob("*/*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.strip()
    ]
    paragraphs = pd.DataFrame(rows, columns=["doc_id", "role", "text"])
    return paragraphs[["doc_id"]].drop_duplicates(ignore_index=True), paragraphs


def jieba_alone() -> tuple[float, str]:
    """Return the seconds that jieba takes to cut the paragraphs, and what was done."""
    _, paragraphs = corpus()
    cut = terms.segmenter("jieba")
    cut("镇江")
    start = time.perf_counter()
    tokens = sum(map(len, map(cut, paragraphs["text"])))
    return time.perf_counter() - start, f"{tokens:,} tokens and signs"


def step(engine: str) -> tuple[float, str]:
    """Return the seconds that the whole step takes with an engine, and what came out."""
    documents, paragraphs = corpus()
    start = time.perf_counter()
    units = terms.units_of(paragraphs, engine=engine, jobs=JOBS)
    words, cells = terms.count(documents, paragraphs, units=units, engine=engine, jobs=JOBS)
    seconds = time.perf_counter() - start
    kinds = words["unit"].value_counts()
    shown = f"{kinds['word']:,} words, {kinds['phrase']:,} phrases, {len(cells):,} cells"
    return seconds, f"{shown}, interval {words['interval'].iloc[0]}"


class Measured(NamedTuple):
    """What a part took and gave."""

    seconds: float
    processor: float
    megabytes: float
    remark: str


def measured(part: str) -> Measured:
    """Measure a part, run in this process."""
    seconds, remark = jieba_alone() if part == "alone" else step(part)
    own, workers = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processor = sum(use.ru_utime + use.ru_stime for use in (own, workers))
    return Measured(seconds, processor, (own.ru_maxrss + JOBS * workers.ru_maxrss) / 1024, remark)


def main() -> int:
    """Print a table; return 1 when a limit is passed."""
    if not REPORTS.is_dir():
        print(f"skipped: {REPORTS} is missing")
        return 0
    alone = apart("alone")
    print("| step | seconds | ratio | limit | processor seconds | MB | |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| jieba alone, one core | {alone.seconds:.1f} | 1 | | {alone.processor:.1f} "
        f"| {alone.megabytes:.0f} | {alone.remark} |"
    )
    failed = 0
    for engine, limit in LIMITS.items():
        found = apart(engine)
        ratio = found.seconds / alone.seconds
        failed += ratio > limit or found.megabytes > MEGABYTES
        print(
            f"| term step with {engine}, {JOBS} processes | {found.seconds:.1f} | {ratio:.2f} "
            f"| {limit} | {found.processor:.1f} | {found.megabytes:.0f} | {found.remark} |"
        )
    return int(failed > 0)


def apart(part: str) -> Measured:
    """Measure a part in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, part).result()


if __name__ == "__main__":
    sys.exit(main())
