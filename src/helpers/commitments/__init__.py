"""Who promises what, how much, by when, how firmly, and what became of it."""

from helpers.commitments.extraction import explain, extract, extract_all
from helpers.commitments.follow_through import compare, trajectories
from helpers.commitments.summary import calendar, firmness_by_actor, kinds_by_actor

__all__ = [
    "calendar",
    "compare",
    "explain",
    "extract",
    "extract_all",
    "firmness_by_actor",
    "kinds_by_actor",
    "trajectories",
]
