"""The plan of the house: wings apart from each other, on a ground floor."""

import ast
from pathlib import Path

import pytest

from conftest import ROOT

HELPERS = ROOT / "src" / "helpers"
WINGS = ("cleaning", "terms", "slogans", "commitments")
GROUND = {path.stem for path in HELPERS.glob("*.py")} - {"__init__", "__main__", "batch"}


def imported(path: Path) -> set[str]:
    """Return the rooms that a module imports: the second part of each name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "helpers":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers."):
            found.add(str(node.module).split(".")[1])
    return found


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_imports_itself_and_the_ground_floor(wing: str) -> None:
    for path in (HELPERS / wing).glob("*.py"):
        assert imported(path) <= {wing, *GROUND}, path.name


def test_the_ground_floor_imports_nothing_above_it() -> None:
    for name in GROUND:
        assert imported(HELPERS / f"{name}.py") <= GROUND, name


def test_no_module_is_too_long_to_read() -> None:
    assert [p.name for p in HELPERS.rglob("*.py") if p.read_text("utf-8").count("\n") > 320] == []


def test_the_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rooms = [path.name for path in HELPERS.iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if f"  {room}/" not in readme] == []
