"""Say to doit what a step is: what it is made from, what it makes, and when it is up to date."""

import hashlib
import json
import re
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed
from doit.tools import config_changed

from helpers.errors import TifaError
from helpers.pages.progress import say
from helpers.places import NOTEBOOKS, PACKAGE, REQUIREMENTS, cleared

Task = dict[str, Any]


def step(
    name: str,
    action: Callable[[], None],
    sources: Sequence[Path],
    targets: Sequence[Path],
    settings: Mapping[str, Any],
) -> Task:
    """Return a step for doit: what it does, from which files and settings, and what it makes."""
    return {
        "name": name,
        "actions": [(guarded, [name, action, sources, targets])],
        "file_dep": [str(path) for path in sources],
        "targets": [str(path) for path in targets],
        "uptodate": [config_changed(dict(settings)), partial(_untouched, targets, ())],
        "io": {"capture": False},
    }


def sparing(task: Task, spared: Sequence[Path]) -> Task:
    """Return a step that leaves these files, of those that it makes, as somebody edited them."""
    ((call, (name, action, sources, targets)),) = task["actions"]
    own = [path for path in spared if {path, path.parent} & {*targets}]
    fresh = [task["uptodate"][0], partial(_untouched, targets, own)]
    return {**task, "actions": [(call, [name, action, sources, targets, own])], "uptodate": fresh}


def guarded(
    name: str,
    action: Callable[[], None],
    sources: Sequence[Path],
    targets: Sequence[Path],
    spared: Sequence[Path] = (),
) -> Any:
    """Do a step and return what it made; when it fails, say so and stop what depends on it."""
    try:
        for path in targets:
            if path.suffix:
                cleared(path)
        before = _stamps(sources)
        with _put_back(spared):
            action()
            made = _hashes(targets)
        after = _stamps(sources)
        changed = [p for p in {**before, **after} if before.get(p) != after.get(p)]
        code = (PACKAGE, NOTEBOOKS, REQUIREMENTS)
        if texts := [p for p in changed if not any(p.is_relative_to(own) for own in code)]:
            raise TifaError(f"{texts[0]} was changed meanwhile. Run again.")
        # What code made that is no longer there stands until the next run, which makes it anew.
        return {"made": {} if changed else made}
    except TifaError as error:
        said = str(error)
    except OSError as error:
        said = f"{error.filename or 'a file'}: {error.strerror or error}. Mend that and run again."
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        if re.search("Kernel (died|didn't respond)", said):
            said = "its Python is gone or does not answer, perhaps for want of memory. Run again."
        else:
            say(traceback.format_exc())
    say(f"{name} failed: {said}")
    return TaskFailed(said, report=False)


@contextmanager
def _put_back(spared: Sequence[Path]) -> Iterator[None]:
    """Let files be written over and put them back; a run that is killed meanwhile leaves copies."""
    copies = {path: path.with_name(f"{path.name}.edited") for path in spared}
    for path, copy in copies.items():
        shutil.copy2(path, copy)
    try:
        yield
    finally:
        for path, copy in copies.items():
            copy.replace(path)


def edited(state: Path) -> list[Path]:
    """Return the files that earlier runs made and somebody changed since; not what was emptied."""
    try:
        told = json.loads(state.read_text(encoding="utf-8")).values()
        made = {n: sha for one in told for n, sha in one["_values_:"].get("made", {}).items()}
        there = (path for path in map(Path, made) if path.is_file() and path.stat().st_size)
        return sorted(path for path in there if _hash(path) != made[str(path)])
    except (OSError, ValueError, KeyError, AttributeError):
        return []


def _stamps(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Return when each file was changed last and its size: enough to tell while a step runs."""
    found = {path: path.stat() for path in paths if path.exists()}
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in found.items()}


def _untouched(
    targets: Sequence[Path], spared: Sequence[Path], task: Any, values: Mapping[str, Any]
) -> bool:
    """Tell whether what a step made is still as it made it: what was edited or cut is made anew."""
    made, apart = values.get("made"), dict.fromkeys(map(str, spared))
    return isinstance(made, dict) and {**made, **apart} == {**_hashes(targets), **apart}


def _hashes(targets: Sequence[Path]) -> dict[str, str]:
    """Return the hash of each file, and of those in each folder, by its path."""
    files = [sorted(path.iterdir()) if path.is_dir() else [path] for path in targets]
    return {str(path): _hash(path) for own in files for path in own}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "missing"
