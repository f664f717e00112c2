"""How evenly words are spread over the parts of a corpus, and how sure a rate is.

Tested against Gries' worked examples, scipy and the R packages tlda (dispersion), boot and survey
(linearised).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.special import ndtri, rel_entr

from helpers.errors import ParameterError
from helpers.statistics.intervals import BLOCK, Array, Counts, settled, tail_of


def dp(counts: Counts, sizes: Counts) -> Array:
    """Return Gries' DP normalised of each word: 0 even, 1 all in the smallest part.

    `counts` is parts × words (dense or sparse), `sizes` the parts' tokens; 0 for a single part.
    Gries (2008), International Journal of Corpus Linguistics 13: 403-437; normalised by
    Lijffijt & Gries (2012), 17: 147-149.
    """
    words, share, size, number = _shares(counts, sizes)
    parts = np.asarray(sizes, dtype=float)
    parts = parts[parts > 0]
    if parts.size < 2:
        return np.zeros(number)
    # Parts without the word add their size; all sizes together are 1.
    gaps = np.bincount(words, weights=np.abs(share - size) - size, minlength=number)
    return settled((1 + gaps) / 2 / (1 - parts.min() / parts.sum()))


def dkl(counts: Counts, sizes: Counts) -> Array:
    """Return the Kullback-Leibler divergence of each word's spread from an even one, in bits.

    Arguments as for `dp`. Gries (2020), Analyzing dispersion, in A Practical Handbook of Corpus
    Linguistics: Σ v log2(v / s), not brought to 0 … 1.
    """
    words, share, size, number = _shares(counts, sizes)
    nats = np.bincount(words, weights=rel_entr(share, size), minlength=number)
    return settled(nats / np.log(2))


def bootstrap(
    counts: Counts,
    sizes: Counts,
    strata: Sequence[int],
    replicates: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[Array, Array]:
    """Return the percentile interval of each word's rate, paragraphs drawn anew.

    `counts` is paragraphs × words (sparse), `sizes` the paragraphs' tokens, `strata` their
    document: each document keeps its number of paragraphs. Rates per token. Efron & Tibshirani
    (1993), An Introduction to the Bootstrap, chapter 13.
    """
    table, tail = csc_array(counts), tail_of(confidence)
    draw, where = np.random.default_rng(seed), np.asarray(strata)
    weights = np.zeros((where.size, replicates))
    for stratum in np.unique(where):
        rows = np.flatnonzero(where == stratum)
        weights[rows] = draw.multinomial(rows.size, np.full(rows.size, 1 / rows.size), replicates).T
    tokens = np.maximum(np.asarray(sizes, dtype=float) @ weights, 1.0)
    ends = np.empty((2, table.shape[1]))
    for start in range(0, table.shape[1], BLOCK):
        rates = (table[:, start : start + BLOCK].T @ weights) / tokens
        ends[:, start : start + BLOCK] = np.quantile(rates, [tail, 1 - tail], axis=1)
    return ends[0], ends[1]


def linearised(
    counts: Counts, sizes: Counts, strata: Sequence[int], confidence: float = 0.95
) -> tuple[Array, Array]:
    """Return what `bootstrap` tends to with many paragraphs, by its variance, without drawing.

    The ratio estimator's variance, stratified: Σ (e - mean e of the document)², e = count - rate ·
    size. Cochran (1977), Sampling Techniques, chapter 6; the lower end is never below 0.
    """
    table, size = csr_array(counts, dtype=float), np.asarray(sizes, dtype=float)
    _, where, members = np.unique(np.asarray(strata), return_inverse=True, return_counts=True)
    weigh = csr_array((members[where] ** -0.5, (where, np.arange(where.size))))
    total = max(size.sum(), 1.0)
    rate = np.asarray(table.sum(axis=0)) / total
    within, between = _squares(table, size, rate), _squares(weigh @ table, weigh @ size, rate)
    half = ndtri(1 - tail_of(confidence)) * np.sqrt(np.maximum(within - between, 0.0)) / total
    return np.maximum(rate - half, 0.0), rate + half


def _shares(counts: Counts, sizes: Counts) -> tuple[Array, Array, Array, int]:
    """Return word, share of it there and size of the part, for each pair that occurs."""
    table = coo_array(counts)
    table.eliminate_zeros()
    part, word = table.coords
    total = np.bincount(word, weights=table.data, minlength=table.shape[1])
    if not total.all():
        raise ParameterError("A word that does not occur has no dispersion.")
    size = np.asarray(sizes, dtype=float)
    return word, table.data / total[word], size[part] / size.sum(), table.shape[1]


def _squares(table: Any, size: Array, rate: Array) -> Array:
    """Return the sum of (count - rate · size)² of each word over the rows."""
    squares: Array = (table * table).sum(axis=0) - 2 * rate * (size @ table)
    return squares + rate**2 * (size @ size)
