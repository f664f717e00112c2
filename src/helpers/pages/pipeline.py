"""Run the notebooks in order and make the pages: what is up to date is not run again."""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain
from doit.exceptions import TaskFailed, UnmetDependency
from doit.reporter import ZeroReporter
from doit.tools import config_changed

from helpers import places
from helpers.errors import ParameterError, TifaError
from helpers.pages.execution import (
    execute,
    kernel_environment,
    notebook_parameters,
    runner,
)
from helpers.places import LEXICONS, PACKAGE, REQUIREMENTS, TEMPLATE, Places
from helpers.plan import STORIES, Story

Task = dict[str, Any]
Settings = Mapping[str, Mapping[str, Any]]

PAGE_MODULES = {"__main__", "pipeline", "execution", "report", "documents", "assets"}
"""Modules that no notebook imports: a change in them makes pages anew, not tables."""


def run(places: Places, *, jobs: int, settings: Settings) -> int:
    """Bring all tables and pages up to date and return the exit code: 0, or 1 when anything failed.

    Raises TifaError when there is nothing to run on, or a parameter does not exist.
    """
    check_settings(settings)
    raw = raw_files(places.raw)
    places.build.mkdir(parents=True, exist_ok=True)
    plan = list(tasks(places, raw, settings))
    progress = Progress(len(plan))
    config = {
        "backend": "json",
        "dep_file": str(places.build / "state.json"),
        "num_process": jobs if jobs > 1 else 0,
        "par_type": "thread",
        "continue": True,
        "verbosity": 2,
        "reporter": progress,
    }
    with kernel_environment():
        loader = ModuleTaskLoader({"DOIT_CONFIG": config, "task_tifa": lambda: (t for t in plan)})
        code = DoitMain(loader).run(["run"])
    left_out = report_failures(places)
    progress.close(places, failed=bool(code))
    return 1 if code or left_out else 0


def raw_files(directory: Path) -> list[Path]:
    """Return the files of a corpus, sorted.

    Raises TifaError that says what to do when there is none.
    """

    if not directory.is_dir():
        raise TifaError(f"There is no folder {directory}: make it, or name another with RAW=.")
    files = places.find(directory)
    if not files:
        raise TifaError(
            f"There are no documents in {directory}: "
            "put .txt, .html, .docx, .pdf or .csv files there."
        )
    manifest = directory / "documents.csv"
    return [*files, manifest] if manifest.exists() else files


def tasks(places: Places, raw: Sequence[Path], settings: Settings) -> Iterator[Task]:
    """Yield every step with what it depends on, for doit."""
    code = analysis_code()
    pages = []
    for story in STORIES:
        given = {"processed_dir": str(places.processed), **settings.get(story.name, {})}
        if story.name == "01_cleaning":
            given["raw_dir"] = str(places.raw)
        inputs = [*raw] if not story.reads else [places.table(name) for name in story.reads]
        executed = places.executed(story.name)
        yield _task(
            story.name,
            partial(run_story, story.source, given, executed),
            [story.source, *code, *inputs],
            [executed, *(places.table(name) for name in story.writes)],
            {"parameters": given, "inputs": [str(path) for path in inputs]},
        )
        pages.append(_page_task(places, story, inputs, given))
    yield from pages
    yield _documents_task(places)
    yield _index_task(places)


def run_story(source: Path, given: Mapping[str, Any], executed: Path) -> None:
    """Execute a notebook; what its page will need is imported while the kernel works."""
    runner()
    prepare_pages()
    execute(source, given, executed)


@cache
def prepare_pages() -> None:
    """Begin, once, to import what pages need."""
    from helpers.pages import report

    threading.Thread(target=report.prepare, daemon=True).start()


def _page_task(
    places: Places, story: Story, inputs: Sequence[Path], given: Mapping[str, Any]
) -> Task:
    def make() -> None:
        from helpers.pages import report

        page = report.notebook_page(places, story.name, inputs, _shown(given))
        report.save(places.reports / f"{story.name}.html", page)

    return _task(
        f"page {story.name}",
        make,
        [places.executed(story.name), *inputs, *page_code()],
        [places.reports / f"{story.name}.html"],
        _shown(given),
    )


def _documents_task(places: Places) -> Task:
    def make() -> None:
        from helpers.pages import documents

        documents.save_all(places)

    def complete() -> bool:
        from helpers.pages import documents

        return documents.complete(places)

    names = ("documents", "paragraphs", "edits", "slogans", "slogan_mentions", "commitments")
    sources = [places.table(name) for name in names]
    task = _task("pages of the documents", make, [*sources, *page_code()], [], {})
    task["uptodate"].append(complete)
    return task


def _index_task(places: Places) -> Task:
    def make() -> None:
        from helpers.pages import report

        report.save_front_page(places, STORIES)

    executed = [places.executed(story.name) for story in STORIES]
    sources = [*executed, places.table("documents"), *page_code()]
    targets = [places.reports / name for name in ("index.html", "tables.js")]
    return _task("index", make, sources, targets, {})


def _task(
    name: str,
    action: Callable[[], None],
    sources: Sequence[Path],
    targets: Sequence[Path],
    settings: Mapping[str, Any],
) -> Task:
    return {
        "name": name,
        "actions": [(guarded, [name, action])],
        "file_dep": [str(path) for path in sources],
        "targets": [str(path) for path in targets],
        "uptodate": [config_changed(dict(settings))],
        "io": {"capture": False},
    }


def guarded(name: str, action: Callable[[], None]) -> Any:
    """Do a step; when it fails, say so in a sentence and stop what depends on it."""
    try:
        action()
    except TifaError as error:
        print(f"{name} failed: {error}", file=sys.stderr)
        return TaskFailed(str(error), report=False)
    except Exception as error:
        traceback.print_exc()
        return TaskFailed(f"{name}: {error}", report=False)
    return True


def _shown(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters without the folders, which differ from machine to machine."""
    return {name: value for name, value in given.items() if not name.endswith("_dir")}


def analysis_code() -> list[Path]:
    """Return what can change a table besides notebook and data: helpers, lexicons, versions."""
    modules = [path for path in PACKAGE.rglob("*.py") if path.stem not in PAGE_MODULES]
    lexicons = [path for path in LEXICONS.iterdir() if path.is_file()]
    return sorted([*modules, *lexicons, REQUIREMENTS])


def page_code() -> list[Path]:
    """Return what can change a page besides the executed notebook and the tables."""
    modules = [path for room in ("pages", "show") for path in (PACKAGE / room).glob("*.py")]
    modules += [PACKAGE / name for name in ("cleaning/ledger.py", "places.py", "tables.py")]
    modules.append(LEXICONS / "messages.toml")
    return sorted([*modules, *(p for p in TEMPLATE.rglob("*") if p.is_file()), REQUIREMENTS])


def check_settings(settings: Settings) -> None:
    """Raise ParameterError for a notebook or a parameter that does not exist."""
    known = {story.name: story for story in STORIES}
    for name, values in settings.items():
        if name not in known:
            raise ParameterError(f"There is no notebook {name}; there are: {', '.join(known)}.")
        parameters = notebook_parameters(known[name].source)
        for parameter in values:
            if parameter not in parameters:
                raise ParameterError(
                    f"Notebook {name} has no parameter {parameter}; it has: "
                    f"{', '.join(parameters)}."
                )


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
    from helpers import tables

    if not places.table("failures").exists():
        return False
    failures = tables.read(places.processed, "failures")
    for row in failures.itertuples():
        reason = row.reason.removeprefix(f"{row.file}: ")
        print(f"{row.file} was left out: {reason}", file=sys.stderr)
    return len(failures) > 0
