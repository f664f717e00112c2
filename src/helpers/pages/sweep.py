"""Run notebooks with several values of their parameters, a page each, and compare the findings."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from helpers import plan, tables
from helpers.errors import ParameterError
from helpers.pages.execution import notebook_parameters
from helpers.pages.pipeline import Settings, check_settings, run_notebook
from helpers.pages.steps import Task, step
from helpers.places import Places
from helpers.plan import Notebook
from helpers.show import html
from helpers.show.words import Text, text

MOST = 50
"""So many variants of a notebook can be looked at; more is a slip of the pen."""
Grid = Mapping[str, Mapping[str, Sequence[Any]]]


class Variant(NamedTuple):
    """A notebook with one choice of values."""

    name: str
    notebook: Notebook
    chosen: Mapping[str, Any]
    places: Places


class Compared(NamedTuple):
    """What a variant came to: its page, its values, the rows of its tables and its findings."""

    href: str
    chosen: str
    rows: Mapping[str, int]
    findings: list[tuple[Text, bool]]  # each with whether every variant found it


def variants(places: Places, grid: Grid) -> list[Variant]:
    """Return each combination of the values of a notebook's parameters, numbered in their order.

    A variant writes its tables into a folder of its own beside `processed`. Raises ParameterError
    for a notebook or parameter that does not exist, and for too many variants.
    """
    found = []
    for name, values in sorted(grid.items()):
        check_settings({name: {}})
        for parameter, value in ((key, value) for key in values for value in values[key]):
            check_settings({name: {parameter: value}})
        choices = [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]
        if len(choices) > MOST:
            raise ParameterError(
                f"{name} would run {len(choices)} times; at most {MOST} are shown."
            )
        for number, chosen in enumerate(choices, 1):
            own = places.processed.with_name(f"{places.processed.name}-{name}-{number}")
            there = replace(places, processed=own)
            found.append(Variant(f"{name}-{number}", plan.BY_NAME[name], chosen, there))
    return found


def tasks(grid: Grid, places: Places, raw: Sequence[Path], settings: Settings) -> Iterator[Task]:
    """Yield the steps of all variants and of the page that compares them, for doit."""
    found = variants(places, grid)
    pages = []
    for variant in found:
        notebook = variant.notebook
        given = {**settings.get(notebook.name, {}), **variant.chosen}
        folders = {"processed_dir": str(variant.places.processed)}
        folders |= {} if notebook.reads else {"raw_dir": str(places.raw)}
        parameters = {**notebook_parameters(notebook.source), **given}
        read = notebook.inputs(parameters)
        inputs = [places.table(name) for name in read] or list(raw)
        written = [variant.places.table(name) for name in notebook.writes]
        executed = places.executed(variant.name)
        code = [
            notebook.source,
            *plan.analysis_code(notebook.wing),
            *notebook.named_files(parameters),
        ]
        run = partial(_run, variant, read, places, {**given, **folders})
        yield step(variant.name, run, [*code, *inputs], [executed, *written], given | folders)
        page = partial(_page, variant, inputs, given)
        targets = [places.reports / f"{variant.name}{ending}" for ending in (".html", ".rows.js")]
        pages.append(
            step(
                f"page {variant.name}", page, [executed, *inputs, *plan.page_code()], targets, given
            )
        )
    yield from pages
    if found:
        made = [places.executed(variant.name) for variant in found]
        chosen = {variant.name: repr(variant.chosen) for variant in found}
        compare = partial(save_comparison, places, found)
        target = places.reports / "sweep.html"
        yield step("sweep", compare, [*made, *plan.page_code()], [target], chosen)


def _run(variant: Variant, read: Sequence[str], places: Places, given: Mapping[str, Any]) -> None:
    """Run a variant on the same tables, which its folder shares with the run."""
    variant.places.processed.mkdir(parents=True, exist_ok=True)
    for name in read:
        own = variant.places.table(name)
        own.unlink(missing_ok=True)
        try:
            os.link(places.table(name), own)
        except OSError:  # another disk, or a file system without links
            shutil.copyfile(places.table(name), own)
    inputs = [places.table(name) for name in read]
    run_notebook(variant.notebook.source, given, places.executed(variant.name), inputs)


def _page(variant: Variant, inputs: Sequence[Path], given: Mapping[str, Any]) -> None:
    from helpers.pages import report

    report.save_notebook_page(variant.places, variant.name, inputs, given)


def save_comparison(places: Places, found: Sequence[Variant]) -> None:
    """Write the page on which the variants of each notebook stand side by side."""
    from helpers.pages import report

    groups = [
        (notebook.title, _compared([v for v in found if v.notebook is notebook]))
        for notebook in plan.NOTEBOOKS
        if any(variant.notebook is notebook for variant in found)
    ]
    title = text("sweep.title")
    body = html.render("sweep.html.j2", title=title, lead=text("sweep.lead"), groups=groups)
    whole = report.page(title, body, here="sweep.html", shared=report.shared_characters(places))
    report.save(places.reports / "sweep.html", whole)


def _compared(group: Sequence[Variant]) -> list[Compared]:
    import nbformat

    from helpers.pages import report

    said = [
        [
            finding
            for finding, _ in report.findings(
                nbformat.read(variant.places.executed(variant.name), as_version=4)
            )
        ]
        for variant in group
    ]
    common = set.intersection(*(set(own) for own in said))
    return [
        Compared(
            f"{variant.name}.html",
            ", ".join(f"{name} = {value!r}" for name, value in variant.chosen.items()),
            {
                name: len(tables.read(variant.places.processed, name))
                for name in variant.notebook.writes
            },
            [(finding, finding in common) for finding in own],
        )
        for variant, own in zip(group, said, strict=True)
    ]
