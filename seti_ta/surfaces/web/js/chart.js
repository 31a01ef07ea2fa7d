// Redraws the bars of surfaces/web/chart.py for new values.
function draw(svg, definition, values) {
  const bars = chart_bars(definition, values);
  const all = bars.flatMap((bar) => [bar.value, bar.low, bar.high]).concat(0);
  const lowest = Math.min(...all);
  const span = Math.max(...all) - lowest || 1;
  const x = (value) => plain(round_half_up(((value - lowest) / span) * CHART.width, 1));
  svg.querySelectorAll(".seti-bar").forEach((row, place) => {
    const bar = bars[place];
    row.toggleAttribute("data-unused", !bar);
    if (!bar) return;
    const [label, value] = row.querySelectorAll("text");
    set_text(label, bar.label);
    set_text(value, bar.written);
    const [from, to] = [Math.min(0, bar.value), Math.max(0, bar.value)];
    const rect = row.querySelector("rect");
    rect.setAttribute("x", x(from));
    rect.setAttribute("width", plain(round_half_up(x(to) - x(from), 1)));
    const range = row.querySelector("line");
    if (range) {
      range.setAttribute("x1", x(bar.low));
      range.setAttribute("x2", x(bar.high));
    }
  });
  svg.setAttribute("viewBox", `0 0 ${CHART.width} ${CHART.row * bars.length}`);
  const findings = bars.map((bar) => `${bar.label}: ${bar.written}`).join("; ");
  const said = [definition.chart.title, findings].filter(Boolean).join(". ");
  svg.setAttribute("aria-label", `${said}.`);
}

// What is left out has no bar.
function chart_bars(definition, values) {
  const { bars, low, high, labels } = definition.chart;
  const bar = (name, said, value, from = value, to = value) => ({
    label: said, value, low: from, high: to, written: write(definition, name, value),
  });
  const [first] = bars;
  if (!Array.isArray(values[first])) {
    return bars
      .filter((name) => given(values[name]))
      .map((name) => bar(name, label(definition, name, values), values[name]));
  }
  const said = (place) =>
    labels ? values[labels][place] : message(definition, `page.${definition.clock}`, { number: place + 1 });
  return values[first]
    .map((value, place) =>
      bar(first, said(place), value, values[low]?.[place], values[high]?.[place])
    )
    .filter(({ value }) => given(value));
}
