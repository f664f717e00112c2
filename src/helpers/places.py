"""Named places, and the files that are documents."""

from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parents[1]
LEXICONS = PACKAGE / "lexicons"
TEMPLATE = PACKAGE / "pages" / "template"
NOTEBOOKS = ROOT / "notebooks"
REQUIREMENTS = ROOT / "requirements.txt"
RAW = ROOT / "data" / "raw"
PROCESSED = ROOT / "data" / "processed"
GOLD = ROOT / "data" / "gold"
MANIFEST = "documents.csv"


@dataclass(frozen=True)
class Places:
    """Where one run reads and writes."""

    raw: Path = RAW
    processed: Path = PROCESSED
    reports: Path = ROOT / "reports"
    build: Path = ROOT / "build"

    @classmethod
    def under(cls, raw: Path, out: Path) -> "Places":
        """Return places for another corpus or another folder of results."""
        out = out.resolve()
        return cls(raw.resolve(), out / "processed", out / "reports", out / "build")

    def table(self, name: str) -> Path:
        """Return the file of a table."""
        return self.processed / f"{name}.csv"

    def executed(self, name: str) -> Path:
        """Return the executed copy of a notebook."""
        return self.build / f"{name}.ipynb"


def find(raw_dir: Path | str) -> list[Path]:
    """Return the document files in a folder and its subfolders, sorted.

    `documents.csv`, README files and hidden files are not documents.
    """
    root = Path(raw_dir)
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.name != MANIFEST
        and path.stem.upper() != "README"
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )
