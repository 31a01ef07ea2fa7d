// What the page remembers: in this browser only, and nothing on a public computer.
const KEPT = "seti-ta.";
const PUBLIC = "seti-public"; // says nothing of anybody, and holds in every tab

// Some browsers refuse storage (private windows, files on disk); the form works without.
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function write_kept(key, text) {
  try {
    storage()?.setItem(key, text);
  } catch {
    // A full store loses the convenience, not the result.
  }
}

const is_public = () => storage()?.getItem(PUBLIC) === "1";

function set_public(on) {
  if (on) clear_kept();
  if (on) write_kept(PUBLIC, "1");
  else storage()?.removeItem(PUBLIC);
}

function keep(name, texts) {
  if (!is_public()) write_kept(KEPT + name, JSON.stringify(texts));
}

// The entries kept for one calculator; a spoilt, old or foreign record counts as none.
function kept(definition) {
  try {
    const record = JSON.parse(storage()?.getItem(KEPT + definition.name) ?? "{}") ?? {};
    const texts = Object.entries(record).filter(([, text]) => typeof text === "string");
    const tables = definition.tables.map(({ name }) => [name, record[name]]);
    const fits = !unfit(definition, Object.fromEntries(tables));
    return Object.fromEntries(fits ? [...texts, ...tables] : texts);
  } catch {
    return {};
  }
}

function clear_kept() {
  const store = storage();
  if (!store) return;
  Object.keys(store)
    .filter((key) => key.startsWith(KEPT))
    .forEach((key) => store.removeItem(key));
}
