"""Tell the type of a formulation, and which is a half of another."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.shape import parts, squeeze
from helpers.tables import SloganType


def kind(form: str, signals: Iterable[str]) -> SloganType:
    """Return the type: numeral, goal, doctrine, brand or metaphor.

    >>> kind("四群八链", {"numeral"}), kind("产业强市", {"goal"}), kind("链长制", {"policy"})
    ('numeral', 'goal', 'brand')
    """
    knowledge = lexicon.load("slogans")
    signals, plain = set(signals), squeeze(form)
    if national := _national().get(plain):
        return national
    types = knowledge["types"]
    one = plain[:1] == "一" and not set(plain[1:]) & set(knowledge["numerals"]["digits"])
    if signals & {"numeral", "count"} and not one:
        return "numeral"
    if plain.endswith(tuple(types["metaphor"])):
        return "metaphor"
    if signals & {"goal", "place"} or re.search(alternatives(types["goal"]), plain):
        return "goal"
    if "policy" in signals or re.search(alternatives(types["brand"]), plain):
        return "brand"
    long = len(plain) > 5 or signals & {"parallel", "doctrine", "motto", "group"}
    return "doctrine" if long else "brand"


@cache
def _national() -> dict[str, SloganType]:
    knowledge = lexicon.load("slogans")
    listed = [("metaphor", knowledge["images"]["words"]), *knowledge["seeds"].items()]
    return {squeeze(form): name for name, forms in listed for form in forms}


def known(form: str) -> tuple[str, ...]:
    """Return what everybody knows a national formulation to count, said in the texts or not."""
    return tuple(lexicon.load("slogans")["counted"].get(squeeze(form), ()))


def halves(form: str) -> list[str]:
    """Return the parts that may stand for the whole, 六稳 and 六保 for 六稳六保, or []."""
    pieces = parts(form)
    if len(pieces) > 1:
        return pieces if min(map(len, pieces)) > 1 else []
    digits = lexicon.load("slogans")["numerals"]["digits"]
    twins = re.fullmatch(rf"([{digits}])(..?)\1(..?)", form)
    return [twins[1] + twins[2], twins[1] + twins[3]] if twins else []


def wholes(forms: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the wholes of each formulation that is a part of others; both go by key.

    >>> wholes({"a": "六稳", "b": "六稳六保", "c": "双减"})
    {'a': ['b']}
    """
    return _within(forms, lambda form: map(squeeze, halves(form)))


def around(forms: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the formulations that begin or end with each of three characters or more.

    >>> around({"a": "八项规定", "b": "中央八项规定", "c": "双减", "d": "双减双控"})
    {'a': ['b']}
    """

    def ends(form: str) -> set[str]:
        plain = squeeze(form)
        return {plain[part] for n in range(3, len(plain)) for part in (slice(n), slice(-n, None))}

    return _within(forms, ends)


def _within(
    forms: Mapping[str, str], pieces: Callable[[str], Iterable[str]]
) -> dict[str, list[str]]:
    keys = {squeeze(form): one for one, form in forms.items()}
    found: dict[str, list[str]] = defaultdict(list)
    for one, form in forms.items():
        for piece in pieces(form):
            if (part := keys.get(piece, one)) != one:
                found[part].append(one)
    return dict(found)


def merge(documents: Mapping[str, set[str]], found: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the whole for each part that stands alone in no more documents than its whole does."""
    merged = {}
    for part, longer in found.items():
        whole = max(longer, key=lambda one: (len(documents[one]), one))
        if len(documents[part]) <= len(documents[whole]):
            merged[part] = whole
    return {part: whole for part, whole in merged.items() if whole not in merged}
