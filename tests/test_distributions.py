"""Dispersion, bootstrap, trend, bursts and rank-frequency against examples and brute force."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from scipy.sparse import csr_array

from helpers import distributions
from helpers.errors import ParameterError

# Gries (2008, 2020): the fictitious corpus of five parts and the word "a" in it.
PARTS = [9, 10, 10, 10, 11]
# AIDS deaths in Australia by quarter, 1983-1986: Dobson (1990), exercise 4.1.
DEATHS = [0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45]


def test_dispersion_gives_gries_example():
    word = [[1], [2], [3], [4], [5]]
    assert distributions.dp(word, PARTS) * (1 - 0.18) == pytest.approx(0.18)
    assert distributions.dp(word, PARTS).round(2) == [0.22]
    assert distributions.dkl(word, PARTS).round(3) == [0.137]


def test_dispersion_has_its_bounds():
    even, lumped = PARTS, [1, 0, 0, 0, 0]
    table = np.array([even, lumped]).T
    assert distributions.dp(table, PARTS) == pytest.approx([0, 1])
    assert distributions.dkl(table, PARTS) == pytest.approx([0, -np.log2(9 / 50)])
    assert distributions.dp([[7]], [100]).tolist() == [0]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 50)), min_size=2, max_size=12))
def test_dispersion_is_the_plain_formula(parts):
    word, size = (np.array(column, dtype=float) for column in zip(*parts, strict=True))
    size += word
    if word.sum():
        v, s = word / word.sum(), size / size.sum()
        expected = np.abs(v - s).sum() / 2 / (1 - s.min())
        assert distributions.dp(csr_array(word[:, None]), size)[0] == pytest.approx(expected)
        assert distributions.dkl(word[:, None], size)[0] == pytest.approx(stats.entropy(v, s, 2))


def test_a_word_that_does_not_occur_has_no_dispersion():
    for measure in (distributions.dp, distributions.dkl):
        with pytest.raises(ParameterError, match="does not occur"):
            measure([[0], [0]], [5, 5])


def paragraphs(seed=7, number=120):
    draw = np.random.default_rng(seed)
    size = draw.integers(20, 200, number)
    rates = draw.gamma(2, [[0.02, 0.005, 0.0005]] * number) / 2
    return csr_array(draw.poisson(rates * size[:, None])), size


def test_bootstrap_is_scipys():
    counts, size = paragraphs()
    low, high = distributions.bootstrap(counts, size, [0] * 120, 4000)
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
    once = distributions.bootstrap(counts, size, [0, 0, 1, 1], 200)
    assert np.array_equal(once, distributions.bootstrap(counts, size, [0, 0, 1, 1], 200))
    assert (once[0][0], once[1][0]) == pytest.approx((0.05, 0.05))
    low, high = distributions.bootstrap(counts, size, [0, 0, 0, 0], 200)
    assert low[0] < 0.05 < high[0]


def test_the_linearised_interval_is_the_bootstraps_for_frequent_words():
    counts, size = paragraphs()
    strata = np.repeat([0, 1, 2], 40)
    drawn = np.array(distributions.bootstrap(counts, size, strata, 4000))
    computed = np.array(distributions.linearised(counts, size, strata))
    width = drawn[1] - drawn[0]
    assert (np.abs(drawn - computed)[:, :2] < 0.1 * width[:2]).all()


def test_the_linearised_interval_never_falls_below_zero():
    low, high = distributions.linearised(csr_array([[1], [0], [0]]), [10, 10, 10], [0, 0, 0])
    assert low[0] == 0 < 1 / 30 < high[0]


def test_trend_is_jeffreys_penalised_regression():
    """Firth (1993): in a log-linear model the correction is that of Jeffreys' prior."""
    y, x = np.array(DEATHS, dtype=float), np.arange(14.0)

    def loss(beta):
        mean = np.exp(beta[0] + beta[1] * x)
        design = np.stack([np.ones(14), x])
        return -(y * np.log(mean) - mean).sum() - np.linalg.slogdet(design * mean @ design.T)[1] / 2

    other = optimize.minimize(loss, [0.3, 0.2], method="Nelder-Mead", options={"xatol": 1e-9})
    slope, error = distributions.trend(y[:, None], np.ones(14), x)
    assert slope[0] == pytest.approx(other.x[1], abs=1e-5)
    # Dobson's maximum likelihood fit: 0.2565, standard error 0.0220 before overdispersion.
    assert slope[0] == pytest.approx(0.2565, abs=0.003)
    assert 0.022 < error[0] < 0.022 * 2


def test_trend_stays_finite_for_new_and_vanished_words():
    table = [[0, 30, 5, 0], [0, 0, 5, 0], [30, 0, 5, 0]]
    slope, error = distributions.trend(table, [1000, 1000, 1000], [2020, 2021, 2022])
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
    slope, error = distributions.trend(table, np.full(len(counts), 500), times)
    scaled = distributions.trend(table, np.full(len(counts), 500), times * unit + 1990)
    assert (scaled[0] * unit)[0] == pytest.approx(slope[0], rel=1e-4, abs=1e-4)
    assert (scaled[1] * unit)[0] == pytest.approx(error[0], rel=1e-4)


@pytest.mark.parametrize("times", [[2020, 2021], [2020, 2020, 2020]])
def test_two_documents_or_one_date_have_no_trend(times):
    with pytest.raises(ParameterError, match="three documents and two dates"):
        distributions.trend([[1]] * len(times), [100] * len(times), times)


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


@settings(max_examples=60, deadline=None)
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
    bursts = distributions.kleinberg(hits, totals, scaling)
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


def test_a_burst_is_found_where_it_is():
    hits, totals = [1, 0, 2, 9, 10, 8, 1, 1], [20] * 8
    (burst,) = distributions.kleinberg(hits, totals)
    assert (burst.first, burst.last) == (3, 5) and burst.weight > 0
    assert distributions.kleinberg([3] * 8, totals) == []


@pytest.mark.parametrize(("exponent", "shift"), [(1.0, 0.0), (1.1, 2.7), (0.8, 10.0)])
def test_zipf_mandelbrot_finds_the_curve_that_made_the_counts(exponent, shift):
    counts = 1e6 / (np.arange(1, 2001) + shift) ** exponent
    assert distributions.zipf_mandelbrot(counts) == pytest.approx((exponent, shift), abs=0.02)


def test_two_words_have_no_curve():
    with pytest.raises(ParameterError, match="three words"):
        distributions.zipf_mandelbrot([5, 3])
