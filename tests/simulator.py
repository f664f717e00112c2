"""Damage texts as the mirrors do, to see whether the repair finds the way back."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pypinyin import pinyin

from helpers import lexicon
from helpers.cleaning.damage import mirror
from helpers.cleaning.damage.mirror import Mirror
from helpers.text import script

KEY_MARKS = "，。！？；"
WIDE = "，；：！？（）"


def traditional(text: str) -> str:
    """Return a simplified text in the mirrors' one-to-one traditional script."""
    return text.translate(traditional_forms())


def mirrored(text: str, model: Mirror) -> str:
    """Return a simplified text as the mirror's page shows it.

    >>> mirrored("镇江", Mirror(glosses={"鎮": "(zhèn)"}))
    '鎮(zhèn)江'
    """
    return mirror.garble(traditional(text), model)


@cache
def traditional_forms() -> dict[int, str]:
    stays = lexicon.load("repair")["mirror"]["stays"]
    forms = {"净": "凈", "签": "簽", "闲": "閑", "陕": "陜", "杆": "桿"}
    table = {ord(c): form for c, form in script.forms("s2tw").items() if c not in stays}
    return table | {ord(c): form for c, form in forms.items()}


@cache
def glossable() -> dict[bytes, str]:
    """Return the traditional forms of everyday characters by their bytes."""
    forms = {f for c, f in traditional_forms().items() if script.is_common(chr(c))}
    return {mirror.cell(form): form for form in sorted(forms)}


@dataclass(frozen=True)
class Damage:
    """A passage with one damaged place: as it was, as the page shows it, as it must come back."""

    shown: str
    wanted: str
    key: str
    orphan: str


def damages(reports: list[str], seed: int) -> Iterator[Damage]:
    """Yield passages of reports, each with one key astride two characters, without end.

    Three in five keys are glossed characters, the others marks; three in ten pages drop the
    orphan, one in three shows marks as ASCII.
    """
    rng = random.Random(seed)
    marks = {mirror.cell(mark): mark for mark in KEY_MARKS}
    while True:
        keys = glossable() if rng.random() < 0.6 else marks
        text = traditional(_passage(rng.choice(reports), rng))
        cells = [mirror.cell(character) for character in text]
        pairs = pairwise(cells)
        astride = [a[1:] + b[:1] for a, b in pairs if len(a) == len(b) == 2]
        hits = [keys[pair] for pair in astride if pair in keys]
        key = rng.choice(hits) if hits else ""
        if not key or hits.count(key) > 1 or (b"?" in cells and "?" not in text):
            continue
        orphan = "?" if rng.random() < 0.7 else ""
        table = mirror.narrow(WIDE if rng.random() < 1 / 3 else "")
        glosses = {} if key in KEY_MARKS else {key: f"({pinyin(key)[0][0]})"}
        model = Mirror(glosses=glosses, marks=key if key in KEY_MARKS else "", orphan=orphan)
        plain = text.translate(table)
        wanted = script.simplify(plain)
        yield Damage(mirror.garble(text, model).translate(table), wanted, key, orphan)


def _passage(report: str, rng: random.Random) -> str:
    """Return some sentences of a report, whole ones where they are not too long."""
    start = rng.randrange(max(1, len(report) - 400))
    text = re.sub(r"[\u3000 ]*\n\s*", "\n", report[start : start + 400])
    text = re.split("[。\n]", text, maxsplit=1)[-1].strip()
    least = rng.randint(60, 140)
    end = text.find("。", least, least + 80)
    return text[: end + 1] if end > 0 else text[:least]
