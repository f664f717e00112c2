"""Count words into a matrix: from texts, or from the tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, compress, count, groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from helpers.errors import ParameterError
from helpers.statistics.intervals import Array, settled
from helpers.tables import Document, TermDocument, frame
from helpers.terms.segment import is_word
from helpers.text.words import Segmenter, segmenter

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
        where = (groups, range(len(groups)))
        adding = csr_array(([1] * len(groups), where), shape=(number, len(groups)))
        return adding @ self.counts

    def rates(self, words: Sequence[str]) -> Array:
        """Return how often these words occur in 10,000, in all texts together."""
        total = pd.Series(self.counts.sum(axis=0), index=self.words, dtype="float64")
        return settled(1e4 * total.reindex(words, fill_value=0) / max(total.sum(), 1))


def pieces_of(
    texts: Sequence[str],
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Iterable[str] = (),
    each: Each = map,
) -> Iterable[Pieces]:
    """Return what `gather` needs of each batch of texts, made in the processes of `each`.

    A row of the matrix will be a text, in the order given. A user's own segmenter runs in this
    process.
    """
    work = partial(_count_pieces, engine=engine, hmm=hmm, words=tuple(words))
    return (map if callable(engine) else each)(work, _batches(texts))


def gather(found: Iterable[Pieces]) -> WordMatrix:
    """Return the matrix of the words found by `pieces_of`; what is no word is left out."""
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


def by_document(documents: Rows, term_documents: Rows) -> tuple[pd.DataFrame, WordMatrix]:
    """Return the table of documents and the counts of its rows, documents × words.

    Raises ParameterError when a counted document is not in the table.
    """
    table = table_of(Document, documents).reset_index(drop=True)
    cells = table_of(TermDocument, term_documents)
    row = row_of(table["doc_id"], cells["doc_id"], "counts")
    column, words = pd.factorize(cells["term"])
    shape = (len(table), len(words))
    counts = csr_array((cells["count"].to_numpy("int64"), (row, column)), shape=shape)
    return table, WordMatrix(list(words), counts)


def row_of(documents: "pd.Series[str]", doc_ids: "pd.Series[str]", what: str) -> Any:
    """Return the places of these documents; raise ParameterError where one is not there."""
    place = pd.Index(documents).get_indexer(pd.Index(doc_ids))
    if (place < 0).any():
        strange = doc_ids[place < 0].iloc[0]
        raise ParameterError(f"{strange} has {what}, but is not in documents: run 01 and 02 again.")
    return place


def table_of(schema: type, rows: Rows) -> pd.DataFrame:
    """Return a table as it is, or the table of the records."""
    return rows if isinstance(rows, pd.DataFrame) else frame(schema, rows)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    numbered = zip(texts, (end // BATCH for end in accumulate(map(len, texts))), strict=True)
    return ([text for text, _ in batch] for _, batch in groupby(numbered, itemgetter(1)))


def _count_pieces(
    texts: Sequence[str], engine: str | Segmenter, hmm: bool, words: tuple[str, ...]
) -> Pieces:
    """Return the number of texts, their pieces and, for each text and piece in it, how often."""
    cut = segmenter(engine, hmm, words)
    index: dict[str, int] = defaultdict(count().__next__)
    pieces = [cut(text) for text in texts]
    piece = np.fromiter(map(index.__getitem__, chain.from_iterable(pieces)), "int64")
    text = np.repeat(np.arange(len(texts)), [len(cuts) for cuts in pieces])
    pairs, number = np.unique(text * len(index) + piece, return_counts=True)
    row, column = np.divmod(pairs, max(len(index), 1))
    row, column, number = (part.astype("int32") for part in (row, column, number))
    return len(texts), list(index), row, column, number
