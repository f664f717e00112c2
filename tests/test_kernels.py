"""Kernels that are forks: the same bytes as kernels started by a command, and never left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from conftest import ROOT
from helpers.errors import TifaError
from helpers.pages import execution, kernels

SHOWN = """
import os, sys, matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2], [3, 4])
axes.set_title("figure")
print(hash("提法"), os.getcwd(), plt.get_backend(), os.environ["OPENBLAS_NUM_THREADS"])
"""
ASKED = "import pandas\npandas.DataFrame({'词': ['镇江'], '次': [number]})"


def notebook(path: Path, *cells: str) -> Path:
    """Write a notebook with a parameter `number`."""
    parameters = nbformat.v4.new_code_cell("number = 1", metadata={"tags": ["parameters"]})
    made = nbformat.v4.new_notebook(
        cells=[parameters, *map(nbformat.v4.new_code_cell, cells)],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    nbformat.write(made, path)
    return path


@pytest.mark.skipif(not kernels.can_fork(), reason="this system does not fork kernels")
def test_a_forked_kernel_shows_what_a_started_one_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = notebook(tmp_path / "a.ipynb", SHOWN, ASKED)
    with execution.kernel_environment(tmp_path):
        execution.execute(source, {"number": 7}, tmp_path / "forked.ipynb")
        monkeypatch.setattr(kernels, "can_fork", lambda: False)
        execution.execute(source, {"number": 7}, tmp_path / "started.ipynb")
    forked = (tmp_path / "forked.ipynb").read_bytes()
    assert forked == (tmp_path / "started.ipynb").read_bytes()
    assert b"image/png" in forked


def test_an_error_in_a_cell_is_told_with_its_cell(tmp_path: Path) -> None:
    source = notebook(tmp_path / "a.ipynb", "1 / (number - 1)")
    failing = pytest.raises(TifaError, match="ZeroDivisionError")
    with execution.kernel_environment(tmp_path), failing:
        execution.execute(source, {}, tmp_path / "out.ipynb")
    assert (tmp_path / "out.failed.ipynb").exists()


@pytest.mark.skipif(not kernels.can_fork(), reason="this system does not fork kernels")
def test_a_kernel_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    waiting = f"import os, pathlib, time\npathlib.Path({str(told)!r}).write_text(str(os.getpid()))"
    source = notebook(tmp_path / "a.ipynb", f"{waiting}\ntime.sleep(600)")
    lines = (
        "from pathlib import Path",
        "from helpers.pages import execution",
        f"with execution.kernel_environment(Path({str(tmp_path)!r})):",
        f"    execution.execute(Path({str(source)!r}), {{}}, Path({str(tmp_path / 'o')!r}))",
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    run = subprocess.Popen([sys.executable, "-c", "\n".join(lines)], env=env)
    until = time.monotonic() + 120
    while not (told.exists() and told.read_text()):
        assert run.poll() is None and time.monotonic() < until
        time.sleep(0.1)
    run.kill()
    run.wait()
    kernel = Path("/proc") / told.read_text()
    while kernel.exists():
        assert time.monotonic() < until
        time.sleep(0.1)
