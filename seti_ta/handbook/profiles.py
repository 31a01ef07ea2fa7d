"""Program profiles as pages, and rows of the evidence in a text.

- ```` ```{profile} per_scholas ```` writes the whole page of a program under its title.
- ```` ```{profiles} sector ```` compares all profiles of one kind in a table.
- ```` ```{results} Per Scholas (WorkAdvance) ```` lists what was measured in one program.
- ```` ```{ratings} per_scholas ```` lists how review bodies rated the studies of a profile.
- ``{finding}`wa_2025-per_scholas-year10-earnings` `` says one row in words, with its source.
"""

from functools import cache

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.osutil import relative_uri

from seti_ta import evidence, profiles
from seti_ta.evidence import NotQuotableError, listing, quote
from seti_ta.evidence.estimates import why_not_quotable
from seti_ta.evidence.facts import fact
from seti_ta.evidence.words import effect_for_whom
from seti_ta.handbook.templates import parsed, written
from seti_ta.profiles import Profile


class program_results(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The rows of the evidence table on one ``program``."""


class profile_ratings(nodes.General, nodes.Element):  # noqa: N801
    """The ratings of the studies of one profile; ``name`` says which."""


class ProfileDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return written(self, "profile.md.jinja", fact=fact, profile=_profile(self))


class ProfilesDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        found = [each for each in profiles.values() if each.kind == self.arguments[0]]
        if not found:
            raise self.error(f"there are no profiles of the kind '{self.arguments[0]}'")
        table = written(self, "profiles.md.jinja", fact=fact, profiles=found)
        self.cite_the_pages(table, found)
        return table

    def cite_the_pages(self, written: list[nodes.Node], found: list[Profile]) -> None:
        """Leads each figure to its source on the page of a profile, which lists it."""
        address = self.env.app.builder.get_target_uri
        pages = {id: f"book/profiles/{each.name}" for each in found for id in each.facts}
        for link in (each for node in written for each in node.findall(nodes.reference)):
            if id := link.attributes.pop("cites", None):
                page = relative_uri(address(self.env.docname), address(pages[id]))
                link["refuri"] = f"{page}#{link.attributes.pop('refid')}"
                link["classes"].append("pasted-text")


class ResultsDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        program = self.arguments[0]
        if program not in set(_table()["program"]):
            raise self.error(f"the evidence table has no program '{program}'")
        return [program_results(program=program)]


class RatingsDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        profile = _profile(self)
        if not len(_ratings(profile)):
            return parsed(self, "We found no rating of these studies.")
        return [profile_ratings(name=profile.name)]


class FindingRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            quote(self.text, "finding")
        except (KeyError, NotQuotableError) as error:
            problem = self.inliner.reporter.error(f"the finding '{self.text}': {error.args[0]}")
            return [nodes.problematic(self.rawtext, self.rawtext)], [problem]
        row = _table().loc[self.text]
        link = nodes.reference("", in_words(row), refuri=row["source_url"])
        link["classes"].append("pasted-text")  # printed from data, so nobody typed it
        return [link], []


def in_words(row: pd.Series) -> str:
    """A row's program, outcome, period and finding in one line, with an effect that may be told."""
    found = row["finding"] if row["finding"] != "not stated" else "significance not stated"
    words = f"{row['program']}, {row['outcome']}, {row['followup']}: {found}"
    if pd.notna(row["impact"]) and why_not_quotable(row, "impact"):
        return words
    return f"{words} ({effect_for_whom(row)})"


@cache
def _table() -> pd.DataFrame:
    return evidence.load()


def _ratings(profile: Profile) -> pd.DataFrame:
    """The ratings of a profile's programs."""
    ratings = evidence.load_ratings()
    return ratings[ratings["program"].isin(profile.programs)]


def _profile(directive: SphinxDirective) -> Profile:
    try:
        return profiles[directive.arguments[0]]
    except KeyError as error:
        raise directive.error(error.args[0]) from None


def visit_results(self, node: program_results) -> None:
    self.body.append(listing.results(_table(), node["program"]))
    raise nodes.SkipNode


def visit_ratings(self, node: profile_ratings) -> None:
    self.body.append(listing.rated(_ratings(profiles[node["name"]])))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(program_results, html=(visit_results, None))
    app.add_node(profile_ratings, html=(visit_ratings, None))
    app.add_directive("profile", ProfileDirective)
    app.add_directive("profiles", ProfilesDirective)
    app.add_directive("results", ResultsDirective)
    app.add_directive("ratings", RatingsDirective)
    app.add_role("finding", FindingRole())
