"""Tell the type of a formulation, and which ways of writing are one."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import chain

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.slogans.occurrences import numbers
from helpers.slogans.shape import parts, squeeze
from helpers.slogans.strength import Evidence
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


def common_knowledge(form: str) -> tuple[str, ...]:
    """Return what everybody knows a national formulation to count, said in the texts or not."""
    return tuple(lexicon.load("slogans")["counted"].get(squeeze(form), ()))


def key(form: str) -> str:
    """Return what all ways of writing a formulation share.

    The width of characters, separators, the order of whole parts, particles, and how a numeral
    counts do not matter; the order of words does.

    >>> key("互联网＋") == key("互联网+"), key("双随机、一公开") == key("两随机,一公开")
    (True, True)
    >>> key("又好又快发展") == key("又快又好发展"), key("4、13") == key("413")
    (False, False)
    """
    pieces = parts(unicodedata.normalize("NFKC", form))
    if numbers(pieces):
        return "、".join(pieces)
    if len(pieces) > 1 and min(map(len, pieces)) > 2:
        pieces = sorted(re.sub("^双(?=..)", "两", piece) for piece in pieces)
    plain = squeeze("".join(pieces))
    return plain if len(plain) < 5 else _uncounted(_particles().sub("", plain))


@cache
def _particles() -> re.Pattern[str]:
    """Match what a long formulation may have or lack: 的, 都 before 不, 要, 能."""
    return re.compile("(?<=.)(?:的|都(?=[不要能没]))(?=.)")


def _uncounted(plain: str) -> str:
    """Return a long formulation with 两 for 双 at its head, without 个, 大, 项 after a numeral."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    return re.sub(rf"(?<=[{digits}])(?<!统一)[个大项](?=..)", "", re.sub("^双(?=...)", "两", plain))


def unite(kept: Mapping[str, Evidence], labels: Collection[str]) -> dict[str, str]:
    """Return for each key that of the label which it is a way of writing, or itself.

    A verb before it and a head after it belong to it where both forms live. One of its parts alone
    is another formulation: a half that is older never dates the whole.
    """
    found: dict[str, str] = {}
    for one, evidence in kept.items():
        for core in dict.fromkeys(chain(cores(one), *map(cores, map(squeeze, evidence.forms)))):
            if core in labels and (len(core) > 3 or kept[core].spread() >= evidence.spread()):
                found[one] = core
    return {one: _root(one, found) for one in kept}


def cores(plain: str) -> list[str]:
    """Return what is left of a formulation without a verb before it, a head after it, or both.

    >>> cores("践行绿水青山就是金山银山理念")[-1], cores("科教兴国战略"), cores("扬帆")
    ('绿水青山就是金山银山', ['科教兴国'], [])
    """
    affixes = lexicon.load("slogans")["identity"]
    verbs = [one for one in affixes["verbs"] if plain.startswith(one)]
    heads = [one for one in affixes["heads"] if plain.endswith(one)]
    starts, ends = [0, *map(len, verbs)], [len(plain), *(len(plain) - len(one) for one in heads)]
    return [plain[low:high] for low in starts for high in ends if 1 < high - low < len(plain)]


def _root(one: str, found: Mapping[str, str]) -> str:
    seen = {one}
    while (after := found.get(one, one)) not in seen:
        seen.add(one := after)
    return one
