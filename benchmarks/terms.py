"""Time and memory of the term step on 784 provincial work reports, against jieba alone.

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

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "corpora" / "work-reports-provincial"
sys.path.insert(0, str(ROOT / "src"))

from helpers import terms  # noqa: E402
from helpers.tables import Document, Paragraph  # noqa: E402

JOBS = 2
LIMITS = {"jieba": 1.3, "rjieba": 0.25}
MEGABYTES = 1500


def corpus() -> tuple[list[Document], list[Paragraph]]:
    """Return the reports as documents and their lines as paragraphs."""
    documents, paragraphs = [], []
    for path in sorted(REPORTS.glob("*/*.txt")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        texts = [line.strip() for line in lines if line.strip()]
        documents.append(document(path, len(texts)))
        paragraphs += [
            Paragraph(
                doc_id=path.stem,
                paragraph=number,
                role="body",
                section="",
                actor="",
                text=text,
                raw_start=0,
                raw_end=0,
            )
            for number, text in enumerate(texts, 1)
        ]
    return documents, paragraphs


def document(path: Path, paragraphs: int) -> Document:
    """Return what the file's name tells of a report."""
    return Document(
        doc_id=path.stem,
        file=path.name,
        sha256="",
        encoding="utf-8",
        title=path.stem,
        place=path.parent.name,
        issuer="",
        level="province",
        genre="work_report",
        date=path.stem.removeprefix(path.parent.name)[:4],
        date_basis="manifest",
        chars_raw=0,
        chars_clean=0,
        paragraphs=paragraphs,
        repaired=0,
        removed=0,
    )


def jieba_alone() -> tuple[float, str]:
    """Return the seconds that jieba takes to cut the paragraphs, and what was done."""
    _, paragraphs = corpus()
    cut = terms.segmenter("jieba")
    cut("镇江")
    start = time.perf_counter()
    tokens = sum(len(cut(paragraph.text)) for paragraph in paragraphs)
    return time.perf_counter() - start, f"{tokens:,} tokens and signs"


def step(engine: str) -> tuple[float, str]:
    """Return the seconds that the whole step takes with an engine, and what came out."""
    documents, paragraphs = corpus()
    start = time.perf_counter()
    words, cells = terms.count(documents, paragraphs, engine=engine, jobs=JOBS)
    seconds = time.perf_counter() - start
    interval = words["interval"].iloc[0]
    return seconds, f"{len(words):,} words, {len(cells):,} cells, interval {interval}"


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
