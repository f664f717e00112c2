"""Who promises what, how much, by when, how firmly, and what became of it."""

from helpers.commitments.extraction import explain, extract
from helpers.commitments.follow_through import compare, trajectories

__all__ = ["compare", "explain", "extract", "trajectories"]
