import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { adjusted, type Adjustment } from './adjusted.ts';

// Benjamini & Hochberg 1995, page 295.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

function valuesOf(pValues: readonly number[], adjustment: Adjustment, family?: number): readonly number[] {
  const values = adjusted(pValues, adjustment, family);
  if (!isAnswered(values)) throw new Error(values.reason);
  return values;
}

test.each<{ adjustment: Adjustment; rejections: number }>([
  { adjustment: 'benjamini-hochberg', rejections: 4 },
  { adjustment: 'bonferroni', rejections: 3 },
  { adjustment: 'hochberg', rejections: 3 },
  { adjustment: 'holm', rejections: 3 },
  { adjustment: 'benjamini-yekutieli', rejections: 3 },
])(
  'the fifteen published p-values have $rejections rejections by $adjustment at 0.05',
  ({ adjustment, rejections }) => {
    expect(valuesOf(published, adjustment).filter((q) => q <= 0.05)).toHaveLength(rejections);
  },
);

test('the q-values of the fifteen published p-values equal R', () => {
  const expected = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486, 0.581182, 0.714875, 0.753231,
    0.813214, 1,
  ];
  for (const [at, q] of valuesOf(published, 'benjamini-hochberg').entries()) {
    expect(Math.abs(q - (expected[at] ?? Number.NaN))).toBeLessThan(5.1e-7);
  }
});

test('under any dependence the q-values are dearer', () => {
  const expected = [0.004977, 0.009955, 0.031523, 0.118212];
  const values = valuesOf(published, 'benjamini-yekutieli');
  for (const [at, q] of expected.entries()) expect(Math.abs((values[at] ?? Number.NaN) - q)).toBeLessThan(5.1e-7);
});

test('the first ten alone, as a family of ten, have eight rejections: the size of the family matters', () => {
  const ten = published.slice(0, 10);
  expect(valuesOf(ten, 'benjamini-hochberg').filter((q) => q <= 0.05)).toHaveLength(8);
  expect(valuesOf(ten, 'benjamini-hochberg', 15).filter((q) => q <= 0.05)).toHaveLength(4);
});

test('comparisons without a p-value count in the family', () => {
  expectClose(valuesOf([0.01], 'benjamini-hochberg', 37)[0], 0.37);
  expectClose(valuesOf([0.01, 0.02], 'holm', 10)[1], 0.18);
  expectClose(valuesOf([0.01, 0.02], 'bonferroni', 10)[1], 0.2);
});

test('the order given is the order returned', () => {
  const values = valuesOf([0.5, 0.01, 0.03], 'benjamini-hochberg');
  expectClose(values[0], 0.5);
  expectClose(values[1], 0.03);
  expectClose(values[2], 0.045);
});

test.each([[[Number.NaN]], [[-0.1]], [[1.2, 0.5]]])('%j is no list of p-values', (pValues) => {
  expect(adjusted(pValues, 'holm')).toBeInstanceOf(Unanswerable);
});

test('a family cannot be smaller than its members', () => {
  expect(adjusted([0.1, 0.2], 'holm', 1)).toBeInstanceOf(Unanswerable);
  expect(adjusted([0.1], 'holm', Number.POSITIVE_INFINITY)).toBeInstanceOf(Unanswerable);
});

test('no comparison has no adjusted value', () => {
  expect(adjusted([], 'benjamini-hochberg')).toEqual([]);
});

const lists = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
const adjustments = fc.constantFrom<Adjustment>(
  'benjamini-hochberg',
  'benjamini-yekutieli',
  'bonferroni',
  'hochberg',
  'holm',
);

test('an adjusted value is monotone in p, never below p and never above 1', () => {
  fc.assert(
    fc.property(lists, adjustments, fc.nat(20), (pValues, adjustment, unprinted) => {
      const values = valuesOf(pValues, adjustment, pValues.length + unprinted);
      const pairs = pValues.map((p, at) => ({ p, q: values[at] ?? Number.NaN })).toSorted((a, b) => a.p - b.p);
      return pairs.every(
        ({ p, q }, at) => q >= p * (1 - 1e-12) && q <= 1 && q >= (pairs[at - 1]?.q ?? 0) * (1 - 1e-12),
      );
    }),
  );
});

test('Holm is never above Bonferroni and never below Hochberg', () => {
  fc.assert(
    fc.property(lists, (pValues) => {
      const [hochberg, holm, bonferroni] = (['hochberg', 'holm', 'bonferroni'] as const).map((a) =>
        valuesOf(pValues, a),
      );
      return pValues.every(
        (_, at) => (hochberg?.[at] ?? 2) <= (holm?.[at] ?? -1) && (holm?.[at] ?? 2) <= (bonferroni?.[at] ?? -1),
      );
    }),
  );
});
