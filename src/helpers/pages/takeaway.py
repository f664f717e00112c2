"""Pack all tables and pages to take away, with a codebook and with how to cite them."""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from helpers import tables
from helpers.places import ROOT, Places
from helpers.show.addresses import page_name
from helpers.show.words import Text, text
from helpers.tables import Document

ARCHIVE = "tifa.zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive, so that two runs give the same bytes."""
PACKED_ALREADY = (".woff", ".png", ".rows.js")
TEX = str.maketrans({char: f"\\{char}" for char in "{}&%$#_"} | {"\\": "", "~": "", "^": ""})


def save_archive(places: Places) -> None:
    """Write the archive beside the pages: write it apart, then rename.

    In it tables and pages lie as they lie on disk, so that their links hold.
    """
    documents = tables.records(Document, tables.read(places.processed, "documents"))
    target = places.reports / ARCHIVE
    beside = target.with_name(f".{ARCHIVE}")
    said = {
        "codebook.md": tables.dictionary(),
        "citation.txt": f"{citation(documents).en}\n",
        "citation.bib": bibtex(documents),
    }
    with zipfile.ZipFile(beside, "w") as archive:
        for name, content in said.items():
            archive.writestr(_entry(name), content, compresslevel=6)
        for name, path in sorted(_files(places)):
            archive.writestr(_entry(name), path.read_bytes(), compresslevel=6)
    beside.replace(target)


def citation(documents: Sequence[Document]) -> Text:
    """Return how to cite these results: the program, its version, and which texts it read."""
    about = program()
    return text(
        "page.citation",
        program=about["title"],
        version=about["version"],
        year=str(about["date-released"].year),
        documents=len(documents),
        texts=fingerprint(documents),
    )


def fingerprint(documents: Iterable[Document]) -> str:
    """Return a name of a corpus that another set of texts does not have: of all their hashes."""
    hashes = "\n".join(sorted(document.sha256 for document in documents))
    return hashlib.sha256(hashes.encode()).hexdigest()[:12]


def bibtex(documents: Sequence[Document]) -> str:
    """Return an entry for the results and one for each document, with its address where known."""
    entries = [results_entry(documents)]
    for d in documents:
        fields = {
            "author": d.issuer or d.place,
            "title": d.title or d.doc_id,
            "year": d.date[:4],
            "url": d.source if "://" in d.source else "",
            "note": f"sha256 {d.sha256}",
        }
        entries.append(_bib("misc", page_name(d.doc_id).replace(" ", "-"), fields))
    return "\n".join(entries)


def results_entry(documents: Sequence[Document]) -> str:
    """Return the entry of BibTeX for the program and the texts that it read."""
    about = program()
    fields = {
        "author": " and ".join(author["name"] for author in about["authors"]),
        "title": about["title"],
        "year": str(about["date-released"].year),
        "note": f"Version {about['version']}; texts {fingerprint(documents)}",
    }
    return _bib("software", "tifa", fields)


def _bib(kind: str, key: str, fields: dict[str, str]) -> str:
    """Return an entry of BibTeX; an address stays as it is.

    >>> print(_bib("misc", "zj", {"title": "R&D 20%", "url": ""}), end="")
    @misc{zj,
      title = {{R\\&D 20\\%}},
    }
    """
    lines = [
        f"  {name} = {{{value}}},\n"
        if name == "url"
        else f"  {name} = {{{{{value.translate(TEX)}}}}},\n"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def program() -> dict[str, Any]:
    """Return what CITATION.cff says."""
    about: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    return about


def _files(places: Places) -> Iterator[tuple[str, Path]]:
    """Yield the files that are whole, each with its name in the archive."""
    top = Path(os.path.commonpath([places.processed, places.reports]))
    found = [*places.processed.glob("*.csv"), *places.reports.rglob("*")]
    for path in found:
        if path.is_file() and not path.name.startswith(".") and path.name != ARCHIVE:
            yield path.relative_to(top).as_posix(), path


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"tifa/{name}", FIRST_DAY)
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # also where it is made on Windows
    stored = name.endswith(PACKED_ALREADY)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry
