"""What tests share: a corpus run once, a browser where there is one, the shared material."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("tifa", deadline=None)  # a busy machine is no failure
settings.load_profile("tifa")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Call `python -m helpers run` as a user would; keywords are environment variables."""

    def call(*options: object, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "helpers", "run", *map(str, options)],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
            timeout=600,
        )

    return call


@pytest.fixture(scope="session")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with processed/, reports/ and build/ of the five texts.

    Where tests run side by side, one process makes it and the others wait.
    """
    together = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if together else base) / "built"
    begun, done = out.with_suffix(".begun"), out.with_suffix(".done")
    try:
        begun.touch(exist_ok=False)
    except FileExistsError:
        while not done.exists():
            time.sleep(0.5)
    else:
        result = run("--out", out)
        done.write_text("" if result.returncode == 0 else result.stderr, "utf-8")
    assert done.read_text("utf-8") == ""
    return out


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared test material."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder `shared` beside the project")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian package chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()
