"""Clean a folder of documents: what cannot be read costs itself and no other."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from helpers import places
from helpers.cleaning import document, files, formats, manifests, series
from helpers.cleaning.document import Cleaned
from helpers.cleaning.files import Source
from helpers.cleaning.lines import furniture
from helpers.errors import DocumentError, TifaError
from helpers.kept import packed
from helpers.parallel import each, patience
from helpers.tables import Failure

Part = TypeVar("Part")
TWICE = (
    "{}: another document is called {} too, or differs in capitals only. Both were left out: "
    "rename one."
)


def clean_folder(
    raw_dir: Path | str, columns: Mapping[str, str] | None = None
) -> dict[str, list[Any]]:
    """Return the tables of a folder of documents: documents, paragraphs, edits, failures.

    `columns` says which column of a .csv holds text, doc_id, title, date, place, where its head
    does not.
    A file that cannot be read or cleaned is in `failures` with its reason, and so is a row of
    documents.csv that cannot be meant; the others go on.
    Raises DocumentError when there is no document, or none could be read.
    """
    sources, failures = read_folder(raw_dir, columns)
    told, wrong = _told(raw_dir, [*sources, *failures])
    sources = [manifests.applied(source, told) for source in sources]
    shared = tuple(sorted(furniture.recurring(source.text for source in sources)))
    cleaned, broken = _parted(each(partial(clean_source, recurring=shared), sources))
    failures = [*failures, *broken, *wrong]
    if not cleaned:
        reasons = "; ".join(f"{failure.file}: {failure.reason}" for failure in failures[:3])
        raise DocumentError(f"No document in {raw_dir} could be read. {reasons}")
    paragraphs = [paragraph for clean in cleaned for paragraph in clean.paragraphs]
    documents = [clean.document for clean in cleaned]
    findings = series.folder_findings(documents, paragraphs)
    given = {source.doc_id: source.given for source in sources}
    return {
        "documents": series.doubted(documents, findings, given),
        "paragraphs": paragraphs,
        "edits": [edit for clean in cleaned for edit in clean.edits],
        "failures": failures,
    }


def read_folder(
    raw_dir: Path | str, columns: Mapping[str, str] | None = None
) -> tuple[list[Source], list[Failure]]:
    """Return the documents of a folder as they came, and what could not be read.

    Raises DocumentError when the folder has no files.
    """
    if not Path(raw_dir).is_dir():
        raise DocumentError(f"There is no folder {raw_dir}: make it, or name another.")
    found = places.find(raw_dir)
    strange = [(files.name_of(path), why) for path, why in places.strange(raw_dir)]
    if not found and not strange:
        raise DocumentError(f"There are no documents in {raw_dir}: put .txt or other files there.")
    named = {**files.COLUMNS, **(columns or {})}
    read_one = partial(read_file, root=Path(raw_dir), columns=named)
    sources, failures = _parted(
        part
        for parts in each(read_one, found, label="file", content=_content, here=True)
        for part in parts
    )
    names = Counter(_folded(source.doc_id) for source in sources)
    twice = [source for source in sources if names[_folded(source.doc_id)] > 1]
    failures += [Failure(file=str(path), reason=f"{path}: {why}") for path, why in strange]
    failures += [Failure(file=s.file, reason=TWICE.format(s.file, s.doc_id)) for s in twice]
    return [source for source in sources if names[_folded(source.doc_id)] == 1], failures


def _folded(doc_id: str) -> str:
    """Return what a file system sees in a name that does not tell capitals or forms of letters."""
    return unicodedata.normalize("NFC", doc_id).casefold()


def _told(
    raw_dir: Path | str, parts: Sequence[Source | Failure]
) -> tuple[dict[str, dict[str, str]], list[Failure]]:
    """Return what documents.csv says of the documents, and what of it cannot be meant."""
    try:
        rows, broken = manifests.rows(raw_dir)
    except DocumentError as error:
        return {}, [Failure(file=places.MANIFEST, reason=f"{error} It was not read.")]
    told, wrong = manifests.checked(rows)
    stems = (p.doc_id if isinstance(p, Source) else files.File(p.file, b"").doc_id for p in parts)
    return told, [*broken, *wrong, *manifests.unmet(rows, stems)]


def read(
    path: Path | str,
    told: Mapping[str, Mapping[str, str]] | None = None,
    *,
    columns: Mapping[str, str] = files.COLUMNS,
) -> list[Source]:
    """Return the documents of one file; `told` are the rows of documents.csv (`manifest`).

    Raises DocumentError that names the file or the row, the reason and what to do.
    """
    sources, failures = _parted(formats.read(formats.load(path, columns=columns)))
    if failures:
        raise DocumentError(failures[0].reason)
    return [manifests.applied(source, told or {}) for source in sources]


def read_file(path: Path, *, root: Path, columns: Mapping[str, str]) -> list[Source | Failure]:
    """Return the documents of a file, or why there are none."""
    name = files.name_of(path.relative_to(root))
    parts = _spared(name, lambda: formats.read(formats.load(path, root, columns)))
    return [parts] if isinstance(parts, Failure) else parts


def _content(path: Path) -> bytes:
    """Return all that the documents of a file hang on: its name and, if it can be read, bytes."""
    try:
        data = path.read_bytes()
    except OSError:
        data = b""  # the failure that follows is not kept
    return packed((str(path), data))


def clean_source(source: Source, *, recurring: Sequence[str]) -> Cleaned | Failure:
    """Return the cleaned document, or what went wrong with it."""
    cleaned = _spared(source.file, lambda: document.clean(source, recurring=frozenset(recurring)))
    if isinstance(cleaned, Failure) or cleaned.paragraphs:
        return cleaned
    reason = f"{source.file}: nothing of it looks like text. Open it and look."
    return Failure(file=source.file, reason=reason)


def _spared(file: str, work: Callable[[], Part]) -> Part | Failure:
    """Return what some work gives, or why it gives nothing."""
    try:
        with patience():
            return work()
    except TifaError as error:
        return Failure(file=file, reason=str(error))
    except Exception as error:
        return Failure(file=file, reason=f"{file}: {type(error).__name__}: {error}")


def _parted(parts: Iterable[Part | Failure]) -> tuple[list[Part], list[Failure]]:
    """Return what came well, and the failures."""
    well: list[Part] = []
    failures: list[Failure] = []
    for part in parts:
        if isinstance(part, Failure):
            failures.append(part)
        else:
            well.append(part)
    return well, failures
