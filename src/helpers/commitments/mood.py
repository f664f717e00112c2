"""Tell whether a text gives account, and whether it speaks of what is to come or of what was."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from helpers import lexicon

OPENING_PARAGRAPHS, DELEGATES = 6, 3
# So much more is said of one time than of the other, and at least so often, in so many characters.
MOODY, FEWEST, READ = 2, 4, 20_000


def accounts(texts: Sequence[str]) -> bool:
    """Tell whether a text gives account to delegates: 我代表市人民政府向大会报告工作，请予审议."""
    cues = _cues()
    if any(cues["opens"].search(text[:300]) for text in texts[:OPENING_PARAGRAPHS]):
        return True
    return sum(len(cues["delegates"].findall(text)) for text in texts) >= DELEGATES


def of(texts: Sequence[str]) -> Literal["ahead", "behind", ""]:
    """Return ahead or behind where a text speaks mostly of what is to come or of what was."""
    cues, body = _cues(), "\n".join(texts)[:READ]
    ahead, behind = (len(cues[way].findall(body)) for way in ("ahead", "behind"))
    if ahead >= MOODY * behind and ahead >= FEWEST:
        return "ahead"
    return "behind" if behind >= MOODY * ahead and behind >= FEWEST else ""


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    patterns = lexicon.load("periods")["account"]
    return {name: re.compile(pattern) for name, pattern in patterns.items()}
