// The action plan: checklists/actions.py, once more for the page.

const is_planned = ({ owner, due, needed }) => Boolean(owner || due || needed);

function actions_of(checklist, { answers, own }) {
  const actions = own.next_steps
    .map((rated) => ({ checklist, rated, answer: answers[rated.item.id] }))
    .filter(({ rated, answer }) => rated.gate_below || is_planned(answer));
  return actions_in_order(actions);
}

// Gates below level 2 first, then what is due first; ties stay as they come.
function actions_in_order(actions) {
  const day = ({ answer }) => answer.due || `${RULE.due[1]}~`; // after every day
  return [...actions].sort(
    (a, b) =>
      b.rated.gate_below - a.rated.gate_below ||
      (day(a) < day(b) ? -1 : Number(day(a) > day(b)))
  );
}

// One step for an item that two checklists hold: the planned one, else its own list's.
function once_each(actions) {
  const kept = {};
  const rank = ({ answer, checklist }) => 2 * !is_planned(answer) + checklist.borrows;
  for (const each of [...actions].sort((a, b) => rank(a) - rank(b))) {
    kept[each.rated.item.id] ??= each;
  }
  return actions.filter((each) => kept[each.rated.item.id] === each);
}

const is_overdue = ({ due }, day) => Boolean(due) && due < day;

// A step as readers see it on a day, one text for each column of a table.
function action_cells({ checklist, rated, answer }, day) {
  const say = (key, fields) => message(checklist, `action.${key}`, fields);
  const { id, gate, evidence } = rated.item;
  const { owner, due, needed } = answer;
  return {
    item: gate ? say("gate", { id }) : id,
    step: action_step(checklist, rated),
    owner: owner || say("no_owner"),
    due: is_overdue(answer, day) ? say("overdue", { due }) : due || say("no_date"),
    needed: needed || evidence,
  };
}

function action_step(checklist, { item, given, counted: level, unsupported, aim }) {
  const fields = { statement: item.statement, level };
  if (unsupported) return message(checklist, "action.write_down", { ...fields, given });
  return message(checklist, "action.to_level", { ...fields, aim, anchor: item.levels[aim] });
}

const action_line = (action, day) =>
  message(action.checklist, "action.line", action_cells(action, day));

// Fills the table of an action plan. Its header names the columns; `address` and `others` give the
// address of a step's item, and the texts of columns that are not the step's own.
function show_actions(table, actions, address, others = () => ({})) {
  const day = today();
  const columns = [...table.querySelectorAll("thead th")];
  const rows = actions.map((action) => {
    const texts = { ...others(action), ...action_cells(action, day) };
    const cells = columns.map(({ dataset, textContent }) => {
      const { column } = dataset;
      const cell = element(column === "item" ? "th" : "td", texts[column]);
      Object.assign(cell.dataset, { column, label: textContent });
      return cell;
    });
    const item = cells.find((cell) => cell.dataset.column === "item");
    const link = element("a", texts.item);
    link.href = address(action);
    item.scope = "row";
    item.replaceChildren(link);
    const row = element("tr", ...cells);
    row.toggleAttribute("data-late", is_overdue(action.answer, day));
    return row;
  });
  table.querySelector("tbody").replaceChildren(...rows);
}
