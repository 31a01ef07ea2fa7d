"""The small bar chart of a result, as SVG. ``js/chart.js`` redraws it for new values."""

from html import escape

from seti_ta.calculators.functions import round_half_up
from seti_ta.calculators.result import Result
from seti_ta.calculators.units import plain

WIDTH = 360
ROW = 44


def chart_svg(result: Result) -> str:
    """One bar a step, or one a year with its range, and the numbers as its description."""
    bars = _bars(result)
    used = [bar for bar in bars if bar["value"] is not None]
    ends = [0, *(bar[k] for bar in used for k in ("value", "low", "high"))]
    lowest, span = min(ends), (max(ends) - min(ends)) or 1

    def x(value: float) -> float:
        return round_half_up((value - lowest) / span * WIDTH, 1)

    rows = "".join(_row(place, bar, x) for place, bar in enumerate(bars))
    chart = result.calculator.chart
    finding = "; ".join(f"{bar['label']}: {bar['written']}" for bar in used)
    return (
        f'<svg class="seti-chart" role="img" viewBox="0 0 {WIDTH} {ROW * len(used)}" '
        f'aria-label="{escape(f"{chart.title}. {finding}.")}">{rows}</svg>'
    )


def _bars(result: Result) -> list[dict]:
    calculator, chart = result.calculator, result.calculator.chart
    schedule = result.values[chart.bars[0]]
    if not isinstance(schedule, list):
        return [
            {
                "label": result.label(name),
                "written": result.written(name),
                **dict.fromkeys(("value", "low", "high"), result.values[name]),
            }
            for name in chart.bars
        ]
    formula = next(f for f in calculator.formulas if f.name == chart.bars[0])
    return [
        {
            "label": calculator.messages["page.year"].format(year=place + 1),
            "written": calculator.write(chart.bars[0], value) if value is not None else "",
            "value": value,
            "low": _at(result, chart.low, place, value),
            "high": _at(result, chart.high, place, value),
            "range": bool(chart.low or chart.high),
        }
        for place in range(formula.longest)
        for value in [_at(result, chart.bars[0], place, None)]
    ]


def _at(result: Result, name: str, place: int, otherwise: float | None) -> float | None:
    column = result.values[name] if name else []
    return column[place] if place < len(column) else otherwise


def _row(place: int, bar: dict, x) -> str:
    """One bar: its label and value on a line, the bar below. Years not counted are hidden."""
    used = bar["value"] is not None
    start, end = (x(min(0, bar["value"])), x(max(0, bar["value"]))) if used else (0, 0)
    bar_range = ""
    if bar.get("range"):
        low, high = (x(bar["low"]), x(bar["high"])) if used else (0, 0)
        bar_range = f'<line x1="{plain(low)}" x2="{plain(high)}" y1="40" y2="40"/>'
    return (
        f'<g class="seti-bar" transform="translate(0 {ROW * place})"'
        f"{'' if used else ' data-unused'}>"
        f'<text y="15">{escape(bar["label"])}</text>'
        f'<text x="{WIDTH}" y="15" text-anchor="end">{escape(bar["written"])}</text>'
        f'<rect x="{plain(start)}" y="21" width="{plain(round_half_up(end - start, 1))}" '
        f'height="16"/>{bar_range}</g>'
    )
