// Checks and scores a checklist: checklists/answers.py and checklists/score.py, once more for
// the page. RULE holds the numbers of the rule.
const TOP_LEVEL = RULE.levels[RULE.levels.length - 1];
const HIGHEST_BELOW_A_GATE = RULE.bands.ready - 1;

const item_of = (checklist, id) => checklist.items.find((item) => item.id === id);
const stripped = (text) => text.replace(AROUND, "");
const added = (numbers) => numbers.reduce((total, each) => total + each, 0);

// ---- What a form holds

const ITEM_ENTRIES = [...RULE.fields, "weight"];
const SHEET_ENTRIES = ["rater_name", "reviewer_name", "date", "reviewed"];

// The texts of an empty form.
function unanswered({ items }) {
  const names = items.flatMap(({ id }) => ITEM_ENTRIES.map((each) => `${id}.${each}`));
  const texts = Object.fromEntries([...names, ...SHEET_ENTRIES].map((name) => [name, ""]));
  for (const { id, weight } of items) texts[`${id}.weight`] = String(weight);
  return texts;
}

// The answers that the texts of a form stand for.
function sheet_of(checklist, texts) {
  const as_level = (text) => (/^\d$/.test(text) ? Number(text) : text || null);
  const answers = {};
  const weights = {};
  for (const { id, weight } of checklist.items) {
    const entered = Object.fromEntries(RULE.fields.map((each) => [each, texts[`${id}.${each}`]]));
    if (Object.values(entered).some((text) => text)) {
      const { level, reviewer } = entered;
      answers[id] = { ...entered, level: as_level(level), reviewer: as_level(reviewer) };
    }
    if (Number(texts[`${id}.weight`]) !== weight) weights[id] = Number(texts[`${id}.weight`]);
  }
  const { rater_name, reviewer_name } = texts;
  const date = texts.date || today();
  return { checklist: checklist.name, answers, date, rater_name, reviewer_name, weights };
}

// {problems, scored}: there is a score unless there are problems.
function score_texts(checklist, texts) {
  const { answers, weights } = sheet_of(checklist, texts);
  const checked = check_answers(checklist, answers, texts.reviewer_name, weights);
  const { problems } = checked;
  return { problems, scored: is_empty(problems) ? score_answers(checklist, checked) : null };
}

// ---- Checking

// {answers, weights, problems}: problems maps an item to its sentence, the first that holds.
function check_answers(checklist, answers, reviewer_name, weights) {
  const checked = { answers: {}, weights: {}, problems: {} };
  for (const id of [...Object.keys(answers), ...Object.keys(weights)]) {
    if (item_of(checklist, id)) continue;
    checked.problems[id] = unknown_item(checklist, id);
  }
  for (const item of checklist.items) {
    const { id } = item;
    const raw = Object.hasOwn(weights, id) ? weights[id] : item.weight;
    checked.weights[id] = one_digit(raw);
    const problem = !RULE.weights.includes(checked.weights[id])
      ? refusal(checklist, "bad.weight", item, raw)
      : check_answer(checklist, item, answers[id] ?? {}, reviewer_name, checked.answers);
    if (problem) checked.problems[id] = problem;
  }
  return checked;
}

function unknown_item(checklist, id) {
  const ids = checklist.items.map((item) => item.id).join(", ");
  return message(checklist, "bad.unknown_item", { checklist: checklist.name, id, ids });
}

// Puts one answer into `answers`, or returns the sentence of the first problem.
function check_answer(checklist, item, raw, reviewer_name, answers) {
  const { id } = item;
  const entered = is_record(raw) ? raw : { level: raw };
  const stranger = Object.keys(entered).find((name) => !RULE.fields.includes(name));
  if (stranger !== undefined) {
    const fields = RULE.fields.join(", ");
    return message(checklist, "bad.unknown_field", { id, value: stranger, fields });
  }
  const found = {};
  for (const name of RULE.fields) {
    const entry = entered[name];
    const check = { level: checked_level, reviewer: checked_level, due: checked_day }[name];
    found[name] = (check ?? checked_text)(entry);
    if (found[name] !== undefined) continue;
    return check
      ? refusal(checklist, `bad.${name}`, item, entry)
      : message(checklist, "bad.text", { id, field: name });
  }
  if (left_out_by_one(found)) {
    if (!found.reason) return message(checklist, "bad.reason", { id });
    if (item.gate && !stripped(reviewer_name)) return message(checklist, "bad.gate_na", { id });
  }
  answers[id] = found;
  return null;
}

// A level, N/A, null where nothing was entered, or undefined where it is none of these.
function checked_level(raw) {
  if (raw === null || raw === undefined || raw === "") return null;
  const is_na = typeof raw === "string" && stripped(raw).toUpperCase() === RULE.not_applicable;
  if (is_na) return RULE.not_applicable;
  const number = one_digit(raw);
  return RULE.levels.includes(number) ? number : undefined;
}

// A whole number, or a text that holds one digit; null for anything else.
function one_digit(raw) {
  if (typeof raw === "string") return /^[0-9]$/.test(stripped(raw)) ? Number(stripped(raw)) : null;
  return Number.isInteger(raw) && raw >= 0 && raw < 10 ? raw : null;
}

function checked_text(raw) {
  if (raw !== null && raw !== undefined && typeof raw !== "string") return undefined;
  return stripped(raw ?? "");
}

// A day, an empty text where nothing was entered, or undefined where it is neither.
function checked_day(raw) {
  const entered = checked_text(raw);
  return entered === "" || is_due(entered) ? entered : undefined;
}

// Whether a text is a day on which a next step may fall due.
function is_due(text) {
  const [first, last] = RULE.due;
  return is_date(text) && first <= text && text <= last;
}

// The calendar turns 31 February into March: a day that it changes was none.
function is_date(value) {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

const refusal = (checklist, key, { id }, raw) =>
  `${message(checklist, key, { id })} ${echo(checklist, String(raw ?? ""))}`;

const left_out_by_one = ({ level, reviewer }) => [level, reviewer].includes(RULE.not_applicable);

// ---- Scoring

const is_level = (given) => given !== null && given !== RULE.not_applicable;
const is_unsupported = (given, evidence) =>
  is_level(given) && given >= RULE.supported_from && !evidence;
const counted_level = (given, evidence) =>
  is_unsupported(given, evidence) ? RULE.unsupported_level : given;

// 100 x points / possible, half rounded up.
const score_of = (points, possible) => Math.floor((200 * points + possible) / (2 * possible));

const band_of = (score) =>
  Object.keys(RULE.bands).filter((band) => score >= RULE.bands[band]).pop();

// The level to aim at from here: 2 from 0 and 1, 3 from 2.
const aim_of = (level) => Math.max(RULE.gate_level, level + 1);

// One item as one rater sees it.
function rated_item(item, weight, given, evidence) {
  const counted = counted_level(given, evidence);
  const unsupported = counted !== given;
  return {
    item,
    weight,
    given,
    counted,
    points: is_level(counted) ? weight * counted : 0,
    possible: is_level(counted) ? weight * TOP_LEVEL : 0,
    unsupported,
    aim: unsupported ? given : aim_of(counted),
    gate_below: item.gate && is_level(counted) && counted < RULE.gate_level,
  };
}

// One rater's score of a whole checklist.
function rating_of(checklist, items) {
  const rating = {
    items,
    points: added(items.map((each) => each.points)),
    possible: added(items.map((each) => each.possible)),
    unanswered: items.filter((each) => each.given === null).length,
    total_weight: added(items.map((each) => each.weight)),
    left_out_weight: added(
      items.filter((each) => each.given === RULE.not_applicable).map((each) => each.weight)
    ),
    gates_below: items.filter((each) => each.gate_below),
  };
  rating.too_much_left_out =
    100 * rating.left_out_weight > RULE.most_left_out * rating.total_weight;
  const has_score = !rating.unanswered && !rating.too_much_left_out;
  rating.score = has_score ? score_of(rating.points, rating.possible) : null;
  rating.capped =
    has_score && rating.gates_below.length > 0 && rating.score > HIGHEST_BELOW_A_GATE;
  rating.band = has_score ? band_of(rating.capped ? HIGHEST_BELOW_A_GATE : rating.score) : null;
  rating.next_steps = items
    .filter((each) => each.points < each.possible)
    .sort((a, b) => a.points - a.possible - (b.points - b.possible))
    .sort((a, b) => b.gate_below - a.gate_below);
  rating.verdict = verdict(checklist, rating);
  return rating;
}

// The score and its band in one sentence, or why there is none.
function verdict(checklist, rating) {
  const { items, unanswered, points, possible, left_out_weight, total_weight, score } = rating;
  if (unanswered === items.length) return message(checklist, "verdict.unrated");
  if (unanswered) return message(checklist, "verdict.unanswered", { unanswered, points, possible });
  if (rating.too_much_left_out) {
    return message(checklist, "verdict.left_out", { left_out: left_out_weight, total_weight });
  }
  const key = rating.capped ? "verdict.capped" : "verdict.scored";
  return message(checklist, key, { score, band: message(checklist, `band.${rating.band}`) });
}

// What a gate below level 2 calls for.
const gate_sentence = (checklist, { item, counted }) =>
  message(checklist, "gate_below", { id: item.id, level: counted });

// What takes one item below level 3 further, in a sentence.
function next_step(checklist, { item, given, counted, unsupported }) {
  const fields = { id: item.id, statement: item.statement, given, level: counted };
  if (unsupported) return message(checklist, "next_step.unsupported", fields);
  const next = aim_of(counted);
  return message(checklist, "next_step.anchor", { ...fields, next, anchor: item.levels[next] });
}

// The team's own rating and the reviewer's, and what follows.
function score_answers(checklist, { answers, weights }) {
  const rating = (rater) =>
    rating_of(
      checklist,
      checklist.items.map((item) => {
        const answer = answers[item.id];
        return rated_item(item, weights[item.id], answer[rater], answer.evidence);
      })
    );
  const { items } = checklist;
  const scored = { answers, weights, own: rating("level"), reviewed: rating("reviewer") };
  scored.changed_weights = items.filter(({ id, weight }) => weights[id] !== weight);
  scored.actions = actions_of(checklist, scored);
  scored.to_talk_about = items.filter(({ id }) => needs_talk(answers[id]));
  return scored;
}

// Whether the ratings are 2 levels apart or more, or one of them alone is N/A.
function needs_talk({ level, reviewer }) {
  if (level === null || reviewer === null) return false;
  if (is_level(level) && is_level(reviewer)) return Math.abs(reviewer - level) >= RULE.talk_gap;
  return level !== reviewer;
}

// What to know about one item, each in a sentence, by the key of its message.
function notes_by_kind(checklist, scored, item) {
  const { id, weight } = item;
  const { answers, weights } = scored;
  const { level, reviewer, reason } = answers[id];
  const at = checklist.items.indexOf(item);
  const own = scored.own.items[at];
  const reviewed = scored.reviewed.items[at];
  const notes = {};
  const note = (key, fields) => (notes[key] = message(checklist, key, { id, ...fields }));
  if (own.gate_below) notes.gate_below = gate_sentence(checklist, own);
  if (own.unsupported) note("unsupported", { level });
  if (reviewed.unsupported) note("reviewer_unsupported", { level: reviewer });
  if (left_out_by_one(answers[id])) note("left_out", { reason });
  if (needs_talk(answers[id])) note("talk", { level, reviewer });
  if (weights[id] !== weight) note("changed_weight", { old: weight, new: weights[id] });
  return notes;
}

const notes_on = (checklist, scored, item) =>
  Object.values(notes_by_kind(checklist, scored, item));
