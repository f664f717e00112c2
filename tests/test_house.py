"""The plan of the house: who may import whom, and no module too long to read."""

import ast
from pathlib import Path

import pytest

from conftest import ROOT

HELPERS = ROOT / "src" / "helpers"
FOUNDATION = {"errors", "lexicon"}
GROUND = {
    "codebook",
    "tables",
    "places",
    "parallel",
    "kept",
    "cluster",
    "evaluation",
    *FOUNDATION,
    "text",
    "statistics",
}
MODULES = {
    ".".join(path.relative_to(HELPERS).with_suffix("").parts).removesuffix(".__init__"): path
    for path in HELPERS.rglob("*.py")
}
WINGS = ("cleaning", "terms", "slogans", "commitments")


def imported(path: Path) -> set[str]:
    """Return the modules of the project that a module imports, within functions, too."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            inside = str(node.module).removeprefix("helpers").lstrip(".")
            names = [f"{inside}.{alias.name}".lstrip(".") for alias in node.names]
            found |= {name if name in MODULES else inside for name in names}
    return found


def rooms(name: str) -> set[str]:
    """Return the first parts of what a module imports."""
    return {other.split(".")[0] for other in imported(MODULES[name])}


def is_story(name: str) -> bool:
    """Tell whether a module is where a wing speaks."""
    return name.endswith("story")


@pytest.mark.parametrize("wing", WINGS)
def test_a_wing_imports_itself_and_the_ground_and_only_its_stories_speak(wing: str) -> None:
    for name in MODULES:
        if name.split(".")[0] == wing:
            allowed = {wing, *GROUND} | ({"show"} if is_story(name) else set())
            assert rooms(name) <= allowed, name


def test_text_and_statistics_know_nothing_of_the_project() -> None:
    for name in MODULES:
        if (room := name.split(".")[0]) in ("text", "statistics"):
            assert rooms(name) <= {room, *FOUNDATION}, name


def test_the_ground_imports_nothing_above_it() -> None:
    for name in GROUND - {"text", "statistics"}:
        assert rooms(name) <= GROUND, name


def test_what_shows_knows_the_ground_and_pages_know_the_plan() -> None:
    for name in MODULES:
        room = name.split(".")[0]
        if room == "show":
            assert rooms(name) <= {"show", *GROUND}, name
        if room == "pages":
            wings = {other for other in imported(MODULES[name]) if other.split(".")[0] in WINGS}
            assert wings <= {"cleaning.ledger"}, name  # a document's page shows the ledger itself
            assert rooms(name) <= {"pages", "plan", "show", "cleaning", *GROUND}, name


def test_no_modules_import_each_other_directly_or_round_about() -> None:
    above = {name: imported(path) for name, path in MODULES.items()}
    while leaves := [name for name, others in above.items() if not others & set(above) - {name}]:
        for name in leaves:
            del above[name]
    assert above == {}


def test_no_module_is_too_long_to_read() -> None:
    code = {name: path for name, path in MODULES.items() if name != "codebook"}  # a dictionary
    assert [n for n, path in code.items() if path.read_text("utf-8").count("\n") > 320] == []


def test_the_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    packages = [path.name for path in HELPERS.iterdir() if (path / "__init__.py").exists()]
    assert [room for room in packages if f"  {room}/" not in readme] == []
