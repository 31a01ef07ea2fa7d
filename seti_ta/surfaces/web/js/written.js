// How values are written out: calculators/units.py, once more for the page.
const plain = (value) => String(Number(value.toPrecision(15)));
const with_commas = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 20 });
const grouped = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function written(value, format, digits) {
  switch (format) {
    case "whole": {
      const rounded = round_half_up(value);
      return (rounded < 0 ? "-" : "") + grouped(plain(Math.abs(rounded)));
    }
    case "dollars":
    case "cents": {
      const decimals = format === "cents" ? 2 : 0;
      const rounded = round_half_up(value, decimals);
      return (rounded < 0 ? "-$" : "$") + grouped(Math.abs(rounded).toFixed(decimals));
    }
    case "year":
      return plain(value);
    case "percent":
      return plain(round_half_up(100 * value, digits)) + "%";
    default:
      return plain(round_half_up(value, digits));
  }
}

// Nothing, if the value is left out.
function write(definition, name, value) {
  const format = definition.formats[name];
  if (value === null || format === "text") return value ?? "";
  if (format === "name") return definition.labels[value] ?? value;
  if (format === "yes_no") return definition.messages[value ? "answer.yes" : "answer.no"];
  return written(value, format, definition.digits[name]);
}

// The same, and a dash where there is nothing to show.
const write_or_dash = (definition, name, value) =>
  write(definition, name, value) || definition.messages["page.nothing"];

// The values of a step by row, one after the other. Slow ones may not be there yet.
const write_list = (definition, name, values) =>
  values?.map((value) => write_or_dash(definition, name, value)).join("; ") ?? "…";

// Replaces each {name} by that value as readers see it. A slow one may not be there yet.
function fill(definition, text, values) {
  const shown = (name) =>
    values[name] === null ? definition.messages["page.nothing"] : write(definition, name, values[name]);
  return text.replace(/\{(\w+)\}/g, (field, name) => (name in values ? shown(name) : "…"));
}

// A message with its fields filled in.
function message(definition, key, fields) {
  return definition.messages[key].replace(/\{(\w+)\}/g, (field, name) => fields[name]);
}
