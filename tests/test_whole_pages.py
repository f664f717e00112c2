"""Whole pages as they are saved: what each is, why, its paragraphs, and all that was changed."""

import tomllib

import pytest

from conftest import ROOT
from helpers.cleaning.document import clean
from helpers.cleaning.explanation import explain_document
from helpers.cleaning.files import Source

CASES = tomllib.loads((ROOT / "tests/cases/whole_pages.toml").read_text("utf-8"))["page"]
FACTS = ("title", "place", "level", "genre", "date", "date_basis", "year", "issuer", "doubts")


def told(name: str, text: str) -> dict[str, list[str]]:
    """Return what is told of a page of a file, its paragraphs and what is changed or removed."""
    source = Source(name.rpartition("/")[2].removesuffix(".txt"), name, "0" * 64, "utf-8", text)
    made, why = clean(source), explain_document(source)
    return {
        "facts": [f"{fact} {getattr(made.document, fact)}".strip() for fact in FACTS],
        "witnesses": [" | ".join(map(str, row)) for row in why.itertuples(index=False)],
        "paragraphs": [f"{p.role} | {p.section} | {p.actor} | {p.text}" for p in made.paragraphs],
        "edits": [f"{e.rule} | {e.raw!r} | {e.clean!r}" for e in made.edits],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_all_that_is_read_from_a_page(case: dict) -> None:
    wanted = {key: value for key, value in case.items() if key not in ("file", "text")}
    assert told(case["file"], case["text"]) == wanted
