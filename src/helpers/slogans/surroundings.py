"""Weigh the words around formulations, so that their uses can be compared."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from helpers.text.han import HAN
from helpers.text.words import tagger

if TYPE_CHECKING:
    import scipy.sparse

WORD = re.compile(f"[{HAN}]{{2,}}")

Bag = Mapping[str, int]  # how often each word stands there


def beside(text: str, start: int, end: int, width: int) -> tuple[list[str], list[str]]:
    """Return the words of so many characters before and after a place."""
    cut = tagger().cut
    return cut(text[max(0, start - width) : start], False), cut(text[end : end + width], False)


def rarity(bags: Iterable[Bag]) -> dict[str, float]:
    """Return how rare each word is among the bags: the logarithm of their number by its own."""
    bags = list(bags)
    among = Counter(word for bag in bags for word in bag)
    return {word: log((1 + len(bags)) / count) for word, count in among.items()}


def weight(count: int, rare: float) -> float:
    """Return what a word weighs in a bag (log tf, idf)."""
    return (1 + log(count)) * rare


def vectors(bags: Sequence[Bag], rare: Mapping[str, float]) -> "scipy.sparse.csr_array":
    """Return the bags as rows of length 1, whose products are cosines."""
    import numpy as np
    from scipy.sparse import csr_array

    columns = {word: at for at, word in enumerate(rare)}
    weights = [np.array([weight(n, rare[word]) for word, n in bag.items()]) for bag in bags]
    unit = [own / max(float(np.linalg.norm(own)), 1e-12) for own in weights]
    where = [columns[word] for bag in bags for word in bag]
    ends = np.cumsum([0, *map(len, bags)])
    shape = (len(bags), max(1, len(columns)))
    return csr_array((np.concatenate([[], *unit]), where, ends), shape=shape)
