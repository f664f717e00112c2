"""Tell how far a run is, what it made, and what was left out."""

import sys
from typing import Any

from doit.exceptions import UnmetDependency
from doit.reporter import ZeroReporter

from helpers import tables
from helpers.places import Places


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
            print(f"[{self.passed + 1} of {self.total}] {step_name(task)} …", file=sys.stderr)

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
            print(f"{step_name(task)}: not made, since it needs what failed.", file=sys.stderr)
        elif fail.report:
            print(f"{step_name(task)}: {fail.get_msg()}", file=sys.stderr)

    def close(self, places: Places, *, failed: bool) -> None:
        """Say what was made and where the pages are."""
        made = f"made {', '.join(self.made)}" if self.made else "everything is up to date"
        if failed:
            made = made if self.made else "nothing made"
            print(f"Tifa: {made}; what failed is named above, the rest stands.", file=sys.stderr)
        else:
            print(f"Tifa: {made}. Open {places.reports / 'index.html'}")


def step_name(task: Any) -> str:
    """Return a task's name as people call it."""
    return str(task.name).removeprefix("tifa:")


def report_failures(places: Places) -> bool:
    """Print each document that could not be read and tell whether there is one."""
    if not places.table("failures").exists():
        return False
    failures = tables.read(places.processed, "failures")
    for row in failures.itertuples():
        reason = row.reason.removeprefix(f"{row.file}: ")
        print(f"{row.file} was left out: {reason}", file=sys.stderr)
    return len(failures) > 0
