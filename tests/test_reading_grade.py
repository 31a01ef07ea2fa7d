"""How hard the pages are to read: the Flesch-Kincaid grade of what boards are meant to read."""

import warnings

import pytest
from bs4 import BeautifulSoup
from conftest import CHAPTERS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it still asks setuptools for its version
    import textstat

HIGHEST = 10

#: Names and titles of reports, and a page for people who write code.
NOT_FOR_BOARDS = {"book/bibliography", "book/architecture"}
FORMS = ".seti-calculator, .seti-checklist"
NO_PROSE = f"nav, table, pre, figure, form, math, script, {FORMS}, #sources"


@pytest.mark.parametrize("name", [name for name in CHAPTERS if name not in NOT_FOR_BOARDS])
def test_a_page_for_boards_is_easy_to_read(site, name, record_property):
    grade = textstat.flesch_kincaid_grade(prose((site / f"{name}.html").read_text("utf-8")))
    record_property(f"{name}, reading grade", grade)
    assert grade <= HIGHEST


def test_only_prose_is_graded():
    page = """<main><h1>Title</h1><p>Read this.</p><ul><li>And this</li></ul>
      <table><tr><td>institutional</td></tr></table><section id="sources">Considerations</section>
      <pre>implementation</pre></main>"""
    assert prose(page) == "Read this. And this."


def test_hard_words_are_noticed():
    assert textstat.flesch_kincaid_grade("The cat sat on the mat. It was warm.") < 3
    hard = "Organizational considerations necessitate comprehensive intergovernmental coordination."
    assert textstat.flesch_kincaid_grade(hard) > HIGHEST


def prose(page: str) -> str:
    """The paragraphs and list items of a page, each closed by a stop."""
    main = BeautifulSoup(page, "html.parser").main
    for part in main.select(NO_PROSE):
        part.decompose()
    blocks = [block for block in main.select("p, li") if not block.find(["p", "li"])]
    texts = [" ".join(block.get_text().split()) for block in blocks]
    return " ".join(text if text[-1] in ".!?:" else f"{text}." for text in texts if text)
