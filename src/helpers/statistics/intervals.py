"""How sure a share or a rate is, and how long things last.

Tested against Newcombe's, Garwood's and Freireich's worked examples and scipy.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaincinv, ndtri, stdtrit

from helpers.errors import ParameterError

Array = npt.NDArray[np.float64]
Counts = Any  # a number, a sequence, an array or a sparse matrix of counts
BLOCK = 1000  # words at a time, for memory


def settled(values: Counts) -> Array:
    """Return the values with six decimals, which are the same on every machine.

    Logarithms, sums and iterations differ from one processor or library to the next from about the
    eleventh digit on, and tables have ten. Every statistic of words passes through here.

    >>> settled([0.1 + 0.2, 2 / 3, -1e-9])
    array([0.3     , 0.666667, 0.      ])
    """
    rounded: Array = np.round(np.asarray(values, dtype=float), 6) + 0.0  # no -0
    return rounded


def wilson(k: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a share of `k` in `n`; (0, 1) when `n` is 0.

    Wilson (1927), JASA 22: 209-212; without continuity correction. Raises ParameterError when
    `k` is not between 0 and `n`.
    """
    if not 0 <= k <= n:
        raise ParameterError(f"A share needs 0 ≤ k ≤ n, not k = {k} and n = {n}.")
    if n == 0:
        return 0.0, 1.0
    z = float(ndtri(1 - tail_of(confidence)))
    share, squared = k / n, z * z / n
    centre = share + squared / 2
    half = z * (share * (1 - share) / n + squared / (4 * n)) ** 0.5
    low, high = (centre - half) / (1 + squared), (centre + half) / (1 + squared)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def poisson(k: int, exposure: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of the rate of `k` events in `exposure`, per unit of exposure.

    Garwood (1936), Biometrika 28: 437-442. Raises ParameterError without exposure.
    """
    if k < 0 or not exposure > 0:
        raise ParameterError(f"A rate needs k ≥ 0 and exposure > 0, not {k} and {exposure}.")
    tail = tail_of(confidence)
    low = float(gammaincinv(k, tail)) if k else 0.0
    return low / exposure, float(gammaincinv(k + 1, 1 - tail)) / exposure


def kaplan_meier(durations: Sequence[float], observed: Sequence[bool]) -> pd.DataFrame:
    """Return the share still in use after each duration, some ends not being seen yet.

    `observed` says whether the end was seen (else the duration is censored). A row for every
    distinct duration: time, at_risk (lasting at least so long), ended, survival (the share that
    lasts longer). Kaplan & Meier (1958), JASA 53: 457-481, equation 2b.

    >>> kaplan_meier([1, 2, 2, 4], [True, True, False, True]).survival.tolist()
    [0.75, 0.5, 0.0]
    """
    times = np.asarray(durations, dtype=float)
    ends = np.asarray(observed, dtype=bool)
    if times.shape != ends.shape:
        raise ParameterError(f"{times.size} durations and {ends.size} ends: they must pair up.")
    time, where = np.unique(times, return_inverse=True)
    ended = np.bincount(where, weights=ends, minlength=time.size).astype("int64")
    at_risk = np.bincount(where, minlength=time.size)[::-1].cumsum()[::-1].astype("int64")
    survival = np.cumprod(1 - ended / at_risk)
    return pd.DataFrame({"time": time, "at_risk": at_risk, "ended": ended, "survival": survival})


def tail_of(confidence: float) -> float:
    """Return the probability beyond each end of an interval, 0.025 for 0.95."""
    if not 0 < confidence < 1:
        raise ParameterError(f"Confidence lies between 0 and 1, as 0.95, not {confidence}.")
    return (1 - confidence) / 2


def false_discovery(p: Counts) -> Array:
    """Return the p values adjusted so that of those below 0.05 at most one in twenty is chance.

    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57: 289-300.
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(-values)
    ranks = np.arange(values.size, 0, -1)
    adjusted = np.empty(values.size)
    adjusted[order] = np.minimum.accumulate(np.minimum(values[order] * values.size / ranks, 1.0))
    return adjusted


def t_quantile(freedom: int, confidence: float = 0.95, family: int = 1) -> float:
    """Return how many standard errors an interval reaches, corrected for a family (Bonferroni)."""
    return float(stdtrit(freedom, 1 - tail_of(confidence) / max(family, 1)))
