"""The matrix of words: the same counts as counting by hand, however it is made."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.terms import counts, segment
from helpers.text import words

TEXTS = ["推进高质量发展,推进企业改革。", "改革5G", "", "2021", "发展"]


def word_matrix(texts, engine="jieba"):
    return counts.tokens_of(counts.pieces_of(texts, engine)).matrix()


def as_counters(matrix):
    return [
        Counter({matrix.words[at]: int(n) for at, n in enumerate(line) if n})
        for line in matrix.counts.toarray()
    ]


def test_a_row_is_a_text_and_a_column_a_word():
    matrix = word_matrix(TEXTS)
    assert matrix.counts.shape == (5, len(matrix.words))
    assert as_counters(matrix)[0] == {"推进": 2, "高质量": 1, "发展": 1, "企业": 1, "改革": 1}
    assert as_counters(matrix)[2:4] == [Counter(), Counter()]


@settings(deadline=None)
@given(st.lists(st.text("推进改革发展5。\n ", max_size=20), max_size=9), st.integers(1, 40))
def test_the_counts_are_those_of_a_counter(texts, batch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counts, "BATCH", batch)
        matrix = word_matrix(texts, "rjieba")
    cut = words.segmenter("rjieba")
    assert as_counters(matrix) == [Counter(filter(segment.is_word, cut(text))) for text in texts]


def test_processes_give_the_same_matrix(monkeypatch):
    monkeypatch.setattr(counts, "BATCH", 5)
    alone = word_matrix(TEXTS)
    with ProcessPoolExecutor(2) as pool:
        together = counts.tokens_of(counts.pieces_of(TEXTS, each=pool.map)).matrix()
    assert alone.words == together.words
    assert np.array_equal(alone.counts.toarray(), together.counts.toarray())


def test_texts_are_added_up_by_group():
    matrix = word_matrix(["发展", "发展改革", "改革"])
    grouped = matrix.grouped([0, 0, 2], 3).toarray()
    assert grouped.tolist() == [[2, 1], [0, 0], [0, 1]]


@pytest.mark.parametrize("text", ["\x00\ud800"[:1] + "发展", "\U0001f600发展\ue000", "9" * 10_000])
def test_absurd_texts_are_counted(text):
    assert word_matrix([text]).counts.sum() == ("发展" in text)
