"""Keep what a function made of a document, so that a document that did not change costs nothing.

A result is found again by all that went into it: the document's content, the function and its
parameters, the code of its room and of the ground, every lexicon, the versions of Python and of
every installed package. Nothing is kept where the code changed since the run began, since then
nobody knows which code is loaded, nor outside of a run, where a session may have redefined things.

The store is one SQLite file in the run's folder: whole or not at all, and of limited size. A file
that is broken is begun anew, a value that is broken is made anew, and a store that cannot be read
or written costs only time.
"""

import hashlib
import io
import os
import pickle
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from helpers.places import LEXICONS, PACKAGE, REQUIREMENTS

FOLDER, CODE = "TIFA_KEPT", "TIFA_CODE"
LIMIT = 2**30
"""Bytes; beyond them what was not used for longest is forgotten."""
SHARED_ROOMS = ("text", "statistics")
TABLES = """
CREATE TABLE IF NOT EXISTS used (key BLOB PRIMARY KEY, at INTEGER, size INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, digest BLOB, value BLOB);
"""
FIND = "SELECT digest, value FROM kept WHERE key = ?"
OLDEST = """SELECT key FROM
    (SELECT key, sum(size) OVER (ORDER BY at DESC, key) AS together FROM used) WHERE together > ?"""


def settings(folder: Path) -> dict[str, str]:
    """Return the environment with which the kernels of a run keep results in a folder."""
    return {FOLDER: str(folder), CODE: code()}


def store_of(function: Callable[..., Any]) -> "Store | None":
    """Return what keeps the results of a function of ours; None where nothing is to be kept."""
    folder = os.environ.get(FOLDER)
    rooms = sorted(_rooms(function))
    if not folder or "" in rooms or os.environ.get(CODE) != code():
        return None
    codes = [code(room) for room in rooms]
    return Store(Path(folder) / "kept.sqlite", _digest(*codes, packed(function)))


def _rooms(function: Callable[..., Any]) -> set[str]:
    """Return the rooms of a function and of those that it calls; "" stands for another project."""
    if isinstance(function, partial):
        given = [function.func, *function.args, *function.keywords.values()]
        return {room for one in given if callable(one) for room in _rooms(one)}
    package, _, rest = str(getattr(function, "__module__", "")).partition(".")
    return {rest.split(".")[0] if package == "helpers" else ""}


def code(room: str = "") -> str:
    """Return a digest of the code of a room, of all rooms if none is named, and of what all need.

    That is the ground, the lexicons, and the versions of Python and of all packages.
    """
    rooms = [PACKAGE / name for name in (room, *SHARED_ROOMS)] if room else [PACKAGE]
    files = {path for place in rooms for path in place.rglob("*.py")} | {*PACKAGE.glob("*.py")}
    whole = hashlib.sha256(repr((sys.version, _installed())).encode())
    for path in sorted([*files, *LEXICONS.iterdir(), REQUIREMENTS]):
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@cache
def _installed() -> list[str]:
    """Return the packages that can be imported, with their versions, as pip names their folders."""
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return sorted({found.name for folder in folders for found in folder.glob("*.dist-info")})


def packed(value: Any) -> bytes:
    """Return a value as bytes that are equal for equal values, whichever strings they share."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.fast = True
    pickler.dump(value)
    return out.getvalue()


def _digest(*parts: str | bytes) -> bytes:
    sums = [hashlib.sha256(p.encode() if isinstance(p, str) else p).digest() for p in parts]
    return hashlib.sha256(b"".join(sums)).digest()


class _Records(pickle.Unpickler):
    """Reads plain values and the project's records, and refuses all else: a file may be foreign."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith("helpers.") else None
        if not (isinstance(found, type) and is_dataclass(found)):
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return found


class Store:
    """The results of one function, by the content of what they were made of."""

    def __init__(self, path: Path, maker: bytes) -> None:
        self.path = path
        self.maker = maker

    def key(self, content: bytes) -> bytes:
        """Return the key of a result."""
        return _digest(self.maker, content)

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """Return what is kept under these keys, whole and unbroken."""
        found: dict[bytes, Any] = {}

        def read(base: sqlite3.Connection) -> None:
            for key in keys:
                row = base.execute(FIND, (key,)).fetchone()
                if row and row[0] == _digest(row[1]):
                    found[key] = _Records(io.BytesIO(zlib.decompress(row[1]))).load()
            used = [(time.time_ns(), key) for key in found]
            base.executemany("UPDATE used SET at = ? WHERE key = ?", used)

        self._do(read)
        return found

    def put(self, made: Mapping[bytes, Any]) -> None:
        """Keep results, all or none, and forget the oldest beyond the limit."""
        values = [(key, zlib.compress(pickle.dumps(value, 5), 1)) for key, value in made.items()]

        def write(base: sqlite3.Connection) -> None:
            rows = [(key, _digest(value), value) for key, value in values]
            base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            used = [(key, time.time_ns(), len(value)) for key, value in values]
            base.executemany("INSERT OR REPLACE INTO used VALUES (?, ?, ?)", used)
            oldest = base.execute(OLDEST, (LIMIT,)).fetchall()
            base.executemany("DELETE FROM kept WHERE key = ?", oldest)
            base.executemany("DELETE FROM used WHERE key = ?", oldest)

        self._do(write)

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do something in one transaction, or not at all where something is wrong with the file."""
        try:
            with closing(sqlite3.connect(self.path)) as base:
                base.execute("PRAGMA auto_vacuum = FULL")
                base.executescript(TABLES)
                with base:
                    work(base)
        except sqlite3.OperationalError:  # locked, read-only, no room: this time without
            return
        except (sqlite3.DatabaseError, pickle.UnpicklingError):  # no file of ours
            self.path.unlink(missing_ok=True)
