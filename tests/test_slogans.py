"""Formulations are found from the text, located exactly, and scored in the open."""

import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.slogans import discovery as slogans
from helpers.slogans.candidates import LONGEST
from helpers.slogans.shape import squeeze
from helpers.tables import Document, Paragraph

SHARED = Path(__file__).parents[2] / "shared"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "slogans.toml").read_text("utf-8"))
DATES = {
    "2020-plenum": "2020-08-01",
    "2020-dep": "2020-08",
    "2021": "2021-10-01",
    "2022": "2022-03-01",
}


def document(doc_id: str, date: str = "2022") -> Document:
    """Return a document of which only name and date matter."""
    texts = dict.fromkeys(
        ["file", "sha256", "encoding", "title", "place", "issuer", "level", "genre", "date_basis"],
        "",
    )
    sizes = dict.fromkeys(["chars_raw", "chars_clean", "paragraphs", "repaired", "removed"], 0)
    return Document(doc_id=doc_id, date=date, **texts, **sizes)  # type: ignore[arg-type]


def paragraphs(doc_id: str, lines: Sequence[str]) -> list[Paragraph]:
    """Return the lines as paragraphs."""
    return [
        Paragraph(
            doc_id=doc_id, paragraph=number, role="body", section="", actor="", text=line,
            raw_start=0, raw_end=0,
        )
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]  # fmt: skip


def found(*texts: str, threshold: float = 0.5, **options: Any) -> tuple[list[Any], list[Any]]:
    """Find in one document a text."""
    documents = [document(f"d{n}", f"{2018 + n}") for n in range(len(texts))]
    lines = [p for n, text in enumerate(texts) for p in paragraphs(f"d{n}", text.split("\n"))]
    return slogans.find(documents, lines, threshold=threshold, **options)


def said(*texts: str, **options: Any) -> set[str]:
    """Return the variants found, without marks."""
    return {squeeze(mention.variant) for mention in found(*texts, **options)[1]}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:12])
def test_case(case: dict[str, Any]) -> None:
    variants = said(case["text"])
    assert {squeeze(form) for form in case.get("find", [])} <= variants
    assert not {squeeze(form) for form in case.get("never", [])} & variants


@pytest.mark.parametrize("case", CASES["known_failure"], ids=lambda case: case["text"][:12])
@pytest.mark.xfail(strict=True, reason="known failures, kept in sight")
def test_known_failure(case: dict[str, Any]) -> None:
    test_case(case)


def test_variants_are_one_formulation() -> None:
    rows, mentions = found(
        "“创新创业福地、山水花园名城”",
        "推动“山水花园名城,创新创业福地”建设",
        "聚焦“创新创业福地”定位",
    )
    assert {mention.slogan for mention in mentions} == {rows[0].slogan}
    assert rows[0].documents == 3


def test_part_lives_while_its_whole_does() -> None:
    rows, _ = found("“六稳”", "做好“六稳”", "落实“六稳”", "“六稳”“六保”任务", seeds=False)
    part = next(row for row in rows if row.slogan == "六稳")
    assert (part.documents, part.first_seen, part.last_seen) == (3, "2018", "2021")


def test_score_shows_its_parts() -> None:
    rows, _ = found("深化“四群八链”")
    assert "quoted+" in rows[0].signals
    assert "numeral+" in rows[0].signals


def test_threshold_and_seeds_are_obeyed() -> None:
    text = "坚持稳中求进,深化“扬帆计划”"
    assert "稳中求进" in said(text)
    assert "稳中求进" not in said(text, seeds=False)
    assert not said(text, threshold=1.1)


def test_title_of_a_document_is_no_mention() -> None:
    assert "健康中国" not in said("落实《关于推进健康中国行动的意见》")


@pytest.mark.parametrize(
    "text", ["一" * 100_000, "“" * 1000, "“三高" * 3000, "1+" * 20_000, "、" * 9999]
)
def test_absurd_text_does_no_harm(text: str) -> None:
    _, mentions = found(text)
    assert all(text[m.start : m.end] == m.variant for m in mentions)
    assert all(len(mention.variant) <= LONGEST + 2 for mention in mentions)


@pytest.mark.parametrize("unit", ["一二三、", "双减", "“三高”、", "建设制造强市、"])
def test_time_is_linear_in_the_length_of_an_enumeration(unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        found(unit * (length // len(unit)))
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 0.1 + 12 * seconds(8_000)


def test_nothing_in_nothing() -> None:
    assert slogans.find([], [], threshold=0.5) == ([], [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text("“”、,一二三两双高争个强市镇江平安坚持是就《》+12 ", max_size=40),
        min_size=1,
        max_size=4,
    )
)
def test_mentions_are_exact_and_apart(lines: list[str]) -> None:
    rows, mentions = found("\n".join(lines), threshold=0.1)
    texts = {p.paragraph: p.text for p in paragraphs("d0", "\n".join(lines).split("\n"))}
    end: dict[int, int] = {}
    for mention in mentions:
        assert texts[mention.paragraph][mention.start : mention.end] == mention.variant
        assert mention.start >= end.get(mention.paragraph, 0)
        end[mention.paragraph] = mention.end
    assert {mention.slogan for mention in mentions} == {row.slogan for row in rows}
    assert sum(row.mentions for row in rows) == len(mentions)


@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="needs ../shared/gold")
@pytest.mark.parametrize(("seeds", "least"), [(True, 0.92), (False, 0.82)])
def test_gold(tmp_path: Path, seeds: bool, least: float) -> None:
    documents, lines = [], []
    for path in sorted((SHARED / "gold" / "text").glob("*.txt")):
        date = next((day for part, day in DATES.items() if part in path.stem), "2023-01")
        documents.append(document(path.stem, date))
        lines += paragraphs(path.stem, path.read_text("utf-8").split("\n"))
    rows, mentions = slogans.find(documents, lines, threshold=0.5, seeds=seeds)
    tables.write(tmp_path, paragraphs=lines, commitments=[], slogans=rows, slogan_mentions=mentions)
    score = [
        sys.executable,
        str(SHARED / "scoring" / "score.py"),
        str(tmp_path),
        str(SHARED / "gold"),
    ]
    subprocess.run(
        [*score, "--json", str(tmp_path / "score.json")], check=True, capture_output=True
    )
    assert json.loads((tmp_path / "score.json").read_text())["slogan.f1"] >= least
