"""The environment: one list of names, one lock, no host names."""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from conftest import ROOT

ASKED = {"jupyterlab", "pandas", "jieba", "wordcloud", "seaborn", "papermill"}


LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-sbom.txt")


def locked(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9_.-]+)==([^ ;\\]+)", text, re.M))


def named(extra: str = "") -> set[str]:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = whole["project"], whole["dependency-groups"]
    return {
        *(
            {**project["optional-dependencies"], **groups}[extra]
            if extra
            else project["dependencies"]
        )
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_named_package_is_locked_with_hashes_and_without_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.split("\n")[0])
    extra = lock.removesuffix(".txt").partition("-")[2]
    assert named(extra) <= {*locked(lock), *locked("requirements.txt")}
    assert "://" not in text


def test_what_tests_need_is_on_top_of_what_a_run_needs() -> None:
    run, test = locked("requirements.txt"), locked("requirements-test.txt")
    assert set(run) >= ASKED
    assert not set(run) & set(test)
    assert not {"pytest", "mypy", "playwright"} & set(run)
    assert named("cluster") <= set(test), "the tests start a real cluster"
    for name in set(run) & set(locked("requirements-sbom.txt")):
        assert run[name] == locked("requirements-sbom.txt")[name]


def test_conda_gets_the_same_lock() -> None:
    assert "- -r requirements.txt" in (ROOT / "environment.yml").read_text("utf-8")


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    every = sorted(named() | named("test") | named("sbom") | named("cluster"))
    assert [name for name in every if f"| {name} |" not in readme] == []


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
    assert third_party(ROOT / "src") - named() - named("cluster") == set()
    others = named("test") | named("cluster") | {"atheris"}
    assert third_party(ROOT / "tests") - named() - others == set()
    listed = (ROOT / "benchmarks" / "requirements.txt").read_text("utf-8")
    peers = set(re.findall(r"^([a-z-]+)==", listed, re.M))
    assert third_party(ROOT / "benchmarks") - named() - others - peers == set()


def installed(
    root: Path, python: str | Path = sys.executable
) -> "subprocess.CompletedProcess[str]":
    """Make the environment of a project in a folder whose locks are empty."""
    (root / "src").mkdir(parents=True, exist_ok=True)
    for name in ("install.py", "link.py"):
        shutil.copy(ROOT / "src" / name, root / "src")
    for name in LOCKS:
        (root / name).write_text("# nothing\n", "utf-8")
    asked = [python, root / "src" / "install.py"]
    here = {**os.environ, "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    return subprocess.run(asked, env=here, capture_output=True, text=True)


@pytest.mark.skipif(os.name == "nt", reason="an environment has bin/python elsewhere only")
@pytest.mark.parametrize("wrong", ["too old", "gone", "of nobody"])
def test_an_environment_that_does_not_do_is_made_anew_in_any_folder(
    tmp_path: Path, wrong: str
) -> None:
    root = tmp_path / "政策 语言"
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    if wrong == "too old":
        python.write_text("#!/bin/sh\nexit 1\n", "utf-8")
        python.chmod(0o755)
    elif wrong == "gone":
        python.symlink_to("/nowhere/python3.9")
    (root / ".venv" / "old").touch()
    result = installed(root)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith("Tifa: .venv has no Python of 3.11 or later that starts")
    assert not (root / ".venv" / "old").exists()
    assert next((root / ".venv").rglob("tifa.pth")).read_bytes().isascii()
    if shutil.which("localedef"):  # the encoding of Chinese Windows, where it can be made
        made = ["localedef", "-i", "zh_CN", "-f", "GBK", tmp_path / "zh_CN.GBK"]
        subprocess.run(made, capture_output=True)
    assert "export PYTHONUTF8 := 1" in (ROOT / "Makefile").read_text("utf-8")
    for locale, utf8 in (("C", "0"), ("C.UTF-8", "0"), ("zh_CN.GBK", "1")):
        given = {"LC_ALL": locale, "LOCPATH": str(tmp_path), "PYTHONUTF8": utf8}
        asked = [python, "-c", "import sys; print(ascii(sys.path[-1]))"]
        found = subprocess.run(asked, env=given, capture_output=True, text=True, check=True)
        assert found.stdout.strip() == ascii(str(root / "src"))


@pytest.mark.parametrize("encoding", ["cp936", "gb18030", "big5", "cp932", "cp1252", "utf-8"])
def test_the_path_file_says_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """A Python before 3.13 reads path files in the locale's encoding: on Chinese Windows cp936."""
    folder = tmp_path / "政策 语言"
    folder.mkdir()
    shutil.copy(ROOT / "src" / "link.py", folder)
    script = "import sysconfig, runpy; sysconfig.get_path = lambda name: %r; runpy.run_path(%r)"
    here = script % (str(tmp_path), str(folder / "link.py"))
    subprocess.run([sys.executable, "-c", here], check=True)
    line = (tmp_path / "tifa.pth").read_bytes().decode(encoding)
    monkey: list[str] = []
    exec(line.replace("sys.path", "monkey").replace("import sys; ", ""), {"monkey": monkey})
    assert monkey == [str(folder)]


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install = runpy.run_path(str(ROOT / "src" / "install.py"))
    said: list[str] = []
    main = install["main"]
    monkeypatch.setitem(main.__globals__, "ROOT", tmp_path)
    monkeypatch.setitem(main.__globals__, "OLDEST", (9, 9))
    monkeypatch.setitem(main.__globals__, "tell", said.append)
    monkeypatch.setenv("PATH", "")
    assert main() == 1
    assert "is needed, and this is " + sys.version.split()[0] in said[0]
    assert "PYTHON=" in said[1]


def test_installing_tells_how_far_it_is() -> None:
    progress = runpy.run_path(str(ROOT / "src" / "install.py"))["progress"]
    lines = ["Collecting pandas==3.0.4", "  Downloading pandas", "Collecting jieba==0.42.1"]
    assert progress(lines, 144) == "2 of 144 fetched"
    assert progress([], 144) == "working"
    whole = [*lines, "Installing collected packages: pandas, jieba"]
    assert progress(whole, 144) == "all are fetched and being unpacked"


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_the_hash_of_a_commit(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    assert used and all(re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", action) for action in used)


def test_every_version_of_python_that_is_supported_is_tested() -> None:
    tests = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    assert 'python: ["3.11", "3.12", "3.13", "3.14"]' in tests
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"


def test_every_package_that_is_there_states_its_licence() -> None:
    """What `make sbom` lists: none forbids use, change or passing on."""
    own_word = runpy.run_path(str(ROOT / "src" / "licences.py"))["own_word"]
    silent = []
    for name in locked("requirements.txt"):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:  # for another system or version of Python
            continue
        classed = [c for c in facts.get_all("Classifier", []) if c.startswith("License ::")]
        said = " ".join([facts.get("License-Expression") or own_word(name), *classed])
        assert not re.match(r"(?!.* OR ).*\b(?:A?GPL|SSPL|Commons Clause)\b", said), name
        silent += [] if said.strip() else [name]
    assert silent == []
