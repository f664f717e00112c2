"""Turn traditional script into simplified, character by character, with an edit for each change."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from helpers import lexicon


def simplify(text: str) -> str:
    """Return the text in simplified script, character for character, without changing any word.

    OpenCC's `tw2s` does the work (it knows 著力 = 着力 and 乾隆 = 乾隆); words of the lexicon keep
    their 著, and look-alikes are set right.

    >>> simplify("著力完善專著")
    '着力完善专著'
    """
    clean = _converted(text)
    knowledge = lexicon.load("repair")["script"]
    clean = clean.translate(str.maketrans(knowledge["look_alikes"]))
    return _keep_zhu(text, clean, tuple(knowledge["keeps_zhu"]))


def whole(text: str) -> str:
    """Return the text with characters where a PDF has the radicals that look like them.

    >>> whole("⼯作⼈员增⻓")
    '工作人员增长'
    """
    return text.translate(_radicals())


@cache
def _radicals() -> dict[int, str]:
    known = (chr(code) for code in range(0x2F00, 0x2FD6))
    own: dict[str, str] = lexicon.load("repair")["script"]["radicals"]
    return str.maketrans({c: unicodedata.normalize("NFKC", c) for c in known} | own)


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


@lru_cache(maxsize=2)
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
    to_simplified, to_traditional = set(forms("t2s")), set(forms("s2tw"))
    stays = set(lexicon.load("repair")["mirror"]["stays"])
    sets = (to_simplified - to_traditional - stays, to_traditional - to_simplified - stays)
    traditional, simplified = (re.compile(f"[{''.join(sorted(found))}]") for found in sets)
    return traditional, simplified


@cache
def simplified_only() -> frozenset[str]:
    """Return the characters that no traditional text uses."""
    return frozenset(_one_script_only()[1].pattern[1:-1])


@cache
def is_common(character: str) -> bool:
    """Tell whether the character, simplified, is one of the 3,755 of GB 2312 level 1."""
    try:
        data = forms("t2s").get(character, character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(data) == 2 and 0xB0 <= data[0] <= 0xD7


@cache
def odd() -> str:
    """Return the character class of what no traditional official text uses."""
    han = map(chr, range(0x4E00, 0xA000))
    rare = "".join(c for c in han if not is_common(c) or c in simplified_only())
    return f"[{rare}\u0370-\u04ff\u2460-\u25ff\u3040-\u312f\ue000-\uf8ff]"


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
