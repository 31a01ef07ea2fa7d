"""No figure is typed into a chapter: each comes from data, or its reason stands beside it."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import run_build

from seti_ta.handbook import build
from seti_ta.handbook.claims import figures
from seti_ta.handbook.notebooks import KERNEL
from seti_ta.rules import rule

TYPED = """
# Gains of 11 percent

Costs run from $1,001 to $1,002 a person, and <b>$1,003</b> at one site.

- **12** percent finished; [13%](https://example.org) did not.

| Site | Gain |
| --- | --- |
| One | 14 points |

<p width="99%">15 dollars</p>

![A line that rises by 16%](../line.svg)

From 17 to {fact}`year_up_completion`, {uncited}`18%` and {uncited}`19% <>`.

:::{note}
20 percent

Term
: 21 percent
:::

{glue:text}`known`, 22 of {glue:text}`known`

```{facts}
```
"""

SOURCED = """
# Nothing typed

{fact}`year_up_completion`, {glue:text}`known` percent, {glue:text}`known` of {glue:text}`known`.

{rule}`wpell_rates completion_min` by {rule}`wpell_rates`, {rule}`pell_max pell_max_usd` at most.

{uncited}`81 percent <a step of ours, not a finding>`, `82%`, $83\\%$, one in five.

Significant at the 5 percent level, in 2019 dollars. See page 84, in 85 days.

    86 percent

% 87 percent

```{exceptions}
```

```{facts}
```

```{rules}
```
"""

CELL = """
from IPython.display import HTML
from myst_nb import glue
glue("known", 31, display=False)
HTML("88 percent")
"""


def chapter(text: str, caption: str) -> str:
    """A notebook with a text, and with a cell whose output has a caption."""
    figure = {"figure": {"caption": caption, "name": f"figure-{len(text)}"}}
    cell = nbformat.v4.new_code_cell(CELL, metadata={"mystnb": figure})
    glued = {"application/papermill.record/text/plain": "31"}
    name = {"scrapbook": {"mime_prefix": "application/papermill.record/", "name": "known"}}
    cell.outputs = [
        nbformat.v4.new_output("display_data", glued, metadata=name),
        nbformat.v4.new_output("stream", text="89 percent"),
        nbformat.v4.new_output("execute_result", {"text/html": "88 percent"}),
    ]
    cells = [cell, nbformat.v4.new_markdown_cell(text)]
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL))


BOOK = {
    "_toc.yml": "{root: book/typed, format: jb-book, parts: [{caption: Part, chapters: "
    "[{file: book/notebook}, {file: book/sourced}]}]}",
    "line.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "book/references.bib": "",
    "book/typed.md": re.sub(r"^{glue.*$", "", TYPED, flags=re.MULTILINE),
    "book/notebook.ipynb": chapter(TYPED, "A caption with 23 percent"),
    "book/sourced.ipynb": chapter(SOURCED, "A caption"),
}

IN_TEXT = [
    *("11 percent", "$1,001 to $1,002", "$1,003", "12 percent", "13%", "14 points", "15 dollars"),
    *("16%", "17 to 75%", "20 percent", "21 percent"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("claims")


@pytest.fixture(scope="module")
def warned(root) -> str:
    """What a build says of the book above."""
    (root / "book").mkdir()
    for name, text in BOOK.items():
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(build.ROOT / "_config.yml", root)
    run = run_build(root)
    assert run.returncode == 1
    return run.stderr


@pytest.mark.parametrize("figure", IN_TEXT)
@pytest.mark.parametrize("page", ["typed.md", "notebook.ipynb"])
def test_a_typed_figure_stops_the_build(warned, page, figure):
    assert re.search(rf"book/{page}:\d+: WARNING: '{re.escape(figure)}' is typed by hand", warned)


@pytest.mark.parametrize("figure", ["22 of 31", "23 percent"])
def test_a_figure_beside_glue_or_in_a_caption_stops_it_too(warned, figure):
    assert f"WARNING: '{figure}' is typed by hand" in warned


@pytest.mark.parametrize("figure", ["18%", "19%"])
def test_an_exception_needs_a_reason(warned, figure):
    assert f"{{uncited}} needs a reason after the figure: '{figure} <the reason>'" in warned


def test_exceptions_are_listed_with_their_page_and_reason(warned, root):
    page = (root / "_build/html/book/sourced.html").read_text(encoding="utf-8")
    words = BeautifulSoup(page, "html.parser").main.get_text()
    assert "Nothing typed: “81 percent”. A step of ours, not a finding." in words


def test_rules_are_listed_once_with_their_dates(warned, root):
    page = (root / "_build/html/book/sourced.html").read_text(encoding="utf-8")
    main = BeautifulSoup(page, "html.parser").main
    assert "70% by Workforce Pell: completion and placement, $7,395 at most." in main.get_text()
    items = [main.find(id=link["href"].removeprefix("#")) for link in main.select("a.rule")]
    assert len(items) == 3 and items[0] is items[1]
    assert rule("wpell_rates").dated in items[0].get_text()


def test_the_message_says_what_to_do(warned):
    assert (
        "'14 points' is typed by hand: quote it with {fact} or {rule}, paste it with {glue}, "
        "or say why it has no source: {uncited}`14 points <the reason>`"
    ) in warned


def test_data_code_mathematics_output_and_reasons_pass(warned):
    assert "sourced.ipynb" not in warned
    assert not re.search(r"8\d ?(%|percent)|99%", warned)


@pytest.mark.parametrize(
    "text",
    [
        *("12%", "12 percent", "12 to 34 percent", "5–10%", "0.5 percentage points", "12-point"),
        *("$6,214", "$1.5 million", "$5-$7 million", "6,000 dollars", "50 cents"),
        *("1 in 5", "9 out of 10", "3 of the 10"),
    ],
)
def test_what_counts_as_a_figure(text):
    assert figures(f"It was {text}, then.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        *("one in five", "half", "page 12", "90th percentile", "40 in 2020", "the WIOA of 2014"),
        *("in 2019 dollars", "2018 and 2020 dollars", "the 10 percent level", "years 13 and 14"),
    ],
)
def test_what_does_not(text):
    assert figures(text) == []
