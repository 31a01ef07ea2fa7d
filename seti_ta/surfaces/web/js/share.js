// Taking a result elsewhere: as text, as CSV, as a link.
function as_text(definition, result, is_old) {
  const { values, sentence, warnings } = result;
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
    "",
    messages["page.results"],
    ...definition.results.map(line),
    "",
    ...warnings,
    "",
    stamp(definition),
    // An address on this computer would help nobody, and it names its owner.
    ...(location.protocol === "file:" ? [] : [link_to(definition, result.texts)]),
  ].join("\n");
}

function as_csv(definition, result, is_old) {
  const { values, entered, sentence, warnings } = result;
  const rows = [["part", "name", "label", "year", "value", "unit"]];
  const add = (part, name, value, year = "") => {
    const in_words = ["name", "yes_no"].includes(definition.formats[name]);
    const shown = in_words ? write(definition, name, value) : value;
    rows.push([part, name, label(definition, name, values), year, shown, definition.words[name]]);
  };
  definition.inputs.forEach((field) => add("input", field.name, entered[field.name]));
  for (const name of definition.steps) {
    const as_entered = (value) => (definition.formats[name] === "percent" ? 100 * value : value);
    if (Array.isArray(values[name])) {
      values[name].forEach((value, place) => add("step", name, as_entered(value), place + 1));
    } else {
      add("step", name, as_entered(values[name]));
    }
  }
  const say = (part, text) => rows.push([part, "", text, "", "", ""]);
  say("sentence", sentence);
  warnings.forEach((warning) => say("warning", warning));
  if (is_old) say("note", definition.messages["page.old"]);
  say("version", stamp(definition));
  const quoted = (cell) => `"${String(cell).replace(/"/g, '""')}"`;
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

const label = (definition, name, values) => fill(definition, definition.labels[name], values);

const with_unit = (definition, name, value) =>
  `${write(definition, name, value)} ${definition.after[name]}`.trim();

function stamp(definition) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return definition.messages["page.stamp"]
    .replace("{version}", definition.version)
    .replace("{edition}", definition.edition)
    .replace("{date}", `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`);
}

// Every entry, so that the link means the same in a later edition with other starting values.
// A fragment is never sent to a server.
function link_to(definition, texts) {
  const entries = definition.inputs.map((field) => [field.name, texts[field.name]]);
  return `${location.href.split("#")[0]}#${definition.name}?${new URLSearchParams(entries)}`;
}

// The entries in this page's fragment for one calculator, or null.
function linked(definition) {
  const fragment = location.hash.slice(1).replace(/%3F/i, "?"); // some mailers encode it
  const [name, query] = fragment.split(/\?(.*)/s);
  return name === definition.name && query ? Object.fromEntries(new URLSearchParams(query)) : null;
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

function download(name, text) {
  const link = document.createElement("a");
  // The mark tells Excel that the file is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
