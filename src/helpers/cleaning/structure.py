"""Find headings, their nesting, and who answers for each paragraph."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.cleaning.lines import forms
from helpers.tables import Role

LONGEST_HEADING = 50
DEEPEST = 6
# Numbered headings, outermost kind first.
NUMBERS = (
    r"第[一二三四五六七八九十]+[篇部章](?:分)?",
    r"第[一二三四五六七八九十]+节",
    r"[一二三四五六七八九十]+\s*[&]?[、.．]",
    r"[（(][一二三四五六七八九十]+[）)]",
    r"\d{1,2}\s*[、.．](?!\d)",
    r"[（(]\d{1,2}[）)]|[①-⑳]",
)
KINDS = [re.compile("^" + number) for number in NUMBERS]
ENDS = re.compile("[。！？；：!?;:…，、,]$|——$")
DASH = re.compile(r"^[—－-]{1,2}\s*")
INTERVIEW = re.compile(r"^[—－-]{1,2}\s*(?:访|专访|对话)(?=.)")
LIST = re.compile(r"\S\s+\S+\s+\S+\s+\S")
SENTENCE = re.compile("[。！？；]")

# What headings that are built alike share, the surest first.
BUILDS: tuple[Callable[[str], str], ...] = (
    lambda text: text[:1] + text[-2:],
    lambda text: text[-6:],
    lambda text: f"{text[:2]}{len(text)}",
    lambda text: f"{text[:1]}{len(text)}",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in its document."""

    role: Role
    section: str
    actor: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on the way down to a paragraph; `kind` tells which headings are its like."""

    kind: str
    text: str
    actor: str = ""


def places(roles: Sequence[Role], texts: Sequence[str], speaker: str = "") -> list[Place]:
    """Return role, section and actor of each paragraph, in order.

    A heading replaces the last one of its kind and closes what stands below that; one of a new
    kind stands under the last heading. Numbered kinds have their order: 一、 above （一） above 1.
    Kinds of unnumbered headings are those that are built alike (攻招引建设之坚, 攻作风改进之坚).
    """
    headed = [role == "body" and is_heading(texts, number) for number, role in enumerate(roles)]
    alike = _alike([text for text, head in zip(texts, headed, strict=True) if head])
    path: list[Heading] = []
    out = []
    for role, text, head in zip(roles, texts, headed, strict=True):
        if head:
            path = _down(path, Heading(kind(text, alike), text, actor_of(text)))
        above = path[:-1] if head else path
        actor = next((step.actor for step in reversed(path) if step.actor), speaker)
        section = " / ".join(step.text for step in above)
        out.append(Place("heading" if head else role, section, "" if role == "title" else actor))
    return out


def is_heading(texts: Sequence[str], number: int) -> bool:
    """Tell whether a paragraph is a heading: short, no sentence, and something stands below it.

    A numbered line may end in a full stop if it is one short sentence alone; 一是…, 第一，… and
    ——… open paragraphs and are none.
    """
    text = texts[number]
    if len(text) > LONGEST_HEADING or number + 1 == len(texts) or forms.is_row(text):
        return False
    if introduces(text):
        return True
    if any(kind.match(text) for kind in KINDS):
        return not SENTENCE.search(text[:-1]) and not text.endswith(("；", "：", ":", ";"))
    if actor_of(text):
        return not SENTENCE.search(text)
    if LIST.search(text):
        return False
    return len(text) <= 40 and not ENDS.search(text) and text[0] not in "——-－◎●■"


def kind(text: str, alike: dict[str, str]) -> str:
    """Return the kind of a heading."""
    for number, pattern in enumerate(KINDS):
        if pattern.match(text):
            return str(number)
    if introduces(text):
        return "interviewed"
    return "actor" if actor_of(text) else alike.get(text, "plain")


def _down(path: list[Heading], heading: Heading) -> list[Heading]:
    """Return the path with the heading at its end."""
    if heading.kind.isdigit():
        path = [step for step in path if not (step.kind.isdigit() and step.kind > heading.kind)]
    for depth, step in enumerate(path):
        if step.kind == heading.kind:
            return [*path[:depth], heading]
    return [*path[: DEEPEST - 1], heading]


def _alike(headings: Sequence[str]) -> dict[str, str]:
    """Return the kind of each unnumbered heading that is built like another one."""
    out: dict[str, str] = {}
    for form in BUILDS:
        groups: dict[str, set[str]] = {}
        for text in headings:
            if text not in out:
                groups.setdefault(form(text), set()).add(text)
        for key, group in groups.items():
            if len(group) > 1:
                out |= dict.fromkeys(group, key)
    return out


def introduces(text: str) -> bool:
    """Tell whether a line names the person who speaks next.

    >>> introduces("——访高邮市委书记 张利"), introduces("——厚植发展根基")
    (True, False)
    """
    if INTERVIEW.match(text):
        return True
    return bool(DASH.match(text)) and bool(forms.PERSON.match(DASH.sub("", text)))


def actor_of(text: str) -> str:
    """Return who answers for what stands under a heading, or nothing.

    >>> actor_of("市科技局:加快创新驱动 打造创新创业福地")
    '市科技局'
    >>> actor_of("——访市委常委、邗江区委书记 张耀武")
    '邗江区'
    """
    if not introduces(text):
        return department(text)
    person = DASH.sub("", INTERVIEW.sub("", text))
    areas = _named_area().findall(person)
    return areas[-1] if areas else department(person)


def department(text: str) -> str:
    """Return the body or place that a line names before a colon, or that it is, or nothing.

    A place must be followed by a colon: a heading may end in 城区.

    >>> department("市科技局局长王某:"), department("高邮市:强富美高"), department("建设精美城市")
    ('市科技局', '高邮市', '')
    """
    match = _department().match(text)
    return (match["organ"] or match["area"]) if match else ""


@cache
def _department() -> re.Pattern[str]:
    names = lexicon.load("structure")
    words = lexicon.alternatives
    han = "[\u4e00-\u9fff]"
    organ = rf"{words(names['prefixes'])}(?:(?![与及的]){han}){{1,14}}?{words(names['organs'])}"
    area = rf"(?:(?![和与及的]){han}){{2,5}}?{words(names['areas'])}"
    post = rf"(?:{han}{{0,4}}[、和]?{words(names['posts'])}\s*[\u4e00-\u9fff·]{{0,4}})?"
    return re.compile(
        rf"^[【\[◎●■]?\s*(?:(?P<organ>{organ})\s*{post}[】\]]?\s*(?:[:：]|$)"
        rf"|(?P<area>{area})\s*{post}[】\]]?\s*[:：])"
    )


@cache
def _named_area() -> re.Pattern[str]:
    names = lexicon.load("structure")
    words = lexicon.alternatives
    return re.compile(
        rf"([\u4e00-\u9fff]{{2,8}}?{words(names['areas'])})"
        rf"(?:委|政府|人民政府|人大|政协|管委会|党工委)?{words(names['posts'])}"
    )
