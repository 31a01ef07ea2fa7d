"""From the records to the state's printed figure, rule by rule.

A board's own file and the state's report seldom agree at once. The first table goes from all rows
to the ones that count. The second computes the figure under each other reading that is in use, and
says which one gives the printed one.
"""

from dataclasses import replace

import pandas as pd

from seti_ta.calculators import InputError
from seti_ta.wioa.indicators import (
    GUIDANCE,
    INDICATORS,
    indicators,
    left_out,
    program_named,
    rates,
    run_counts,
)
from seti_ta.wioa.periods import Report
from seti_ta.wioa.reader import Records

#: What is counted before pending people and reasons for exit are looked at.
START = {
    "employed_q2": ("left_q2", "left in the window"),
    "employed_q4": ("left_q4", "left in the window"),
    "median_q2": ("paid", "left in the window, with earnings in quarter 2"),
    "credential": ("in_training", "left in the window, after training that counts"),
    "skill_gains": ("in_year", "in training during the window"),
    "same_employer": ("worked_left_q4", "left in the window, employed in quarter 2"),
}
WAITS = {"employed_q2": "waits_2", "employed_q4": "waits_4", "same_employer": "waits_same"}

REASONS = {
    1: "in prison, jail or another institution",
    2: "in medical treatment",
    3: "died",
    4: "called to active duty",
    5: "in foster care, moved out of the area",
    7: "offender, still held after the exit",
}


def steps(records: Records, report: Report, program: str, indicator: str) -> pd.DataFrame:
    """From the people in the window to those counted: ``step`` and ``people``.

    Raises:
        InputError: an unknown program or indicator, or one that does not apply to the other.
    """
    chosen = _checked(program, indicator)
    counts = run_counts(records, report, [chosen])
    column, words = START[indicator]
    mine = counts[(counts["members"] & chosen.bits) > 0]
    gains = indicator == "skill_gains"
    lines = [(f"{chosen.label}: {words}", mine[column].sum())]
    out = left_out(chosen, GUIDANCE, gains)
    for reason in sorted(out):
        if number := mine.loc[mine["reason"] == reason, column].sum():
            lines.append((f"less: {REASONS[reason]}", -number))
    stays = mine[~mine["reason"].isin(out)]
    if indicator in WAITS and (number := stays[WAITS[indicator]].sum()):
        lines.append(("less: data are still to come", -number))
    found = rates(counts, chosen, GUIDANCE)[indicator]
    lines.append(("counted", found["denominator"]))
    if "numerator" in found:
        lines.append(("of these met it", found["numerator"]))
    return pd.DataFrame(lines, columns=["step", "people"]).astype({"people": int})


def reconcile(
    records: Records,
    report: Report,
    program: str,
    indicator: str,
    printed: float,
    decimals: int = 1,
) -> pd.DataFrame:
    """The figure under each reading, and whether it is the ``printed`` one.

    ``printed``: a rate in percent, or median earnings in dollars, as the state printed it with so
    many ``decimals``. Columns: ``reading``, ``numerator``, ``denominator``, ``figure`` (percent or
    dollars), ``away`` (figure less printed) and ``same``. A reading that agrees need not be the
    one that the state used; ask.

    Raises:
        InputError: an unknown program or indicator, or a figure outside of 0 to 100 percent or 0
            to 1,000,000 dollars.
    """
    chosen = _checked(program, indicator)
    money = indicator == "median_q2"
    most = 1_000_000 if money else 100
    if not 0 <= printed <= most:
        raise InputError({"printed": f"printed is {printed:,}; it must be from 0 to {most:,}."})
    readings = {
        "The guidance": (report, GUIDANCE),
        "People who wait for data count as not employed": (
            report,
            replace(GUIDANCE, pending="as_no"),
        ),
        "Any reason for exit takes a record out": (report, replace(GUIDANCE, exclusions="any")),
        "Employed with a wage of 0 counts as employed": (
            report,
            replace(GUIDANCE, zero_wage="employed"),
        ),
        "All three, as in the federal code": (
            report,
            replace(GUIDANCE, pending="as_no", exclusions="any", zero_wage="employed"),
        ),
        "One quarter earlier": (report.earlier(1), GUIDANCE),
        "One quarter later": (report.earlier(-1), GUIDANCE),
        "One year earlier": (report.earlier(4), GUIDANCE),
    }
    lines = []
    for words, (when, reading) in readings.items():
        table = indicators(records, when, [chosen.name], reading=reading)
        row = table.set_index("indicator").loc[indicator]
        figure = None if pd.isna(row["value"]) else float(row["value"]) * (1 if money else 100)
        away = None if figure is None else figure - printed
        same = away is not None and abs(away) <= 0.5 * 10**-decimals + 1e-9
        lines.append((words, row["numerator"], row["denominator"], figure, away, same))
    names = ["reading", "numerator", "denominator", "figure", "away", "same"]
    return pd.DataFrame(lines, columns=names).astype({"figure": "Float64", "away": "Float64"})


def _checked(program: str, indicator: str):
    chosen = program_named(program)
    if indicator not in INDICATORS:
        raise InputError(
            {"indicator": f"{indicator!r} is no indicator; choose of {', '.join(INDICATORS)}."}
        )
    if indicator not in chosen.indicators:
        raise InputError({"indicator": f"{indicator} does not apply to {chosen.label}."})
    return chosen
