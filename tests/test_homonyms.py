"""One form has as many senses as texts of other places and times use it among other words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from helpers.slogans import discovery, homonyms
from test_slogans import document, paragraphs


def told(lines: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return form, parts and first year of each sense."""
    documents = [document(f"d{n}", f"{2000 + n}") for n in range(len(lines))]
    texts = [p for n, line in enumerate(lines) for p in paragraphs(f"d{n}", [line])]
    _, mentions = discovery.find(documents, texts, threshold=0.5)
    rows = homonyms.senses(mentions, texts, documents)
    return [*rows[["slogan", "parts", "first"]].itertuples(index=False, name=None)]


INDUSTRY = "坚持工业化、城市化“双轮驱动”。"
CULTURE = "坚持文化事业、文化产业“双轮驱动”。"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            [INDUSTRY, INDUSTRY, CULTURE],
            [("双轮驱动", "工业化、城市化", "2000"), ("双轮驱动", "文化事业、文化产业", "2002")],
        ),
        ([INDUSTRY, "坚持城市化和工业化“双轮驱动”。"], []),
        ([INDUSTRY, "深化“双轮驱动”。"], []),
    ],
)
def test_senses_are_told_apart_by_what_is_counted(
    lines: list[str], found: list[tuple[str, str, str]]
) -> None:
    assert told(lines) == found


def test_a_sense_lives_from_its_first_text_to_its_last() -> None:
    documents = [document(f"d{n}", f"{2000 + n}") for n in range(3)]
    lines = enumerate([INDUSTRY, CULTURE, INDUSTRY])
    texts = [p for n, line in lines for p in paragraphs(f"d{n}", [line])]
    _, mentions = discovery.find(documents, texts, threshold=0.5)
    row = homonyms.senses(mentions, texts, documents).iloc[0]
    assert (row["first"], row["last"], row["documents"]) == ("2000", "2002", 2)
    assert (row["doc_id"], row["paragraph"], row["sense"]) == ("d0", 1, 1)
    assert "工业化" in row["around"]


def test_what_is_part_of_what_one_place_says_is_its_own_sense() -> None:
    frame = "紧紧围绕{}目标要求,坚持稳中求进,推动经济社会发展。"
    lines = [frame.format("“三个定位、两个率先”"), frame.format("“三个定位”")]
    documents = [
        replace(document(f"d{n}", f"{2010 + n}"), place=("南江", "北海")[n % 2]) for n in range(6)
    ]
    texts = [p for n in range(6) for p in paragraphs(f"d{n}", [lines[n % 2]])]
    _, mentions = discovery.find(documents, texts, threshold=0.5)
    rows = homonyms.senses(mentions, texts, documents)
    own = rows[rows["slogan"] == "三个定位"]
    assert own["places"].tolist() == ["南江", "北海"]
