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
  const finding = bars.map((bar) => `${bar.label}: ${bar.written}`).join("; ");
  svg.setAttribute("aria-label", `${definition.chart.title}. ${finding}.`);
}

function chart_bars(definition, values) {
  const { bars, low, high } = definition.chart;
  const schedule = values[bars[0]];
  if (!Array.isArray(schedule)) {
    return bars.map((name) => ({
      label: fill(definition, definition.labels[name], values),
      value: values[name],
      low: values[name],
      high: values[name],
      written: write(definition, name, values[name]),
    }));
  }
  return schedule.map((value, place) => ({
    label: definition.messages["page.year"].replace("{year}", place + 1),
    value,
    low: low ? values[low][place] : value,
    high: high ? values[high][place] : value,
    written: write(definition, bars[0], value),
  }));
}
