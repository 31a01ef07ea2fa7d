"""May the trials be pooled into one number? The rule is declared here, before any result.

``attempt(table)`` sorts the rows of one kind of program by the rule, says why each stands where it
does, and refuses a headline number unless enough trials, and not a selected few, can be used.
"""

from dataclasses import dataclass

import pandas as pd

from seti_ta.evidence.estimates import why_not_quotable
from seti_ta.evidence.meta_analysis import MetaAnalysis, leave_one_out, meta_random
from seti_ta.evidence.price_scale import PRICE_YEAR, in_prices_of
from seti_ta.evidence.query import span
from seti_ta.evidence.std_errors import with_std_errors

PERCENT = "percent of the control group's mean"
DOLLARS = "dollars of one year"
OF_THE_TIME = "dollars of the time"  # mixes price years: to draw, and to try the rule's scale
SCALES = (PERCENT, DOLLARS, OF_THE_TIME)
NEAR = 1  # years around the horizon in which a row is listed, so that its exclusion can be seen
METHODS = ("REML", "PM", "DL")
TEST = "knha_guarded"

EXCLUDED = "excluded"
NO_SCALE = "no value on this scale"
NO_ERROR = "no standard error"
BOUNDED = "standard error unsure"
USED = "used"


OFF_SCALE = {
    PERCENT: "No percent is published, and no control group mean that may be printed.",
    DOLLARS: "Its source names no price year.",
    OF_THE_TIME: "Its size in dollars is not published.",
}


class RuleError(ValueError):
    """The rule cannot be applied; one sentence says which field and why."""


@dataclass(frozen=True)
class Rule:
    """What may be pooled, and when pooling is refused.

    One effect for each sample of people, for each person offered a place, from randomized trials
    only, that may be printed, measured at ``horizon``: a year after random assignment, or a first
    and a last one. A demonstration that gives one figure for all its sites enters with that figure
    and not with its sites as well.
    """

    kind: str = "sector"
    outcome: str = "annual earnings"
    horizon: float | tuple[float, float] = 2
    # Reports rarely name a price year, so dollars of one year are rarely to be had.
    scale: str = PERCENT
    price_year: int = PRICE_YEAR
    # With fewer than five studies any interval is fragile.
    least_trials: int = 5
    # Were more than one trial in four missing, the missing ones could turn the result.
    least_share: float = 0.75
    most_change: float = 0.25

    def __post_init__(self):
        if self.scale not in SCALES:
            allowed = ", ".join(map(repr, SCALES))
            raise RuleError(f"scale is {self.scale!r}; it must be one of {allowed}.")
        try:
            span(self.horizon)
        except ValueError as error:
            raise RuleError(str(error)) from None


@dataclass(frozen=True)
class Attempt:
    """What became of a rule.

    ``considered`` holds every earnings row near the horizon with its ``status``, its ``reason`` in
    one sentence and, on the rule's scale, ``effect``, ``error`` and ``error_at_most``. ``fits`` has
    one line for each version ("declared", "with unsure errors") and method, as far as there are two
    trials. ``reasons`` say why pooling is refused; they are empty where it is not.
    """

    rule: Rule
    considered: pd.DataFrame
    fits: pd.DataFrame
    left_out: pd.DataFrame
    reasons: tuple[str, ...]
    headline: MetaAnalysis | None

    @property
    def poolable(self) -> bool:
        return not self.reasons

    @property
    def verdict(self) -> str:
        """One sentence, and the reasons where pooling is refused."""
        if self.poolable:
            return f"The {len(self.used)} trials can be pooled."
        return " ".join(["These trials cannot be pooled yet.", *self.reasons])

    @property
    def eligible(self) -> pd.DataFrame:
        """The rows that meet the rule, whether or not they can be used."""
        return self.considered[self.considered["status"] != EXCLUDED]

    @property
    def excluded(self) -> pd.DataFrame:
        return self.considered[self.considered["status"] == EXCLUDED]

    @property
    def used(self) -> pd.DataFrame:
        """The rows with a published or derived standard error."""
        return self.considered[self.considered["status"] == USED]

    @property
    def bounded(self) -> pd.DataFrame:
        """The rows used, and those whose standard error is only a bound or was not checked."""
        return self.considered[self.considered["status"].isin([USED, BOUNDED])]


def attempt(table: pd.DataFrame, rule: Rule | None = None) -> Attempt:
    """Apply the rule to ``seti_ta.evidence.load()``."""
    rule = rule or Rule()
    considered = _sorted_out(_near(table, rule), rule)
    declared = considered[considered["status"] == USED]
    bounded = considered[considered["status"].isin([USED, BOUNDED])]
    fits = {
        (version, method): fit
        for version, rows in (("declared", declared), ("with unsure errors", bounded))
        if len(rows) > 1
        for method in METHODS
        for fit in [_fit(rows, rule, method)]
    }
    eligible = int((considered["status"] != EXCLUDED).sum())
    reasons = tuple(_refusals(rule, eligible, len(declared), fits))
    headline = fits.get(("declared", METHODS[0]))
    return Attempt(
        rule=rule,
        considered=considered,
        fits=pd.DataFrame(
            [vars(fit) for fit in fits.values()],
            index=pd.MultiIndex.from_tuples(fits, names=["version", "method"]) if fits else None,
        ),
        left_out=_left_out(declared, rule),
        reasons=reasons,
        headline=None if reasons else headline,
    )


def _near(table: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    first, last = span(rule.horizon)
    years = table["followup_years"]
    near = years.between(first - NEAR, last + NEAR) | years.isna()
    return table[(table["kind"] == rule.kind) & (table["domain"] == "earnings") & near]


def _sorted_out(rows: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """The rows with status and reason, and with effect and errors on the rule's scale."""
    rows = _on_scale(in_prices_of(with_std_errors(rows), rule.price_year), rule)
    rows = rows.sort_values(["program", "followup_years"], kind="stable")
    rows["reason"] = [_why_not(row, rule) for row in rows.to_dict("records")]
    rows["reason"] = rows["reason"].mask(_earlier(rows), "The same people earlier in the horizon.")
    pool = _pool_that_enters(rows)
    rows["reason"] = rows["reason"].mask(
        (rows["reason"] == "") & (pool != ""), "Part of " + pool + ", which enters as a whole."
    )
    rows["status"] = EXCLUDED
    for row_id, row in rows[rows["reason"] == ""].iterrows():
        rows.loc[row_id, ["status", "reason"]] = _usable(row, rule)
    return rows


def _on_scale(rows: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    if rule.scale == PERCENT:
        quotable = [not why_not_quotable(row, "control_mean") for row in rows.to_dict("records")]
        ours = 100 * rows["impact"] / rows["control_mean"].where(quotable)
        effect = rows["pct_impact"].fillna(ours)
        # The control group's mean is taken as known: its own noise is left out.
        factor = (effect / rows["impact"]).abs()
    else:
        factor = rows["price_factor"] if rule.scale == DOLLARS else pd.Series(1.0, rows.index)
        factor = factor.where(rows["units"] == "USD per year")
        effect = rows["impact"] * factor
    return rows.assign(
        effect=effect, error=rows["se"] * factor, error_at_most=rows["se_at_most"] * factor
    )


def _why_not(row: dict, rule: Rule) -> str:
    """Why a row does not meet the rule, in one sentence; empty where it does."""
    first, last = span(rule.horizon)
    if not row["design"].startswith("RCT"):
        return "Not a randomized trial."
    if row["outcome"] != rule.outcome:
        return f"Measures {row['outcome']}, not {rule.outcome}."
    if pd.isna(row["followup_years"]):
        return "Its year is not stated."
    if not first <= row["followup_years"] <= last:
        return f"Measured at another time: {row['followup']}."
    if row["use"] == "restates":
        return f"The same effect again. {row['use_reason']}"
    if row["use"] != "count":
        return f"Not to be relied on. {row['use_reason']}"
    if pd.isna(row["impact"]) and pd.isna(row["pct_impact"]):
        return "The size of its effect is not published where we could read."
    if row["grade"] == "judgement" or (
        row["grade"] == "machine-extracted" and row["cross_checked"] != "amount"
    ):
        return "Its amount was read by a machine, and nobody has found it in another text."
    if row["effect_per"] != "person offered":
        return "Not an effect for each person offered a place."
    return ""


def _earlier(rows: pd.DataFrame) -> pd.Series:
    """Rows that would enter, of a program that would enter with a later row too."""
    entering = rows[rows["reason"] == ""]
    earlier = entering.index[entering.duplicated("program", keep="last")]
    return rows.index.isin(earlier)


def _pool_that_enters(rows: pd.DataFrame) -> pd.Series:
    """The pool of each row's program, empty where it has none that would enter."""
    entering = rows.loc[rows["reason"] == "", "program"]
    return rows["pool_of"].where(rows["pool_of"].isin(entering), "")


def _usable(row: pd.Series, rule: Rule) -> tuple[str, str]:
    if pd.isna(row["effect"]):
        return NO_SCALE, OFF_SCALE[rule.scale]
    by_machine = row["grade"] == "machine-extracted"  # a confirmed amount confirms no error
    if pd.notna(row["error"]) and not by_machine:
        return USED, f"Its standard error is {row['se_how']}."
    if pd.notna(row["error"]):
        return BOUNDED, "Its standard error was read by a machine, and nobody has checked it."
    if pd.notna(row["error_at_most"]):
        reader = ", as a machine read it" if by_machine else ""
        return BOUNDED, f"Only an upper bound on its error, from p {row['p_value']}{reader}."
    return NO_ERROR, "No standard error, interval or p-value that gives one."


def _fit(rows: pd.DataFrame, rule: Rule, method: str) -> MetaAnalysis:
    errors = rows["error"].fillna(rows["error_at_most"])
    return meta_random(rows["effect"], errors**2, method=method, test=TEST, scale=rule.scale)


def _left_out(rows: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    if len(rows) < 3:
        return pd.DataFrame()
    return leave_one_out(
        rows["effect"], rows["error"] ** 2, rows["program"], method=METHODS[0], test=TEST
    )


def _refusals(rule: Rule, eligible: int, used: int, fits: dict):
    if used < rule.least_trials:
        yield (
            f"Trials with a standard error on this scale: {used} of the {eligible} that meet the "
            f"rule, which asks for {rule.least_trials}."
        )
    if used < rule.least_share * eligible:
        yield (
            f"They would be a selected few: {used} of {eligible}, where the rule asks for at "
            f"least {rule.least_share:.0%}."
        )
    if ("declared", METHODS[0]) not in fits:
        return
    declared, bounded = (
        fits[version, METHODS[0]] for version in ("declared", "with unsure errors")
    )
    if _side_of_zero(declared) != _side_of_zero(bounded):
        yield "Whether there is an effect at all depends on the trials whose error is unsure."
    change = abs(bounded.mu - declared.mu) / abs(declared.mu)
    if change > rule.most_change:
        yield (
            f"The pooled effect moves by {change:.0%} with the trials whose error is unsure; "
            f"the rule allows {rule.most_change:.0%}."
        )


def _side_of_zero(fit: MetaAnalysis) -> int:
    """1 or -1 where the whole interval lies above or below zero, 0 where it holds zero."""
    return (fit.ci_low > 0) - (fit.ci_high < 0)
