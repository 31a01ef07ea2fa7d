"""Tables of rules, and of the names in the memo: complete, dated, and without typed figures."""

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from seti_ta.handbook.build import ROOT
from seti_ta.handbook.claims import figures
from seti_ta.handbook.rule_tables import _rule_row, table
from seti_ta.rules import memo_names, rule

#: What the memo names, in the order in which it first does. Typed here: the book never reads it.
IN_THE_MEMO = """
    Sector-Focused Employment Training Initiative; Bipartisan Infrastructure Law;
    Creating Helpful Incentives to Produce Semiconductors; Workforce Hubs;
    Workforce Innovation and Opportunity Act; One-Stop centers; American Job Centers;
    Workforce Development Boards; Department of Labor; Employment and Training Administration;
    Department of Commerce; American Rescue Plan; Economic Development Administration;
    Good Jobs Challenge, first round; Good Jobs Challenge, fiscal year 2024;
    Chief Evaluation Office; Sectoral Strategies and Employer Engagement Portfolio;
    three grant programs; SECTOR; Budget request; Labor-HHS-Education;
    Government Accountability Office; President; Congress; Tax incentives;
    Trade associations; Community colleges; nonprofits; Per Scholas; Year Up; Project QUEST;
    WorkAdvance; Hendren; four randomized evaluations; Research labs and consulting firms;
    training providers; Day One 2025
"""


@pytest.mark.parametrize("name", [" ".join(each.split()) for each in IN_THE_MEMO.split(";")])
def test_every_name_in_the_memo_has_a_row(name):
    assert [each.name for each in memo_names.load() if name in each.name]


def test_each_row_has_one_sentence_or_two_and_no_figure():
    for each in memo_names.load():
        assert each.today.endswith("."), each
        assert not figures(each.today), each
        assert len(each.today) < 200, each


def test_each_fund_and_law_of_the_memo_has_a_rule():
    """Only a partner, a program or the memo's own series may stand without a date."""
    dateless = {each.kind for each in memo_names.load() if not each.rules}
    assert dateless <= {"proposal", "network", "program"}
    assert all(each.rules for each in memo_names.load() if each.kind in ("office", "law", "money"))


def test_each_page_that_a_row_leads_to_has_its_place_in_the_book():
    contents = (ROOT / "_toc.yml").read_text("utf-8")
    for each in memo_names.load():
        for page in each.pages:
            assert f"file: book/{page}\n" in contents, each


def test_the_page_shows_every_kind():
    page = (ROOT / "book/memo-today.md").read_text("utf-8")
    assert {each.kind for each in memo_names.load()} == set(memo_names.KINDS)
    assert all(f"```{{memo-names}} {kind}\n" in page for kind in memo_names.KINDS)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A,gossip,,p,T.", "row 'A': kind is 'gossip', which wants one of: proposal, office,"),
        ("A,law,,,T.", "row 'A': pages is empty"),
        ("A,law,nothing,p,T.", "row 'A': There is no rule 'nothing'"),
        ("A,law,,p,T.\nA,law,,p,T.", "the name 'A' stands twice"),
    ],
)
def test_a_broken_row_is_refused(tmp_path, line, said):
    path = tmp_path / "names.csv"
    path.write_text(f"name,kind,rules,pages,today\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        memo_names.load(path)


def test_a_row_of_a_rule_says_its_status_first_and_links_its_sources():
    name, says, means, stands = _rule_row("gjc_arpa")
    found = rule("gjc_arpa")
    assert name[0].next_node(nodes.reference)["refid"] == "rule-gjc_arpa"
    assert (says[0].astext(), means[0].astext()) == (
        found.what_it_says,
        found.what_it_means_for_a_board,
    )
    assert stands[0].astext().startswith("status: closed to applications; last checked")


def test_a_cell_names_its_column_on_a_phone_only():
    heads = ("Rule", "What it says")
    drawn = table(heads, [[[nodes.paragraph("", "a")], [nodes.paragraph("", "b")]]])
    assert [label.astext() for label in drawn.findall(nodes.inline)] == ["What it says: "]


def test_the_table_of_the_closed_funds_is_on_the_site(site):
    page = BeautifulSoup((site / "book/funding.html").read_text("utf-8"), "html.parser")
    links = [link["href"] for link in page.select("table.stacked a.rule")]
    assert "#rule-gjc_arpa" in links
    assert all(page.select_one(f"li{link}") for link in links)
