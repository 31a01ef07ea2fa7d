// Makes one checklist's form live. The HTML is complete without it.
class ChecklistForm {
  constructor(section, checklist) {
    this.section = section;
    this.checklist = checklist;
    this.key = section.id;
    this.form = section.querySelector("form");
    // Looked up once: each keystroke asks for all of them.
    this.controls = Object.fromEntries(
      Object.keys(unanswered(checklist)).map((name) => [name, this.form.elements.namedItem(name)])
    );
    this.fieldsets = Object.fromEntries(
      [...section.querySelectorAll("[data-item]")].map((each) => [each.dataset.item, each])
    );
    section.querySelectorAll("[data-live]").forEach((part) => part.removeAttribute("hidden"));
    section.querySelector(".seti-dead").remove();
    section.querySelectorAll("[data-review-by]").forEach((note) => {
      note.hidden = today() <= note.dataset.reviewBy;
    });
    this.listen();
    this.scored = this.score(this.defaults()).scored; // a good result, whatever was kept
    this.sheet = sheet_of(checklist, this.defaults());
    this.said = this.scored.own.verdict;
    this.renew();
  }

  defaults() {
    return { ...unanswered(this.checklist), date: today() };
  }

  // What differs from an empty form, with its date. Only this is kept, so that a weight that
  // nobody changed follows the next edition.
  changes(texts) {
    const defaults = this.defaults();
    const changed = Object.entries(texts).filter(([name, text]) => text !== defaults[name]);
    return changed.length ? { ...Object.fromEntries(changed), date: texts.date } : {};
  }

  is_changed() {
    return Object.keys(this.changes(this.texts())).length > 0;
  }

  texts() {
    return Object.fromEntries(
      Object.entries(this.controls).map(([name, control]) => {
        return [name, control.type === "checkbox" ? (control.checked ? "1" : "") : control.value];
      })
    );
  }

  put(texts) {
    const defaults = this.defaults();
    for (const [name, control] of Object.entries(this.controls)) {
      const text = texts[name] ?? defaults[name];
      if (control.type === "checkbox") control.checked = text === "1";
      else if (control instanceof RadioNodeList) {
        control.forEach((radio) => (radio.checked = radio.value === text));
      } else {
        control.value = text;
        if (control.selectedIndex < 0) control.value = defaults[name];
      }
    }
  }

  // Puts all entries at once, as one change that can be undone.
  change(texts) {
    this.put(texts);
    this.update();
    this.remember();
  }

  remember() {
    this.undo_stack.push(this.before);
    this.before = this.texts();
    this.section.querySelector("[data-do=undo]").disabled = false;
  }

  undo() {
    this.put(this.undo_stack.pop());
    this.before = this.texts();
    this.update();
    this.section.querySelector("[data-do=undo]").disabled = !this.undo_stack.length;
  }

  reset() {
    this.change(this.defaults());
  }

  starting_weights() {
    const { checklist } = this;
    const weights = checklist.items.map(({ id, weight }) => [`${id}.weight`, String(weight)]);
    this.change({ ...this.texts(), ...Object.fromEntries(weights) });
  }

  // Answers given on another form, to items that have none here.
  take_over({ dataset }) {
    const given = plan.checklists[dataset.from];
    const ids = to_take_over(this.checklist, given, this.texts());
    this.change(taken_over(ids, given, this.texts()));
    [...this.controls[`${ids[0]}.level`]].find((radio) => radio.checked)?.focus();
    this.announce(message(this.checklist, "page.taken_over", { count: ids.length }));
  }

  show_take_over(texts) {
    this.section.querySelectorAll("[data-do=take_over]").forEach((button) => {
      const { from, title } = button.dataset;
      const count = to_take_over(this.checklist, plan.checklists[from] ?? {}, texts).length;
      const key = count === 1 ? "page.take_over_one" : "page.take_over";
      set_text(button, message(this.checklist, key, { count, title }));
      button.parentElement.hidden = !count;
    });
  }

  forget() {
    this.compare_with(null);
    this.reset();
    this.undo_stack = [];
    this.section.querySelector("[data-do=undo]").disabled = true;
  }

  clear() {
    clear_all();
    this.say("page.cleared");
  }

  // A checklist's answers are not in links: a file holds them.
  follow_link() {}

  // Nor do they follow the plan.
  follow() {}

  // What the plan holds of it, with nothing to undo.
  renew() {
    this.put({ ...this.defaults(), ...plan.checklists[this.checklist.name] });
    this.undo_stack = [];
    this.before = this.texts();
    this.update();
    this.section.querySelector("[data-do=undo]").disabled = true;
  }

  listen() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", ({ target }) => {
      if (target.name === "reviewed" && !target.checked) this.remove_reviewer();
      else this.update();
    });
    this.form.addEventListener("change", () => this.remember());
    this.section.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.do) this[button.dataset.do](button);
      const jump = target.closest("[data-jump]");
      if (jump) this.show(this.controls[jump.dataset.jump]);
    });
    const picker = this.section.querySelector("[data-open]");
    picker.addEventListener("change", () => this.open(picker));
    const other = this.section.querySelector("[data-compare]");
    other.addEventListener("change", () => this.compare(other));
    this.labels = [...this.section.querySelectorAll("input[data-label]")];
    this.labels.forEach((label) => label.addEventListener("input", () => this.show_rest()));
    const public_box = this.section.querySelector("[data-public]");
    this.show_public();
    public_box.addEventListener("change", () => {
      set_public(public_box.checked);
      forms.forEach((form) => {
        form.show_public();
        form.update();
      });
    });
  }

  // A field may stand in a part that is closed.
  show(control) {
    control.closest("details")?.setAttribute("open", "");
    control.focus();
  }

  show_public() {
    this.section.querySelector("[data-public]").checked = is_public();
  }

  remove_reviewer() {
    const levels = this.checklist.items.map(({ id }) => `${id}.reviewer`);
    const texts = this.texts();
    const rated = levels.some((name) => texts[name]);
    this.put({ ...texts, ...Object.fromEntries(levels.map((name) => [name, ""])) });
    this.update();
    if (rated) this.say("page.reviewer_removed");
  }

  // ---- In and out

  entries_of({ answers, weights, date, ...names }) {
    const texts = { ...this.defaults(), date };
    for (const name of ["rater_name", "reviewer_name"]) texts[name] = names[name] ?? "";
    for (const [id, answer] of Object.entries(answers)) {
      for (const field of RULE.fields) texts[`${id}.${field}`] = String(answer[field] ?? "");
      if (texts[`${id}.reviewer`]) texts.reviewed = "1";
    }
    for (const [id, weight] of Object.entries(weights ?? {})) {
      texts[`${id}.weight`] = String(weight);
    }
    return texts;
  }

  save_answers() {
    const sheet = sheet_of(this.checklist, this.texts());
    download(`${this.key}-${sheet.date}.json`, file_of(sheet));
  }

  async open(picker) {
    const [file] = picker.files;
    if (!file) return;
    const { sheet, problem } = read_file(this.checklist, file.name, await file.arrayBuffer());
    picker.value = ""; // so that the same file can be chosen again
    if (sheet) this.change(this.entries_of(sheet));
    const told = problem
      ? `${problem} ${message(this.checklist, "page.answers_stay")}`
      : message(this.checklist, "page.opened", { file: file.name });
    const shown = this.section.querySelector(".seti-opened");
    shown.classList.toggle("seti-error", Boolean(problem));
    shown.hidden = false;
    shown.textContent = told;
    this.announce(told);
  }

  // ---- Beside another date or site, which the browser does not keep

  async compare(picker) {
    const { checklist } = this;
    const [file] = picker.files;
    if (!file) return;
    const { sheet, problem } = read_file(checklist, file.name, await file.arrayBuffer());
    picker.value = ""; // so that the same file can be chosen again
    const problems = sheet ? compare_sheets(checklist, sheet, this.sheet, "", "").problems : null;
    const bad = problem ?? (problems && Object.values(problems).join(" "));
    if (!bad) this.compare_with(sheet);
    this.tell_comparison(bad ?? message(checklist, "page.compare_opened", { file: file.name }), bad);
  }

  tell_comparison(text, bad) {
    const told = this.section.querySelector("[data-compare-told]");
    told.classList.toggle("seti-error", Boolean(bad));
    told.hidden = !text;
    told.textContent = text;
    this.announce(text);
  }

  // A sheet to stand beside the form's own, or null.
  compare_with(sheet) {
    this.other = sheet;
    for (const label of this.labels) label.value = "";
    this.tell_comparison("");
    this.show_rest();
  }

  stop_comparing() {
    this.compare_with(null);
    this.section.querySelector("[data-compare]").focus();
    this.say("page.compare_removed");
  }

  show_comparison() {
    const { checklist, section, sheet } = this;
    const names = this.labels.map(({ value }) => value);
    const compared = this.other && compare_sheets(checklist, this.other, sheet, ...names);
    section.querySelector("[data-compared]").hidden = !compared;
    this.compared = compared;
    if (!compared) return;
    this.labels.forEach((label, at) => (label.placeholder = compared.labels[at]));
    const linked = (text) => this.linked(text);
    show_list(section.querySelector("[data-part=summary]"), compared.summary, linked);
    const gates = section.querySelector("[data-part=gates]");
    show_list(gates.querySelector("ul"), compared.gate_sentences, linked);
    gates.hidden = !compared.gate_sentences.length;
    this.show_pairs(compared);
  }

  show_pairs({ labels, ordered }) {
    const { checklist } = this;
    const words = [...labels, ...["change", "notes"].map((key) => checklist.messages[`compare.${key}`])];
    const head = ["document.column.item"].map((key) => checklist.messages[key]).concat(words);
    const table = this.section.querySelector(".seti-compared");
    table.querySelector("thead tr").replaceChildren(
      ...head.map((word) => {
        const cell = element("th", word);
        cell.scope = "col";
        return cell;
      })
    );
    const rows = ordered.map(({ item, shown, change_shown, notes }) => {
      const called = item.gate ? message(checklist, "picture.gate", { id: item.id }) : item.id;
      const name = element("th", ...this.linked(`${called}. ${item.statement}`));
      name.scope = "row";
      const cells = [...shown, change_shown, notes.join(" ")].map((text, at) => {
        const word = element("span", `${words[at]}: `);
        word.className = "seti-of";
        return element("td", ...(text ? [word, text] : []));
      });
      return element("tr", name, ...cells);
    });
    table.querySelector("tbody").replaceChildren(...rows);
  }

  show_picture() {
    const { checklist, scored, compared } = this;
    const part = this.section.querySelector("[data-picture]");
    const nothing = scored.own.unanswered === checklist.items.length && !compared;
    part.hidden = nothing;
    if (nothing) return;
    const rows = profile_rows(checklist, scored, compared);
    const said = rows.map((row) => row.said).join(" ");
    if (said === this.drawn) return;
    this.drawn = said;
    draw_profile(part.querySelector("ul"), part.querySelector(".seti-key"), checklist, rows);
  }

  async copy_text() {
    const { checklist, compared } = this;
    const parts = [report_text(checklist, this.scored, today())];
    if (compared) parts.push(comparison_text(checklist, compared));
    const text = parts.join("\n");
    const old = `${checklist.messages["page.old"]}\n\n${text}`;
    const copied = await copy(this.result_is_old ? old : text);
    this.say(copied ? "page.copied" : "page.not_copied");
  }

  // The checklist alone, without its chapter.
  print() {
    this.section.setAttribute("data-alone", "");
    window.addEventListener("afterprint", () => this.section.removeAttribute("data-alone"), {
      once: true,
    });
    window.print();
  }

  say(key) {
    this.announce(message(this.checklist, key));
  }

  // Waits for a pause, so that a screen reader is not flooded.
  announce(text, wait = 0) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.section.querySelector(".seti-status").textContent = text;
    }, wait);
  }

  // ---- The result

  // The result of these entries, unless there are problems.
  score(texts) {
    return score_texts(this.checklist, texts);
  }

  update() {
    const texts = this.texts();
    const { problems, scored } = this.score(texts);
    const [problem] = Object.values(problems);
    this.scored = scored ?? this.scored;
    if (scored) this.sheet = sheet_of(this.checklist, texts);
    this.result_is_old = !scored;
    this.show_entries(texts);
    this.show_problems(problems, texts);
    const { own, reviewed } = this.scored;
    this.section.querySelectorAll("[data-verdict]").forEach((part) => {
      set_text(part, (part.dataset.verdict === "own" ? own : reviewed).verdict);
    });
    const glance = this.section.querySelector("[data-glance]");
    set_text(glance, own.unanswered ? answered_so_far(this.checklist, own) : own.verdict);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show_rest());
    plan.set_checklist(this.checklist.name, this.changes(texts));
    const sentence = problem ?? own.verdict;
    if (sentence !== this.said) this.announce(sentence, 1000);
    this.said = sentence;
  }

  // Shows the reviewer's side and the reasons where they are needed.
  show_entries(texts) {
    this.section.toggleAttribute("data-reviewed", texts.reviewed === "1");
    let answered = false;
    for (const { id } of this.checklist.items) {
      const given = [texts[`${id}.level`], texts[`${id}.reviewer`]];
      answered ||= given.some((level) => level);
      const reason = this.fieldsets[id].querySelector(".seti-reason");
      reason.hidden = !given.includes(RULE.not_applicable) && !texts[`${id}.reason`];
      this.fieldsets[id].querySelector(".seti-step").hidden = !this.has_step(id, texts);
    }
    this.section.toggleAttribute("data-answered", answered);
    this.show_take_over(texts);
  }

  // Whether there is a next step to plan. What was entered for one stays in sight.
  has_step(id, texts) {
    const [level, evidence, owner, due, needed] = ["level", "evidence", "owner", "due", "needed"].map(
      (name) => stripped(texts[`${id}.${name}`])
    );
    const is_below = /^\d$/.test(level) && counted_level(Number(level), evidence) < TOP_LEVEL;
    return is_below || is_planned({ owner, due, needed });
  }

  show_problems(problems, texts) {
    const told = JSON.stringify(problems);
    if (told === this.told) return;
    this.told = told;
    const links = [];
    this.controls.reviewer_name.removeAttribute("aria-invalid");
    for (const { id } of this.checklist.items) {
      const sentence = problems[id] ?? "";
      const bad_day = !is_due(texts[`${id}.due`]) && texts[`${id}.due`] !== "";
      const [error, day_error] = this.fieldsets[id].querySelectorAll(".seti-error");
      this.tell(error, bad_day ? "" : sentence);
      this.tell(day_error, bad_day ? sentence : "");
      for (const name of ["reason", "due"]) {
        this.controls[`${id}.${name}`].removeAttribute("aria-invalid");
      }
      if (!sentence) continue;
      const reason = stripped(texts[`${id}.reason`]) ? "reviewer_name" : `${id}.reason`;
      const to_mend = bad_day ? `${id}.due` : reason;
      this.controls[to_mend].setAttribute("aria-invalid", "true");
      const link = element("a", sentence);
      link.href = `#${this.controls[to_mend].id}`;
      link.dataset.jump = to_mend;
      links.push(element("li", link));
    }
    const summary = this.section.querySelector(".seti-summary");
    summary.querySelector("ul").replaceChildren(...links);
    summary.hidden = !links.length;
    this.section.querySelectorAll(".seti-old").forEach((note) => (note.hidden = !links.length));
    this.section.querySelector(".seti-results").toggleAttribute("data-old", links.length > 0);
  }

  tell(error, sentence) {
    set_text(error, sentence);
    error.hidden = !sentence;
  }

  // The verdict comes with the keystroke; the lists may wait for the next frame.
  show_rest() {
    const { checklist, scored } = this;
    const notes = checklist.items.map((item) => notes_by_kind(checklist, scored, item));
    checklist.items.forEach(({ id }, at) => {
      show_list(this.fieldsets[id].querySelector(".seti-notes"), Object.values(notes[at]));
    });
    const noted = (...keys) => notes.flatMap((each) => keys.map((key) => each[key] ?? []).flat());
    const { own } = scored;
    const { left_out_weight: left_out, total_weight } = own;
    const share = { left_out, total_weight, most: RULE.most_left_out };
    const lists = {
      parts: part_sentences(checklist, own),
      gates: own.gates_below.map((each) => gate_sentence(checklist, each)),
      next_steps: own.next_steps.map((each) => next_step(checklist, each)),
      talk: noted("talk"),
      unsupported: noted("unsupported", "reviewer_unsupported"),
      left_out: [
        ...noted("left_out"),
        ...(left_out ? [message(checklist, "page.left_out_share", share)] : []),
      ],
      changed_weights: noted("changed_weight"),
    };
    for (const [name, sentences] of Object.entries(lists)) {
      const part = this.section.querySelector(`[data-list=${name}]`);
      show_list(part.querySelector("ul"), sentences, (text) => this.linked(text));
      part.hidden = !sentences.length;
    }
    this.show_comparison();
    this.show_picture();
    this.show_action_plan();
  }

  show_action_plan() {
    const part = this.section.querySelector("[data-actions]");
    const { actions } = this.scored;
    const address = ({ rated }) => `#${this.fieldsets[rated.item.id].id}`;
    show_actions(part.querySelector("table"), actions, address);
    part.hidden = !actions.length;
  }

  // A sentence about an item leads to it, one about another checklist to that.
  linked(text) {
    const id = Object.keys(this.fieldsets).find((each) => text.includes(each));
    const list = [...this.section.querySelectorAll("[data-lender]")].find((each) =>
      text.includes(each.textContent)
    );
    if (!id && !list) return [text];
    const link = element("a", id ?? list.textContent);
    link.href = id ? `#${this.fieldsets[id].id}` : list.href;
    const at = text.indexOf(link.textContent);
    return [text.slice(0, at), link, text.slice(at + link.textContent.length)];
  }

  // What is printed instead of the form, once there is an answer.
  show_all() {
    this.show_rest();
    const { checklist, scored } = this;
    const texts = this.texts();
    const label = (key, text) => element("p", `${message(checklist, key)}: ${text}`);
    const of_sheet = ["rater_name", "reviewer_name"]
      .filter((name) => texts[name])
      .map((name) => label(`workbook.${name}`, texts[name]));
    const items = Object.keys(this.fieldsets).map((id) => {
      const item = item_of(checklist, id);
      const { level, reviewer, evidence } = scored.answers[id];
      const anchored = (given) =>
        is_level(given) ? `${given}. ${item.levels[given]}` : shown_level(given);
      const parts = [
        element("h5", this.fieldsets[id].querySelector(".seti-item").textContent),
        label("document.own", anchored(level)),
      ];
      if (texts.reviewed) parts.push(label("document.reviewer", anchored(reviewer)));
      if (evidence) parts.push(label("workbook.column.evidence", evidence));
      const notes = element("ul");
      show_list(notes, notes_on(checklist, scored, item));
      return element("div", ...parts, notes);
    });
    const date = label("workbook.visit_date", texts.date);
    const made = element("p", stamp(checklist));
    this.section.querySelector(".seti-report").replaceChildren(...of_sheet, date, ...items, made);
  }
}

const answered_so_far = (checklist, { items, unanswered }) =>
  message(checklist, "page.answered", {
    answered: items.length - unanswered,
    items: items.length,
  });

function show_list(list, sentences, content = (text) => [text]) {
  const shown = [...list.children].map((item) => item.textContent);
  if (shown.join("\n") === sentences.join("\n")) return;
  list.replaceChildren(...sentences.map((text) => element("li", ...content(text))));
}

// Before `start`, which listens for all forms.
function start_checklists() {
  document.querySelectorAll("[data-checklist]").forEach((section) => {
    forms.push(new ChecklistForm(section, checklists[section.dataset.checklist]));
  });
}
