"""How words change: over time (trend, bursts) and over ranks.

Tested against Dobson's worked example, the R package brglm2 (trend), burst_detection (bursts) and
R's optim (Zipf-Mandelbrot).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.special import softmax, xlogy

from helpers.errors import ParameterError
from helpers.statistics.intervals import Array, Counts, settled

TINY = 1e-100  # in the place of 0 in a denominator
STEEPEST = 1000.0  # the largest shift of a rank-frequency curve that is looked for


def trend(counts: Counts, sizes: Counts, times: Counts) -> tuple[Array, Array]:
    """Return the slope of each word's log rate over time and its standard error.

    `counts` is documents × words, `sizes` their tokens, `times` their dates as numbers. Poisson
    regression with bias reduction (finite where a word is new or gone: Firth 1993, Biometrika 80:
    27-38), variance by Pearson's dispersion where that is above 1 (McCullagh & Nelder 1989,
    section 6.2). Raises ParameterError with fewer than three documents or two dates.
    """
    y, time = np.asarray(counts, dtype=float), np.asarray(times, dtype=float)
    if time.size < 3 or np.ptp(time) == 0:
        raise ParameterError("A trend needs at least three documents and two dates.")
    span, tokens = np.ptp(time), np.asarray(sizes, dtype=float)
    dates, where = np.unique((time - time.mean()) / span, return_inverse=True)
    exposure = np.bincount(where, weights=tokens).astype(float)
    slope, variance, rates = _log_linear(y.sum(axis=0), dates[where] @ y, exposure, dates)
    mean = tokens[:, None] * rates[where]
    dispersion = ((y - mean) ** 2 / np.maximum(mean, TINY)).sum(axis=0) / (time.size - 2)
    error = np.sqrt(np.maximum(dispersion, 1.0) * variance)
    return settled(slope / span), settled(error / span)


def _log_linear(
    total: Array, total_x: Array, exposure: Array, x: Array
) -> tuple[Array, Array, Array]:
    """Return slope, its variance and the rates at `x` of log-linear rates, bias reduced.

    From the sums of the counts and of counts times `x`, which spans 1. With the level at its best,
    Firth's score of the slope is total_x - total · c1 + c3 / 2 c2, where c1 … are the cumulants of
    `x` weighted by the expected counts; Newton's method, its curvature and its steps bounded.
    """
    slope = np.zeros(total.size)
    for _ in range(200):
        tilt = slope * x[:, None]
        weight = exposure[:, None] * np.exp(tilt - tilt.max(axis=0))
        weight /= weight.sum(axis=0)
        away = x[:, None] - x @ weight
        second = away * away * weight
        third = second * away
        c2, c3, m4 = (moment.sum(axis=0) for moment in (second, third, third * away))
        c2 = np.maximum(c2, TINY)
        score = total_x - total * (x @ weight) + c3 / c2 / 2
        curve = total * c2 - (m4 / c2 - 3 * c2 - (c3 / c2) ** 2) / 2
        step = np.clip(score / np.maximum(curve, (total + 1) * c2 / 20), -3, 3)
        slope = slope + step
        if np.abs(step).max(initial=0.0) < 1e-11:
            break
    # The leverages of level and slope sum to 2, so that the expected counts sum to total + 1.
    return slope, 1 / ((total + 1) * c2), (total + 1) * weight / exposure[:, None]


def break_point(counts: Counts, sizes: Counts) -> Any:
    """Return for each word before which period its rate breaks, 1 … periods - 1.

    `counts` is periods × words, `sizes` the periods' tokens. Two constant Poisson rates, the break
    where their likelihood is largest: Worsley (1986), Biometrika 73: 91-104, for the exponential
    family. 1 where there are fewer than two periods with words.

    >>> break_point([[9], [8], [1], [0]], [100, 100, 100, 100]).tolist()
    [2]
    """
    y, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    before, tokens = y.cumsum(axis=0)[:-1], size.cumsum()[:-1, None]
    after, rest = y.sum(axis=0) - before, size.sum() - tokens
    gain = xlogy(before, before / np.maximum(tokens, TINY)) + xlogy(
        after, after / np.maximum(rest, TINY)
    )
    return np.argmax(settled(gain), axis=0) + 1 if len(gain) else np.ones(y.shape[1], "int64")


class Burst(NamedTuple):
    """A run of periods, first to last, in which a word was more frequent than before."""

    first: int
    last: int
    weight: float


def kleinberg(
    hits: Counts, totals: Counts, scaling: float = 2.0, gamma: float = 1.0
) -> list[Burst]:
    """Return the bursts of a word that is in `hits` of the `totals` documents of each period.

    Two states, the second `scaling` times as likely; rising costs gamma ln(periods). Kleinberg
    (2002), Bursty and hierarchical structure in streams, section 4 (batched arrivals).
    """
    return [burst for _, burst in bursts_of(np.transpose([hits]), totals, scaling, gamma)]


def bursts_of(
    hits: Counts, totals: Counts, scaling: float, gamma: float
) -> list[tuple[int, Burst]]:
    """Return the bursts of many words, periods × words, each with the place of its word."""
    hit, total = np.asarray(hits, dtype=float), np.asarray(totals, dtype=float)[:, None]
    share = hit.sum(axis=0) / max(total.sum(), 1.0)
    possible = (share > 0) & (share < 1)
    base = np.where(possible, share, 0.5)
    levels = np.array([base, np.minimum(base * scaling, (1 + base) / 2)])[:, None]
    cost = -(hit * np.log(levels) + (total - hit) * np.log(1 - levels))
    climb = gamma * np.log(max(len(hit), 1))
    calm, busy, came = np.zeros(base.size), np.full(base.size, np.inf), []
    for plain, crowded in zip(*cost, strict=True):
        came.append((busy < calm, busy <= calm + climb))
        calm, busy = np.minimum(calm, busy) + plain, np.minimum(calm + climb, busy) + crowded
    state = (busy < calm) & possible
    states = np.zeros((len(hit) + 2, base.size), "int8")
    for at in range(len(hit), 0, -1):
        states[at] = state
        state = np.where(state, came[at - 1][1], came[at - 1][0]) & possible
    word, border = np.nonzero(np.diff(states, axis=0).T)
    gain = cost[0] - cost[1]
    spans = zip(word[::2].tolist(), border[::2].tolist(), border[1::2].tolist(), strict=True)
    return [(w, Burst(a, b - 1, float(settled(gain[a:b, w].sum())))) for w, a, b in spans]


def zipf_mandelbrot(counts: Sequence[int]) -> tuple[float, float]:
    """Return exponent a and shift b of f(rank) ∝ 1 / (rank + b)^a, by maximum likelihood.

    Mandelbrot (1953); the likelihood of Izsák (2006), Physica A 363: 545-550, by its score
    equations: the model's means of log(rank + b) and 1 / (rank + b) are those observed. 0 ≤ b ≤
    1000, of which an end is returned where the likelihood still rises there. Raises ParameterError
    with fewer than three words.
    """
    from scipy.optimize import brentq

    f = np.sort(np.asarray(counts, dtype=float))[::-1]
    if f.size < 3:
        raise ParameterError("A rank-frequency curve needs at least three words.")
    share, rank = f / f.sum(), np.arange(1, f.size + 1)

    def excess(a: float, b: float, of: Array) -> float:
        return float((softmax(-a * np.log(rank + b)) - share) @ of)

    def exponent(b: float) -> float:
        logs, most = np.log(rank + b), 1.0
        if excess(0.0, b, logs) <= 0:  # all words are as frequent
            return 0.0
        while excess(most, b, logs) > 0:
            most *= 2
        return float(brentq(excess, 0.0, most, args=(b, logs), xtol=1e-14))

    def rise(b: float) -> float:
        return excess(exponent(b), b, 1 / (rank + b))

    shift = 0.0 if rise(0) <= 0 else STEEPEST if rise(STEEPEST) >= 0 else brentq(rise, 0, STEEPEST)
    return round(exponent(shift), 6), round(shift, 6)
