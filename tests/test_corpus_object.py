"""One object for a corpus: tables as attributes, and what a researcher asks of them."""

from pathlib import Path

import pytest

import helpers
from helpers.errors import ParameterError, TableError


@pytest.fixture(scope="module")
def corpus(built: Path) -> "helpers.corpus.Corpus":
    return helpers.load(built)


def test_it_says_what_it_is(corpus) -> None:
    told = repr(corpus)
    assert told.startswith("<Corpus of 5 documents, 2 places, 2020-2023, ")
    assert "commitments" in dir(corpus)


def test_a_word_stands_in_its_sentences(corpus) -> None:
    rows = corpus.kwic("产业强市")
    assert len(rows) > 3
    assert corpus.life("产业强市").mentions == len(rows)


def test_promises_are_those_of_an_actor(corpus) -> None:
    rows = corpus.promises(actor="市民政局")
    assert set(rows["actor"]) == {"市民政局"}
    assert set(rows["status"]) == {"target"}
    assert len(corpus.promises(indicator="地区生产总值增长")) > 0


def test_a_department_is_asked_for(corpus) -> None:
    science = corpus.department("市科技局")
    assert len(science.joint) > 0
    assert set(science.promised["actor"]) == {"市科技局"}


def test_a_row_leads_to_its_raw_lines(corpus) -> None:
    row = corpus.promises(place="镇江", year=2022).iloc[0]
    raw = (Path(__file__).parents[1] / "data" / "raw" / f"{row['doc_id']}.txt").read_text("utf-8")
    assert corpus.raw_line(row) in raw.replace("\r\n", "\n")
    with pytest.raises(ParameterError, match="no paragraph 9999"):
        corpus.raw_line({"doc_id": row["doc_id"], "paragraph": 9999})


def test_what_is_not_there_is_named(corpus, tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="its tables are: documents"):
        corpus.poems  # noqa: B018
    with pytest.raises(TableError, match="There are no tables"):
        helpers.load(tmp_path)


WRONG = [
    (lambda corpus: corpus.kwic(" "), "Name a word or formulation"),
    (lambda corpus: corpus.life("三高一"), "no formulation '三高一' here; near it: 三高一争"),
    (lambda corpus: corpus.promises(actor="民政局"), "no actor '民政局' here; near it: 市民政局"),
    (lambda corpus: corpus.promises(year="2022"), "no year '2022' here"),
    (lambda corpus: corpus.department("气象局"), "no department with a task or promise '气象局'"),
    (lambda corpus: corpus.raw_line({}), "must have doc_id and paragraph"),
]


@pytest.mark.parametrize(("ask", "told"), WRONG)
def test_a_wrong_argument_is_told_with_what_is_like_it(corpus, ask, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        ask(corpus)


def test_a_card_says_what_it_holds(corpus) -> None:
    assert repr(corpus.life("三高一争")).startswith("三高一争: 10 mentions, ")
