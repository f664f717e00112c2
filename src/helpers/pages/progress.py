"""Tell how far a run is, what it made, and what was left out."""

import json
import os
import sys
from typing import Any

from doit.exceptions import UnmetDependency
from doit.reporter import ZeroReporter

from helpers import plan, tables
from helpers.errors import TableError
from helpers.places import Places
from helpers.text import signs


def say(sentence: str, *, well: bool = False) -> None:
    """Print a sentence to people: what texts and names bring along steers no terminal.

    A pipe that nobody reads any more (`| head`) is no reason to stop.
    """
    stream = sys.stdout if well else sys.stderr
    try:
        print(signs.visible(sentence), file=stream, flush=True)
    except UnicodeEncodeError:
        print(ascii(sentence)[1:-1], file=stream, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Progress(ZeroReporter):  # type: ignore[misc]
    """Tells on a terminal which step runs; in a file it says only what was made at the end."""

    def __init__(self, total: int) -> None:
        super().__init__(sys.stderr, {})
        self.total = total
        self.passed = 0
        self.made: list[str] = []

    def execute_task(self, task: Any) -> None:
        """Say what begins, when somebody is looking."""
        if task.actions and sys.stderr.isatty():
            say(f"[{self.passed + 1} of {self.total}] {step_name(task)} …")

    def add_success(self, task: Any) -> None:
        """Count a step as done."""
        if task.actions:
            self.made.append(step_name(task))
            self.passed += 1

    def skip_uptodate(self, task: Any) -> None:
        """Count a step as needless."""
        self.passed += 1

    def add_failure(self, task: Any, fail: Any) -> None:
        """Name what doit itself could not do; a step's own failure was told by the step."""
        if isinstance(fail, UnmetDependency):
            if not task.has_subtask:  # the one that holds all others
                say(f"{step_name(task)}: not made, since it needs what failed.")
        elif fail.report:
            say(f"{step_name(task)}: {fail.get_msg()}")

    def close(self, places: Places, *, failed: bool) -> None:
        """Say what was made and where the pages are."""
        made = f"made {', '.join(self.made)}" if self.made else "everything is up to date"
        if failed:
            made = made if self.made else "nothing made"
            say(f"Tifa: {made}; what failed is named above, the rest stands.")
        else:
            say(f"Tifa: {made}. Open {places.reports / 'index.html'}", well=True)


def step_name(task: Any) -> str:
    """Return a task's name as people call it."""
    return str(task.name).removeprefix("tifa:")


def report_failures(places: Places) -> bool:
    """Print each document that was left out, by the reading or by a later step; tell if one was."""
    try:
        read = tables.read(places.processed, "failures")
    except TableError:  # it was not made, and that was told
        return False
    told = list(zip(read["file"], read["reason"], strict=True))
    for file, reason in told:
        say(f"{file} was left out: {reason.removeprefix(f'{file}: ')}")
    later = [(n.name, row) for n in plan.NOTEBOOKS for row in _left_out(places, n.name)]
    for name, row in later:
        say(f"{name} left out {row}")
    return bool(told or later)


def _left_out(places: Places, name: str) -> list[str]:
    """Return what an executed notebook had to leave out."""
    try:
        notebook = json.loads(places.executed(name).read_text(encoding="utf-8"))
        return [str(row) for row in notebook["metadata"].get("tifa_left_out", [])]
    except (OSError, ValueError, KeyError, AttributeError):
        return []
