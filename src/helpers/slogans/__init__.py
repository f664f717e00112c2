"""The fixed formulations (提法): found without a list, explained, followed through time."""

from helpers.slogans.card import card, promised
from helpers.slogans.counting import explanations
from helpers.slogans.diffusion import arrivals, births, farthest, spread
from helpers.slogans.discovery import find, leading
from helpers.slogans.evolution import (
    first_and_last,
    half_lives,
    kinds_by_place,
    lives,
    survival,
    turnover,
    years,
)
from helpers.slogans.homonyms import senses, with_senses
from helpers.slogans.succession import successions

__all__ = [
    "arrivals",
    "births",
    "card",
    "explanations",
    "farthest",
    "find",
    "first_and_last",
    "half_lives",
    "kinds_by_place",
    "leading",
    "lives",
    "promised",
    "senses",
    "spread",
    "successions",
    "survival",
    "turnover",
    "with_senses",
    "years",
]
