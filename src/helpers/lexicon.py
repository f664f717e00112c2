"""Read the knowledge that is data: the commented TOML files in `lexicons/`."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import LexiconError

LEXICONS = Path(__file__).parent / "lexicons"


@cache
def load(name: str) -> dict[str, Any]:
    """Return the lexicon `lexicons/<name>.toml`; the result is shared, so never change it.

    Raises LexiconError with the file and the place when it is missing or malformed.
    """
    path = LEXICONS / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in LEXICONS.glob("*.toml")))
        raise LexiconError(f"There is no lexicon {path.name}; there are: {known}.") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}. Mend the TOML at that place.") from None


def alternatives(words: list[str]) -> str:
    """Return a regular expression that matches any of the words, the longest first.

    >>> alternatives(["不少于", "不低于", "不"])
    '(?:不低于|不少于|不)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"
