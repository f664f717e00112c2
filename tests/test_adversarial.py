"""Text made to take long, of fifty kinds: time grows with its length and not with its square."""

import time
from collections.abc import Callable

import pytest

from helpers.cleaning import clean
from helpers.cleaning.files import Source
from helpers.commitments import extract
from helpers.slogans import find
from helpers.tables import Document, Paragraph, columns

KINDS = [
    # no breaks, and breaks only
    "稳中求进", "镇", "\n", " ", "\u3000", "。", "，", "、", "；\n", "\r\n\r\n", "\u200b",
    # numbers, units and periods that never end
    "1", "一", "万", "1.", "1,", "1-", "3—5", "百分之", "增长5%、", "2021年", "年底前",
    "“十四五”", "点万",
    # marks that open and do not close
    "“", "《", "（", "“三高一争", "[", "![](", "<p", "<!--", "&#", "**", "|", "---|", "\\", "# ",
    # what mirrors do
    "?;", "(zhèn)", "國>![", "?fàn)幭冗M(jìn)",
    # promises and formulations without an end
    "确保", "力争完成", "坚持", "一个中心、两个基本点、", "牵头单位：市发改委，", "一、", "A",
    "http://a",
]  # fmt: skip
LENGTH = 4_000
BLANK = {name: kind() for name, kind in columns(Document).items()}
REPORT = Document(**BLANK | {"doc_id": "a", "genre": "work_report", "date": "2021-01"})


def paragraph(text: str) -> Paragraph:
    """Return a text as the one paragraph of a document."""
    facts = {"doc_id": "a", "paragraph": 1, "role": "body", "section": "", "actor": ""}
    return Paragraph(**facts, text=text, raw_start=0, raw_end=len(text))


READERS: dict[str, Callable[[str], object]] = {
    "cleaning": lambda text: clean(Source("a", "a.txt", "", "utf-8", text)),
    "commitments": lambda text: extract(REPORT, [paragraph(text)]),
    "slogans": lambda text: find([REPORT], [paragraph(text)], threshold=0.5),
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return what reading takes of a processor, the best of three where it is not much.

    A single run may meet the collection of what all the tests before left behind.
    """
    taken: list[float] = []
    while not taken or (len(taken) < 3 and min(taken) < 2):
        start = time.process_time()
        read(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", KINDS, ids=ascii)
def test_time_grows_with_the_length(kind: str, reader: str) -> None:
    read, text = READERS[reader], kind * (LENGTH // len(kind))
    read(text[:100])  # loads what is loaded once
    short = seconds(read, text)
    assert seconds(read, text * 4) < 8 * max(short, 0.05)
