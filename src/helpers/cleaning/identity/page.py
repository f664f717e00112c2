"""What of a document can bear witness to what it is: its head, body, foot, fields and file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import PurePosixPath

from helpers import lexicon
from helpers.cleaning.files import Source

OPENING, CLOSING = 6, 3
LONGEST_HEADING = 50
SET_WIDE = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
FEWEST_SET_WIDE = 3
LABEL_SIGNS = re.compile(r"[\s:【】\[\]]")


@dataclass(frozen=True)
class Page:
    """A cleaned page, before it is known what it is.

    `front` are the title lines above the body, `foot` those below it, `around` the removed lines,
    `fields` what labelled lines and front matter say (title, issuer, date, number, address).
    """

    doc_id: str
    folders: Sequence[str] = ()
    front: Sequence[str] = ()
    body: Sequence[str] = ()
    foot: Sequence[str] = ()
    around: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def opening(self) -> Sequence[str]:
        """The first paragraphs of the body, and only the beginning of long ones."""
        return [text[:300] for text in self.body[:OPENING]]

    @cached_property
    def closing(self) -> Sequence[str]:
        """What stands below the body, and the last lines of it that are short."""
        return [text for text in [*self.body[-CLOSING:], *self.foot] if len(text) <= 60]

    @cached_property
    def headings(self) -> Sequence[str]:
        """The short paragraphs and what opens a longer one before its first stop."""
        return [text for text in self.body if len(text) <= LONGEST_HEADING]

    @cached_property
    def text(self) -> str:
        """The whole body."""
        return "\n".join(self.body)


def page(source: Source, roles: Sequence[str], texts: Sequence[str], around: Sequence[str]) -> Page:
    """Return the page of a document whose paragraphs have these roles and texts.

    `around` are the lines that were removed.
    """
    bodies = [number for number, role in enumerate(roles) if role != "title"]
    first, last = (bodies[0], bodies[-1] + 1) if bodies else (len(roles), len(roles))
    *folders, _ = PurePosixPath(source.file).parts
    return Page(
        source.doc_id if not folders else PurePosixPath(source.file).stem,
        folders,
        [narrow(text) for text in texts[:first]],
        [texts[number] for number in bodies],
        list(texts[last:]),
        around,
        labelled(around) | dict(source.fields),
    )


def narrow(text: str) -> str:
    """Return a line without the blanks that set it wide: 政 府 工 作 报 告."""
    gaps = len(SET_WIDE.findall(text))
    return SET_WIDE.sub("", text) if gaps >= FEWEST_SET_WIDE and gaps * 3 > len(text) else text


def labelled(lines: Sequence[str]) -> dict[str, str]:
    """Return what labelled lines of a page say: `发文机关：国务院` is the issuer.

    >>> labelled(["| 发文机关： | 国务院 | 成文日期： | 2019年01月12日 |", "来源：中国政府网"])
    {'issuer': '国务院', 'signed': '2019年01月12日', 'source': '中国政府网'}
    """
    facts: dict[str, str] = {}
    for line in lines:
        line = line.replace("：", ":")
        cells = [cell.strip() for cell in line.split("|") if cell.strip()]
        pairs = list(zip(cells[::2], cells[1::2], strict=False)) if len(cells) > 1 else []
        for label, value in pairs or [(line.partition(":")[0], line.partition(":")[2])]:
            name = _fields().get(LABEL_SIGNS.sub("", label))
            if name and value.strip() not in ("", "未知", "无"):
                facts.setdefault(name, value.strip())
    return facts


@cache
def _fields() -> dict[str, str]:
    words = lexicon.load("furniture")
    return {**words["fields"], **dict.fromkeys(words["sources"], "source")}
