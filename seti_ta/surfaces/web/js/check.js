// Checks entries and says what is wrong: calculators/checked_input.py, once more for the page.
const NUMBER = /^-?\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?%?$/;
const AROUND = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "g");
const RUNS = new RegExp(`[${SPACES}]+`, "g");

// One entry as entered (percent, not a share), or null.
function parse(field, raw) {
  if (field.choices) return field.choices.includes(raw) ? raw : null;
  const text = raw.replace(AROUND, "");
  if (!NUMBER.test(text) || !/\d/.test(text)) return null;
  if (text.includes("%") && field.format !== "percent") return null;
  if (text.includes("$") && field.format !== "dollars") return null;
  const number = Number(text.replace(/[$,%]/g, ""));
  if (!(field.low <= number && number <= field.high)) return null;
  return field.whole && !Number.isInteger(number) ? null : number;
}

const held = (field, entered) => (field.format === "percent" ? entered / 100 : entered);

function echo(definition, raw) {
  const text = raw.replace(RUNS, " ").replace(/^ | $/g, "");
  if (!text) return definition.messages["input.empty"];
  const letters = [...text];
  const shown =
    letters.length > LONGEST_ECHO ? letters.slice(0, LONGEST_ECHO).join("") + "…" : text;
  return definition.messages["input.entered"].replace("{value}", () => shown);
}

// {entered, values, problems}: problems maps a field to its sentence.
function check(definition, texts) {
  const entered = {};
  const values = {};
  const problems = {};
  for (const field of definition.inputs) {
    const value = parse(field, texts[field.name]);
    if (value === null) {
      problems[field.name] = `${field.rule} ${echo(definition, texts[field.name])}`;
    } else {
      entered[field.name] = value;
      values[field.name] = held(field, value);
    }
  }
  return { entered, values, problems };
}

function unknown(definition, name) {
  return definition.messages["input.unknown"]
    .replace("{calculator}", definition.name)
    .replace("{value}", () => name)
    .replace("{names}", definition.inputs.map((field) => field.name).join(", "));
}
