import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { sampledSchools } from '../../testing/sampled-schools.ts';
import { isAnswered } from '../unanswerable.ts';
import { calibratedMean, type OutcomeCell } from './calibrated-mean.ts';
import { type Margin, rake } from './rake.ts';

const levels: Margin = {
  name: 'level',
  targets: new Map([
    ['E', 4421],
    ['H', 755],
    ['M', 1018],
  ]),
};
const met: Margin = {
  name: 'met',
  targets: new Map([
    ['No', 1072],
    ['Yes', 5122],
  ]),
};

/** The schools by district, with the categories that are asked for. */
function schools(categories: (level: string, met: string) => readonly string[]): OutcomeCell[] {
  return sampledSchools.map(([cluster, level, ofTarget, n, sum, sumOfSquares]) => ({
    cluster,
    categories: categories(level, ofTarget),
    n,
    sum,
    sumOfSquares,
  }));
}

test('schools by district, unweighted: 644.1694 with an error of 23.54224', () => {
  const cells = schools(() => []);
  const result = calibratedMean(cells, { weights: cells.map(() => 33.847), population: 757 });
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.mean, 644.1694, 1e-7);
  expectClose(result.standardError, 23.54224, 3e-7);
});

test('post-stratified by level: 642.3108 with an error of 23.92049', () => {
  const cells = schools((level) => [level]);
  const raked = rake(cells, [levels]);
  if (!isAnswered(raked)) throw new Error(raked.reason);
  const result = calibratedMean(cells, { weights: raked.weights, population: 757 });
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.mean, 642.3108, 1e-7);
  expectClose(result.standardError, 23.92049, 3e-7);
  expect(result.method).toBe('calibration residuals by cluster, t with G − 1 degrees of freedom');
});

test('raked by level and target: 641.2303206 with an error of 23.70364, to a millionth as R stops raking early', () => {
  const cells = schools((level, ofTarget) => [level, ofTarget]);
  const raked = rake(cells, [levels, met]);
  if (!isAnswered(raked)) throw new Error(raked.reason);
  const result = calibratedMean(cells, { weights: raked.weights, population: 757 });
  if (!isAnswered(result)) throw new Error(result.reason);
  expectClose(result.mean, 641.2303206, 1e-9);
  expectClose(result.standardError, 23.70364, 1e-6);
});

test('people drawn alone with equal weights have the ordinary error of a mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 10 }), { minLength: 3, maxLength: 30 }), (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const sumOfSquares = values.reduce((total, value) => total + value ** 2, 0);
      const result = calibratedMean([{ categories: [], n: values.length, sum, sumOfSquares }], { weights: [3] });
      if (!isAnswered(result)) return false;
      const variance = (sumOfSquares - sum ** 2 / values.length) / (values.length - 1);
      expect(result.standardError).toBeCloseTo(Math.sqrt(Math.max(0, variance) / values.length), 6);
      return Math.abs(result.mean - sum / values.length) < 1e-9;
    }),
  );
});

test('a margin that explains the outcome leaves no error', () => {
  // Everybody in a says 10, everybody in b says 0.
  const cells = [
    { categories: ['a'], n: 5, sum: 50, sumOfSquares: 500 },
    { categories: ['b'], n: 5, sum: 0, sumOfSquares: 0 },
  ];
  expect(calibratedMean(cells, { weights: [3, 1] })).toMatchObject({ mean: 7.5, standardError: 0 });
});

test('no weight, one cluster, one person, or more clusters than there are have no answer', () => {
  const cells = [{ categories: [], cluster: 'a', n: 5, sum: 50, sumOfSquares: 500 }];
  expect(calibratedMean(cells, { weights: [0] })).toMatchObject({ reason: 'bad-weights' });
  expect(calibratedMean(cells, { weights: [] })).toMatchObject({ reason: 'bad-weights' });
  expect(calibratedMean(cells, { weights: [1] })).toMatchObject({ reason: 'too-few' });
  const one = [{ categories: [], n: 1, sum: 5, sumOfSquares: 25 }];
  expect(calibratedMean(one, { weights: [1] })).toMatchObject({ reason: 'too-few' });
  expect(calibratedMean([{ categories: [], n: 3, sum: Number.NaN, sumOfSquares: 0 }], { weights: [1] })).toMatchObject({
    reason: 'out-of-scale',
  });
  const two = cells.concat([{ categories: [], cluster: 'b', n: 5, sum: 40, sumOfSquares: 400 }]);
  expect(calibratedMean(two, { weights: [1, 1], population: 1 })).toMatchObject({ reason: 'out-of-scale' });
});

test.skipIf(!hasReferenceData)(
  'the sums by district are those of the cluster sample (../shared/data/reference)',
  () => {
    const rows = referenceRows('apiclus1');
    const scores = numbersOf(rows, 'api00');
    const keyOf = (...parts: readonly (string | undefined)[]): string => parts.join('/');
    const sums = new Map<string, { n: number; sum: number; squares: number }>();
    rows.forEach((row, at) => {
      const key = keyOf(row.get('dnum'), row.get('stype'), row.get('sch.wide'));
      const [score = 0, known] = [scores[at], sums.get(key) ?? { n: 0, sum: 0, squares: 0 }];
      sums.set(key, { n: known.n + 1, sum: known.sum + score, squares: known.squares + score ** 2 });
    });
    const copied = sampledSchools.map(
      ([district, level, ofTarget, n, sum, squares]) =>
        [keyOf(district, level, ofTarget), { n, sum, squares }] as const,
    );
    expect(new Map(copied)).toEqual(sums);
  },
);
