"""What the tests of the website share: the built site, a server, and two browsers.

A page that asks anything of another host, gets an error or breaks the policy fails its test.
"""

import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from firefox import Firefox
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from seti_ta.handbook import build, serve

CHAPTERS = build.chapters(build.ROOT / "_toc.yml")
PAGES = [f"{name}.html" for name in [*CHAPTERS, "search"]]

# No test is timed: on a busy machine it would fail by chance.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

WITH_KERNELS = ("test_roster", "test_widget")

#: These begin first, or one worker would still be at them while the others have nothing to do.
LONGEST = (
    "test_parity_workbook",
    "test_every_page",
    "test_page_form",
    "test_site_build",
    "test_page_parity",
    "test_workbook",
    "test_planning_kit",
    "kernels",
)

WHOLE_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# A browser calls home unless it is told not to.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program(*names: str) -> str:
    """The path of the first program that is installed; without one the tests that need it skip."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(f"{names[0]} is not installed on this machine")


def part(nodeid: str) -> str:
    """The part of the tests that one worker runs: a file, or all that start kernels.

    Two kernels at once have been seen to choose one port.
    """
    path = Path(nodeid.partition("::")[0])
    starts_kernels = path.suffix == ".ipynb" or path.stem in WITH_KERNELS
    return "kernels" if starts_kernels else path.stem


class PartByPart(LoadScopeScheduling):
    """Keeps a part's tests in one worker, for they share a browser or an office."""

    def _split_scope(self, nodeid: str) -> str:
        return part(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> PartByPart:
    return PartByPart(config, log)


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: [*LONGEST, part(item.nodeid)].index(part(item.nodeid)))


def pytest_terminal_summary(terminalreporter) -> None:
    """What the parity tests measured, and how long each file took, the slowest first."""
    seconds, measured = Counter(), []
    for report in (each for group in terminalreporter.stats.values() for each in group):
        if isinstance(report, pytest.TestReport):
            seconds[report.nodeid.split("::")[0]] += report.duration
            measured += report.user_properties if report.when == "call" else []
    terminalreporter.section("measured")
    for what, found in measured:
        terminalreporter.write_line(f"{what}: {found}")
    terminalreporter.section("time by part")
    for part, each in seconds.most_common():
        terminalreporter.write_line(f"{each:6.1f} s  {part}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """On CI nothing may be skipped, so a skip fails there. Only git's own files need git."""
    report = yield
    if report.skipped and os.environ.get("CI") and "an unzipped copy" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{report.longrepr[2]} (on CI no test may be skipped)"
    return report


#: Opt-in: Spark is large and needs Java.
collect_ignore = [] if os.environ.get("SETI_SPARK") else ["test_wioa_spark.py"]


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built website."""
    if not (build.SITE / "index.html").exists():
        pytest.fail("There is no website to test: run `make book` first.")
    return build.SITE


@pytest.fixture(scope="session")
def site_url(site) -> str:
    """The address of the site, served under a sub-path with the policy as a header."""
    with serve.server(site, prefix="/some/where/") as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/some/where/"
        running.shutdown()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@contextmanager
def chromium(playwright: Playwright, *names: str) -> Iterator[Browser]:
    """The first of these programs that is installed."""
    running = playwright.chromium.launch(executable_path=program(*names), args=QUIET)
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser(playwright):
    """Debian's Chromium without its window, which is half the work of all of it."""
    with chromium(playwright, "chromium-headless-shell", *WHOLE_CHROMIUM) as running:
        yield running


@pytest.fixture
def new_page(browser, site, site_url):
    """A function that opens an empty page; its arguments are those of Playwright's contexts."""
    contexts, problems = [], []

    def open_page(**options) -> Page:
        context = browser.new_context(**options)
        watch(context, (site_url, site.as_uri(), "data:", "blob:", "about:"), problems)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not problems


@pytest.fixture
def page(new_page) -> Page:
    """An empty page of Chromium."""
    return new_page()


def run_build(root: Path, dated: bool = True) -> subprocess.CompletedProcess:
    """Build the book in a folder, as a process of its own: on one date, or on that of ``make``."""
    code = "import sys; from seti_ta.handbook.build import build; build(sys.argv[1])"
    env = os.environ | ({"SOURCE_DATE_EPOCH": "1795392000"} if dated else {})
    return subprocess.run(
        [sys.executable, "-c", code, root], env=env, capture_output=True, text=True
    )


def watch(context: BrowserContext, ours: tuple[str, ...], problems: list[str]) -> None:
    """Write down whatever goes wrong in a browser window. Breaches of the policy are logged."""

    def asked(request) -> None:
        if not request.url.startswith(ours):
            problems.append(f"asked another host: {request.url}")

    def answered(response) -> None:
        if response.status >= 400:
            problems.append(f"{response.status}: {response.url}")

    def logged(message) -> None:
        if message.type in {"error", "warning"}:
            problems.append(f"logged: {message.text}")

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", logged)
    context.on("weberror", lambda error: problems.append(f"crashed: {error.error}"))


@pytest.fixture(scope="session")
def firefox_window():
    with Firefox(program("firefox-esr", "firefox")) as window:
        yield window


@pytest.fixture
def firefox(firefox_window) -> Firefox:
    """Debian's Firefox, offline: `open(url)`, `evaluate(expression)`."""
    firefox_window.errors.clear()
    yield firefox_window
    firefox_window.evaluate("null")  # a late error arrives before this answer
    assert not firefox_window.errors
