"""The environment: one list of names, one lock, no host names."""

import re
import tomllib

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
