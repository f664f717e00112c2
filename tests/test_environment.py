"""The environment: one list of names, one lock, no host names."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from importlib import metadata
from pathlib import Path

from conftest import ROOT

ASKED = {"jupyterlab", "pandas", "jieba", "wordcloud", "seaborn", "papermill"}


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9_.-]+)==([^ ;\\]+)", text, re.M))


def named() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {*project["dependencies"], *project["optional-dependencies"]["test"]}


def test_every_named_package_is_locked_with_hashes() -> None:
    assert ASKED <= named() <= set(locked())
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text("utf-8"))
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.split("\n")[0])


def test_the_lock_holds_no_address() -> None:
    assert "://" not in (ROOT / "requirements.txt").read_text("utf-8")


def test_conda_gets_the_same_lock() -> None:
    assert "- -r requirements.txt" in (ROOT / "environment.yml").read_text("utf-8")


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in sorted(named()) if f"| {name} |" not in readme] == []


def third_party(folder: Path) -> set[str]:
    """Return the packages that the modules in a folder import, as their index calls them."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(str(node.module).split(".")[0])
    ours = {path.stem for path in (ROOT / "tests").glob("*.py")} | {"helpers"}
    packages = metadata.packages_distributions()
    return {
        re.sub("[-_.]+", "-", packages[name][0]).lower()
        for name in names - set(sys.stdlib_module_names) - ours
        if name in packages
    }


def test_every_import_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert third_party(ROOT / "src") - set(project["dependencies"]) == set()
    assert third_party(ROOT / "tests") - named() == set()


def test_the_path_file_is_read_alike_in_every_locale(tmp_path: Path) -> None:
    source = tmp_path / "政策 语言" / "src"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "src" / "link.py", source)
    venv.create(tmp_path / "env", with_pip=False)
    python = next((tmp_path / "env").glob("bin/python"))
    subprocess.run([python, source / "link.py"], check=True)
    assert next((tmp_path / "env").rglob("tifa.pth")).read_bytes().isascii()
    asked = [python, "-X", "utf8=0", "-c", "import sys; print(ascii(sys.path[-1]))"]
    found = subprocess.run(asked, env={"LC_ALL": "C"}, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ascii(str(source))
