"""What each notebook is: its page, the tables that it reads and writes."""

from dataclasses import dataclass
from pathlib import Path

from helpers.places import NOTEBOOKS

TEXTS = ("documents", "paragraphs")
PAGES = {
    "index.html": "page.index",
    "01_cleaning.html": "page.cleaning",
    "02_term_frequency.html": "page.terms",
    "03_slogan_evolution.html": "page.slogans",
    "04_department_commitments.html": "page.commitments",
}


@dataclass(frozen=True)
class Story:
    """A notebook with the tables that it reads and writes."""

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]

    @property
    def source(self) -> Path:
        """The notebook's file."""
        return NOTEBOOKS / f"{self.name}.ipynb"


STORIES = (
    Story("01_cleaning", (), (*TEXTS, "edits", "failures")),
    Story("02_term_frequency", TEXTS, ("terms", "term_documents", "keyness")),
    Story(
        "03_slogan_evolution",
        (*TEXTS, "commitments"),
        ("slogans", "slogan_mentions", "slogan_parts"),
    ),
    Story("04_department_commitments", TEXTS, ("commitments", "follow_through")),
)
