"""Who promises what, how much, by when, how firmly, and what became of it."""

from helpers.commitments.archive import followed, kept, ledger
from helpers.commitments.extraction import explain, extract, extract_all
from helpers.commitments.follow_through import compare, follow
from helpers.commitments.panels import panel
from helpers.commitments.summary import busiest, due
from helpers.commitments.trajectories import trajectories

__all__ = [
    "busiest",
    "compare",
    "due",
    "explain",
    "extract",
    "extract_all",
    "follow",
    "followed",
    "kept",
    "ledger",
    "panel",
    "trajectories",
]
