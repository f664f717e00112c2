"""Signs that steer a screen instead of being read: found, taken out, or made visible."""

import re

# Commands of a terminal, marks that turn the direction of writing, tags, half characters. Blanks of
# width zero are no commands: pages are full of them, and cleaning takes them as blanks.
STEERING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


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
