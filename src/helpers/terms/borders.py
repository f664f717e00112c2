"""Tell where phrases may begin and end: what each word may do in an entry of a glossary."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from helpers import lexicon
from helpers.terms.segment import stop_words
from helpers.text.words import tagger, word

NAMING = {"n", "vn", "nz"}  # parts of speech of the general dictionary
PREDICATES = {"a", "ad", "d", "z", "r"}
PLUS = "+＋"  # closes a phrase, too: 互联网+


def entries(terms: Sequence[str]) -> list[str]:
    """Return the terms that could be entries of a glossary; short words of every text are none.

    >>> entries(["数字经济", "科创", "入选", "建议", "PM2.5", "进一步提高"])
    ['数字经济', '科创', 'PM2.5']
    """
    borders = Borders.of(terms)
    built = borders.opening & borders.closing & ~borders.vague
    return [
        term
        for term, fits in zip(terms, built, strict=True)
        if (fits and (len(term) > 2 or not word(term))) or any(map(str.isascii, term))
    ]


def telling_of(terms: Iterable[str]) -> list[str]:
    """Return the entries among these terms, or all where none is one."""
    every = list(terms)
    return entries(every) or every


@dataclass(frozen=True)
class Borders:
    """What each word of a vocabulary may do in a phrase, as masks over the vocabulary."""

    plain: Any  # is no sign
    inner: Any  # may stand in a phrase
    opening: Any  # may begin one
    closing: Any  # may end one
    verb: Any  # stands within a phrase only where its head is a measure
    tied: Any  # opens only what is tied and free: places, 主要
    measure: Any  # is such a head: 工程, 制度
    letter: Any  # has one character
    ambivalent: Any  # may govern all that follows
    before: Any  # something ends here: a phrase may begin after it
    after: Any  # something begins here: a phrase may end before it
    vague: Any  # a head that closes only what is tied and free: 水平, 投入
    number: Any  # is one in digits, that counts what follows
    suffix: Any  # ends words
    past: tuple[Any, Any]  # stands before, after a phrase and is never a part of a longer one

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "Borders":
        """Return for each word of the vocabulary what the lexicon says of its borders."""
        rules = _rules()
        stop = stop_words()

        def mask(holds: Any) -> Any:
            return np.fromiter(map(holds, vocabulary), bool, len(vocabulary))

        plain = mask(_plain)
        governing = mask(lambda word: _led(word, rules["governing"]))
        qualifying = mask(lambda word: _led(word, rules["qualifying"]))
        telling = mask(_tells)
        closing = mask(rules["closing"].__contains__)
        vague = mask(rules["vague"].__contains__)
        stopped = mask(stop.__contains__)
        prefix = mask(rules["prefixes"].__contains__)
        tied = mask(_place) | mask(rules["tied"].__contains__)
        inner = plain & ~qualifying & (~stopped | prefix)
        letter = mask(lambda word: len(word) == 1)
        boundary = ~plain | stopped | governing | qualifying
        plus, suffix = mask(PLUS.__contains__), mask(rules["suffixes"].__contains__)
        loose = ~plain | mask(rules["loose"].__contains__)
        measure = mask(rules["measures"].__contains__)
        following = mask(rules["following"].__contains__)
        return cls(
            plain=plain,
            inner=inner,
            opening=inner & ~governing & ~plus & ~suffix,
            closing=inner & ~tied & (~closing | letter & ~governing) & ~stopped & ~telling,
            tied=tied,
            verb=governing & ~letter,
            measure=measure,
            letter=letter & ~plus,
            ambivalent=mask(rules["ambivalent"].__contains__),
            before=boundary,
            after=boundary | closing | vague | following,
            vague=vague,
            number=mask(str.isdecimal),
            suffix=suffix,
            past=(loose | (governing | qualifying) & ~letter, loose | following),
        )


@cache
def _rules() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(words.split()) for name, words in lexicon.load("phrase_borders").items()
    }


def _plain(word: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c.isalpha() for c in word) or word in PLUS


def _led(word: str, leaders: Collection[str]) -> bool:
    """Tell whether a word is one of these, or is led by one: 进一步提高, 大力发展."""
    return word in leaders or (len(word) > 3 and (word[:2] in leaders or word[:3] in leaders))


def _place(word: str) -> bool:
    """Tell whether the general dictionary has the word as the name of a place."""
    return len(word) > 1 and word not in _rules()["not_places"] and _kind(word) == "ns"


def _tells(word: str) -> bool:
    """Tell whether a word qualifies or tells of something, and so names nothing: 经营性, 脆弱.

    What four letters name, their second half names: 承载能力, 决策程序, but not 深入人心.
    """
    rules = _rules()
    if word[-1:] in rules["attributive"]:
        return word not in rules["not_attributive"]
    if word in rules["not_predicates"]:
        return False
    kind = _kind(word)
    led = _led(word, rules["governing"]) or _led(word, rules["qualifying"])
    if len(word) == 4 and (kind == "i" or led):
        return word[:2] in rules["qualifying"] or _kind(word[2:]) not in NAMING
    return kind in PREDICATES


def _kind(word: str) -> str:
    """Return the part of speech in the general dictionary, nothing where it has no such word."""
    tags = tagger().tag(word, False)
    return str(tags[0][1]) if len(tags) == 1 else ""
