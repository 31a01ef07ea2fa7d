"""The small bar chart of a result, as SVG. ``js/chart.js`` redraws it for new values."""

from html import escape

from seti_ta.calculators.functions import round_half_up
from seti_ta.calculators.result import Result
from seti_ta.calculators.units import plain

WIDTH = 360
ROW = 44


def chart_svg(result: Result) -> str:
    """One bar a step, a row, or a year with its range, and the numbers as its description."""
    drawn = bars(result)
    used = [bar for bar in drawn if bar["value"] is not None]
    ends = [0, *(bar[k] for bar in used for k in ("value", "low", "high"))]
    lowest, span = min(ends), (max(ends) - min(ends)) or 1

    def x(value: float) -> float:
        return round_half_up((value - lowest) / span * WIDTH, 1)

    rows = "".join(_row(place, bar, x) for place, bar in enumerate(drawn))
    return (
        f'<svg class="seti-chart" role="img" viewBox="0 0 {WIDTH} {ROW * len(used)}" '
        f'aria-label="{escape(described(result, used))}">{rows}</svg>'
    )


def described(result: Result, used: list[dict]) -> str:
    """The chart in words: its title and the bars that have a value."""
    findings = "; ".join(f"{bar['label']}: {bar['written']}" for bar in used)
    return f"{'. '.join(filter(None, (result.calculator.chart.title, findings)))}."


def bars(result: Result) -> list[dict]:
    """The bars of the chart in order; one without a value is not drawn."""
    calculator, chart = result.calculator, result.calculator.chart
    first = chart.bars[0]
    values = result.values[first]
    if not isinstance(values, list):
        bars = [
            _bar(result, name, result.label(name), result.values[name])
            for name in chart.bars
            if result.values[name] is not None
        ]
        return bars + [_bar(result, first, "", None)] * (len(chart.bars) - len(bars))
    if chart.labels:
        longest, labels = calculator.table_of[first].most, result.values[chart.labels]
    else:
        longest = next(each.longest for each in calculator.formulas if each.name == first)
        time = calculator.messages[f"page.{calculator.clock}"]
        labels = [time.format(number=place + 1) for place in range(longest)]
    lows, highs = (result.values[name] if name else values for name in (chart.low, chart.high))
    bars = [
        _bar(result, first, *each)
        for each in zip(labels, values, lows, highs, strict=False)
        if each[1] is not None
    ]
    return bars + [_bar(result, first, "", None)] * (longest - len(bars))


def _bar(result: Result, name: str, label: str, value, low=None, high=None) -> dict:
    """One bar; without a value it waits for a longer schedule, one more row or an entry."""
    return {
        "label": label,
        "written": result.calculator.write(name, value),
        "value": value,
        "low": value if low is None else low,
        "high": value if high is None else high,
        "range": bool(result.calculator.chart.low),
    }


def _row(place: int, bar: dict, x) -> str:
    """One bar: its label and value on a line, the bar below. Years not counted are hidden."""
    used = bar["value"] is not None
    start, end = (x(min(0, bar["value"])), x(max(0, bar["value"]))) if used else (0, 0)
    bar_range = ""
    if bar["range"]:
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
