"""Clean a folder of documents: what cannot be read costs itself and no other."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import places
from helpers.errors import DocumentError, TifaError
from helpers.parallel import each
from helpers.tables import Failure

if TYPE_CHECKING:
    from helpers.cleaning.corpus import Source
    from helpers.cleaning.document import Cleaned


def clean_folder(
    raw_dir: Path | str, columns: Mapping[str, str] | None = None
) -> dict[str, list[Any]]:
    """Return the tables of a folder of documents: documents, paragraphs, edits, failures.

    `columns` says which column of a .csv holds text, doc_id, title, date, place, where its head
    does not.
    A file that cannot be read or cleaned is in `failures` with its reason; the others go on.
    Raises DocumentError when there is no document, or none could be read.
    """
    from helpers.cleaning import corpus
    from helpers.cleaning.lines import furniture

    files = places.find(raw_dir)
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
