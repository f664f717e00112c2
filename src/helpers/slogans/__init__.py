"""The fixed formulations (提法): found without a list, explained, followed through time."""

from helpers.slogans.card import life
from helpers.slogans.counting import explanations
from helpers.slogans.discovery import find
from helpers.slogans.evolution import bursts, lives, spread, survival, turnover, years

__all__ = [
    "bursts",
    "explanations",
    "find",
    "life",
    "lives",
    "spread",
    "survival",
    "turnover",
    "years",
]
