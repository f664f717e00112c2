"""Execute a notebook with papermill, the same bytes every time."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from helpers.errors import TifaError
from helpers.pages import kernels
from helpers.pages.progress import say
from helpers.parallel import LEFT_OUT
from helpers.places import PACKAGE


def notebook_parameters(path: Path) -> dict[str, Any]:
    """Return the parameters of a notebook, from the cell tagged so, with their defaults.

    Raises TifaError when the file is no notebook any more.
    """
    import ast
    import json

    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
        body = ast.parse("".join("".join(cell["source"]) for cell in tagged)).body
    except (ValueError, SyntaxError, KeyError, TypeError, AttributeError) as error:
        raise TifaError(f"{path} is no notebook ({error}): fetch it anew.") from None
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def execute(source: Path, parameters: Mapping[str, Any], executed: Path) -> None:
    """Run a notebook with papermill and keep it at `executed`, the same bytes every time.

    When a cell fails, the notebook is left beside it as `.failed.ipynb`, and TifaError tells the
    cell and the error.
    """
    papermill = runner()
    from helpers.pages import engine

    executed.parent.mkdir(parents=True, exist_ok=True)
    failed = executed.with_suffix(".failed.ipynb")
    failed.unlink(missing_ok=True)
    running = executed.with_suffix(".running.ipynb")
    try:
        notebook = papermill.execute_notebook(
            source,
            running,
            parameters=dict(parameters),
            kernel_name="python3",
            engine_name=engine.name(),
            progress_bar=False,
            start_timeout=600,  # seconds: a busy machine is no failure
            request_save_on_cell_execute=False,
            config=_quiet_kernel(),
        )
    except papermill.exceptions.PapermillExecutionError as error:
        running.replace(failed)
        line = next(iter(error.source.strip().splitlines()), "")
        raise TifaError(
            f"cell {error.cell_index} ({line}): {error.ename}: {error.evalue}\n"
            f"The notebook as far as it came: {failed}"
        ) from None
    running.unlink()
    _save_normalised(notebook, executed)


@cache
def runner() -> Any:
    """Return papermill, imported once, while the process of the kernels imports what they need."""
    kernels.prepare()
    with _without("rfc3987_syntax"):
        import papermill
        import papermill.exceptions

    return papermill


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let imports find no module of that name for a while.

    jsonschema would build 35 parsers of rfc3987_syntax, for a format of addresses that notebooks
    do not have; without it the format goes unchecked, and a run starts a second or two earlier.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def _quiet_kernel() -> Any:
    """Return settings with which a kernel starts without a warning on local TCP and stops fast."""
    from traitlets.config import Config

    config = Config()
    config.KernelManager.transport_encryption = "auto"
    # All tables are written when the last cell is done: there is nothing to wait for.
    config.NotebookClient.shutdown_kernel = "immediate"
    config.NotebookClient.extra_arguments = ["--log-level=CRITICAL"]
    return config


def _save_normalised(notebook: Any, path: Path) -> None:
    """Write the executed notebook without times, random ids and the kernel's remarks."""
    import nbformat

    for key in ("papermill", "language_info", "widgets"):
        notebook.metadata.pop(key, None)
    left_out: list[str] = []
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:03}"
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                lines = output["text"].splitlines()
                left_out += [x[len(LEFT_OUT) :] for x in lines if x.startswith(LEFT_OUT)]
                others = "\n".join(x for x in lines if not x.startswith(LEFT_OUT))
                if others.strip():
                    say(f"{path.stem}, cell {number}: {others}")
        if "outputs" in cell:
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    if left_out:
        notebook.metadata["tifa_left_out"] = left_out
    beside = path.with_suffix(".new")
    nbformat.write(notebook, beside)
    beside.replace(path)


@contextmanager
def kernel_environment(build: Path, more: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let kernels find the helpers, order their sets the same way and know the terminal."""
    before = dict(os.environ)
    path = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")]))
    os.environ |= {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # that of all kernels
    # Threads of linear algebra spin on a machine that is shared, as steps side by side share it.
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    os.environ |= _own_home(build) | dict(more or {})
    os.environ["TIFA_RUN"] = "1"  # tables as plain HTML, which the pages bring to life
    if sys.stderr.isatty() and hasattr(os, "ttyname"):
        os.environ["TIFA_TERMINAL"] = os.ttyname(sys.stderr.fileno())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _own_home(build: Path) -> dict[str, str]:
    """Return where Jupyter and matplotlib keep files, in the run's own folder, if not at home."""
    try:
        with TemporaryFile(dir=Path.home()):
            return {}
    except (OSError, RuntimeError):
        names = ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")
        for name in names:
            (build / "home" / name).mkdir(parents=True, exist_ok=True)
        return {name: os.environ.get(name, str(build / "home" / name)) for name in names}
