"""Find many strings in a text at once, all that stand there and not only those that words are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from helpers.terms.counts import Tokens

CODES = 0x110000  # Unicode's code points
SIEVE = 1_000_003
LONGEST = 100  # characters of a string that is looked for
SURE = 4  # characters from which a string hardly arises by chance across the borders of words


@dataclass(frozen=True)
class Hits:
    """Where strings stand: which of them, their first and the character after their last."""

    form: Any
    start: Any
    end: Any

    def only(self, chosen: Any) -> "Hits":
        """Return the hits that a mask or places choose."""
        return Hits(self.form[chosen], self.start[chosen], self.end[chosen])


@dataclass(frozen=True)
class Text:
    """Running text as numbers of characters, with the borders of its words and of its parts."""

    codes: Any
    starts: Any  # of the tokens, and one more for the end
    token: Any = field(repr=False)  # the token of each character
    parts: Any = field(repr=False)  # the first character of each part (a paragraph), and the end

    @classmethod
    def of(cls, tokens: Tokens) -> "Text":
        """Return the text that tokens joined are; its parts are the texts they were cut from."""
        letters = np.frombuffer(
            "".join(tokens.vocabulary).encode("utf-32-le", "surrogatepass"), "<u4"
        )
        lengths = tokens.lengths
        first = np.cumsum(lengths) - lengths
        sizes = lengths[tokens.ids]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        token = np.repeat(np.arange(sizes.size, dtype="int32"), sizes)
        inside = np.arange(starts[-1]) - starts[token]
        codes = letters[first[tokens.ids][token] + inside]
        ends = np.concatenate([[0], np.cumsum(tokens.sizes)])
        return cls(codes, starts, token, starts[ends])

    @cached_property
    def part(self) -> Any:
        """The part of each character."""
        return np.repeat(np.arange(self.parts.size - 1, dtype="int32"), np.diff(self.parts))

    def find(self, trie: "Trie") -> Hits:
        """Return every place within a part where one of the forms stands, overlaps and all."""
        nowhere = np.empty(0, "int64")
        found = [(nowhere, nowhere, nowhere)]
        alive = node = nowhere
        for depth, level in enumerate(trie, 1):
            if depth == 1:
                node = level.at_once(self.codes)
                alive = np.flatnonzero(node >= 0)
                node = node[alive]
            else:
                fits = alive + depth <= self.codes.size
                alive, node = alive[fits], node[fits]
                place = level.after(node * CODES + self.codes[alive + depth - 1])
                alive, node = alive[place >= 0], place[place >= 0]
            whole = level.whole[node]
            done = whole >= 0
            found.append((whole[done], alive[done], alive[done] + depth))
        form, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
        inside = self.part[start] == self.part[np.maximum(end - 1, 0)]
        return Hits(form[inside], start[inside], end[inside])

    def standing(self, hits: Hits) -> Hits:
        """Return the hits that stand by themselves, as 低碳 does not in 降低碳排放, nor 5G in 15G.

        Where a short string begins or ends within a word, two characters of that word are its own,
        and of a word around it the string is beginning or end; Latin letters and digits never begin
        or end amid others.
        """
        hits = self.amid_no_letters(hits)
        opens, closes = self.at_borders(hits)
        first, last = self.token[hits.start], self.token[hits.end - 1]
        opening = opens | (self.starts[first + 1] - hits.start > 1)
        closing = closes | (hits.end - self.starts[last] > 1)
        whole = np.where(first == last, opens | closes, opening & closing)
        return hits.only(whole | (hits.end - hits.start >= SURE))

    def amid_no_letters(self, hits: Hits) -> Hits:
        """Return the hits that do not begin or end amid Latin letters and digits: 5G, not 15G."""
        latin = np.append(_latin(self.codes), False)
        before, after = np.roll(latin, 1), latin.copy()
        before[self.parts] = after[self.parts] = False  # no text goes on in the next
        cut = (latin[hits.start] & before[hits.start]) | (latin[hits.end - 1] & after[hits.end])
        return hits.only(~cut)

    def at_borders(self, hits: Hits) -> tuple[Any, Any]:
        """Tell for each hit whether a word begins where it begins, and ends where it ends."""
        opens = self.starts[self.token[hits.start]] == hits.start
        closes = self.starts[self.token[hits.end - 1] + 1] == hits.end
        return opens, closes


def _latin(codes: Any) -> Any:
    small = codes | 0x20
    return ((small >= 97) & (small <= 122)) | ((codes >= 48) & (codes <= 57))


@dataclass(frozen=True)
class Level:
    """The prefixes of one length: the edge to each, in order, and the form that ends there or -1.

    An edge is the place of the shorter prefix · CODES + the last character.
    """

    edges: Any
    whole: Any

    @cached_property
    def sieve(self) -> Any:
        """Which remainders the edges leave: most others are told from them without a search."""
        remainders = np.zeros(SIEVE, bool)
        remainders[self.edges % SIEVE] = True
        return remainders

    def after(self, edges: Any) -> Any:
        """Return the place of each edge among the prefixes, -1 where there is none."""
        places = np.full(edges.size, -1)
        likely = np.flatnonzero(self.sieve[edges % SIEVE])
        edges = edges[likely]
        place = np.minimum(np.searchsorted(self.edges, edges), self.edges.size - 1)
        places[likely] = np.where(self.edges[place] == edges, place, -1)
        return places

    def at_once(self, codes: Any) -> Any:
        """Return the same for single characters: a table is quicker than a search."""
        table = np.full(CODES, -1)
        table[self.edges] = np.arange(self.edges.size)
        return table[codes]


Trie = list[Level]


def trie_of(forms: Sequence[str]) -> Trie:
    """Return strings as a tree of their prefixes, for `Text.find`.

    Those of more than LONGEST characters are not found. Of the same string twice the last counts.
    """
    kept = [at for at, form in enumerate(forms) if 0 < len(form) <= LONGEST]
    if not kept:
        return []
    words = np.array([forms[at] for at in kept])
    order = np.argsort(words, kind="stable")
    letters = words[order].view("<u4").reshape(len(kept), -1)
    number, lengths = np.array(kept)[order], np.strings.str_len(words[order])
    # Prefixes that are the same stand together; a new one begins where a word differs from the one
    # before it within its first characters.
    differ = np.ones(letters.shape, bool)
    differ[1:] = letters[1:] != letters[:-1]
    shared = np.argmax(differ, axis=1)
    shared[~differ.any(axis=1)] = letters.shape[1]
    shared[0] = 0
    above = np.zeros(len(kept), "int64")
    levels = []
    for depth in range(letters.shape[1]):
        rows = np.flatnonzero(lengths > depth)
        new = shared[rows] <= depth
        node = np.cumsum(new) - 1
        edges = (above[rows] * CODES + letters[rows, depth])[new]
        whole = np.full(edges.size, -1)
        ending = lengths[rows] == depth + 1
        whole[node[ending]] = number[rows[ending]]
        above[rows] = node
        levels.append(Level(edges, whole))
    return levels
