"""Count words into a matrix: from texts, or from the tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, chain, compress, count, groupby, pairwise
from operator import itemgetter
from os import cpu_count
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from helpers.errors import ParameterError
from helpers.statistics.intervals import Array, settled
from helpers.tables import Document, TermDocument, frame
from helpers.terms.segment import is_word, texts_for
from helpers.text.words import Segmenter, segmenter

Rows = Any  # a table as a DataFrame or as a sequence of its records
Pieces = tuple[list[str], Any, Any]  # vocabulary, running numbers in it, tokens of each text
Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
Setting = tuple[str | Segmenter, bool]
BATCH = 200_000  # characters that are cut in one go
SAMPLE = 200  # paragraphs that two engines are compared on
CHUNK = 500_000  # tokens that are worked on at a time
SMALL = 1_000_000  # characters up to which one process cuts them


@dataclass(frozen=True)
class WordMatrix:
    """How often each word occurs in each text: `counts` is texts × words, a sparse array."""

    words: list[str]
    counts: Any

    @cached_property
    def ranks(self) -> Any:
        """The place of each word among all, in order of their characters."""
        return np.argsort(np.argsort(np.array(self.words)))

    def grouped(self, groups: Any, number: int) -> Any:
        """Return the counts with the texts of each of `number` groups added up, sparse."""
        where = (groups, range(len(groups)))
        adding = csr_array(([1] * len(groups), where), shape=(number, len(groups)))
        return adding @ self.counts

    def rates(self, words: Sequence[str]) -> Array:
        """Return how often these words occur in 10,000, in all texts together."""
        total = pd.Series(self.counts.sum(axis=0), index=self.words, dtype="float64")
        return settled(1e4 * total.reindex(words, fill_value=0) / max(total.sum(), 1))


@dataclass(frozen=True)
class Tokens:
    """Texts as running words and signs: `ids` are places in `vocabulary`, text after text.

    `sizes` has the number of tokens of each text.
    """

    vocabulary: list[str]
    ids: Any
    sizes: Any

    @property
    def owner(self) -> Any:
        """The text of each token, from 0."""
        return np.repeat(np.arange(len(self.sizes), dtype="int32"), self.sizes)

    @property
    def lengths(self) -> Any:
        """The characters of each entry of the vocabulary."""
        return np.fromiter(map(len, self.vocabulary), "int64", len(self.vocabulary))

    def chunks(self) -> "Iterator[Tokens]":
        """Yield some texts at a time, to work through a large corpus in little memory."""
        tokens = np.append(0, np.cumsum(self.sizes))
        full = np.searchsorted(tokens, np.arange(CHUNK, tokens[-1], CHUNK)).tolist()
        for first, last in pairwise(dict.fromkeys([0, *full, self.sizes.size])):
            ids = self.ids[tokens[first] : tokens[last]]
            yield Tokens(self.vocabulary, ids, self.sizes[first:last])

    def split(self, ends: Callable[[str], Any]) -> "Tokens":
        """Return the same tokens as shorter texts: each ends where `ends` holds of its last."""
        last = np.fromiter(map(bool, map(ends, self.vocabulary)), bool, len(self.vocabulary))
        closing = last[self.ids]
        closing[np.cumsum(self.sizes[self.sizes > 0]) - 1] = True
        stops = np.concatenate([[-1], np.flatnonzero(closing)])
        return Tokens(self.vocabulary, self.ids, np.diff(stops))

    def matrix(self) -> WordMatrix:
        """Return how often each word occurs in each text; what is no word is left out."""
        ends = np.concatenate([[0], np.cumsum(self.sizes)])
        shape = (len(self.sizes), len(self.vocabulary))
        cells = csr_array((np.ones(len(self.ids), "int32"), self.ids, ends), shape=shape)
        cells.sum_duplicates()
        there = np.bincount(self.ids, minlength=len(self.vocabulary)) > 0
        kept = [is_word(word) and used for word, used in zip(self.vocabulary, there, strict=True)]
        return WordMatrix(list(compress(self.vocabulary, kept)), cells[:, np.flatnonzero(kept)])


def pieces_of(
    texts: Sequence[str],
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Iterable[str] = (),
    each: Each = map,
) -> Iterable[Pieces]:
    """Return what `tokens_of` needs of each batch of texts, made in the processes of `each`.

    A user's own segmenter runs in this process.
    """
    work = partial(_cut, engine=engine, hmm=hmm, words=tuple(words))
    return (map if callable(engine) else each)(work, batches(texts))


def tokens_of(pieces: Iterable[Pieces]) -> Tokens:
    """Return the texts cut by `pieces_of` as running tokens of one vocabulary."""
    index: dict[str, int] = defaultdict(count().__next__)
    ids, sizes = [np.empty(0, "int32")], [np.empty(0, "int64")]
    for words, numbers, lengths in pieces:
        place = np.fromiter(map(index.__getitem__, words), "int32", len(words))
        ids.append(place[numbers])
        sizes.append(lengths)
    return Tokens(list(index), np.concatenate(ids), np.concatenate(sizes))


def cut_texts(
    paragraphs: pd.DataFrame,
    settings: Sequence[Setting],
    words: Collection[str] = (),
    jobs: int | None = None,
) -> list[Tokens]:
    """Return the paragraphs' texts cut in each of the settings, engine and HMM.

    jieba works in `jobs` processes; if not given, in one up to a million characters, beyond it in
    as many as there are processors. rjieba needs one only.
    """
    large = _large(paragraphs["text"])
    settings = [as_run(setting, paragraphs["text"], words) for setting in settings]
    several = any(engine == "jieba" for engine, _ in settings)
    jobs = jobs or (cpu_count() or 1 if large else 1)
    with ProcessPoolExecutor(jobs) if jobs > 1 and several else nullcontext() as pool:
        each = pool.map if pool else map
        texts = (texts_for(paragraphs, engine) for engine, _ in settings)
        work = [
            pieces_of(*cut, hmm, words, each) for cut, (_, hmm) in zip(texts, settings, strict=True)
        ]
        return [tokens_of(pieces) for pieces in work]


def as_run(setting: Setting, texts: "pd.Series[str]", words: Collection[str]) -> Setting:
    """Return the setting that these texts are cut in where `setting` is asked.

    Beyond a million characters jieba without HMM is run by rjieba, the same algorithm with the same
    dictionary, unless the two cut a sample of the texts, or the user's words, differently.
    """
    if setting != ("jieba", False) or not _large(texts):
        return setting
    sample = [*texts.iloc[:: max(1, len(texts) // SAMPLE)], *list(words)[:SAMPLE]]
    cuts = (segmenter(engine, False, words) for engine in ("jieba", "rjieba"))
    one, other = ([cut(text) for text in sample] for cut in cuts)
    return ("rjieba", False) if one == other else setting


def _large(texts: "pd.Series[str]") -> bool:
    return int(texts.str.len().sum()) > SMALL


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


def years_of(documents: pd.DataFrame) -> "pd.Series[str]":
    """Return the year that each document speaks for, else that of its date, or nothing."""
    dated = documents["date"].str[:4]
    return documents["year"].where(documents["year"] != "", dated) if "year" in documents else dated


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


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield some texts at a time, in their order."""
    numbered = zip(texts, (end // BATCH for end in accumulate(map(len, texts))), strict=True)
    return ([text for text, _ in batch] for _, batch in groupby(numbered, itemgetter(1)))


def _cut(
    texts: Sequence[str], engine: str | Segmenter, hmm: bool, words: tuple[str, ...]
) -> Pieces:
    cut = segmenter(engine, hmm, words)
    index: dict[str, int] = defaultdict(count().__next__)
    pieces = [cut(text) for text in texts]
    ids = np.fromiter(map(index.__getitem__, chain.from_iterable(pieces)), "int32")
    return list(index), ids, np.fromiter(map(len, pieces), "int64", len(pieces))
