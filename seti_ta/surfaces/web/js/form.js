// Makes one calculator's form live. The HTML is complete without it.
const forms = [];

// What a cell may show: each is marked data-value="name", and so on.
const KINDS = ["value", "label", "worked", "column", "list", "matrix", "rows"];

class Form {
  constructor(section, definition) {
    this.section = section;
    this.definition = definition;
    this.form = section.querySelector("form");
    this.sizes = by_name(definition.tables, ({ rows }) => rows.length);
    this.index();
    this.cells = KINDS.flatMap((kind) =>
      [...section.querySelectorAll(`[data-${kind}]`)].map((cell) => {
        return { kind, cell, name: cell.dataset[kind], part: cell.closest("details") };
      })
    );
    const file = section.querySelector(".seti-plan-file");
    if (file) this.file = new PlanFile(file, (text) => this.announce(text));
    this.undo_stack = [];
    this.loose = { ...plan.unusable[definition.name] }; // texts that the plan cannot take
    this.strangers = [];
    section.querySelectorAll("[data-live]").forEach((part) => part.removeAttribute("hidden"));
    section.querySelector(".seti-dead").remove();
    this.listen();
    this.compute(starting_texts(definition)); // a good result, whatever was kept
    this.show();
    this.follow_link();
  }

  // Looks the fields up once: each keystroke asks for all of them.
  index() {
    const controls = [...this.form.elements].filter(({ name }) => name);
    this.controls = Object.fromEntries(controls.map((control) => [control.name, control]));
    const errors = [...this.form.querySelectorAll("[data-error]")];
    this.errors = Object.fromEntries(errors.map((error) => [error.dataset.error, error]));
    this.follows = [...this.form.querySelectorAll("[data-follows]")];
    this.titles = [...this.form.querySelectorAll("[data-title]")];
  }

  // Puts the entries of the page's fragment. Undo brings the reader's own back.
  follow_link() {
    const { definition } = this;
    const link = linked(definition);
    if (!link) return;
    const start = starting_texts(definition);
    const strangers = Object.keys(link)
      .filter((name) => !Object.hasOwn(start, name))
      .map((name) => unknown(definition, name));
    const asked = ({ name }) => (name in link ? link[name] : start[name]);
    const texts = by_name(entries(definition), asked);
    const misfit = unfit(definition, texts);
    if (misfit) {
      strangers.push(misfit);
      definition.tables.forEach(({ name, rows }) => (texts[name] = rows));
    }
    this.change(texts, strangers, true);
    this.section.scrollIntoView();
  }

  find(kind, name) {
    return this.section.querySelector(`[data-${kind}="${name}"]`);
  }

  texts() {
    return { ...plan.texts(this.definition), ...this.loose };
  }

  put(texts) {
    this.fit(texts);
    for (const [key, text] of entries_of(this.definition, texts)) {
      const control = this.controls[key];
      if (control.value !== text) control.value = text;
    }
  }

  // Shows what the plan holds, as where nobody has typed yet.
  show() {
    this.put(this.texts());
    this.before = this.state();
    this.update(true);
  }

  // The plan has changed elsewhere.
  follow() {
    const is_as_shown = !this.result_is_old && alike(this.texts(), this.result.texts);
    if (is_as_shown) this.show_follows();
    else this.show();
  }

  // One field was typed in or chosen.
  type({ name: key, value }) {
    const [name, number, column, place] = key.split(".");
    if (!number) return this.enter({ [name]: value });
    const rows = structuredClone(this.texts()[name]);
    if (place) rows[number - 1][column][place - 1] = value;
    else rows[number - 1][column] = value;
    this.enter({ [name]: rows });
  }

  // What the plan cannot take stands in the form alone. Entries of a link are no part of what
  // all calculators share.
  enter(texts, is_link = false) {
    for (const [name, text] of Object.entries(texts)) {
      const taken = is_link
        ? plan.enter_own(this.definition, name, text)
        : plan.enter(this.definition, name, text);
      if (taken) delete this.loose[name];
      else this.loose[name] = text;
    }
  }

  // Gives each table the rows that these texts have.
  fit(texts) {
    const { tables } = this.definition;
    const sizes = by_name(tables, ({ name }) => texts[name]?.length ?? this.sizes[name]);
    if (JSON.stringify(sizes) === JSON.stringify(this.sizes)) return;
    this.sizes = sizes;
    fit_tables(this.form, this.definition, sizes);
    this.index();
    this.told = "";
  }

  // Puts several entries at once, as one change that can be undone.
  change(texts, strangers = [], is_link = false) {
    this.strangers = strangers;
    this.enter(texts, is_link);
    this.changed();
  }

  changed() {
    this.remember();
    this.put(this.texts());
    this.update();
    follow_all(this);
  }

  // What undo brings back: the reader's entries here, and those that are shared.
  state() {
    const { definition } = this;
    const shared = definition.inputs.map(({ name }) => shared_by(definition, name)).filter(Boolean);
    const entered = (each, names) =>
      names.map((name) => [each.name, name, plan.own[each.name]?.[name]]);
    const names = entries(definition).map(({ name }) => name);
    const loose = names.map((name) => ["", name, this.loose[name]]);
    return [...entered(definition, names), ...entered(definitions[PLAN], shared), ...loose];
  }

  // Keeps what has changed since the last time, as it was.
  remember() {
    const now = this.state();
    const old = this.before.filter((entry, place) => !alike(entry, now[place]));
    this.before = now;
    if (!old.length) return;
    this.undo_stack.push(old);
    this.section.querySelector("[data-do=undo]").disabled = false;
  }

  undo() {
    this.strangers = [];
    for (const [owner, name, text] of this.undo_stack.pop()) {
      if (owner) plan.restore(definitions[owner], name, text);
      else if (text === undefined) delete this.loose[name];
      else this.loose[name] = text;
    }
    this.before = this.state();
    this.put(this.texts());
    this.update();
    follow_all(this);
    this.section.querySelector("[data-do=undo]").disabled = !this.undo_stack.length;
  }

  // Back to the plan with one input.
  unset({ dataset: { name } }) {
    plan.unset(this.definition, name);
    delete this.loose[name];
    this.changed();
    this.controls[name].focus();
  }

  // Back to the start, with what is shared too.
  reset() {
    const { definition } = this;
    this.loose = {};
    this.strangers = [];
    for (const { name } of entries(definition)) {
      plan.unset(definition, name);
      const shared = shared_by(definition, name);
      if (shared) plan.unset(definitions[PLAN], shared);
    }
    this.changed();
  }

  // The new row starts with the default of each column, and the reader in its first field.
  add_row({ dataset }) {
    const { definition } = this;
    const table = definition.tables.find(({ name }) => name === dataset.table);
    const texts = structuredClone(this.texts());
    const row = new_row(definition, table, texts);
    texts[table.name].push(row);
    columns_across(definition, table.name).forEach(({ rows_in, name, shown }) =>
      texts[rows_in].forEach((other) => other[name].push(shown))
    );
    this.change(texts);
    const number = texts[table.name].length;
    const first = this.controls[`${table.name}.${number}.${table.columns[0].name}`];
    first.focus();
    first.select();
    this.tell("page.row_added", { row: row[table.columns[0].name] });
  }

  remove_row(button) {
    const { definition } = this;
    const { table } = button.dataset;
    const place = [...button.closest("tbody").rows].indexOf(button.closest("tr"));
    const texts = structuredClone(this.texts());
    const row = row_title(definition, table, texts, place);
    texts[table].splice(place, 1);
    columns_across(definition, table).forEach(({ rows_in, name }) =>
      texts[rows_in].forEach((other) => other[name].splice(place, 1))
    );
    this.change(texts);
    const buttons = [...this.form.querySelectorAll(`[data-table="${table}"]:enabled`)];
    const next = buttons[place] ?? buttons.at(-1);
    next.focus();
    this.tell("page.row_removed", { row });
  }

  // Says what was done, and what it leads to.
  tell(key, fields) {
    const then = this.result_is_old ? "" : this.result.sentence;
    this.announce(`${message(this.definition, key, fields)} ${then}`);
  }

  listen() {
    this.form.addEventListener("input", ({ target }) => {
      if (!(target.name in this.controls)) return;
      this.strangers = [];
      this.type(target);
      this.update();
      follow_all(this);
    });
    this.form.addEventListener("change", ({ target }) => {
      if (target.name in this.controls) this.remember();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.update();
      this.section.querySelector(this.result_is_old ? ".seti-summary" : ".seti-sentence").focus();
    });
    this.section.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.do) this[button.dataset.do](button);
      if (button?.dataset.fill) this.change({ [button.dataset.fill]: button.value });
      const jump = target.closest("[data-jump]");
      if (jump) this.controls[jump.dataset.jump].focus();
    });
    this.section.querySelectorAll("details").forEach((part) =>
      part.addEventListener("toggle", () => this.show_all())
    );
    this.preset = this.section.querySelector("[data-preset]");
    this.preset?.addEventListener("change", () => {
      const values = this.definition.presets[this.preset.value];
      if (values) this.change(values);
    });
    this.public_box = this.section.querySelector("[data-public]");
    this.show_public();
    this.public_box?.addEventListener("change", () => {
      set_public(this.public_box.checked);
      forms.forEach((form) => {
        form.show_public();
        form.update();
      });
    });
  }

  show_public() {
    if (this.public_box) this.public_box.checked = is_public();
  }

  is_changed() {
    return this.state().some(([, , text]) => text !== undefined);
  }

  // The plan was cleared: nothing is left to undo.
  forget() {
    plan.change(this.definition, {});
    this.renew();
  }

  // What the plan holds, with nothing to undo.
  renew() {
    this.loose = {};
    this.undo_stack = [];
    this.show();
    this.section.querySelector("[data-do=undo]").disabled = true;
  }

  clear() {
    clear_all();
    this.say("page.cleared");
  }

  async copy_text() {
    this.finish();
    const items = [...this.section.querySelectorAll(".seti-standing li")];
    const standing = items.map(({ textContent }) => `- ${textContent}`);
    const text = as_text(this.definition, this.result, this.result_is_old, standing);
    const copied = await copy(text);
    this.say(copied ? "page.copied" : "page.not_copied");
  }

  async copy_link() {
    const copied = await copy(link_to(this.definition, this.texts()));
    this.say(copied ? "page.link_copied" : "page.not_copied");
  }

  save_csv() {
    this.finish();
    const { name } = this.definition;
    download(`${name}.csv`, as_csv(this.definition, this.result, this.result_is_old));
  }

  print() {
    window.print();
  }

  say(key) {
    this.announce(this.definition.messages[key]);
  }

  // Waits for a pause in typing, so that a screen reader is not flooded.
  announce(text, wait = 0) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.section.querySelector(".seti-status").textContent = text;
    }, wait);
  }

  update(is_quiet = false) {
    const texts = this.texts();
    const problems = this.compute(texts);
    this.show_follows();
    this.show_problems(problems);
    this.show_preset(texts);
    show_titles(this.titles, this.definition, texts);
    if (this.result_is_old) {
      if (!is_quiet) this.announce(Object.values(problems)[0], 1000);
      return;
    }
    this.show_answer(this.result);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show_rest(this.result));
    if (this.waiting) cancel_idle(this.waiting);
    this.waiting = when_idle(() => this.show_sensitivity(this.result));
    // Idle time comes between two keystrokes too, and is too short for these.
    clearTimeout(this.pause);
    if (this.definition.calculate_slow) {
      this.pause = setTimeout(() => (this.waiting = when_idle(() => this.show_all())), 300);
    }
    if (!is_quiet) this.announce(this.result.sentence, 1000);
  }

  // Computes what is slow, unless it is there.
  finish() {
    if (this.result.is_whole) return;
    Object.assign(this.result, calculate_slow(this.definition, this.result.values));
    this.result.is_whole = true;
  }

  // Makes these entries the result, unless there are problems; says which.
  compute(texts) {
    const note = (name) => (name in this.loose ? {} : plan.note(this.definition, name));
    const { entered, values, problems } = check(this.definition, texts, note);
    this.result_is_old = Object.keys(problems).length > 0;
    if (!this.result_is_old) this.result = { texts, entered, ...calculate(this.definition, values) };
    return problems;
  }

  show_problems(problems) {
    const told = JSON.stringify([problems, this.strangers]);
    if (told === this.told) return;
    this.told = told;
    for (const [key, error] of Object.entries(this.errors)) {
      set_text(error, problems[key] ?? "");
      error.hidden = !problems[key];
      if (problems[key]) this.controls[key].setAttribute("aria-invalid", "true");
      else this.controls[key].removeAttribute("aria-invalid");
    }
    const summary = this.section.querySelector(".seti-summary");
    const items = told_once(problems).map(([key, sentence]) => {
      const link = element("a", sentence);
      link.href = `#${this.controls[key].id}`;
      link.dataset.jump = key;
      return element("li", link);
    });
    const strangers = this.strangers.map((sentence) => element("li", sentence));
    summary.querySelector("ul").replaceChildren(...items, ...strangers);
    summary.hidden = !items.length && !strangers.length;
    this.section.querySelector(".seti-old").hidden = !this.result_is_old;
    this.section.querySelector(".seti-results").toggleAttribute("data-old", this.result_is_old);
    const [answer, warning] = this.section.querySelector(".seti-glance").children;
    answer.hidden = this.result_is_old;
    warning.hidden = !this.result_is_old;
  }

  // Says of each input that follows the plan whether it does.
  show_follows() {
    const { definition } = this;
    for (const part of this.follows) {
      const { follows: name } = part.dataset;
      const is_own = plan.is_own(definition, name);
      const [from_plan, own] = part.children;
      from_plan.hidden = is_own;
      own.hidden = !is_own;
      if (is_own) set_text(own.firstElementChild, own_beside_plan(definition, name));
    }
  }

  // The choice of a trial stands only while all of its values do.
  show_preset(texts) {
    if (!this.preset) return;
    const values = Object.entries(this.definition.presets[this.preset.value] ?? {});
    if (!values.every(([name, value]) => texts[name] === value)) this.preset.value = "";
    const about = this.find("about", this.preset.value)?.cloneNode(true);
    about?.removeAttribute("data-about");
    this.section.querySelector("[data-chosen]").replaceChildren(...(about ? [about] : []));
  }

  // The numbers come with the keystroke; what explains them may wait for the next frame.
  show_answer({ values, sentence }) {
    set_text(this.section.querySelector(".seti-sentence"), sentence);
    this.shown("value").forEach(({ cell, name }) => {
      set_text(cell, write_or_dash(this.definition, name, values[name]));
      const unit = cell.parentElement.querySelector(".seti-word");
      if (unit) unit.hidden = values[name] === null;
    });
  }

  show_rest({ values, warnings, verdicts }) {
    const { definition } = this;
    show_list(this.section.querySelector(".seti-warnings"), warnings);
    this.section.querySelectorAll(".seti-reasons").forEach((list, place) =>
      show_list(list, verdicts[place].reasons)
    );
    this.shown("label").forEach(({ cell, name }) => {
      set_text(cell, label(definition, name, values));
    });
    this.shown("worked").forEach(({ cell, name }) => {
      set_text(cell, fill(definition, definition.worked[name], values));
    });
    this.shown("column").forEach(({ cell, name }) => {
      const row = cell.parentElement;
      const value = values[name][row.dataset.time - 1];
      row.hidden = value === undefined;
      set_text(cell, row.hidden ? "" : write(definition, name, value));
    });
    this.shown("list").forEach(({ cell, name }) => {
      set_text(cell, write_list(definition, name, values[name]));
    });
    this.shown("rows").forEach(({ cell, name }) => {
      show_rows(cell, definition, definition.row_results[name].columns, values);
    });
    this.shown("matrix").forEach(({ cell, name }) => show_matrix(cell, definition, name, values));
    draw(this.section.querySelector("svg"), definition, values);
  }

  show_all() {
    this.finish();
    this.show_answer(this.result);
    this.show_rest(this.result);
  }

  // Cells in a closed part wait until the reader opens it.
  shown(kind) {
    return this.cells.filter((each) => each.kind === kind && (!each.part || each.part.open));
  }

  show_sensitivity({ entered, values }) {
    const table = this.section.querySelector(".seti-swings tbody");
    if (!table) return;
    const { definition } = this;
    const { headline } = definition;
    const rows = sensitivity(definition, entered, values).map(({ field, ends, headlines }) => {
      const range = ends.map((end) => write(definition, field.name, held(field, end)));
      const head = element("th", label(definition, field.name, values));
      head.scope = "row";
      const cells = headlines.map((value, side) => {
        const cell = element("td", write_or_dash(definition, headline, value));
        cell.dataset.at = range[side];
        return cell;
      });
      const ranges = element("td", definition.messages["page.from_to"]
        .replace("{low}", range[0]).replace("{high}", range[1]));
      return element("tr", head, ranges, ...cells);
    });
    table.replaceChildren(...rows);
  }
}

// A text that stays the same costs no layout.
function set_text(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Nor does a list.
function show_list(list, texts) {
  if ([...list.children].map((item) => item.textContent).join() === texts.join()) return;
  list.replaceChildren(...texts.map((text) => element("li", text)));
}

function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

const when_idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
const cancel_idle = window.cancelIdleCallback ?? clearTimeout;

// The other forms of the page follow the plan when the browser has time.
const AT_LAST = { timeout: 100 }; // milliseconds; a busy browser may have none to spare
const FOR_ONE = 5; // what one form takes at most on a slow laptop
let followers = [];
let following;

function follow_all(source) {
  followers = forms.filter((form) => form !== source);
  cancel_idle(following);
  following = when_idle(follow_next, AT_LAST);
}

function follow_next(deadline) {
  do followers.shift()?.follow();
  while (followers.length && deadline?.timeRemaining() > FOR_ONE);
  if (followers.length) following = when_idle(follow_next, AT_LAST);
}

// Forgets all that was entered, on every page.
function clear_all() {
  plan.clear();
  forms.forEach((form) => form.forget());
  clear_kept();
  if (location.hash.includes("?")) history.replaceState(null, "", location.href.split("#")[0]);
}

// What is said of an own value: what the plan would give instead.
function own_beside_plan(definition, name) {
  const field = definition.inputs.find((each) => each.name === name);
  const start = plan.start(definition, name);
  const value = start === undefined ? null : held(field, parse(field, start) ?? null);
  return message(definition, "origin.instead", { value: write_or_dash(definition, name, value) });
}

function start() {
  document.querySelectorAll("[data-calculator]").forEach((section) => {
    const definition = definitions[section.dataset.calculator];
    if (definition) forms.push(new Form(section, definition));
  });
  window.addEventListener("hashchange", () => forms.forEach((form) => form.follow_link()));
  // Another tab of this site changed the plan, cleared all, or became one of a public computer.
  window.addEventListener("storage", ({ key, newValue }) => {
    forms.forEach((form) => form.show_public());
    if (key === PUBLIC) return;
    // Tabs that are at the start already stay quiet, or two of them would never stop answering.
    const stale = forms.filter((form) => form.is_changed());
    plan.reload();
    forms.forEach((form) => form.follow());
    if (newValue !== null || !stale.length) return;
    stale.forEach((form) => form.forget());
    clear_kept();
  });
  // A page that the browser had put away may be old.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    plan.reload();
    forms.forEach((form) => form.follow());
  });
  // The Back button would bring the page as it was left.
  window.addEventListener("pagehide", () => {
    forms.filter(({ definition }) => definition?.never_kept).forEach((form) => form.forget());
  });
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const folded = ":is(.seti-source, .seti-inputs):not([open])";
    opened = [...document.querySelectorAll(folded)];
    opened.forEach((part) => (part.open = true));
    forms.forEach((form) => form.follow());
    forms.forEach((form) => form.show_all());
  });
  window.addEventListener("afterprint", () => opened.forEach((part) => (part.open = false)));
}
