"""The repository keeps its own promises: a light core, one version, true commands."""

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
GUIDES = ("README.md", "CONTRIBUTING.md", "book/architecture.md")

# Brackets, so that this file does not match itself. Web addresses may hold the same words.
NOT_OURS = re.compile(
    r"(?<![\w.])/(?:[w]ork|[r]oot|[h]ome|[o]pt)/|[s]ite-packages|[p]ypi\.org|[p]ythonhosted|[n]pmjs"
)


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
    # Spark is large and rare: who wants it installs it apart.
    extras = PROJECT["optional-dependencies"] | {"spark": []}
    named = {normal(re.match(r"[\w.-]+", d)[0]) for extra in extras.values() for d in extra}
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
