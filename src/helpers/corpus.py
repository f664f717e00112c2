"""One object for a corpus that was run: its tables, and what a researcher asks of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers import commitments, slogans, tables, terms
from helpers.cleaning import ledger as edits_ledger
from helpers.errors import ParameterError, TableError, like
from helpers.places import PROCESSED
from helpers.tables import TABLES, Edit

if TYPE_CHECKING:
    import pandas as pd

    from helpers.commitments.departments import Department
    from helpers.slogans.card import Card


class Corpus:
    """The tables of one run as attributes, each read when it is first asked for."""

    def __init__(self, processed_dir: Path) -> None:
        self.processed_dir = processed_dir

    @classmethod
    def of(cls, results: Path | str = "") -> "Corpus":
        """Return the corpus of a folder of results, or of the project's own where it is empty."""
        folder = Path(results) if results else PROCESSED
        for processed in (folder / "processed", folder / "data" / "processed", folder):
            if (processed / "documents.csv").exists():
                return cls(processed)
        raise TableError(f"There are no tables in {folder}: run make reports OUT={folder} first.")

    def __getattr__(self, name: str) -> "pd.DataFrame":
        """Return a table by its name."""
        if name not in TABLES:
            raise AttributeError(f"A corpus has no {name}; its tables are: {', '.join(TABLES)}.")
        table = tables.read(self.processed_dir, name)
        setattr(self, name, table)
        return table

    def __dir__(self) -> list[str]:
        """Name the tables, too, so that Tab completes them."""
        return sorted({*super().__dir__(), *TABLES})

    def __repr__(self) -> str:
        """Say what the corpus is."""
        documents = self.documents
        years = sorted(documents["date"].str[:4][documents["date"] != ""])
        when = f", {years[0]}-{years[-1]}" if years else ""
        places = documents["place"][documents["place"] != ""].nunique()
        return (
            f"<Corpus of {len(documents)} documents, {places} places{when}, "
            f"{documents['chars_clean'].sum():,} characters: {self.processed_dir}>"
        )

    def kwic(self, term: str) -> "pd.DataFrame":
        """Return every place where a word or formulation stands, with what is around it."""
        if not isinstance(term, str) or not term.strip():
            raise ParameterError(f'Name a word or formulation, such as "高质量发展", not {term!r}.')
        return terms.kwic(self.paragraphs, term)

    def life(self, slogan: str) -> "Card":
        """Return who says a formulation, in which forms, beside what, and what is promised near.

        Raises ParameterError for one that these texts do not have.
        """
        _known(slogan, self.slogans["slogan"], "formulation")
        promised = self.commitments
        return slogans.card(slogan, self.slogan_mentions, self.documents, self.paragraphs, promised)

    def promises(
        self, *, actor: str = "", indicator: str = "", place: str = "", year: int = 0
    ) -> "pd.DataFrame":
        """Return the measurable targets, those of an actor, indicator, place or year if named.

        `indicator` is a canonical name, or a part of the text's own words. Raises ParameterError
        for an actor, place or year that has none.
        """
        found = self.commitments
        found = found[found["status"].eq("target") & found["kind"].ne("action")]
        if indicator:
            named = found["indicator"].str.contains(indicator, regex=False)
            found = found[named | found["canonical"].eq(indicator)]
        wanted = {"actor": actor, "place": place, "year": year}
        for column, value in wanted.items():
            if value:
                _known(value, found[column], column)
                found = found[found[column].eq(value)]
        return found.reset_index(drop=True)

    def department(self, name: str) -> "Department":
        """Return what a department has to deliver, promised, and what became of it.

        `name` may be any that it has or had: 市科技局, 科技局, 经贸委. Raises ParameterError where
        these texts tell nothing of it.
        """
        tasks = self.responsibilities
        told = commitments.department(name, tasks, self.commitments, self.follow_through)
        if not any(map(len, (told.leads, told.supports, told.joint, told.promised))):
            _known(name, tasks["canonical"], "department with a task or promise")
        return told

    def ledger(self, place: str = "") -> "pd.DataFrame":
        """Return what became of the yearly targets: a row an indicator, a column a year."""
        return commitments.ledger(place, processed_dir=self.processed_dir)

    def kept(self, by: str = "year", place: str = "") -> "pd.DataFrame":
        """Return the share of targets kept among those that can be judged, with intervals."""
        return commitments.kept(by, place=place, processed_dir=self.processed_dir)

    def followed(self, indicator: str, place: str = "") -> "pd.DataFrame":
        """Return each target of an indicator with the result that was told of it."""
        return commitments.followed(indicator, place=place, processed_dir=self.processed_dir)

    def raw_line(self, row: "Mapping[str, Any] | pd.Series[Any]") -> str:
        """Return the raw text behind a row with `doc_id` and `paragraph`: its whole raw lines.

        Raises ParameterError when the corpus has no such paragraph.
        """
        if not {"doc_id", "paragraph"} <= set(row.keys()):
            raise ParameterError("A row must have doc_id and paragraph.")
        own = self.paragraphs[self.paragraphs["doc_id"] == row["doc_id"]]
        here = own[own["paragraph"] == row["paragraph"]]
        if here.empty:
            raise ParameterError(f"There is no paragraph {row['paragraph']} of {row['doc_id']}.")
        edits = self.edits[self.edits["doc_id"] == row["doc_id"]]
        raw = edits_ledger.undo("\n".join(own["text"]), tables.records(Edit, edits))
        start, end = int(here["raw_start"].iloc[0]), int(here["raw_end"].iloc[0])
        stop = raw.find("\n", end)
        return raw[raw.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(raw)]


def _known(wanted: object, there: "pd.Series[Any]", what: str) -> None:
    """Raise ParameterError, with what is most like it, for a name that a column does not have."""
    if wanted not in set(there):
        raise ParameterError(f"There is no {what} {wanted!r} here; near it: {like(wanted, there)}.")
