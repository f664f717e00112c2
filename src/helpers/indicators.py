"""Name what a promise is about: the phrase that says what is measured, its one name, its area."""

import re
from functools import cache

from helpers import lexicon

TABLES = ("same", "lower_is_better")
HAN = "\u4e00-\u9fff"
EDGE = re.compile(r"^[\s,，。；;、：:）)\]】”’》—－-]+|[\s,，。；;、：:（(\[【“‘《—－-]+$")


def phrase(before: str, after: str, earlier: str) -> str:
    """Return the shortest phrase that says what is measured.

    `before` is the clause up to the number, `after` what follows it, `earlier` the indicator of the
    number before it in the sentence, which 增长, 占比 and the like go on from.

    >>> phrase("全年新认定高新技术企业", "", "")
    '新认定高新技术企业'
    >>> phrase("在高校打造", "引才工作站", "")
    '在高校打造引才工作站'
    >>> phrase("年均增长", "", "地区生产总值")
    '地区生产总值年均增长'
    """
    known = _expressions()
    before = re.split("[:：]", before)[-1]
    head = EDGE.sub("", known["lead"].sub("", EDGE.sub("", before)))
    head = EDGE.sub("", known["tail"].sub("", head))
    follow = known["object"].match(after)
    noun = follow[0].removeprefix("的") if follow else ""
    if head in ("", "和", "与", "及", "以及") and earlier and not noun:
        return earlier
    if head and known["dependent"].match(head) and earlier:
        base = known["measure"].sub("", earlier)
        return (base + head)[-40:]
    if not head or known["verb"].search(head):
        return EDGE.sub("", head + noun)[-40:] or earlier
    return head[-40:]


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("indicators")
    words = {name: lexicon.alternatives(known[name]) for name in known if name not in TABLES}
    return {
        "lead": re.compile(rf"^(?:{words['lead']}[,，]?)+"),
        "tail": re.compile(rf"{words['tail']}+$"),
        "object": re.compile(rf"^的?[{HAN}A-Za-z“”·]{{1,24}}"),
        "dependent": re.compile(rf"^{words['dependent']}"),
        "measure": re.compile(rf"{words['measure']}$"),
        "verb": re.compile(rf"{words['verb']}$"),
        "drop": re.compile(words["drop"]),
    }


def name(indicator: str, unit: str) -> str:
    """Return the one name under which an indicator meets itself in other documents.

    A share or a growth rate is another thing than a level, so the kind of measure is part of it.

    >>> name("全市城镇登记失业率", "%"), name("GDP增长", "%"), name("新增城镇就业", "人")
    ('城镇登记失业率', '地区生产总值增长', '城镇新增就业')
    """
    plain = re.sub(r"[\s“”\"'‘’、，,]", "", indicator)
    plain = _expressions()["drop"].sub("", plain)
    grows = "增长" if unit in ("%", "倍") and re.search("增长|增幅|增速|翻", plain) else ""
    for one, others in _same():
        if one and others.search(plain):
            return one + grows
    base = _expressions()["measure"].sub("", plain)
    return base + grows


@cache
def _same() -> list[tuple[str, re.Pattern[str]]]:
    same = lexicon.load("indicators")["same"]
    return [(one, re.compile("|".join(others))) for one, others in same.items()]


def area(indicator: str, sentence: str) -> str:
    """Return the policy area of an indicator, empty when no word of the lexicon tells.

    >>> area("城镇登记失业率", ""), area("新认定高新技术企业", "")
    ('livelihood', 'innovation')
    """
    pattern, areas = _areas()
    for text in (indicator, sentence):
        hits = pattern.findall(text)
        if hits:
            return areas[max(hits, key=len)]
    return ""


@cache
def _areas() -> tuple[re.Pattern[str], dict[str, str]]:
    areas = {w: area for area, words in lexicon.load("areas")["areas"].items() for w in words}
    return re.compile(lexicon.alternatives(list(areas))), areas
