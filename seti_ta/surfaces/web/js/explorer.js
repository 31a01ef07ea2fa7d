// The evidence explorer. The page holds every row; this hides, orders and opens them, and keeps
// the filters in the fragment of the address, which is never sent to a server. Nothing is stored.

// A row costs a slow computer about a millisecond to show or to hide. So a screenful answers the
// key, a few more follow a moment later, and the others show when the reader asks for them.
const AT_ONCE = 3;
const FIRST = 20;
const EVERY = Object.keys(COLUMNS);
const SEARCHED = new Set(EVERY.filter((name) => COLUMNS[name].format !== "link"));
const ROW = "#row-";

const section = document.getElementById(EXPLORER);
const form = section.querySelector("form");
const body = section.querySelector("tbody");
const heads = [...section.querySelectorAll("th[data-by]")];
const notice = section.querySelector(".seti-explorer-notice");
const all = section.querySelector("[data-do=all]");

const rows = [...body.rows].map((line, place) => ({
  place,
  line,
  cells: Object.fromEntries(EVERY.map((name, at) => [name, CELLS[place][at]])),
  compared: COMPARED[place],
  text: [...CELLS[place].filter((_, at) => SEARCHED.has(EVERY[at])), line.textContent]
    .join("\n")
    .toLowerCase(),
}));

const NO_SORT = { by: "", down: false };
let sort = NO_SORT;
let ordered = rows;
let shown = rows;
let most = FIRST; // rows to show of those that fit
let to_come = []; // rows to show that do not show yet
let turn = 0;

// ---- Filter and sort

// What the reader asks for, by the names of the fragment; only what is set.
function asked() {
  const entries = [...new FormData(form)].filter(([, value]) => value.trim());
  if (sort.by) entries.push(["sort", `${sort.down ? "-" : ""}${sort.by}`]);
  return entries;
}

function filter() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = FILTERS.map((name) => form.elements[name].value);
  const counted = form.elements.counted.checked;
  const fits = ({ text, compared }) =>
    words.every((word) => text.includes(word)) &&
    wanted.every((value, at) => !value || value === compared[at]) &&
    (!counted || compared[FILTERS.length] === "count");
  shown = ordered.filter(fits);
  most = FIRST;
  show();
}

function show() {
  const now = shown.slice(0, most);
  const wanted = new Set(now);
  for (const row of rows) if (!row.line.hidden && !wanted.has(row)) row.line.hidden = true;
  to_come = now.filter((row) => row.line.hidden);
  all.parentNode.hidden = shown.length <= most;
  all.textContent = `Show all ${shown.length} rows`;
  section.querySelector(".seti-explorer-take").hidden = !shown.length;
  section.querySelector(".seti-explorer-status").textContent = shown.length
    ? `${shown.length} of ${rows.length} rows`
    : `0 of ${rows.length} rows. Clear a filter to see more.`;
  clearTimeout(turn);
  show_next(AT_ONCE);
}

function show_next(count) {
  for (const row of to_come.splice(0, count)) row.line.hidden = false;
  if (to_come.length) turn = setTimeout(show_next, 0, FIRST);
}

function show_all() {
  most = rows.length;
  show();
}

function put_in_order() {
  const rank = RANKS[sort.by];
  const way = sort.down ? -1 : 1;
  // Empty cells come last both ways.
  const compare = ({ place: a }, { place: b }) =>
    (rank[a] === null) - (rank[b] === null) || way * (rank[a] - rank[b]) || a - b;
  ordered = rank ? [...rows].sort(compare) : rows;
  body.append(...ordered.flatMap(({ line, detail }) => (detail ? [line, detail] : [line])));
  for (const head of heads) {
    const way = head.dataset.by !== sort.by ? "none" : sort.down ? "descending" : "ascending";
    head.setAttribute("aria-sort", way);
  }
}

// Up, down, then the table's own order again.
function sort_by(by) {
  if (sort.by !== by) sort = { by, down: false };
  else sort = sort.down ? NO_SORT : { by, down: true };
  put_in_order();
  filter();
  write_fragment();
}

// ---- Details

function opener(row) {
  const name = row.line.querySelector("th > span");
  const button = document.createElement("button");
  button.type = "button";
  button.append(name.textContent);
  const { outcome, followup } = row.cells;
  button.setAttribute("aria-label", `${name.textContent}: ${outcome}, ${followup}`);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => open_or_close(row));
  name.replaceWith(button);
  return button;
}

function open_or_close(row) {
  const open = row.button.getAttribute("aria-expanded") === "true";
  row.button.setAttribute("aria-expanded", String(!open));
  if (open) {
    row.detail.remove();
    row.detail = null;
  } else {
    row.detail = detail_of(row);
    row.line.after(row.detail);
  }
}

function detail_of(row) {
  const line = element("tr", "", "seti-explorer-detail");
  const cell = line.insertCell();
  cell.colSpan = row.line.cells.length;
  for (const [title, names] of Object.entries(GROUPS)) {
    const filled = names.filter((name) => row.cells[name]);
    if (!filled.length) continue;
    const list = element("dl");
    for (const name of filled) {
      const value = element("dd");
      value.append(written(row.cells, name));
      list.append(element("dt", COLUMNS[name].label), value);
    }
    const group = element("div");
    group.append(element("h3", title), list);
    cell.append(group);
  }
  return line;
}

function written(cells, name) {
  const value = cells[name];
  const digits = { maximumFractionDigits: COLUMNS[name].format === "factor" ? 4 : 2 };
  const number = Number(value).toLocaleString("en-US", digits);
  switch (COLUMNS[name].format) {
    case "factor":
    case "number":
      return number;
    case "percent":
      return `${number}%`;
    case "dollars":
      return number.replace(/^-?/, "$&$");
    case "units":
      return `${number} ${cells.units}`;
    case "mean":
      return `${number} ${cells.units.startsWith("percent") ? "percent" : cells.units}`;
    case "row":
      return link(`${ROW}${value}`, value);
    case "link":
      return link(value, value);
    default:
      return value;
  }
}

function link(address, text) {
  const anchor = element("a", text);
  anchor.href = address;
  return anchor;
}

function element(name, text = "", style = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (style) made.className = style;
  return made;
}

// ---- Files

function as_csv(some) {
  const quoted = (cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(",");
  const lines = [EVERY, ...some.map(({ place }) => CELLS[place])];
  // The mark tells Excel that the file is UTF-8.
  return `\ufeff${lines.map((line) => `${quoted(line)}\r\n`).join("")}`;
}

// ---- The fragment: filters to share, or one row

let waiting = 0;

// Browsers refuse many changes of the address in a row.
function write_fragment() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const entries = asked();
    const fragment = entries.length ? `#${EXPLORER}?${new URLSearchParams(entries)}` : "";
    history.replaceState(null, "", location.href.split("#")[0] + fragment);
  }, 300);
}

function read_fragment() {
  tell([]);
  const fragment = location.hash.replace(/%3F/i, "?"); // some mailers encode it
  if (fragment.startsWith(ROW)) return go_to(fragment.slice(ROW.length));
  if (fragment.startsWith(`#${EXPLORER}?`)) take(new URLSearchParams(fragment.split(/\?(.*)/s)[1]));
}

function take(entries) {
  form.reset();
  sort = NO_SORT;
  const refused = [];
  for (const [name, value] of entries) if (!set(name, value)) refused.push(`${name}=${value}`);
  put_in_order();
  filter();
  tell(refused);
}

// Sets one filter, if there is such a filter and such a choice.
function set(name, value) {
  if (name === "q") form.elements.q.value = value;
  else if (name === "counted") form.elements.counted.checked = true;
  else if (name === "sort" && value.replace(/^-/, "") in RANKS) {
    sort = { by: value.replace(/^-/, ""), down: value.startsWith("-") };
  } else if (FILTERS.includes(name)) {
    form.querySelector("details").open = true;
    form.elements[name].value = value;
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    return form.elements[name].value === value;
  } else return false;
  return true;
}

function go_to(id) {
  const row = rows.find(({ cells }) => cells.row_id === id);
  if (!row) return tell([id]);
  if (!shown.includes(row)) {
    form.reset();
    filter();
  }
  show_all();
  show_next(rows.length);
  if (!row.detail) open_or_close(row);
  row.line.scrollIntoView();
}

function tell(refused) {
  notice.hidden = !refused.length;
  notice.textContent = refused.length
    ? `This link asks for what the table does not have, and that was left out: ${refused.join(", ")}.`
    : "";
}

// ---- Start

for (const head of heads) {
  const button = element("button", head.textContent);
  button.type = "button";
  button.addEventListener("click", () => sort_by(head.dataset.by));
  head.replaceChildren(button);
}
for (const row of rows) row.button = opener(row);
form.addEventListener("input", () => {
  filter();
  write_fragment();
});
section.querySelector("[data-do=clear]").addEventListener("click", () => {
  form.reset();
  filter();
  write_fragment();
});
form.addEventListener("submit", (event) => event.preventDefault());
section.querySelector("[data-do=csv]").addEventListener("click", () => {
  download("evidence-rows.csv", as_csv(shown));
});
addEventListener("hashchange", read_fragment);
all.addEventListener("click", () => {
  const next = shown[most];
  show_all();
  show_next(rows.length);
  next.button.focus(); // the button that was pressed is gone
});
addEventListener("beforeprint", () => {
  show_all();
  show_next(rows.length);
});
form.hidden = false;
form.querySelector("details").open = matchMedia("(min-width: 48rem)").matches;
section.dataset.live = "";
filter();
read_fragment();
