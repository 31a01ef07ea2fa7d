"""A memo for the board from a roster: what the counts say, in plain words, small ones hidden."""

from datetime import date

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.roster import small_cells
from seti_ta.roster.columns import BREAKDOWNS, GATES
from seti_ta.roster.months import run_chart, share_by_month
from seti_ta.roster.reconcile import Reconciled
from seti_ta.roster.retention import Retention
from seti_ta.roster.roster import OF_BEFORE, Roster

LIMITS = (
    "These are counts. They do not say what the program changed: people who were not trained may "
    "have done as well."
)


def memo(
    roster: Roster,
    retention: Retention | None = None,
    reconciled: Reconciled | None = None,
    on: date | None = None,
) -> str:
    """The memo in Markdown: funnel, retention, groups, change over time, and what to look at.

    Raises:
        InputError: nobody is in the roster.
    """
    parts = [
        f"# Our roster on {on or date.today()}",
        *_funnel(roster),
        *(_retention(retention) if retention else []),
        *_groups(roster),
        *_change(roster),
        *(["## Beside the other list", reconciled.report] if reconciled else []),
        *(["## Look at these first", "\n".join(f"- {flag}" for flag in roster.flags)]
          if roster.flags else []),
        "## What this cannot say",
        LIMITS,
    ]  # fmt: skip
    return "\n\n".join(filter(None, parts)) + "\n"


def _funnel(roster: Roster) -> list[str]:
    lines = ["| Step | People | Of those before |", "| --- | ---: | ---: |"]
    table = roster.funnel()
    small = table["people"] < small_cells.FEWEST
    for hide, (_, row) in zip(small, table.iterrows(), strict=True):
        share = "" if pd.isna(row[OF_BEFORE]) or hide else f"{row[OF_BEFORE]:g}%"
        people = small_cells.HIDDEN if hide else f"{row['people']:,}"
        lines.append(f"| {row['gate']} | {people} | {share} |")
    steps = table[OF_BEFORE].iloc[1:].dropna()
    worst = f"The largest loss is at the step “{table.at[steps.idxmin(), 'gate']}”."
    return ["## Who came how far", "\n".join(lines), worst if len(steps) else ""]


def _retention(retention: Retention) -> list[str]:
    lines = ["| Days after the first day | Known | Still there | Share | What luck allows |",
             "| ---: | ---: | ---: | ---: | --- |"]  # fmt: skip
    for row in retention.shares().itertuples(index=False):
        hidden = pd.isna(row.percent)
        share = "" if hidden else f"{row.percent:.0f}%"
        luck = "" if hidden else f"{row.low:.0f}% to {row.high:.0f}%"
        lines.append(f"| {row.days} | {row.known} | {row.there} | {share} | {luck} |")
    return ["## Who is still at work", "\n".join(lines)]


def _groups(roster: Roster) -> list[str]:
    first, *_, last = GATES.values()
    parts = []
    for by in BREAKDOWNS:
        if not (roster.people[by] != "").any():
            continue
        table = roster.funnel(by).set_index([by, "gate"])["people"].unstack()
        if len(table) < 2:
            continue
        lines = [f"| {by.replace('_', ' ')} | {first} | {last} |", "| --- | ---: | ---: |"]
        lines += [f"| {name} | {row[first]} | {row[last]} |" for name, row in table.iterrows()]
        parts.append("\n".join(lines))
    return ["## By group", *parts] if parts else []


def _change(roster: Roster) -> list[str]:
    told = []
    for gate, label in list(GATES.items())[1:]:
        months = share_by_month(roster, gate)
        try:
            signals = run_chart(months["month"], months["percent"]).signals
        except InputError:
            continue
        told += [f"- {label}: {signal}" for signal in signals]
    if not told:
        told = ["No step moved more than luck allows, or there are too few months to tell."]
    return ["## What changed", "\n".join(told)]
