// Two answers to one checklist side by side: checklists/comparison.py and
// surfaces/comparison_text.py, once more for the page. A sheet is what a file of answers holds.

// {problems} or the comparison. The first is the other date or site; both are scored by the
// weights of the second.
function compare_sheets(checklist, first, second, first_label, second_label) {
  const labels = told_apart(
    checklist,
    stripped(first_label) || label_of(checklist, first),
    stripped(second_label) || label_of(checklist, second)
  );
  const checked = [first, second].map(({ answers, reviewer_name, weights }) =>
    check_answers(checklist, answers, reviewer_name ?? "", weights ?? {})
  );
  for (const [at, { problems }] of checked.entries()) {
    if (is_empty(problems)) continue;
    const told = (what) => message(checklist, "bad.compared", { label: labels[at], what });
    return {
      problems: Object.fromEntries(Object.entries(problems).map(([id, what]) => [id, told(what)])),
    };
  }
  const by_own_weights = score_answers(checklist, checked[0]).own.verdict;
  const { weights } = checked[1];
  const sides = checked.map((each) => score_answers(checklist, { ...each, weights }));
  const compared = { labels, sides, by_own_weights, first_weights: checked[0].weights };
  compared.pairs = checklist.items.map((item, at) => pair_of(checklist, compared, item, at));
  compared.ordered = [...compared.pairs]
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
    .sort((a, b) => b.item.gate - a.item.gate);
  compared.gate_sentences = compared.ordered.map((each) => each.gate_sentence).filter(Boolean);
  compared.summary = comparison_summary(checklist, compared);
  return compared;
}

function label_of(checklist, { date, rater_name }) {
  const rater = stripped(rater_name ?? "");
  return rater ? message(checklist, "compare.label", { date, rater }) : date;
}

function told_apart(checklist, first, second) {
  if (first !== second) return [first, second];
  const numbered = (label, number) => message(checklist, "compare.same_label", { label, number });
  return [numbered(first, 1), numbered(second, 2)];
}

// One item as the two teams rated it.
function pair_of(checklist, { labels, sides }, item, at) {
  const rated = sides.map(({ own }) => own.items[at]);
  const answers = sides.map((each) => each.answers[item.id]);
  const [first, second] = rated.map((each) => each.counted);
  const change = is_level(first) && is_level(second) ? second - first : null;
  const pair = { item, labels, rated, answers, change, gate: null };
  if (item.gate && change !== null) {
    const [was_open, is_open] = [first, second].map((level) => level >= RULE.gate_level);
    pair.gate = was_open === is_open ? (is_open ? null : "still") : is_open ? "opened" : "closed";
  }
  pair.shown = rated.map((each) => counted_shown(checklist, each));
  pair.change_shown = change === null ? "–" : with_sign(change);
  pair.gate_sentence = what_became_of(checklist, pair);
  pair.notes = pair_notes(checklist, pair);
  return pair;
}

const with_sign = (change) =>
  change > 0 ? `+${change}` : change < 0 ? `−${Math.abs(change)}` : "0";

// A level as readers see it, with what it counts as where that differs.
const counted_shown = (checklist, { given, counted, unsupported }) =>
  unsupported
    ? message(checklist, "compare.counted", { level: given, counted })
    : shown_level(given);

// What became of a gate, or that it is closed.
function what_became_of(checklist, { item, labels, rated, gate }) {
  const [first, second] = rated.map((each) => each.counted);
  const [first_label, second_label] = labels;
  const { id } = item;
  if (gate) {
    const fields = { id, first, second, first_label, second_label };
    return message(checklist, `compare.gate_${gate}`, fields);
  }
  return rated[1].gate_below ? gate_sentence(checklist, rated[1]) : "";
}

function pair_notes(checklist, { labels, rated, answers, gate_sentence: gate }) {
  const notes = gate ? [gate] : [];
  rated.forEach(({ given, unsupported }, at) => {
    const fields = { label: labels[at], level: given, reason: answers[at].reason };
    const note = (key) => notes.push(message(checklist, `compare.${key}`, fields));
    if (unsupported) note("unsupported");
    if (given === RULE.not_applicable) note("left_out");
    if (given === null) note("unanswered");
  });
  return notes;
}

// Both verdicts, what differs in sum, and what limits the comparison.
function comparison_summary(checklist, compared) {
  const { labels, sides, pairs } = compared;
  const say = (key, fields) => message(checklist, `compare.${key}`, fields);
  const verdicts = (key, rater) =>
    sides.map((each, at) => say(key, { label: labels[at], verdict: each[rater].verdict }));
  const is_rated = ({ reviewed }) => reviewed.unanswered < reviewed.items.length;
  const changes = pairs.map((each) => each.change);
  const count = (holds) => changes.filter((each) => each !== null && holds(each)).length;
  const one_side = pairs.filter(
    ({ rated }) => is_level(rated[0].given) !== is_level(rated[1].given)
  );
  return [
    ...verdicts("verdict", "own"),
    ...(sides.every(is_rated) ? verdicts("reviewed", "reviewed") : []),
    score_sentence(say, compared),
    say("counts", {
      second: labels[1],
      up: count((each) => each > 0),
      down: count((each) => each < 0),
      same: count((each) => each === 0),
      none: changes.filter((each) => each === null).length,
    }),
    ...(one_side.length
      ? [say("other_items", { ids: one_side.map(({ item }) => item.id).join(", ") })]
      : []),
    ...weights_compared(checklist, say, compared),
    say("note"),
  ];
}

function score_sentence(say, { labels, sides }) {
  const [first, second] = sides.map(({ own }) => own.score);
  if (first === null || second === null) return say("no_change");
  if (first === second) return say("equal");
  const by = Math.abs(second - first);
  return say(second > first ? "higher" : "lower", { second: labels[1], by });
}

function weights_compared(checklist, say, { labels, sides, first_weights, by_own_weights }) {
  const { weights } = sides[1];
  const changed = checklist.items.filter(({ id }) => first_weights[id] !== weights[id]);
  if (!changed.length) return [];
  const [first_label, second_label] = labels;
  return [
    say("weights", { second: second_label }),
    ...changed.map(({ id }) =>
      say("weight", { id, first: first_weights[id], second: weights[id], first_label, second_label })
    ),
    say("own_weights", { label: first_label, verdict: by_own_weights }),
  ];
}

function comparison_text(checklist, compared) {
  const parts = [
    message(checklist, "compare.title", { title: checklist.title }),
    compared.summary.join("\n"),
    section_text(checklist, "compare.gates", compared.gate_sentences),
    section_text(checklist, "compare.items", compared.ordered.map((each) => pair_line(checklist, each))),
    message(checklist, "weights_note"),
  ];
  return parts.filter((part) => part).map(wrapped).join("\n\n") + "\n";
}

function pair_line(checklist, { item, labels, shown, change_shown: change, notes }) {
  const [first, second] = shown;
  const [first_label, second_label] = labels;
  const { id, statement } = item;
  const fields = { id, statement, first, second, change, first_label, second_label };
  return [message(checklist, "compare.item", fields), ...notes].join(" ");
}
