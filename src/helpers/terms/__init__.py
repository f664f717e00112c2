"""Words with their uncertainty: counts, contrasts of groups, change over time, context."""

from helpers.terms.context import collocates, cooccurrence, kwic, positions
from helpers.terms.frequency import count, keyness, surviving, telling
from helpers.terms.segment import dictionary_test, own_tokens, stop_words
from helpers.terms.trends import bursts, change, rank_frequency
from helpers.text.words import segmenter, word_file, word_list

__all__ = [
    "bursts",
    "change",
    "collocates",
    "cooccurrence",
    "count",
    "dictionary_test",
    "keyness",
    "kwic",
    "own_tokens",
    "positions",
    "rank_frequency",
    "segmenter",
    "stop_words",
    "surviving",
    "telling",
    "word_file",
    "word_list",
]
