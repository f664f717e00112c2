"""Take marks of Markdown and HTML and signs that steer a screen out of a text, each as an edit."""

import html
import re
from collections.abc import Iterator

from helpers.tables import Edit
from helpers.text import signs

RULE = "markup"
CONTROL = "control sign"
COMMENT = re.compile(r"<!--.*?-->", re.S)
BREAK = re.compile(r"<br\s*/?>[ \t]*(\r?\n)?", re.I)
IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\s]*\)")
LINK = re.compile(r"(?<!!)(\[)[^\]\[\n]{1,200}(\]\((?:https?:|/|\.|#|mailto:)[^)\s]*\))")
TAG = re.compile(
    r"</?(?:p|div|span|strong|b|i|em|u|font|a|center|h[1-6])(?:\s[^<>\n]{0,300})?/?>", re.I
)
HEAD = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(?=\S)|^[ \t]{0,3}>[ \t]?(?!>)(?=[^>»›\n]*$)", re.M)
STARS = re.compile(r"\*{2,3}")
ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!~|<>])")
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[0-9A-Fa-f]{2,4});")
RULED = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*(?::?-{3,}:?)?[ \t]*$", re.M)


def marks(text: str, start: int = 0) -> list[Edit]:
    """Return the edits that take the marks out of a text from `start` on, in order.

    Stars are marks only in pairs on a line, so that a name hidden as 张** keeps them.

    >>> from helpers.cleaning.ledger import apply
    >>> text = "## **一、总体要求**\\n张**等[通知](https://a.cn/b)<br>稳中求进。"
    >>> apply(text, marks(text))
    '一、总体要求\\n张**等通知\\n稳中求进。'
    """
    spans = sorted(set(_spans(text)))
    edits: list[Edit] = []
    reach = start
    for first, end, clean in spans:
        if first >= reach and text[first:end] != clean:
            raw = text[first:end]
            unseen = signs.STEERING.match(raw) or signs.UNSEEN.match(raw)
            rule = CONTROL if unseen else RULE
            edits.append(Edit(raw_start=first, raw_end=end, raw=raw, clean=clean, rule=rule))
            reach = end
    return edits


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start and end of each mark, and what stands in its place."""
    for signed in (signs.STEERING, signs.UNSEEN):
        yield from ((*match.span(), "") for match in signed.finditer(text))
    if "<" in text:
        for pattern in (COMMENT, TAG):
            yield from ((*match.span(), "") for match in pattern.finditer(text))
        for match in BREAK.finditer(text):
            row = text.rfind("|", text.rfind("\n", 0, match.start()) + 1, match.start()) >= 0
            yield (*match.span(), ("\n" if match[1] else "") if row else "\n")
    if "&" in text:
        for match in ENTITY.finditer(text):
            yield (*match.span(), html.unescape(match[0]))
    if "](" in text:
        yield from ((*match.span(), "") for match in IMAGE.finditer(text))
        for match in LINK.finditer(text):
            yield from ((*match.span(group), "") for group in (1, 2))
    if "#" in text or ">" in text:
        yield from ((*match.span(), "") for match in HEAD.finditer(text))
    if "---" in text and "|" in text:
        yield from ((*match.span(), "") for match in RULED.finditer(text))
    if "\\" in text:
        yield from ((*match.span(), "") for match in ESCAPED.finditer(text))
    if "**" in text:
        yield from ((start, end, "") for start, end in _stars(text))


def _stars(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of stars that set words in bold."""
    begin = 0
    for line in text.splitlines(keepends=True):
        runs = list(STARS.finditer(line)) if "**" in line else []
        opened = None
        for run in runs:
            before, after = line[: run.start()], line[run.end() :]
            if opened is None:
                opens = not before[-1:].isalnum() or after[:1].isalnum() or after[:1] in "“《（—"
                opened = run if opens and after.strip() else None
            else:
                yield begin + opened.start(), begin + opened.end()
                yield begin + run.start(), begin + run.end()
                opened = None
        begin += len(line)
