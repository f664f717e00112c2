"""Do a per-document function for a whole corpus: in processes when it is large, failures kept."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.errors import DocumentError, ParameterError, TifaError
from helpers.tables import Commitment, Document, Failure, Paragraph

if TYPE_CHECKING:
    from helpers.cleaning.corpus import Source
    from helpers.cleaning.document import Cleaned

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 20
"""From so many items on, starting processes costs less than it saves."""


def each(
    function: Callable[[Item], Result], items: Sequence[Item], *, label: str = "document"
) -> list[Result]:
    """Return the function's result for each item, in their order.

    The function must be importable by other processes: a module's function or a partial of one.
    """
    if len(items) < WORTH_PROCESSES:
        return list(_told(map(function, items), len(items), label))
    with ProcessPoolExecutor() as pool:
        results = pool.map(function, items, chunksize=max(1, len(items) // 200))
        return list(_told(results, len(items), label))


def clean_folder(
    raw_dir: Path | str, columns: Mapping[str, str] | None = None
) -> dict[str, list[Any]]:
    """Return the tables of a folder of documents: documents, paragraphs, edits, failures.

    `columns` says which column of a .csv holds text, doc_id, title, date, place, where its head
    does not.
    A file that cannot be read or cleaned is in `failures` with its reason; the others go on.
    Raises DocumentError when there is no document, or none could be read.
    """
    from helpers.cleaning import corpus, furniture

    files = corpus.find(raw_dir)
    if not files:
        raise DocumentError(f"There are no documents in {raw_dir}: put .txt or other files there.")
    named = {**corpus.COLUMNS, **(columns or {})}
    read_one = partial(read_file, manifest=corpus.manifest(raw_dir), columns=named)
    read = each(read_one, files, label="file")
    sources = [source for one in read if not isinstance(one, Failure) for source in one]
    recurring = furniture.recurring(source.text for source in sources)
    outcomes = each(partial(clean_source, recurring=recurring), sources)
    cleaned = [outcome for outcome in outcomes if not isinstance(outcome, Failure)]
    failures = [outcome for outcome in [*read, *outcomes] if isinstance(outcome, Failure)]
    names = Counter(one.document.doc_id for one in cleaned)
    for one in [one for one in cleaned if names[one.document.doc_id] > 1]:
        failures.append(
            Failure(file=one.document.file, reason="Another file has the same name: rename one.")
        )
    kept = [one for one in cleaned if names[one.document.doc_id] == 1]
    if not kept:
        reasons = "; ".join(f"{failure.file}: {failure.reason}" for failure in failures[:3])
        raise DocumentError(f"No document in {raw_dir} could be read. {reasons}")
    return {
        "documents": [one.document for one in kept],
        "paragraphs": [paragraph for one in kept for paragraph in one.paragraphs],
        "edits": [edit for one in kept for edit in one.edits],
        "failures": failures,
    }


def read_file(
    path: Path, *, manifest: Mapping[str, Mapping[str, str]], columns: Mapping[str, str]
) -> "list[Source] | Failure":
    """Return the documents of a file, or why there are none."""
    from helpers.cleaning import corpus

    try:
        return corpus.read(path, manifest, columns=columns)
    except TifaError as error:
        return Failure(file=path.name, reason=str(error))
    except Exception as error:
        return Failure(file=path.name, reason=f"{type(error).__name__}: {error}")


def clean_source(source: "Source", *, recurring: frozenset[str]) -> "Cleaned | Failure":
    """Return the cleaned document, or what went wrong with it."""
    from helpers.cleaning import document as cleaning

    try:
        return cleaning.clean(source, recurring=recurring)
    except Exception as error:
        return Failure(file=source.file, reason=f"{type(error).__name__}: {error}")


def commitments(documents: Sequence[Document], paragraphs: Iterable[Paragraph]) -> list[Commitment]:
    """Return the commitments of all documents, in their order."""
    found = each(_commitments, by_document(documents, paragraphs))
    return [commitment for part in found for commitment in part]


def _commitments(item: tuple[Document, list[Paragraph]]) -> list[Commitment]:
    from helpers.commitments.extraction import extract

    return extract(*item)


def word_file(path: str) -> tuple[str, ...]:
    """Return the words of a user's dictionary or stop list, none where `path` is empty.

    Raises ParameterError when there is no such file.
    """
    from helpers.terms.segment import word_list

    if not path:
        return ()
    if not Path(path).is_file():
        raise ParameterError(f"There is no file {path}: name one with a word a line.")
    return word_list(Path(path).read_text(encoding="utf-8"))


def by_document(
    documents: Sequence[Document], paragraphs: Iterable[Paragraph]
) -> list[tuple[Document, list[Paragraph]]]:
    """Return each document with its paragraphs, in the order of the documents."""
    own: dict[str, list[Paragraph]] = {document.doc_id: [] for document in documents}
    for paragraph in paragraphs:
        own[paragraph.doc_id].append(paragraph)
    return [(document, own[document.doc_id]) for document in documents]


def _told(results: Iterable[Result], total: int, label: str) -> Iterable[Result]:
    """Pass the results on, saying on the terminal of the run, if there is one, how far it is."""
    name = os.environ.get("TIFA_TERMINAL")
    if not name:
        yield from results
        return
    with Path(name).open("w") as terminal:
        for number, result in enumerate(results, 1):
            terminal.write(f"\r{label} {number:,} of {total:,}" + ("\n" if number == total else ""))
            terminal.flush()
            yield result
