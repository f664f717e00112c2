"""Tell which policy area a promise belongs to."""

import re
from functools import cache

from helpers import lexicon


def of_indicator(indicator: str) -> str:
    """Return the policy area of what is measured: of its last word, the head of the phrase.

    >>> of_indicator("新建企业联合创新中心"), of_indicator("研发投入占地区生产总值比重")
    ('innovation', 'innovation')
    """
    strong, weak, areas = _areas()
    text = indicator.partition("占")[0] or indicator
    words = strong.findall(text) or strong.findall(indicator) or weak.findall(text)
    return areas[words[-1]] if words else ""


def of_sentence(sentence: str) -> str:
    """Return the policy area of a sentence by its longest word of the lexicon.

    >>> of_sentence("深入推进全民参保计划，确保重点人群应保尽保。")
    'livelihood'
    """
    strong, weak, areas = _areas()
    words = strong.findall(sentence) or weak.findall(sentence)
    return areas[max(words, key=len)] if words else ""


@cache
def _areas() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    known = lexicon.load("areas")
    areas = {
        word: area for part in ("weak", "areas") for area, ws in known[part].items() for word in ws
    }
    strong, weak = (
        re.compile(lexicon.alternatives([w for ws in known[part].values() for w in ws]))
        for part in ("areas", "weak")
    )
    return strong, weak, areas
