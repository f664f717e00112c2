"""Each step on the same reports, in a process of its own, beside jieba alone and the peers.

A sample of provincial reports, chosen by the hash of their names (`REPORTS=784` for all). Speeds
are characters a processor second, the median of `ROUNDS` runs; a step's ratio is its time to that
of jieba cutting the same texts. Peers run where `benchmarks/.venv` has them (requirements.txt
beside this; or `PEERS=python`), on the first PEER_TEXTS of the same paragraphs, since some are
slow; those that are not there are skipped with a sentence.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
REPORTS = ROOT.parent / "shared" / "corpora" / "work-reports-provincial"
SAMPLE = int(os.environ.get("REPORTS", "60"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PEER_TEXTS = 1_000
PEERS = os.environ.get("PEERS", str(ROOT / "benchmarks" / ".venv" / "bin" / "python"))


def ordered() -> list[Path]:
    """Return all files in the order of the hash of their names."""
    every = sorted(REPORTS.glob("*/*.txt"))
    return sorted(every, key=lambda p: hashlib.sha256(p.name.encode()).hexdigest())


def files() -> list[Path]:
    """Return the files of the sample."""
    return ordered()[:SAMPLE]


def lines() -> list[str]:
    """Return the paragraphs as they stand in the files."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in files())
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def timed(work: Callable[[], object], size: int) -> tuple[float, int]:
    """Return the processor seconds that something takes, and the characters that it is of."""
    start = time.process_time()
    work()
    return time.process_time() - start, size


def jieba() -> tuple[float, int]:
    """Cut with jieba, its dictionary loaded."""
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("镇江")
    texts = lines()
    return timed(lambda: [jieba.lcut(text) for text in texts], sum(map(len, texts)))


def rjieba() -> tuple[float, int]:
    """Cut with rjieba."""
    import rjieba

    texts = lines()
    rjieba.cut("镇江")
    return timed(lambda: [rjieba.cut(text) for text in texts], sum(map(len, texts)))


def pkuseg() -> tuple[float, int]:
    """Cut with pkuseg, as spaCy's people keep it."""
    import spacy_pkuseg

    cut = spacy_pkuseg.pkuseg().cut
    texts = lines()[:PEER_TEXTS]
    return timed(lambda: [cut(text) for text in texts], sum(map(len, texts)))


def jionlp() -> tuple[float, int]:
    """Find amounts of money and times with JioNLP."""
    import jionlp

    texts = lines()[:PEER_TEXTS]
    jionlp.ner.extract_money("100万元")
    jionlp.ner.extract_time("2020年底前")

    def work() -> None:
        for text in texts:
            jionlp.ner.extract_money(text)
            jionlp.ner.extract_time(text)

    return timed(work, sum(map(len, texts)))


def recognizers() -> tuple[float, int]:
    """Find numbers with Microsoft's Recognizers."""
    from recognizers_number import Culture, recognize_number

    texts = lines()[:PEER_TEXTS]
    recognize_number("三百", Culture.Chinese)
    work = lambda: [recognize_number(text, Culture.Chinese) for text in texts]  # noqa: E731
    return timed(work, sum(map(len, texts)))


def harvesttext() -> tuple[float, int]:
    """Find new words with HarvestText."""
    from harvesttext import HarvestText

    texts = lines()[:PEER_TEXTS]
    finder = HarvestText()
    return timed(lambda: finder.word_discover("\n".join(texts)), sum(map(len, texts)))


def cntext() -> tuple[float, int]:
    """Count words with cntext."""
    import cntext

    texts = lines()[:PEER_TEXTS]
    whole = "\n".join(texts)
    return timed(lambda: cntext.word_count(whole), len(whole))


def cleaning() -> tuple[float, int]:
    """Read and clean the files, in this process."""
    from functools import partial

    from helpers.cleaning import files as kinds
    from helpers.cleaning import folder

    read = partial(folder.read_file, root=REPORTS, columns=kinds.COLUMNS)
    chosen = files()
    sources = [source for path in chosen for source in read(path)]
    folder.clean_source(sources[0], recurring=())

    def work() -> None:
        for path in chosen:
            for source in read(path):
                folder.clean_source(source, recurring=())

    return timed(work, sum(len(source.text) for source in sources))


def cleaned() -> tuple[list, list]:
    """Return documents and paragraphs of the sample."""
    from helpers import cleaning

    whole = [cleaning.clean(source) for path in files() for source in cleaning.read(path)]
    return [c.document for c in whole], [p for c in whole for p in c.paragraphs]


def commitments() -> tuple[float, int]:
    """Read promises and results, in this process."""
    from helpers.commitments import extraction

    documents, paragraphs = cleaned()
    pairs = extraction.by_document(documents, paragraphs)
    extraction.extract(*pairs[0])
    return timed(lambda: [extraction.extract(*pair) for pair in pairs], chars(paragraphs))


def terms() -> tuple[float, int]:
    """Find units, count terms and compare them by place."""
    from helpers import tables, terms

    documents, paragraphs = cleaned()
    known = tables.frame(tables.Document, documents)
    texts = tables.frame(tables.Paragraph, paragraphs)

    def work() -> None:
        units = terms.units_of(texts, engine="jieba")
        _, cells = terms.count(known, texts, units=units, engine="jieba")
        terms.keyness(known, cells, by="")

    return timed(work, chars(paragraphs))


def slogans() -> tuple[float, int]:
    """Find formulations."""
    from helpers import slogans

    documents, paragraphs = cleaned()
    return timed(lambda: slogans.find(documents, paragraphs, threshold=0.5), chars(paragraphs))


def chars(paragraphs: list) -> int:
    """Return the length of paragraphs."""
    return sum(len(paragraph.text) for paragraph in paragraphs)


OURS = (jieba, rjieba, cleaning, commitments, slogans, terms)
OTHERS = {
    pkuseg: "spacy-pkuseg: cut",
    harvesttext: "HarvestText: new words",
    cntext: "cntext: count words",
    jionlp: "JioNLP: money and times",
    recognizers: "Recognizers: numbers",
}
STEPS = {step.__name__: step for step in (*OURS, *OTHERS)}


def main() -> int:
    """Print a table."""
    from measuring import measured

    if not REPORTS.is_dir():
        print(f"skipped: {REPORTS.name} is missing")
        return 0
    print(f"| step, {SAMPLE} reports | characters a second | time, of jieba's | MB |")
    print("|---|---|---|---|")
    alone = 0.0
    for step in (*OURS, *OTHERS):
        python = PEERS if step in OTHERS else sys.executable
        label = OTHERS.get(step, step.__name__)
        found, memory = [], 0.0
        for _ in range(ROUNDS):
            try:
                done = measured([python, __file__, step.__name__])
            except (RuntimeError, OSError):
                print(f"| {label} | skipped: it is not installed, or fails, here | | |", flush=True)
                break
            seconds, size = json.loads(done.said.splitlines()[-1])
            found.append(size / seconds)
            memory = max(memory, done.megabytes)
        else:
            speed = median(found)
            alone = alone or speed
            row = f"| {label} | {speed:,.0f} | {alone / speed:.2f} | {memory:.0f} |"
            print(row, flush=True)
    return 0


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(STEPS[sys.argv[1]]()))
    else:
        sys.exit(main())
