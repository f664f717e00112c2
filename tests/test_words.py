"""Everything is said in both languages, and says the same."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from helpers import tables
from helpers.commitments import follow_through
from helpers.errors import ParameterError
from helpers.lexicon import LEXICONS, load
from helpers.show import words as messages
from helpers.show.findings import TELLS
from helpers.show.words import Text, text

ENTRIES = [
    (f"{section}.{name}", entry)
    for section, entries in messages.catalog().items()
    if section != "values"
    for name, entry in entries.items()
] + [
    (f"values.{column}.{value}", entry)
    for column, values in messages.catalog()["values"].items()
    for value, entry in values.items()
]


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_a_message_has_both_languages_with_the_same_values(name: str, entry: Any) -> None:
    assert set(entry) <= {"en", "zh", "at", "tells"} and entry["en"] and entry["zh"], name
    fields = [{f for _, f, _, _ in Formatter().parse(entry[k]) if f} for k in ("en", "zh")]
    assert fields[0] == fields[1], name
    assert entry.get("tells", "counts") in TELLS and ("tells" not in entry or "at" in entry), name


def test_the_english_is_english_and_the_chinese_chinese() -> None:
    known = {"logDice", "NPMI", "documents.csv", "CSV", "p", "p value"}
    for name, entry in ENTRIES:
        assert re.search("[a-zA-Z]", entry["en"]), name
        assert re.search("[\u4e00-\u9fff]", entry["zh"]) or entry["zh"] in known, name


def test_every_coded_value_of_the_tables_has_its_words(built: Path) -> None:
    coded = messages.catalog()["values"]
    for name in tables.TABLES:
        table = tables.read(built / "processed", name)
        for column in set(coded) & set(table.columns):
            values = {part for value in table[column] for part in str(value).split("+")}
            assert values - {"", *coded[column]} == set(), f"{name}.{column}"


def test_what_the_lexicons_can_give_has_its_words() -> None:
    coded = messages.catalog()["values"]
    assert set(load("areas")["areas"]) <= set(coded["area"])
    assert {reason for _, _, reason in follow_through.REASONS.values()} == set(coded["why"])
    text = (LEXICONS / "furniture.toml").read_text("utf-8")
    assert set(re.findall(r'rule = "([^"]+)"', text)) <= set(coded["rule"])


def test_a_number_agrees_with_its_noun() -> None:
    assert text("cleaning.left_out", files=1).en.startswith("1 file is left out")
    assert text("cleaning.left_out", files=1200).en.startswith("1,200 files are left out")
    assert text("cleaning.left_out", files=1200).zh.startswith("1,200 个文件")


def test_a_value_may_differ_by_language() -> None:
    caption = Text("Targets", "目标")
    assert text("table.none", caption=caption) == Text("Targets: none.", "目标：无。")


def test_a_message_that_is_not_there_is_named() -> None:
    with pytest.raises(ParameterError, match=r"no message slogans\.nowhere"):
        text("slogans.nowhere")


def test_words_of_ours_are_translated_and_words_of_the_texts_are_not() -> None:
    assert messages.word("rule", "pinyin note+blank") == Text(
        "pinyin notes + blanks", "拼音注音、空白"
    )
    assert messages.word("actor", "市科技局") == Text("市科技局", "市科技局")
    assert messages.head("三高一争") == Text("三高一争", "三高一争")


def test_sentences_are_joined_and_lead_to_where_the_first_leads() -> None:
    said = messages.joined([Text("One.", "一。", "there"), Text("Two.", "二。", "here")])
    assert said == Text("One. Two.", "一。二。", "there")
