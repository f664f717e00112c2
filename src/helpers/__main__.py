"""`python -m helpers run`: all tables and pages of a corpus; `manifest`: a draft of its
documents.csv; `verify`: whether pages follow from texts; `tables`: the data dictionary."""

import argparse
import ast
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

from helpers import plan
from helpers.errors import ParameterError, TifaError
from helpers.pages import pipeline
from helpers.pages.execution import notebook_parameters
from helpers.pages.progress import say
from helpers.places import RAW, Places, resolved
from helpers.tables import dictionary

STOPPED = 130
"""The exit code of a run that somebody ended, as shells have it."""


def main(arguments: list[str] | None = None) -> int:
    """Read the command line, run, and return the exit code: 0 well, 1 failed, 2 misused."""
    options = parser().parse_args(arguments)
    if options.command == "tables":
        print(dictionary(), end="")
        return 0
    for name in ("stdout", "stderr"):  # closed by who called: what is opened next would be it
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    for name in {"SIGTERM", "SIGHUP"} & {*dir(signal)}:  # ended from outside, terminal closed
        signal.signal(getattr(signal, name), _stop)
    try:
        places = Places(raw=resolved(options.raw))
        if options.command == "manifest":
            return manifest(places.raw)
        if options.out:
            places = Places.under(options.raw, options.out)
        if options.command == "verify":
            return verify(places, options.jobs)
        return pipeline.run(
            places,
            jobs=options.jobs,
            settings=settings(options.set),
            strict=options.strict,
            keep=options.keep_edited,
            scheduler=options.scheduler,
            further=further(options.sweep),
        )
    except TifaError as error:
        say(f"tifa: {error}")
        return 2
    except KeyboardInterrupt:
        say("tifa: stopped. What is done stands; the next run goes on from there.")
        return STOPPED
    except OSError as error:
        say(f"tifa: {error.filename or 'a file'}: {error.strerror or error}.")
        return 1


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def verify(places: Places, jobs: int) -> int:
    """Say in a sentence whether tables and pages follow from the texts; 0 if so, else 1."""
    from helpers.pages import verification

    verdict = verification.verify(places, jobs=jobs)
    say(verdict.sentence, well=True)
    return 0 if verdict.follows else 1


def manifest(raw: Path) -> int:
    """Write a draft of documents.csv into a folder; 1 when a document could not be read."""
    from helpers.cleaning import draft

    drafted = draft(raw)
    for failure in drafted.failures:
        reason = failure.reason.removeprefix(f"{failure.file}: ")
        say(f"{failure.file}: {reason}")
    say(
        f"{drafted.path}: {drafted.new} new rows, {drafted.doubted} of them in doubt. Put them "
        "right in a spreadsheet and delete the words in `doubts` that you have checked.",
        well=True,
    )
    return 1 if drafted.failures else 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    outer = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = outer.add_subparsers(required=True, metavar="COMMAND", dest="command")
    commands.add_parser("tables", help="print the data dictionary as Markdown")
    drafting = commands.add_parser("manifest", help="write a draft of documents.csv, doubts first")
    drafting.add_argument("--raw", type=Path, required=True, help="folder of documents")
    run = commands.add_parser("run", help="bring tables and pages up to date")
    verifying = commands.add_parser("verify", help="say whether the pages follow from the texts")
    for command in (run, verifying):
        command.add_argument("--raw", type=Path, default=RAW, help="folder of texts (data/raw)")
        command.add_argument("--out", type=Path, help="OUT/processed and OUT/reports instead")
        command.add_argument(
            "--jobs", type=int, default=os.cpu_count() or 1, help="steps at a time"
        )
    run.add_argument(
        "--strict",
        action="store_true",
        help="fail on whatever the front page asks to be looked at",
    )
    run.add_argument(
        "--keep-edited",
        action="store_true",
        help="leave tables and pages that were edited by hand as they are, and name them",
    )
    run.add_argument(
        "--scheduler",
        default="",
        metavar="ADDRESS",
        help="do the work on documents on this Dask cluster, such as tcp://host:8786",
    )
    run.add_argument(
        "--set",
        nargs="*",
        default=[],
        metavar="NOTEBOOK.PARAMETER=VALUE",
        help="a notebook's parameter, such as 03_slogan_evolution.threshold=0.6",
    )
    run.add_argument(
        "--sweep",
        nargs="*",
        default=[],
        metavar="NOTEBOOK.PARAMETER=VALUE,VALUE",
        help="also run a notebook with each of these values, and compare what comes out",
    )
    return outer


def further(swept: list[str]) -> pipeline.Further | None:
    """Return what gives the steps of a sweep, if one is asked for."""
    if not swept:
        return None
    from helpers.pages import sweep

    return partial(sweep.tasks, grid(swept))


def grid(assignments: list[str]) -> dict[str, dict[str, list[Any]]]:
    """Return the values to try by notebook and parameter.

    >>> grid(["02.group_by=place,year", "02.top=5,10"])
    {'02_term_frequency': {'group_by': ['place', 'year'], 'top': [5, 10]}}
    """
    return {
        name: {key: _values(value) for key, value in given.items()}
        for name, given in settings(assignments).items()
    }


def _values(value: Any) -> list[Any]:
    if isinstance(value, tuple | list):
        return list(value)
    truth = {"true": True, "false": False}
    return [truth.get(p, p) for p in value.split(",")] if isinstance(value, str) else [value]


def settings(assignments: list[str]) -> dict[str, dict[str, Any]]:
    """Return the parameters by notebook; a value is as in Python where it can be, else text.

    The notebook may be called by its number alone. A parameter that is text stays text.

    >>> settings(["03.seeds=False", "02_term_frequency.engine=rjieba"])
    {'03_slogan_evolution': {'seeds': False}, '02_term_frequency': {'engine': 'rjieba'}}
    """
    chosen: dict[str, dict[str, Any]] = {}
    for assignment in assignments:
        name, dot, rest = assignment.partition(".")
        parameter, equals, value = rest.partition("=")
        if not (dot and equals):
            raise ParameterError(f"Write NOTEBOOK.PARAMETER=VALUE, not {assignment!r}.")
        numbered = [n.name for n in plan.NOTEBOOKS if n.name.split("_")[0] == name]
        name = numbered[0] if numbered else name
        known = plan.BY_NAME.get(name)
        default = notebook_parameters(known.source).get(parameter) if known else None
        chosen.setdefault(name, {})[parameter] = _value(value, default)
    return chosen


def _value(text: str, default: Any) -> Any:
    try:
        value = ast.literal_eval({"true": "True", "false": "False"}.get(text, text))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return text if isinstance(default, str) and not isinstance(value, str) else value


if __name__ == "__main__":
    code = main()
    if (
        code == STOPPED
    ):  # threads wait for their notebooks, whose kernels end when this process does
        os._exit(code)
    sys.exit(code)
