// The page "My plan": what all calculators share, what each of them says, and the plan as a file.

class ProfileForm extends Follower {
  constructor(form, page) {
    super();
    this.definition = definitions[PLAN];
    this.page = page;
    this.controls = by_name(this.definition.inputs, ({ name }) => form.elements[name]);
    this.errors = by_name(this.definition.inputs, ({ name }) =>
      form.querySelector(`[data-error="${name}"]`)
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => this.type(target));
    form.addEventListener("change", () => this.remember());
    this.renew();
  }

  renew() {
    this.undo_stack = [];
    this.page.can_undo(false);
    this.follow();
  }

  forget() {
    plan.change(this.definition, {});
    this.renew();
  }

  follow() {
    const texts = plan.texts(this.definition);
    for (const [name, control] of Object.entries(this.controls)) {
      if (control.value !== texts[name]) control.value = texts[name];
      this.tell(name, "");
    }
    this.before = plan.own[PLAN] ?? {};
  }

  is_changed() {
    return !is_empty(plan.own[PLAN] ?? {});
  }

  type({ name, value }) {
    if (plan.enter_own(this.definition, name, value)) {
      this.tell(name, "");
      follow_all(this);
      this.page.announce(MESSAGES["plan.followed"], 1000);
      return;
    }
    const { problems } = check(this.definition, { ...plan.texts(this.definition), [name]: value });
    this.tell(name, problems[name]);
    this.page.announce(problems[name], 1000);
  }

  tell(name, problem) {
    const error = this.errors[name];
    set_text(error, problem);
    error.hidden = !problem;
    if (problem) this.controls[name].setAttribute("aria-invalid", "true");
    else this.controls[name].removeAttribute("aria-invalid");
  }

  remember() {
    const now = plan.own[PLAN] ?? {};
    if (alike(now, this.before)) return;
    this.undo_stack.push(this.before);
    this.before = now;
    this.page.can_undo(true);
  }

  undo() {
    plan.change(this.definition, this.undo_stack.pop());
    this.follow();
    follow_all(this);
    this.page.can_undo(this.undo_stack.length > 0);
  }
}

// One calculator: its answer, and its results and inputs in the second part of the page.
class Answer extends Follower {
  constructor(part, inputs) {
    super();
    this.definition = definitions[part.dataset.answer];
    this.part = part;
    this.inputs = inputs;
    this.shown = is_empty(plan.own) ? plan.result(this.definition) : null;
  }

  follow() {
    const { definition } = this;
    const result = plan.result(definition);
    if (result === this.shown) return;
    this.shown = result;
    const problems = told_once(result.problems).map(([, sentence]) => sentence);
    const error = this.part.querySelector(".seti-error");
    set_text(error, problems.join(" "));
    error.hidden = !problems.length;
    this.part.toggleAttribute("data-old", problems.length > 0);
    for (const each of [this.part, this.inputs]) {
      each.toggleAttribute("data-touched", plan.touches(definition));
    }
    this.show_entries(result);
    if (!problems.length) this.show_values(calculate_slow(definition, result.values));
  }

  show_values({ values, sentence, warnings }) {
    const { definition } = this;
    set_text(this.part.querySelector(".seti-sentence"), sentence);
    show_list(this.inputs.querySelector(".seti-warnings"), warnings);
    this.inputs.querySelectorAll("[data-label]").forEach((cell) => {
      set_text(cell, label(definition, cell.dataset.label, values));
    });
    this.inputs.querySelectorAll("[data-value]").forEach((cell) => {
      const name = cell.dataset.value;
      set_text(cell, with_unit(definition, name, values[name]));
    });
  }

  show_entries({ texts }) {
    const { definition } = this;
    const counts = { [OWN]: 0, [FOLLOW]: 0, [START]: 0 };
    for (const field of entries(definition)) {
      const { name, follows } = field;
      const is = plan.is_own(definition, name) ? OWN : follows ? FOLLOW : START;
      counts[is] += 1;
      const row = this.inputs.querySelector(`[data-entry="${name}"]`);
      set_text(row.querySelector("[data-entered]"), written_entry(definition, field, texts[name]));
      set_text(row.querySelector("[data-origin]"), origin_of(definition, field, row));
      const source = row.querySelector("[data-source]");
      if (source) source.hidden = is !== START;
    }
    set_text(this.part.querySelector("[data-whose]"), message(definition, "plan.whose", counts));
  }
}

// An entry as readers see it, with its unit; of a table how many rows there are.
function written_entry(definition, field, text) {
  if (field.rows) return message(definition, "plan.rows", { count: text.length });
  if (text === undefined) return MESSAGES["page.nothing"];
  return with_unit(definition, field.name, held(field, parse(field, text)));
}

// Whose value an input has: surfaces/plan_words.py, once more for the page.
function origin_of(definition, field, row) {
  const { name, follows } = field;
  if (plan.is_own(definition, name)) {
    return follows && plan.start(definition, name) !== undefined
      ? own_beside_plan(definition, name)
      : MESSAGES["origin.own"];
  }
  if (!follows) return row.dataset.start;
  const [source, what] = followed(field);
  if (source.name !== PLAN) return message(definition, "origin.carried", { title: source.title });
  const origin = plan.is_own(source, what) ? MESSAGES["origin.own"] : row.dataset.start;
  return message(definition, "origin.shared", { origin });
}

class PlanPage extends Follower {
  constructor(section) {
    super();
    this.section = section;
    section.querySelectorAll("[data-live]").forEach((part) => part.removeAttribute("hidden"));
    section.querySelector(".seti-dead").remove();
    this.file = new PlanFile(section.querySelector(".seti-plan-file"), (text) => this.announce(text));
    this.profile = new ProfileForm(section.querySelector("form"), this);
    const answers = [...section.querySelectorAll("[data-answer]")].map(
      (part) => new Answer(part, section.querySelector(`[data-inputs="${part.dataset.answer}"]`))
    );
    forms.push(this.profile, this, ...answers);
    this.listen();
    this.show_public();
    follow_all(this.profile);
  }

  listen() {
    this.section.addEventListener("click", ({ target }) => {
      const { do: what } = target.closest("button")?.dataset ?? {};
      if (what) this[what]();
    });
    this.section.addEventListener("dragover", (event) => event.preventDefault());
    this.section.addEventListener("drop", (event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) this.file.open(file);
    });
    const public_box = this.section.querySelector("[data-public]");
    public_box.addEventListener("change", () => set_public(public_box.checked));
  }

  follow() {
    this.section.toggleAttribute("data-touched", Object.values(definitions).some((each) => plan.touches(each)));
    for (const item of this.section.querySelectorAll("[data-checklist-score]")) {
      set_text(item, verdict_of(checklists[item.dataset.checklistScore]));
    }
    this.show_overview();
    this.show_action_plan();
    const saved = plan.saved ? `${message(definitions[PLAN], "plan.saved", plan.saved)} ` : "";
    set_text(this.section.querySelector("[data-stamp]"), saved + stamp(definitions[PLAN]));
  }

  // The scores of all checklists as bars, the weakest first and those without a score last.
  show_overview() {
    const list = this.section.querySelector(".seti-overview");
    const rows = [...list.children].sort((a, b) => a.dataset.place - b.dataset.place);
    const score = new Map(rows.map((row) => {
      const { dataset } = row.querySelector("[data-checklist-score]");
      return [row, score_kept(checklists[dataset.checklistScore]).scored?.own.score ?? null];
    }));
    const weight = (row) => score.get(row) ?? Infinity;
    const ordered = rows.sort((a, b) => (weight(a) > weight(b)) - (weight(a) < weight(b)));
    for (const row of ordered) {
      row.querySelector("svg")?.remove();
      if (score.get(row) !== null) row.append(score_bar(score.get(row)));
    }
    // A row that is moved loses the focus.
    if (ordered.some((row, at) => row !== list.children[at])) list.replaceChildren(...ordered);
    list.nextElementSibling.hidden = ![...score.values()].some((each) => each !== null);
  }

  // The next steps of all checklists; each leads to its item.
  show_action_plan() {
    const part = this.section.querySelector("[data-actions]");
    const actions = actions_in_order(once_each(Object.values(checklists).flatMap(actions_kept)));
    const form = ({ checklist }) =>
      part.parentElement.querySelector(`[data-checklist-form=${checklist.name}]`);
    show_actions(
      part.querySelector("table"),
      actions,
      (action) => `${form(action).getAttribute("href")}-${action.rated.item.id}`,
      ({ checklist }) => ({ checklist: checklist.title })
    );
    part.querySelector("[data-table]").hidden = !actions.length;
    part.querySelector("[data-none]").hidden = actions.length > 0;
  }

  show_public() {
    this.section.querySelector("[data-public]").checked = is_public();
  }

  can_undo(is_possible) {
    this.section.querySelector("[data-do=undo]").disabled = !is_possible;
  }

  undo() {
    this.profile.undo();
  }

  clear() {
    clear_all();
    this.announce(MESSAGES["page.cleared"]);
  }

  print() {
    window.print();
  }

  announce(text, wait = 0) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.section.querySelector("[role=status]").textContent = text;
    }, wait);
  }
}

// {problems, scored} of a checklist, from what is kept of it.
const score_kept = (checklist) =>
  score_texts(checklist, { ...unanswered(checklist), ...plan.checklists[checklist.name] });

// What a checklist comes to, in a sentence.
function verdict_of(checklist) {
  const { problems, scored } = score_kept(checklist);
  return scored ? scored.own.verdict : Object.values(problems).join(" ");
}

// 0 to 100 from left to right, with a line where each band but the first begins.
function score_bar(score) {
  const svg = drawing(100, 8);
  const line = (kind, x1, x2, y1, y2) => put_shape(svg, "line", kind, { x1, x2, y1, y2 });
  line("track", 0, 100, 4, 4);
  line("bar", 0, score, 4, 4);
  for (const start of Object.values(RULE.bands).filter(Boolean)) line("tick", start, start, 0, 8);
  svg.setAttribute("preserveAspectRatio", "none");
  return svg;
}

const actions_kept = (checklist) => score_kept(checklist).scored?.actions ?? [];

function start_plan() {
  document.querySelectorAll("[data-plan]").forEach((section) => new PlanPage(section));
}
