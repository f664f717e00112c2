"""The notebooks: stripped, thin, with parameters first, and running by themselves."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))["cells"]


def code(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in cells(path) if cell["cell_type"] == "code"]


def test_there_are_four() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stripped_and_thin(path: Path) -> None:
    for cell in code(path):
        assert not cell["outputs"] and cell["execution_count"] is None
        source = "".join(cell["source"])
        assert source.count("\n") < 14
        assert not re.search(r"^\s*(def|class) ", source, re.M), "logic belongs in helpers"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_title_first_then_the_parameters(path: Path) -> None:
    assert "".join(cells(path)[0]["source"]).startswith("# ")
    assert code(path)[0]["metadata"]["tags"] == ["parameters"]
    assert len([c for c in cells(path) if "".join(c["source"]).startswith("# ")]) == 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_word_is_there_in_both_languages(path: Path) -> None:
    told = [cell for cell in cells(path) if cell["cell_type"] == "markdown"]
    assert [cell["metadata"]["tags"] for cell in told] == [["en"], ["zh"]] * (len(told) // 2)
    for english, chinese in zip(told[::2], told[1::2], strict=True):
        marks = [re.findall(r"^(#+|-) ", "".join(c["source"]), re.M) for c in (english, chinese)]
        assert marks[0] == marks[1]
        assert re.search("[\u4e00-\u9fff]{2}", "".join(chinese["source"]))


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_a_notebook_imports_only_the_helpers(path: Path) -> None:
    imports = re.findall(
        r"^(?:from|import) (\w+)", "\n".join("".join(c["source"]) for c in code(path)), re.M
    )
    assert set(imports) == {"helpers"}


def test_a_notebook_runs_alone_with_papermill(built: Path, tmp_path: Path) -> None:
    source = ROOT / "notebooks" / "04_department_commitments.ipynb"
    for name in ("documents.csv", "paragraphs.csv"):
        (tmp_path / name).write_bytes((built / "processed" / name).read_bytes())
    command = [Path(sys.executable).with_name("papermill"), source, tmp_path / "out.ipynb"]
    subprocess.run([*command, "-p", "processed_dir", tmp_path], check=True, capture_output=True)
    written = (tmp_path / "commitments.csv").read_bytes()
    assert written == (built / "processed" / "commitments.csv").read_bytes()


def test_a_notebook_runs_in_its_own_folder_with_its_defaults(tmp_path: Path) -> None:
    """As in JupyterLab, where the kernel starts in `notebooks/`; only its writing is sent away."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(ROOT / "notebooks" / "02_term_frequency.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace(
            "tables.write(processed_dir", f"tables.write({str(tmp_path)!r}"
        )
    NotebookClient(notebook, resources={"metadata": {"path": str(ROOT / "notebooks")}}).execute()
    assert (tmp_path / "terms.csv").exists()
