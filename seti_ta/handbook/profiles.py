"""Program profiles as pages, and rows of the evidence table in a text.

- ```` ```{profile} per_scholas ```` writes the whole page of a program under its title.
- ```` ```{profiles} sector ```` compares all profiles of one kind in a table.
- ```` ```{results} Per Scholas (WorkAdvance) ```` lists what was measured in one program.
- ``{finding}`wa_2025-per_scholas-year10-earnings` `` says one row in words, with its source.
"""

from functools import cache
from html import escape
from importlib import resources

import pandas as pd
from docutils import nodes
from docutils.statemachine import StringList
from jinja2 import Environment
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from seti_ta import evidence, profiles
from seti_ta.evidence import NotQuotableError, listing, quote
from seti_ta.evidence.facts import fact

_ROOM = resources.files(__package__)
_COST = "program cost per participant"

_MARKDOWN = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
_MARKDOWN.globals["fact"] = fact


class program_results(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The rows of the evidence table on one ``program``."""


class ProfileDirective(SphinxDirective):
    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            profile = profiles[self.arguments[0]]
        except KeyError as error:
            raise self.error(error.args[0]) from None
        return _written(self, "profile.md.jinja", profile=profile)


class ProfilesDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        found = [each for each in profiles.values() if each.kind == self.arguments[0]]
        if not found:
            raise self.error(f"there are no profiles of the kind '{self.arguments[0]}'")
        return _written(self, "profiles.md.jinja", profiles=found)


class ResultsDirective(SphinxDirective):
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        program = self.arguments[0]
        if program not in set(_table()["program"]):
            raise self.error(f"the evidence table has no program '{program}'")
        return [program_results(program=program)]


class FindingRole(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            quote(self.text, "finding")
        except (KeyError, NotQuotableError) as error:
            problem = self.inliner.reporter.error(f"the finding '{self.text}': {error}")
            return [nodes.problematic(self.rawtext, self.rawtext)], [problem]
        row = _table().loc[self.text]
        link = nodes.reference("", in_words(row), refuri=row["source_url"])
        link["classes"].append("pasted-text")  # printed from data, so nobody typed it
        return [link], []


def in_words(row: pd.Series) -> str:
    """A row's program, outcome, period, finding and effect, in one line."""
    found = row["finding"] if row["finding"] != "not stated" else "significance not stated"
    what = f"{row['program']}, {row['outcome']}, {row['followup']}"
    return f"{what}: {found} ({listing.effect(row)})"


def results_html(program: str) -> str:
    """The rows on a program: those that count, then those that do not and why."""
    rows = _table()[lambda table: (table["program"] == program) & (table["outcome"] != _COST)]
    counted, others = (_by_year(rows[(rows["use"] == "count") == yes]) for yes in (True, False))
    html = _table_html(program, counted, "Grade", listing.graded) if len(counted) else ""
    if len(others):
        listed = _table_html(program, others, "Why not", lambda row: row["use_reason"])
        summary = f"{program}: {len(others)} more, not counted, and why"
        html += f"<details><summary>{escape(summary)}</summary>{listed}</details>"
    return html


def _table_html(program: str, rows: pd.DataFrame, last: str, say_last) -> str:
    heads = ["When", "Outcome", "Effect", "Found", last, "Source"]
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "\n".join(f"<tr>{_cells(row, say_last)}</tr>" for _, row in rows.iterrows())
    return (
        f"<table><caption>{escape(program)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: pd.Series, say_last) -> str:
    texts = [row["followup"], row["outcome"], listing.effect(row), row["finding"], say_last(row)]
    source = f'<a href="{escape(row["source_url"])}">{escape(row["source_locator"])}</a>'
    return "".join(f"<td>{escape(text)}</td>" for text in texts) + f"<td>{source}</td>"


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """Annual earnings first, then other earnings, then the rest; each by year of follow-up."""
    outcome = rows["outcome"]
    place = 2 - outcome.str.contains("earnings").astype(int) - (outcome == "annual earnings")
    return rows.assign(place=place).sort_values(["place", "followup_years"], kind="stable")


@cache
def _table() -> pd.DataFrame:
    return evidence.load()


def _written(directive: SphinxDirective, template: str, **context) -> list[nodes.Node]:
    """The nodes of a template's MyST text; its headings become sections of the page."""
    source = _ROOM.joinpath(template).read_text("utf-8")
    text = _MARKDOWN.from_string(source).render(context)
    part = nodes.section(document=directive.state.document)
    directive.state.nested_parse(StringList(text.splitlines()), 0, part, match_titles=True)
    return part.children


def visit_results(self, node: program_results) -> None:
    self.body.append(results_html(node["program"]))
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    app.add_node(program_results, html=(visit_results, None))
    app.add_directive("profile", ProfileDirective)
    app.add_directive("profiles", ProfilesDirective)
    app.add_directive("results", ResultsDirective)
    app.add_role("finding", FindingRole())
