// Items borrowed from other checklists: checklists/borrowed.py, once more for the page.

// The result by checklist, a sentence each, the weakest first and named so.
function part_sentences(checklist, { items }) {
  const parts = checklist.lenders.map(({ title, ids }) => {
    const rated = items.filter(({ item }) => ids.includes(item.id));
    return {
      title,
      points: added(rated.map((each) => each.points)),
      possible: added(rated.map((each) => each.possible)),
      is_whole: rated.every(({ given }) => given !== null),
    };
  });
  return parts
    .filter(({ possible, is_whole }) => possible && is_whole)
    .sort((a, b) => a.points / a.possible - b.points / b.possible)
    .map(({ title, points, possible }, place) => {
      const key = place === 0 && points < possible ? "part.weakest" : "part.other";
      return message(checklist, key, { title, points, possible });
    });
}

// The ids of the items that the texts of another form rate, and of which these hold nothing yet.
function to_take_over({ items }, given, texts) {
  const is_empty_here = (id) => RULE.fields.every((field) => !texts[`${id}.${field}`]);
  return items.map(({ id }) => id).filter((id) => given[`${id}.level`] && is_empty_here(id));
}

// These texts with the answers to those items.
function taken_over(ids, given, texts) {
  const names = ids.flatMap((id) => RULE.fields.map((field) => `${id}.${field}`));
  const taken = Object.fromEntries(names.map((name) => [name, given[name] ?? ""]));
  const reviewed = ids.some((id) => taken[`${id}.reviewer`]) ? "1" : texts.reviewed;
  return { ...texts, ...taken, reviewed };
}
