"""How strongly a word belongs to a group, or to another word.

Tested against Dunning's and Evert's worked examples, scipy, nltk (logDice) and gensim (NPMI).
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
from scipy.sparse import csc_array
from scipy.special import betaincinv, rel_entr

from helpers.errors import ParameterError
from helpers.statistics.intervals import Array, Counts, settled, tail_of

FITTING = 250  # words at a time, for the cache of a processor


def log_likelihood(a: Counts, b: Counts, size_a: float, size_b: float) -> Array:
    """Return the signed G² of two groups, positive where the first has more of the word.

    `a` and `b` count each word in groups of `size_a` and `size_b` tokens. All four cells, not two:
    2 Σ O ln(O/E), Dunning (1993), Computational Linguistics 19: 61-74; Rayson & Garside (2000)
    leave out the cells of the other words. Raises ParameterError for an empty group.
    """
    a, b = _two_groups(a, b, size_a, size_b)
    share = (a + b) / (size_a + size_b)
    with_word = rel_entr(a, size_a * share) + rel_entr(b, size_b * share)
    rest_a, rest_b = size_a * (1 - share), size_b * (1 - share)
    without = rel_entr(size_a - a, rest_a) + rel_entr(size_b - b, rest_b)
    return settled(np.where(a * size_b >= b * size_a, 2.0, -2.0) * (with_word + without))


def log_ratio(a: Counts, b: Counts, size_a: float, size_b: float) -> Array:
    """Return log2 of the ratio of the two rates; a count of 0 is taken as 0.5 (Hardie 2014)."""
    a, b = _two_groups(a, b, size_a, size_b)
    ratio = np.log2(np.maximum(a, 0.5) / size_a) - np.log2(np.maximum(b, 0.5) / size_b)
    return settled(np.where(a + b == 0, 0.0, ratio))


def lrc(
    a: Counts, b: Counts, size_a: float, size_b: float, family: int = 1, confidence: float = 0.95
) -> Array:
    """Return the conservative log ratio: the end of its interval next to 0, or 0 if that holds 0.

    `family` is the number of words compared (Bonferroni). Evert (2022), Measuring keyness: exact
    conditional (Clopper & Pearson 1934) interval of the first group's share of the occurrences.

    >>> lrc([10], [1], 5000, 8000).round(2), lrc([10], [1], 5000, 8000, family=3000)
    (array([1.19]), array([0.]))
    """
    a, b = _two_groups(a, b, size_a, size_b)
    tail = tail_of(confidence) / max(family, 1)
    least = np.where(a > 0, betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
    most = np.where(b > 0, betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1.0)
    with np.errstate(divide="ignore"):
        low = np.log2(least / (1 - least) * size_b / size_a)
        high = np.log2(most / (1 - most) * size_b / size_a)
    return settled(np.where(low > 0, low, np.where(high < 0, high, 0.0)))


def permutation(
    counts: Counts, sizes: Counts, group: Sequence[bool], shuffles: int = 999, seed: int = 0
) -> Array:
    """Return each word's p value when whole documents change groups, two-sided.

    `counts` is documents × words (dense or sparse), `sizes` the documents' tokens, `group` who is
    in the first group. The statistic is the first group's count less the expected one,
    standardised (the root of Pearson's X²). All divisions are tried where there are at most
    `shuffles`, so that p is never below one in their number; else random ones, p = (1 + as large) /
    (1 + shuffles). Lijffijt et al. (2016), Digital Scholarship in the Humanities 31: 374-397;
    Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9: 39.
    """
    first, table = np.asarray(group, dtype=float), csc_array(counts)
    divisions, exact = _divisions(first, shuffles, seed)
    every = np.vstack([first, divisions])
    share = every @ np.asarray(sizes, dtype=float)[:, None] / max(np.sum(sizes), 1)
    spread = np.sqrt(np.maximum(share * (1 - share), 1e-12))
    as_large = np.empty(table.shape[1])
    # Whole numbers below 2^24 are exact in single precision, which is twice as fast.
    single = every.astype("float32")
    for start in range(0, as_large.size, FITTING):
        block = table[:, start : start + FITTING].toarray()
        strength = share * block.sum(axis=0)
        np.subtract(single @ block.astype("float32"), strength, out=strength)
        np.divide(np.abs(strength, out=strength), spread, out=strength)
        as_large[start : start + FITTING] = (strength[1:] >= strength[0] - 1e-9).sum(axis=0)
    return as_large / len(divisions) if exact else (1 + as_large) / (1 + shuffles)


def log_dice(together: Counts, first: Counts, second: Counts) -> Array:
    """Return the association of two words, 14 at most: 14 + log2(2 f_xy / (f_x + f_y)).

    Rychlý (2008), A lexicographer-friendly association score; for pairs that do occur.
    """
    joint = np.asarray(together, dtype=float)
    return settled(14 + np.log2(2 * joint / (np.asarray(first) + np.asarray(second))))


def npmi(together: Counts, first: Counts, second: Counts, total: int) -> Array:
    """Return the normalised pointwise mutual information, -1 to 1, for pairs that do occur.

    Frequencies are numbers of the `total` units (sentences) with the words. Bouma (2009),
    Normalized (pointwise) mutual information in collocation extraction; 1 for a pair in every unit.
    """
    joint, one, other = (np.asarray(f, dtype=float) / total for f in (together, first, second))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(joint / (one * other)) / -np.log2(joint)
    return settled(np.where(joint == 1, 1.0, value))


def _two_groups(a: Counts, b: Counts, size_a: float, size_b: float) -> tuple[Array, Array]:
    if not (size_a > 0 and size_b > 0):
        raise ParameterError("One of the two groups has no words: there is nothing to compare.")
    return np.asarray(a, dtype=float), np.asarray(b, dtype=float)


def _divisions(first: Array, shuffles: int, seed: int) -> tuple[Array, bool]:
    """Return divisions of the documents, a row each, and whether these are all there are."""
    number, inside = first.size, int(first.sum())
    if comb(number, inside) <= shuffles:
        every = combinations(range(number), inside)
        return np.array([np.isin(range(number), members) for members in every], dtype=float), True
    draw = np.random.default_rng(seed)
    return draw.permuted(np.tile(first, (shuffles, 1)), axis=1), False
