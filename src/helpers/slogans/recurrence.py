"""Find the word strings that come again across documents, each at its full length."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.slogans.reading import Reading
from helpers.text.han import HAN

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.int64]

LONGEST = 12  # words
SHORTEST = 3  # characters
RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A string that recurs.

    `cohesion` is in bits; `upheld` and `headed` are shares of its places, `dated` is the
    divergence, in bits, of its documents' periods from those of all documents.
    """

    form: str
    count: int
    documents: int
    cohesion: float
    upheld: float
    headed: float
    dated: float


@dataclass(frozen=True, slots=True)
class Frames:
    """Which words uphold or head a string, the document of each, the period of each document."""

    upheld: "npt.NDArray[np.bool_]"
    headed: "npt.NDArray[np.bool_]"
    owner: "Array"
    periods: "Array"


@dataclass(frozen=True, slots=True)
class Level:
    """All recurring strings of one length: which one starts at each word, and their counts."""

    gram: "Array"
    counts: "Array"
    longer: "Array"


def recurring(
    texts: Reading,
    documents: Sequence[int],
    periods: Sequence[int],
    *,
    breaks: Sequence[str] = (),
    upholding: Sequence[str] = (),
    heads: Sequence[str] = (),
    least: int = 2,
    covered: float = 0.6,
) -> list[Recurring]:
    """Return the maximal word strings that stand in at least `least` documents.

    `documents` numbers the document of each paragraph from 0, `periods` the period of each.
    No string goes across a word of `breaks`; it is upheld after a word of `upholding` (a break,
    too), headed before one of `heads`. It is maximal when no longer one, but for a head at the
    end, takes more than the share `covered` of its places, so that its borders are free (the
    idea of C-value, Frantzi et al. 2000). Strings of n + 1 words are counted only where both
    strings of n words recur, which keeps time and memory in proportion to the text. Cohesion is
    the smallest pointwise mutual information of the two sides of any cut.
    """
    import numpy as np

    upheld, headed = _marked(texts, upholding), _marked(texts, heads)
    broken = np.asarray([not RUN.fullmatch(word) for word in texts.vocabulary])[texts.words]
    whole = np.where(broken | _marked(texts, breaks) | upheld, 0, texts.words)
    levels = [_number(whole, least)]
    while len(levels) < LONGEST and levels[-1].counts.size:
        levels.append(_extend(levels[-1], len(levels), headed, least))
    owner = np.repeat(np.asarray(documents, dtype=np.int64), texts.words_of)
    frames = Frames(upheld, headed, owner, np.asarray(periods))
    strings: list[Recurring] = []
    for length in range(1, len(levels)):
        at = _maximal(levels[length - 1], covered)
        strings += _strings(texts, levels[:length], at, frames, least)
    return strings


def _marked(texts: Reading, chosen: Sequence[str]) -> "npt.NDArray[np.bool_]":
    """Tell for each place whether one of the chosen words stands there."""
    import numpy as np

    wanted = set(chosen)
    return np.asarray([word in wanted for word in texts.vocabulary])[texts.words]


def _number(codes: "Array", least: int) -> Level:
    """Number the codes that come often enough; 0 and the rare ones become -1."""
    import numpy as np

    values, which, counts = np.unique(codes, return_inverse=True, return_counts=True)
    often = (counts >= least) & (values > 0)
    number = np.where(often, np.cumsum(often) - 1, -1)
    kept = counts[often]
    return Level(number[which], kept, np.zeros(kept.size, dtype=np.int64))


def _extend(level: Level, length: int, headed: "npt.NDArray[np.bool_]", least: int) -> Level:
    """Return the strings one word longer, and note in `level` how often each is extended."""
    import numpy as np

    gram = level.gram
    at = np.flatnonzero((gram[:-1] >= 0) & (gram[1:] >= 0))
    left, right = gram[at], gram[at + 1]
    fresh = _number(left * level.counts.size + right + 1, least)
    longer = np.full(gram.size, -1, dtype=np.int64)
    longer[at] = fresh.gram
    seen = fresh.gram >= 0
    counts = fresh.counts[fresh.gram[seen]]
    np.maximum.at(level.longer, right[seen], counts)
    np.maximum.at(level.longer, left[seen], np.where(headed[at[seen] + length], 0, counts))
    return Level(longer, fresh.counts, fresh.longer)


def _maximal(level: Level, covered: float) -> "Array":
    """Return the places of the strings that no longer string covers."""
    import numpy as np

    whole = level.longer <= covered * level.counts
    at = np.flatnonzero(level.gram >= 0)
    return at[whole[level.gram[at]]]


def _strings(
    texts: Reading, levels: Sequence[Level], at: "Array", frames: Frames, least: int
) -> Iterator[Recurring]:
    """Yield the strings of as many words as there are levels that start at these places."""
    import numpy as np

    level, length = levels[-1], len(levels)
    gram, size = level.gram[at], level.counts.size
    after = np.minimum(at + length, texts.words.size - 1)
    upheld = np.bincount(gram, frames.upheld[at - 1], size) / level.counts
    headed = np.bincount(gram, frames.headed[after], size) / level.counts
    documents, dated = _dating(gram, frames.owner[at], frames.periods, size)
    kept, first = np.unique(gram, return_index=True)
    for number, start in zip(kept.tolist(), at[first].tolist(), strict=True):
        form = "".join(texts.vocabulary[i] for i in texts.words[start : start + length].tolist())
        if documents[number] < least or len(form) < SHORTEST:
            continue
        yield Recurring(
            form=form,
            count=int(level.counts[number]),
            documents=int(documents[number]),
            cohesion=_cohesion(levels, start, length, texts.words.size),
            upheld=float(upheld[number]),
            headed=float(headed[number]),
            dated=float(dated[number]),
        )


def _dating(
    gram: "Array", owner: "Array", periods: "Array", size: int
) -> tuple["Array", "npt.NDArray[np.float64]"]:
    """Return for each string its documents, and how far their periods are from all documents'."""
    import numpy as np

    pairs = np.unique(gram * periods.size + owner)
    strings, whose = pairs // periods.size, periods[pairs % periods.size]
    documents = np.bincount(strings, minlength=size).astype(np.int64)
    cells, counts = np.unique(strings * (periods.max() + 1) + whose, return_counts=True)
    string, period = cells // (periods.max() + 1), cells % (periods.max() + 1)
    share = counts / documents[string]
    expected = np.bincount(periods)[period] / periods.size
    drift = np.bincount(string, share * np.log2(share / expected), size)
    return documents, drift.astype(np.float64)


def _cohesion(levels: Sequence[Level], start: int, length: int, size: int) -> float:
    from math import inf, log2

    def count(at: int, n: int) -> int:
        level = levels[n - 1]
        return int(level.counts[level.gram[at]])

    together = count(start, length) * size
    apart = (count(start, k) * count(start + k, length - k) for k in range(1, length))
    return min((log2(together / product) for product in apart), default=inf)
