"""Segmentation F1 on SIGHAN 2005 (PKU, MSR) for each engine and setting, with its speed.

Run from the repository: `python benchmarks/segmentation.py`. Words are compared by their place
(Sproat & Emerson 2003); lines are cut without their blanks. Where the corpora are missing it says
so. Returns 1 when jieba's F1 is not the published one.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise, product
from pathlib import Path

from helpers.text import words

ROOT = Path(__file__).parents[1]
SIGHAN = ROOT.parent / "shared" / "corpora" / "sighan"
sys.path.insert(0, str(ROOT / "src"))


# F1 of jieba with its default model: PKU with HMM as the pkuseg project reports it.
KNOWN = {("pku", "jieba", True): 81.8, ("pku", "jieba", False): 83.6}


def places(words: Iterable[str]) -> set[tuple[int, int]]:
    """Return the start and end of each word of a line."""
    return set(pairwise(accumulate(map(len, words), initial=0)))


def scores(gold: Sequence[list[str]], found: Sequence[list[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 in per cent."""
    pairs = [(places(g), places(f)) for g, f in zip(gold, found, strict=True)]
    right = sum(len(g & f) for g, f in pairs)
    precision, recall = (right / sum(len(pair[side]) for pair in pairs) for side in (1, 0))
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def main() -> int:
    """Print a table; return 1 when a published figure does not come out."""
    if not SIGHAN.is_dir():
        print(f"skipped: {SIGHAN} is missing")
        return 0
    print("| corpus | engine | HMM | precision | recall | F1 | 1,000 characters a second |")
    print("|---|---|---|---|---|---|---|")
    failed = 0
    for corpus, engine, hmm in product(("pku", "msr"), words.ENGINES, (True, False)):
        lines = (SIGHAN / f"{corpus}_test_gold.utf8").read_text(encoding="utf-8").splitlines()
        gold = [line.split() for line in lines]
        texts = ["".join(words) for words in gold]
        cut = words.segmenter(engine, hmm)
        cut("镇江")
        start = time.perf_counter()
        found = [cut(text) for text in texts]
        speed = sum(map(len, texts)) / (time.perf_counter() - start) / 1000
        precision, recall, f1 = scores(gold, found)
        known = KNOWN.get((corpus, engine, hmm))
        failed += known is not None and round(f1, 1) != known
        print(
            f"| {corpus.upper()} | {engine} | {'on' if hmm else 'off'} | {precision:.2f} "
            f"| {recall:.2f} | {f1:.2f} | {speed:,.0f} |"
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
