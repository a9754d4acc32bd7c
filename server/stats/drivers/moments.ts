/**
 * What sums tell about a table of numbers: enough for means, covariances and correlations, and it adds up over groups of rows.
 * SQL makes them: `count(*)`, `sum(w)`, `sum(w·x)` and `sum(w·x·y)` over rows in which no column is empty.
 */
export interface Moments {
  /** Rows without a gap. */
  readonly n: number;
  /** Sum of the weights, `n` where every row weighs 1. */
  readonly weight: number;
  /** A constant near the mean of each column that was taken off before summing, so that no digits are lost; the same in all groups. */
  readonly centre: readonly number[];
  /** Weighted sum of each column less its centre. */
  readonly sums: readonly number[];
  /** Weighted sums of products, the upper triangle row by row: 0·0, 0·1, 0·2, …, 1·1, 1·2, … */
  readonly products: readonly number[];
}

/** Moments of rows, about `centre` (their own means where it is absent). Rows must be of equal length, weights not negative. */
export function momentsOf(
  rows: readonly (readonly number[])[],
  {
    weights,
    centre = meansOf(rows),
  }: { readonly weights?: readonly number[]; readonly centre?: readonly number[] } = {},
): Moments {
  const size = centre.length;
  const sums = zeros(size);
  const products = zeros((size * (size + 1)) / 2);
  let weight = 0;
  for (const [at, row] of rows.entries()) {
    const own = weights?.[at] ?? 1;
    const apart = row.map((value, j) => value - (centre[j] ?? 0));
    weight += own;
    let place = 0;
    for (let i = 0; i < size; i++) {
      const weighted = own * (apart[i] ?? 0);
      sums[i] = (sums[i] ?? 0) + weighted;
      for (let j = i; j < size; j++, place++) products[place] = (products[place] ?? 0) + weighted * (apart[j] ?? 0);
    }
  }
  return { n: rows.length, weight, centre, sums, products };
}

/** The moments of several groups together, each taken as often as `times` says (once where it is absent). */
export function together(groups: readonly Moments[], times?: readonly number[]): Moments {
  const first = groups[0];
  const sums = zeros(first?.sums.length ?? 0);
  const products = zeros(first?.products.length ?? 0);
  let [n, weight] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at];
    const often = times === undefined ? 1 : (times[at] ?? 0);
    if (group === undefined || often === 0) continue;
    n += often * group.n;
    weight += often * group.weight;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + often * (group.sums[i] ?? 0);
    for (let i = 0; i < products.length; i++) products[i] = (products[i] ?? 0) + often * (group.products[i] ?? 0);
  }
  return { n, weight, centre: first?.centre ?? [], sums, products };
}

/** The moments of some of the columns, in the order given. */
export function momentsOfColumns(moments: Moments, columns: readonly number[]): Moments {
  const { centre, sums, products } = moments;
  const pick = (values: readonly number[]): number[] => columns.map((column) => values[column] ?? 0);
  return {
    ...moments,
    centre: pick(centre),
    sums: pick(sums),
    products: columns.flatMap((i, at) =>
      columns.slice(at).map((j) => products[placeOf(Math.min(i, j), Math.max(i, j), sums.length)] ?? 0),
    ),
  };
}

/** The mean of each column, in its unit. */
export function meansIn({ weight, centre, sums }: Moments): number[] {
  return sums.map((sum, j) => (centre[j] ?? 0) + sum / weight);
}

/** Covariances with the weight as divisor (of the population, not of a sample). */
export function covariancesIn({ weight, sums, products }: Moments): number[][] {
  const size = sums.length;
  const product = (i: number, j: number): number => products[placeOf(i, j, size)] ?? 0;
  return sums.map((a, i) => sums.map((b, j) => (product(Math.min(i, j), Math.max(i, j)) - (a * b) / weight) / weight));
}

/** Where the product of columns i ≤ j of so many stands. */
function placeOf(i: number, j: number, size: number): number {
  return i * size - (i * (i - 1)) / 2 + j - i;
}

function meansOf(rows: readonly (readonly number[])[]): number[] {
  const size = rows[0]?.length ?? 0;
  return Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length);
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
