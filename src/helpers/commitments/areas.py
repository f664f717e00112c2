"""Tell which policy area a promise belongs to."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import add

from helpers import lexicon


@lru_cache(maxsize=50_000)
def of_indicator(indicator: str) -> str:
    """Return the policy area of what is measured: of its last word, the head of the phrase.

    >>> of_indicator("新建企业联合创新中心"), of_indicator("研发投入占地区生产总值比重")
    ('innovation', 'innovation')
    """
    strong, weak = _words()
    text, _, whole = indicator.partition("占")
    named = _named(text, strong) or (_named(indicator, strong) if whole else [])
    named = named or _named(text, weak)
    return named[-1][1] if named else ""


def of_sentence(sentence: str) -> str:
    """Return the policy area of a sentence by its longest word of the lexicon.

    >>> of_sentence("深入推进全民参保计划，确保重点人群应保尽保。")
    'livelihood'
    """
    strong, weak = _words()
    named = _named(sentence, strong) or _named(sentence, weak)
    return max(named, key=lambda word: len(word[0]))[1] if named else ""


Words = Mapping[str, Sequence[tuple[str, str]]]


def _named(text: str, words: Words) -> list[tuple[str, str]]:
    """Return the words of a text, each with its area; of words that begin at one place the longest.

    Looked up by their first characters: an expression of so many words is tried at every place.
    """
    out, past = [], 0
    for at in [at for at, two in enumerate(map(add, text, text[1:])) if two in words]:
        for word, area in words[text[at : at + 2]] if at >= past else ():
            if text.startswith(word, at):
                out.append((word, area))
                past = at + len(word)
                break
    return out


@cache
def _words() -> tuple[Words, Words]:
    """Return the words that count and those that count where there is no other."""
    out = []
    for part in ("areas", "weak"):
        words: dict[str, list[tuple[str, str]]] = {}
        pairs = [(w, area) for area, ws in lexicon.load("areas")[part].items() for w in ws]
        for word, area in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
            words.setdefault(word[:2], []).append((word, area))
        out.append(words)
    return out[0], out[1]
