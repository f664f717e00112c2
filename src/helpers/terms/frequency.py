"""Count words with their uncertainty, and compare groups of documents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from os import cpu_count
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import ParameterError
from helpers.statistics import association, dispersion
from helpers.statistics.intervals import settled
from helpers.tables import Document, Keyness, Paragraph, frame
from helpers.terms.counts import Rows, WordMatrix, by_document, gather, pieces_of, row_of, table_of
from helpers.terms.segment import stop_words, texts_for
from helpers.text.words import ENGINES, Segmenter

Setting = tuple[str | Segmenter, bool]
SMALL = 1_000_000  # characters up to which the band has every engine and setting
DEAR = 400_000_000  # multiplications from which an interval is computed, not drawn


class Comparison(NamedTuple):
    """The table `keyness`, what its groups are, and the contrasts with too few words."""

    table: pd.DataFrame
    by: str
    too_small: tuple[str, ...]


def count(
    documents: Rows,
    paragraphs: Rows,
    *,
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Sequence[str] = (),
    stop: Collection[str] | None = None,
    band: Sequence[Setting] | None = None,
    roles: Collection[str] = ("heading", "body"),
    replicates: int = 2000,
    seed: int = 0,
    jobs: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `terms`, most frequent first, and `term_documents`.

    `engine` is jieba, rjieba, `own` (the tokens of `own_tokens`) or a function that cuts a text.
    band_low and band_high are the least and the largest per_10k over the segmentation settings
    `band` and the main one (without `band`: `band_settings`, and the user's own tokens where the
    paragraphs have them); interval, how low and high were made (bootstrap, or linearised where
    drawing is too dear). Stop words are marked, and counted like all others. Dispersion is over
    documents, or over paragraphs where one document has all words. Documents are cut in `jobs`
    processes; if not given, in one up to a million characters, beyond it in as many as processors.
    """
    table, names = table_of(Paragraph, paragraphs), table_of(Document, documents)["doc_id"]
    table = table[table["role"].isin(roles)]
    where = row_of(names, table["doc_id"], "paragraphs")
    characters = int(table["text"].str.len().sum())
    if band is None:
        own: list[Setting] = [("own", False)] if "tokens" in table else []
        band = [*band_settings(engine, hmm, characters), *own]
    jobs = jobs or (cpu_count() or 1 if characters > SMALL else 1)
    with ProcessPoolExecutor(jobs) if jobs > 1 else nullcontext() as pool:
        each = pool.map if pool else map
        settings = [(engine, hmm), *band]
        found, *others = [pieces_of(*texts_for(table, e), h, words, each) for e, h in settings]
        matrix = _sorted(gather(found))
        counts = matrix.grouped(where, len(names))
        terms = _term_table(matrix, counts).assign(**_interval(matrix, where, replicates, seed))
        rates = [gather(other).rates(matrix.words) for other in others]
    rates.append(terms["per_10k"].to_numpy())
    stopped = terms["term"].isin(stop_words() if stop is None else stop)
    terms = terms.assign(band_low=np.min(rates, axis=0), band_high=np.max(rates, axis=0))
    return terms.assign(stop=stopped), _document_table(names, matrix.words, counts)


def band_settings(engine: str | Segmenter, hmm: bool, characters: int) -> list[Setting]:
    """Return the settings that the segmentation band compares with the main one.

    All engines with and without HMM; beyond a million characters those of rjieba only, which cuts
    like jieba.
    """
    engines = ENGINES if characters <= SMALL else ["rjieba"]
    every: list[Setting] = [(name, guess) for name in engines for guess in (False, True)]
    return [setting for setting in every if setting != (engine, hmm)]


def keyness(
    documents: Rows,
    term_documents: Rows,
    by: str | Mapping[str, str] = "place",
    *,
    groups: tuple[str, str] | None = None,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    shuffles: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
) -> Comparison:
    """Return the table `keyness` for every group against the rest, or for a pair of `groups`.

    `by` is a column of documents, `year`, or a mapping of doc_id to group; documents without a
    group stand aside. Words with `min_count` occurrences in both together are compared and make
    the family for `lrc`; stop words are not compared, but count in the sizes.
    """
    table, matrix = by_document(documents, term_documents)
    label, group = _groups(table, by)
    asked = ~np.isin(matrix.words, list(stop_words() if stop is None else stop))
    tables, left_out = [frame(Keyness, [])], []
    for name, first, second in _contrasts(label, group, groups):
        either = matrix.counts[first | second]
        tested = np.flatnonzero(asked & (either.sum(axis=0) >= max(min_count, 1)))
        if not (matrix.counts[first].sum() and matrix.counts[second].sum() and tested.size):
            left_out.append(name)
            continue
        part = _compared(matrix, first, second, tested, confidence)
        sizes, inside = either.sum(axis=1), first[first | second]
        part["p"] = association.permutation(either[:, tested], sizes, inside, shuffles, seed)
        order = [-part["lrc"].abs(), -part["g2"].abs(), part["term"]]
        part = part.assign(contrast=name).iloc[np.lexsort(order[::-1])]
        tables.append(part[tables[0].columns])
    result = pd.concat(tables[len(tables) > 1 :], ignore_index=True)
    return Comparison(result, label, tuple(left_out))


def _sorted(matrix: WordMatrix) -> WordMatrix:
    """Return the matrix with the most frequent words first."""
    order = np.lexsort([matrix.words, -matrix.counts.sum(axis=0)])
    return WordMatrix([matrix.words[at] for at in order], matrix.counts[:, order])


def _term_table(matrix: WordMatrix, counts: Any) -> pd.DataFrame:
    sizes = counts.sum(axis=1)
    several = np.count_nonzero(sizes) > 1
    parts = (counts, sizes) if several else (matrix.counts, matrix.counts.sum(axis=1))
    values = {
        "term": matrix.words,
        "count": counts.sum(axis=0).astype("int64"),
        "per_10k": matrix.rates(matrix.words),
        "documents": (counts > 0).sum(axis=0).astype("int64"),
        "dp": dispersion.dp(*parts),
        "dkl": dispersion.dkl(*parts),
    }
    return pd.DataFrame(values).astype({"term": "str"})


def _document_table(names: "pd.Series[str]", words: list[str], counts: Any) -> pd.DataFrame:
    cells = counts.sorted_indices().tocoo()
    document, word = cells.coords
    values = {
        "doc_id": names.to_numpy(dtype=object)[document],
        "term": np.array(words, dtype=object)[word],
        "count": cells.data.astype("int64"),
    }
    return pd.DataFrame(values).astype({"doc_id": "str", "term": "str"})


def _interval(matrix: WordMatrix, where: Any, replicates: int, seed: int) -> dict[str, Any]:
    """Return the columns low, high and interval."""
    sizes = matrix.counts.sum(axis=1)
    if replicates and matrix.counts.nnz * replicates <= DEAR:
        how = "bootstrap"
        ends = dispersion.bootstrap(matrix.counts, sizes, where, replicates, seed=seed)
    else:
        how, ends = "linearised", dispersion.linearised(matrix.counts, sizes, where)
    low, high = (settled(end * 1e4) for end in ends)
    return {"low": low, "high": high, "interval": how}


def _groups(table: pd.DataFrame, by: str | Mapping[str, str]) -> tuple[str, "pd.Series[str]"]:
    """Return what the groups are called and each document's group, empty for none."""
    if not isinstance(by, str):
        return "group", table["doc_id"].map(by).fillna("").astype("str")
    if by == "year":
        return by, table["date"].str[:4]
    if by not in table.columns:
        known = ", ".join(["year", *table.columns])
        raise ParameterError(f"Documents cannot be grouped by {by!r}; there are: {known}.")
    return by, table[by].astype("str")


def _contrasts(
    label: str, group: "pd.Series[str]", pair: tuple[str, str] | None
) -> Iterator[tuple[str, Any, Any]]:
    """Yield for each contrast its name and which documents are in its two groups."""
    member = {name: group.eq(name).to_numpy() for name in sorted(set(group) - {""})}
    for name in pair or ():
        if name not in member:
            raise ParameterError(f"There is no {label} {name!r}; there are: {', '.join(member)}.")
    if pair or len(member) == 2:
        first, second = pair or member
        yield f"{label}: {first} | {second}", member[first], member[second]
    elif len(member) > 2:
        some = group.ne("").to_numpy()
        yield from ((f"{label}: {name} | rest", m, some & ~m) for name, m in member.items())


def _compared(
    matrix: WordMatrix, first: Any, second: Any, tested: Any, confidence: float
) -> pd.DataFrame:
    """Return the measures of keyness of the tested words."""
    a, b = (matrix.counts[side][:, tested] for side in (first, second))
    sizes = (int(matrix.counts[first].sum()), int(matrix.counts[second].sum()))
    totals = (a.sum(axis=0).astype("int64"), b.sum(axis=0).astype("int64"))
    values = {
        "term": np.array(matrix.words, dtype=object)[tested],
        "count_a": totals[0],
        "count_b": totals[1],
        "g2": association.log_likelihood(*totals, *sizes),
        "log_ratio": association.log_ratio(*totals, *sizes),
        "lrc": association.lrc(*totals, *sizes, family=tested.size, confidence=confidence),
        "documents_a": (a > 0).sum(axis=0).astype("int64"),
        "documents_b": (b > 0).sum(axis=0).astype("int64"),
    }
    return pd.DataFrame(values).astype({"term": "str"})


def telling(terms: "pd.DataFrame") -> "pd.DataFrame":
    """Return the words that carry meaning: of two characters or more and no stop words."""
    return terms[~terms["stop"] & (terms["term"].str.len() > 1)]


def surviving(rows: "pd.DataFrame") -> dict[str, float]:
    """Return the words whose difference survives the correction and the exchange of documents.

    Their weight is the size of the conservative log ratio; of several contrasts the largest.
    """
    kept = rows[(rows["lrc"] != 0) & (rows["p"] <= 0.05)]
    return {str(k): float(v) for k, v in kept["lrc"].abs().groupby(kept["term"]).max().items()}
