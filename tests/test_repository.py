"""The repository keeps its own promises: layers, a light core, one version, true commands."""

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import seti_ta

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
GUIDES = ("README.md", "CONTRIBUTING.md")

# Top layers of the house. Every other folder of seti_ta is a domain room.
ABOVE = {
    "surfaces": {"handbook", "cli"},
    "handbook": {"cli"},
    "cli": set(),
    "__main__": set(),
}
ABOVE_A_DOMAIN_ROOM = {"surfaces", "handbook", "cli"}

# Brackets, so that this file does not match itself. Web addresses may hold the same words.
NOT_OURS = re.compile(
    r"(?<![\w.])/(?:[w]ork|[r]oot|[h]ome|[o]pt)/|[s]ite-packages|[p]ypi\.org|[p]ythonhosted|[n]pmjs"
)


def modules() -> list[Path]:
    return sorted((ROOT / "seti_ta").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Full names of the modules that a source file imports, wherever in the file."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join([*base, *filter(None, [node.module])])
            names |= {origin} | {f"{origin}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_room_imports_from_a_layer_above_it(path):
    room = path.relative_to(ROOT / "seti_ta").with_suffix("").parts[0]
    forbidden = ABOVE.get(room, ABOVE_A_DOMAIN_ROOM)
    reached = {name.split(".")[1] for name in imported(path) if name.startswith("seti_ta.")}
    assert not reached & forbidden


def test_the_calculators_import_with_the_standard_library_alone():
    # -S leaves out every installed library; list() imports each calculator's file.
    code = "import seti_ta.calculators as core; assert list(core)"
    run = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()


def test_one_version_everywhere():
    citation = re.search(
        r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE
    )
    assert PROJECT["version"] == seti_ta.__version__ == citation[1]


def test_every_named_library_is_in_the_lock():
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    locked = {normal(line.split("==")[0]) for line in lock.splitlines() if "==" in line}
    extras = PROJECT["optional-dependencies"].values()
    named = {normal(re.match(r"[\w.-]+", d)[0]) for extra in extras for d in extra}
    assert named - {"seti-ta"} <= locked, "run `make lock`"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_in_the_guides_exist(guide):
    text = (ROOT / guide).read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)[`\s]", text)) <= targets
    for module in re.findall(r"python -m (seti_ta[\w.]*)", text):
        assert importlib.util.find_spec(module), module


@pytest.mark.parametrize("guide", GUIDES)
def test_links_and_paths_in_the_guides_exist(guide):
    text = (ROOT / guide).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    paths = re.findall(r"`((?:book|tests|seti_ta|\.ci)/[\w./-]*)`", text)
    missing = [name for name in links + paths if not (ROOT / name).exists()]
    assert not missing


def test_no_tracked_file_names_this_machine_or_a_registry():
    if not (ROOT / ".git").exists():
        pytest.skip("an unzipped copy does not know which files are tracked")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    found = []
    for name in tracked.stdout.decode().split("\0")[:-1]:
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found += [f"{name}: {match[0]}" for match in NOT_OURS.finditer(text)]
    assert not found
