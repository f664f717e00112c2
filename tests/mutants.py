"""`make mutants`: change one thing in the code, and see whether a test notices.

Of all small changes of a wing's modules (an operator, a comparison, a condition, a number, a
word) a sample is drawn by a seed. For each, only the tests run that call the changed function (or
use its module, where it is called once and remembered, or stands outside functions), the quickest
first, until one fails. Survivors are listed; those that cannot be told apart stand in
`tests/cases/equivalent_mutants.toml` with the reason.

    python tests/mutants.py [--sample 40] [--seed 1] [WING ...]

Not mutmut, which leaves functions with a decorator alone (all that are cached here), nor
cosmic-ray, which runs all tests for each change.
"""

import argparse
import ast
import itertools
import json
import os
import random
import re
import resource
import sys
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "helpers"
WINGS = ("cleaning", "commitments", "slogans", "statistics")
EQUIVALENT = ROOT / "tests" / "cases" / "equivalent_mutants.toml"
WHOLE = ("built", "run", "browser")  # fixtures of tests that run all notebooks: not used here
OF_TIME = re.compile(
    "grows_with|is_linear|linear_time|takes?_time|takes_sec|million|single_damages"
)
ENOUGH = 40.0
"""Seconds of a processor that the tests of one mutant take at most."""
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or,
    ast.Or: ast.And, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A change of a module: where, of what into what, and the function that it stands in."""

    path: Path
    line: int
    column: int
    before: str
    after: str
    function: int
    """Line at which the function begins; 0 for what runs on import or is remembered."""
    number: int
    """Which of all changes of its module it is."""

    def tree(self) -> ast.Module:
        """Return the module with the change made."""
        tree = ast.parse(self.path.read_text("utf-8"))
        places = ((nodes[-1], change) for nodes, change in _places(tree))
        node, change = next(itertools.islice(places, self.number, None))
        change(node)
        return tree

    @property
    def change(self) -> str:
        """Where and what, wherever its line has moved to: file, line up to the change, change."""
        line = self.path.read_text("utf-8").splitlines()[self.line - 1].encode()
        start = line[: self.column].decode().lstrip()
        return f"{self.path.relative_to(SOURCE)}  {start}⟦{self.before}  →  {self.after}⟧"

    def __str__(self) -> str:
        return f"line {self.line}: {self.change}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every change of a module."""
    for number, (nodes, change) in enumerate(_places(ast.parse(path.read_text("utf-8")))):
        node = nodes[-1]
        before, kept = ast.unparse(node), dict(node.__dict__)
        change(node)
        after = ast.unparse(node)
        node.__dict__.clear()
        node.__dict__.update(kept)
        if after != before:
            yield Mutant(path, node.lineno, node.col_offset, before, after, _begin(nodes), number)


def _places(tree: ast.Module) -> Iterator[tuple[list[Any], Callable[[Any], None]]]:
    """Yield each change that can be made, with all that its place stands in."""
    for nodes in list(_inside(tree, [])):
        for change in _changes(nodes[-1]):
            yield nodes, change


def _inside(node: ast.AST, above: list[ast.AST]) -> Iterator[list[Any]]:
    """Yield each expression or condition with all that it stands in, annotations left out."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _said(child):
                continue
            if isinstance(child, ast.expr | ast.If):
                yield [*above, node, child]
            yield from _inside(child, [*above, node])


def _said(node: ast.AST) -> bool:
    """Tell whether a node is a docstring, an import for types, or says what may go wrong."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.Raise | ast.JoinedStr) or (
        isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )


def _begin(nodes: Sequence[ast.AST]) -> int:
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef)]
    if not functions or "cache" in "".join(map(ast.unparse, functions[0].decorator_list)):
        return 0
    first = functions[0]
    return min([first.lineno, *(node.lineno for node in first.decorator_list)])


def _changes(node: Any) -> Iterator[Callable[[Any], None]]:
    """Yield what can be done to a node."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        turned = COMPARISONS[type(node.ops[0])]
        yield lambda n: setattr(n, "ops", [turned()])
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in OPERATORS:
        other = OPERATORS[type(node.op)]
        yield lambda n: setattr(n, "op", other())
    elif isinstance(node, ast.If | ast.IfExp):
        yield lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float | str):
        value = node.value
        changed: object = f"{value}乂"
        if isinstance(value, bool):
            changed = not value
        elif isinstance(value, int | float):
            changed = value + 1
        yield lambda n: setattr(n, "value", changed)


class Changed(MetaPathFinder):
    """Lets one module be imported as a mutant."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(SOURCE.parent).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.path = mutant.path
        code = compile(ast.fix_missing_locations(mutant.tree()), str(mutant.path), "exec")

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                return code

        self.loader = Loader

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Return the mutant where its module is asked for."""
        if fullname != self.name:
            return None
        return spec_from_file_location(
            fullname, self.path, loader=self.loader(fullname, str(self.path))
        )


class Watch:
    """Notes how long each test took of a processor, and which functions of a wing it calls."""

    def __init__(self, wing: str) -> None:
        self.folder = str(SOURCE / wing)
        self.notes: dict[str, tuple[float, list[tuple[str, int]]]] = {}
        self.now: set[tuple[str, int]] = set()
        self.failed: set[str] = set()

    def called(self, frame: Any, event: str, _: object) -> None:
        """Note a call (a profile function)."""
        if event == "call" and frame.f_code.co_filename.startswith(self.folder):
            self.now.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watch one test."""
        self.now, start = set(), time.process_time()
        sys.setprofile(self.called)
        yield
        sys.setprofile(None)
        self.notes[item.nodeid] = (time.process_time() - start, sorted(self.now))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what passes as the code is: a limit of time may not hold while all is watched."""
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Leave out what runs all notebooks, or measures time."""
        items[:] = [
            item
            for item in items
            if not set(WHOLE) & set(getattr(item, "fixturenames", ()))
            and not OF_TIME.search(item.name)
        ]


class Only:
    """Runs the tests named, in their order, on a mutant."""

    def __init__(self, names: Sequence[str], mutant: Mutant) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.mutant = mutant

    def pytest_sessionstart(self) -> None:
        """Stand before pytest's own import of modules with examples."""
        sys.meta_path.insert(0, Changed(self.mutant))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose and order."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.places),
            key=lambda item: self.places[item.nodeid],
        )


def in_child(work: Callable[[], int], seconds: float) -> int:
    """Return what a forked process returns; -1 when it takes more of a processor than it may."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
        code = 70
        try:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    return -1 if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def test_files(wing: str) -> list[str]:
    """Return the test modules that import from a wing, and the wing with its examples."""
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "tests").glob("test_*.py"))}
    name = "(statistics|terms)" if wing == "statistics" else wing
    ours = [
        str(path)
        for path, text in texts.items()
        if re.search(rf"helpers\.{name}|import .*\b{name}\b", text)
    ]
    return [str(SOURCE / wing), *ours]


Notes = dict[str, tuple[float, list[list[Any]]]]
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]


def watched(wing: str) -> Notes:
    """Return for each test of a wing how long it takes and which functions it calls.

    What was seen of a file of tests is kept in build/ until it or the wing changes.
    """
    code = "".join(path.read_text("utf-8") for path in sorted((SOURCE / wing).rglob("*.py")))
    files = {f: code + Path(f).read_text("utf-8") if f.endswith(".py") else code
             for f in test_files(wing)}  # fmt: skip
    kept = {f: ROOT / "build" / "mutants" / f"{wing}-{sha256(text.encode()).hexdigest()}.json"
            for f, text in files.items()}  # fmt: skip
    notes: Notes = {}
    for file, path in kept.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            if failed := in_child(partial(_watch, wing, file, path), 3600):
                print(f"{file}: {failed} tests fail as the code is: not used", flush=True)
        notes |= json.loads(path.read_text("utf-8"))
    return notes


def _watch(wing: str, file: str, kept: Path) -> int:
    """Run a file of tests, keep what was seen, and return how many failed."""
    watch = Watch(wing)
    pytest.main([*OPTIONS[1:], file], plugins=[watch])
    passed = {name: note for name, note in watch.notes.items() if name not in watch.failed}
    kept.write_text(json.dumps(passed), "utf-8")
    return len(watch.failed)


def survives(mutant: Mutant, notes: Notes) -> bool:
    """Tell whether all tests that use the changed code pass."""
    path = str(mutant.path)
    own = {
        name: seconds
        for name, (seconds, calls) in notes.items()
        if any(file == path and mutant.function in (0, line) for file, line in calls)
    }
    ordered = sorted(own, key=lambda name: own[name])
    sums = itertools.accumulate(own[name] for name in ordered)
    names = [name for name, spent in zip(ordered, sums, strict=True) if spent < ENOUGH]
    if not names:
        return True

    def work() -> int:
        files = list(dict.fromkeys(str(ROOT / name.split("::")[0]) for name in names))
        return int(pytest.main([*OPTIONS, *files], plugins=[Only(names, mutant)]))

    return in_child(work, 60 + 4 * ENOUGH) == 0


def main() -> int:
    """Draw mutants, run their tests, list the survivors; return 1 below 85 of a hundred."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("wings", nargs="*", metavar="WING")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    known = tomllib.loads(EQUIVALENT.read_text("utf-8")) if EQUIVALENT.exists() else {}
    import pandas  # noqa: F401  shared by all forks

    low = False
    for wing in given.wings or WINGS:
        paths = [p for p in sorted((SOURCE / wing).rglob("*.py")) if not p.stem.endswith("story")]
        every = [mutant for path in paths for mutant in mutants(path)]
        rng = random.Random(f"{given.seed} {wing}")
        drawn = rng.sample(every, min(given.sample, len(every)))
        notes, killed, same = watched(wing), 0, 0
        for number, mutant in enumerate(drawn, 1):
            if not survives(mutant, notes):
                killed += 1
            elif mutant.change in known:
                same += 1
            else:
                print(f"{wing} {number}: survives  {mutant}", flush=True)
            if number % 10 == 0:
                print(f"{wing}: {killed} of the first {number} killed", flush=True)
        share = killed / max(1, len(drawn) - same)
        low |= share < 0.85
        print(f"{wing}: {killed} of {len(drawn)} killed, {same} cannot be told apart, of "
              f"{len(every)} possible; {share:.0%}", flush=True)  # fmt: skip
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
