"""The fixed formulations (提法): found without a list, explained, followed through time."""

from helpers.slogans.card import life
from helpers.slogans.counting import explanations
from helpers.slogans.discovery import find, leading
from helpers.slogans.evolution import (
    bursts,
    first_and_last,
    kinds_by_place,
    lives,
    spread,
    survival,
    turnover,
    years,
)

__all__ = [
    "bursts",
    "explanations",
    "find",
    "first_and_last",
    "kinds_by_place",
    "leading",
    "life",
    "lives",
    "spread",
    "survival",
    "turnover",
    "years",
]
