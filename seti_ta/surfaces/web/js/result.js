// The result of a calculator: calculators/result.py, once more for the page.
const calculate = (definition, values) =>
  told(definition, { ...values, ...definition.calculate(values) });

// The same with the slow steps, from the values of all others.
const calculate_slow = (definition, values) =>
  told(definition, { ...values, ...definition.calculate_slow?.(values) });

function told(definition, values) {
  const said = (notes) =>
    notes
      .filter(({ when }) => !when || (values[when] ?? false) !== false)
      .map(({ text }) => fill(definition, text, values));
  return {
    values,
    sentence: said(definition.sentences)[0],
    warnings: said(definition.warnings),
    verdicts: definition.verdicts.map(({ title, step, notes }) => {
      return { title, answer: write(definition, step, values[step]), reasons: said(notes) };
    }),
  };
}

function ten_percent_around(field, entered) {
  let step = Math.abs(entered) / 10;
  if (field.whole) step = Math.max(1, round_half_up(step));
  return [Math.max(field.low, entered - step), Math.min(field.high, entered + step)];
}

// The same; an end that would break an order does not move.
function ends_in_order(definition, field, entered) {
  const keeps = (end) =>
    definition.orders.every(
      (order) => order.table || in_order(order, { ...entered, [field.name]: end })
    );
  const now = entered[field.name];
  return ten_percent_around(field, now).map((end) => (keeps(end) ? end : now));
}

// Every number that is entered, moved by ten percent either way, the largest swing of the
// headline first. A headline that is left out has no swing.
function sensitivity(definition, entered, values) {
  const swings = definition.inputs
    .filter(({ moves, name }) => moves && given(entered[name]))
    .map((field) => {
      const ends = ends_in_order(definition, field, entered);
      const headlines = ends.map(
        (end) =>
          definition.calculate({ ...values, [field.name]: held(field, end) })[definition.headline]
      );
      const size = headlines.every(given) ? Math.abs(headlines[1] - headlines[0]) : 0;
      return { field, ends, headlines, size };
    });
  const rounded = ({ size }) => round_half_up(size, definition.tie_digits);
  return swings.sort((a, b) => rounded(b) - rounded(a));
}
