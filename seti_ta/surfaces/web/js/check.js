// Checks entries and says what is wrong: calculators/checked_*.py, once more
// for the page.
const NUMBER = /^-?\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?%?$/;
const AROUND = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "g");
const RUNS = new RegExp(`[${SPACES}]+`, "g");

// One entry as entered (percent, not a share): null or "" if it is left out, undefined if bad.
function parse(field, raw) {
  if (field.choices) return field.choices.includes(raw) ? raw : undefined;
  const text = raw.replace(AROUND, "");
  if (field.optional && !text) return field.format === "text" ? "" : null;
  if (field.format === "text") {
    const name = as_name(raw);
    return name && [...name].length <= LONGEST_NAME ? name : undefined;
  }
  if (!NUMBER.test(text) || !/\d/.test(text)) return undefined;
  if (text.includes("%") && field.format !== "percent") return undefined;
  if (text.includes("$") && !["dollars", "cents"].includes(field.format)) return undefined;
  const number = Number(text.replace(/[$,%]/g, ""));
  if (!(field.low <= number && number <= field.high)) return undefined;
  return field.whole && !Number.isInteger(number) ? undefined : number;
}

// The column that says what a row is called.
const named_by = ({ columns }) => columns.find(({ format }) => format === "text");

// A name as it is kept: with single spaces.
const as_name = (text) => text.replace(RUNS, " ").replace(/^ | $/g, "");

const held = (field, entered) =>
  field.format === "percent" && entered !== null ? entered / 100 : entered;

// What may be entered in a field, in one sentence that calls it by this label.
function rule(definition, field, label) {
  if (field.choices) {
    const choices = field.choices.map((key) => definition.labels[key]).join("; ");
    return message(definition, "input.choice", { label, choices });
  }
  if (field.format === "text") {
    const key = field.optional ? "input.optional_text" : "input.name";
    return message(definition, key, { label, most: LONGEST_NAME });
  }
  const is_year = field.format === "year";
  const key = is_year ? "year" : field.whole ? "whole" : "number";
  const end = (number) => (is_year ? String(number) : with_commas(number));
  return message(definition, `input.${field.optional ? "optional_" : ""}${key}`, {
    label,
    low: end(field.low),
    high: end(field.high),
    unit: definition.messages[`unit.${field.unit}`] ?? "",
  })
    .replaceAll(" .", ".") // where a unit has no word
    .replaceAll(" ,", ",");
}

function echo(definition, raw) {
  const text = as_name(raw);
  if (!text) return definition.messages["input.empty"];
  const letters = [...text];
  const shown =
    letters.length > LONGEST_ECHO ? letters.slice(0, LONGEST_ECHO).join("") + "…" : text;
  return message(definition, "input.entered", { value: shown });
}

// [field, sentence] of each problem; a sentence that several fields share is there once.
function told_once(problems) {
  const all = Object.entries(problems);
  return all.filter(([, said], at) => at === all.findIndex(([, each]) => each === said));
}

// {entered, values, problems}: problems maps a field to its sentence. The texts of a table are
// a list of rows, column to text. note(name) tells of an input whose value is the plan's
// {where} it comes from, or that it is {missing}.
function check(definition, texts, note = () => ({})) {
  const entered = {};
  const values = Object.fromEntries(definition.constants);
  const problems = {};
  const read = (field, key, raw, label) => {
    const value = raw === undefined ? undefined : parse(field, raw);
    if (value === undefined) {
      const { missing, where } = note(key);
      problems[key] =
        missing ?? `${rule(definition, field, label())} ${where ?? echo(definition, raw)}`;
    }
    return value;
  };
  for (const field of definition.inputs) {
    entered[field.name] = read(field, field.name, texts[field.name], () => field.label);
    values[field.name] = held(field, entered[field.name]);
  }
  for (const table of definition.tables) {
    const read_cell = (field, number, raw) => {
      const key = `${table.name}.${number}.${field.name}`;
      const label = (place) => () => cell_label(definition, table, field, number, place);
      if (!field.across) return read(field, key, raw, label());
      return raw.map((each, at) => read(field, `${key}.${at + 1}`, each, label(at + 1)));
    };
    entered[table.name] = texts[table.name].map((row, at) =>
      by_name(table.columns, (field) => read_cell(field, at + 1, row[field.name]))
    );
    if (table.unique) Object.assign(problems, same_names(definition, table, entered, texts));
    for (const field of table.columns) {
      const hold = (each) =>
        field.across ? each.map((one) => held(field, one)) : held(field, each);
      values[field.name] = entered[table.name].map((row) => hold(row[field.name]));
    }
  }
  if (!Object.keys(problems).length) {
    Object.assign(problems, out_of_order(definition, entered, texts, note));
  }
  return { entered, values, problems };
}

const by_name = (fields, make) =>
  Object.fromEntries(fields.map((field) => [field.name, make(field)]));

// A sentence for each row with the name of an earlier one.
function same_names(definition, table, entered, texts) {
  const problems = {};
  const column = named_by(table);
  const names = entered[table.name].map((row) => row[column.name]?.toLowerCase());
  names.forEach((name, at) => {
    const first = names.indexOf(name);
    if (name === undefined || first === at) return; // it cannot be used, or it is the first
    const label = cell_label(definition, table, column, at + 1);
    const sentence = message(definition, "input.same_name", { label, first: first + 1 });
    const typed = texts[table.name][at][column.name];
    problems[`${table.name}.${at + 1}.${column.name}`] = `${sentence} ${echo(definition, typed)}`;
  });
  return problems;
}

// Two columns of a table keep the order in each row.
function out_of_order(definition, entered, texts, note) {
  const problems = {};
  const look = (order, fields, key, entries, typed, called) => {
    if (in_order(order, entries) || key in problems) return;
    const { lower, upper, strict } = order;
    const sentence = message(definition, strict ? "input.below" : "input.at_most", {
      label: called(),
      other: definition.labels[upper],
      value: write(definition, upper, held(field_of(fields, upper), entries[upper])),
    });
    const { where } = note(key);
    const said = [sentence, echo(definition, typed[lower]), ...(where ? [where] : [])];
    problems[key] = said.join(" ");
  };
  for (const order of definition.orders) {
    const { lower } = order;
    const table = field_of(definition.tables, order.table);
    const label = () => definition.labels[lower];
    if (!table) look(order, definition.inputs, lower, entered, texts, label);
    else entered[table.name].forEach((row, at) => {
      const field = field_of(table.columns, lower);
      const called = () => cell_label(definition, table, field, at + 1);
      const key = `${table.name}.${at + 1}.${lower}`;
      look(order, table.columns, key, row, texts[table.name][at], called);
    });
  }
  return problems;
}

const field_of = (fields, wanted) => fields.find(({ name }) => name === wanted);

// An empty side keeps any order.
const in_order = ({ lower, upper, strict }, { [lower]: low, [upper]: high }) =>
  !given(low) || !given(high) || (strict ? below(low, high) : !above(low, high));

// What one cell of a table is called, such as "Sector 2, Value, Criterion 3".
function cell_label(definition, { row }, { label, across }, number, place) {
  if (!across) return message(definition, "input.cell", { row, number, label });
  const other = definition.tables.find(({ name }) => name === across).row;
  return message(definition, "input.matrix_cell", { row, number, label, other, place });
}

function unknown(definition, name) {
  const names = [...definition.inputs, ...definition.tables].map((each) => each.name).join(", ");
  return message(definition, "input.unknown", { calculator: definition.name, value: name, names });
}

// Why the form cannot show these tables, whatever a link or an old record holds; or nothing.
function unfit(definition, texts) {
  for (const table of definition.tables) {
    const { name, label, least, most } = table;
    const rows = texts[name];
    if (!Array.isArray(rows)) return definition.messages["page.unfit"];
    if (rows.length < least || rows.length > most) {
      return message(definition, "input.size", { label, least, most, size: rows.length });
    }
    if (!rows.every((row) => is_row(table, row, texts))) return definition.messages["page.unfit"];
  }
  return "";
}

function is_row({ columns }, row, texts) {
  const is_text = (each) => typeof each === "string";
  return (
    Object.keys(row ?? {}).length === columns.length &&
    columns.every(({ name, across }) =>
      across
        ? Array.isArray(row[name]) &&
          row[name].length === texts[across]?.length &&
          row[name].every(is_text)
        : is_text(row[name])
    )
  );
}
