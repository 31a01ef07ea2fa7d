// Loaded in the head, before the page is drawn: a dark reader should not see a white flash.
(function () {
  "use strict";

  const KEY = "seti-theme";
  const root = document.documentElement;

  // A browser may forbid storage; the switch then lasts for one page.
  function stored() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }
  function store(theme) {
    try { localStorage.setItem(KEY, theme); } catch { /* see above */ }
  }

  function show(theme) {
    if (theme) root.dataset.theme = theme;
  }

  function isDark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function readySwitch(button) {
    button.hidden = false;
    button.setAttribute("aria-pressed", isDark());
    button.addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      show(theme);
      store(theme);
      button.setAttribute("aria-pressed", isDark());
    });
  }

  // A table too wide for a phone shows each row as a block there; the style says how wide that is.
  // Forms look after their own tables.
  function stack(box) {
    const table = box.querySelector("table");
    if (!table?.tHead || box.closest("[class*=seti-]")) return;
    const heads = table.tHead.rows[0].cells;
    table.classList.add("stacked");
    for (const { cells } of table.tBodies[0].rows) {
      [...cells].forEach((cell, at) => { cell.dataset.head = heads[at].textContent.trim(); });
    }
  }

  // What scrolls sideways must be reachable by keyboard; what does not should not be a stop.
  function readyScrolling(boxes) {
    const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => {
      if (target.matches(".scroll") && target.scrollWidth > target.clientWidth) stack(target);
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }));
    boxes.forEach((box) => observer.observe(box));
  }

  // What comes after "#" stays in the browser; what comes after "?" would reach the host.
  function readySearch(form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      location.assign(`${form.action}#q=${encodeURIComponent(form.elements.q.value)}`);
    });
  }

  // A link to a source leads into a folded list; on paper nothing can be unfolded.
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    const list = target?.closest("details.facts:not([open])");
    if (!list) return;
    list.open = true;
    target.scrollIntoView();
  }
  function openSources() {
    document.querySelectorAll("details.facts").forEach((list) => { list.open = true; });
  }

  show(stored());
  addEventListener("beforeprint", openSources);
  addEventListener("hashchange", openTarget);
  document.addEventListener("DOMContentLoaded", () => {
    readySwitch(document.getElementById("dark"));
    readySearch(document.querySelector("[role=search]"));
    readyScrolling(document.querySelectorAll(".scroll, .equation, pre"));
    openTarget();
  });
})();
