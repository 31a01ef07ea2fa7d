// The result of a calculator: calculators/result.py, once more for the page.
function calculate(definition, values) {
  const all = { ...values, ...definition.calculate(values) };
  const chosen = (notes) => notes.filter((note) => !note.when || all[note.when]);
  return {
    values: all,
    sentence: fill(definition, chosen(definition.sentences)[0].text, all),
    warnings: chosen(definition.warnings).map((note) => fill(definition, note.text, all)),
  };
}

function ten_percent_around(field, entered) {
  let step = Math.abs(entered) / 10;
  if (field.whole) step = Math.max(1, round_half_up(step));
  return [Math.max(field.low, entered - step), Math.min(field.high, entered + step)];
}

// Every number moved by ten percent either way, the largest swing of the headline first.
function sensitivity(definition, entered, values) {
  const swings = definition.inputs
    .filter((field) => !field.choices)
    .map((field) => {
      const ends = ten_percent_around(field, entered[field.name]);
      const headlines = ends.map(
        (end) =>
          definition.calculate({ ...values, [field.name]: held(field, end) })[definition.headline]
      );
      return { field, ends, headlines, size: Math.abs(headlines[1] - headlines[0]) };
    });
  return swings.sort((a, b) => round_half_up(b.size, 6) - round_half_up(a.size, 6));
}
