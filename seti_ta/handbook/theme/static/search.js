// Searches for the words after "#q=", which the browser keeps to itself. Sphinx's own script
// would read them from "?q=", and a host would see them.
"use strict";

// Sphinx asks for this before it stores the words to highlight; here nothing is stored.
const SPHINX_HIGHLIGHT_ENABLED = false;

addEventListener("DOMContentLoaded", () => {
  document.getElementById("without-scripts").remove();
  const words = new URLSearchParams(location.hash.slice(1)).get("q");
  if (!words) return;
  document.getElementById("q").value = words;
  Search.performSearch(words);
});

// Another search from this page, or the way back to an earlier one.
addEventListener("hashchange", () => {
  if (location.hash.startsWith("#q=")) location.reload();
});
