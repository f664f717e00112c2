"""Run the notebooks in order and make the pages: what is up to date is not run again."""

import hashlib
import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain
from doit.exceptions import TaskFailed
from doit.tools import config_changed

from helpers import cluster, kept, plan
from helpers.errors import ParameterError, TifaError
from helpers.pages.execution import execute, kernel_environment, notebook_parameters, runner
from helpers.pages.progress import Progress, report_failures
from helpers.places import MANIFEST, Places, find
from helpers.plan import Notebook

Task = dict[str, Any]
Settings = Mapping[str, Mapping[str, Any]]
Further = Callable[[Places, Sequence[Path], Settings], Iterable[Task]]


def run(
    places: Places,
    *,
    jobs: int,
    settings: Settings,
    scheduler: str = "",
    further: Further | None = None,
) -> int:
    """Bring all tables and pages up to date and return the exit code: 0, or 1 when anything failed.

    The work on single documents is done on the Dask cluster of `scheduler`, here if it is empty.
    `further` gives steps beside those of the notebooks (`sweep`).
    Raises TifaError when there is nothing to run on, or a parameter does not exist.
    """
    check_settings(settings)
    raw = raw_files(places.raw)
    if scheduler:
        cluster.check(scheduler)
    places.build.mkdir(parents=True, exist_ok=True)
    steps = list(tasks(places, raw, settings))
    steps += further(places, raw, settings) if further else ()
    progress = Progress(len(steps))
    config = {
        "backend": "json",
        "dep_file": str(_sound_state(places.build / "state.json")),
        "num_process": jobs if jobs > 1 else 0,
        "par_type": "thread",
        "continue": True,
        "verbosity": 2,
        "reporter": progress,
    }
    with kernel_environment(kept.settings(places.build) | cluster.settings(scheduler)):
        loader = ModuleTaskLoader({"DOIT_CONFIG": config, "task_tifa": lambda: (t for t in steps)})
        code = DoitMain(loader).run(["run"])
    left_out = report_failures(places)
    progress.close(places, failed=bool(code))
    return 1 if code or left_out else 0


def _sound_state(path: Path) -> Path:
    """Return the path of what doit knows of earlier runs; what cannot be read counts as unknown."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        sound = isinstance(state, dict) and all(isinstance(v, dict) for v in state.values())
    except (OSError, ValueError):
        sound = False
    if not sound:
        path.unlink(missing_ok=True)
    return path


def raw_files(directory: Path) -> list[Path]:
    """Return the files of a corpus, sorted.

    Raises TifaError that says what to do when there is none.
    """

    if not directory.is_dir():
        raise TifaError(f"There is no folder {directory}: make it, or name another with RAW=.")
    files = find(directory)
    if not files:
        raise TifaError(
            f"There are no documents in {directory}: "
            "put .txt, .html, .docx, .pdf or .csv files there."
        )
    manifest = directory / MANIFEST
    return [*files, manifest] if manifest.exists() else files


def tasks(places: Places, raw: Sequence[Path], settings: Settings) -> Iterator[Task]:
    """Yield every step with what it depends on, for doit: all of it is said in plan.py."""
    pages = []
    for notebook in plan.NOTEBOOKS:
        given = {"processed_dir": str(places.processed), **settings.get(notebook.name, {})}
        if not notebook.reads:
            given["raw_dir"] = str(places.raw)
        parameters = {**notebook_parameters(notebook.source), **given}
        inputs = [places.table(name) for name in notebook.inputs(parameters)] or list(raw)
        executed = places.executed(notebook.name)
        code = [notebook.source, *plan.analysis_code(notebook.wing)]
        yield step(
            notebook.name,
            partial(run_notebook, notebook.source, given, executed),
            [*code, *inputs, *notebook.named_files(parameters)],
            [executed, *(places.table(name) for name in notebook.writes)],
            {"parameters": given, "inputs": [str(path) for path in inputs]},
        )
        pages.append(_page_task(places, notebook, inputs, given))
    yield from pages
    yield _documents_task(places)
    yield _index_task(places)


def run_notebook(source: Path, given: Mapping[str, Any], executed: Path) -> None:
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
    places: Places, notebook: Notebook, inputs: Sequence[Path], given: Mapping[str, Any]
) -> Task:
    def make() -> None:
        from helpers.pages import report

        report.save_notebook_page(places, notebook.name, inputs, _shown(given))

    return step(
        f"page {notebook.name}",
        make,
        [places.executed(notebook.name), *inputs, *plan.page_code()],
        [places.reports / f"{notebook.name}{ending}" for ending in (".html", ".rows.js")],
        _shown(given),
    )


def _documents_task(places: Places) -> Task:
    def make() -> None:
        from helpers.pages import documents, explore

        documents.save_all(places)
        explore.save_page(places)

    sources = [places.table(name) for name in plan.DOCUMENT_PAGES]
    asked = [places.reports / f"explore{ending}" for ending in (".html", ".js", ".data.js")]
    targets = [places.reports / "documents", *asked]
    return step("pages of the documents", make, [*sources, *plan.page_code()], targets, {})


def _index_task(places: Places) -> Task:
    def make() -> None:
        from helpers.pages import report

        report.save_front_page(places, plan.NOTEBOOKS)

    executed = [places.executed(notebook.name) for notebook in plan.NOTEBOOKS]
    sources = [*executed, places.table("documents"), *plan.page_code()]
    targets = [places.reports / name for name in ("index.html", "tables.js", "evidence.js")]
    return step("index", make, sources, targets, {})


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
        "actions": [(guarded, [name, action, targets])],
        "file_dep": [str(path) for path in sources],
        "targets": [str(path) for path in targets],
        "uptodate": [config_changed(dict(settings)), partial(_untouched, targets)],
        "io": {"capture": False},
    }


def guarded(name: str, action: Callable[[], None], targets: Sequence[Path]) -> Any:
    """Do a step and return what it made; when it fails, say so and stop what depends on it."""
    try:
        action()
        return {"made": _fingerprint(targets)}
    except TifaError as error:
        print(f"{name} failed: {error}", file=sys.stderr)
        return TaskFailed(str(error), report=False)
    except OSError as error:
        said = f"{error.filename or 'a file'}: {error.strerror or error}"
        print(f"{name} failed: {said}. Mend that and run again.", file=sys.stderr)
        return TaskFailed(said, report=False)
    except Exception as error:
        traceback.print_exc()
        return TaskFailed(f"{name}: {error}", report=False)


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


def _shown(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters without the folders, which differ from machine to machine."""
    return {name: value for name, value in given.items() if not name.endswith("_dir")}


def check_settings(settings: Settings) -> None:
    """Raise ParameterError for a notebook or a parameter that does not exist."""
    for name, values in settings.items():
        if name not in plan.BY_NAME:
            names = ", ".join(plan.BY_NAME)
            raise ParameterError(f"There is no notebook {name}; there are: {names}.")
        parameters = notebook_parameters(plan.BY_NAME[name].source)
        for parameter in values:
            if parameter not in parameters:
                raise ParameterError(
                    f"Notebook {name} has no parameter {parameter}; it has: "
                    f"{', '.join(parameters)}."
                )
