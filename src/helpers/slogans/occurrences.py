"""Find every place of every form of the formulations in the texts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from helpers.slogans.reading import Unquoted
from helpers.slogans.shape import parts
from helpers.tables import Paragraph

JOINTS = ("", "、", ",", "，", "和", "与")  # how the parts of a formulation may be joined


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a formulation, which its key names; `inside` is the key of one around it.

    `number` is that of the paragraph in the corpus.
    """

    key: str
    paragraph: Paragraph
    number: int
    start: int
    end: int
    quoted: bool
    inside: str = ""


class Index:
    """All forms of all formulations, to be looked up at any place of a text."""

    def __init__(self, forms: Mapping[str, Iterable[str]]) -> None:
        """Take the forms by key."""
        self.keys = {form: one for one, own in forms.items() for form in spellings(own)}
        widths: dict[str, set[int]] = defaultdict(set)
        for form in self.keys:
            widths[form[:3]].add(len(form))
        self.widths = {head: sorted(known, reverse=True) for head, known in widths.items()}
        self.traces: dict[str, set[str]] = defaultdict(set)
        """By key, the documents in which its characters stand that are no mention of it."""

    def longest(self, texts: Iterable[Unquoted]) -> Iterator[Occurrence]:
        """Yield the places of the forms, the longest first, without overlaps."""
        for text in texts:
            beyond = 0
            for at in self._starts(text.plain):
                if at >= beyond and (place := next(self._at(text, at), None)):
                    beyond = at + place[0]
                    yield place[1]

    def every(self, texts: Iterable[Unquoted]) -> Iterator[Occurrence]:
        """Yield all places of the forms, those inside others with the outermost around them.

        A form inside a form of the same formulation is the same mention.
        """
        for text in texts:
            outer: Occurrence | None = None
            for at in self._starts(text.plain):
                for _, one in self._at(text, at):
                    if outer is None or one.end > outer.end:
                        outer = one
                        yield one
                    elif one.key != outer.key:
                        place = one.paragraph, one.number, one.start, one.end, one.quoted
                        yield Occurrence(one.key, *place, inside=outer.key)

    def inner(self, form: str) -> Iterator[str]:
        """Yield the keys of all forms in a text."""
        for at in self._starts(form):
            for width in self._widths(form, at):
                if key := self.keys.get(form[at : at + width]):
                    yield key

    def _starts(self, text: str) -> list[int]:
        heads = self.widths
        return [
            at
            for at in range(len(text) - 1)
            if text[at : at + 3] in heads or text[at : at + 2] in heads
        ]

    def _widths(self, text: str, at: int) -> list[int]:
        wide = self.widths.get(text[at : at + 3], [])
        return wide + self.widths.get(text[at : at + 2], []) if at + 2 < len(text) else wide

    def _at(self, text: Unquoted, at: int) -> Iterator[tuple[int, Occurrence]]:
        """Yield the width and the occurrence of all forms at a place, the longest first."""
        plain = text.plain
        for width in self._widths(plain, at):
            key = self.keys.get(plain[at : at + width])
            if key is None or at + width > len(plain):
                continue
            if place := text.place(at, at + width):
                yield width, Occurrence(key, text.paragraph, text.number, *place)
            else:
                self.traces[key].add(text.paragraph.doc_id)


def spellings(forms: Iterable[str]) -> Iterator[str]:
    """Yield the forms as texts may write them: their parts joined in other ways, ＋ for +."""
    for form in forms:
        pieces = parts(form)
        joints = JOINTS[numbers(pieces) :] if len(pieces) > 1 else ()
        for spelled in (form, *(joint.join(pieces) for joint in joints)):
            if len(spelled) > 1:
                yield from {spelled: 0, spelled.replace("+", "＋"): 0}


def numbers(pieces: list[str]) -> bool:
    """Tell whether parts joined without a sign would be one number: 4、13."""
    return any(a[-1:].isdigit() and b[:1].isdigit() for a, b in pairwise(pieces))
