"""`make fuzz`: read random input by the million, and stop at the first crash or slow input.

With the package atheris (`pip install atheris`; not among the tests' packages, since it is built
for few versions of Python) inputs are guided by coverage; without it they are drawn from pieces
of the lexicons and the annotated texts. An input is the bytes of a file, or of a text: UTF-8, or,
behind an odd first byte, two bytes for each piece.

    python tests/fuzz.py [--guided] [--inputs 100000] [--seed 1] [TARGET ...]
"""

import argparse
import io
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SECONDS, SECONDS_A_BYTE = 2.0, 0.002
"""What an input may take, of a processor: this, and so much for each byte."""
LONGEST = 400
MARKS = (
    "，。；：、！？“”‘’《》（）()[]【】|*#<>&;?\n\n\n\r\u3000\u00a0 \t\\-—~～+＋%％‰∶:/.,0123456789"
    "一二三四五六七八九十百千万亿〇两年月日時鎮爭發業國體?fàn)幭冗M(jìn)\ue184\ufeff\u200b\u202e\x00"
)
TAGS = "<p> </p> <br> <table><tr><td> </td> <td colspan=9> <!-- --> <h1> &nbsp; &#12345; ](/a) ![ ---|--- ?fàn) (zhèn) --- title: doc_id,"  # noqa: E501


@cache
def pieces() -> list[str]:
    """Return the words of all lexicons, marks and tags."""
    from helpers import lexicon

    def words(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield from value.split()
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                yield str(key)
                yield from words(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)

    folder = ROOT / "src" / "helpers" / "lexicons"
    names = sorted(p.stem for p in folder.glob("*.toml") if p.stem not in ("messages", "names"))
    known = {word for name in names for word in words(lexicon.load(name)) if len(word) < 9}
    return [*MARKS, *TAGS.split(" "), *sorted(known)]


def text_of(data: bytes) -> str:
    """Return the text that the bytes stand for."""
    if not data or data[0] % 2 == 0:
        return data.decode("utf-8", "ignore")
    known = pieces()
    numbers = (int.from_bytes(data[at : at + 2]) for at in range(1, len(data), 2))
    few = len(MARKS)  # every third piece is a mark
    return "".join(known[n % few if n % 3 == 0 else n % len(known)] for n in numbers)


# A target takes an input and raises where something is wrong.


def decoding(data: bytes) -> None:
    """Read bytes as a plain file."""
    _read("a.md", data)


def html(data: bytes) -> None:
    """Read a page."""
    _read("a.html", b"<html><body>" + text_of(data).encode("utf-8", "replace"))


def table(data: bytes) -> None:
    """Read a table of texts."""
    _read("a.csv", b"doc_id,date,text\n" + data)


@cache
def _empty_docx() -> Mapping[str, bytes]:
    import docx

    empty = io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word(data: bytes) -> None:
    """Read a Word document whose body is the input."""
    made, body = io.BytesIO(), text_of(data).encode("utf-8", "replace")
    for mark in (b"p", b"tbl", b"tr", b"tc", b"r", b"t"):
        body = body.replace(b"<" + mark + b">", b"<w:" + mark + b">")
        body = body.replace(b"</" + mark + b">", b"</w:" + mark + b">")
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in _empty_docx().items():
            whole = part.replace(b"<w:body>", b"<w:body>" + body)
            archive.writestr(name, whole if name == "word/document.xml" else part)
    _read("a.docx", made.getvalue())


def _read(name: str, data: bytes) -> None:
    from helpers.cleaning import files, formats
    from helpers.cleaning.files import Source
    from helpers.errors import DocumentError

    try:
        for part in formats.read(files.File(name, data)):
            assert not isinstance(part, Source) or not files.SURROGATE.search(part.text)
    except DocumentError as error:
        assert str(error).startswith(name), error


def manifest(data: bytes) -> None:
    """Read documents.csv."""
    from helpers.cleaning import manifests
    from helpers.errors import TifaError

    head = b"" if data[:1] == b"!" else b"doc_id,title,date,genre,level,year\n"
    path = _folder() / "documents.csv"
    path.write_bytes(head + (text_of(data).encode("utf-8", "replace") if data[:1] else data))
    with suppress(TifaError):
        rows, _ = manifests.rows(path.parent)
        manifests.unmet(rows, ["a-2020"])
        manifests.checked(rows)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="tifa-fuzz-"))


def repair(data: bytes) -> None:
    """Repair, and find the way back."""
    from helpers.cleaning import ledger
    from helpers.cleaning.damage.repair import repair

    text = text_of(data)
    clean, edits = repair(text)
    assert ledger.apply(text, edits) == clean and ledger.undo(clean, edits) == text


def cleaning(data: bytes) -> None:
    """Clean a document, and find the way back."""
    from helpers.cleaning import document, ledger
    from helpers.cleaning.files import Source

    text = text_of(data)
    cleaned = document.clean(Source("a", "a.txt", "", "utf-8", text))
    assert ledger.apply(text, cleaned.edits) == cleaned.text
    assert ledger.undo(cleaned.text, cleaned.edits) == text
    for paragraph in cleaned.paragraphs:
        assert 0 <= paragraph.raw_start <= paragraph.raw_end <= len(text)


def lines(data: bytes) -> None:
    """Judge and join lines, and take markup out."""
    from helpers.cleaning import ledger
    from helpers.cleaning.lines import forms, furniture, joining, markup

    text = text_of(data)
    ledger.apply(text, markup.marks(text))
    found = forms.split(text)
    furniture.judge(found, "", frozenset(), 0)
    joining.joined(found)
    assert all(0 <= line.start <= line.end <= line.stop <= len(text) for line in found)


def numerals(data: bytes) -> None:
    """Read numerals and dates."""
    from helpers.text import dates
    from helpers.text.numerals import numeral

    text = text_of(data)
    assert dates.normalised(dates.normalised(text)) == dates.normalised(text)
    dates.decimal_year(dates.iso(text))
    with suppress(ValueError):
        numeral(text)


def quantities(data: bytes) -> None:
    """Find quantities, in order, and in bounds."""
    from helpers.commitments import quantities

    text, end = text_of(data), 0
    for item in quantities.find(text):
        assert end <= item.end <= len(text) and item.start < item.end
        end = item.start


def periods(data: bytes) -> None:
    """Find time expressions that can be read again."""
    from helpers.commitments import periods

    text = text_of(data)
    for found in periods.find(text, periods.Frame("target", "2021", 2021, 2020, "fuzz")):
        assert 0 <= found.start < found.end <= len(text)
        assert not found.value or 1000 <= periods.last_year(found.value) <= 9999, found


def _corpus(text: str) -> tuple[list[Any], list[Any]]:
    """Return the lines of a text as paragraphs of two documents."""
    from helpers.tables import Document, Paragraph, columns

    blank = {name: kind() for name, kind in columns(Document).items()}
    documents = [Document(**blank | {"doc_id": i, "date": f"202{i}"}) for i in "01"]
    rows = [
        {"doc_id": str(at % 2), "paragraph": at // 2 + 1, "text": line, "raw_end": len(line)}
        for at, line in enumerate(filter(None, text.split("\n")))
    ]
    same: dict[str, Any] = {"role": "body", "section": "", "actor": "", "raw_start": 0}
    return documents, [Paragraph(**same | row) for row in rows]


def commitments(data: bytes) -> None:
    """Read promises."""
    from helpers import commitments

    documents, paragraphs = _corpus(text_of(data))
    for document in documents:
        own = [p for p in paragraphs if p.doc_id == document.doc_id]
        for found in commitments.extract(document, own):
            text = own[found.paragraph - 1].text
            assert text[found.start : found.end] == found.quote


def slogans(data: bytes) -> None:
    """Find formulations, and cite them as they stand."""
    from helpers.slogans import discovery

    documents, paragraphs = _corpus(text_of(data))
    if paragraphs:
        discovery.find(documents, paragraphs, threshold=0.5)


Target = Callable[[bytes], None]
TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        decoding, html, table, word, manifest, repair, cleaning, lines, numerals, quantities,
        periods, commitments, slogans,
    )
}  # fmt: skip


class SlowError(Exception):
    """An input that takes longer than its length allows."""


def timed(target: Target, data: bytes) -> None:
    """Give an input to a target. Raises SlowError, or what the target raises."""
    start = time.process_time()
    target(data)
    took = time.process_time() - start
    if took > SECONDS + SECONDS_A_BYTE * len(data):
        raise SlowError(f"{took:.1f} s for {len(data)} bytes")


def drawn(rng: random.Random) -> bytes:
    """Return an input: pieces, pieces again and again, a text with holes, or noise."""
    kind, size = rng.random(), rng.randrange(2, LONGEST)
    if kind < 0.5:
        return b"\1" + rng.randbytes(rng.choice((8, 20, size)) & ~1)
    if kind < 0.6:
        return b"\1" + rng.randbytes(rng.choice((2, 4, 6))) * (size // 6)
    if kind < 0.65:
        return rng.randbytes(size)
    text = rng.choice(_texts())
    start = rng.randrange(len(text))
    cut = list(text[start : start + size // 3])
    for _ in range(rng.randrange(1, 9)):
        cut.insert(rng.randrange(len(cut) + 1), rng.choice(pieces()))
        del cut[rng.randrange(len(cut))]
    encoding = "utf-8" if kind < 0.95 else rng.choice(("gb18030", "big5", "utf-16", "latin-1"))
    return b" " + "".join(cut).encode(encoding, "ignore")


@cache
def _texts() -> list[str]:
    folders = (ROOT / "data" / "raw", ROOT / "data" / "gold" / "text")
    return [path.read_text("utf-8", "ignore") for f in folders for path in sorted(f.glob("*.txt"))]


def unguided(name: str, inputs: int, seed: int) -> int:
    """Give drawn inputs to a target; return how many it took, and keep the one that it did not."""
    rng, target = random.Random(f"{seed} {name}"), TARGETS[name]
    target(b" ")  # loads what is loaded once
    for number in range(inputs):
        data = drawn(rng)
        try:
            timed(target, data)
        except Exception as error:
            kept = _keep(name, data)
            print(f"{name}: {type(error).__name__}: {error}\n  kept as {kept}", flush=True)
            return number
    return inputs


def _keep(name: str, data: bytes) -> Path:
    folder = ROOT / "build" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{abs(hash(data)):x}"
    path.write_bytes(data)
    return path


def guided(name: str, inputs: int, seed: int) -> None:
    """Let atheris choose the inputs of a target; it ends the process, with 0 when all went well."""
    import atheris

    with atheris.instrument_imports(include=["helpers"]):
        TARGETS[name](b" ")
    corpus = ROOT / "build" / "fuzz" / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    rng = random.Random(f"{seed} {name}")
    for number in range(200):
        (corpus / f"drawn-{number}").write_bytes(drawn(rng))
    options = [f"-runs={inputs}", f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=300"]
    options.append(f"-artifact_prefix={corpus.parent}/../{name}-")
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: timed(TARGETS[name], data))
    atheris.Fuzz()


def main() -> int:
    """Give the targets named, or all, their inputs; return 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="needs atheris")
    given = parser.parse_args()
    names, failed = given.targets or list(TARGETS), []
    if given.guided and len(names) == 1:
        guided(names[0], given.inputs, given.seed)
    for name in names:
        start = time.monotonic()
        if given.guided:  # a process of its own for each
            same = ["--guided", "--inputs", str(given.inputs), "--seed", str(given.seed), name]
            done = subprocess.run([sys.executable, __file__, *same], check=False).returncode == 0
        else:
            done = unguided(name, given.inputs, given.seed) == given.inputs
        failed += [] if done else [name]
        print(f"{name}: {given.inputs:,} inputs, {time.monotonic() - start:.0f} s, "
              f"{'well' if done else 'NOT well'}", flush=True)  # fmt: skip
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
