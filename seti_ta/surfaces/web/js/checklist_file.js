// Taking a checklist elsewhere: as a file of answers that Python reads too, and as text.

// What a file of answers holds, as read_answers of checklists/answers.py fills it.
const SHEET = {
  checklist: is_text,
  answers: is_record,
  date: is_date,
  rater_name: is_text,
  reviewer_name: is_text,
  weights: is_record,
};
const SHEET_NEEDS = ["checklist", "answers", "date"];

const ANSWER = {
  level: is_rating,
  evidence: is_text,
  reviewer: is_rating,
  reason: is_text,
  owner: is_text,
  due: is_text,
  needed: is_text,
};

function is_text(value) {
  return typeof value === "string";
}

function is_rating(value) {
  return value === null || value === RULE.not_applicable || RULE.levels.includes(value);
}

// The text of an answer file.
function file_of(sheet) {
  return `${JSON.stringify({ layout: RULE.layout, ...sheet }, null, 2)}\n`;
}

// {sheet} from the bytes of an answer file, or {problem}: one sentence that names the file.
function read_file(checklist, file, bytes) {
  let sheet;
  try {
    sheet = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { problem: message(checklist, "bad.json", { file }) };
  }
  const what = wrong_with(checklist, sheet);
  if (what) return { problem: message(checklist, "bad.file", { file, what }) };
  return { sheet };
}

// What keeps a file's content out of this form, in a sentence, or nothing.
function wrong_with(checklist, content) {
  if (!is_record(content) || content.layout !== RULE.layout) {
    return message(checklist, "bad.layout", { layout: RULE.layout });
  }
  const { layout, ...sheet } = content;
  const shape = misfit(checklist, SHEET, SHEET_NEEDS, sheet, "");
  if (shape) return shape;
  if (sheet.checklist !== checklist.name) {
    const fields = { value: sheet.checklist, name: checklist.name };
    return message(checklist, "bad.other_checklist", fields);
  }
  for (const [id, answer] of Object.entries(sheet.answers)) {
    const place = `answers: ${id}`;
    if (!is_record(answer)) return unusable(checklist, place, answer);
    const problem = misfit(checklist, ANSWER, [], answer, `${place}: `);
    if (problem) return problem;
  }
  for (const [id, weight] of Object.entries(sheet.weights ?? {})) {
    if (!Number.isInteger(weight)) return unusable(checklist, `weights: ${id}`, weight);
  }
  // What can be mended in the form comes in; what the form cannot hold does not.
  const stranger = [...Object.keys(sheet.answers), ...Object.keys(sheet.weights ?? {})].find(
    (id) => !item_of(checklist, id)
  );
  if (stranger !== undefined) return unknown_item(checklist, stranger);
  const heavy = checklist.items.find(
    ({ id, weight }) => !RULE.weights.includes(sheet.weights?.[id] ?? weight)
  );
  if (heavy) return refusal(checklist, "bad.weight", heavy, sheet.weights[heavy.id]);
  const due = ({ id }) => sheet.answers[id]?.due;
  const no_day = checklist.items.find((item) => checked_day(due(item)) === undefined);
  return no_day && refusal(checklist, "bad.due", no_day, due(no_day));
}

function misfit(checklist, shape, needs, content, before) {
  const place = (name) => ({ place: `${before}${name}` });
  const missing = needs.find((name) => !Object.hasOwn(content, name));
  if (missing) return message(checklist, "bad.place.missing", place(missing));
  for (const [name, value] of Object.entries(content)) {
    if (!Object.hasOwn(shape, name)) return message(checklist, "bad.place.unknown", place(name));
    if (!shape[name](value)) return unusable(checklist, `${before}${name}`, value);
  }
  return "";
}

function unusable(checklist, place, value) {
  const what = echo(checklist, JSON.stringify(value));
  return message(checklist, "bad.place.value", { place, what });
}

// ---- As text: surfaces/checklist_text.py, once more for the page

function report_text(checklist, scored, day) {
  const { own, reviewed } = scored;
  const section = (key, lines) => section_text(checklist, key, lines);
  const parts = [
    checklist.title,
    `${message(checklist, "rater.own")}: ${own.verdict}`,
    `${message(checklist, "rater.reviewed")}: ${reviewed.verdict}`,
    section("report.parts", part_sentences(checklist, own)),
    section("report.gates", own.gates_below.map((each) => gate_sentence(checklist, each))),
    section("report.next_steps", own.next_steps.map((each) => next_step(checklist, each))),
    section("action.title", scored.actions.map((each) => action_line(each, day))),
    section("report.items", checklist.items.map((item) => item_line(checklist, scored, item))),
    section("report.rules", checklist.rules),
    message(checklist, "weights_note"),
  ];
  return parts.filter((part) => part).map(wrapped).join("\n\n") + "\n";
}

function section_text(checklist, key, lines) {
  return lines.length
    ? [message(checklist, key), ...lines.map((line) => `- ${line}`)].join("\n")
    : "";
}

function item_line(checklist, scored, item) {
  const at = checklist.items.indexOf(item);
  const own = scored.own.items[at];
  const line = message(checklist, "report.item", {
    id: item.id,
    statement: item.statement,
    own: shown_level(own.given),
    reviewer: shown_level(scored.reviewed.items[at].given),
    points: own.points,
    possible: own.possible,
  });
  return [line, ...notes_on(checklist, scored, item)].join(" ");
}

const shown_level = (level) => (level === null ? "–" : String(level));

const wrapped = (part) => part.split("\n").map(wrapped_line).join("\n");

function wrapped_line(line) {
  const lines = [];
  for (const word of line.split(RUNS).filter((word) => word)) {
    const last = lines[lines.length - 1];
    const longer = `${last} ${word}`;
    if (lines.length && [...longer].length <= RULE.width) lines[lines.length - 1] = longer;
    else lines.push(lines.length ? `  ${word}` : word);
  }
  return lines.join("\n");
}
