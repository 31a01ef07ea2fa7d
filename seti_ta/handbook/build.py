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
    for left_over in ("html", ".doctrees"):
        shutil.rmtree(root / "_build" / left_over, ignore_errors=True)
    jupyter_book = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]
    command = [*jupyter_book, "build", str(root), "-n", "-W", "--keep-going", "-q"]
    env = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": RELEASED, **os.environ}
    if subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit("The handbook was not built: see the warnings above.")
    site = root / "_build" / "html"
    if missing := missing_pages(root / "_toc.yml", site):
        sys.exit(f"Chapters in _toc.yml without a page, or with an empty one: {missing}")
    return site


def chapters(toc: Path) -> list[str]:
    """The page names in a table of contents, the front page first."""
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    files = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    return [contents["root"], *files]


def missing_pages(toc: Path, site: Path) -> list[str]:
    """The chapters of a table of contents that have no page, or one that says nothing."""
    return [name for name in chapters(toc) if not says_something(site / f"{name}.html")]


def says_something(page: Path) -> bool:
    if not page.exists():
        return False
    main = page.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    return "<h1>" in main and len(main) > 400


if __name__ == "__main__":
    print(f"Open {build() / 'index.html'}")
