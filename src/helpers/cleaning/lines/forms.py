"""Tell what a line of a page is by its form alone: a button, a credit, a date, running text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from helpers import lexicon
from helpers.text.dates import DATED

BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff\u200b\u200c\u200d\u2060"
BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
LINE = re.compile(f"[^{BREAKS}]*(?:\r\n|[{BREAKS}]|$)")
STOP = re.compile("[。！？；!?;…]")
DATELINE = re.compile(
    rf"^[（(【\[]?\s*(?:[^\d。，,]{{0,8}}[:：]\s*)?(?:{DATED.pattern})"
    rf"|(?:时间|日期|来源)\s*[:：].*(?:{DATED.pattern})|(?:{DATED.pattern}).*(?:来源|作者)\s*[:：]"
)
SPOKEN = re.compile(
    rf"^[（(]?[—－–\-─]*\s*(?:{DATED.pattern})?\s*(?:在|于).{{4,40}}?(?:会议|大会|全会|会|次)上?[）)]?$"
)
TIMESTAMP = re.compile(rf"^(?:{DATED.pattern})\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?$")
SALUTATION = re.compile(r"^.{0,14}(?:各位代表|各位委员|同志们|各位同志|各位领导)\s*[:：!！,，]$")
PERSON = re.compile(
    r"^.{0,24}(?:书记|主任|主席|省长|市长|区长|县长|州长|盟长|旗长|总理|局长|厅长|部长)\s*[:：]?\s*"
    r"(?:[\u4e00-\u9fff]{1,3}(?:\s+[\u4e00-\u9fff]{1,2})?|[\u4e00-\u9fff]+[·•][\u4e00-\u9fff·•]+)$"
)
NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．&]|[（(]?\d{1,2}[）)、.．](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节条部分篇，,、])"
)
DELIVERS = re.compile(r"[*\s]*(?:牵头|责任|配合|协办|主办|承办)(?:单位|部门)[*\s]*[:：]")
BULLET = re.compile("^[◎●■◆▲★※○□◇]")
MENU_WORD = re.compile(r"^(?!关于.{3})[^\s，。、:：；“”（）()\d]{1,10}$")
WHERE = re.compile("^(?:您|你)?(?:现在|当前|目前)?的?(?:所在|当前)?的?位置\\s*(?:是|[:：])")
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·]{1,8}")
LONGEST_FORM = 400


@dataclass(slots=True)
class Line:
    """A line: it begins at `begin`, its text spans `start` to `end`, its break ends at `stop`.

    `role` is empty while undecided, then `body`, `title`, or the rule by which it is removed.
    """

    begin: int
    start: int
    end: int
    stop: int
    text: str
    role: str = ""

    @property
    def indented(self) -> bool:
        """Tell whether blanks stand before the text."""
        return self.start - self.begin >= 2


def split(text: str) -> list[Line]:
    """Return the lines of a text, whatever marks their ends."""
    lines = []
    for match in LINE.finditer(text):
        if match.start() == match.end():
            continue
        content = match[0].rstrip(BLANK)
        inner = content.lstrip(BLANK)
        if is_row(inner) and content[0] == "\t":
            inner = content  # its first cells are empty
        start = match.start() + len(content) - len(inner)
        lines.append(Line(match.start(), start, start + len(inner), match.end(), inner))
    return lines


def is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: cells parted by tabs.

    >>> is_row("1\\t新建小学5所\\t市教育局"), is_row("新建小学5所")
    (True, False)
    """
    return "\t" in text


def prose(text: str) -> bool:
    """Tell whether a line belongs to a text, whatever stands around it.

    It is running text (a full stop in it, or long and with commas), a row of a table, or says who
    must deliver.
    """
    if is_row(text) or DELIVERS.match(text):
        return True
    return "。" in text or "；" in text or (len(text) >= 40 and ("，" in text or "," in text))


def dateline(text: str) -> bool:
    """Tell whether a line gives the day (and the source) of a text and nothing more."""
    if len(text) > 80 or "。" in text:
        return False
    bare = len(text) <= 40 and not re.search("[，,；“”]", text) and not NUMBERED.match(text)
    return bool(DATELINE.search(text) or (bare and DATED.search(text)))


def rule(text: str) -> str:
    """Return the rule that removes a line whatever stands around it, or nothing.

    >>> rule("责任编辑:费菲"), rule("全力推动就业创业。"), rule("评论 0人参与,0条评论")
    ('imprint', '', 'widget')
    """
    if not text:
        return "blank"
    if len(text) > LONGEST_FORM:
        return ""
    return next((name for name, found in _rules() if found(text)), "")


@cache
def _rules() -> list[tuple[str, Callable[[str], object]]]:
    """Return the rules of the lexicon in their order, and those that count or compare."""
    known = lexicon.load("furniture")
    judges: dict[str, Callable[[str], object]]
    judges = {"path": _is_path, "notice": _is_notice, "spam": _is_spam}
    judges |= {
        "widget": _is_widget,
        "editors": _credits("editors"),
        "reporters": _credits("reporters"),
    }
    return [
        (row["rule"], judges[row["judge"]] if "judge" in row else _fits(row))
        for row in known["rules"]
    ]


def _fits(row: dict[str, Any]) -> Callable[[str], object]:
    pattern, longest = _pattern(row["pattern"]), row["longest"]
    unless = re.compile(row["unless"]) if "unless" in row else None

    def fits(text: str) -> bool:
        if len(text) > longest or (unless and unless.search(text)):
            return False
        return bool(pattern.search(text))

    return fits


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which `{labels}` stands for any word of that list of the lexicon."""
    known = lexicon.load("furniture")

    def words(name: re.Match[str]) -> str:
        if name[1] == "widgets":
            return "|".join(known["widgets"])
        found = lexicon.alternatives(list(known[name[1]]))
        # The labels of fields are set in one width with blanks: 索 引 号.
        return re.sub(r"(?<=[一-鿿])(?=[一-鿿])", r"\\s*", found) if name[1] == "fields" else found

    return re.compile(re.sub(r"\{([a-z_]+)\}", words, pattern), re.IGNORECASE)


def _credits(first: str) -> Callable[[str], object]:
    """Return what finds a line that credits people, beginning with one of the list `first`."""
    mark = r"\s*[:：|｜丨]" if first == "editors" else r"\s*[:：|｜丨]|\s+"
    begins = _pattern(rf"^[（(【\[]?\s*(?:本报|本网|[^\s，。]{{2,6}}日报)?{{{first}}}(?:{mark})")
    parts = _pattern(r"[\s、,，/:：|｜丨]+|{editors}|{reporters}|{sources}")

    def found(text: str) -> bool:
        start = begins.match(text) if len(text) <= 80 else None
        names = parts.split(text[start.end() :].rstrip("）)】]")) if start else []
        return bool(start) and all(NAME.fullmatch(name) for name in names if name)

    return found


def _is_path(text: str) -> bool:
    """Tell whether a line is a menu or a path: short words parted by blanks, bars or arrows."""
    if len(text) > 120 or is_row(text) or STOP.search(text) or DATED.search(text):
        return False
    items = [item for item in re.split(r"[\s|｜>＞»›→/]+|-", text) if item]
    arrows, bars = (len(re.findall(marks, text)) for marks in ("[>＞»›→]+", "[|｜]"))
    row = text[0] in "|｜" and text[-1] in "|｜"  # of a table
    short = bars > 2 and not row and all(len(item) <= 12 for item in items)
    if WHERE.match(text) or arrows > 1 or short:
        return True
    if len(items) < 3 or max(map(len, items)) > 16:
        return False
    return bool(_pattern("{path}").search(text))


def _is_widget(text: str) -> bool:
    if len(text) > 60 or text.endswith("。") or dateline(text):
        return False
    return bool(_pattern("{widgets}").search(text))


def _is_notice(text: str) -> bool:
    """Tell whether a line is about the site: reports speak of rights too, but not of this site."""
    heralded = bool(_pattern(r"^\W*{notice_starts}(?:\s*[:：]|[\dI])").match(text))
    if prose(text):
        about = heralded or _pattern("{selves}").search(text)
        return bool(about and _pattern("{rights}").search(text))
    return len(text) <= 100 and (heralded or bool(_pattern("{notices}").search(text)))


def _is_spam(text: str) -> bool:
    words = 0 if "。" in text else len(_pattern("{spam}").findall(text))
    return words > 1 or (words == 1 and len(re.split("[,，_|]", text)) > 3)


def signature(text: str) -> int:
    """Return how many characters at the end of a paragraph are its reporter's signature.

    >>> signature("营造风清气正的政治生态。     记者 陈高飞")
    11
    """
    found = _pattern(
        r"(?<=[。！？”’）)!?])(?:\s+|\s*(?=[（(【\[]))[（(【\[]?\s*(?:本报|本网|[^\s，。]{2,4}日报)?"
        r"(?:{reporters}|{editors})\s*[:：]?\s*[\u4e00-\u9fff·\s、,，/]{1,40}[）)】\]]?$"
    ).search(text[-80:])
    return len(found[0]) if found else 0
