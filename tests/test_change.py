"""Dispersion, bootstrap, trend, bursts and rank-frequency against examples and brute force."""

import os
import subprocess
import sys
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special, stats
from scipy.sparse import csr_array

from conftest import ROOT
from helpers.errors import ParameterError
from helpers.statistics import change, dispersion

# Gries (2008, 2020): the fictitious corpus of five parts and the word "a" in it.
PARTS = [9, 10, 10, 10, 11]
# AIDS deaths in Australia by quarter, 1983-1986: Dobson (1990), exercise 4.1.
DEATHS = [0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45]


def test_dispersion_gives_gries_example():
    word = [[1], [2], [3], [4], [5]]
    assert dispersion.dp(word, PARTS) * (1 - 0.18) == pytest.approx(0.18)
    assert dispersion.dp(word, PARTS).round(2) == [0.22]
    assert dispersion.dkl(word, PARTS).round(3) == [0.137]


def test_dispersion_gives_lijffijt_and_gries_example():
    """Lijffijt & Gries (2012), table 1: 2/3 and 1/3 of a word in two of three equal parts."""
    (value,) = dispersion.dp([[2], [1], [0]], [100, 100, 100])
    assert (value, value * 2 / 3) == pytest.approx((1 / 2, 1 / 3))


def test_dispersion_is_tldas():
    """ALLEMAND in Lyne (1985) as in the README of the R package tlda 0.1: DP, and D / (1 + D)."""
    word = np.array([[2, 0, 1, 1, 3, 0, 3, 0, 0, 0]]).T
    size = np.array([8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930])
    assert dispersion.dp(word, size)[0] * (1 - 7930 / size.sum()) == pytest.approx(
        0.4990705, abs=1e-6
    )
    divergence = dispersion.dkl(word, size)[0]
    assert divergence / (1 + divergence) == pytest.approx(0.5334922, abs=1e-6)


def test_a_part_without_words_is_no_part():
    table = [[1], [2], [0]]
    assert dispersion.dp(table, [10, 10, 0]) == dispersion.dp(table[:2], [10, 10])


def test_dispersion_has_its_bounds():
    even, lumped = PARTS, [1, 0, 0, 0, 0]
    table = np.array([even, lumped]).T
    assert dispersion.dp(table, PARTS) == pytest.approx([0, 1])
    assert dispersion.dkl(table, PARTS) == pytest.approx([0, -np.log2(9 / 50)])
    assert dispersion.dp([[7]], [100]).tolist() == [0]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 50)), min_size=2, max_size=12))
def test_dispersion_is_the_plain_formula(parts):
    word, size = (np.array(column, dtype=float) for column in zip(*parts, strict=True))
    size += word
    if word.sum():
        v, s = word / word.sum(), size / size.sum()
        expected = np.abs(v - s).sum() / 2 / (1 - s.min())
        assert dispersion.dp(csr_array(word[:, None]), size)[0] == pytest.approx(expected, abs=1e-6)
        other = stats.entropy(v, s, 2)
        assert dispersion.dkl(word[:, None], size)[0] == pytest.approx(other, abs=1e-6)


def test_a_word_that_does_not_occur_has_no_dispersion():
    for measure in (dispersion.dp, dispersion.dkl):
        with pytest.raises(ParameterError, match="does not occur"):
            measure([[0], [0]], [5, 5])


def paragraphs(seed=7, number=120):
    draw = np.random.default_rng(seed)
    size = draw.integers(20, 200, number)
    rates = draw.gamma(2, [[0.02, 0.005, 0.0005]] * number) / 2
    return csr_array(draw.poisson(rates * size[:, None])), size


def test_bootstrap_is_scipys():
    counts, size = paragraphs()
    low, high = dispersion.bootstrap(counts, size, [0] * 120, 4000)
    for at, word in enumerate(counts.toarray().T):
        other = stats.bootstrap(
            (word, size),
            lambda w, s, axis: w.sum(axis) / s.sum(axis),
            paired=True,
            method="percentile",
            n_resamples=4000,
            rng=np.random.default_rng(3),
        ).confidence_interval
        width = other.high - other.low
        assert (low[at], high[at]) == pytest.approx(tuple(other), abs=0.1 * width)


def test_bootstrap_repeats_itself_and_keeps_documents_apart():
    counts, size = csr_array([[0], [0], [5], [5]]), [50, 50, 50, 50]
    once = dispersion.bootstrap(counts, size, [0, 0, 1, 1], 200)
    assert np.array_equal(once, dispersion.bootstrap(counts, size, [0, 0, 1, 1], 200))
    assert (once[0][0], once[1][0]) == pytest.approx((0.05, 0.05))
    low, high = dispersion.bootstrap(counts, size, [0, 0, 0, 0], 200)
    assert low[0] < 0.05 < high[0]


def test_the_linearised_interval_is_the_bootstraps_for_frequent_words():
    counts, size = paragraphs()
    strata = np.repeat([0, 1, 2], 40)
    drawn = np.array(dispersion.bootstrap(counts, size, strata, 4000))
    computed = np.array(dispersion.linearised(counts, size, strata))
    width = drawn[1] - drawn[0]
    assert (np.abs(drawn - computed)[:, :2] < 0.1 * width[:2]).all()


# Two documents of five paragraphs: a word's counts and the paragraphs' sizes.
RATIO = [3, 0, 5, 2, 1, 7, 9, 4, 0, 6], [120, 80, 150, 60, 90, 200, 170, 110, 40, 130]


def test_the_linearised_interval_is_surveys():
    """R survey 4.1, svyratio with strata: standard error 0.0041927638, there with n / (n - 1)."""
    counts, size = RATIO
    low, high = dispersion.linearised(csr_array(counts).reshape(10, 1), size, [0] * 5 + [1] * 5)
    error = 0.00419276379341 * (4 / 5) ** 0.5
    assert (high[0] - low[0]) / 2 == pytest.approx(stats.norm.ppf(0.975) * error)
    assert (high[0] + low[0]) / 2 == pytest.approx(0.0321739130435)


def test_the_bootstrap_is_boots():
    """R boot 1.3-28, 200,000 replicates with strata, percentiles: 0.023333, 0.038849."""
    counts, size = RATIO
    table, strata = csr_array(counts).reshape(10, 1), [0] * 5 + [1] * 5
    low, high = dispersion.bootstrap(table, size, strata, 40_000)
    assert (low[0], high[0]) == pytest.approx((0.0233333, 0.0388489), abs=1e-4)


def test_the_linearised_interval_of_a_single_token_is_its_rate():
    low, high = dispersion.linearised(csr_array([[1]]), [1], [0])
    assert (low.tolist(), high.tolist()) == ([1.0], [1.0])


def test_the_bootstrap_of_a_single_token_is_its_rate():
    low, high = dispersion.bootstrap([[1, 0]], [1], [0], replicates=9)
    assert (low.tolist(), high.tolist()) == ([1, 0], [1, 0])


def test_the_linearised_interval_never_falls_below_zero():
    low, high = dispersion.linearised(csr_array([[1], [0], [0]]), [10, 10, 10], [0, 0, 0])
    assert low[0] == 0 < 1 / 30 < high[0]


# R brglm2 0.9, brglmFit with type AS_mean: counts, sizes, dates, slope, its standard error, and
# Pearson's dispersion of that fit.
BRGLM = [
    (DEATHS, [1] * 14, range(14), 0.255648641, 0.021954259647, 2.387434231),
    ([1, 8, 14], [1000] * 3, [2020, 2021, 2022], 0.937836017, 0.305617276967, 1.557705710),
    ([0, 0, 30], [1000] * 3, [2020, 2021, 2022], 4.081496805, 1.360659682593, 0.530660219),
    (
        [3, 0, 7, 5, 12],
        [900, 1500, 1100, 700, 1300],
        [2012, 2013.5, 2016, 2017, 2020],
        *(0.213672368, 0.068784857938, 2.108439657),
    ),
]


@pytest.mark.parametrize(("counts", "sizes", "times", "slope", "error", "dispersion"), BRGLM)
def test_trend_is_brglms(counts, sizes, times, slope, error, dispersion):
    found = change.trend(np.array([counts]).T, sizes, list(times))
    wide = error * max(dispersion, 1) ** 0.5
    assert (found[0][0], found[1][0]) == pytest.approx((slope, wide), abs=2e-6)


def test_trend_is_jeffreys_penalised_regression():
    """Firth (1993): in a log-linear model the correction is that of Jeffreys' prior."""
    y, x = np.array(DEATHS, dtype=float), np.arange(14.0)

    def loss(beta):
        mean = np.exp(beta[0] + beta[1] * x)
        design = np.stack([np.ones(14), x])
        return -(y * np.log(mean) - mean).sum() - np.linalg.slogdet(design * mean @ design.T)[1] / 2

    other = optimize.minimize(loss, [0.3, 0.2], method="Nelder-Mead", options={"xatol": 1e-9})
    slope, error = change.trend(y[:, None], np.ones(14), x)
    assert slope[0] == pytest.approx(other.x[1], abs=1e-5)
    # Dobson's maximum likelihood fit: 0.2565, standard error 0.0220 before overdispersion.
    assert slope[0] == pytest.approx(0.2565, abs=0.003)
    assert 0.022 < error[0] < 0.022 * 2


def test_trend_stays_finite_for_new_and_vanished_words():
    table = [[0, 30, 5, 0], [0, 0, 5, 0], [30, 0, 5, 0]]
    slope, error = change.trend(table, [1000, 1000, 1000], [2020, 2021, 2022])
    assert np.isfinite(slope).all() and np.isfinite(error).all()
    assert slope[0] == pytest.approx(-slope[1], abs=1e-6)
    assert slope[0] > 1 and slope[2:] == pytest.approx([0, 0], abs=1e-6)


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=3, max_size=8),
    st.floats(0.01, 20),
)
def test_trend_does_not_depend_on_the_unit_of_time(counts, unit):
    table, times = np.array(counts)[:, None], np.arange(len(counts), dtype=float)
    slope, error = change.trend(table, np.full(len(counts), 500), times)
    scaled = change.trend(table, np.full(len(counts), 500), times * unit + 1990)
    assert (scaled[0] * unit)[0] == pytest.approx(slope[0], abs=1e-6 * max(1, unit))
    assert (scaled[1] * unit)[0] == pytest.approx(error[0], abs=1e-6 * max(1, unit))


@pytest.mark.parametrize("times", [[2020, 2021], [2020, 2020, 2020]])
def test_two_documents_or_one_date_have_no_trend(times):
    with pytest.raises(ParameterError, match="three documents and two dates"):
        change.trend([[1]] * len(times), [100] * len(times), times)


def cheapest(hits, totals, scaling, gamma):
    """Return the least cost over all sequences of states, by trying each (Kleinberg 2002)."""
    base = sum(hits) / sum(totals)
    levels = [base, min(base * scaling, (1 + base) / 2)]
    found = []
    for states in product([0, 1], repeat=len(hits)):
        cost = gamma * np.log(len(hits)) * sum(b > a for a, b in pairwise((0, *states)))
        for state, hit, total in zip(states, hits, totals, strict=True):
            cost -= stats.binom.logpmf(hit, total, levels[state])
        found.append((cost, states))
    return min(found)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.integers(1, 12).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
        min_size=2,
        max_size=7,
    ),
    st.sampled_from([1.5, 2.0, 3.0]),
)
def test_bursts_are_the_cheapest_sequence_of_states(periods, scaling):
    hits, totals = zip(*periods, strict=True)
    bursts = change.kleinberg(hits, totals, scaling)
    if 0 < sum(hits) < sum(totals):
        cost, _ = cheapest(hits, totals, scaling, 1.0)
        busy = [any(b.first <= t <= b.last for b in bursts) for t in range(len(hits))]
        base = sum(hits) / sum(totals)
        levels = [base, min(base * scaling, (1 + base) / 2)]
        ours = len(bursts) * np.log(len(hits)) - sum(
            stats.binom.logpmf(h, d, levels[b]) for h, d, b in zip(hits, totals, busy, strict=True)
        )
        assert ours == pytest.approx(cost)
    else:
        assert bursts == []


SERIES = [0, 2, 1, 6, 18, 2, 8, 10, 6, 1, 3, 0], [50, 60, 40, 55, 70, 45, 50, 40, 30, 60, 50, 45]
# The PyPI package burst_detection 0.1.3 (two states, batched): scaling, gamma, bursts. It takes the
# cheaper state period by period, so that it finds the cheapest sequence in plain cases only.
BURSTS = [
    ([1, 1, 8, 9, 1, 0], [20] * 6, 2, 1, [(2, 3, 6.6512)]),
    ([1, 0, 2, 9, 10, 8, 1, 1], [20] * 8, 2, 1, [(3, 5, 9.221465)]),
    (*SERIES, 3, 0.5, [(4, 4, 7.392516), (7, 8, 4.719041)]),
]


@pytest.mark.parametrize(("hits", "totals", "scaling", "gamma", "bursts"), BURSTS)
def test_bursts_are_those_of_another_implementation(hits, totals, scaling, gamma, bursts):
    found = change.kleinberg(hits, totals, scaling, gamma)
    assert np.array(found) == pytest.approx(np.array(bursts), abs=1e-6)


def test_a_burst_is_found_where_it_is():
    hits, totals = [1, 0, 2, 9, 10, 8, 1, 1], [20] * 8
    (burst,) = change.kleinberg(hits, totals)
    assert (burst.first, burst.last) == (3, 5) and burst.weight > 0
    assert change.kleinberg([3] * 8, totals) == []


@pytest.mark.parametrize(("exponent", "shift"), [(1.0, 0.0), (1.1, 2.7), (0.8, 10.0)])
def test_zipf_mandelbrot_finds_the_curve_that_made_the_counts(exponent, shift):
    counts = 1e6 / (np.arange(1, 2001) + shift) ** exponent
    assert change.zipf_mandelbrot(counts) == pytest.approx((exponent, shift), abs=0.02)


ZIPF = [60, 41, 33, 21, 17, 15, 11, 9, 8, 8, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1]


def test_zipf_mandelbrot_is_the_maximum_that_r_finds():
    """R 4.2.2, optim (Nelder-Mead) and nlm on the multinomial likelihood agree to these digits."""
    assert change.zipf_mandelbrot(ZIPF) == pytest.approx((2.81780, 6.74885), abs=5e-6)


def test_the_digits_of_zipf_mandelbrot_stand():
    draw = np.random.default_rng(0)
    for counts in (ZIPF, np.round(3e4 / (np.arange(1, 4000) + 2.7) ** 1.05) + 1):
        once = change.zipf_mandelbrot(counts)
        for _ in range(5):
            shaken = np.array(counts) * (1 + 1e-12 * draw.standard_normal(len(counts)))
            again = change.zipf_mandelbrot(draw.permutation(shaken))
            assert again == pytest.approx(once, abs=1.1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 200), min_size=3, max_size=40), st.floats(0, 1000))
def test_no_other_shift_is_likelier(counts, other):
    f = np.sort(counts)[::-1]

    def likelihood(shift):
        logs = np.log(np.arange(1, f.size + 1) + shift)

        def surprise(exponent):
            return special.logsumexp(-exponent * logs) + exponent * (f @ logs) / f.sum()

        return -optimize.minimize_scalar(surprise, bounds=(0, 4000), method="bounded").fun

    exponent, shift = change.zipf_mandelbrot(counts)
    assert 0 <= shift <= 1000 and exponent >= 0
    assert likelihood(shift) >= likelihood(other) - 1e-6


@pytest.mark.parametrize(
    ("counts", "curve"),
    [([7] * 50, (0, 0)), ([1000, 1, 1], (8.661525, 0)), ([9, 9, 9, 1], (355.629592, 1000))],
    ids=["all the same", "steeper than any shift", "flatter than any"],
)
def test_a_curve_without_an_inner_maximum_is_at_an_end(counts, curve):
    assert change.zipf_mandelbrot(counts) == pytest.approx(curve, abs=1e-5)


def test_two_words_have_no_curve():
    with pytest.raises(ParameterError, match="three words"):
        change.zipf_mandelbrot([5, 3])


EVERY_STATISTIC = """
import numpy as np
from helpers.statistics import association, change, dispersion, intervals
draw = np.random.default_rng(3)
counts, sizes = draw.poisson(draw.gamma(1, 6, (12, 300))) + 1, draw.integers(2000, 9000, 12)
a, b = counts[:5].sum(axis=0), counts[5:].sum(axis=0)
found = [
    dispersion.dp(counts, sizes), dispersion.dkl(counts, sizes),
    *change.trend(counts, sizes, np.arange(12) / 7),
    *np.array(dispersion.linearised(counts, sizes, [0, 1] * 6)) * 1e4,
    *np.array(dispersion.bootstrap(counts, sizes, [0, 1] * 6, 200)) * 1e4,
    association.log_likelihood(a, b, 3e4, 4e4), association.log_ratio(a, b, 3e4, 4e4),
    association.lrc(a, b, 3e4, 4e4, 300), association.log_dice(a, a + b, b + 99),
    association.npmi(a, a + b, a + 99, 99999), change.zipf_mandelbrot(a),
]
for values in found:
    print(*(f"{value:.10g}" for value in intervals.settled(values)))
"""


def test_another_processor_gives_the_same_digits():
    """The vector kernels, the BLAS and the logarithms of an old processor, as far as they exist."""
    old = {
        "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4",
        "OPENBLAS_CORETYPE": "Nehalem",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX2_Usable,-FMA_Usable",
    }
    command = [sys.executable, "-c", EVERY_STATISTIC]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    here, there = (
        subprocess.run(command, env=environment | more, capture_output=True, text=True, check=True)
        for more in ({}, old)
    )
    assert here.stdout.count("\n") == 14
    assert here.stdout == there.stdout
