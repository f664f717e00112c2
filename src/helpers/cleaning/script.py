"""Turn traditional script into simplified, character by character, with an edit for each change."""

import re
from functools import cache
from typing import Any

from helpers import lexicon
from helpers.tables import Edit

RULE = "traditional script"


def simplify(text: str) -> list[Edit]:
    """Return the edits that put the text into simplified script, without changing any word.

    OpenCC's `tw2s` does the work (it knows 著力 = 着力 and 乾隆 = 乾隆); words of the lexicon keep
    their 著, and look-alikes are set right. Neighbouring changes are one edit.

    >>> [(e.raw, e.clean) for e in simplify("著力完善專著")]
    [('著', '着'), ('專', '专')]
    """
    clean = _converted(text)
    knowledge = lexicon.load("repair")["script"]
    clean = clean.translate(str.maketrans(knowledge["look_alikes"]))
    clean = _keep_zhu(text, clean, tuple(knowledge["keeps_zhu"]))
    return _differences(text, clean)


def is_traditional(text: str, least: int = 1) -> bool:
    """Tell whether traditional forms prevail, and at least so many of them stand in the text.

    >>> is_traditional("鎮江市"), is_traditional("镇江市的谢道韞")
    (True, False)
    """
    traditional, simplified = _counts(text)
    return traditional > simplified and traditional >= least


def is_simplified(text: str, margin: int = 0) -> bool:
    """Tell whether simplified forms prevail, by more than the margin."""
    traditional, simplified = _counts(text)
    return simplified > traditional + margin


def _counts(text: str) -> tuple[int, int]:
    traditional, simplified = _one_script_only()
    return len(traditional.findall(text)), len(simplified.findall(text))


@cache
def forms(config: str) -> dict[str, str]:
    """Return each Chinese character that OpenCC's configuration changes when it stands alone."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = _opencc(config).convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


@cache
def _opencc(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


@cache
def _one_script_only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the characters that only traditional, or only simplified, text uses."""
    to_simplified, to_traditional = forms("t2s"), forms("s2t")
    stays = set(lexicon.load("repair")["mirror"]["stays"])
    traditional = set(to_simplified) - set(to_traditional) - stays
    simplified = set(to_traditional) - set(to_simplified) - stays
    return (
        re.compile("[" + "".join(sorted(traditional)) + "]"),
        re.compile("[" + "".join(sorted(simplified)) + "]"),
    )


@cache
def simplified_only() -> frozenset[str]:
    """Return the characters that no traditional text uses."""
    return frozenset(_one_script_only()[1].pattern[1:-1])


@cache
def odd() -> str:
    """Return the character class of what no traditional official text uses."""
    level_one = {
        bytes([lead, trail]).decode("gb2312")
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
        if (lead, trail) < (0xD7, 0xFA)
    }
    plain = forms("t2s")
    rare = {
        c
        for c in map(chr, range(0x4E00, 0xA000))
        if plain.get(c, c) not in level_one or c in simplified_only()
    }
    return "[" + "".join(sorted(rare)) + "\u0370-\u04ff\u2460-\u25ff\u3040-\u312f\ue000-\uf8ff]"


def _converted(text: str) -> str:
    """Return the OpenCC text, character-aligned: a line whose length changes goes by characters."""
    lines = text.split("\n")
    converted = _opencc("tw2s").convert(text).split("\n")
    if len(lines) != len(converted):
        converted = [_opencc("tw2s").convert(line) for line in lines]
    alone = str.maketrans(forms("tw2s"))
    return "\n".join(
        new if len(new) == len(old) else old.translate(alone)
        for old, new in zip(lines, converted, strict=True)
    )


def _keep_zhu(text: str, clean: str, words: tuple[str, ...]) -> str:
    """Put 著 back where the lexicon's words keep it."""
    if "著" not in text:
        return clean
    pattern = lexicon.alternatives([word.replace("著", "着") for word in words])
    places = {
        match.start() + offset
        for match in re.finditer(f"(?=({pattern}))", clean.replace("著", "着"))
        for offset, character in enumerate(match[1])
        if character == "着"
    }
    return "".join("著" if i in places and text[i] == "著" else c for i, c in enumerate(clean))


def _differences(text: str, clean: str) -> list[Edit]:
    edits, start = [], None
    for i in range(len(text) + 1):
        differs = i < len(text) and text[i] != clean[i]
        if differs and start is None:
            start = i
        elif not differs and start is not None:
            edits.append(
                Edit(raw_start=start, raw_end=i, raw=text[start:i], clean=clean[start:i], rule=RULE)
            )
            start = None
    return edits
