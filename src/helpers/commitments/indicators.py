"""Give an indicator its one name: the field's standard name, or a key that meets itself again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

from helpers import lexicon
from helpers.text.numerals import narrow

Measure = Literal["level", "growth", "share", "points"]
Better = Literal["more", "less", "neither"]

SIGNS = re.compile(
    r"[\s“”\"'‘’《》（）()〔〕、，,。·:：;；*]"
)  # in a key 4A and 5A are not the same
MARKS = re.compile(rf"{SIGNS.pattern}|(?<!PM)(?<!PM1)[\d.]")  # nor are PM2.5 and PM10 in a name
PORT = re.compile("^[\u4e00-\u9fff]{2,6}港区?(?=(?:货物|集装箱)吞吐量)")  # 宁波舟山港货物吞吐量
FIGURE = re.compile(r"[\d.．]")
LEAST = 2  # characters of a thing
MANY = 100_000  # phrases remembered: those of statistics come back in every report
FALLS = "下降减削压"  # what words of a fall begin with
RATES = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Standard:
    """An indicator that statistics knows; `name` is what the column `canonical` says."""

    name: str
    means: str
    unit: str
    measure: Measure
    better: Better


def canonical(phrase: str, unit: str) -> str:
    """Return the standard name of what a phrase measures, empty where statistics has none.

    A level, its growth and a share are different things and have different names.

    >>> canonical("农民人均纯收入年均增长", "%"), canonical("全市国内生产总值", "元")
    ('农村居民人均可支配收入增长', '地区生产总值')
    >>> canonical("园区固定资产投资", "元")
    ''
    """
    return named(phrase, unit)[0]


def key(phrase: str, unit: str) -> str:
    """Return the name under which an indicator meets itself in other documents.

    That is its standard name, else the phrase without what says of whom, when and how surely, and
    with what is done behind the thing, in one word for all that mean the same.

    >>> key("全市改造户厕", "户"), key("户厕改造", "户"), key("全省新建廉租住房", "套")
    ('户厕改造', '户厕改造', '廉租房建设')
    """
    return named(phrase, unit)[1]


@lru_cache(maxsize=MANY)
def named(phrase: str, unit: str) -> tuple[str, str]:
    """Return the canonical name and the key of a phrase."""
    blocks, names, text = lexicon.load("indicators")["standard"], _names(), plain(phrase)
    dropped = _dropped(text)
    thing = _thing(dropped or text)
    for read, changed in chain(_readings(text, dropped), _told(thing)):
        if standard := names.get(f"{read}@{unit}") or names.get(read):
            name = _measured(standard, blocks[standard], unit, changed)
            if name:
                return name, name
            break
    if FIGURE.search(phrase):
        text = plain(phrase, SIGNS)
        dropped = _dropped(text)
        thing = _thing(dropped or text)
    told = _change(dropped)
    if told and told.start():
        base = dropped[: told.start()].removesuffix("的")
        return "", base + ("下降" if told["change"][0] in FALLS else "增长")
    return "", thing


def turned(phrase: str, name: str) -> bool:
    """Tell whether a phrase tells the opposite of its standard name: 出口下降 of 出口总额增长.

    Its value then has the other sign.

    >>> turned("出口下降", "出口总额增长"), turned("万元GDP能耗下降", "单位地区生产总值能耗降低")
    (True, False)
    """
    if not name.endswith(("增长", "提高", "降低", "下降")):
        return False
    told = _change(_dropped(plain(phrase)))
    return bool(told and (told["change"][0] in FALLS) != name.endswith(("降低", "下降")))


@lru_cache(maxsize=MANY)
def base(phrase: str) -> str:
    """Return the standard indicator that a phrase speaks of, whatever it tells of it.

    >>> base("经济增长"), base("全国平均")
    ('地区生产总值', '')
    """
    names, text = _names(), plain(phrase)
    readings = _readings(text, _dropped(text))
    return next((names[read] for read, _ in readings if read in names), "")


@cache
def standards() -> dict[str, Standard]:
    """Return every standard indicator by its canonical name, the growth and points of each too.

    >>> standards()["单位地区生产总值能耗降低"].better
    'more'
    """
    opposite: dict[Better, Better] = {"more": "less", "less": "more", "neither": "neither"}
    out = {}
    for name, block in lexicon.load("indicators")["standard"].items():
        for measure in block["measure"]:
            called = _called(name, block, measure)
            better = block["better"]
            # A promise to use less is kept the better the more is saved.
            turned = called != name and called.endswith(("降低", "下降"))
            unit = {"growth": "%", "points": "百分点"}.get(measure, block["unit"])
            out[called] = Standard(
                called, block["means"], unit, measure, opposite[better] if turned else better
            )
    return out


def _readings(text: str, dropped: str) -> Iterator[tuple[str, bool]]:
    """Yield the names that a phrase may stand for, and whether a change of it is told."""
    yield from _told(text)
    if dropped != text:
        yield from _told(dropped)


def _told(phrase: str) -> Iterator[tuple[str, bool]]:
    yield phrase, False
    told = _change(phrase)
    if told:
        yield phrase[: told.start()].removesuffix("的"), True


def _measured(name: str, block: dict[str, str], unit: str, changed: bool) -> str:
    """Return the name of what is told of an indicator, empty where the unit does not fit."""
    measures = block["measure"]
    if unit == "百分点":
        wanted = "growth" if "growth" in measures else "points" if changed else ""
    elif "share" in measures:
        wanted = "share" if unit in (*RATES, "", block["unit"], "天") else ""
    elif unit in RATES:
        wanted = "growth"
    else:  # a rise by 300元 is neither a level nor a rate
        wanted = "" if changed and unit != "倍" else "level"
    return _called(name, block, wanted) if wanted in measures else ""


def _called(name: str, block: dict[str, str], measure: str) -> str:
    if measure == "growth":
        return block.get("growth", f"{name}增长")
    return f"{name}提高" if measure == "points" else name


@lru_cache(maxsize=MANY)
def plain(phrase: str, marks: re.Pattern[str] = MARKS) -> str:
    """Return a phrase without marks and figures, each word in its one form."""
    words, pattern = _words()
    return PORT.sub("", pattern.sub(lambda m: words[m[0]], marks.sub("", narrow(phrase))))


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    groups = lexicon.load("indicators")["words"].items()
    words = {MARKS.sub("", other): one for one, others in groups for other in others}
    return words, re.compile(lexicon.alternatives(list(words)))


def _dropped(text: str) -> str:
    """Return a plain phrase without what says of whom, when and how surely."""
    return _drop()[0].sub("", text)


def _change(phrase: str) -> re.Match[str] | None:
    """Return the change that a phrase ends with; only some characters end one."""
    _, change, last = _drop()
    return change.search(phrase) if phrase[-1:] in last else None


@cache
def _drop() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    known = lexicon.load("indicators")
    drop = lexicon.alternatives([word for words in known["drop"].values() for word in words])
    last = frozenset(word[-1] for name in ("words", "after") for word in known["change"][name])
    before, words, after = (lexicon.alternatives(known["change"][name]) for name in
                            ("before", "words", "after"))  # fmt: skip
    return re.compile(drop), re.compile(f"{before}*(?P<change>{words}){after}?$"), last


def _thing(phrase: str) -> str:
    """Return a phrase with what is done behind the thing, each verb in its one form."""
    words, opens, ends, last = _done()
    done: list[str] = []
    while (verb := opens.match(phrase)) and (not done or done[-1] in words):
        done.append(verb["verb"])
        phrase = phrase[verb.end() :]
    if phrase[-1:] in last and (verb := ends.search(phrase, LEAST)):
        done.append(verb["verb"])
        phrase = phrase[: verb.start()]
    phrase = phrase.removesuffix("的")
    return phrase + "".join(sorted({words.get(verb, verb) for verb in done}))


@cache
def _done() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Return the one form of each verb, the expressions for one that opens, or ends, a phrase.

    And the characters that it can end with. In 种植面积 and 完成率 no verb opens what is measured.
    """
    groups = lexicon.load("indicators")["done"].items()
    words = {other: one for one, others in groups for other in others}
    verbs = lexicon.alternatives([*words, *lexicon.load("phrases")["verb"]])
    noun = (
        "总值|率|度|化|量|额|面积|面|标准|能力|水平|余额|规模|用地|里程|收入|产值|投资$|性"
        "|试点|(?:村|区|县|镇|基地|点)(?:建设|创建)?$"
    )
    opens = f"再?(?P<verb>{verbs})[和与及并]?(?!{noun})(?=.{{{LEAST}}})"
    known = lexicon.alternatives(list(words))
    ends = re.compile(f"(?:的|进行)?(?P<verb>{known})(?:任务|工作)?$")
    return words, re.compile(opens), ends, frozenset("务作" + "".join(w[-1] for w in words))


@cache
def _names() -> dict[str, str]:
    """Return for each name of the lexicon, written out, the standard one."""
    return {
        plain(written): name
        for name, block in lexicon.load("indicators")["standard"].items()
        for pattern in (name, *block["names"], *block.get("older", ()))
        for written in expanded(pattern)
    }


def expanded(pattern: str) -> list[str]:
    """Return the names that a pattern of the lexicon stands for, written out.

    >>> expanded("(城镇|城市)[居民]收入")
    ['城镇居民收入', '城镇收入', '城市居民收入', '城市收入']
    """
    out = [""]
    for part in re.findall(r"\([^()\[\]]*\)|\[[^()\[\]]*\]|[^()\[\]]+", pattern):
        choices = part.strip("()[]").split("|") if part[0] in "([" else [part]
        if part[0] == "[":
            choices.append("")
        out = [head + choice for head in out for choice in choices]
    return out
