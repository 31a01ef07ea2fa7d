"""Levels agreed with the state, scores against them, and early warning.

The scores are those of the calculator ``indicator_targets``: cut off after one decimal of a
percent, never rounded, from counts and not from printed rates. The lines below which a state fails
are federal; your state may have set its own for local areas, so they are parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.calculators.indicator_targets import READS, indicator_targets
from seti_ta.wioa.indicators import INDICATORS

LINES = ("single_line", "overall_line")

#: Retention with the same employer is one number for all programs, so it is not in a score.
APART = ("same_employer",)


@dataclass(frozen=True)
class Level:
    """A level agreed with the state, or adjusted by it since: percent, or dollars a quarter."""

    program: str
    indicator: str
    level: float


def read_levels(table: pd.DataFrame) -> list[Level]:
    """Levels from a table with ``program``, ``indicator`` and ``level``.

    Raises:
        InputError: a column is missing, an indicator is unknown, or a level is out of range.
    """
    if missing := {"program", "indicator", "level"} - set(table.columns):
        raise InputError({"columns": f"The levels lack {' and '.join(sorted(missing))}."})
    found = []
    for _, row in table.iterrows():
        name, level = row["indicator"], float(row["level"])
        if name not in INDICATORS:
            raise InputError({"indicator": f"{name!r} is no indicator; choose of "
                                           f"{', '.join(INDICATORS)}."})  # fmt: skip
        most = 100_000 if name == "median_q2" else 100
        if not 1 <= level <= most:
            raise InputError(
                {"level": f"The level of {name} is {level:g}; it must be from 1 to {most:,}."}
            )
        found.append(Level(row["program"], name, level))
    return found


def adjusted_level(negotiated: float, estimate_before: float, estimate_after: float) -> Decimal:
    """The negotiated level, plus what the state's model says that people and economy changed.

    All in percent or all in dollars. The two estimates come from the state or the Department of
    Labor, after the year; nobody can compute them from a board's own file.
    """
    before, after = Decimal(str(estimate_before)), Decimal(str(estimate_after))
    return Decimal(str(negotiated)) + (after - before)


@dataclass(frozen=True)
class Standing:
    """A program against its levels.

    ``table``: a row an indicator with ``level`` and ``value`` (shares, or dollars for the median),
    ``low`` and ``high`` (Wilson's interval), ``score`` (a share of the level) and ``reads``, in the
    words of the form. ``score``: that of the program, or None. ``fails``: under a line, alone or
    together; whether that has a consequence is for the state to say.
    """

    program: str
    table: pd.DataFrame
    score: float | None
    fails: bool


def early_warning(
    table: pd.DataFrame, levels: list[Level], lines: Mapping[str, float] | None = None
) -> dict[str, Standing]:
    """How each program stands against its levels.

    ``table`` is one of ``indicators``, without a breakdown. ``lines`` may hold ``single_line`` and
    ``overall_line``, in percent of the level.

    Raises:
        InputError: no level fits the table, or a line is out of range.
    """
    shares = _lines(lines or {})
    found = {}
    for program, part in table.groupby("program", sort=False):
        mine = {each.indicator: each.level for each in levels if each.program == program}
        part = part.set_index("indicator")
        known = [name for name in INDICATORS if name in mine and name in part.index]
        if known:
            found[program] = _standing(program, part.loc[known], mine, shares)
    if not found:
        raise InputError({"levels": "No level fits a program and an indicator of the table."})
    return found


def _lines(lines: Mapping[str, float]) -> dict[str, float]:
    """The lines as shares, those of the form where none is given."""
    for name, value in lines.items():
        if name not in LINES or not 1 <= value <= 100:
            raise InputError(
                {"lines": f"lines holds {name} = {value}; it must hold {' or '.join(LINES)} "
                          "from 1 to 100 percent."}
            )  # fmt: skip
    federal = {name: indicator_targets.declared[name].default for name in LINES}
    return {name: value / 100 for name, value in (federal | dict(lines)).items()}


def _standing(program: str, part: pd.DataFrame, mine: Mapping, lines: Mapping) -> Standing:
    rates = part.drop(index="median_q2", errors="ignore")
    money = part.loc["median_q2"] if "median_q2" in part.index else None
    paid = money is not None and not pd.isna(money["value"])
    # Files of a whole state have more people than the form lets a reader type.
    values = indicator_targets.compute(
        exiters=1,
        median_level=mine["median_q2"] if paid else None,
        median_actual=float(money["value"]) if paid else None,
        earners=int(money["denominator"]) if paid else 0,
        indicator=[INDICATORS[name] for name in rates.index],
        level=[mine[name] / 100 for name in rates.index],
        met=[int(n) for n in rates["numerator"]],
        counted=[int(n) for n in rates["denominator"]],
        part=["apart" if name in APART else "scored" for name in rates.index],
        **lines,
    )
    columns = ("level", "rate", "low_end", "high_end", "score_cut", "reads")
    table = pd.DataFrame({name: values[name] for name in columns}, index=list(rates.index))
    table["reads"] = table["reads"].map(READS)
    table.columns = ["level", "value", "low", "high", "score", "reads"]
    if money is not None:
        reads = "too few earnings" if values["few_earners"] or not paid else _of_median(values)
        score = values["median_cut"]
        table.loc["median_q2"] = [mine["median_q2"], money["value"], None, None, score, reads]
    table.insert(0, "indicator", [INDICATORS[name] for name in table.index])
    score = values["program_score"]
    fails = bool(values["fails_overall"] or values["fails_alone"])
    return Standing(program, table, score, fails)


def _of_median(values: Mapping) -> str:
    cut = values["median_cut"]
    if values["median_under"]:
        return READS["under_single"]
    if cut < values["overall_line"]:
        return READS["under_overall"]
    return READS["under_level" if cut < 1 else "at_level"]
