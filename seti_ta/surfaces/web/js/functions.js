// The functions of calculators/functions.py, once more for the page.
const TOLERANCE = 1e-9;
const slack = (a, b) => TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
const below = (a, b) => b - a > slack(a, b);
const above = (a, b) => a - b > slack(a, b);
const same = (a, b) => Math.abs(a - b) <= slack(a, b);
const people_up = (x) => Math.ceil(x - Math.max(TOLERANCE, 1e-12 * x)) + 0;
const ln = Math.log;
const sum = (column) => column.reduce((total, value) => total + value, 0);

function round_half_up(x, digits = 0) {
  const scale = Math.pow(10, digits);
  const scaled = Math.abs(x) * scale;
  const rounded = Math.floor(scaled + 0.5 + Math.max(TOLERANCE, 1e-12 * scaled)) / scale;
  return x < 0 && rounded ? -rounded : rounded;
}

function running_total(column) {
  let total = 0;
  return column.map((value) => (total += value));
}

function schedule(longest, until, row) {
  const rows = [];
  for (let year = 1; year <= longest && year <= until; year += 1) rows.push(row(year));
  return rows;
}
