// The plan: what the reader entered in all calculators, and what follows from it. plan/plan.py,
// once more for the page. It holds texts as typed, and only such as can be used. What all
// calculators share is entered in the definition PLAN, which computes nothing.
class Plan {
  constructor() {
    this.clear();
  }

  clear() {
    this.own = {}; // what the reader entered, by definition: name to text, or to rows
    this.strangers = {}; // the same of calculators that this page does not know
    this.checklists = {}; // what is kept of each checklist
    this.unusable = {}; // kept texts that this edition cannot use
    this.saved = null; // of a plan from a file: who made it, and when
    this.started = {}; // its starting values
    this.results = {};
  }

  // Takes up what this browser keeps. A text that is as at the start is nobody's own.
  reload() {
    this.clear();
    for (const definition of Object.values(definitions)) {
      const start = starting_texts(definition);
      const entered = Object.entries(kept(definition)).filter(
        ([name, text]) => Object.hasOwn(start, name) && !alike(text, start[name])
      );
      const good = ([name, text]) => can_use(definition, name, text);
      this.own[definition.name] = Object.fromEntries(entered.filter(good));
      this.unusable[definition.name] = Object.fromEntries(entered.filter((each) => !good(each)));
    }
    for (const name of FILE.calculators) {
      if (!definitions[name]) this.strangers[name] = kept_record(name);
    }
    for (const name of FILE.checklists) {
      const texts = texts_of(kept_record(checklist_key(name)));
      if (!is_empty(texts)) this.checklists[name] = texts;
    }
  }

  // Enters a text. An input that is shared is entered for all, unless this calculator has its
  // own. False if the text cannot be used; then nothing has changed.
  enter(definition, name, text) {
    const shared = shared_by(definition, name);
    if (shared && !this.is_own(definition, name) && can_use(definitions[PLAN], shared, text)) {
      return can_use(definition, name, text) && this.enter_own(definitions[PLAN], shared, text);
    }
    return this.enter_own(definition, name, text);
  }

  // All of it, as after a file was opened.
  keep() {
    for (const name of [PLAN, ...FILE.calculators]) {
      keep(name, this.own[name] ?? this.strangers[name] ?? {});
    }
    for (const name of FILE.checklists) keep(checklist_key(name), this.checklists[name] ?? {});
  }

  // The plan as it is, to be brought back.
  copy() {
    const { own, strangers, checklists, saved, started } = this;
    return structuredClone({ own, strangers, checklists, saved, started });
  }

  bring_back(copy) {
    this.clear();
    Object.assign(this, structuredClone(copy));
    this.keep();
  }

  set_checklist(name, texts) {
    if (is_empty(texts)) delete this.checklists[name];
    else this.checklists[name] = texts;
    keep(checklist_key(name), texts);
  }

  // Enters a text for one calculator only.
  enter_own(definition, name, text) {
    if (!can_use(definition, name, text)) return false;
    if (alike(text, this.start(definition, name))) this.unset(definition, name);
    else this.change(definition, { ...this.own[definition.name], [name]: text });
    return true;
  }

  // Back to the plan, or to the start.
  unset(definition, name) {
    const { [name]: old, ...others } = this.own[definition.name] ?? {};
    if (old !== undefined) this.change(definition, others);
  }

  // An entry as it was.
  restore(definition, name, text) {
    if (text === undefined) this.unset(definition, name);
    else this.change(definition, { ...this.own[definition.name], [name]: text });
  }

  change(definition, own) {
    const { name } = definition;
    this.own[name] = own;
    for (const other of Object.keys(this.results)) {
      if (other === name || upstream(definitions[other]).has(name)) delete this.results[other];
    }
    keep(name, own);
  }

  is_own(definition, name) {
    return this.own[definition.name]?.[name] !== undefined;
  }

  // Whether something that the reader entered reaches this calculator.
  touches(definition) {
    const shared = this.own[PLAN] ?? {};
    const is_own = ({ name }) => name !== PLAN && !is_empty(this.own[name] ?? {});
    const takes_shared = ({ inputs }) =>
      inputs.some(({ follows }) => follows?.startsWith(`${PLAN}.`) && follows.slice(5) in shared);
    return [definition.name, ...upstream(definition)]
      .map((name) => definitions[name])
      .some((each) => is_own(each) || takes_shared(each));
  }

  texts(definition) {
    return by_name(entries(definition), ({ name }) => this.text(definition, name));
  }

  text(definition, name) {
    return this.own[definition.name]?.[name] ?? this.start(definition, name);
  }

  // The text without an own one; nothing, where what it follows has no value.
  start(definition, name) {
    const field = entries(definition).find((each) => each.name === name);
    if (!field.follows) return field.rows ?? field.shown;
    const [source, what] = followed(field);
    const { values, problems } = this.result(source);
    return is_empty(problems) ? as_text_of(carried_entry(field, values[what])) : undefined;
  }

  // {texts, entered, values, problems} of one definition, with no slow steps.
  result(definition) {
    return (this.results[definition.name] ??= this.computed(definition));
  }

  computed(definition) {
    const texts = this.texts(definition);
    const checked = check(definition, texts, (name) => this.note(definition, name));
    if (is_empty(checked.problems)) {
      Object.assign(checked.values, definition.calculate(checked.values));
    }
    return { texts, ...checked };
  }

  // Of an input that follows: {where} its value comes from, or why it is {missing}.
  note(definition, name) {
    const field = definition.inputs.find((each) => each.name === name);
    if (!field?.follows || this.is_own(definition, name)) return {};
    const [source, what] = followed(field);
    const { title } = source;
    const { values, problems } = this.result(source);
    if (!is_empty(problems)) {
      return { missing: message(definition, "plan.no_value", { title }) };
    }
    const fields = { title, label: label(source, what, values) };
    if (source.name === PLAN) {
      const value = write(source, what, values[what]);
      return { where: message(definition, "plan.follows_shared", { ...fields, value }) };
    }
    const value = with_unit(source, what, values[what]);
    return { where: message(definition, "plan.follows", { ...fields, value }) };
  }
}

const plan = new Plan();

// surfaces/web/checklist_form.py
const checklist_key = (name) => `checklist-${name}`;

const is_empty = (record) => Object.keys(record).length === 0;
const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// The inputs and tables of a definition.
const entries = ({ inputs, tables }) => [...inputs, ...tables];

const starting_texts = (definition) =>
  by_name(entries(definition), ({ shown, rows }) => rows ?? shown);

const can_use = (definition, name, text) =>
  entries_of(definition, { [name]: text }).every(
    ([, one, field]) => parse(field, one) !== undefined
  );

// The definition and the name of what an input follows.
function followed({ follows }) {
  const [name, what] = follows.split(".");
  return [definitions[name], what];
}

// The shared input that an input is, as it stands; one that is converted is not.
function shared_by(definition, name) {
  const field = definition.inputs.find((each) => each.name === name);
  if (!field?.follows || field.times !== undefined || definition.never_kept) return "";
  const [source, what] = followed(field);
  return source.name === PLAN ? what : "";
}

// The names of all definitions that one follows, near and far.
function upstream(definition) {
  if (!definition.upstream) {
    const near = definition.inputs.filter(({ follows }) => follows).map((each) => followed(each)[0]);
    definition.upstream = new Set(near.flatMap((each) => [each.name, ...upstream(each)]));
  }
  return definition.upstream;
}

// calculators/carried.py, once more for the page.
function carried_entry(field, value) {
  if (value === null || !is_number(field)) return value;
  const entered = value * (field.times ?? 1) * (field.format === "percent" ? 100 : 1);
  const digits = field.whole ? 0 : ["dollars", "cents"].includes(field.format) ? 2 : ENTRY_DIGITS;
  return round_half_up(entered, digits);
}

const is_number = ({ choices, format }) => !choices && format !== "text";

// An entry as it stands in a field: surfaces/web/script.py, once more for the page.
const as_text_of = (entry) => (typeof entry === "number" ? plain(entry) : (entry ?? ""));
