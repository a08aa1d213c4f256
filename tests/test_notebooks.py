"""Every notebook runs from top to bottom, and is stored without outputs."""

import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the notebook a folder beside copied examples, and a kernel that leaves no traces in the home."""
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return folder


LARGE = {"freelance", "it-department", "it-reseller"}  # each plans its whole case, as the tests of the case do


@pytest.mark.parametrize(
    "file", [pytest.param(one, marks=[pytest.mark.long] * (one.stem in LARGE), id=one.stem) for one in NOTEBOOKS]
)
def test_a_notebook_runs(file: Path, desk: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(f"import sys; assert sys.prefix == {sys.prefix!r}"))
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(desk)}}).execute()
    raised = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "error"]
    assert not raised


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_stored_without_outputs(file: Path) -> None:
    code = [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
    assert code
    assert not [cell.source for cell in code if cell.outputs or cell.execution_count]
