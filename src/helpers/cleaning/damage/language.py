"""Rank readings of damaged text: a word model of Chinese, sharpened by the page's own words."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from operator import add
from pathlib import Path

from helpers import lexicon

LONGEST = 4
LETTER = 3.0
"""Cost of a Latin letter after another ASCII character."""
INDENT = "\u3000"
GENRE = 0.3
"""Weight of the words of official prose against the dictionary's."""


class Language:
    """A unigram model over words: jieba's dictionary mixed with the page's own strings.

    The cost of a text is the negative natural logarithm of its most probable segmentation
    (Viterbi 1967). It is kept incrementally: `extend` takes the costs of the last few prefixes
    and returns those after one more character, so that a search can rank thousands of readings.
    """

    def __init__(self, pages: Iterable[str] = ()) -> None:
        self.words, self.total = _dictionary()
        self.page: Counter[str] = Counter()
        size = 0
        for piece in pages:
            size += len(piece)
            for n in range(1, LONGEST + 1):
                self.page.update(piece[i : i + n] for i in range(len(piece) - n + 1))
        self.size = size or 1
        self.share = 0.4 * size / (size + 20_000)
        self.memo: dict[str, float] = {}
        self.endings: dict[str, tuple[float, ...]] = {}
        """The costs of the words that end with a few characters, the shortest first."""
        self.judged = 0
        """Characters judged so far: the measure of work."""

    def cost(self, word: str) -> float:
        """Return the negative log probability of a word; infinite for an unknown string."""
        cost = self.memo.get(word)
        if cost is None:
            chance = (1 - GENRE) * self.words.get(word, 0) / self.total
            chance += GENRE * _official().get(word, 0.0)
            chance *= 1 - self.share
            chance += self.share * self.page.get(word, 0) / self.size
            if len(word) == 1:
                chance += _floor(word)
            cost = self.memo[word] = -math.log(chance) if chance else math.inf
        return cost

    def extend(self, tail: str, costs: tuple[float, ...], character: str) -> tuple[float, ...]:
        """Return the costs of the last prefixes after one more character.

        `costs[-1]` is the cost of everything up to the end of `tail`, `costs[-2]` that of one
        character less, and so on.
        """
        self.judged += 1
        if (
            character.isascii()
            and character.isalpha()
            and tail[-1:].isascii()
            and tail[-1:].isalnum()
        ):
            return (*costs[1 - LONGEST :], costs[-1] + LETTER)
        if character == INDENT and not tail.strip(INDENT):
            return (*costs[1 - LONGEST :], costs[-1] + 1.0)
        window = (tail + character)[-LONGEST:]
        words = self.endings.get(window)
        if words is None:
            words = tuple(self.cost(window[-n:]) for n in range(1, len(window) + 1))
            self.endings[window] = words
        best = min(map(add, words, reversed(costs)))
        return (*costs[1 - LONGEST :], best)

    def prefix(self, text: str) -> tuple[float, ...]:
        """Return the costs after a whole text."""
        costs: tuple[float, ...] = (0.0,)
        for i, character in enumerate(text):
            costs = self.extend(text[max(0, i - LONGEST + 1) : i], costs, character)
        return costs


def _floor(character: str) -> float:
    """Return the least probability of a single character."""
    if character in _marks():
        return _marks()[character]
    if "!" <= character <= "~":
        return 5e-3 if character.isdigit() else 2e-6
    return 1e-8 if "一" <= character <= "鿿" else 1e-12


@cache
def _official() -> dict[str, float]:
    """Return the shares of the words of official prose."""
    groups = lexicon.load("official_words")
    return {word: float(share) for share, words in groups.items() for word in words.split()}


@cache
def _marks() -> dict[str, float]:
    """Return the chances of marks, each of a group having that of the group."""
    groups = lexicon.load("repair")["marks"]
    return {mark: chance for group, chance in groups.items() for mark in group}


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """Return jieba's words of up to four characters with their frequencies, and the sum."""
    import jieba

    text = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8")
    pairs = re.findall(rf"^(\S{{1,{LONGEST}}}) (\d+)", text, re.MULTILINE)
    words = {word: int(count) for word, count in pairs}
    return words, sum(words.values())
