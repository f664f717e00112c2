"""Run the notebooks in order and make the pages: what is up to date is not run again."""

import json
import math
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path
from typing import Any

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain

from helpers import cluster, kept, plan
from helpers.errors import ParameterError, TifaError
from helpers.pages import build, concerns
from helpers.pages.execution import execute, kernel_environment, notebook_parameters, runner
from helpers.pages.progress import Progress, report_failures, say
from helpers.pages.steps import Task, edited, sparing, step
from helpers.places import LEXICONS, MANIFEST, Places, cleared, find, strange
from helpers.plan import Notebook
from helpers.tables import TABLES

Settings = Mapping[str, Mapping[str, Any]]
Further = Callable[[Places, Sequence[Path], Settings], Iterable[Task]]

LARGE = 20_000_000
"""Bytes of what a notebook reads from which on no other large one runs beside it: for memory."""
ALONE = threading.Lock()


def run(
    places: Places,
    *,
    jobs: int,
    settings: Settings,
    strict: bool = False,
    keep: bool = False,
    scheduler: str = "",
    further: Further | None = None,
) -> int:
    """Bring all tables and pages up to date and return the exit code: 0, or 1 when anything failed.

    With `strict` whatever the front page asks to be looked at counts as failed. With `keep` what
    somebody edited by hand stays, and is named there; else it is made anew.

    Raises TifaError when there is nothing to run on, or a parameter does not exist.
    """
    code, progress = make(
        places, jobs=jobs, settings=settings, keep=keep, scheduler=scheduler, further=further
    )
    left_out = report_failures(places)
    *_, concerned = concerns.published(places)
    for sentence in [] if code else concerned:
        say(f"To be looked at: {sentence}")
    progress.close(places, failed=bool(code))
    return 1 if code or left_out or (strict and concerned) else 0


def make(
    places: Places,
    *,
    jobs: int,
    settings: Settings,
    keep: bool = False,
    scheduler: str = "",
    further: Further | None = None,
) -> tuple[int, Progress]:
    """Do all steps that are out of date; return 0, or more when one failed, and what was made.

    The work on single documents is done on the Dask cluster of `scheduler`, here if it is empty.
    `further` gives steps beside those of the notebooks (`sweep`).
    """
    check_settings(settings)
    raw = raw_files(places.raw)
    if barred := build.check(places):
        raise TifaError(barred)
    if scheduler:
        cluster.check(scheduler)
    more = kept.settings(places.build) | cluster.settings(scheduler)
    with build.alone(places), kernel_environment(places.build, more):
        state = places.build / "state.json"
        spared = edited(state) if keep else []
        every = list(tasks(places, raw, settings, spared))
        every += further(places, raw, settings) if further else ()
        every = [sparing(task, spared) for task in every]
        progress = Progress(len(every))
        code = _done(every, state, progress, jobs)
    return code, progress


def _done(steps: Sequence[Task], state: Path, progress: Progress, jobs: int) -> int:
    """Do the steps that are out of date, by doit, and return its exit code."""
    config = {
        "backend": "state",
        "dep_file": str(_sound_state(state)),
        "num_process": jobs if jobs > 1 else 0,
        "par_type": "thread",
        "continue": True,
        "verbosity": 2,
        "reporter": progress,
    }
    loader = ModuleTaskLoader({"DOIT_CONFIG": config, "task_tifa": lambda: (t for t in steps)})
    plugins = {"BACKEND": {"state": "helpers.pages.build:State"}}
    code = int(DoitMain(loader, extra_config=plugins).run(["run"]) or 0)
    return code or int(not state.exists())


def _sound_state(path: Path) -> Path:
    """Return the path of what doit knows of earlier runs; what cannot be read counts as unknown."""
    cleared(path)
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
    files = [path for path in find(directory) if os.access(path, os.R_OK)]
    if not files:
        others = "".join(f" {path.as_posix()}: {why}" for path, why in strange(directory)[:3])
        raise TifaError(
            f"There are no documents in {directory} that can be read: "
            f"put .txt, .html, .docx, .pdf or .csv files there.{others}"
        )
    manifest = directory / MANIFEST
    return [*files, manifest] if os.access(manifest, os.R_OK) and manifest.is_file() else files


def tasks(
    places: Places, raw: Sequence[Path], settings: Settings, spared: Sequence[Path] = ()
) -> Iterator[Task]:
    """Yield every step with what it depends on, for doit: all of it is said in plan.py."""
    pages = []
    for notebook in plan.NOTEBOOKS:
        others: list[str] = []
        given = {"processed_dir": str(places.processed), **settings.get(notebook.name, {})}
        if not notebook.reads:
            given["raw_dir"] = str(places.raw)
            others = [f"{path.as_posix()}: {why}" for path, why in strange(places.raw)]
        parameters = {**notebook_parameters(notebook.source), **given}
        inputs = [places.table(name) for name in notebook.inputs(parameters)] or list(raw)
        executed = places.executed(notebook.name)
        code = [notebook.source, *plan.analysis_code(notebook.wing)]
        yield step(
            notebook.name,
            partial(run_notebook, notebook.source, given, executed, inputs),
            [*code, *inputs, *notebook.named_files(parameters)],
            [executed, *(places.table(name) for name in notebook.writes)],
            {"parameters": given, "inputs": [*map(str, inputs), *others]},
        )
        pages.append(_page_task(places, notebook, inputs, given))
    yield from pages
    yield _documents_task(places)
    yield _index_task(places, spared)
    yield _crate_task(places, raw, settings)
    yield _archive_task(places)


def run_notebook(
    source: Path, given: Mapping[str, Any], executed: Path, inputs: Sequence[Path]
) -> None:
    """Execute a notebook; what its page will need is imported while the kernel works."""
    runner()
    prepare_pages()
    large = sum(path.stat().st_size for path in inputs if path.exists()) > LARGE
    with ALONE if large else nullcontext():
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
    asked = [places.reports / f"explore{ending}" for ending in (".html", ".js", "")]
    targets = [places.reports / "documents", *asked]
    return step("pages of the documents", make, [*sources, *plan.page_code()], targets, {})


def _index_task(places: Places, spared: Sequence[Path]) -> Task:
    def make() -> None:
        from helpers.pages import front

        front.save_front_page(places, plan.NOTEBOOKS, kept=[path.name for path in spared])

    executed = [places.executed(notebook.name) for notebook in plan.NOTEBOOKS]
    watched = ("documents", "failures", "edits", "paragraphs", "terms", "follow_through")
    sources = [*executed, *map(places.table, watched), *plan.page_code(), LEXICONS / "units.toml"]
    named = ("index.html", "tables.js", "evidence.js", concerns.PUBLISHED)
    targets = [places.reports / name for name in named]
    return step("index", make, sources, targets, {"kept": list(map(str, spared))})


def _crate_task(places: Places, raw: Sequence[Path], settings: Settings) -> Task:
    def save() -> None:
        from helpers.pages import crate

        crate.save_crate(places, raw, settings)

    pages = [places.reports / name for name in (*plan.PAGES, concerns.PUBLISHED)]
    sources = [*raw, *map(places.table, TABLES), *pages, *plan.page_code()]
    named = ("ro-crate-metadata.json", "workflow")
    return step("crate", save, sources, [places.reports / name for name in named], dict(settings))


def _archive_task(places: Places) -> Task:
    """Pack what all other steps made: the crate names each, so that it waits for them."""

    def make() -> None:
        from helpers.pages import takeaway

        takeaway.save_archive(places)

    sources = [places.reports / "ro-crate-metadata.json", *plan.page_code()]
    return step("archive", make, sources, [places.reports / "tifa.zip"], {})


def _shown(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters without the folders, which differ from machine to machine."""
    return {name: value for name, value in given.items() if not name.endswith("_dir")}


def check_settings(settings: Settings) -> None:
    """Raise ParameterError for a notebook or a parameter that does not exist, or a wrong value."""
    for name, values in settings.items():
        if name not in plan.BY_NAME:
            names = ", ".join(plan.BY_NAME)
            raise ParameterError(f"There is no notebook {name}; there are: {names}.")
        parameters = notebook_parameters(plan.BY_NAME[name].source)
        for parameter, value in values.items():
            if parameter not in parameters:
                raise ParameterError(
                    f"Notebook {name} has no parameter {parameter}; it has: "
                    f"{', '.join(parameters)}."
                )
            default = parameters[parameter]
            if not _fits(value, default):
                raise ParameterError(
                    f"{parameter} of notebook {name} cannot be {value!r}; it may be like "
                    f"{default!r}{', and not below 0' * _is_number(default)}."
                )


def _fits(value: Any, default: Any) -> bool:
    """Tell whether a value can be meant where this is the default."""
    if not _is_number(default):
        return isinstance(value, type(default))
    kinds = int if isinstance(default, int) else int | float
    return _is_number(value) and isinstance(value, kinds) and 0 <= value < math.inf


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
