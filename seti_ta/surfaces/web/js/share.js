// Taking a result elsewhere: as text, as CSV, as a link.
// ``standing`` holds what the page says of fixed numbers and rules.
function as_text(definition, result, is_old, standing = []) {
  const { values, sentence, warnings, verdicts } = result;
  const line = (name) =>
    `- ${label(definition, name, values)}: ${with_unit(definition, name, values[name])}`;
  const { messages } = definition;
  return [
    `${definition.title} (${definition.code})`,
    ...(is_old ? [messages["page.old"]] : []),
    sentence,
    "",
    messages["page.inputs"],
    ...definition.inputs.map((field) => line(field.name)),
    ...definition.tables.flatMap((table) => entered_as_text(definition, table, values)),
    "",
    messages["page.results"],
    ...definition.results.map(line),
    ...definition.row_results.flatMap((part) => rows_as_text(definition, part, values)),
    ...verdicts.flatMap(({ title, answer, reasons }) =>
      ["", `${title}: ${answer}`, ...reasons.map((each) => `- ${each}`)]
    ),
    "",
    ...warnings,
    "",
    ...(standing.length ? [messages["page.standing"], ...standing, ""] : []),
    stamp(definition),
    // An address on this computer would help nobody, and it names its owner.
    ...(location.protocol === "file:" || definition.never_kept ? [] : [link_to(definition, result.texts)]),
  ].join("\n");
}

// One line a row, named by its first column.
function row_lines(definition, title, columns, values) {
  const [first, ...others] = columns;
  const cells = (row) =>
    others.map(({ label, name, of }) => {
      const value = of === undefined ? values[name][row] : values[name][row][of];
      return `${label} ${write_or_dash(definition, name, value)}`;
    });
  const named = values[first.name].map((name, row) => `- ${name}: ${cells(row).join("; ")}`);
  return ["", title, ...named];
}

function entered_as_text(definition, { label, columns }, values) {
  const shown = columns.flatMap((field) =>
    field.across
      ? row_names(definition, field.across, values).map((label, of) => ({ ...field, label, of }))
      : [field]
  );
  return row_lines(definition, label, shown, values);
}

function rows_as_text(definition, { title, columns }, values) {
  const [rows_in, across] = definition.over[columns[0]] ?? [];
  const shown = across
    ? [
        naming_column(definition, rows_in),
        ...row_names(definition, across, values).map((label, of) => ({ name: columns[0], label, of })),
      ]
    : columns.map((name) => ({ name, label: label(definition, name, values) }));
  return row_lines(definition, title, shown, values);
}

// What the rows of a table are called: what its first column of names holds.
const row_names = (definition, table, values) => values[naming_column(definition, table).name];

function naming_column(definition, table) {
  const { columns } = definition.tables.find(({ name }) => name === table);
  return columns.find(({ format }) => format === "text");
}

// A value has the names of its row and column in a table, or its year or month, beside it.
function as_csv(definition, result, is_old) {
  const { values, entered, sentence, warnings, verdicts } = result;
  const clock = definition.clock || "year";
  const lines = [["part", "name", "label", "row", "column", clock, "value", "unit"]];
  const add = (part, name, value, row = "", column = "", time = "") => {
    const in_words = ["name", "yes_no", "text"].includes(definition.formats[name]);
    const shown = in_words ? write(definition, name, value) : (value ?? "");
    const called = label(definition, name, values);
    lines.push([part, name, called, row, column, time, shown, definition.words[name]]);
  };
  const add_by_row = (part, name, column, over) => {
    const [row_name, column_name] = over.map((table) => row_names(definition, table, values));
    column.forEach((value, row) => {
      if (!column_name) add(part, name, value, row_name[row]);
      else value.forEach((one, at) => add(part, name, one, row_name[row], column_name[at]));
    });
  };
  definition.inputs.forEach((field) => add("input", field.name, entered[field.name]));
  for (const table of definition.tables) {
    for (const { name, across } of table.columns) {
      const column = entered[table.name].map((row) => row[name]);
      add_by_row("input", name, column, across ? [table.name, across] : [table.name]);
    }
  }
  const names = definition.constants.map(([name]) => name);
  for (const name of [...names, ...Object.keys(definition.steps)]) {
    const part = names.includes(name) ? "fixed" : "step";
    const percent = definition.formats[name] === "percent";
    const as_entered = (value) => (percent && given(value) ? 100 * value : value);
    const value = values[name];
    if (definition.over[name]) {
      const shown = value.map((each) =>
        Array.isArray(each) ? each.map(as_entered) : as_entered(each)
      );
      add_by_row(part, name, shown, definition.over[name]);
    } else if (Array.isArray(value)) {
      value.forEach((each, place) => add(part, name, as_entered(each), "", "", place + 1));
    } else {
      add(part, name, as_entered(value));
    }
  }
  const say = (part, text) => lines.push([part, "", text, "", "", "", "", ""]);
  say("sentence", sentence);
  warnings.forEach((warning) => say("warning", warning));
  verdicts.forEach(({ title, answer, reasons }) => {
    say("verdict", `${title}: ${answer}`);
    reasons.forEach((reason) => say("reason", reason));
  });
  if (is_old) say("note", definition.messages["page.old"]);
  say("version", stamp(definition));
  // The mark tells Excel that the file is UTF-8.
  return "\ufeff" + lines.map((line) => line.map(csv_cell).join(",")).join("\r\n") + "\r\n";
}

// A text that a spreadsheet would run as a formula gets an apostrophe before it.
function csv_cell(value) {
  const is_formula = typeof value === "string" && /^[=+\-@\t\r]/.test(value);
  return `"${is_formula ? "'" : ""}${String(value).replace(/"/g, '""')}"`;
}

const label = (definition, name, values) => fill(definition, definition.labels[name], values);

const with_unit = (definition, name, value) =>
  `${write_or_dash(definition, name, value)} ${value === null ? "" : definition.after[name]}`.trim();

function stamp(definition) {
  return message(definition, "page.stamp", { version: VERSION, edition: EDITION, date: today() });
}

// Today on the reader's own calendar, as 2026-11-23.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// Every entry, so that the link means the same in a later edition with other starting values.
// A fragment is never sent to a server.
function link_to(definition, texts) {
  const entries = [
    ...definition.inputs.map(({ name }) => [name, texts[name]]),
    ...definition.tables.map(({ name }) => [name, JSON.stringify(texts[name])]),
  ];
  return `${location.href.split("#")[0]}#${definition.name}?${new URLSearchParams(entries)}`;
}

// The entries in this page's fragment for one calculator, or null. A table that is not JSON
// stays a text, which no form can show.
function linked(definition) {
  const fragment = location.hash.slice(1).replace(/%3F/i, "?"); // some mailers encode it
  const [name, query] = fragment.split(/\?(.*)/s);
  if (name !== definition.name || !query || definition.never_kept) return null;
  const texts = Object.fromEntries(new URLSearchParams(query));
  for (const table of definition.tables) {
    try {
      if (table.name in texts) texts[table.name] = JSON.parse(texts[table.name]);
    } catch {
      // See above.
    }
  }
  return texts;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
