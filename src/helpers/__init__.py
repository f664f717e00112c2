"""Helpers that the notebooks share: from raw Chinese government texts to tables and pages."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.corpus import Corpus


def load(results: Path | str = "") -> "Corpus":
    """Return the corpus of a folder of results, such as `make reports OUT=…` wrote; else our own.

    Raises TableError when there are no tables in it.
    """
    from helpers.corpus import Corpus

    return Corpus.of(results)
