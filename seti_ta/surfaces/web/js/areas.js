// The picker of a board or a county. What a state or an area holds comes as a small script that
// calls setiState or setiArea, because a page opened from disk may load scripts and nothing else.
// The choice stands in the fragment of the address, which is never sent to a server.

const section = document.getElementById(PICKER);
const form = section.querySelector("form");
const at = (name) => section.querySelector(`[data-part=${name}]`);
const { state: stateField, place: placeField, area: areaField, wage: wageField,
  sector: sectorField } = form.elements;
const problem = section.querySelector(".seti-areas-problem");
const status = section.querySelector(".seti-areas-status");
const lines = [...section.querySelectorAll(".seti-areas-jobs tbody tr")];
const sectorBody = section.querySelector(".seti-areas-sectors tbody");
const folder = new URL(`${FOLDER}/`, document.currentScript.src);

const HIGHEST_WAGE = 200;
const known = { states: {}, areas: {} };
const waiting = {};
let place = null; // the board or county chosen: name, what to say of it, its counties
let chosen = []; // codes of the wage areas

window.setiState = (code, data) => { known.states[code] = data; };
window.setiArea = (code, data) => { known.areas[code] = data; };

function load(kind, code) {
  const name = `${kind}/${code}`;
  if (known[kind][code]) return Promise.resolve(known[kind][code]);
  waiting[name] ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(`${name}.js`, folder);
    script.onload = () => (known[kind][code] ? done(known[kind][code]) : failed(new Error(name)));
    script.onerror = () => { delete waiting[name]; script.remove(); failed(new Error(name)); };
    document.head.append(script);
  });
  return waiting[name];
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

function group(label, options) {
  const made = document.createElement("optgroup");
  made.label = label;
  made.append(...options);
  return made;
}

function element(name, text, data = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.assign(made.dataset, data);
  return made;
}

function say_problem(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

// ---- The state, then the board or the county

async function choose_state(wanted = "") {
  const code = stateField.value;
  placeField.disabled = !code;
  if (!code) return placeField.replaceChildren(option("", "First choose a state"));
  try {
    const { boards, counties } = await load("states", code);
    if (code !== stateField.value) return; // another one was chosen meanwhile
    placeField.replaceChildren(
      option("", "Choose a board or a county"),
      group("Boards", boards.map(([id, name]) => option(id, name))),
      group("Counties", counties.map(([fips, name]) => option(fips, name)))
    );
    placeField.value = wanted;
    if (wanted) choose_place();
  } catch {
    say_problem("The list of this state could not be opened. Load the page again.");
  }
}

function choose_place() {
  const state = known.states[stateField.value];
  const board = state?.boards.find(([id]) => id === placeField.value);
  const county = state?.counties.find(([fips]) => fips === placeField.value);
  if (!board && !county) return;
  const [, name, members, partial, standing, vintage] =
    board ?? [0, county[1], [state.counties.indexOf(county)], 0, "", ""];
  const told = board ? [`List of counties: ${STATUS[standing]} (${vintage}).`] : [];
  if (partial) told.push("It holds parts of some counties; the whole county is used.");
  place = { name, told };
  write_counties(state, new Set(members));
  write_fragment();
  use_counties();
}

function write_counties(state, members) {
  const boxes = state.counties.map(([, name], number) => {
    const label = element("label", "");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = number;
    box.checked = members.has(number);
    label.append(box, ` ${name}`);
    return label;
  });
  at("counties").querySelector("div").replaceChildren(...boxes);
  at("counties").hidden = false;
  if (!members.size) at("counties").open = true;
}

async function use_counties() {
  const state = known.states[stateField.value];
  const boxes = [...at("counties").querySelectorAll("input:checked")];
  const members = boxes.map((box) => state.counties[box.value]);
  const codes = [...new Set(members.map(([, , number]) => state.areas[number][0]))].sort();
  if (!codes.length) {
    say_problem(`${place.name}: tick its counties in the list above.`);
    return;
  }
  try {
    await Promise.all(codes.map((code) => load("areas", code)));
  } catch {
    say_problem("The figures of this area could not be opened. Load the page again.");
    return;
  }
  say_problem("");
  chosen = codes;
  areaField.replaceChildren(...codes.map((code) => option(code, known.areas[code].name)));
  at("area").hidden = codes.length < 2;
  write_beside(members.length);
  show();
}

function write_beside(counties) {
  const told = [
    `${place.name}: ${counties} ${counties === 1 ? "county" : "counties"}, ` +
      `${chosen.length} wage ${chosen.length === 1 ? "area" : "areas"}.`,
    ...place.told,
  ];
  status.replaceChildren(...told.map((text) => element("p", text)));
  const list = document.createElement("ul");
  list.append(...chosen.map((code) => {
    const { name, jobs, wage } = known.areas[code];
    return element("li", `${name}: ${jobs} jobs, middle wage ${wage} an hour`);
  }));
  at("beside").replaceChildren(list);
  at("beside").hidden = false;
}

// ---- The tables

// The wage floor, null if none is typed, undefined if it is none.
function floor() {
  const text = wageField.value.trim().replace(/^\$/, "");
  const bad = text && !(Number(text) > 0 && Number(text) <= HIGHEST_WAGE);
  wageField.setAttribute("aria-invalid", String(Boolean(bad)));
  if (bad) {
    say_problem(
      `Your wage floor: enter a number above 0 and up to ${HIGHEST_WAGE}. You entered ${text}.`
    );
    return undefined;
  }
  say_problem("");
  return text ? Number(text) : null;
}

function show() {
  const wage = floor();
  if (wage === undefined) return;
  const data = known.areas[areaField.value];
  if (data) write_sectors(data.sectors);
  const found = data && Object.fromEntries(data.rows.map(([number, ...rest]) => [number, rest]));
  lines.forEach((line, number) => {
    const cells = [...line.cells];
    if (found) {
      const figures = found[number] ?? [MISSING, MISSING, MISSING, "–", null];
      figures.slice(0, 4).forEach((text, place) => { cells[place + 1].textContent = text; });
      line.dataset.wage = figures[4] ?? "";
    }
    write_floor(line, wage);
    line.hidden = Boolean(sectorField.value) && line.dataset.sector !== sectorField.value;
  });
  if (!data) return;
  section.querySelector("[data-do=csv]").hidden = false;
  at("score").hidden = false;
  section.querySelector("[data-do=score]").href = score_link(data, wage);
}

function write_floor(line, wage) {
  line.querySelector("small")?.remove();
  const cell = line.cells[2];
  const paid = Number(line.dataset.wage || cell.textContent.replace(/[$,]/g, ""));
  if (wage === null || !paid) return;
  cell.append(element("small", paid >= wage ? " at or above your floor" : " under your floor"));
}

function write_sectors(rows) {
  const heads = [...section.querySelectorAll(".seti-areas-sectors thead th")];
  sectorBody.replaceChildren(...rows.map((cells) => {
    const line = document.createElement("tr");
    line.setAttribute("role", "row");
    line.append(...cells.map((text, number) => {
      const cell = element(number ? "td" : "th", text);
      cell.setAttribute("role", number ? "cell" : "rowheader");
      if (number) cell.dataset.head = heads[number].textContent;
      else cell.scope = "row";
      return cell;
    }));
    return line;
  }));
}

// The scorecard opens with these sectors; its weights are its own, to be agreed on first.
function score_link(data, wage) {
  const criteria = CRITERIA.map((row, number) =>
    number === WAGE_AT && wage !== null ? { ...row, floor: String(wage) } : row
  );
  const sectors = data.score.map(([sector, ...value]) => ({ sector, value: value.map(String) }));
  const entries = { criteria: JSON.stringify(criteria), sectors: JSON.stringify(sectors) };
  return `${section.dataset.scorecard}#sector_scorecard?${new URLSearchParams(entries)}`;
}

function as_csv() {
  const quoted = (text) => `"${String(text).replace(/"/g, '""')}"`;
  const heads = [...section.querySelectorAll(".seti-areas-jobs thead th")];
  const rows = lines
    .filter((line) => !line.hidden)
    .map((line) => [
      known.areas[areaField.value].name,
      CODES[lines.indexOf(line)],
      ...[...line.cells].map((cell) => cell.firstChild.textContent),
    ]);
  const first = ["Wage area", "SOC code", ...heads.map((head) => head.textContent)];
  const note = [`Jobs and wages: BLS OEWS ${RELEASE}. Growth and openings: ${PROJECTIONS}, national.`];
  return [note, first, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
}

// ---- The address

function write_fragment() {
  const entries = new URLSearchParams({ state: stateField.value, place: placeField.value });
  history.replaceState(null, "", `#${PICKER}?${entries}`);
}

function read_fragment() {
  const [name, query] = location.hash.slice(1).replace(/%3F/i, "?").split(/\?(.*)/s);
  if (name !== PICKER || !query) return;
  const asked = new URLSearchParams(query);
  stateField.value = asked.get("state") ?? "";
  choose_state(asked.get("place") ?? "");
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
stateField.addEventListener("change", () => choose_state());
placeField.addEventListener("change", choose_place);
at("counties").addEventListener("change", use_counties);
areaField.addEventListener("change", show);
sectorField.addEventListener("change", show);
wageField.addEventListener("input", show);
section.querySelector("[data-do=csv]").addEventListener("click", () =>
  download(`wages-${areaField.value}.csv`, as_csv())
);
addEventListener("hashchange", read_fragment);
read_fragment();
