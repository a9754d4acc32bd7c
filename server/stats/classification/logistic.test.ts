import { describe, expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type Logistic, type LogisticOptions, logistic, type OutcomeRow, probability } from './logistic.ts';

// mtcars: weight in 1,000 lb and manual gearbox (1) or automatic (0) of 32 cars.
const weight = [
  2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2, 1.615,
  1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
];
const manual = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]; // prettier-ignore

function fitted(rows: readonly OutcomeRow[], options: LogisticOptions): Logistic {
  const fit = logistic(rows, options);
  if (!isAnswered(fit)) throw new Error(`no answer: ${fit.reason} ${JSON.stringify(fit.details)}`);
  return fit;
}

function reasonOf(rows: readonly OutcomeRow[], options: LogisticOptions): string {
  const fit = logistic(rows, options);
  return fit instanceof Unanswerable ? fit.reason : 'answered';
}

const single = (x: readonly number[], hit: number): OutcomeRow => ({ x, n: 1, hits: hit });
const one = { names: ['a'] };

test('gearbox by weight: fully converged coefficients and standard errors', () => {
  const fit = fitted(weight.map((value, i) => single([value], manual[i] ?? 0)), { names: ['wt'] }); // prettier-ignore
  expectClose(fit.coefficients[0], 12.04036972866);
  expectClose(fit.coefficients[1], -4.02396996217);
  // Newton's method in 40-digit decimal arithmetic; R stops one step earlier and prints 4.51006621013 and 1.43652774369.
  expectClose(fit.standardErrors[0], 4.51006623896676, 1e-12);
  expectClose(fit.standardErrors[1], 1.43652775262356, 1e-12);
  expectClose(fit.standardErrors[0], 4.51006621013, 1e-8);
  expectClose(fit.standardErrors[1], 1.43652774369, 1e-8);
  expect(fit.names).toEqual(['(intercept)', 'wt']);
  expectClose(probability(fit, [3]), 1 / (1 + Math.exp(0.03154015785)), 1e-9);
});

test('a two by two table gives the log of its odds ratio', () => {
  const fit = fitted([{ x: [0], n: 40, hits: 10 }, { x: [1], n: 40, hits: 20 }], one); // prettier-ignore
  expectClose(fit.coefficients[0], Math.log(10 / 30));
  expectClose(fit.coefficients[1], Math.log(3));
  expectClose(fit.standardErrors[1], Math.sqrt(1 / 10 + 1 / 30 + 1 / 20 + 1 / 20));
});

test('weights repeat rows, and grouping changes nothing', () => {
  const apart = [single([1], 0), single([1], 1), single([2], 1), single([2], 0), single([2], 1), single([4], 1), single([4], 0), single([4], 1)]; // prettier-ignore
  const folded = [{ x: [1], n: 2, hits: 1 }, { x: [2], n: 3, hits: 2 }, { x: [4], n: 3, hits: 2 }]; // prettier-ignore
  const once = [single([1], 0), single([1], 1), single([2], 1), single([2], 0), single([4], 1), single([4], 0)];
  const [a, b, c] = [fitted(apart, one), fitted(folded, one), fitted(once, { ...one, weights: [1, 1, 2, 1, 2, 1] })];
  for (const other of [b, c]) {
    expectClose(other.coefficients[1], a.coefficients[1] ?? 0, 1e-9);
    expectClose(other.deviance, a.deviance, 1e-12);
    expectClose(other.standardErrors[1], a.standardErrors[1] ?? 0, 1e-9);
  }
});

test('a column of years far from zero keeps its digits', () => {
  const rows = (offset: number): OutcomeRow[] =>
    [3, 5, 4, 8, 9].map((hits, year) => ({ x: [offset + year], n: 10, hits }));
  expectClose(fitted(rows(1e6), one).coefficients[1], fitted(rows(0), one).coefficients[1] ?? 0, 1e-7);
});

describe('no answer instead of a number that means nothing', () => {
  test('complete separation names the column', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((value) => single([value, value % 2], value > 3 ? 1 : 0));
    const fit = logistic(rows, { names: ['usage', 'odd'] });
    expect(fit).toEqual(new Unanswerable('separation', { column: 'usage' }));
  });
  test('separation in one small group only', () => {
    expect(reasonOf([{ x: [0], n: 500, hits: 60 }, { x: [1], n: 7, hits: 7 }], one)).toBe('separation'); // prettier-ignore
    expect(reasonOf([{ x: [0], n: 500, hits: 60 }, { x: [1], n: 7, hits: 0 }], one)).toBe('separation'); // prettier-ignore
  });
  test('a strong but overlapping predictor is no separation', () => {
    expect(reasonOf([{ x: [0], n: 5000, hits: 1 }, { x: [1], n: 5000, hits: 4999 }], one)).toBe('answered'); // prettier-ignore
  });
  test('everybody or nobody has the outcome', () => {
    expect(reasonOf([{ x: [0], n: 5, hits: 5 }, { x: [1], n: 5, hits: 5 }], one)).toBe('constant-outcome'); // prettier-ignore
    expect(reasonOf([{ x: [0], n: 5, hits: 0 }, { x: [1], n: 5, hits: 0 }], one)).toBe('constant-outcome'); // prettier-ignore
  });
  test('a column with one value, and one that follows from another', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((value, i) => ({ x: [value, 7, 2 * value + 1], n: 10, hits: 2 + (i % 3) }));
    expect(logistic(rows, { names: ['a', 'b', 'c'] })).toEqual(new Unanswerable('constant-column', { column: 'b' }));
    const without = rows.map(({ x, ...row }) => ({ ...row, x: [x[0] ?? 0, x[2] ?? 0] }));
    expect(logistic(without, { names: ['a', 'c'] })).toEqual(new Unanswerable('collinear', { column: 'c' }));
  });
  test('three cases, no cases, hits beyond the cases, weights of zero', () => {
    expect(reasonOf([single([1], 1), single([2], 0), single([3], 1)], { names: ['a', 'b'] })).toBe('too-few');
    expect(reasonOf([], one)).toBe('too-few');
    expect(reasonOf([{ x: [1], n: 3, hits: 4 }], one)).toBe('out-of-scale');
    expect(reasonOf([single([Number.NaN], 1)], one)).toBe('out-of-scale');
    expect(reasonOf([{ x: [1], n: 30, hits: 4 }], { ...one, weights: [0] })).toBe('bad-weights');
    expect(reasonOf([{ x: [1], n: 30, hits: 4 }], { ...one, weights: [-1] })).toBe('bad-weights');
  });
});

describe.skipIf(!hasReferenceData)('fully converged fits of public data sets', () => {
  test('infert: case by spontaneous and induced abortions', () => {
    const rows = referenceRows('infert');
    const [hits, spontaneous, induced] = ['case', 'spontaneous', 'induced'].map((name) => numbersOf(rows, name));
    const cases = (hits ?? []).map((hit, i) => single([spontaneous?.[i] ?? 0, induced?.[i] ?? 0], hit));
    const fit = fitted(cases, { names: ['spontaneous', 'induced'] });
    const coefficients = [-1.70786007136, 1.197205035293, 0.418129395048];
    const errors = [0.267709483688, 0.211643284627, 0.205627456497];
    for (const [j, value] of coefficients.entries()) expectClose(fit.coefficients[j], value);
    for (const [j, value] of errors.entries()) expectClose(fit.standardErrors[j], value);
    expectClose(fit.deviance, 279.6119788);
  });

  test('birthwt: eleven coefficients', () => {
    const rows = referenceRows('birthwt');
    const column = (name: string): number[] => numbersOf(rows, name);
    const [low, age, lwt, race, smoke, ptl, ht, ui, ftv] = ['low', 'age', 'lwt', 'race', 'smoke', 'ptl', 'ht', 'ui', 'ftv'].map(column); // prettier-ignore
    const at = (values: readonly number[] | undefined, i: number): number => values?.[i] ?? 0;
    const flag = (claim: boolean): number => (claim ? 1 : 0);
    const cases = (low ?? []).map((hit, i) => {
      const levels = [flag(at(race, i) === 2), flag(at(race, i) === 3)];
      const visits = [flag(at(ftv, i) === 1), flag(at(ftv, i) >= 2)];
      return single(
        [at(age, i), at(lwt, i), ...levels, at(smoke, i), flag(at(ptl, i) > 0), at(ht, i), at(ui, i), ...visits],
        hit,
      );
    });
    const fit = fitted(cases, { names: ['age', 'lwt', 'black', 'other', 'smoke', 'ptd', 'ht', 'ui', 'ftv1', 'ftv2'] });
    const expected = [
      0.8230189886, -0.0372342939, -0.0156530086, 1.1924132339, 0.7406849016, 0.7555283881, 1.3437633938, 1.913165877,
      0.6801954786, -0.4363796796, 0.179008527,
    ];
    for (const [j, value] of expected.entries()) expectClose(fit.coefficients[j], value, 5e-9);
    expectClose(fit.deviance, 195.475518, 3e-9);
  });

  test('rossi: arrest by aid, age and earlier convictions', () => {
    const rows = referenceRows('rossi');
    const [arrest, age, prio] = ['arrest', 'age', 'prio'].map((name) => numbersOf(rows, name));
    const cases = rows.map((row, i) => single([row.get('fin') === 'yes' ? 1 : 0, age?.[i] ?? 0, prio?.[i] ?? 0], arrest?.[i] ?? 0)); // prettier-ignore
    const fit = fitted(cases, { names: ['fin', 'age', 'prio'] });
    const expected = [0.65647392545, -0.40566024143, -0.07647962771, 0.10564667817];
    for (const [j, value] of expected.entries()) expectClose(fit.coefficients[j], value);
  });
});
