// Tables of the form, and results by row: as many rows as there are values.

// [key, text, field] of every entry that the texts hold.
function entries_of({ inputs, tables }, texts) {
  const single = inputs.map((field) => [field.name, texts[field.name], field]);
  const cells = tables.flatMap(({ name, columns }) =>
    (texts[name] ?? []).flatMap((row, at) =>
      columns.flatMap((field) => {
        const key = `${name}.${at + 1}.${field.name}`;
        const text = row[field.name];
        if (!field.across) return [[key, text, field]];
        return text.map((each, place) => [`${key}.${place + 1}`, each, field]);
      })
    )
  );
  return [...single, ...cells].filter(([, text]) => text !== undefined);
}

const numbers = (size) => Array.from({ length: size }, (_, at) => at + 1);

// Columns with one value for each row of a table, and the table whose rows they are in.
const columns_across = ({ tables }, table) =>
  tables.flatMap(({ name, columns }) =>
    columns.filter(({ across }) => across === table).map((field) => ({ ...field, rows_in: name }))
  );

function new_row(definition, table, texts) {
  const name = free_name(definition, table, texts[table.name]);
  return by_name(table.columns, (field) => {
    if (field.across) return texts[field.across].map(() => field.shown);
    return field.format === "text" && !field.optional ? field.shown || name : field.shown;
  });
}

// A name that no row has yet, such as "Sector 4".
function free_name(definition, table, rows) {
  const taken = rows.map((row) => as_name(row[named_by(table).name]).toLowerCase());
  const title = (number) => message(definition, "page.row", { row: table.row, number });
  let number = rows.length + 1;
  while (taken.includes(title(number).toLowerCase())) number += 1;
  return title(number);
}

// What the reader calls a row, or "Sector 4" if it has no name.
function row_title(definition, table, texts, place) {
  const found = field_of(definition.tables, table);
  return (
    as_name(texts[table][place][named_by(found).name]) ||
    message(definition, "page.row", { row: found.row, number: place + 1 })
  );
}

// Gives a part as many children of a kind as wanted: copies of the last, or fewer.
function fit(part, selector, size) {
  const found = [...part.querySelectorAll(selector)];
  found.slice(size).forEach((each) => each.remove());
  const last = found.at(-1);
  for (let made = found.length; made < size; made += 1) last.after(last.cloneNode(true));
}

// Gives every table of the form its rows and columns, and every field its own name.
function fit_tables(form, definition, sizes) {
  for (const table of definition.tables) {
    const part = form.querySelector(`[data-entries="${table.name}"]`);
    const [body] = part.tBodies;
    fit(body, "tr", sizes[table.name]);
    for (const { name, across } of table.columns) {
      if (across) [...part.rows].forEach((row) => fit_across(row, name, across, sizes[across]));
    }
    [...body.rows].forEach((row, at) => name_row(row, definition, table, at + 1));
    allow(form, table, sizes[table.name]);
  }
}

function fit_across(row, column, across, size) {
  fit(row, `[data-of="${column}"]`, size);
  row.querySelectorAll(`[data-of="${column}"] [data-title]`).forEach((part, at) => {
    part.dataset.title = `${across}.${at + 1}`;
  });
}

// A table that is full takes no row, and one with the fewest gives none away.
function allow(form, { name, least, most }, size) {
  form.querySelectorAll(`[data-table="${name}"]`).forEach((button) => {
    button.disabled = button.dataset.do === "add_row" ? size >= most : size <= least;
  });
}

function name_row(row, definition, table, number) {
  const title = message(definition, "page.row", { row: table.row, number });
  row.querySelectorAll("[data-row]").forEach((part) => set_text(part, title));
  for (const { name, across, help } of table.columns) {
    row.querySelectorAll(`[data-of="${name}"]`).forEach((cell, at) => {
      const key = `${table.name}.${number}.${name}${across ? `.${at + 1}` : ""}`;
      name_field(cell, `${definition.name}-`, key, help && `${table.name}-${name}-help`);
    });
  }
}

// The same names as in form.html.jinja.
function name_field(cell, prefix, key, help) {
  const control = cell.querySelector("input, select");
  const error = cell.querySelector("[data-error]");
  control.name = error.dataset.error = key;
  control.id = cell.querySelector("label").htmlFor = prefix + key;
  error.id = `${prefix}${key}-error`;
  control.setAttribute("aria-describedby", (help ? `${prefix}${help} ` : "") + error.id);
}

// Columns across another table are headed by its rows, as the reader types their names.
function show_titles(parts, definition, texts) {
  const titles = by_name(definition.tables, ({ name }) =>
    texts[name].map((_, place) => row_title(definition, name, texts, place))
  );
  for (const part of parts) {
    const [table, number] = part.dataset.title.split(".");
    set_text(part, titles[table][number - 1]);
  }
}

// Results

// Fills the body of a table: a list of texts for each row. A text that is not there yet is
// being computed.
function fill_body(body, definition, lines) {
  fit(body, "tr", lines.length);
  lines.forEach((line, at) => {
    const row = body.rows[at];
    fit(row, "td", line.length - 1);
    line.forEach((text, place) => {
      const cell = row.cells[place];
      if (text !== undefined) set_text(cell, text);
      else cell.replaceChildren("…", computing(definition));
    });
  });
}

function computing(definition) {
  const words = element("span", ` ${definition.messages["page.computing"]}`);
  words.className = "unseen";
  return words;
}

function show_rows(table, definition, columns, values) {
  const cell = (name, row) =>
    name in values ? write_or_dash(definition, name, values[name][row]) : undefined;
  const lines = rows(values[columns[0]]).map((row) => columns.map((name) => cell(name, row)));
  fill_body(table.tBodies[0], definition, lines);
}

function show_matrix(table, definition, name, values) {
  const [row_titles, titles] = definition.over[name].map((each) =>
    row_names(definition, each, values)
  );
  const head = table.tHead.rows[0];
  fit(head, "th", titles.length);
  head.querySelectorAll("th").forEach((cell, place) => set_text(cell, titles[place]));
  const lines = values[name].map((line, row) => [
    row_titles[row], ...line.map((value) => write_or_dash(definition, name, value)),
  ]);
  fill_body(table.tBodies[0], definition, lines);
}
