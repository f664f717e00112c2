"""Who promises what, how much, by when, how firmly, and what became of it."""

from helpers.commitments.archive import followed, kept, ledger
from helpers.commitments.departments import answers, department
from helpers.commitments.extraction import explain, extract, extract_all
from helpers.commitments.follow_through import compare, follow
from helpers.commitments.inventory import fragmentation, most_promised
from helpers.commitments.panels import panel
from helpers.commitments.responsibilities import assign
from helpers.commitments.summary import busiest, due
from helpers.commitments.trajectories import trajectories

__all__ = [
    "answers",
    "assign",
    "busiest",
    "compare",
    "department",
    "due",
    "explain",
    "extract",
    "extract_all",
    "follow",
    "followed",
    "fragmentation",
    "kept",
    "ledger",
    "most_promised",
    "panel",
    "trajectories",
]
