"""Named places, and the files that are documents."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import TifaError

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
# What systems and offices leave in folders: of macOS, of a document that is open, of Windows.
HIDDEN = re.compile(r"\.|~\$|(?i:thumbs\.db|desktop\.ini)$")
LINKED_FOLDER = "a link to a folder, and not followed. Put the folder itself there."


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
        out = resolved(out)
        return cls(resolved(raw), out / "processed", out / "reports", out / "build")

    def table(self, name: str) -> Path:
        """Return the file of a table."""
        return self.processed / f"{name}.csv"

    def executed(self, name: str) -> Path:
        """Return the executed copy of a notebook."""
        return self.build / f"{name}.ipynb"


def resolved(path: Path) -> Path:
    """Return where a path leads; one of links in a circle stays, and leads nowhere."""
    return Path(os.path.realpath(path))


def cleared(path: Path) -> Path:
    """Return the path of a file, once no empty folder stands in its place.

    Raises TifaError where a folder with something in it does.
    """
    if path.is_dir() and not path.is_symlink():
        try:
            path.rmdir()
        except OSError:
            raise TifaError(
                f"{path} is a folder where a file has to be. Move it away and run again."
            ) from None
    return path


def find(raw_dir: Path | str) -> list[Path]:
    """Return the document files in a folder and its subfolders, sorted.

    `documents.csv`, README files and hidden files are not documents.
    """
    return [path for path, why in _entries(Path(raw_dir)) if not why]


def strange(raw_dir: Path | str) -> list[tuple[Path, str]]:
    """Return what else lies there, seen from the folder, and why it was not read."""
    root = Path(raw_dir)
    return [(path.relative_to(root), why) for path, why in _entries(root) if why]


def _entries(root: Path) -> list[tuple[Path, str]]:
    """Return the files of a folder, sorted, with the reason where one is no document."""
    found: list[tuple[Path, str]] = []
    barred: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=barred.append):
        here = Path(folder)
        folders[:] = [name for name in folders if not HIDDEN.match(name)]
        linked = [name for name in folders if (here / name).is_symlink()]
        found += [(here / name, LINKED_FOLDER) for name in linked]
        for name in files:
            path = here / name
            if path.stem.upper() != "README" and not HIDDEN.match(name):
                found.append((path, why_not(path, root)))
    found += [(Path(e.filename), f"the folder cannot be opened ({e.strerror}).") for e in barred]
    return sorted((path, why) for path, why in found if why or path != root / MANIFEST)


def why_not(path: Path, root: Path) -> str:
    """Return why a file is not read, empty where it is: only what lies in the folder itself is."""
    if path.is_symlink():
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return "a link that leads nowhere. Put the file itself there."
        if not target.is_relative_to(root.resolve()):
            return "a link out of the folder, and not followed. Put the file itself there."
    if not path.is_file():
        return "no file but a device, a pipe or a socket. Remove it."
    if path.name.lower() == MANIFEST and path != root / MANIFEST:
        return f"only {MANIFEST} in the folder itself is read. Move its rows there."
    return ""
