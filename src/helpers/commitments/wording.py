"""Read who answers for a promise, and how firmly it is worded."""

import re
from functools import cache

from helpers import lexicon
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.quantities import guarded
from helpers.tables import Firmness

OPENS = ("各", "全", "所", "有", "相", "要", "今", "明", "年")  # what a third party begins with
KEPT = re.compile("财政|每个")
ALONE = re.compile(r"(?:达到|达|突破|超过|实现|完成|增长)?\s?\d")


def firmness(passage: Passage, item: Item, low: int, high: int) -> tuple[Firmness, str]:
    """Return the firmness from the last binding or aspiring word that governs the item.

    `low` and `high` are where its clause begins and ends.
    """
    words = binding()[0]
    hits = words.findall(passage.text, low, high if item.kind == "dated" else item.end)
    word = hits[-1] if hits else _carried(passage, low)
    if not word:
        return "plain", "no binding word"
    return ("firm" if word in lexicon.load("firmness")["firm"] else "aspire"), word


def _carried(passage: Passage, low: int) -> str:
    """Return the word in force where a clause begins: that of the clauses before it.

    It ends with the sentence and before a clause that opens with a verb of its own; in 增长8%，
    争取达到9%，出口增长5% it raises but the number before it.
    """
    words, fresh = binding()
    passed, word = [], ""
    while low not in passage.binding:
        passed.append(low)
        if not low or passage.text[low - 1] not in ",，" or fresh.match(passage.text, low):
            break
        end, low = low - 1, passage.clause(low - 2)[0] if low > 1 else 0
        hits = list(words.finditer(passage.text, low, end))
        if hits:
            word = "" if ALONE.match(passage.text, hits[-1].end()) else hits[-1][0]
            break
    else:
        word = passage.binding[low]
    passage.binding |= dict.fromkeys(passed, word)
    return word


@cache
def binding() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = lexicon.load("firmness")
    words = guarded([*known["firm"], *known["aspire"]], known["unless"])
    return re.compile(words), re.compile(lexicon.alternatives(known["fresh"]["verbs"]))


def actor(passage: Passage, item: Item, first: int, low: int, answers: str) -> tuple[str, str]:
    """Return who answers for an item: the last third party that the sentence says must do it.

    Or that its clause, which begins at `low`, says does it; else who `answers` for the section.

    >>> from helpers.commitments import periods, promises
    >>> frame = periods.Frame("target", "2022", 2022, 2021, "")
    >>> passage = Passage("各县（市、区）要新建幼儿园2所以上。", frame)
    >>> actor(passage, promises.find(passage)[0], 0, 0, "市政府")
    ('各县（市、区）', '各县（市、区）要')
    """
    known, answers = _parties(), short(answers)
    if first not in passage.parties:
        final = passage.sentence(first)[1]
        passage.parties[first] = list(known["party"].finditer(passage.text, first, final))
    for party in reversed(passage.parties[first]):
        if party.end() > item.start or (party["does"] and party.end() < low):
            continue
        if known["own"].search(passage.text, party.end(), item.start):
            break
        return party["who"] or party["by"] or party["does"], party[0].lstrip("，,；;、 ")
    return answers, "section"


def without_party(words: str) -> str:
    """Return the words before a number without the third party that they open with.

    Whose money it is, and that it is of each, is part of what is measured.

    >>> without_party("各县都要新建幼儿园")
    '新建幼儿园'
    >>> without_party("各级财政要投入")
    '各级财政要投入'
    """
    party = _parties()["opens"].match(words) if words.startswith(OPENS) else None
    return words[party.end() :] if party and not KEPT.search(party[0]) else words


@cache
def short(body: str) -> str:
    """Return the usual abbreviation of a body's name.

    >>> short("市发展和改革委员会")
    '市发改委'
    """
    for full, usual in lexicon.load("departments")["short"].items():
        body = body.replace(full, usual)
    return body


@cache
def _parties() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("departments")["parties"]
    who = rf"(?P<who>(?:{'|'.join(known['who'])}))(?:{'|'.join(known['must'])})"
    by = rf"由(?P<by>(?:{'|'.join(known['by'])}))(?:牵头|负责|组织实施|承担)"
    verbs, manner = lexicon.load("verbs"), ["都", "均", "再", "集中", "分别", "每年"]
    doing = lexicon.alternatives([*verbs["action"], *lexicon.load("phrases")["verb"]])
    manner_ = lexicon.alternatives([*verbs["adverbs"], *manner])
    does = rf"(?P<does>(?:{'|'.join(known['does'])}))(?={manner_}*{doing})"
    when = "(?:[一二三四五六七八九十]是|今年|明年|年内|全年|要求)"
    return {
        "party": re.compile(rf"(?:^|(?<=[，,；;。：:])){when}?(?:{who}|{by}|{does})"),
        "opens": re.compile(rf"{when}?(?:{who}|{does})"),
        "own": re.compile(lexicon.alternatives(known["own"])),
    }
