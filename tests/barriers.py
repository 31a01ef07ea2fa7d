"""What axe, a checker of accessibility, holds against a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
#: What hangs on the width of the screen. The other rules ask for names, roles and order.
LAYOUT = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}

UNFOLD = "document.querySelectorAll('details').forEach((part) => (part.open = true))"
#: The page measures what scrolls once it is drawn anew; the frame after that, all is in place.
SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# The rows of a long table are alike, and so are the items of a checklist; axe would look at each.
# It skips what is hidden. A row must not go, for the page may still be writing into it.
SHORTEN = """
  document.querySelectorAll("tbody").forEach(
    (body) => [...body.rows].slice(12).forEach((row) => (row.hidden = true)));
  document.querySelectorAll(".seti-checklist form").forEach(
    (form) => [...form.querySelectorAll("[data-item]")].slice(3).forEach(
      (item) => (item.hidden = true)))"""


def barriers(page: Page, rules=RULES, within: str | None = None) -> list[tuple[str, str, str]]:
    """Each fault of a page, or of the part that a selector names: rule, element, what to mend."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # One element of each rule that passes is enough: to describe them all takes half the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate(
        """([within, options]) => axe.run(within || document, options).then(
          ({violations, passes}) => ({violations, passed: passes.length}))""",
        [within, options],
    )
    assert found["passed"], "axe found nothing to look at"
    return [
        (fault["id"], node["html"], node["failureSummary"])
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def barriers_on_every_screen(page: Page, within: str | None = None) -> list[tuple[str, str, str]]:
    """All rules on a wide screen with every part open; on a phone those that it changes."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate(UNFOLD)
    page.evaluate(SHORTEN)
    found = barriers(page, within=within)
    page.set_viewport_size({"width": 360, "height": 900})
    page.evaluate(SETTLED)
    return found + barriers(page, LAYOUT, within) + barriers_in_the_dark(page, within)


def barriers_in_the_dark(page: Page, within: str | None = None) -> list[tuple[str, str, str]]:
    """The same page in its dark colors, which change nothing but contrast."""
    page.emulate_media(color_scheme="dark")
    return barriers(page, CONTRAST, within)
