"""A file as it lies in the researcher's folder, and a document as it came out of it."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NoReturn

from helpers.errors import DocumentError
from helpers.text import signs

COLUMNS = {"text": "text", "doc_id": "doc_id", "title": "title", "date": "date", "place": "place"}
LARGEST = 500_000_000
"""Bytes of a file that are taken into memory."""
# A doc_id becomes the name of a page: no path, no sign that a file system refuses, not too long.
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|^\.|^\s|[\s.]$|^$')
LONGEST_ID = 200  # bytes
# Half a character, as a broken PDF has: no table can hold it.
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A document as it came: decoded text with its newlines untouched, and what is told of it.

    `given` is what a person says in documents.csv or in the columns of a .csv, and it wins;
    `fields` is what the file says of itself, in front matter or its head.
    """

    doc_id: str
    file: str
    sha256: str
    encoding: str
    text: str
    given: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class File:
    """The bytes of a file, and its name in the researcher's folder, with `/` between folders."""

    name: str
    data: bytes
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)

    @cached_property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def doc_id(self) -> str:
        """The name without its ending; folders before it are parted by `-`."""
        return "-".join(PurePosixPath(self.name).with_suffix("").parts)

    def source(self, text: str, encoding: str, fields: Mapping[str, str] | None = None) -> Source:
        """Return the one document that the file is."""
        whole = SURROGATE.sub("\ufffd", text)
        said = {name: signs.plain(value) for name, value in (fields or {}).items()}
        return Source(self.doc_id, self.name, self.sha256, encoding, whole, fields=said)

    def refuse(self, reason: str) -> NoReturn:
        """Raise DocumentError that names the file."""
        raise DocumentError(f"{self.name}: {reason}")


def load(path: Path | str, root: Path | str = "", columns: Mapping[str, str] = COLUMNS) -> File:
    """Return a file under the folder `root`.

    Raises DocumentError when it cannot be read or has nothing in it.
    """
    path = Path(path)
    name = name_of(path.relative_to(root) if root else Path(path.name))
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError(f"{name}: larger than {LARGEST // 10**6} MB. Cut it into parts.")
        file = File(name, path.read_bytes(), columns)
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read ({error.strerror}).") from None
    if not file.data.strip():
        file.refuse("the file is empty. Remove it or fetch it again.")
    return file


def name_of(path: Path) -> str:
    """Return a file's name as text, also where it was written in GBK and Python cannot tell.

    >>> name_of(Path(os.fsdecode("工作报告".encode("gbk") + b".txt")))
    '工作报告.txt'
    """
    name = path.as_posix()
    if not SURROGATE.search(name):
        return name
    return os.fsencode(name).decode("gb18030", "replace")


def unsafe(doc_id: str) -> str:
    """Return why a doc_id cannot name a page, empty when it can.

    >>> unsafe("镇江-2020"), unsafe("../../x")
    ('', "the doc_id '../../x' is no plain name")
    """
    if len(doc_id.encode("utf-8", "replace")) > LONGEST_ID:
        return f"the doc_id {doc_id[:20]!r}… is longer than {LONGEST_ID} bytes"
    return f"the doc_id {doc_id!r} is no plain name" if UNSAFE.search(doc_id) else ""
