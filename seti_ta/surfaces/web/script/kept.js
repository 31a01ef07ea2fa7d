// What the page remembers: in this browser only, and nothing on a public computer.
const KEPT = "seti-ta.";
const PUBLIC = "seti-ta.public";

// Some browsers refuse storage (private windows, files on disk); the form works without.
function storage(kind) {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

const is_public = () => storage("sessionStorage")?.getItem(PUBLIC) === "1";

function set_public(on) {
  if (on) clear_kept();
  if (on) storage("sessionStorage")?.setItem(PUBLIC, "1");
  else storage("sessionStorage")?.removeItem(PUBLIC);
}

function keep(name, texts) {
  if (is_public()) return;
  try {
    storage("localStorage")?.setItem(KEPT + name, JSON.stringify(texts));
  } catch {
    // A full store loses the convenience, not the result.
  }
}

function kept(name) {
  try {
    const texts = is_public() ? null : storage("localStorage")?.getItem(KEPT + name);
    return JSON.parse(texts ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function clear_kept() {
  const store = storage("localStorage");
  if (!store) return;
  Object.keys(store)
    .filter((key) => key.startsWith(KEPT))
    .forEach((key) => store.removeItem(key));
}
