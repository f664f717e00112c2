"""Every statistic against a published worked example or another implementation."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.errors import ParameterError
from helpers.statistics import association, intervals

# Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# Garwood's (1936) exact limits as in every table of them.
GARWOOD = [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)]
# Weeks in remission with 6-mercaptopurine, Freireich et al. (1963), as in Kalbfleisch & Prentice.
REMISSION = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]

counts = st.integers(0, 300)
sizes = st.integers(400, 100_000)


@pytest.mark.parametrize(("k", "n", "low", "high"), NEWCOMBE)
def test_wilson_gives_newcombes_examples(k, n, low, high):
    assert intervals.wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.5, 0.999))
def test_wilson_is_scipys(k, more, confidence):
    n = k + more
    if n:
        other = stats.binomtest(k, n).proportion_ci(confidence, method="wilson")
        assert intervals.wilson(k, n, confidence) == pytest.approx(tuple(other), abs=1e-12)


def test_nothing_is_known_of_a_share_of_nothing():
    assert intervals.wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "low", "high"), GARWOOD)
def test_poisson_gives_garwoods_limits(k, low, high):
    assert intervals.poisson(k, 1) == pytest.approx((low, high), abs=1e-3)
    assert intervals.poisson(k, 4) == pytest.approx((low / 4, high / 4), abs=1e-3)


@pytest.mark.parametrize("wrong", [(3, 2), (-1, 5)])
def test_wilson_says_what_is_wrong(wrong):
    with pytest.raises(ParameterError, match="0 ≤ k ≤ n"):
        intervals.wilson(*wrong)


@pytest.mark.parametrize("wrong", [(1, 0), (-1, 5), (1, float("nan"))])
def test_poisson_says_what_is_wrong(wrong):
    with pytest.raises(ParameterError, match="exposure > 0"):
        intervals.poisson(*wrong)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_share(confidence):
    with pytest.raises(ParameterError, match=r"0\.95"):
        intervals.wilson(1, 2, confidence)


def test_kaplan_meier_gives_the_remission_example():
    table = intervals.kaplan_meier(REMISSION, RELAPSED)
    steps = table[table["ended"] > 0]
    assert steps["time"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert steps["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert steps["survival"].round(3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=40))
def test_kaplan_meier_is_scipys(lives):
    durations, observed = zip(*lives, strict=True)
    ended = [d for d, seen in lives if seen]
    running = [d for d, seen in lives if not seen]
    data = stats.CensoredData(uncensored=ended, right=running)
    table = intervals.kaplan_meier(durations, observed)
    assert table["survival"].tolist() == pytest.approx(stats.ecdf(data).sf.evaluate(table["time"]))


def test_no_life_gives_an_empty_curve():
    table = intervals.kaplan_meier([], [])
    assert table.dtypes.astype(str).to_dict() == {
        "time": "float64",
        "at_risk": "int64",
        "ended": "int64",
        "survival": "float64",
    }


def test_log_likelihood_gives_dunnings_example():
    """Dunning (1993), table of bigrams: "the swiss" 110, 2442, 111, 29114 → 270.72."""
    assert association.log_likelihood(110, 111, 2552, 29225) == pytest.approx(270.72, abs=5e-3)


@given(counts, counts, sizes, sizes)
def test_log_likelihood_is_scipys(a, b, size_a, size_b):
    if a + b:
        cells = [[a, b], [size_a - a, size_b - b]]
        other = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        found = float(association.log_likelihood(a, b, size_a, size_b))
        assert abs(found) == pytest.approx(other.statistic, abs=1e-6)
        assert found * (a / size_a - b / size_b) >= 0


def test_log_ratio_and_lrc_of_ten_against_one():
    assert association.log_ratio([10], [1], 5000, 8000).round(2) == [4.0]
    assert association.lrc([10], [1], 5000, 8000).round(2) == [1.19]
    assert association.lrc([10], [1], 5000, 8000, family=3000) == [0.0]
    assert association.lrc([30], [10], 5000, 8000, family=3000).round(2) == [0.10]


def test_as_many_in_a_larger_group_are_half_as_frequent():
    """市 five times in 5,000 and in 10,000 tokens."""
    assert association.log_ratio([5], [5], 5000, 10_000).tolist() == [1.0]


@given(counts, counts, sizes, sizes, st.integers(1, 5000))
def test_lrc_is_the_end_of_the_exact_interval_next_to_zero(a, b, size_a, size_b, family):
    found = float(association.lrc(a, b, size_a, size_b, family))
    if a + b:
        low, high = stats.binomtest(a, a + b).proportion_ci(1 - 0.05 / family)
        null = size_a / (size_a + size_b)
        near = low if found > 0 else high if found < 0 else null
        assert low <= null <= high if found == 0 else not low <= null <= high
        expected = np.log2(near / (1 - near) * size_b / size_a)
        assert found == pytest.approx(expected, abs=1e-6)


@given(counts, counts, sizes, sizes)
def test_swapping_the_groups_turns_the_sign(a, b, size_a, size_b):
    for measure in (association.log_likelihood, association.log_ratio, association.lrc):
        there, back = measure(a, b, size_a, size_b), measure(b, a, size_b, size_a)
        assert float(there) == pytest.approx(-float(back), abs=1e-6) or a / size_a == b / size_b


def test_a_word_in_neither_group_has_no_keyness():
    for measure in (association.log_likelihood, association.log_ratio, association.lrc):
        assert measure([0], [0], 100, 300).tolist() == pytest.approx([0.0])


def test_an_empty_group_is_said_to_be_empty():
    for measure in (association.log_likelihood, association.log_ratio, association.lrc):
        with pytest.raises(ParameterError, match="no words"):
            measure([1], [0], 100, 0)


def test_permutation_draws_999_divisions_where_there_are_more():
    table = np.arange(26).reshape(13, 2) % 7
    found = association.permutation(table, np.full(13, 100), [True] * 6 + [False] * 7)
    assert found * 1000 == pytest.approx((found * 1000).round())


def test_permutation_tries_all_divisions_as_scipy_does():
    table = np.array([[9, 1], [7, 4], [8, 2], [1, 3], [0, 2], [2, 5]])
    tokens = np.full(6, 100)
    found = association.permutation(table, tokens, [True] * 3 + [False] * 3)

    def strength(a, b, axis=-1):
        return np.abs(a.sum(axis=axis) - b.sum(axis=axis))

    for word, p in zip(table.T, found, strict=True):
        other = stats.permutation_test(
            (word[:3], word[3:]), strength, alternative="greater", vectorized=True
        )
        assert p == pytest.approx(other.pvalue)


def test_permutation_takes_documents_of_any_length_by_their_shares():
    counts, tokens = np.array([3, 0, 1, 2, 0]), np.array([10, 40, 20, 5, 25])

    def strength(*chosen):
        share = tokens[list(chosen)].sum() / tokens.sum()
        return abs(counts[list(chosen)].sum() - share * counts.sum()) / (share * (1 - share)) ** 0.5

    every = [strength(*pair) for pair in combinations(range(5), 2)]
    p = sum(one >= strength(0, 2) - 1e-9 for one in every) / len(every)
    group = [True, False, True, False, False]
    found = association.permutation(counts[:, None], tokens, group)
    assert found.tolist() == [p] and 0 < p < 1


def test_a_word_that_stands_once_is_bounded_too():
    (low,) = association.lrc([1], [0], 10, 10_000)
    assert low == pytest.approx(np.log2(0.025 / 0.975 * 1000), abs=1e-6)


def test_permutation_draws_where_there_are_too_many_divisions():
    draw = np.random.default_rng(1)
    table = np.hstack([draw.poisson(5, (30, 50)), [[20]] * 15 + [[5]] * 15])
    p = association.permutation(table, np.full(30, 1000), [True] * 15 + [False] * 15, 499)
    assert p[-1] == pytest.approx(1 / 500)
    assert 0.3 < p[:-1].mean() < 0.7
    assert (p[:-1] < 0.05).mean() < 0.15


def test_five_documents_cannot_show_a_difference():
    p = association.permutation([[0], [0], [0], [0], [9]], [500] * 5, [False] * 4 + [True])
    assert p.tolist() == [0.2]


def test_log_dice_reaches_14_and_zero_where_rychly_says():
    assert association.log_dice(7, 7, 7) == 14
    # "Value 0 means there is less than 1 co-occurrence of XY per 16,000 X or 16,000 Y."
    assert association.log_dice(1, 16384, 16384) == 0
    # "Plus 1 point means twice as often collocation."
    assert association.log_dice(20, 400, 600) - association.log_dice(10, 400, 600) == 1


@pytest.mark.parametrize(("both", "x", "y", "score"), [(30, 500, 40, 10.830075), (25, 120, 80, 12)])
def test_log_dice_is_nltks(both, x, y, score):
    """14 + log2 of nltk 3.10's BigramAssocMeasures.dice."""
    assert association.log_dice(both, x, y) == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize(
    ("both", "x", "y", "total", "score"),
    [(30, 500, 40, 10000, 0.466170), (25, 120, 80, 4000, 0.461739), (1, 10, 100, 1000, 0)],
)
def test_npmi_is_gensims(both, x, y, total, score):
    """The values of gensim 4.4's phrases.npmi_scorer."""
    assert association.npmi(both, x, y, total) == pytest.approx(score, abs=1e-6)


def test_npmi_has_boumas_fixed_points():
    assert association.npmi(10, 10, 10, 1000) == pytest.approx(1)
    assert association.npmi(1, 10, 100, 1000) == pytest.approx(0)
    assert association.npmi(40, 40, 40, 40) == 1
    assert association.npmi(1, 500, 500, 1000) < -0.7


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_associations_stay_in_their_bounds(both, first, second, neither):
    x, y, total = both + first, both + second, both + first + second + neither
    assert association.log_dice(both, x, y) <= 14
    assert -1 - 1e-9 <= association.npmi(both, x, y, total) <= 1 + 1e-9


@given(st.floats(-1e4, 1e4), st.floats(-1, 1))
def test_the_digits_written_do_not_depend_on_the_last_ones(value, noise):
    settled = intervals.settled([round(value, 5), round(value, 5) * (1 + noise * 1e-12)])
    assert f"{settled[0]:.10g}" == f"{settled[1]:.10g}" != "-0"
