// The functions of calculators/functions.py, once more for the page.
const TOLERANCE = 1e-9;
const slack = (a, b) => TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
const below = (a, b) => b - a > slack(a, b);
const above = (a, b) => a - b > slack(a, b);
const same = (a, b) => Math.abs(a - b) <= slack(a, b);
const people_up = (x) => Math.ceil(x - Math.max(TOLERANCE, 1e-12 * x)) + 0;
const round_down = (x) => Math.floor(x + Math.max(TOLERANCE, 1e-12 * x));
const ln = Math.log;
const sum = (column) => column.reduce((total, value) => total + value, 0);

function round_half_up(x, digits = 0) {
  const scale = Math.pow(10, digits);
  const scaled = Math.abs(x) * scale;
  const rounded = Math.floor(scaled + 0.5 + Math.max(TOLERANCE, 1e-12 * scaled)) / scale;
  return x < 0 && rounded ? -rounded : rounded;
}

function truncate(x, digits = 0) {
  const scale = Math.pow(10, digits);
  const scaled = Math.abs(x) * scale;
  const cut = Math.floor(scaled + Math.max(TOLERANCE, 1e-12 * scaled)) / scale;
  return x < 0 && cut ? -cut : cut;
}

const shrunk_rate = (successes, n, prior, weight) => (successes + weight * prior) / (n + weight);

function wilson_high(successes, n) {
  const spread = Z95 * Math.sqrt((successes * (n - successes)) / n + (Z95 * Z95) / 4);
  return (successes + (Z95 * Z95) / 2 + spread) / (n + Z95 * Z95);
}

const wilson_low = (successes, n) =>
  (successes * successes) / (n * (n + Z95 * Z95)) / wilson_high(successes, n);

function fisher_exact(a, n1, b, n2) {
  const successes = a + b;
  const [fewest, most] = [Math.max(0, successes - n2), Math.min(n1, successes)];
  const likeliest = Math.floor(((n1 + 1) * (successes + 1)) / (n1 + n2 + 2));
  const ratio = (x) => ((n1 - x) * (successes - x)) / ((x + 1) * (n2 - successes + x + 1));
  const chances = new Map([[likeliest, 1]]);
  for (let x = likeliest; x < most && chances.get(x) > NO_CHANCE; x += 1) {
    chances.set(x + 1, chances.get(x) * ratio(x));
  }
  for (let x = likeliest; x > fewest && chances.get(x) > NO_CHANCE; x -= 1) {
    chances.set(x - 1, chances.get(x) / ratio(x - 1));
  }
  const limit = (chances.get(a) ?? 0) * (1 + FISHER_TIE);
  const all = [...chances.values()];
  return sum(all.filter((each) => each <= limit)) / sum(all);
}

function running_total(column) {
  let total = 0;
  return column.map((value) => (total += value));
}

function schedule(longest, until, row) {
  const rows = [];
  for (let time = 1; time <= longest && time <= until; time += 1) rows.push(row(time));
  return rows;
}

// Where Student's t with df degrees of freedom has the share p below it.
function t_quantile(p, df) {
  const height = t_height(df);
  let t = 0;
  for (let round = 0; round < 100; round += 1) {
    const density = height * Math.pow(df / (df + t * t), (df + 1) / 2);
    const step = (p - 0.5 - t_share(t, df, density)) / density;
    t += step;
    if (Math.abs(step) <= 1e-13 * t) break;
  }
  return t;
}

function t_share(t, df, density) {
  let term = 1;
  let series = 1;
  if (t * t < df) {
    const share = (t * t) / (df + t * t);
    for (let k = 0; term > 1e-17 * series; k += 1) {
      term *= (share * ((df + 1) / 2 + k)) / (1.5 + k);
      series += term;
    }
    return t * density * series;
  }
  const angle = Math.atan(t / Math.sqrt(df));
  for (let k = 2 + (df % 2); k < df; k += 2) {
    term *= ((k - 1) / k) * Math.pow(Math.cos(angle), 2);
    series += term;
  }
  if (df % 2 === 0) return (Math.sin(angle) * series) / 2;
  return (angle + (df > 1 ? Math.sin(angle) * Math.cos(angle) * series : 0)) / Math.PI;
}

function t_height(df) {
  if (df > 200) {
    const x = 1 / df;
    const end = 5 / 128 + x * (-21 / 2048 - (x * 399) / 8192);
    return (1 + x * (-1 / 4 + x * (1 / 32 + x * end))) / Math.sqrt(2 * Math.PI);
  }
  let ratio = df % 2 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2;
  for (let k = 2 - (df % 2); k < df; k += 2) ratio *= (k + 1) / k;
  return ratio / Math.sqrt(df * Math.PI);
}

function boundary(points, overall) {
  const percent = round_half_up(100 * overall);
  return percent < points.length ? points[percent] / 100 : -1;
}

function cautious_boundary(overall) {
  return boundary(ATTRITION.cautious, overall);
}

function optimistic_boundary(overall) {
  return boundary(ATTRITION.optimistic, overall);
}

function price_index(first, last) {
  const [from, to] = [Math.min(first, last), Math.max(first, last)];
  const covered = PRICES.filter(([year]) => from <= year && year <= to);
  return sum(covered.map(([, index]) => index)) / covered.length;
}

// Tables. A value that is left out is null, or an empty text.
const rows = (column) => [...column.keys()];
const given = (value) => value !== null && value !== "";
const down = (matrix, column) => matrix.map((row) => row[column]);
const total = (values) => sum(values.filter(given));
const count = (values) => values.filter(given).length;
const lowest = (values) => (count(values) ? Math.min(...values.filter(given)) : 0);
const highest = (values) => (count(values) ? Math.max(...values.filter(given)) : 0);
const first_at = (values, places, place) => values[places.indexOf(place)];

const rank = (values) =>
  values.map((each) =>
    given(each) ? 1 + values.filter((other) => given(other) && above(other, each)).length : null
  );

const active_at_start = (starts, people, length) =>
  starts.map((each) =>
    sum(people.filter((_, at) => !above(starts[at], each) && above(starts[at] + length, each)))
  );

const in_force = (amounts, first, last, at) =>
  amounts.reduce((total, amount, row) => total + (first[row] <= at && at <= last[row] ? amount : 0), 0);

function assign_money(costs, amounts, most) {
  const unspent = [...amounts];
  const unpaid = [...costs];
  const paid = costs.map(() => amounts.map(() => 0));
  const fewest_first = (places, size) => places.sort((a, b) => size(a) - size(b));
  const by_row = fewest_first(rows(costs), (row) => count(most[row]));
  for (const column of fewest_first(rows(amounts), (column) => count(down(most, column)))) {
    for (const row of by_row.filter((row) => given(most[row][column]))) {
      const pays = Math.min(most[row][column], unspent[column], unpaid[row]);
      paid[row][column] = pays;
      unspent[column] -= pays;
      unpaid[row] -= pays;
    }
  }
  return paid;
}

function most_fundable(costs, amounts, most) {
  let cuts = [[0, amounts.map(() => 0)]];
  costs.forEach((cost, row) => {
    cuts = cuts.flatMap(([cut, into]) => [
      [cut + cost, into],
      [cut, into.map((flow, column) => flow + (most[row][column] ?? 0))],
    ]);
  });
  const flow = ([cut, into]) => cut + sum(amounts.map((amount, at) => Math.min(amount, into[at])));
  return Math.min(...cuts.map(flow));
}

function share_first(scores, weights) {
  const compared = scores.filter((row) => given(row[0]));
  const wins = compared.map(() => 0);
  const tried = weight_sets(weights);
  for (const weighting of tried) {
    const totals = compared.map((row) => sum(row.map((score, place) => weighting[place] * score)));
    const best = highest(totals);
    totals.forEach((each, place) => (wins[place] += !below(each, best)));
  }
  const shares = wins.values();
  return scores.map((row) => (given(row[0]) ? shares.next().value / tried.length : null));
}

function weight_sets(weights) {
  const near = weights.flatMap((_, moved) =>
    WEIGHT_FACTORS.map((factor) => weights.map((w, place) => (place === moved ? w * factor : w)))
  );
  return [weights.map(() => 1), ...near, ...random_weights(weights.length)];
}

function random_weights(size) {
  let x = SEED;
  const draw = () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
  return Array.from({ length: RANDOM_WEIGHTS }, () => Array.from({ length: size }, draw));
}
