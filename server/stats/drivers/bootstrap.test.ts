import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { seeded } from '../random.ts';
import { isAnswered } from '../unanswerable.ts';
import { bandsOf } from './bands.ts';
import { driverBootstrap } from './bootstrap.ts';
import { type Moments, momentsOf } from './moments.ts';
import { percentileInterval } from './percentile-interval.ts';

/** Every row a group of its own. */
function rowByRow(rows: readonly (readonly number[])[]): Moments[] {
  const { centre } = momentsOf(rows);
  return rows.map((row) => momentsOf([row], { centre }));
}

const random = seeded(11);
const drawn = Array.from({ length: 200 }, () => {
  const [a, b] = [random.normal(), random.normal()];
  return [a + 0.2 * b + random.normal(), a, b];
});

test('the same seed gives the same intervals, and they hold the weights that were put in', () => {
  const run = (seed: number) => atOnce(driverBootstrap(rowByRow(drawn), { importance: 'lmg', seed, draws: 400 }));
  const first = run(5);
  expect(run(5)).toEqual(first);
  expect(run(6)).not.toEqual(first);
  if (!isAnswered(first)) throw new Error(first.reason);
  const truth = [1, 0.2].map((weight) => weight / Math.sqrt(2.04));
  for (const [j, weight] of truth.entries()) {
    expect(first.beta[j]?.low).toBeLessThan(weight);
    expect(first.beta[j]?.high).toBeGreaterThan(weight);
  }
  expect(first).toMatchObject({ draws: 400, failed: 0 });
});

test('rows of one person are drawn together, so copies do not narrow the interval', () => {
  const groups = rowByRow(drawn.slice(0, 60));
  const copied = groups.map((group) => ({
    ...group,
    n: 4,
    weight: 4,
    sums: group.sums.map((sum) => 4 * sum),
    products: group.products.map((product) => 4 * product),
  }));
  const [once, fourfold] = [groups, copied].map((given) =>
    atOnce(driverBootstrap(given, { importance: 'relative weights', seed: 1, draws: 200 })),
  );
  if (once === undefined || fourfold === undefined || !isAnswered(once) || !isAnswered(fourfold))
    throw new Error('none');
  for (const [j, interval] of once.importance.entries()) {
    expect(fourfold.importance[j]?.low).toBeCloseTo(interval.low, 9);
    expect(fourfold.importance[j]?.high).toBeCloseTo(interval.high, 9);
  }
});

test('drivers that are shown as one have one interval, that of their sum', () => {
  const options = { importance: 'lmg', seed: 5, draws: 200 } as const;
  const result = atOnce(driverBootstrap(rowByRow(drawn), { ...options, parts: [[0, 1]] }));
  if (!isAnswered(result)) throw new Error(result.reason);
  expect(result.importance).toHaveLength(1);
  expect(result.beta).toHaveLength(2);
  expect(result.importance[0]?.low).toBeCloseTo(result.rSquared.low, 9);
});

test('long work reports how far it is', () => {
  const steps = driverBootstrap(rowByRow(drawn), { importance: 'lmg', seed: 1, draws: 50 });
  const seen: number[] = [];
  for (let step = steps.next(); step.done !== true; step = steps.next()) seen.push(step.value);
  expect(seen.length).toBeGreaterThanOrEqual(50);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(Math.max(...seen)).toBeLessThan(1);
});

test('fewer than ten groups cannot be redrawn', () => {
  expect(atOnce(driverBootstrap(rowByRow(drawn.slice(0, 9)), { importance: 'lmg', seed: 1 }))).toMatchObject({
    reason: 'too-few',
  });
});

test('a driver that is constant in most draws has no interval', () => {
  const rows = drawn.slice(0, 12).map(([y = 0, a = 0], at) => [y, a, at === 0 ? 1 : 0]);
  expect(atOnce(driverBootstrap(rowByRow(rows), { importance: 'lmg', seed: 1, draws: 100 }))).toMatchObject({
    reason: 'constant-column',
  });
});

test('the middle 95 % of 0 to 100 lie between 2.5 and 97.5', () => {
  expect(percentileInterval(Array.from({ length: 101 }, (_, i) => 100 - i))).toEqual({ low: 2.5, high: 97.5 });
});

test('bars whose intervals touch stand in one band', () => {
  const interval = (low: number, high: number) => ({ low, high });
  const apart = [interval(0.1, 0.2), interval(0.5, 0.6), interval(0.3, 0.4)];
  expect(bandsOf([0.15, 0.55, 0.35], apart)).toEqual([[1], [2], [0]]);
  const linked = [interval(0.1, 0.2), interval(0.5, 0.6), interval(0.3, 0.5)];
  expect(bandsOf([0.15, 0.55, 0.35], linked)).toEqual([[1, 2], [0]]);
  expect(bandsOf([0.3, 0.2, 0.1], [interval(0, 1), interval(0, 1), interval(0, 1)])).toEqual([[0, 1, 2]]);
  expect(bandsOf([], [])).toEqual([]);
});

test.skipIf(!hasReferenceData)(
  'swiss: intervals of the relative weights equal R’s to ±.02, and no order can be claimed',
  () => {
    const columns = ['Fertility', 'Agriculture', 'Examination', 'Education', 'Catholic', 'Infant.Mortality'].map(
      (column) => numbersOf(referenceRows('swiss'), column),
    );
    const rows = (columns[0] ?? []).map((_, i) => columns.map((column) => column[i] ?? 0));
    const result = atOnce(driverBootstrap(rowByRow(rows), { importance: 'relative weights', seed: 1, draws: 2000 }));
    if (!isAnswered(result)) throw new Error(result.reason);
    const published = [[0.03, 0.1], [0.09, 0.25], [0.09, 0.4], [0.04, 0.25], [0.03, 0.25]] as const; // prettier-ignore
    for (const [j, [low, high]] of published.entries()) {
      expect(Math.abs((result.importance[j]?.low ?? 1) - low)).toBeLessThanOrEqual(0.02);
      expect(Math.abs((result.importance[j]?.high ?? 1) - high)).toBeLessThanOrEqual(0.02);
    }
    const estimates = [0.048416895812, 0.154708249806, 0.271964104646, 0.114680029948, 0.116965721381];
    expect(bandsOf(estimates, result.importance)).toEqual([[2, 1, 4, 3, 0]]);
  },
);
