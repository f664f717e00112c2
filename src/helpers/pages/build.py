"""Keep the folder of a run in order: one run at a time, nothing left over from one that died."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from doit.dependency import JsonDB

from helpers.pages.progress import say
from helpers.places import Places, cleared
from helpers.tables import TABLES
from helpers.text import signs

FILES = 512
"""Files, pipes and connections to kernels that a run has open at a time, with room to spare."""
SURROGATE = re.compile("[\ud800-\udfff]")


class State(JsonDB):  # type: ignore[misc]
    """What doit remembers of earlier runs, written beside its place and then renamed."""

    def dump(self) -> None:
        """Write it; where that fails, nothing is remembered and the next run makes all anew."""
        path = Path(self.name)
        beside = path.with_suffix(".new")
        try:
            beside.write_text(self.codec.encode(self._db), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            path.unlink(missing_ok=True)
            say(f"{path} failed: {error.strerror or error}. Mend that and run again.")


@contextmanager
def alone(places: Places) -> Iterator[None]:
    """Wait until no other run is at work on these results, and let none begin meanwhile.

    The system lets go of the lock of a process that is gone, however it went.
    """
    places.build.mkdir(parents=True, exist_ok=True)
    with cleared(places.build / "lock").open("a") as lock:
        if not _locked(lock, wait=False):
            say(f"Another run is at work on {places.reports}: waiting for its end.")
            _locked(lock, wait=True)
        _sweep(places)
        yield


def _locked(lock: IO[str], *, wait: bool) -> bool:
    """Take the lock; False where another has it. A file system without locks gives it to all."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        lock.seek(0)
        mode = msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK  # type: ignore[attr-defined]
        try:
            msvcrt.locking(lock.fileno(), mode, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _sweep(places: Places) -> None:
    """Remove what a run that died left beside the places of tables, pages and notebooks."""
    leftovers = [path for name in TABLES for path in places.processed.glob(f".{name}.csv.*")]
    for folder in (places.reports, places.reports / "documents"):
        leftovers += [*folder.glob(".*.html"), *folder.glob(".*.js"), *folder.glob(".*.json")]
        leftovers += folder.glob(".*.zip")
    leftovers += [*places.build.glob("*.running.ipynb"), *places.build.glob("*.new")]
    for path in leftovers:
        with suppress(OSError):
            path.unlink()


def _most_open() -> int:
    """Return how many files may be open at a time, after asking for as many as are needed."""
    try:
        import resource
    except ImportError:  # Windows
        return FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        if soft < FILES:
            resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] & sys.maxsize


def check(places: Places) -> str:
    """Return why results cannot be written there, empty where they can.

    Results among the texts would be read as texts the next time, and texts among the results
    might be written over.
    """
    try:
        Path.cwd()
    except OSError:
        return "The folder that you are in is gone. Change to another one, and run again."
    if (most := _most_open()) < FILES:
        return f"Only {most} files may be open at a time; {FILES} are needed (`ulimit -n {FILES}`)."
    for folder in (places.raw, places.processed, places.reports, places.build):
        if SURROGATE.search(str(folder)):
            return f"The name of the folder {signs.visible(str(folder))} is no text. Rename it."
    for folder in (places.processed, places.reports, places.build):
        if folder == places.raw or folder.is_relative_to(places.raw):
            return (
                f"The results would lie in {folder}, among the texts of {places.raw}. "
                "Name another folder for them with OUT=."
            )
        if places.raw.is_relative_to(folder):
            return f"The texts lie in {places.raw}, among the results. Move them out of {folder}."
        above = next(path for path in (folder, *folder.parents) if path.exists())
        if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
            return (
                f"{above} cannot be written to. Name another folder with OUT=, or mend its rights."
            )
    return ""
