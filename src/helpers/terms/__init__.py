"""Words with their uncertainty: counts, contrasts of groups, change over time, context."""

from helpers.terms.context import collocates, cooccurrence, kwic, positions
from helpers.terms.contrasts import keyness, surviving
from helpers.terms.dictionary import dictionary_test
from helpers.terms.echoes import find_echoes, followed, newness
from helpers.terms.frequency import background, count, telling
from helpers.terms.phrases import find_phrases
from helpers.terms.segment import own_tokens, stop_words
from helpers.terms.themes import attention, attention_over, picked_terms, theme_words
from helpers.terms.trends import bursts, by_year, change, rank_frequency, turning
from helpers.terms.units import join_units, units_of
from helpers.text.words import segmenter, word_file, word_list

__all__ = [
    "attention",
    "attention_over",
    "background",
    "bursts",
    "by_year",
    "change",
    "collocates",
    "cooccurrence",
    "count",
    "dictionary_test",
    "find_echoes",
    "find_phrases",
    "followed",
    "join_units",
    "keyness",
    "kwic",
    "newness",
    "own_tokens",
    "picked_terms",
    "positions",
    "rank_frequency",
    "segmenter",
    "stop_words",
    "surviving",
    "telling",
    "theme_words",
    "turning",
    "units_of",
    "word_file",
    "word_list",
]
