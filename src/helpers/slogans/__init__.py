"""The fixed formulations (提法): found without a list, explained, followed through time."""

from helpers.slogans.card import card
from helpers.slogans.counting import explanations
from helpers.slogans.discovery import find, leading
from helpers.slogans.evolution import (
    first_and_last,
    kinds_by_place,
    lives,
    spread,
    survival,
    turnover,
    years,
)

__all__ = [
    "card",
    "explanations",
    "find",
    "first_and_last",
    "kinds_by_place",
    "leading",
    "lives",
    "spread",
    "survival",
    "turnover",
    "years",
]
