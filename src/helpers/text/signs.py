"""Signs that steer a screen instead of being read: found, taken out, or made visible."""

import re

# Commands of a terminal, marks that turn the direction of writing, tags, half characters.
STEERING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
# What nobody sees and what parts words for a search: blanks of width zero, hyphens of line ends,
# and choices of a character's form. They are no commands, and pages are full of them.
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")


def visible(text: str) -> str:
    r"""Return a text in which each such sign is written out, so that no screen obeys it.

    >>> print(visible("报告\x1b[31m红\u202e.txt"))
    报告\x1b[31m红\u202e.txt
    """
    return STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


def plain(text: str) -> str:
    r"""Return a text without such signs, on one line.

    >>> plain("工作\x1b[1m报告\u202e\n全文")
    '工作报告 全文'
    """
    return " ".join(STEERING.sub("", text).split())
