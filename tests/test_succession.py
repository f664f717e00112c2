"""One formulation yields to a near one, surely or not at all."""

from typing import Any

import pandas as pd
import pytest

from helpers.slogans import succession


def corpus(
    lines: dict[str, tuple[str, range]], places: int = 4
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return mentions, documents and paragraphs: each formulation in a frame, in its years."""
    documents, paragraphs, mentions = [], [], []
    for year in range(2000, 2020):
        for number in range(places):
            doc_id = f"{number}-{year}"
            documents.append({"doc_id": doc_id, "date": f"{year}-01-10", "place": f"p{number}"})
            for at, (slogan, (frame, years)) in enumerate(lines.items(), 1):
                text = frame.format(slogan) if year in years else ""
                paragraphs.append({"doc_id": doc_id, "paragraph": at, "text": text})
                if text:
                    start = text.index(slogan)
                    mentions.append(
                        {"slogan": slogan, "doc_id": doc_id, "paragraph": at, "start": start,
                         "end": start + len(slogan), "inside": ""}
                    )  # fmt: skip
    return pd.DataFrame(mentions), pd.DataFrame(documents), pd.DataFrame(paragraphs)


ELSEWHERE = "建设{}试点城市,推动信息网络进社区"
FRAME = "深入开展{}专项斗争,依法严厉打击各类犯罪活动"


def pairs(lines: dict[str, tuple[str, range]]) -> list[tuple[Any, ...]]:
    table = succession.successions(*corpus(lines))
    return [*table[["old", "new", "year"]].itertuples(index=False, name=None)]


def test_new_wording_takes_the_place_of_the_old() -> None:
    lines = {"扫黑除恶": (FRAME, range(2010, 2020)), "打黑除恶": (FRAME, range(2000, 2010))}
    assert pairs(lines) == [("打黑除恶", "扫黑除恶", 2010)]


OTHERS = [
    ("the old one goes on", FRAME, range(2000, 2020), range(2010, 2020)),
    ("other words are around it", ELSEWHERE, range(2000, 2010), range(2010, 2020)),
    ("too few texts", FRAME, range(2000, 2001), range(2010, 2011)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "frame", "old", "new"), OTHERS, ids=lambda one: str(one)[:20])
def test_no_succession(why: str, frame: str, old: range, new: range) -> None:
    assert pairs({"打黑除恶": (frame, old), "扫黑除恶": (FRAME, new)}) == []


def test_a_stranger_in_the_same_place_of_the_sentence_follows() -> None:
    frame = "按照工业反哺农业的要求,扎实推进{}战略实施,促进农民增收"
    lines = {"新农村建设": (frame, range(2000, 2012)), "乡村振兴": (frame, range(2012, 2020))}
    assert pairs(lines) == [("新农村建设", "乡村振兴", 2012)]


def test_each_is_followed_by_the_nearest_only() -> None:
    lines = {
        "河长制": (FRAME, range(2000, 2010)),
        "河湖长制": (FRAME, range(2010, 2020)),
        "网格员": (FRAME, range(2010, 2020)),
    }
    assert pairs(lines) == [("河长制", "河湖长制", 2010)]


@pytest.mark.parametrize("at_a_time", [1, 256])
def test_likeness_is_of_characters_and_of_what_stands_around(
    monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    monkeypatch.setattr(succession, "AT_A_TIME", at_a_time)
    mentions, _, texts = corpus(
        dict.fromkeys(["河长制", "河湖长制", "乡村振兴"], (FRAME, range(2000, 2005)))
    )
    alike = [
        (one, other, round(value, 2)) for one, other, value in succession.near(mentions, texts)
    ]
    assert alike == [
        ("乡村振兴", "河湖长制", 1.0),
        ("乡村振兴", "河长制", 1.0),
        ("河湖长制", "河长制", 1.26),
    ]


def test_nothing_follows_nothing() -> None:
    mentions, documents, paragraphs = corpus({"三农": (FRAME, range(2000, 2001))})
    assert succession.successions(mentions.head(0), documents, paragraphs).empty


def test_the_words_around_a_formulation_begin_with_the_text() -> None:
    mentions, _, paragraphs = corpus({"扫黑除恶": ("开展{}斗争", range(2000, 2001))}, 1)
    assert set(succession._surroundings(mentions, paragraphs)[0]["扫黑除恶"]) == {"开展", "斗争"}
