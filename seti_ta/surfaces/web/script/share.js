// Taking a result elsewhere: as text, as CSV, as a link.
function as_text(definition, form) {
  const { values, sentence, warnings } = form.result;
  const line = (name) =>
    `- ${label(definition, name, values)}: ${with_unit(definition, name, values[name])}`;
  const { messages } = definition;
  return [
    `${definition.title} (${definition.code})`,
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
    form.link(),
  ].join("\n");
}

function as_csv(definition, form) {
  const { values, sentence, warnings } = form.result;
  const rows = [["part", "name", "label", "value", "unit"]];
  const add = (part, name, value) => {
    const shown = definition.formats[name] === "name" ? write(definition, name, value) : value;
    rows.push([part, name, label(definition, name, values), shown, definition.words[name]]);
  };
  for (const field of definition.inputs) {
    add("input", field.name, form.result.entered[field.name]);
  }
  for (const step of definition.steps) {
    const value = values[step];
    const percent = definition.formats[step] === "percent";
    const one = (each) => add("step", step, percent ? 100 * each : each);
    if (Array.isArray(value)) value.forEach(one);
    else one(value);
  }
  rows.push(["sentence", "", sentence, "", ""]);
  warnings.forEach((warning) => rows.push(["warning", "", warning, "", ""]));
  rows.push(["version", "", stamp(definition), "", ""]);
  const quoted = (cell) => `"${String(cell).replace(/"/g, '""')}"`;
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

const label = (definition, name, values) => fill(definition, definition.labels[name], values);

function with_unit(definition, name, value) {
  const shown = write(definition, name, value);
  const word = definition.words[name];
  return definition.formats[name] === "whole" || definition.formats[name] === "number"
    ? `${shown} ${word}`.trim()
    : shown;
}

const stamp = (definition) =>
  definition.messages["page.stamp"]
    .replace("{version}", definition.version)
    .replace("{date}", new Date().toISOString().slice(0, 10));

// Only what differs from the defaults; a fragment is never sent to a server.
function link_to(definition, texts) {
  const changed = definition.inputs
    .filter((field) => texts[field.name] !== field.shown)
    .map((field) => [field.name, texts[field.name]]);
  const query = new URLSearchParams(changed).toString();
  return `${location.href.split("#")[0]}#${definition.name}${query && "?" + query}`;
}

// The entries in this page's fragment for one calculator, or null.
function linked(definition) {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return name === definition.name && query ? Object.fromEntries(new URLSearchParams(query)) : null;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
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
