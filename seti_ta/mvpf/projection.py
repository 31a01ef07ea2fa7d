"""Earnings gains beyond the years observed. Nobody has seen them, so each rule is an assumption.

``age_profile`` lets a gain grow as pay grows with age in a survey of one year. That compares people
of different generations, so ``fixed`` belongs beside it.
"""

from dataclasses import dataclass
from typing import ClassVar

from seti_ta.mvpf.checks import STRICT, MvpfError, number, one_of
from seti_ta.mvpf.tables import WAGES
from seti_ta.mvpf.tax_rates import WAGE_GROWTH

METHODS = ("none", "fixed", "age_profile", "fade", "linear_fade")
FADED = ("fixed", "age_profile")
LAST_AGE = 65


@dataclass(frozen=True)
class Projection:
    """What gains do after the last year observed, to ``end_t`` or through ``end_age``.

    ``age_at_program`` is the age at t = 0. ``impact_to_project`` is in dollars of the base year; it
    is the mean of the last ``mean_of_last`` years unless given. ``fade`` is the share of a gain
    left after each year, on the path ``fade_on``; ``fade_years`` is when a linear fade ends.
    """

    __pydantic_config__: ClassVar = STRICT

    method: str = "none"
    start_t: float | None = None
    end_t: float | None = None
    end_age: int = LAST_AGE
    age_at_program: int | None = None
    control_income: float | None = None
    impact_to_project: float | None = None
    mean_of_last: int = 1
    fade: float = 0.9
    fade_on: str = "fixed"
    fade_years: int = 10
    growth: float = WAGE_GROWTH


def check_projection(projection: Projection, observed: list[float]) -> None:
    """Refuses a projection that lacks what its method needs.

    Raises:
        MvpfError: one sentence that names the field.
    """
    one_of("projection: method", projection.method, METHODS)
    if projection.method == "none":
        return
    if not observed and projection.impact_to_project is None:
        raise MvpfError("projection: impact_to_project is missing, and no earnings are observed.")
    one_of("projection: fade_on", projection.fade_on, FADED)
    number("projection: fade", projection.fade, 0, 1)
    number("projection: fade_years", projection.fade_years, 1, 100)
    number("projection: mean_of_last", projection.mean_of_last, 1, max(len(observed), 1))
    number("projection: growth", projection.growth, -0.1, 0.1)
    if projection.end_t is None or _by_age(projection):
        if projection.age_at_program is None:
            raise MvpfError(
                "projection: age_at_program is missing; give it, or end_t with method fixed."
            )
        number("projection: age_at_program", projection.age_at_program, min(WAGES), max(WAGES))
        number("projection: end_age", projection.end_age, projection.age_at_program, max(WAGES))


def projected(projection: Projection, observed: list[tuple[float, float]]) -> list:
    """Yearly (t, dollars of the base year) after ``observed``, which are (t, dollars) too."""
    if projection.method == "none":
        return []
    observed = sorted(observed)
    last = observed[-1][0] if observed else (projection.start_t or 1) - 1
    impact = projection.impact_to_project
    if impact is None:
        recent = [amount for _, amount in observed[-projection.mean_of_last :]]
        impact = sum(recent) / len(recent)
    t = last + 1 if projection.start_t is None else projection.start_t
    end = projection.end_t
    if end is None:
        end = projection.end_age - projection.age_at_program
    path = []
    while t <= end:
        path.append((t, impact * _kept(projection, t, last)))
        t += 1
    return path


def _by_age(projection: Projection) -> bool:
    faded = projection.method == "fade" and projection.fade_on == "age_profile"
    return projection.method == "age_profile" or faded


def _kept(projection: Projection, t: float, last: float) -> float:
    """The gain at ``t`` over the gain at ``last``."""
    years = t - last
    kept = 1.0
    if _by_age(projection):
        then, now = projection.age_at_program + last, projection.age_at_program + t
        kept = _wage(now) / _wage(then) * (1 + projection.growth) ** years
    if projection.method == "fade":
        kept *= projection.fade**years
    if projection.method == "linear_fade":
        kept *= max(0.0, 1 - years / projection.fade_years)
    return kept


def _wage(age: float) -> float:
    if int(age) not in WAGES:
        raise MvpfError(
            f"projection: the age runs to {age:g}; pay by age is known from {min(WAGES)} to "
            f"{max(WAGES)}."
        )
    return WAGES[int(age)]
