"""Named places, and nothing else."""

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
