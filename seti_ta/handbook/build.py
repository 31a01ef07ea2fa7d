"""Build the website strictly and from nothing: `python -m seti_ta.handbook.build`.

A page that Sphinx keeps from an earlier build does not repeat its warnings, so nothing is kept.
The same source and the same SOURCE_DATE_EPOCH give the same bytes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from seti_ta.edition import RELEASED

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"


def build(root: Path | str = ROOT) -> Path:
    """Build the book in a folder; return the folder of the site. Exits if anything is amiss."""
    root = Path(root)
    if not (root / "_toc.yml").exists():
        sys.exit(f"There is no handbook in {root}: run this from a copy of its repository.")
    expected = chapters(root / "_toc.yml")
    for left_over in ("html", ".doctrees"):
        delete(root / "_build" / left_over)
    jupyter_book = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]
    command = [*jupyter_book, "build", str(root), "-n", "-W", "--keep-going", "-q"]
    env = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": RELEASED, **os.environ}
    if subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit("The handbook was not built: see the warnings above.")
    site = root / "_build" / "html"
    if missing := missing_pages(expected, site):
        sys.exit(f"Chapters in _toc.yml without a page, or with an empty one: {missing}")
    return site


def chapters(toc: Path) -> list[str]:
    """The page names in a table of contents, the front page first. Exits if one is nested."""
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    entries = [chapter for part in contents["parts"] for chapter in part["chapters"]]
    # The list of chapters on every page has one level, and takes its titles from the pages.
    for entry in entries:
        if entry.keys() != {"file"}:
            sys.exit(f"A chapter in _toc.yml has a file, and nothing else: {entry}")
    return [contents["root"], *(entry["file"] for entry in entries)]


def delete(folder: Path) -> None:
    """Delete a folder, if there is one. Exits if Windows keeps a file that is open elsewhere."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        sys.exit(f"Cannot delete {error.filename}: close the program that has it open.")


def missing_pages(names: list[str], site: Path) -> list[str]:
    """The pages that are not there, or that say nothing."""
    return [name for name in names if not says_something(site / f"{name}.html")]


def says_something(page: Path) -> bool:
    if not page.exists():
        return False
    main = page.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    return "<h1>" in main and len(main) > 400


if __name__ == "__main__":
    print(f"Open {build() / 'index.html'}")
