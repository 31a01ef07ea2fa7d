"""Program profiles: each file is checked, each page is alike, and no number is typed."""

import re
from dataclasses import astuple

import pytest
import yaml
from bs4 import BeautifulSoup

from seti_ta import evidence, profiles
from seti_ta.calculators.reader import DefinitionError
from seti_ta.evidence import listing
from seti_ta.handbook import build
from seti_ta.handbook.profiles import in_words
from seti_ta.profiles import load, profile

FOLDER = build.ROOT / "seti_ta" / "profiles"
PAGES = build.ROOT / "book" / "profiles"

SECTIONS = [
    "in-one-minute",
    "the-five-components-as-delivered",
    "cost",
    "results-by-year",
    "ratings",
    "caveats",
    "what-a-board-can-borrow",
    "sources",
]

# Roles, calendar years, years after entry and the level of a test state no finding.
NO_FINDING = re.compile(
    r"\{\w+\}`[^`]*`|\b(?:19|20)\d\d(?:s|-(?:19|20)\d\d)?\b"
    r"|\byears? \d+(?: (?:to|and) \d+)?|\b10 percent level",
    re.IGNORECASE,
)

CONTRASTS = {"job_corps", "jtpa", "wia"}
UNTESTED = {"capital_idea", "generation", "i_c_stars"}


@pytest.fixture(scope="module")
def mains(site):
    """The main part of each built page, by profile."""
    texts = {name: (site / f"book/profiles/{name}.html").read_text("utf-8") for name in profiles}
    return {name: BeautifulSoup(text, "html.parser").main for name, text in texts.items()}


def test_each_profile_has_a_page_and_each_page_a_profile():
    chapters = build.chapters(build.ROOT / "_toc.yml")
    in_the_book = {name for name in chapters if name.startswith("book/profiles/")}
    assert in_the_book == {f"book/profiles/{name}" for name in profiles}
    for name, each in profiles.items():
        page = (PAGES / f"{name}.md").read_text("utf-8")
        assert page == f"# {each.title}\n\n```{{profile}} {name}\n```\n"


def test_contrasts_and_programs_without_a_trial_are_marked():
    kinds = {name: each.kind for name, each in profiles.items()}
    assert {name for name in kinds if kinds[name] == "contrast"} == CONTRASTS
    assert {name for name in kinds if kinds[name] == "no trial yet"} == UNTESTED


def test_all_pages_have_the_same_sections(mains):
    for name, main in mains.items():
        assert [each["id"] for each in main.select("section section")] == SECTIONS, name
        assert [each.text for each in main.select("dt")] == [
            "Upfront screening",
            "Occupational skills training",
            "Career readiness",
            "Wraparound support",
            "Employer connections",
        ], name


@pytest.mark.parametrize("name", sorted(CONTRASTS | UNTESTED))
def test_what_is_not_a_tested_sector_program_says_so_first(mains, name):
    first = mains[name].select_one("h1 ~ .admonition ~ section")
    assert first["id"] == "in-one-minute"


def test_the_pages_print_the_rows_of_the_evidence_table(mains):
    table = evidence.load()
    for name, main in mains.items():
        rows = table[table["program"].isin(profiles[name].programs)]
        rows = rows[rows["outcome"] != listing.COST]
        assert len(main.select("#results-by-year tbody tr")) == len(rows), name


def test_a_row_in_words_keeps_its_finding_and_its_dollars():
    table = evidence.load()
    assert in_words(table.loc["yearup_pace_2022-year7-earnings"]) == (
        "Year Up, annual earnings, year 7: gain (+$8,251 (+30%), 2020 dollars)"
    )
    assert in_words(table.loc["wa_2025-madison-year10-earnings"]) == (
        "Madison Strategies (WorkAdvance), annual earnings, year 10: "
        "no detectable effect (size not published)"
    )


@pytest.mark.parametrize("name", profiles)
def test_no_number_is_typed(name):
    for text in texts(astuple(profiles[name])):
        typed = NO_FINDING.sub("", text)
        assert text in ids(name) or not re.search(r"\d", typed), text


def texts(value):
    match value:
        case str():
            yield value
        case tuple():
            for each in value:
                yield from texts(each)


def ids(name: str) -> set[str]:
    each = profiles[name]
    return {*each.programs, *each.latest, *each.studies, *each.cost.figures}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("motto", "Onward", "'motto' is not a known field."),
        ("trial", None, "'trial' cannot be used. Input should be a valid string."),
        ("kind", "legend", "'kind' cannot be used. Input should be 'sector', 'contrast' or"),
        ("programs", ["Per Scolas"], "'programs' names 'Per Scolas', which is not in"),
        ("studies", ["wa_1916"], "'studies' names 'wa_1916', which is not in studies.csv."),
        (
            "latest",
            ["wa_2025-madison-year10-earnings"],
            "'latest' names 'wa_2025-madison-year10-earnings', which is not in the rows of",
        ),
        (
            "latest",
            ["wa_2016-per_scholas-year1-earnings"],
            "'latest' may not print wa_2016-per_scholas-year1-earnings, finding: extracted by",
        ),
        ("caveats", ["At {fact}`no_such`."], "'caveats' cites 'no_such', which is no fact."),
        (
            "results",
            "{fact}`wa_2020-per_scholas-2017-earnings impact`",
            "'results' may not print wa_2020-per_scholas-2017-earnings, impact: extracted by",
        ),
        ("cost", {"figures": ["x"], "text": None}, "'cost: figures' cites 'x', which is no fact."),
        ("cost", {"figures": []}, "'cost: text' is missing."),
        ("status", {"text": "Open", "checked": "lately"}, "'status: checked' cannot be used."),
    ],
)
def test_a_fault_is_named_with_file_and_field(tmp_path, field, value, says):
    content = good()
    content[field] = value
    assert refusal(tmp_path, yaml.safe_dump(content)).startswith(f"odd.yaml: {says}")


@pytest.mark.parametrize("field", [each.name for each in profile.fields(profile.Profile)][1:])
def test_no_part_may_be_missing(tmp_path, field):
    content = good()
    del content[field]
    assert refusal(tmp_path, yaml.safe_dump(content)) == f"odd.yaml: '{field}' is missing."


def test_an_empty_file_is_refused(tmp_path):
    assert refusal(tmp_path, "") == "odd.yaml: it has no fields."


def good() -> dict:
    return yaml.safe_load((FOLDER / "per_scholas.yaml").read_text("utf-8"))


def refusal(folder, text: str) -> str:
    file = folder / "odd.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DefinitionError) as refused:
        load(file)
    return str(refused.value)
