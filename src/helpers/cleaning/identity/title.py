"""Find the title of a document, and the noun that heads it."""

import re
from collections.abc import Sequence
from functools import cache

from helpers import lexicon
from helpers.cleaning.identity.issuer import signed
from helpers.cleaning.identity.page import Page
from helpers.cleaning.lines import forms

LONGEST = 120
OPENED = 60  # a title that stands behind the first sentence
MOST_LINES = 5
DELIVERED = re.compile(r"[（(]\s*(?:\d{4}|[一二][〇○零OoО0])[^（）()]{3,24}[）)]$")
NOTE = re.compile(r"\[\d+\]$|^\*+|\*+$")
SITE = re.compile(r"\s*[_|｜\-—–]+\s*[^_|｜\-—–]{2,24}(?:网|网站|门户|专栏|频道|之窗|政府|在线)$")
BARE = re.compile(r"^\W*(?:[\d〇○零一二三四五六七八九十年月日第章节部分\s.\-]+|\w{0,3})\W*$")
NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]{1,2}\s+[\u4e00-\u9fff]{1,2}$")
BEGINS = re.compile(r"^(?:关于|.{2,30}(?:政府|委员会|办公厅|办公室|厅|局|部|委|院|关于.*)$)")
OF_GOVERNMENT = re.compile(r"政府(?:(?:19|20)\d\d年度?)?工作报告")
NUMBER = re.compile(r"[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号")


def title(page: Page) -> str:
    """Return the title of a page; empty when it has none.

    The page's own headline where it is one by its head, else what a field or the front matter
    says, else the first line of the front that is no date, occasion, person or number.
    """
    lines = headlines(page.front)
    field = cleaned(page.fields.get("title", ""))
    field = "" if BARE.match(field) else field
    headed = own(page)
    if not lines and not field:
        headed = next((line for line in page.opening if _late_title(line)), "")
    if field and (head(field) or not headed):
        return field
    return headed or next(iter(lines), "")


def own(page: Page) -> str:
    """Return the line of the page's own front that is a title by its head; empty without one."""
    return next((line for line in headlines(page.front) if head(line)), "")


def headlines(front: Sequence[str]) -> list[str]:
    """Return the lines of a front that can be its title, those joined that were broken.

    >>> headlines(["政府工作报告", "——2016年1月8日在七台河市第十届人民代表大会上", "马志勇"])
    ['政府工作报告']
    >>> headlines(["怀化市人民政府办公室", "关于印发《打好经济", "增长主动仗方案》的通知"])
    ['怀化市人民政府办公室关于印发《打好经济增长主动仗方案》的通知']
    """
    lines = [cleaned(line) for line in front]
    out, number = [], 0
    while number < len(lines):
        size = _broken(lines[number : number + MOST_LINES])
        line = "".join(lines[number : number + size])
        if not _no_title(line):
            out.append(line)
        number += size
    return out


def cleaned(line: str) -> str:
    """Return a title without notes, site, day and speaker.

    >>> cleaned("国务院关于加快发展的意见_政府信息公开专栏"), cleaned("报告（2016年1月8日 马某）")
    ('国务院关于加快发展的意见', '报告')
    """
    line = SITE.sub("", NOTE.sub("", NOTE.sub("", line.strip())).strip())
    return DELIVERED.sub("", line).strip() if not re.fullmatch(r"\W*.{0,6}", line) else line


def head(line: str) -> str:
    """Return the noun that heads a title, empty when it ends in none of the lexicon.

    >>> head("国务院关于落实《政府工作报告》重点工作分工的意见"), head("2008年政府工作报告（全文）")
    ('意见', '政府工作报告')
    """
    bare = re.sub(r"[（(〈《【][^（）()〈〉《》【】]{0,20}[）)〉】]$", "", line.strip())
    bare = re.sub(r"\W", "", bare)
    match = _heads().search(bare)
    if match and match[1] == "工作报告" and OF_GOVERNMENT.search(bare):
        return "政府工作报告"
    return match[1] if match else ""


@cache
def _heads() -> re.Pattern[str]:
    known = lexicon.load("identity")
    nouns = lexicon.alternatives([noun for group in known["heads"].values() for noun in group])
    return re.compile(f"({nouns}){lexicon.alternatives(known['trailing']['words'])}?$")


def genre_of(noun: str) -> str:
    """Return the kind of document that a head names.

    >>> genre_of("统计公报"), genre_of("通知"), genre_of("报告")
    ('bulletin', 'policy', 'report')
    """
    return next(
        (genre for genre, nouns in lexicon.load("identity")["heads"].items() if noun in nouns), ""
    )


def _late_title(line: str) -> bool:
    """Tell whether a line behind the first sentence is a title: short, headed, no sentence."""
    if len(line) >= OPENED or forms.NUMBERED.match(line) or re.search("[，。；：:]", line):
        return False
    return bool(head(line)) and not forms.SALUTATION.match(line)


def _broken(lines: Sequence[str]) -> int:
    """Return how many of the lines are one title that was broken; 1 when the first stands alone."""
    if head(lines[0]) or not BEGINS.match(lines[0]):
        return 1
    for size in range(2, len(lines) + 1):
        line = "".join(lines[:size])
        if (_no_title(lines[size - 1]) and not head(line)) or len(line) > LONGEST:
            return 1
        if head(line):
            return size
    return 1


def _no_title(line: str) -> bool:
    if not line or line[0] in "—－–-─" or BARE.match(line) or NUMBER.search(line):
        return True
    if forms.SPOKEN.match(line) or forms.PERSON.match(line) or forms.SALUTATION.match(line):
        return True
    alone = NAME.match(line) or forms.dateline(line) or signed().match(re.sub(r"\s", "", line))
    return bool(alone) and not head(line)
