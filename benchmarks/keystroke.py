"""How long a form takes to answer a keystroke or a choice on a slow laptop, in one frame or not.

Run `make book` first, then `python benchmarks/keystroke.py`. The processor is slowed four
times. An answer is timed from the event to the end of layout: the sentence and the numbers.
The chart, the notes, the lists and results by row follow a frame later, the sensitivity table,
what is slow and the other forms of a plan in idle time; they are not in it. Tables are tried
with all their rows; the explorer answers with its first rows, a few more follow, and a button
shows the others.
"""

import re
import shutil
import statistics
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from seti_ta import checklists
from seti_ta.calculators.links import PLAN
from seti_ta.handbook.build import SITE
from seti_ta.surfaces.web.checklist_form import form_id
from seti_ta.surfaces.web.explorer import ID as EXPLORER

LIMIT = 16.0  # milliseconds: one frame
SLOWDOWN = 4
KEYSTROKES = 120

TYPE_A_NUMBER = """async ([name, count]) => {
  const section = document.getElementById(name);
  for (const button of section.querySelectorAll("[data-do=add_row]")) {
    while (!button.disabled) button.click();
  }
  const field = section.querySelector("input[inputmode]");
  const start = field.value;
  const times = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise((done) => setTimeout(done, 30));
    field.value = String(Number(start) + (i % 10));
    const before = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    section.getBoundingClientRect();
    times.push(performance.now() - before);
  }
  return times;
}"""


ANSWER_ALL = """([name]) => {
  const form = document.getElementById(name).querySelector("form");
  form.elements.reviewed.checked = true;
  for (const radio of form.querySelectorAll("[type=radio][value='1']")) radio.checked = true;
  for (const note of form.querySelectorAll("textarea")) note.value = "Log of 2026. ".repeat(8);
}"""

# Levels of both raters in turn, and letters of an evidence note.
RATE = """async ([name, count]) => {
  const section = document.getElementById(name);
  const radios = [...section.querySelectorAll("[type=radio]:not([value='N/A'])")];
  const notes = section.querySelectorAll("textarea");
  const times = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise((done) => setTimeout(done, 30));
    const radio = radios[(i * 7) % radios.length];
    const note = notes[i % notes.length];
    if (i % 2) note.value += "x";
    const before = performance.now();
    if (i % 2) note.dispatchEvent(new Event("input", { bubbles: true }));
    else radio.click();
    section.getBoundingClientRect();
    times.push(performance.now() - before);
  }
  return times;
}"""

# Letters of the words that readers look for, typed one by one and deleted again. Browsers put off
# the layout of rows until they are on the screen, so a screenful of them is asked for its size.
LOOK_FOR = """async ([id, count]) => {
  const section = document.getElementById(id);
  const field = section.querySelector("[type=search]");
  field.scrollIntoView();
  const typed = [];
  for (const word of ["nursing", "year up", "per scholas", "gain", "health care", "machine"]) {
    for (let i = 1; i <= word.length; i += 1) typed.push(word.slice(0, i));
    for (let i = word.length - 1; i >= 0; i -= 1) typed.push(word.slice(0, i));
  }
  const times = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise((done) => setTimeout(done, 100));
    field.value = typed[i % typed.length];
    const before = performance.now();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const rows = [...section.querySelectorAll("tbody tr:not([hidden])")].slice(0, 6);
    for (const row of rows) row.cells[1].getBoundingClientRect();
    times.push(performance.now() - before);
  }
  return times;
}"""


def main() -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in sorted(SITE.glob("book/*.html")):
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r'data-calculator="(\w+)"', text):
                measure(chromium, path, name, TYPE_A_NUMBER)
            for name in re.findall(r'data-checklist="(\w+)"', text):
                measure(chromium, path, form_id(checklists[name]), RATE, before=ANSWER_ALL)
            if "data-plan" in text:
                measure(chromium, path, PLAN, TYPE_A_NUMBER)
            if f'id="{EXPLORER}"' in text:
                measure(chromium, path, EXPLORER, LOOK_FOR)
        chromium.close()


def measure(chromium: Browser, path: Path, name: str, script: str, before: str = "") -> None:
    page = chromium.new_page()
    page.goto(path.as_uri())
    if before:
        page.evaluate(before, [name])
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    times = page.evaluate(script, [name, KEYSTROKES])
    page.close()
    median, most = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    over = sum(each > LIMIT for each in times)
    print(
        f"{name}: median {median:.1f} ms, 95 percent within {most:.1f} ms, "
        f"{most / LIMIT:.0%} of the limit of {LIMIT:.0f} ms; "
        f"{over} of {KEYSTROKES} over it, worst {max(times):.1f} ms"
    )


if __name__ == "__main__":
    main()
