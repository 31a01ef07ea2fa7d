// Templates, filled from the reader's plan: templates/filled.py, once more for the page.
const OWN_VALUE = 0;
const STARTING_VALUE = 1;
const MADE_UP_VALUE = 2;

const whose_of_all = (names) => Math.max(OWN_VALUE, ...names.map(whose_value));

// Whose the value of an input or table is, by its name in the plan.
function whose_value(name) {
  const [origin, field_name] = name.includes(".") ? name.split(".") : [PLAN, name];
  const definition = definitions[origin];
  if (plan.is_own(definition, field_name)) return OWN_VALUE;
  const field = entries(definition).find((each) => each.name === field_name);
  if (field.follows) {
    const [source, what] = followed(field);
    return source.name === PLAN ? whose_value(what) : whose_of_all(TEMPLATES.needs[field.follows]);
  }
  if (!field.rows && field.shown === "") return OWN_VALUE;
  return TEMPLATES.made_up.includes(name) ? MADE_UP_VALUE : STARTING_VALUE;
}

// The words for one place and, behind them, what a reader has to look at.
function said_in(key) {
  const { blank, doubt } = TEMPLATES.places[key];
  const text = words_of(TEMPLATES.places[key]);
  const whose = whose_of_all(TEMPLATES.needs[key] ?? [key]);
  if (!text || whose === MADE_UP_VALUE) return { text: "", mark: blank };
  return { text, mark: whose === STARTING_VALUE ? doubt : "" };
}

function words_of({ origin, field }) {
  const definition = definitions[origin];
  const { problems, values } = plan.result(definition);
  if (origin === PLAN) return value_words(definition, field, values);
  if (!is_empty(problems)) return "";
  const result = calculate_slow(definition, values);
  return field ? value_words(definition, field, result.values) : result.sentence;
}

const value_words = (definition, field, values) =>
  given(values[field]) ? with_unit(definition, field, values[field]) : "";

// ---- Word

const NOT_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const IN_XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const as_xml = (text) => text.replace(NOT_IN_XML, "\ufffd").replace(/[&<>]/g, (sign) => IN_XML[sign]);

// The .docx of one template, from its parts with a token in each place.
function word_file(name, { common, own }) {
  const [token, end] = TEMPLATES.token;
  const place = new RegExp(`<w:t>${token}([^!${end}]+)(!?)${end}</w:t>`, "g");
  const filled = own[name]["word/document.xml"].replace(place, (run, key, is_mark) => {
    const { text, mark } = said_in(key);
    return `<w:t xml:space="preserve">${as_xml(is_mark ? mark : text)}</w:t>`;
  });
  return zip({ ...common, ...own[name], "word/document.xml": filled });
}

// Loads the parts of the Word files, once. A script, because a page from disk may fetch nothing.
let word_parts;
function load_word_parts(address) {
  word_parts ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => resolve(window.seti_word));
    script.addEventListener("error", () => {
      word_parts = undefined;
      reject(new Error(address));
    });
    document.head.append(script);
  });
  return word_parts;
}

// ---- The page

class TemplatePage extends Follower {
  constructor(desk, sections) {
    super();
    this.desk = desk;
    this.places = [...document.querySelectorAll("[data-slot]")];
    desk.querySelector(".seti-dead").remove();
    this.file = new PlanFile(desk.querySelector(".seti-plan-file"), (text) => {
      desk.querySelector("[role=status]").textContent = text;
    });
    for (const section of sections) {
      const { template, parts } = section.dataset;
      const on = (what, act) =>
        section.querySelector(`[data-do=${what}]`).addEventListener("click", act);
      on("word", () => this.word(section, template, parts));
      on("print", () => this.print(section));
    }
    desk.querySelector(".seti-plan-file").removeAttribute("hidden");
    document.querySelectorAll("[data-template] [data-live]").forEach((part) => (part.hidden = false));
    this.follow();
  }

  async word(section, name, parts) {
    const status = section.querySelector("[role=status]");
    try {
      download(`${name}.docx`, word_file(name, await load_word_parts(parts)));
      status.textContent = TEMPLATES.said.made;
    } catch {
      status.textContent = TEMPLATES.said.failed;
    }
  }

  // Only this one: template.css leaves out the rest.
  print(section) {
    const paper = section.querySelector("details");
    const { open } = paper;
    paper.open = true;
    section.classList.add("printing");
    window.print();
    section.classList.remove("printing");
    paper.open = open;
  }

  follow() {
    const said = {};
    for (const place of this.places) {
      const key = place.dataset.slot;
      const { text, mark } = (said[key] ??= said_in(key));
      const [words, look] = place.children;
      set_text(words, text);
      set_text(look, mark);
    }
    const count = Object.values(plan.own).reduce((sum, own) => sum + Object.keys(own).length, 0);
    const filled = this.desk.querySelector("[data-filled]");
    set_text(filled, TEMPLATES.said.filled_with.replace("{count}", count));
    filled.hidden = !count;
    this.desk.querySelector("[data-not-filled]").hidden = count > 0;
  }
}

function start_templates() {
  const desk = document.querySelector("[data-template-desk]");
  forms.push(new TemplatePage(desk, document.querySelectorAll("[data-template]")));
}

// For the tests.
window.seti_templates = { said_in, word_file };
