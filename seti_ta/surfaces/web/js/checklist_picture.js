// The picture of a profile: checklists/profile.py, once more for the page. Each item is a row of
// text with its marks beside it, so the words are there for those who cannot see the marks.
const PICTURE = { step: 48, edge: 10, height: 24 };

// The marks of each rating: what it is called, and the counted level of each item.
function ratings_drawn(checklist, scored, compared) {
  if (compared) {
    const [first, second] = compared.sides.map(({ own }) => own);
    return [
      { kind: "first", name: `“${compared.labels[0]}”`, rating: first },
      { kind: "own", name: `“${compared.labels[1]}”`, rating: second },
    ];
  }
  const drawn = [{ kind: "own", name: message(checklist, "document.own"), rating: scored.own }];
  if (scored.reviewed.unanswered < checklist.items.length) {
    const name = message(checklist, "document.reviewer");
    drawn.push({ kind: "reviewed", name, rating: scored.reviewed });
  }
  return drawn;
}

// Gates first, then the heaviest, as forms print them.
function profile_rows(checklist, scored, compared) {
  const drawn = ratings_drawn(checklist, scored, compared);
  return checklist.items
    .map((item, at) => ({ item, at }))
    .sort((a, b) => b.item.weight - a.item.weight)
    .sort((a, b) => b.item.gate - a.item.gate)
    .map(({ item, at }) => {
      const marks = drawn.map(({ kind, name, rating }) => {
        const rated = rating.items[at];
        const level = is_level(rated.counted) ? rated.counted : null;
        return { kind, name, level, shown: counted_shown(checklist, rated) };
      });
      const called = item.gate ? message(checklist, "picture.gate", { id: item.id }) : item.id;
      const levels = marks
        .map(({ name, shown }) => message(checklist, "picture.mark", { name, level: shown }))
        .join("; ");
      const said = message(checklist, "picture.row", { id: called, marks: levels });
      return { item, called, marks, levels, said };
    });
}

// Puts the rows into a list and their key into a paragraph.
function draw_profile(list, key, checklist, rows) {
  list.replaceChildren(
    ...rows.map(({ item, called, marks, levels }) => {
      const name = element("b", called);
      const about = element("span", name, ` ${item.statement}`);
      const said = element("span", levels);
      said.className = "seti-levels";
      return element("li", about, track(item, marks), said);
    })
  );
  key.replaceChildren(
    ...rows[0].marks.map(({ kind, name }) => {
      const sign = drawing(2 * PICTURE.edge, PICTURE.height);
      draw_mark(sign, kind, PICTURE.edge);
      return element("span", sign, ` ${name}`);
    }),
    element("span", message(checklist, "picture.line"))
  );
}

// Levels 0 to 3 from left to right. In a comparison a line joins the marks.
function track(item, marks) {
  const svg = drawing(TOP_LEVEL * PICTURE.step + 2 * PICTURE.edge, PICTURE.height);
  const x = (level) => PICTURE.edge + level * PICTURE.step;
  const middle = PICTURE.height / 2;
  const line = (kind, x1, x2, y1, y2) => put_shape(svg, "line", kind, { x1, x2, y1, y2 });
  line("track", x(0), x(TOP_LEVEL), middle, middle);
  for (const level of RULE.levels) line("tick", x(level), x(level), middle - 4, middle + 4);
  if (item.gate) line("gate", x(RULE.gate_level), x(RULE.gate_level), 0, PICTURE.height);
  const placed = Object.fromEntries(
    marks.filter(({ level }) => level !== null).map(({ kind, level }) => [kind, level])
  );
  if ("own" in placed) {
    const [kind, from] = marks[0].kind === "first" ? ["join", placed.first] : ["bar", 0];
    if (from !== undefined) line(kind, x(from), x(placed.own), middle, middle);
  }
  for (const kind of ["first", "reviewed", "own"]) {
    if (kind in placed) draw_mark(svg, kind, x(placed[kind]));
  }
  return svg;
}

// The own level is a dot, the other side's a wide ring, the reviewer's a diamond.
function draw_mark(svg, kind, cx) {
  const cy = PICTURE.height / 2;
  if (kind === "reviewed") {
    put_shape(svg, "path", "ring", { d: `M${cx - 8} ${cy}l8 -8 8 8 -8 8z` });
  } else {
    const [look, r] = kind === "first" ? ["ring", 8] : ["dot", 4.5];
    put_shape(svg, "circle", look, { cx, cy, r });
  }
}
