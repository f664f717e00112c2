"""Count words into a matrix: from texts, or from the tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress, count
from typing import TYPE_CHECKING, Any

from helpers.errors import ParameterError
from helpers.tables import Document, TermDocument, frame
from helpers.terms.segment import Segmenter, is_word, segmenter

if TYPE_CHECKING:
    import pandas as pd

Rows = Any  # a table as a DataFrame or as a sequence of its records
Pieces = tuple[int, list[str], Any, Any, Any]
Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
BATCH = 200_000  # characters that are cut in one go


@dataclass(frozen=True)
class WordMatrix:
    """How often each word occurs in each text: `counts` is texts × words, a sparse array."""

    words: list[str]
    counts: Any

    def grouped(self, groups: Any, number: int) -> Any:
        """Return the counts with the texts of each of `number` groups added up, sparse."""
        from scipy.sparse import csr_array

        where = (groups, range(len(groups)))
        adding = csr_array(([1] * len(groups), where), shape=(number, len(groups)))
        return adding @ self.counts


@contextmanager
def processes(jobs: int) -> Iterator[Each]:
    """Yield a `map` that runs in `jobs` processes, or in this one."""
    if jobs < 2:
        yield map
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield pool.map


def word_matrix(
    texts: Iterable[str],
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Iterable[str] = (),
) -> WordMatrix:
    """Return the words of the texts, a row for each text in the order given."""
    return gathered(pieces_of(texts, engine, hmm, words))


def pieces_of(
    texts: Iterable[str],
    engine: str | Segmenter,
    hmm: bool,
    words: Iterable[str] = (),
    each: Each = map,
) -> Iterable[Pieces]:
    """Return what `gathered` needs of each batch of texts, being made in the processes of `each`.

    A user's own segmenter runs in this process.
    """
    work = partial(_count_pieces, engine=engine, hmm=hmm, words=tuple(words))
    return (map if callable(engine) else each)(work, _batches(texts))


def gathered(found: Iterable[Pieces]) -> WordMatrix:
    """Return the matrix of the words found by `pieces_of`; what is no word is left out."""
    import numpy as np
    from scipy.sparse import csr_array

    index: dict[str, int] = defaultdict(count().__next__)
    empty = np.empty(0, "int32")
    rows, columns, numbers, first = [empty], [empty], [empty], 0
    for texts, pieces, row, column, number in found:
        place = np.fromiter(map(index.__getitem__, pieces), "int32", len(pieces))
        rows.append(row + np.int32(first))
        columns.append(place[column])
        numbers.append(number)
        first += texts
    row, column, number = map(np.concatenate, (rows, columns, numbers))
    kept = np.fromiter(map(is_word, index), bool, len(index))
    place, inside = (np.cumsum(kept) - 1).astype("int32"), kept[column]
    where = (row[inside], place[column[inside]])
    counts = csr_array((number[inside], where), shape=(first, int(kept.sum())))
    return WordMatrix(list(compress(index, kept)), counts)


def by_document(documents: Rows, term_documents: Rows) -> tuple["pd.DataFrame", WordMatrix]:
    """Return the table of documents and the counts of its rows, documents × words.

    Raises ParameterError when a counted document is not in the table.
    """
    import pandas as pd
    from scipy.sparse import csr_array

    table = table_of(Document, documents).reset_index(drop=True)
    cells = table_of(TermDocument, term_documents)
    row = pd.Index(table["doc_id"]).get_indexer(pd.Index(cells["doc_id"]))
    if (row < 0).any():
        strange = cells["doc_id"][row < 0].iloc[0]
        raise ParameterError(f"{strange} has counts, but is not in documents: run 01 and 02 again.")
    column, words = pd.factorize(cells["term"])
    shape = (len(table), len(words))
    counts = csr_array((cells["count"].to_numpy("int64"), (row, column)), shape=shape)
    return table, WordMatrix(list(words), counts)


def table_of(schema: type, rows: Rows) -> "pd.DataFrame":
    """Return a table as it is, or the table of the records."""
    import pandas as pd

    return rows if isinstance(rows, pd.DataFrame) else frame(schema, rows)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch, length = [], 0
    for text in texts:
        batch.append(text)
        length += len(text)
        if length >= BATCH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _count_pieces(
    texts: Sequence[str], engine: str | Segmenter, hmm: bool, words: tuple[str, ...]
) -> Pieces:
    """Return the number of texts, their pieces and, for each text and piece in it, how often."""
    import numpy as np

    cut = segmenter(engine, hmm, words)
    index: dict[str, int] = defaultdict(count().__next__)
    pieces = [cut(text) for text in texts]
    piece = np.fromiter(map(index.__getitem__, chain.from_iterable(pieces)), "int64")
    text = np.repeat(np.arange(len(texts)), [len(cuts) for cuts in pieces])
    pairs, number = np.unique(text * len(index) + piece, return_counts=True)
    row, column = np.divmod(pairs, max(len(index), 1))
    row, column, number = (part.astype("int32") for part in (row, column, number))
    return len(texts), list(index), row, column, number
