"""Say to doit what a step is: what it is made from, what it makes, and when it is up to date."""

import hashlib
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed
from doit.tools import config_changed

from helpers.errors import TifaError
from helpers.pages.progress import say
from helpers.places import NOTEBOOKS, PACKAGE, REQUIREMENTS

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
        "uptodate": [config_changed(dict(settings)), partial(_untouched, targets)],
        "io": {"capture": False},
    }


def guarded(
    name: str, action: Callable[[], None], sources: Sequence[Path], targets: Sequence[Path]
) -> Any:
    """Do a step and return what it made; when it fails, say so and stop what depends on it."""
    try:
        before = _stamps(sources)
        action()
        changed = [path for path, stamp in _stamps(sources).items() if stamp != before.get(path)]
        code = (PACKAGE, NOTEBOOKS, REQUIREMENTS)
        if texts := [p for p in changed if not any(p.is_relative_to(own) for own in code)]:
            raise TifaError(f"{texts[0]} was changed meanwhile. Run again.")
        # What code made that is no longer there stands until the next run, which makes it anew.
        return {"made": "by other code" if changed else _fingerprint(targets)}
    except TifaError as error:
        said = str(error)
    except OSError as error:
        said = f"{error.filename or 'a file'}: {error.strerror or error}. Mend that and run again."
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        if type(error).__name__ == "DeadKernelError":
            said = "its Python was ended from outside, perhaps for want of memory. Run again."
        else:
            say(traceback.format_exc())
    say(f"{name} failed: {said}")
    return TaskFailed(said, report=False)


def _stamps(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """Return when each file was changed last and its size: enough to tell while a step runs."""
    found = {path: path.stat() for path in paths if path.exists()}
    return {path: (stat.st_mtime_ns, stat.st_size) for path, stat in found.items()}


def _untouched(targets: Sequence[Path], task: Any, values: Mapping[str, Any]) -> bool:
    """Tell whether what a step made is still as it made it: what was edited or cut is made anew."""
    return bool(values.get("made") == _fingerprint(targets))


def _fingerprint(targets: Sequence[Path]) -> str:
    """Return a hash of files and of folders with what is in them."""
    whole = hashlib.sha256()
    for target in targets:
        for path in sorted(target.iterdir()) if target.is_dir() else [target]:
            whole.update(path.name.encode(errors="surrogateescape"))
            whole.update(path.read_bytes() if path.is_file() else b"missing")
    return whole.hexdigest()
