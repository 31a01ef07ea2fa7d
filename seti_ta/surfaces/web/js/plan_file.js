// The plan as a file: plan/file.py, once more for the page.
const OWN = "own";
const FOLLOW = "follow";
const START = "start";
const LONGEST_NAME_IN_FILE = 80;

// ---- Writing

function plan_text() {
  return `${JSON.stringify(plan_content(), null, 1)}\n`;
}

function plan_content() {
  const in_file = (name) =>
    definitions[name] ? entries_in_file(definitions[name]) : strange_entries(plan.strangers[name]);
  return {
    file: FILE.what,
    schema: FILE.schema,
    version: VERSION,
    edition: EDITION,
    saved_on: today(),
    data: FILE.data,
    shared: entries_in_file(definitions[PLAN]),
    calculators: Object.fromEntries(FILE.calculators.map((name) => [name, in_file(name)])),
    checklists: plan.checklists,
  };
}

function entries_in_file(definition) {
  return by_name(entries(definition), (field) => {
    const { name, follows } = field;
    const start = follows ? {} : { start: value_of(field, plan.start(definition, name)) };
    const is = plan.is_own(definition, name) ? OWN : follows ? FOLLOW : START;
    return { value: value_of(field, plan.text(definition, name)), is, ...start };
  });
}

// Of a calculator that this page does not know there are only the reader's texts.
const strange_entries = (texts = {}) =>
  Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, { value, is: OWN }]));

// Texts as the values that they stand for.
function value_of(field, text) {
  if (text === undefined) return null;
  if (!field.rows) return parse(field, text);
  const cell = (column, each) => {
    return column.across ? each.map((one) => parse(column, one)) : parse(column, each);
  };
  return text.map((row) => by_name(field.columns, (column) => cell(column, row[column.name])));
}

// ---- Reading

const refusal_of = (key, fields) => ({ problem: message(definitions[PLAN], key, fields) });

// {content} of a file's bytes, or {problem}: one sentence that names the file.
function read_plan(file, bytes) {
  if (bytes.byteLength > FILE.most) {
    return refusal_of("plan.file_huge", { file, most: FILE.most / 1e6 });
  }
  let content;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes), whole_letters);
  } catch {
    return refusal_of("plan.file_not_json", { file });
  }
  if (!is_record(content) || content.file !== FILE.what) {
    return refusal_of("plan.file_layout", { file, names: `"file": "${FILE.what}"` });
  }
  const { schema } = content;
  if (Number.isInteger(schema) && schema > FILE.schema) {
    return refusal_of("plan.file_future", { file, schema, ours: FILE.schema });
  }
  const wrong = FILE.keys.filter((key) => !is_laid_out(key, content[key]));
  if (wrong.length) return refusal_of("plan.file_layout", { file, names: wrong.join(", ") });
  return { content };
}

// Half a letter cannot be written again.
function whole_letters(key, value) {
  if (/\p{Surrogate}/u.test(key) || (typeof value === "string" && /\p{Surrogate}/u.test(value))) {
    throw new Error();
  }
  return value;
}

const is_record = (raw) => typeof raw === "object" && raw !== null && !Array.isArray(raw);

function is_laid_out(key, value) {
  if (key === "schema") return value === FILE.schema;
  const is_part = ["data", "shared", "calculators", "checklists"].includes(key);
  return is_part ? is_record(value) : typeof value === "string";
}

// Puts the reader's own values of a file in the place of the plan. Sentences say what could not
// be used.
function open_plan(content) {
  const left_aside = [];
  const leave = (key, value) =>
    left_aside.push(message(definitions[PLAN], key, { value: shortened(value) }));
  const { version, edition, saved_on, data } = content;
  plan.clear();
  plan.saved = { version, edition, saved_on, data };
  const parts = [[PLAN, content.shared], ...Object.entries(content.calculators)];
  for (const key of Object.keys(content)) {
    if (!FILE.keys.includes(key)) leave("plan.left_unknown", key);
  }
  for (const [name, found] of parts) {
    if (name !== PLAN && !FILE.calculators.includes(name)) leave("plan.left_unknown", name);
    else if (!is_record(found)) leave("plan.left_bad", name);
    else open_entries(name, found, leave, left_aside);
  }
  for (const [name, texts] of Object.entries(content.checklists)) {
    const is_good = is_record(texts) && alike(texts_of(texts), texts);
    if (!FILE.checklists.includes(name)) leave("plan.left_unknown", name);
    else if (is_good) plan.checklists[name] = texts;
    else leave("plan.left_bad", name);
  }
  plan.results = {};
  plan.keep();
  return left_aside;
}

function open_entries(name, found, leave, left_aside) {
  const definition = definitions[name];
  const before = name === PLAN ? "" : `${name}.`;
  const known = definition && Object.fromEntries(entries(definition).map((e) => [e.name, e]));
  const own = {};
  for (const [key, entry] of Object.entries(found)) {
    if (known && !Object.hasOwn(known, key)) leave("plan.left_unknown", before + key);
    else if (!is_entry(entry, known?.[key])) leave("plan.left_bad", before + key);
    else {
      if ("start" in entry) plan.started[before + key] = entry.start;
      if (entry.is === OWN) own[key] = as_texts(entry.value);
    }
  }
  if (!definition) {
    plan.strangers[name] = own;
    return;
  }
  const tables = by_name(definition.tables, ({ name, rows }) => own[name] ?? rows);
  if (unfit(definition, tables)) {
    for (const table of definition.tables.filter((each) => each.name in own)) {
      leave("plan.left_bad", before + table.name);
      delete own[table.name];
    }
  }
  const { problems } = check(definition, { ...starting_texts(definition), ...own });
  for (const [key, problem] of Object.entries(problems)) {
    const [field] = key.split(".");
    if (!(field in own) || can_use(definition, field, own[field])) continue;
    left_aside.push(message(definition, "plan.left_value", { problem }));
  }
  plan.own[name] = Object.fromEntries(
    Object.entries(own).filter(([key, text]) => can_use(definition, key, text))
  );
}

// Whether an entry says whose value it is, and values of the right form where they are taken.
function is_entry(entry, field) {
  if (!is_record(entry) || ![OWN, FOLLOW, START].includes(entry.is)) return false;
  const taken = [];
  if (entry.is === OWN) taken.push(entry.value);
  if ("start" in entry) taken.push(entry.start);
  const is_single = (value) => value === null || ["number", "string"].includes(typeof value);
  const may_be = field ? [field.rows ? Array.isArray : is_single] : [Array.isArray, is_single];
  return taken.every((value) => may_be.some((is_good) => is_good(value)));
}

// A value of a file as it stands in a field.
function as_texts(value) {
  if (Array.isArray(value)) return value.map(as_texts);
  if (!is_record(value)) return as_text_of(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, as_texts(each)]));
}

const shortened = (name) =>
  name.length > LONGEST_NAME_IN_FILE ? `${name.slice(0, LONGEST_NAME_IN_FILE)}…` : name;

// ---- Saving and opening, on every page with a form

class PlanFile {
  constructor(part, announce) {
    this.part = part;
    this.announce = announce;
    part.addEventListener("click", ({ target }) => {
      const { file } = target.closest("button")?.dataset ?? {};
      if (file) this[file]();
    });
    const picker = part.querySelector("[type=file]");
    picker.addEventListener("change", async () => {
      const [file] = picker.files;
      if (file) await this.open(file);
      picker.value = ""; // so that the same file can be chosen again
    });
  }

  save() {
    download(`my-plan-${today()}.json`, plan_text());
  }

  // The file takes the place of the plan; the one before can be brought back.
  async open(file) {
    const { content, problem } = read_plan(file.name, await file.arrayBuffer());
    if (problem) return this.show([`${problem} ${MESSAGES["plan.stays"]}`], true);
    this.before = plan.copy();
    const left_aside = open_plan(content);
    forms.forEach((form) => form.renew());
    const opened = message(definitions[PLAN], "plan.opened", { file: file.name });
    this.show([opened, ...moved_since(), ...left_aside]);
  }

  undo() {
    plan.bring_back(this.before);
    this.before = null;
    forms.forEach((form) => form.renew());
    this.show([MESSAGES["plan.is_back"]]);
  }

  show(sentences, is_bad = false) {
    const said = this.part.querySelector(".seti-opened");
    said.hidden = false;
    said.classList.toggle("seti-error", is_bad);
    show_list(said.querySelector("ul"), sentences);
    this.part.querySelector("[data-file=undo]").hidden = !this.before;
    this.announce(sentences[0]);
  }
}

// One sentence for each starting value that is another one now than in the file, as far as
// this page knows them.
function moved_since() {
  return Object.entries(plan.started).flatMap(([key, then]) => {
    const [name, field_name] = key.includes(".") ? key.split(".") : [PLAN, key];
    const definition = definitions[name];
    if (!definition) return [];
    const field = entries(definition).find((each) => each.name === field_name);
    const now = value_of(field, plan.start(definition, field_name));
    if (field.follows || same_entry(then, now)) return [];
    return [moved_sentence(definition, field, then, now)];
  });
}

function moved_sentence(definition, field, then, now) {
  const { name, label } = field;
  const is_shared = definition.name === PLAN;
  const fields = {
    label: is_shared ? label : message(definition, "plan.label", { title: definition.title, label }),
    then: field.rows ? "" : write(definition, name, held(field, then)),
    now: field.rows ? "" : write(definition, name, held(field, now)),
  };
  const sentence = message(definition, field.rows ? "plan.moved_rows" : "plan.moved_one", fields);
  return plan.is_own(definition, name) ? `${sentence} ${MESSAGES["plan.moved_own"]}` : sentence;
}

// Whether two values are the same entry; a number by value.
function same_entry(one, other) {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= 1e-12 * Math.max(Math.abs(one), Math.abs(other));
  }
  if (!one || !other || typeof one !== "object") return one === other;
  const keys = Object.keys(one);
  return (
    alike(keys.sort(), Object.keys(other).sort()) &&
    keys.every((key) => same_entry(one[key], other[key]))
  );
}
