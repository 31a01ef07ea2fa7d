// What the page knows of each calculator. Python writes down only what does not follow from
// the rest; the remainder is added here.
const definitions = {};

// The page of the plan names every input: its script does not say it again.
function labels_on_page({ name }) {
  const rows = document.querySelectorAll(`[data-inputs="${name}"] [data-entry]`);
  return Object.fromEntries(
    [...rows].map((row) => [row.dataset.entry, row.querySelector("th").textContent])
  );
}

function define(data, functions) {
  data.labels = { ...labels_on_page(data), ...data.labels };
  const add_to = (field) =>
    Object.assign(field, { format: UNITS[field.unit][0], label: data.labels[field.name] });
  data.inputs.forEach(add_to);
  data.tables.forEach(({ columns }) => columns.forEach(add_to));
  const fields = [...data.inputs, ...data.tables.flatMap(({ columns }) => columns)];
  const entries = by_name(fields, ({ unit }) => unit);
  const fixed = Object.entries(data.constants);
  for (const [name, [, unit]] of fixed) entries[name] = unit;
  data.constants = fixed.map(([name, [value]]) => [name, value]);
  const units = { ...entries, ...data.steps };
  const of_each = (make) =>
    Object.fromEntries(Object.entries(units).map(([name, unit]) => [name, make(unit, name)]));
  const word = (unit) => MESSAGES[`unit.${unit}`] ?? "";
  definitions[data.name] = Object.assign(data, functions, {
    formats: of_each((unit) => UNITS[unit][0]),
    digits: of_each((unit, name) => (name in entries ? ENTRY_DIGITS : UNITS[unit][1])),
    words: of_each((unit, name) => {
      const whom = MESSAGES[`per.${data.persons?.[name]}`];
      return whom ? `${word(unit)} ${whom}` : word(unit);
    }),
    after: of_each((unit) => (["whole", "number"].includes(UNITS[unit][0]) ? word(unit) : "")),
    messages: MESSAGES,
  });
}
