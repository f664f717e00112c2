"""Find many strings in a text at once, all that stand there and not only those that words are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from helpers.terms.counts import Tokens

CODES = 0x110000  # Unicode's code points
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

    def find(self, forms: Sequence[str]) -> Hits:
        """Return every place where one of the forms stands within a part, overlaps and all."""
        nowhere = np.empty(0, "int64")
        found = [(nowhere, nowhere, nowhere)]
        alive, node = np.arange(self.codes.size), np.zeros(self.codes.size, "int64")
        for depth, (edges, into, whole) in enumerate(_trie(forms), 1):
            fits = alive + depth <= self.codes.size
            alive, node = alive[fits], node[fits]
            if depth == 1:  # every character of the text: a table is quicker than a search
                table = np.full(CODES, -1)
                table[edges] = into
                node = table[self.codes]
                fits = node >= 0
            else:
                wanted = node * CODES + self.codes[alive + depth - 1]
                place = np.minimum(np.searchsorted(edges, wanted), edges.size - 1)
                fits = edges[place] == wanted
                node = into[place]
            alive, node = alive[fits], node[fits]
            ends = whole[node]
            done = ends >= 0
            found.append((ends[done], alive[done], alive[done] + depth))
        form, start, end = (np.concatenate(column) for column in zip(*found, strict=True))
        inside = self.part[start] == self.part[np.maximum(end - 1, 0)]
        return Hits(form[inside], start[inside], end[inside])

    def standing(self, hits: Hits) -> Hits:
        """Return the hits that stand by themselves, as 低碳 does not in 降低碳排放, nor 5G in 15G.

        Where a short string begins or ends within a word, two characters of that word are its own,
        and of a word around it the string is beginning or end; Latin letters and digits never begin
        or end amid others.
        """
        latin = np.append(_latin(self.codes), False)
        before, after = np.roll(latin, 1), latin.copy()
        before[self.parts] = after[self.parts] = False  # no text goes on in the next
        cut = (latin[hits.start] & before[hits.start]) | (latin[hits.end - 1] & after[hits.end])
        opens, closes = self.at_borders(hits)
        first, last = self.token[hits.start], self.token[hits.end - 1]
        opening = opens | (self.starts[first + 1] - hits.start > 1)
        closing = closes | (hits.end - self.starts[last] > 1)
        whole = np.where(first == last, opens | closes, opening & closing)
        return hits.only(~cut & (whole | (hits.end - hits.start >= SURE)))

    def at_borders(self, hits: Hits) -> tuple[Any, Any]:
        """Tell for each hit whether a word begins where it begins, and ends where it ends."""
        opens = self.starts[self.token[hits.start]] == hits.start
        closes = self.starts[self.token[hits.end - 1] + 1] == hits.end
        return opens, closes


def _latin(codes: Any) -> Any:
    small = codes | 0x20
    return ((small >= 97) & (small <= 122)) | ((codes >= 48) & (codes <= 57))


def _trie(forms: Iterable[str]) -> Iterable[tuple[Any, Any, Any]]:
    """Yield for each depth the edges, the nodes they lead to, and the form that ends at each.

    An edge is node · CODES + character, in order; nodes are numbered anew at each depth; where no
    form ends there is -1.
    """
    alive = sorted((form, number) for number, form in enumerate(forms) if form)
    above = [0] * len(alive)
    depth = 0
    while alive:
        nodes: dict[int, int] = {}
        below, whole = [], []
        for (form, number), node in zip(alive, above, strict=True):
            edge = node * CODES + ord(form[depth])
            if edge not in nodes:
                nodes[edge] = len(nodes)
                whole.append(-1)
            below.append(nodes[edge])
            if len(form) == depth + 1:
                whole[nodes[edge]] = number
        depth += 1
        edges = np.fromiter(nodes, "int64", len(nodes))
        order = np.argsort(edges)
        yield edges[order], np.arange(len(nodes))[order], np.array(whole)
        longer = [
            (pair, node) for pair, node in zip(alive, below, strict=True) if len(pair[0]) > depth
        ]
        alive, above = [pair for pair, _ in longer], [node for _, node in longer]
