"""What axe, a checker of accessibility, holds against a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


def barriers(page: Page, rules=RULES, within: str | None = None) -> list[tuple[str, str, str]]:
    """Each fault of a page, or of the part that a selector names: rule, element, what to mend."""
    # One element of each rule that passes is enough: to describe them all takes half the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    results = Axe().run(page, context=within, options=options).response
    assert results["passes"], "axe found nothing to look at"
    return [
        (fault["id"], node["html"], node["failureSummary"])
        for fault in results["violations"]
        for node in fault["nodes"]
    ]


def barriers_in_the_dark(page: Page, within: str | None = None) -> list[tuple[str, str, str]]:
    """The same page in its dark colors, which change nothing but contrast."""
    page.emulate_media(color_scheme="dark")
    return barriers(page, CONTRAST, within)
