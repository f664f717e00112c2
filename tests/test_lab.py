"""JupyterLab as a researcher uses it: open a notebook, change a parameter, run all cells."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

pytestmark = pytest.mark.slow
CHANGES = {
    "01_cleaning": None,
    "02_term_frequency": ("top = 20", "top = 8"),
    "03_slogan_evolution": ("top = 25", "top = 6"),
    "04_department_commitments": ('actor = ""', 'actor = "市科技局"'),
}
CELLS = "window.jupyterapp.shell.currentWidget.content.model.cells"
RUN = f"""async ([before, after]) => {{
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    const cells = [...{CELLS}].filter((one) => one.type === "code");
    if (before) {{
        const cell = cells.find((one) => (one.getMetadata("tags") ?? []).includes("parameters"));
        const source = cell.sharedModel.getSource();
        if (!source.includes(before)) throw new Error(`no parameter ${{before}}`);
        cell.sharedModel.setSource(source.replace(before, after));
    }}
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    return cells.map((one) => one.executionCount);
}}"""
OUTPUTS = f"""() => [...{CELLS}].filter((one) => one.type === "code")
    .flatMap((one) => one.outputs.toJSON())
    .map((output) => output.output_type === "error" ? output.traceback.join("\\n")
        : output.name === "stderr" ? output.text : "").filter(Boolean)"""
EVERYTHING = f"""() => JSON.stringify([...{CELLS}].filter((one) => one.type === "code")
    .map((one) => one.outputs.toJSON()))"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a JupyterLab on a copy of the project, on the loopback only."""
    project = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "src", "data"):
        shutil.copytree(ROOT / name, project / name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--ip=127.0.0.1", "--no-browser", "--allow-root"]
    options += ["--IdentityProvider.token=", "--expose-app-in-browser", f"--notebook-dir={project}"]
    settings = {
        **os.environ,
        "PYTHONPATH": str(project / "src"),
        "JUPYTER_CONFIG_DIR": str(project / "settings"),
    }
    settings.pop("TIFA_RUN", None)
    log = (project / "lab.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options], env=settings, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}/lab"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, (project / "lab.log").read_text("utf-8")
                time.sleep(0.5)
        yield address
    finally:
        server.kill()  # a copy of the project: there is nothing to save
        server.wait()
        log.close()


@pytest.mark.parametrize("name", CHANGES)
def test_a_notebook_runs_in_jupyterlab_with_a_changed_parameter(
    browser: Any, lab: str, name: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/tree/notebooks/{name}.ipynb?reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.wait_for_function("window.jupyterapp.shell.currentWidget?.sessionContext?.isReady")
    counts = page.evaluate(RUN, CHANGES[name] or (None, None))
    assert all(counts), "a cell did not run"
    assert page.evaluate(OUTPUTS) == []
    page.wait_for_selector("table.dataTable", state="attached")
    assert page.locator(".jp-OutputArea img").count() >= 1
    page.screenshot(path=os.environ.get("TIFA_SHOTS", str(tmp_path)) + f"/{name}.png")
    if name == "04_department_commitments":  # asked for one department
        shown = page.evaluate(EVERYTHING)
        assert "市科技局的目标" in shown and "市工信局的目标" not in shown
    page.close()
