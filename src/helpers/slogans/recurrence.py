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

    Array = npt.NDArray[np.signedinteger]

LONGEST = 12  # words
SHORTEST = 3  # characters
RUN = re.compile(f"[{HAN}]+")
AT_HOME = 4  # documents of one series that make a string its own
MOSTLY = 0.8  # of all its documents, those that are of that series
OFTEN = 0.2  # of the documents of that series, those that have it
HALF = 0.5  # of all documents, those of a series that others can be told from, at most


@dataclass(frozen=True, slots=True)
class Recurring:
    """A string that recurs.

    `cohesion` is in bits; `upheld`, `headed` and `framed` are shares of its places, `dated` is the
    divergence, in bits, of its documents' periods from those of all documents. `home` is the
    size of the one series of documents that says it again and again and has nearly all of its
    documents; 0 where there is none.
    """

    form: str
    count: int
    documents: int
    cohesion: float
    upheld: float
    headed: float
    framed: float
    dated: float
    home: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words that cut strings, or stand before and after them."""

    breaks: Sequence[str] = ()
    upholding: Sequence[str] = ()
    heads: Sequence[str] = ()
    frames: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The document of each paragraph, from 0; the period and the series of each document."""

    documents: Sequence[int]
    periods: Sequence[int]
    series: Sequence[int]


@dataclass(frozen=True, slots=True)
class Places:
    """What each word of the texts does to strings beside it, and its document."""

    upheld: "npt.NDArray[np.bool_]"
    headed: "npt.NDArray[np.bool_]"
    framed: "npt.NDArray[np.bool_]"
    owner: "Array"
    periods: "Array"
    series: "Array"


@dataclass(frozen=True, slots=True)
class Level:
    """All recurring strings of one length: where they start, which one there, and their counts."""

    at: "Array"
    gram: "Array"
    counts: "Array"
    longer: "Array"


def recurring(
    texts: Reading, sources: Sources, words: Words, *, least: int = 2, covered: float = 0.6
) -> Iterator[Recurring]:
    """Yield the maximal word strings that stand in at least `least` documents, or are of one home.

    No string goes across a word of `breaks`; it is upheld after a word of `upholding` (a break,
    too), headed before one of `heads`, framed after one of `frames`. It is maximal when no longer
    one, but for a head at the end, takes more than the share `covered` of its places, so that its
    borders are free (the idea of C-value, Frantzi et al. 2000). Strings of n + 1 words are counted
    only where both strings of n words recur, which keeps time and memory in proportion to the
    text. Cohesion is the smallest pointwise mutual information of the two sides of any cut.
    """
    import numpy as np

    upheld, headed = _marked(texts, words.upholding), _marked(texts, words.heads)
    broken = np.asarray([not RUN.fullmatch(word) for word in texts.vocabulary])[texts.words]
    codes = np.where(broken | _marked(texts, words.breaks) | upheld, 0, texts.words)
    at = np.flatnonzero(codes).astype(np.int32)
    levels = [_number(at, codes[at], min(least, AT_HOME))[0]]
    while len(levels) < LONGEST and levels[-1].counts.size:
        levels.append(_extend(levels[-1], len(levels), headed, min(least, AT_HOME)))
    owner = np.repeat(np.asarray(sources.documents, dtype=np.int32), texts.words_of)
    framed = _marked(texts, words.frames)
    periods, series = np.asarray(sources.periods), np.asarray(sources.series)
    places = Places(upheld, headed, framed, owner, periods, series)
    for length in range(1, len(levels)):
        maximal = _maximal(levels[length - 1], covered)
        yield from _strings(texts, levels[:length], maximal, places, least)


def _marked(texts: Reading, chosen: Sequence[str]) -> "npt.NDArray[np.bool_]":
    """Tell for each place whether one of the chosen words stands there."""
    import numpy as np

    wanted = set(chosen)
    return np.asarray([word in wanted for word in texts.vocabulary])[texts.words]


def _number(at: "Array", codes: "Array", least: int) -> tuple[Level, "npt.NDArray[np.bool_]"]:
    """Number the codes at these places that come often enough, and tell which those are."""
    import numpy as np

    _, which, counts = np.unique(codes, return_inverse=True, return_counts=True)
    often = counts >= least
    seen = often[which]
    gram = (np.cumsum(often) - 1)[which[seen]].astype(np.int32)
    kept = counts[often]
    return Level(at[seen], gram, kept, np.zeros(kept.size, dtype=np.int64)), seen


def _extend(level: Level, length: int, headed: "npt.NDArray[np.bool_]", least: int) -> Level:
    """Return the strings one word longer, and note in `level` how often each is extended."""
    import numpy as np

    followed = np.flatnonzero(np.diff(level.at) == 1)
    left, right = level.gram[followed], level.gram[followed + 1]
    codes = left * np.int64(level.counts.size) + right
    fresh, seen = _number(level.at[followed], codes, least)
    counts = fresh.counts[fresh.gram]
    np.maximum.at(level.longer, right[seen], counts)
    np.maximum.at(level.longer, left[seen], np.where(headed[fresh.at + length], 0, counts))
    return fresh


def _maximal(level: Level, covered: float) -> "npt.NDArray[np.bool_]":
    """Tell of which of its places no longer string covers the string that starts there."""
    whole: npt.NDArray[np.bool_] = level.longer <= covered * level.counts
    return whole[level.gram]


def _strings(
    texts: Reading,
    levels: Sequence[Level],
    maximal: "npt.NDArray[np.bool_]",
    places: Places,
    least: int,
) -> Iterator[Recurring]:
    """Yield the strings of as many words as there are levels that are maximal."""
    import numpy as np

    level, length = levels[-1], len(levels)
    at, gram, size = level.at[maximal], level.gram[maximal], level.counts.size
    after = np.minimum(at + length, texts.words.size - 1)
    marks = {"upheld": (places.upheld, at - 1), "headed": (places.headed, after)}
    marks["framed"] = places.framed, at - 1
    shares = {
        name: np.bincount(gram, marked[where], size) / level.counts
        for name, (marked, where) in marks.items()
    }
    documents, dated, home = _spread(gram, places.owner[at], places, size)
    kept, first = np.unique(gram, return_index=True)
    chosen = (documents[kept] >= least) | (home[kept] > 0)
    starts = at[first[chosen]]
    cohesion = _cohesion(levels, starts, texts.words.size).tolist()
    for number, start, held in zip(kept[chosen].tolist(), starts.tolist(), cohesion, strict=True):
        form = "".join(texts.vocabulary[i] for i in texts.words[start : start + length].tolist())
        if len(form) >= SHORTEST:
            yield Recurring(
                form=form,
                count=int(level.counts[number]),
                documents=int(documents[number]),
                cohesion=held,
                dated=float(dated[number]),
                home=int(home[number]),
                **{name: float(share[number]) for name, share in shares.items()},
            )


def _spread(
    gram: "Array", owner: "Array", places: Places, size: int
) -> tuple["Array", "npt.NDArray[np.float64]", "Array"]:
    """Return for each string its documents, how far their periods are from all, and its home."""
    import numpy as np

    of = places.periods.size
    pairs = np.unique(gram * np.int64(of) + owner)
    strings, whose = pairs // of, pairs % of
    documents = np.bincount(strings, minlength=size).astype(np.int64)
    string, period, counts = _cells(strings, places.periods[whose])
    share = counts / documents[string]
    expected = np.bincount(places.periods)[period] / of
    drift = np.bincount(string, share * np.log2(share / expected), size)
    string, series, counts = _cells(strings, places.series[whose])
    own = np.bincount(places.series)[series]
    at_home = (counts >= AT_HOME) & (counts >= MOSTLY * documents[string])
    at_home &= (counts >= OFTEN * own) & (own <= HALF * of)
    home = np.bincount(string, at_home * own, size).astype(np.int64)
    return documents, drift.astype(np.float64), home


def _cells(strings: "Array", groups: "Array") -> tuple["Array", "Array", "Array"]:
    """Return each string and group that meet, and in how many documents."""
    import numpy as np

    width = int(groups.max(initial=0)) + 1
    cells, counts = np.unique(strings * width + groups, return_counts=True)
    return cells // width, cells % width, counts


def _cohesion(levels: Sequence[Level], at: "Array", size: int) -> "npt.NDArray[np.float64]":
    """Return the least pointwise mutual information of the sides of any cut of strings there."""
    import numpy as np

    def count(start: "Array", n: int) -> "Array":
        level = levels[n - 1]
        return level.counts[level.gram[np.searchsorted(level.at, start)]]

    length = len(levels)
    weakest = np.full(at.size, np.inf)
    for k in range(1, length):
        apart = count(at, k) * count(at + k, length - k)
        weakest = np.minimum(weakest, np.log2(count(at, length) * size / apart))
    return weakest
