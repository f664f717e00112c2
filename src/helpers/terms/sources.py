"""Find for each sentence the earlier ones that it is nearest to, in proportion to the text."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

SHINGLE = 3  # letters of the pieces that nominate a source
NOMINATING = 16  # rarest shingles of a sentence that nominate
RARE = 1023  # sentences from which on shingles are equally frequent
BEFORE = 96  # sentences that each shingle nominates, the last ones before
SHORT = 30  # letters of a sentence in which one shingle in common is enough, else two
NOMINATED = 3  # sources of a kind that are compared
MEETINGS = 4_000_000  # pairs of sentences that are counted at once
KINDS_OF_LETTERS = 32
BATCH = 20_000  # pairs that are compared at once

KindOf = Callable[[Any, Any], Any]


def nearest(letters: Sequence[str], kind_of: KindOf, kinds: int, alike: float) -> pd.DataFrame:
    """Return later, earlier, kind, share: the nearest earlier sentence of each kind.

    `letters` are sentences in order of time; `kind_of` says of arrays of later and earlier ones
    what kind of source each is, 0 … `kinds` - 1, or -1 for none. `share` is twice the longest
    common subsequence by both lengths, `alike` at least; of equal ones the earliest is the source.
    """
    parts = [part for part in _nominated(letters, kind_of, kinds) if len(part)]
    pairs = pd.concat(parts) if parts else pd.DataFrame({"later": [], "earlier": [], "kind": []})
    pairs = pairs.astype("int64")
    pairs = pairs[_possible(letters, pairs["later"].to_numpy(), pairs["earlier"].to_numpy(), alike)]
    pairs["share"] = shares_of(letters, pairs["later"].to_numpy(), pairs["earlier"].to_numpy())
    pairs = pairs[pairs["share"] >= alike].sort_values(
        ["later", "kind", "share", "earlier"], ascending=[True, True, False, True]
    )
    return pairs.drop_duplicates(["later", "kind"]).reset_index(drop=True)


def _nominated(letters: Sequence[str], kind_of: KindOf, kinds: int) -> Iterator[pd.DataFrame]:
    """Yield the likeliest sources of each kind: those that share most of the rarest shingles."""
    number = max(len(letters), 1)
    short = np.array([len(one) < SHORT for one in letters], dtype="int64")
    said, place, spread = _postings(letters)
    for some in _blocks(said, _rarest(said, spread)):
        met = [np.empty(0, "int64")]
        for back in range(1, BEFORE + 1):
            there = some[place[some] >= back]
            met.append(said[there].astype("int64") * number + said[there - back])
        pairs, shared = np.unique(np.concatenate(met), return_counts=True)
        enough = shared > 1 - short[pairs // number]
        pairs, shared = pairs[enough], shared[enough]
        later, earlier = pairs // number, pairs % number
        kind = kind_of(later, earlier)
        order = ((later * kinds + kind) * (NOMINATING + 1) + NOMINATING - shared) * number + earlier
        order = np.sort(order[kind >= 0])
        group, earlier = order // (number * (NOMINATING + 1)), order % number
        first = np.arange(group.size) - np.searchsorted(group, group) < NOMINATED
        group, earlier = group[first], earlier[first]
        yield pd.DataFrame({"later": group // kinds, "earlier": earlier, "kind": group % kinds})


def _postings(letters: Sequence[str]) -> tuple[Any, Any, Any]:
    """Return the sentences of each shingle that several have, shingle after shingle, in time.

    Beside each how many are before it, and how many have the shingle.
    """
    sizes = np.fromiter(map(len, letters), "int64", len(letters))
    codes = np.frombuffer("".join(letters).encode("utf-32-le", "replace"), "<u4")
    owner = np.repeat(np.arange(sizes.size, dtype="uint32"), sizes)
    number = max(owner.size - SHINGLE + 1, 0)
    bits = np.uint64(len(letters).bit_length())
    shingle = np.zeros(number, dtype="uint64")
    for step in range(SHINGLE):
        shingle *= np.uint64(1_000_003)
        shingle += codes[step : step + number]
    shingle *= np.uint64(0x9E3779B97F4A7C15)
    shingle >>= bits
    shingle <<= bits
    shingle |= owner[:number]
    postings = shingle[owner[:number] == owner[owner.size - number :]]
    del shingle, codes, owner  # as large as all text, each
    postings.sort()
    postings = postings[np.append(True, postings[1:] > postings[:-1])[: postings.size]]
    said = (postings & ((np.uint64(1) << bits) - np.uint64(1))).astype("int32")
    postings >>= bits
    new = np.append(True, postings[1:] > postings[:-1])[: postings.size]
    first = np.flatnonzero(new).astype("int32")
    spread = np.diff(np.append(first, np.int32(new.size)))
    several = spread[np.cumsum(new, dtype="int32") - 1] > 1
    first, spread = first[spread > 1], spread[spread > 1]
    place = np.arange(new.size, dtype="int32")[several] - np.repeat(first, spread)
    return said[several], place, np.repeat(spread, spread)


def _rarest(said: Any, spread: Any) -> Any:
    """Return the places of the postings with the rarest shingles of each sentence."""
    number = max(said.size, 1)
    order = said.astype("int64")
    order *= RARE + 1
    order += np.minimum(spread, RARE)
    order *= number
    order += np.arange(said.size)
    order.sort()
    sentence = order // (number * (RARE + 1))
    before = np.searchsorted(sentence, sentence)
    return order[np.arange(order.size) - before < NOMINATING] % number


def _blocks(said: Any, chosen: Any) -> Iterator[Any]:
    """Yield the chosen postings of some sentences at a time."""
    sentence = said[chosen]
    ends = sentence[MEETINGS // BEFORE :: MEETINGS // BEFORE]
    yield from (
        chosen[first:last]
        for first, last in pairwise([0, *np.searchsorted(sentence, ends).tolist(), chosen.size])
    )


def _possible(letters: Sequence[str], later: Any, earlier: Any, alike: float) -> Any:
    """Tell which pairs have so many letters in common in any order, of which kinds of letters.

    Letters of different kinds are never the same, so what is left out is no source.
    """
    sizes = np.fromiter(map(len, letters), "int64", len(letters))
    codes = np.frombuffer("".join(letters).encode("utf-32-le", "replace"), "<u4")
    kind = np.repeat(np.arange(sizes.size) * KINDS_OF_LETTERS, sizes) + codes % KINDS_OF_LETTERS
    has = np.bincount(kind, minlength=sizes.size * KINDS_OF_LETTERS).astype("uint8")
    has = has.reshape(-1, KINDS_OF_LETTERS)
    common = [
        np.minimum(has[later[at : at + BATCH]], has[earlier[at : at + BATCH]]).sum(axis=1)
        for at in range(0, later.size, BATCH)
    ]
    most = np.concatenate([np.empty(0, "int64"), *common])
    return 2 * most >= alike * (sizes[later] + sizes[earlier])


def shares_of(letters: Sequence[str], later: Any, earlier: Any) -> Any:
    """Return the share of letters in common of each pair, many pairs at once."""
    sizes = np.fromiter(map(len, letters), "int64", len(letters))
    both = sizes[later] + sizes[earlier]
    shares = np.zeros(both.size)
    order = np.argsort(both, kind="stable")
    for start in range(0, order.size, BATCH):
        some = order[start : start + BATCH]
        sides = [_columns([letters[at] for at in side[some]]) for side in (later, earlier)]
        sides[1][sides[1] == 0] = 1  # what fills up a line is not what fills up the other
        shares[some] = 2 * _common(*sides) / both[some]
    return shares


def _columns(lines: list[str]) -> Any:
    """Return lines as columns of letters."""
    codes = np.array(lines).view("<u4").reshape(len(lines), -1)
    return np.ascontiguousarray(codes.T.astype("uint16"))


def _common(a: Any, b: Any) -> Any:
    """Return the length of the longest common subsequence of each column, 127 letters at most."""
    before, best = np.zeros((2, len(b) + 1, a.shape[1]), dtype="int8")
    for letter in a:
        for at, other in enumerate(b, 1):
            np.add(before[at - 1], letter == other, out=best[at])
            np.maximum(best[at], before[at], out=best[at])
            np.maximum(best[at], best[at - 1], out=best[at])
        before, best = best, before
    return before[-1].astype("int64")
