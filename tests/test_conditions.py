"""No page says that a program repays its cost without saying on what that rests."""

import re

from bs4 import BeautifulSoup

CLAIM = re.compile(
    r"\b(?:pay(?:s|ing)? for (?:itself|themselves)"
    r"|repa(?:y|ys|id|ying) (?:its|their|the)(?: whole)? costs?"
    r"|costs? comes? back)\b"
)
#: What makes it a condition, a doubt or somebody's question.
CONDITION = re.compile(
    r"\b(?:if|whether|may|might|would|must|when|unless|never|no|hangs|depends|says|some answers)\b",
    re.IGNORECASE,
)
QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}"


def unconditional(text: str) -> list[str]:
    """The sentences that claim it outright; a quotation is somebody else's claim."""
    sentences = re.split(r"(?<=[.!?:|])\s+", re.sub(r"\s+", " ", text))
    return [
        each
        for each in sentences
        if CLAIM.search(each) and not CONDITION.search(each) and not each.startswith(QUOTED)
    ]


def test_an_outright_claim_is_found():
    text = "Sector training pays for itself. It may pay for itself. The programs repay their cost!"
    assert unconditional(text) == [
        "Sector training pays for itself.",
        "The programs repay their cost!",
    ]


def test_no_page_claims_it_outright(site):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    found = {
        page.name: claims
        for page in pages
        if (claims := unconditional(_prose(page.read_text(encoding="utf-8"))))
    }
    assert found == {}


def _prose(html: str) -> str:
    if not CLAIM.search(html):
        return ""  # most pages never speak of it, and parsing them takes long
    return BeautifulSoup(html, "html.parser").get_text(" ")
