// How values are written out: calculators/units.py, once more for the page.
const plain = (value) => String(Number(value.toPrecision(15)));
const grouped = (value) => plain(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function written(value, format, digits) {
  switch (format) {
    case "whole": {
      const rounded = round_half_up(value);
      return (rounded < 0 ? "-" : "") + grouped(Math.abs(rounded));
    }
    case "dollars": {
      const rounded = round_half_up(value);
      return (rounded < 0 ? "-$" : "$") + grouped(Math.abs(rounded));
    }
    case "percent":
      return plain(round_half_up(100 * value, digits)) + "%";
    default:
      return plain(round_half_up(value, digits));
  }
}

function write(definition, name, value) {
  const format = definition.formats[name];
  if (format === "name") return definition.labels[value] ?? value;
  if (format === "yes_no") return definition.messages[value ? "answer.yes" : "answer.no"];
  return written(value, format, definition.digits[name]);
}

// Replaces each {name} by that value as readers see it.
function fill(definition, text, values) {
  return text.replace(/\{(\w+)\}/g, (field, name) =>
    name in values ? write(definition, name, values[name]) : field
  );
}
