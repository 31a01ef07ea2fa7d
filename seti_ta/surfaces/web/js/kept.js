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
  if (on) {
    clear_kept();
    write_kept(PUBLIC, "1");
  } else {
    storage()?.removeItem(PUBLIC);
    plan.keep();
  }
}

// What a calculator is told of one household is never kept, on no computer.
const is_never_kept = (name) => Boolean(definitions[name]?.never_kept);

function keep(name, texts) {
  if (!is_public() && !is_never_kept(name)) write_kept(KEPT + name, JSON.stringify(texts));
}

// The record kept under a name; a spoilt one counts as none.
function kept_record(name) {
  try {
    return JSON.parse(storage()?.getItem(KEPT + name) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

const texts_of = (record) =>
  Object.fromEntries(Object.entries(record).filter(([, text]) => typeof text === "string"));

// The entries kept for one calculator: the reader's own, in an old record all. Tables of a
// foreign record count as none.
function kept(definition) {
  if (definition.never_kept) return {};
  const record = kept_record(definition.name);
  const tables = by_name(definition.tables, ({ name, rows }) => record[name] ?? rows);
  return { ...texts_of(record), ...(unfit(definition, tables) ? {} : tables) };
}

function clear_kept() {
  const store = storage();
  if (!store) return;
  Object.keys(store)
    .filter((key) => key.startsWith(KEPT))
    .forEach((key) => store.removeItem(key));
}
