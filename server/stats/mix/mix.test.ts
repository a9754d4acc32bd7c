import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { kitagawa } from './kitagawa.ts';
import { adjustedDifference, commonOddsRatio, stratifiedTest } from './mantel-haenszel.ts';
import { reversalScan } from './reversal-scan.ts';
import { standardised } from './standardised.ts';
import type { Stratum } from './strata.ts';

function answered<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(answer.reason);
  return answer;
}

const share = (hits: number, n: number) => ({ n, sum: hits, sumOfSquares: hits });

const stratum = (name: string, first: readonly [number, number], second: readonly [number, number]): Stratum => ({
  stratum: name,
  first: share(...first),
  second: share(...second),
});

// Admissions to Berkeley 1973, admitted of applicants: men first (Bickel, Hammel & O'Connell 1975).
const berkeley: readonly Stratum[] = [
  stratum('A', [512, 825], [89, 108]),
  stratum('B', [353, 560], [17, 25]),
  stratum('C', [120, 325], [202, 593]),
  stratum('D', [138, 417], [131, 375]),
  stratum('E', [53, 191], [94, 393]),
  stratum('F', [22, 373], [24, 341]),
];

// Kidney stones, successes of treatments: A first.
const stones: readonly Stratum[] = [stratum('small', [81, 87], [234, 270]), stratum('large', [192, 263], [55, 80])];

describe('Berkeley', () => {
  test('the gap is all mix and the rate effect runs the other way', () => {
    const { difference, rate, mix, contributions } = answered(kitagawa(berkeley));
    expectClose(difference, 0.1416454282, 1e-9);
    expectClose(rate, -0.03602848291, 1e-9);
    expectClose(mix, 0.1776739112, 1e-9);
    expectClose(contributions[0]?.firstMean, 0.620606061, 1e-9);
    expectClose(contributions[5]?.secondMean, 0.070381232, 1e-8);
  });

  test('held equal by department the difference and the odds ratio equal R', () => {
    expectClose(answered(adjustedDifference(berkeley)).difference, -0.01842519619, 1e-9);
    const { oddsRatio, low, high } = answered(commonOddsRatio(berkeley));
    expectClose(oddsRatio, 0.904696828, 1e-9);
    expectClose(low, 0.7719074, 1e-7);
    expectClose(high, 1.0603298, 1e-7);
  });

  test('the test over departments equals R with and without continuity', () => {
    const corrected = answered(stratifiedTest(berkeley, true));
    expectClose(corrected.chiSquared, 1.426946, 5e-7);
    expectClose(corrected.p, 0.232263, 5e-6);
    expectClose(answered(stratifiedTest(berkeley, false)).chiSquared, 1.52460666, 1e-9);
  });

  test('standardised to all applicants women are admitted more often', () => {
    const { first, second } = answered(standardised(berkeley));
    expectClose(first, 0.387318583, 2e-9);
    expectClose(second, 0.42995538, 2e-9);
  });

  test('without departments the odds ratio and χ² are those of the crude table', () => {
    const crude = [stratum('all', [1198, 2691], [557, 1835])];
    expectClose(answered(commonOddsRatio(crude)).oddsRatio, 1.84108004, 2e-9);
    const { chiSquared } = answered(stratifiedTest(crude, false));
    // CMH divides by N − 1 where Pearson divides by N
    expectClose((chiSquared * 4526) / 4525, 92.20528, 5e-8);
    expectClose(chiSquaredUpperTail(92.20528, 1), 7.81360201383e-22, 1e-9);
  });

  test('the scan finds that the gap turns round within departments, or goes where two points do not count', () => {
    const segmenters = [{ segmenter: 'department', strata: berkeley }];
    expect(reversalScan(segmenters)[0]?.change).toBe('reversed');
    expect(reversalScan(segmenters, 0.03)[0]?.change).toBe('attenuated');
  });

  test.skipIf(!hasReferenceData)('the same from the 24 published rows (needs the reference data)', () => {
    const rows = referenceRows('ucb');
    const of = (department: string, gender: string, admit?: string): number =>
      rows
        .filter((r) => r.get('Dept') === department && r.get('Gender') === gender)
        .filter((r) => admit === undefined || r.get('Admit') === admit)
        .reduce((sum, r) => sum + Number(r.get('Freq')), 0);
    const strata = ['A', 'B', 'C', 'D', 'E', 'F'].map((department) =>
      stratum(
        department,
        [of(department, 'Male', 'Admitted'), of(department, 'Male')],
        [of(department, 'Female', 'Admitted'), of(department, 'Female')],
      ),
    );
    expect(strata).toEqual(berkeley);
  });
});

describe('kidney stones', () => {
  test('the shares of success are the published ones', () => {
    const { contributions, difference } = answered(kitagawa(stones));
    expectClose(contributions[0]?.firstMean, 0.9310344828, 1e-9);
    expectClose(contributions[0]?.secondMean, 0.8666666667, 1e-9);
    expectClose(contributions[1]?.firstMean, 0.7300380228, 1e-9);
    expectClose(contributions[1]?.secondMean, 0.6875);
    expectClose(difference, 0.78 - 0.8257142857, 1e-8);
  });

  test('the odds ratio held equal by size equals R', () => {
    expectClose(answered(commonOddsRatio(stones)).oddsRatio, 1.446846625, 1e-9);
  });

  test('the scan finds the reversal', () => {
    const [found] = reversalScan([{ segmenter: 'size', strata: stones }]);
    expect(found?.change).toBe('reversed');
  });
});

test('the scan finds a difference that the mix hides', () => {
  const [found] = reversalScan([
    { segmenter: 'size', strata: [stratum('a', [50, 100], [120, 300]), stratum('b', [90, 300], [20, 100])] },
  ]);
  expect(found?.change).toBe('amplified');
});

describe('what the scan leaves alone', () => {
  test('a segmenter that changes nothing', () => {
    const [found] = reversalScan([
      { segmenter: 'coin', strata: [stratum('heads', [60, 100], [40, 100]), stratum('tails', [61, 100], [39, 100])] },
    ]);
    expect(found?.change).toBe('none');
  });

  test('a difference too small to matter', () => {
    const [found] = reversalScan([
      { segmenter: 'x', strata: [stratum('a', [501, 1000], [500, 1000]), stratum('b', [499, 1000], [500, 1000])] },
    ]);
    expect(found?.change).toBe('none');
  });

  test('more than twenty strata, one stratum, and strata with too few', () => {
    const many = Array.from({ length: 21 }, (_, at) => stratum(String(at), [10, 40], [20, 40]));
    const few = [stratum('a', [10, 29], [20, 40]), stratum('b', [10, 40], [20, 40]), stratum('c', [1, 40], [2, 40])];
    const found = reversalScan([
      { segmenter: 'many', strata: many },
      { segmenter: 'one', strata: many.slice(0, 1) },
      { segmenter: 'few', strata: few },
      { segmenter: 'none', strata: [] },
    ]);
    expect(found.map(({ change }) => change)).toEqual(['too-many-strata', 'no-support', 'no-support', 'no-support']);
  });

  test('a small stratum is left out and the rest is scanned', () => {
    const [found] = reversalScan([{ segmenter: 'size', strata: [...stones, stratum('huge', [1, 2], [3, 4])] }]);
    expect(found?.change).toBe('reversed');
    if (found === undefined || !('coverage' in found)) throw new Error('not scanned');
    expectClose(found.coverage, 700 / 706);
  });
});

describe('bad data', () => {
  const reasonOf = (answer: Answer<unknown>): unknown => (answer instanceof Unanswerable ? answer.reason : answer);

  test.each([
    { why: 'nobody on one side', strata: [stratum('a', [0, 0], [1, 2])], reason: 'empty-group' },
    { why: 'no strata', strata: [], reason: 'empty-group' },
    { why: 'no number', strata: [stratum('a', [Number.NaN, 3], [1, 2])], reason: 'out-of-scale' },
    { why: 'a negative n', strata: [stratum('a', [0, -3], [1, 2])], reason: 'out-of-scale' },
  ])('$why has no answer', ({ strata, reason }) => {
    expect(reasonOf(kitagawa(strata))).toBe(reason);
    expect(reasonOf(adjustedDifference(strata))).toBe(reason);
    expect(reasonOf(commonOddsRatio(strata))).toBe(reason);
    expect(reasonOf(stratifiedTest(strata, true))).toBe(reason);
    expect(reasonOf(standardised(strata))).toBe(reason);
  });

  test('strata that never hold both sides compare nothing', () => {
    const apart = [stratum('a', [1, 2], [0, 0]), stratum('b', [0, 0], [1, 2])];
    expect(reasonOf(adjustedDifference(apart))).toBe('empty-group');
    expect(reasonOf(commonOddsRatio(apart))).toBe('empty-group');
    expect(reasonOf(standardised(apart))).toBe('empty-group');
    const { rate, mix, difference } = answered(kitagawa(apart));
    expect([rate, mix, difference]).toEqual([0, 0, 0]);
  });

  test('everybody hits, more hits than cases, and one side that never hits', () => {
    expect(reasonOf(adjustedDifference([stratum('a', [3, 3], [4, 4])]))).toBe('constant-outcome');
    expect(reasonOf(stratifiedTest([stratum('a', [3, 3], [4, 4])], true))).toBe('constant-outcome');
    expect(reasonOf(commonOddsRatio([stratum('a', [4, 3], [1, 4])]))).toBe('out-of-scale');
    expect(reasonOf(commonOddsRatio([stratum('a', [0, 3], [1, 4])]))).toBe('separation');
  });

  test('weights that no standard can have', () => {
    expect(reasonOf(standardised(stones, new Map([['small', 1]])))).toBe('bad-weights');
    expect(reasonOf(standardised(stones, new Map([['small', 0], ['large', 0]])))).toBe('bad-weights'); // prettier-ignore
    expect(reasonOf(standardised(stones, new Map([['small', 2], ['large', -1]])))).toBe('bad-weights'); // prettier-ignore
  });
});

test('a standard that looks only at small stones compares small stones', () => {
  const { first, second } = answered(standardised(stones, new Map([['small', 5], ['large', 0]]))); // prettier-ignore
  expectClose(first, 81 / 87);
  expectClose(second, 234 / 270);
});

test('persons with several values count once each', () => {
  // two persons with two values each: sums 2 and 0 on the first side, 2 and 1 on the second
  const side = (sums: readonly number[]) => ({
    n: 4,
    sum: sums.reduce((a, b) => a + b, 0),
    sumOfSquares: sums.reduce((a, b) => a + b, 0),
    persons: {
      clusters: 2,
      sumSquared: sums.reduce((a, b) => a + b * b, 0),
      sumTimesSize: 2 * sums.reduce((a, b) => a + b, 0),
      sizeSquared: 8,
    },
  });
  const strata = [{ stratum: 'a', first: side([2, 0]), second: side([2, 1]) }];
  const { difference, standardError, method } = answered(adjustedDifference(strata));
  expectClose(difference, -0.25);
  // residual sums 1, −1: 2 · 2 ÷ 16; and 0.5, −0.5: 2 · 0.5 ÷ 16
  expectClose(standardError, Math.sqrt(0.25 + 0.0625));
  expect(method).toBe('Mantel–Haenszel weights, variance between persons within strata');
});

const cell = fc.tuple(fc.nat(40), fc.nat(40)).map(([hits, misses]) => [hits, hits + misses] as const);

test('rate and mix add up to the difference, whatever the strata', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (cells) => {
      const strata = cells.map(([first, second], at) => stratum(String(at), first, second));
      const split = kitagawa(strata);
      if (!isAnswered(split)) return;
      expect(split.rate + split.mix).toBeCloseTo(split.difference, 12);
      expect(split.rateInterval.low).toBeLessThanOrEqual(split.rate);
    }),
  );
});

test('the same means within strata leave nothing to the rate', () => {
  const { rate, mix, difference } = answered(
    kitagawa([stratum('a', [80, 160], [20, 40]), stratum('b', [4, 40], [16, 160])]),
  );
  expectClose(rate, 0);
  expectClose(mix, 0.24);
  expectClose(difference, 0.24);
});
