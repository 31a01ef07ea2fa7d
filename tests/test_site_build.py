"""The build: the same bytes every time, and no page that a reader should not see."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import run_build

from seti_ta.handbook import build, mathematics, notebooks, pages

NOT_SOURCE = shutil.ignore_patterns(".*", "_build", "__pycache__", "*.egg-info", "my-data")

BOOK = {
    "_toc.yml": """
        root: book/intro
        format: jb-book
        parts: [{caption: Part, chapters: [{file: book/faults}]}]
        """,
    "book/references.bib": "",
    "book/intro.md": "# Book",
    "book/faults.md": r"""
# Faults

{cite:t}`nobody` {term}`nothing` [to nowhere](nowhere.md)

Formula: $\nosuchcommand x$, and $\begin{aligned} a &= b \end{aligned}$

\begin{align} a &= b \end{align}

<script>alert(1)</script>

<p onclick="alert(1)">Press</p>

<img src="https://example.org/plot.svg" alt="plot.svg">

{fact}`no_such_fact`, {fact}`wa_2020-madison-2018-earnings impact` and {fact}`year_up_completion`.

{rule}`no_such_rule`, {rule}`pell_max academic_year_weeks` and {rule}`pell_max pell_max_usd`.

```{calculator} no_such_calculator
```

Before any section. {teaches}`SCR-01`

## A section

{teaches}`SCR-99` and {teaches}`SCR-02`

Once more. {teaches}`SCR-02 SCR-03`
""",
}

WARNINGS = [
    'could not find bibtex key "nobody"',
    "term not in glossary: 'nothing'",
    "cross-reference target not found: 'nowhere.md'",
    r"cannot draw this formula: \nosuchcommand x",
    r"cannot draw this formula: \begin{aligned}",
    "mathematics that was not drawn: \\begin{align}",
    "a script inside the page",
    "a script inside a tag",
    "an image without a text that says what it shows",
    "the fact 'no_such_fact'",
    "the fact 'wa_2020-madison-2018-earnings impact'",
    "the page cites facts but has no {facts} list",
    "the rule 'no_such_rule'",
    "the rule 'pell_max academic_year_weeks'",
    "the page cites rules but has no {rules} list",
    "there is no calculator 'no_such_calculator'",
    "{teaches}`SCR-01` wants a paragraph or bullet below a heading of the page",
    "{teaches}`SCR-99` wants ids of checklist items, such as SCR-01",
    "{teaches}`SCR-02` is on the page book/faults too: one place teaches an item",
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> subprocess.CompletedProcess:
    root = tmp_path_factory.mktemp("faulty")
    (root / "book").mkdir()
    for name, text in BOOK.items():
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(build.ROOT / "_config.yml", root)
    return run_build(root)


def test_a_book_with_faults_is_not_built(faulty):
    assert faulty.returncode == 1
    assert "The handbook was not built" in faulty.stderr


@pytest.mark.parametrize("warning", WARNINGS)
def test_the_build_names_each_fault(faulty, warning):
    assert warning in faulty.stderr


def test_a_build_in_another_place_is_the_same(site, tmp_path):
    shutil.copytree(build.ROOT, tmp_path / "another", ignore=NOT_SOURCE)
    run = run_build(tmp_path / "another", dated=False)
    assert run.returncode == 0, run.stderr
    one, another = contents(site), contents(tmp_path / "another" / "_build" / "html")
    assert one.keys() == another.keys(), "was the site built before the last change?"
    different = [name for name in one if one[name] != another[name]]
    assert different == [], "was the site built before the last change, or on another date?"


def test_a_chapter_with_pages_below_it_is_refused(tmp_path):
    toc = "root: a\nparts: [{chapters: [{file: b, sections: [{file: c}]}]}]"
    (tmp_path / "_toc.yml").write_text(toc)
    with pytest.raises(SystemExit, match=r"A chapter in _toc\.yml has a file, and nothing else"):
        build.build(tmp_path)


def test_without_a_book_nothing_is_deleted_or_run(tmp_path, monkeypatch):
    (tmp_path / "_build" / "html").mkdir(parents=True)
    with pytest.raises(SystemExit, match="There is no handbook in"):
        build.build(tmp_path)
    assert (tmp_path / "_build" / "html").exists()
    monkeypatch.setattr(notebooks, "CHAPTERS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["notebooks"])
    with pytest.raises(SystemExit, match="There is no chapter to run in"):
        notebooks.main()


def test_a_file_that_is_open_elsewhere_is_named(tmp_path, monkeypatch):
    def refuse(path, *args, **kwargs):
        raise PermissionError(13, "in use", path)

    (tmp_path / "open.xlsx").touch()
    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(SystemExit, match=r"Cannot delete .*open\.xlsx: close the program"):
        build.delete(tmp_path)


def contents(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    "latex",
    [
        r"\sum_{t=1}^{T} \frac{g_t}{(1 + r)^{t}}",
        r"\begin{cases} 1 & x \le 2 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"n = \left\lceil \frac{\text{target}}{p} \right\rceil",
        r"50\% \times \$5",
    ],
)
def test_formulas_that_can_be_drawn(latex):
    assert not mathematics.NOT_UNDERSTOOD.search(mathematics.mathml(latex, "block"))


def test_styles_move_from_the_page_to_a_file():
    soup = BeautifulSoup(
        '<style>td { color: red }</style><p class="a" style="width: 3em">x</p>', "html.parser"
    )
    styles = pages.move_styles(soup)
    name = soup.p["class"][1]
    assert str(soup) == f'<p class="a {name}">x</p>'
    assert styles == f"td {{ color: red }}\n.{name} {{ width: 3em }}"


def test_tables_are_mended_for_screen_readers():
    soup = BeautifulSoup("<table><tr><th></th><th>a</th></tr></table>", "html.parser")
    pages.mend(soup)
    assert str(soup) == ('<div class="scroll"><table><tr><td></td><th>a</th></tr></table></div>')
