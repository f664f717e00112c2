"""Who speaks in running text: 市科技局局长张某表示, and 他说 in the paragraphs after it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from helpers import lexicon
from helpers.tables import Document, Paragraph
from helpers.text.han import HAN

# Speeches have one speaker, who stands in their head.
SPEECHES = ("work_report", "plenum_speech")
SAYS = "(?:表示|介绍|说|指出|告诉|谈到|坦言|强调|透露|回应|承诺|认为|称|发言|回答)"
GOES_ON = re.compile(rf"[“\"]|[他她](?:还|也|同时)?{SAYS}|(?:下一步|接下来|同时)[，,]")


def spoken(document: Document, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs, those in which the text names a speaker with that one's body as actor.

    A body that a heading names stays. What goes on with 他说 or in quotation marks is the same
    speaker's; where a paragraph has several speakers, its actor stays as it is.
    """
    if document.genre in SPEECHES:
        return list(paragraphs)
    out: list[Paragraph] = []
    last, section = "", ""
    for paragraph in paragraphs:
        named = list(dict.fromkeys(speakers(paragraph.text))) if paragraph.role == "body" else []
        if paragraph.section != section or not (named or GOES_ON.match(paragraph.text)):
            last, section = "", paragraph.section
        last = named[0] if len(named) == 1 else "" if named else last
        out.append(replace(paragraph, actor=paragraph.actor or last))
    return out


def speakers(text: str) -> list[str]:
    """Return the bodies of those who speak in a paragraph, in order.

    >>> speakers("“今年再建10家实验室。”市科技局局长张某表示。高邮市委书记李某说，年内开工。")
    ['市科技局', '高邮市']
    """
    if not _says().search(text):
        return []
    return [match["organ"] or match["area"] for match in _speaker().finditer(text)]


@cache
def _says() -> re.Pattern[str]:
    return re.compile(SAYS)


@cache
def _speaker() -> re.Pattern[str]:
    known = lexicon.load("structure")
    words = lexicon.alternatives
    organ = rf"{words(known['prefixes'])}[{HAN}]{{1,14}}?{words(known['organs'])}"
    below = [area for area in known["areas"] if area not in ("省", "自治区")]
    area = rf"[{HAN}]{{2,5}}?{words(below)}"
    post = rf"(?:[{HAN}]{{0,6}}[、和])?(?:常务)?副?{words(known['posts'])}"
    return re.compile(
        rf"(?:^|(?<=[。！？!?”\"，,；;\s]))(?:[{HAN}]{{0,8}}?(?P<organ>(?!州市){organ})|(?P<area>{area})(?=委|人民政府|政府|区长"
        rf"|县长|市长)(?:委|人民政府|政府)?)(?:党[委组])?{post}[{HAN}·]{{1,4}}[^。！？!?]{{0,24}}?{SAYS}"
    )
