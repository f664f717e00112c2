"""Chinese in every encoding, and bytes that are none."""

from pathlib import Path

import pytest

from helpers.cleaning import encodings
from helpers.errors import DocumentError

REPORT = "某市政府工作报告\n各位代表：\n过去一年，全市上下齐心协力，经济社会发展取得新成绩。\n"
TRADITIONAL = "某市政府工作報告\n各位代表：\n過去一年，全市上下齊心協力，經濟社會發展取得新成績。\n"
FIXTURES = (
    Path(__file__).parents[2] / "shared" / "corpora" / "charset-fixtures" / "tests" / "fixtures"
)


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (REPORT, "utf-8", "utf-8"),
        (REPORT, "utf-8-sig", "utf-8-sig"),
        (REPORT, "utf-16", "utf-16"),
        (REPORT, "gbk", "gb18030"),
        (REPORT, "gb18030", "gb18030"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        ("Annual report of the city", "ascii", "utf-8"),
    ],
)
def test_text_is_decoded(text: str, codec: str, encoding: str) -> None:
    assert encodings.decode(text.encode(codec), "a.txt") == (text, encoding)


def test_chinese_that_was_saved_as_latin_is_mended() -> None:
    data = REPORT.encode("gbk").decode("latin-1").encode("utf-8")
    assert encodings.decode(data, "a.txt") == (REPORT, "gb18030 read as latin-1, utf-8")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_are_read_and_counted(codec: str) -> None:
    data = (REPORT * 20).encode(codec) + "市".encode(codec)[:1]
    text, encoding = encodings.decode(data, "a.txt")
    assert text.startswith(REPORT * 20)
    assert encoding == f"{codec}, 1 unreadable"


@pytest.mark.skipif(not FIXTURES.exists(), reason="the shared charset fixtures are not at hand")
def test_public_charset_fixtures_are_decoded_or_refused() -> None:
    lost = []
    for path in sorted(p for p in FIXTURES.rglob("*") if p.is_file()):
        try:
            text, _ = encodings.decode(path.read_bytes(), path.name)
        except DocumentError as error:
            assert path.name in str(error)
            lost.append(path.name)
        else:
            assert text.count("\ufffd") <= 1
    # Destroyed before they were saved, and one in Japanese.
    assert lost == [
        "test5.txt",
        "test_sample_big5.txt",
        "test_sample_euc-jp.txt",
        "test_sample_gbk_锟斤铐.txt",
    ]
