"""Tell what the form of a phrase says, wherever it stands."""

import re
from collections.abc import Collection, Iterable
from functools import cache

from helpers import lexicon
from helpers.lexicon import alternatives
from helpers.text.han import HAN
from helpers.text.words import tagger, word

QUOTES = '“”‘’「」『』"'
SEPARATORS = "、,，;；·"
SEPARATOR = re.compile(f"[{SEPARATORS}]")
# Tags of the general dictionary: of a name or a place, of what goes before a place, of what acts.
NAMING, EPITHETS, ACTS = (
    {"nt", "nrt", "nz", "f"},
    {"a", "b", "n", "nz", "s"},
    {"v", "vn", "a", "an"},
)
LONGEST_PROGRAMME = 9  # characters of an unquoted programme and its head: 农民健康工程
YEAR = re.compile(r"\d{4}年")
SPOKEN = re.compile(r"^(一.)又?\1|[百十万]分|世纪")  # numerals of plain speech: 一个又一个, 十分
UNQUOTE = str.maketrans(dict.fromkeys(QUOTES))


def bare(text: str) -> str:
    """Return the text without quotation marks."""
    return text.translate(UNQUOTE).strip()


def squeeze(text: str) -> str:
    """Return the text without quotation marks, separators, brackets and blanks."""
    return re.sub(rf"[{QUOTES}{SEPARATORS}()（）\s]", "", text)


def parts(form: str) -> list[str]:
    """Return the parts between separators."""
    return [part.strip() for part in SEPARATOR.split(form) if part.strip()]


def shape(form: str) -> set[str]:
    """Return what the form alone tells.

    >>> sorted(shape("三高一争")), sorted(shape("便利度"))
    (['four', 'numeral'], ['scare'])
    """
    cues = lexicon.load("slogans")["cues"]
    plain, pieces = squeeze(form), parts(form)
    even = len(pieces) > 1 and len({len(piece) for piece in pieces}) == 1
    shorthand = bool(_shorthand().fullmatch(form))
    counts = bool(_count().fullmatch(form)) and not shorthand
    technical = form.endswith(tuple(cues["terms"]))
    scare = form[:1] in cues["scare_heads"] or form.endswith(tuple(cues["scare_tails"]))
    marks = {
        "numeral": shorthand and not (word(form) or word(plain[:4]) or SPOKEN.search(plain)),
        "count": counts,
        "generic": bool(_generic().fullmatch(plain)),
        "digits": plain.isdigit(),
        "single": len(plain) < 2 or (form.isdigit() and len(form) < 3),
        "four": len(plain) == 4 and not technical,
        "parallel": even and len(pieces[0]) > 2,
        "row": even and len(pieces) > 2 and len(plain) > 8,
        "named": form.endswith(tuple(cues["named"])) or bool(YEAR.search(form)),
        "period": bool(_period().fullmatch(form)) or form in cues["periods"],
        "ordinary": (len(form) == 2 and (form[0] == "一" or (not counts and word(form))))
        or form in cues["ordinary"],
        "word": len(form) > 2 and word(form),
        "title": plain.startswith(tuple(cues["title_heads"]))
        and plain.endswith(tuple(cues["title_tails"])),
        "scare": (len(form) == 3 and scare) or (len(form) == 4 and technical),
        "clause": len(plain) > 22 or form.startswith(tuple(cues["clause_heads"])),
        "maxim": bool(_maxim().search(form)),
        "list": len(pieces) > 2 and not even and not shorthand and "大" not in pieces[-1],
        "motto": len(plain) > 4 and any(cue in form for cue in cues["motto"]),
    }
    return {name for name, holds in marks.items() if holds}


@cache
def _shorthand() -> re.Pattern[str]:
    """Match two numerals or more: 三高一争, 1+3, 2主2新4特."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    figure = r"[\dNXx一二三四五六七八九]+"
    return re.compile(
        rf"{figure}(?:[+＋]{figure})+|[{digits}][{HAN}A-Za-z]{{1,3}}(?:[、,，]?[{digits}多][{HAN}A-Za-z]{{1,3}})+"
        rf"|(?:\d[{HAN}]){{2,}}"
    )


@cache
def _maxim() -> re.Pattern[str]:
    """Match what tells how to act, once it is upheld: 以人为本, 生态优先, 稳中求进, 依法治省."""
    cues = lexicon.load("slogans")["cues"]
    return re.compile("|".join([*cues["maxims"], f".{{2}}{alternatives(cues['maxim_ends'])}$"]))


@cache
def _generic() -> re.Pattern[str]:
    """Match a number and what every report counts: 三大任务, 十项工程, 三个百亿工程 not."""
    numerals = lexicon.load("slogans")["numerals"]
    count = f"[{numerals['digits']}]+[大项个类年件]?{alternatives(numerals['qualifying'])}?"
    return re.compile(count + alternatives(numerals["generic"]))


@cache
def _count() -> re.Pattern[str]:
    """Match one numeral and what it counts: 两个维护, 三大战役, 双减."""
    digits = lexicon.load("slogans")["numerals"]["digits"]
    units = lexicon.load("slogans")["numerals"]["units"]
    return re.compile(
        rf"[{digits}](?:[个项大种张条重道类篇次号年][{HAN}]{{1,5}}|(?![{units}])[{HAN}A-Z]|[{HAN}]{{2,3}})"
    )


@cache
def _period() -> re.Pattern[str]:
    """Match a plan, a congress, a session, an age, games: 十四五, 二十大, 六中全会, 后疫情时代."""
    return re.compile(
        "[一二三四五六七八九十]+(?:五|五规划|届[一二三四五六七]中|[一二三四五六七八九十]大|大|届|中全会|五普法)"
        f"|[{HAN}]{{1,3}}运会|[一二三四五六七八九十]+(?:连[{HAN}]|条|批)|[{HAN}]{{1,4}}时代|[{HAN}]*(?:[一二三四五六七八九十](?:届|年|大精神|中全会)|次(?:会议|全会)|全会精神)"
    )


def places_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the provinces, and the places that the texts name with their rank: 镇江 from 镇江市.

    >>> sorted(places_of(["全市上下建设法治政府,镇江市、广陵区"]) - places_of([]))
    ['广陵', '镇江']
    """
    ranked = re.compile(rf"(?=([{HAN}]{{2,3}})[省市县区州盟旗])")
    named = {name[-width:] for text in texts for name in ranked.findall(text) for width in (2, 3)}
    cues = lexicon.load("slogans")["cues"]
    not_places = {*cues["not_places"], *cues["epithets"]}
    tag = tagger().tag
    return frozenset(lexicon.load("regions")["provinces"]) | frozenset(
        name for name in named if tag(name, False) == [(name, "ns")] and name not in not_places
    )


def coined(form: str, places: Collection[str]) -> bool:
    """Tell whether a string is built like a label that somebody coined, not like a name.

    Four characters that say what happens (and no place, but at their end), or a programme.

    >>> [coined(form, {"陕西", "西安"}) for form in ("山海协作", "气化陕西", "西安机场")]
    [True, True, False]
    """
    labels = lexicon.load("slogans")["labels"]
    words = tagger().tag(form, False)
    names = any(word in places or tag in NAMING for word, tag in words[:-1])
    (_, kind), (last, tag) = words[0], words[-1]
    if names or len(words) < 2:
        return False
    if programme := next((one for one in labels["programmes"] if form.endswith(one)), ""):
        core = form.removesuffix(programme)
        return 4 < len(form) <= LONGEST_PROGRAMME and not core.endswith(tuple(labels["works"]))
    epithet = last in places and kind in EPITHETS and not last.endswith(tuple("区县镇市"))
    return len(form) == 4 and (
        epithet or (tag in ACTS and len(last) > 1 and last not in labels["works"])
    )
