"""Run the chapters again and store what they print: ``python -m seti_ta.handbook.notebooks``.

Stored in normal form, so that a second run changes nothing: no times, no version of the
machine's Python, and code cells numbered from the top.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CHAPTERS = Path(__file__).parents[2] / "book"
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def main() -> None:
    """Run every notebook in ``book``, or those named on the command line, one by one."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CHAPTERS.glob("*.ipynb"))
    if not paths:
        sys.exit(f"There is no chapter to run in {CHAPTERS}: use a copy of the repository.")
    for path in paths:
        print(f"Running {path.name}")
        notebook = nbformat.read(path, as_version=4)
        # One kernel at a time: two have been seen to choose the same port.
        NotebookClient(
            notebook, timeout=60, resources={"metadata": {"path": path.parent}}
        ).execute()
        path.write_text(in_normal_form(notebook), encoding="utf-8")


def in_normal_form(notebook: nbformat.NotebookNode) -> str:
    """The notebook as stored: what a reader sees, and nothing about the run."""
    notebook.metadata = nbformat.from_dict(KERNEL)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        cell.metadata.pop("execution", None)
        cell.execution_count = number
        for result in (output for output in cell.outputs if "execution_count" in output):
            result.execution_count = number
    return nbformat.writes(notebook).rstrip("\n") + "\n"


if __name__ == "__main__":
    main()
