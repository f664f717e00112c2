"""Say everything in English and in Chinese, from the catalog lexicons/messages.toml."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from helpers.errors import ParameterError
from helpers.lexicon import load

Language = Literal["en", "zh"]

BILINGUAL = re.compile("\u2062([^\u2062-\u2064]*)\u2063([^\u2062-\u2064]*)\u2064")
"""Both languages within a label, told apart by characters that nobody sees."""


class Text(NamedTuple):
    """The same in English and in Chinese, and the heading of the page that shows it."""

    en: str
    zh: str
    at: str = ""

    def __str__(self) -> str:
        """Return both within marks that nobody sees, so that a figure can show one of them."""
        return self.en if self.en == self.zh else f"\u2062{self.en}\u2063{self.zh}\u2064"

    @property
    def plain(self) -> str:
        """Both languages, for a place that cannot switch."""
        return self.en if self.en == self.zh else f"{self.en} {self.zh}"


class Count(int):
    """A number that agrees with its noun.

    >>> f"{Count(1):document holds|documents hold}, {Count(1200):document|documents}"
    '1 document holds, 1,200 documents'
    """

    def __format__(self, form: str) -> str:
        """Return the number with the word that fits it, or with its thousands set apart."""
        if "|" not in form:
            return format(int(self), form or ",")
        return f"{int(self):,} {form.split('|')[int(self) != 1]}"


@cache
def catalog() -> Mapping[str, Any]:
    """Return the catalog: sections of messages, heads of columns, values of columns."""
    return load("messages")


def unmarked(label: str) -> Text:
    """Return what a label says in each language.

    >>> unmarked(f"{Text('targets', '目标')}: 12")
    Text(en='targets: 12', zh='目标: 12', at='')
    """
    return Text(BILINGUAL.sub(r"\1", label).strip(), BILINGUAL.sub(r"\2", label).strip())


def text(key: str, /, **values: Any) -> Text:
    """Return a message in both languages, its values filled in.

    A value may be a Text itself. Raises ParameterError for a message that is not in the catalog.

    >>> text("table.none", caption=Text("Targets", "目标"))
    Text(en='Targets: none.', zh='目标：无。', at='')
    """
    section, _, name = key.partition(".")
    try:
        entry = catalog()[section][name]
    except KeyError:
        raise ParameterError(f"There is no message {key} in lexicons/messages.toml.") from None
    en, zh = (
        entry[language].format(
            **{name: _in_language(value, side) for name, value in values.items()}
        )
        for side, language in enumerate(Text._fields[:2])
    )
    return Text(en, zh, entry.get("at", ""))


def joined(sentences: Sequence[Text]) -> Text:
    """Return sentences one after another; they lead to where the first leads."""
    en = " ".join(sentence.en for sentence in sentences)
    zh = "".join(sentence.zh for sentence in sentences)
    return Text(en, zh, sentences[0].at if sentences else "")


def listed(names: Iterable[Text | str]) -> Text:
    """Return names one after another, as each language sets them apart.

    >>> listed(["扬州", "镇江"])[:2]
    ('扬州, 镇江', '扬州、镇江')
    """
    pairs = [name if isinstance(name, Text) else (name, name) for name in names]
    return Text(", ".join(pair[0] for pair in pairs), "、".join(pair[1] for pair in pairs))


def head(column: str) -> Text:
    """Return the head of a column; a column named by data keeps its name."""
    entry = catalog()["heads"].get(column)
    return Text(entry["en"], entry["zh"]) if entry else unmarked(column)


def word(column: str, value: str) -> Text:
    """Return a value of a column in both languages; what texts say is left, or quoted if like ours.

    >>> word("status", "target"), word("rule", "pinyin note+traditional script").zh
    (Text(en='target', zh='目标', at=''), '拼音注音、繁体字')
    >>> word("theme", "digital economy").zh, word("theme", "数字经济").zh, word("theme", "低碳").zh
    ('数字经济', '“数字经济”', '低碳')
    """
    translations = catalog()["values"].get(column, {})
    pieces = value.split("+") if all(value.split("+")) else [value]  # 互联网+ is one
    ours = {entry["zh"]: f"“{entry['zh']}”" for entry in translations.values()}
    parts = [translations.get(p, {"en": p, "zh": ours.get(p, p)}) for p in pieces]
    return Text(" + ".join(part["en"] for part in parts), "、".join(p["zh"] for p in parts))


def contrast(name: str) -> Text:
    """Return the name of a contrast of two groups in both languages.

    >>> contrast("place: 镇江 | rest").zh
    '地方：镇江 | 其余'
    """
    column = word("group", name.partition(": ")[0])
    (a, b), (c, d) = (side[:2] for side in sides(name))
    return Text(f"{column.en}: {a} | {c}", f"{column.zh}：{b} | {d}")


def sides(name: str) -> tuple[Text, Text]:
    """Return what a contrast sets apart, and from what.

    >>> sides("genre: work_report | rest")
    (Text(en='work report', zh='政府工作报告', at=''), Text(en='rest', zh='其余', at=''))
    """
    column, _, both = name.partition(": ")
    first, _, second = both.partition(" | ")
    return word(column, first), word("group", second) if second == "rest" else word(column, second)


def is_coded(column: str) -> bool:
    """Tell whether a column holds words of ours, which have a translation."""
    return column in catalog()["values"]


def _in_language(value: Any, side: int) -> Any:
    if isinstance(value, Text):
        return value[side]
    if isinstance(value, str):
        return BILINGUAL.sub(rf"\{side + 1}", value)
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        return value
    return Count(value)
