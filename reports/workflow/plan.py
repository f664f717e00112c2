"""What each notebook is: its wing, page and title, what it reads and writes, and what it hangs on.

The only list of notebooks. Order of work, pages, navigation and what counts as up to date follow
from it; CONTRIBUTING.md shows how a notebook is added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import places
from helpers.places import GOLD, LEXICONS, PACKAGE, REQUIREMENTS, TEMPLATE

TEXTS = ("documents", "paragraphs")
SHARED_ROOMS = ("text", "statistics", "show")


@dataclass(frozen=True)
class Notebook:
    """A notebook with the tables that it reads and writes.

    `wing` is the room of helpers that it tells of, `title` its message in the catalog. `chosen`
    names the tables that it reads only where a parameter asks for them, `files` the parameters
    that name files or folders, with what is read where they are empty.
    """

    name: str
    wing: str
    title: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Path | None] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        """The notebook's file."""
        return places.NOTEBOOKS / f"{self.name}.ipynb"

    @property
    def page(self) -> str:
        """The file name of its page."""
        return f"{self.name}.html"

    def inputs(self, parameters: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the tables that it reads with these parameters."""
        asked = [names for parameter, names in self.chosen.items() if parameters.get(parameter)]
        return (*self.reads, *(name for names in asked for name in names))

    def named_files(self, parameters: Mapping[str, Any]) -> list[Path]:
        """Return the files that its parameters name, those of a folder included, sorted."""
        paths = [parameters.get(name) or default for name, default in self.files.items()]
        return sorted(file for path in filter(None, paths) for file in _files(Path(path)))


NOTEBOOKS = (
    Notebook("01_cleaning", "cleaning", "page.cleaning", (), (*TEXTS, "edits", "failures")),
    Notebook(
        "02_term_frequency",
        "terms",
        "page.terms",
        TEXTS,
        ("terms", "term_documents", "keyness", "themes", "echoes"),
        chosen={"with_slogans": ("slogans",)},
        files={"own_file": None, "dictionary": None, "stop_file": None, "themes_file": None},
    ),
    Notebook(
        "03_slogan_evolution",
        "slogans",
        "page.slogans",
        (*TEXTS, "commitments"),
        ("slogans", "slogan_mentions", "slogan_parts"),
        files={"gold_dir": GOLD},
    ),
    Notebook(
        "04_department_commitments",
        "commitments",
        "page.commitments",
        TEXTS,
        ("commitments", "follow_through", "panel", "responsibilities"),
        files={"gold_dir": GOLD},
    ),
)
BY_NAME = {notebook.name: notebook for notebook in NOTEBOOKS}
PAGES = {
    "index.html": "page.index",
    **{notebook.page: notebook.title for notebook in NOTEBOOKS},
    "explore.html": "page.explore",
}
DOCUMENT_PAGES = (*TEXTS, "edits", "slogans", "slogan_mentions", "commitments")
"""Tables that the pages of the documents show."""


def analysis_code(wing: str) -> list[Path]:
    """Return what can change a wing's tables besides its notebook and data.

    That is its own room, those that all share, the lexicons, and the versions of the packages.
    """
    rooms = [path for room in (wing, *SHARED_ROOMS) for path in _code(room)]
    ground = [path for path in PACKAGE.glob("*.py") if path.stem not in ("__main__", "plan")]
    return _sorted([*rooms, *ground, *LEXICONS.iterdir(), REQUIREMENTS])


def page_code() -> list[Path]:
    """Return what can change a page besides the executed notebook and the tables."""
    rooms = [path for room in ("pages", "show") for path in _code(room)]
    names = ("plan.py", "places.py", "codebook.py", "tables.py", "cleaning/ledger.py")
    ground = [PACKAGE / name for name in names]
    return _sorted(
        [*rooms, *ground, LEXICONS / "messages.toml", *TEMPLATE.rglob("*"), REQUIREMENTS]
    )


def _code(room: str) -> Iterable[Path]:
    """Return the files of a room: modules, templates, styles."""
    return (path for path in (PACKAGE / room).rglob("*.*") if "__pycache__" not in path.parts)


def _files(path: Path) -> Iterable[Path]:
    return _sorted(path.rglob("*")) if path.is_dir() else [path] if path.is_file() else []


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
