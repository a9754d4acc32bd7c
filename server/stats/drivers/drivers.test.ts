import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, numbersOf, referenceRows } from '../../testing/reference-data.ts';
import { type Answer, isAnswered } from '../unanswerable.ts';
import { type Correlations, correlationsOf } from './correlations.ts';
import { cronbachAlpha } from './cronbach.ts';
import { lmg } from './lmg.ts';
import { momentsOf, momentsOfColumns, together } from './moments.ts';
import { lasso, ridge, ridgeByMean } from './penalised.ts';
import { driverRegression } from './regression.ts';
import { relativeWeights } from './relative-weights.ts';

function answered<T>(answer: Answer<T>): T {
  if (!isAnswered(answer)) throw new Error(answer.reason);
  return answer;
}

function allClose(actual: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  expect(actual).toHaveLength(expected.length);
  for (const [j, value] of expected.entries()) expectClose(actual[j], value, tolerance);
}

const columnsOf = (file: string, columns: readonly string[]): number[][] => {
  const values = columns.map((column) => numbersOf(referenceRows(file), column));
  return (values[0] ?? []).map((_, i) => values.map((column) => column[i] ?? Number.NaN));
};
const correlationsFrom = (file: string, columns: readonly string[]): Correlations =>
  answered(correlationsOf(momentsOf(columnsOf(file, columns))));
const printed = (value: number | undefined, digits: number): string => (value ?? Number.NaN).toFixed(digits);

const swiss = ['Fertility', 'Agriculture', 'Examination', 'Education', 'Catholic', 'Infant.Mortality'];
const attitude = ['rating', 'complaints', 'privileges', 'learning', 'raises', 'critical', 'advance'];

// The correlation example of iopsych's relWt, the outcome first.
const five = [
  [1, -0.4, 0.1, -0.3, 0.4],
  [-0.4, 1, 0.2, 0.3, 0.4],
  [0.1, 0.2, 1, 0.5, 0.1],
  [-0.3, 0.3, 0.5, 1, 0.2],
  [0.4, 0.4, 0.1, 0.2, 1],
];

// Rating, complaints and advance of eight departments.
const small = [
  [43, 51, 45],
  [63, 64, 47],
  [71, 70, 48],
  [61, 63, 35],
  [81, 78, 47],
  [43, 55, 34],
  [58, 67, 35],
  [71, 75, 41], // prettier-ignore
];

describe('shares of R²', () => {
  test('five correlations give the relative weights and averages over orders that R gives', () => {
    allClose(answered(relativeWeights(five)), [0.24066119, 0.05492664, 0.12143476, 0.28158189], 1e-7);
    allClose(answered(atOnce(lmg(five))), [0.23807038851, 0.05610320113, 0.11800387349, 0.28642702371], 1e-9);
  });

  test('with two drivers both methods agree with the hand calculation', () => {
    const two = [[1, 0.6, 0.4], [0.6, 1, 0.5], [0.4, 0.5, 1]]; // prettier-ignore
    allClose(answered(atOnce(lmg(two))), [0.2866666666666667, 0.08666666666666667], 1e-12);
    allClose(answered(relativeWeights(two)), [0.2866666666666667, 0.08666666666666667], 1e-12);
  });

  test('drivers that have nothing to do with each other share r² each', () => {
    const apart = [[1, 0.5, -0.3, 0.1], [0.5, 1, 0, 0], [-0.3, 0, 1, 0], [0.1, 0, 0, 1]]; // prettier-ignore
    allClose(answered(atOnce(lmg(apart))), [0.25, 0.09, 0.01], 1e-12);
    allClose(answered(relativeWeights(apart)), [0.25, 0.09, 0.01], 1e-12);
  });

  test('shares add up to R² and are not negative, whatever the data', () => {
    const row = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 8, maxLength: 30 }), (rows) => {
        const correlations = correlationsOf(momentsOf(rows));
        if (!isAnswered(correlations)) return;
        const fit = driverRegression(correlations);
        const shares = atOnce(lmg(correlations.matrix));
        const relative = relativeWeights(correlations.matrix);
        if (!isAnswered(fit) || !isAnswered(shares) || !isAnswered(relative)) return;
        for (const parts of [shares, relative]) {
          expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - fit.rSquared)).toBeLessThan(1e-6);
          expect(Math.min(...parts)).toBeGreaterThan(-1e-7);
        }
      }),
    );
  });

  test('with two drivers both methods agree, whatever the correlations', () => {
    const r = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(r, r, r, (a, b, c) => {
        const two = [[1, a, b], [a, 1, c], [b, c, 1]]; // prettier-ignore
        const [shares, relative] = [atOnce(lmg(two)), relativeWeights(two)];
        if (!isAnswered(shares) || !isAnswered(relative)) {
          expect(isAnswered(shares)).toBe(isAnswered(relative));
          return;
        }
        for (const j of [0, 1]) expect(Math.abs((shares[j] ?? 0) - (relative[j] ?? 1))).toBeLessThan(1e-9);
      }),
    );
  });

  test('more drivers than subsets can be counted for are refused', () => {
    const many = Array.from({ length: 18 }, (_, i) => Array.from({ length: 18 }, (__, j) => (i === j ? 1 : 0.1)));
    expect(atOnce(lmg(many))).toMatchObject({ reason: 'too-many', details: { n: 17 } });
  });
});

describe('sums of products', () => {
  test('groups add up to the whole, and a group taken twice counts twice', () => {
    const centre = [60, 60, 40];
    const parts = [small.slice(0, 3), small.slice(3)].map((rows) => momentsOf(rows, { centre }));
    expect(together(parts)).toEqual(momentsOf(small, { centre }));
    const twice = correlationsOf(together(parts, [2, 1]));
    const repeated = correlationsOf(momentsOf([...small.slice(0, 3), ...small]));
    allClose(answered(twice).matrix.flat(), answered(repeated).matrix.flat(), 1e-12);
  });

  test('some columns have the moments that they have alone, in any order', () => {
    const picked = momentsOfColumns(momentsOf(small, { centre: [60, 60, 40] }), [2, 0]);
    expect(picked).toEqual(momentsOf(small.map(([y = 0, , b = 0]) => [b, y]), { centre: [40, 60] })); // prettier-ignore
  });

  test('weights of 1 change nothing and weights of 2 only the sum of weights', () => {
    const plain = answered(correlationsOf(momentsOf(small)));
    for (const weight of [1, 2]) {
      const weighted = answered(correlationsOf(momentsOf(small, { weights: small.map(() => weight) })));
      allClose(weighted.matrix.flat(), plain.matrix.flat(), 1e-12);
    }
  });

  test('correlations survive values far from zero', () => {
    const far = answered(correlationsOf(momentsOf(small.map((row) => row.map((value) => value + 1e9)))));
    allClose(far.matrix.flat(), answered(correlationsOf(momentsOf(small))).matrix.flat(), 1e-9);
  });
});

describe('data without an answer', () => {
  const reasonOf = (rows: readonly (readonly number[])[], weights?: readonly number[]) => {
    const correlations = correlationsOf(momentsOf(rows, weights === undefined ? {} : { weights }));
    return isAnswered(correlations) ? driverRegression(correlations) : correlations;
  };

  test('an outcome or a driver that is the same for everybody is named', () => {
    expect(reasonOf([[5, 1], [5, 2], [5, 4], [5, 3]])).toMatchObject({ reason: 'constant-outcome' }); // prettier-ignore
    expect(reasonOf([[5, 1, 2], [4, 2, 2], [3, 4, 2], [1, 3, 2]])).toMatchObject({ reason: 'constant-column', details: { column: 1 } }); // prettier-ignore
    expect(reasonOf([[5, 0.1], [4, 0.1], [3, 0.1], [1, 0.1]])).toMatchObject({ reason: 'constant-column' }); // prettier-ignore
  });

  test('a driver that follows from the others is named by every method', () => {
    const rows = small.map(([y = 0, a = 0, b = 0]) => [y, a, b, a + b]);
    expect(reasonOf(rows)).toMatchObject({ reason: 'collinear', details: { column: 2 } });
    const { matrix } = answered(correlationsOf(momentsOf(rows)));
    expect(atOnce(lmg(matrix))).toMatchObject({ reason: 'collinear' });
    expect(relativeWeights(matrix)).toMatchObject({ reason: 'collinear' });
  });

  test('correlations that contradict each other are refused by every method', () => {
    const impossible = [[1, 0.5, 0.5, 0.5], [0.5, 1, 0.9, -0.9], [0.5, 0.9, 1, 0.9], [0.5, -0.9, 0.9, 1]]; // prettier-ignore
    const correlations = { n: 50, matrix: impossible, means: [0, 0, 0, 0], deviations: [1, 1, 1, 1] };
    const expected = { reason: 'not-positive-definite' };
    expect(driverRegression(correlations)).toMatchObject(expected);
    expect(atOnce(lmg(impossible))).toMatchObject(expected);
    expect(relativeWeights(impossible)).toMatchObject(expected);
    const outcome = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]; // prettier-ignore
    expect(atOnce(lmg(outcome))).toMatchObject(expected);
    expect(relativeWeights(outcome)).toMatchObject(expected);
  });

  test('three rows are too few for two drivers, no row at all for anything', () => {
    expect(reasonOf([[1, 2, 3], [2, 1, 5], [4, 4, 1]])).toMatchObject({ reason: 'too-few', details: { n: 3, needed: 4 } }); // prettier-ignore
    expect(reasonOf([])).toMatchObject({ reason: 'too-few' });
  });

  test('weights of zero have no answer', () => {
    expect(reasonOf(small, small.map(() => 0))).toMatchObject({ reason: 'bad-weights' }); // prettier-ignore
  });

  test('a perfect fit has no residual and a p-value of 0', () => {
    const fit = reasonOf([[2, 1], [4, 2], [6, 3], [8, 4], [10, 5]]); // prettier-ignore
    expect(fit).toMatchObject({ rSquared: expect.closeTo(1, 12), f: { p: expect.closeTo(0, 12) } });
  });

  test('α needs two items, three rows and a sum that varies', () => {
    expect(cronbachAlpha(momentsOf([[1], [2], [3]]))).toMatchObject({ reason: 'too-few' });
    expect(cronbachAlpha(momentsOf([[1, 2], [2, 1]]))).toMatchObject({ reason: 'too-few' }); // prettier-ignore
    expect(cronbachAlpha(momentsOf([[1, 3], [2, 2], [3, 1]]))).toMatchObject({ reason: 'constant-outcome' }); // prettier-ignore
  });

  test('a negative penalty is refused', () => {
    const correlations = answered(correlationsOf(momentsOf(small)));
    for (const method of [ridge, ridgeByMean, lasso])
      expect(method(correlations, -1)).toMatchObject({ reason: 'out-of-scale' });
  });
});

test('α of two items by hand: variances 2/3 and 2/3, variance of the sum 8/3', () => {
  expect(cronbachAlpha(momentsOf([[1, 1], [2, 2], [3, 3]]))).toBeCloseTo(1, 12); // prettier-ignore
  expect(cronbachAlpha(momentsOf([[1, 2], [2, 1], [3, 3]]))).toBeCloseTo(2 * (1 - 4 / 6), 12); // prettier-ignore
});

test('without a penalty ridge and lasso are the plain regression', () => {
  const correlations = answered(correlationsOf(momentsOf(small)));
  const plain = answered(driverRegression(correlations));
  for (const method of [ridge, ridgeByMean, lasso]) {
    const fit = answered(method(correlations, 0));
    allClose(fit.coefficients, plain.coefficients, 1e-9);
    expectClose(fit.intercept, plain.intercept, 1e-9);
  }
});

test('a penalty above every correlation leaves nothing of the lasso', () => {
  const correlations = answered(correlationsOf(momentsOf(small)));
  const fit = answered(lasso(correlations, 1000));
  expect(fit.coefficients).toEqual([0, 0]);
  expectClose(fit.intercept, 61.375, 1e-12);
});

describe.skipIf(!hasReferenceData)('with the reference data', () => {
  test('swiss equals R', () => {
    const correlations = correlationsFrom('swiss', swiss);
    const fit = answered(driverRegression(correlations));
    expectClose(fit.rSquared, 0.706735001593, 1e-11);
    allClose(
      answered(atOnce(lmg(correlations.matrix))),
      [0.0570912207681, 0.1711730289002, 0.2601346786244, 0.1055701503735, 0.1127659229265],
    );
    allClose(
      answered(relativeWeights(correlations.matrix)),
      [0.048416895812, 0.154708249806, 0.271964104646, 0.114680029948, 0.116965721381],
    );
    allClose(fit.first, [0.1246649099, 0.4171644705, 0.4406156467, 0.2150035016, 0.1735189273]);
    const last = ['0.0428696071', '0.0073874185', '0.1619626931', '0.0623726258', '0.0569452587'];
    expect(fit.last.map((value) => printed(value, 10))).toEqual(last);
    allClose(fit.beta, [-0.3129212825, -0.164778222539, -0.670400780106, 0.347600028144, 0.251135976299]);
    allClose(fit.inflation, [2.284129378, 3.675419576, 2.774942781, 1.93716038, 1.107542226]);
    expect(fit.f).toMatchObject({ between: 5, within: 41 });
    expectClose(fit.f.value, 19.7610592622);
    expectClose(fit.f.p, 5.593798541e-10);
  });

  test('the shares of swiss in per cent of R² equal R', () => {
    const { matrix } = correlationsFrom('swiss', swiss);
    const parts = answered(atOnce(lmg(matrix)));
    const whole = parts.reduce((sum, part) => sum + part, 0);
    allClose(
      parts.map((part) => part / whole),
      [0.0807816517, 0.2422025632, 0.3680795178, 0.1493772774, 0.1595589898],
    );
  });

  test('swiss with weights equals R', () => {
    const rows = columnsOf('swiss', swiss);
    const moments = momentsOf(rows, { weights: rows.map((_, i) => 1 + ((i + 1) % 3)) });
    const correlations = answered(correlationsOf(moments));
    expectClose(answered(driverRegression(correlations)).rSquared, 0.694332891423);
    allClose(
      answered(atOnce(lmg(correlations.matrix))),
      [0.0518208063017, 0.1549452302086, 0.2559770835712, 0.1019573530969, 0.1296324182449],
    );
  });

  test('mtcars equals the published figures', () => {
    const gear = correlationsFrom('mtcars', ['mpg', 'cyl', 'disp', 'hp', 'gear']);
    const shares = answered(relativeWeights(gear.matrix));
    allClose(shares, [0.228479725928, 0.22214687054, 0.232174439299, 0.096388603215]);
    const whole = shares.reduce((sum, share) => sum + share, 0);
    expect(printed(whole, 7)).toBe('0.7791896');
    expect(shares.map((share) => printed((100 * share) / whole, 5))).toEqual([
      '29.32274',
      '28.50999',
      '29.79691',
      '12.37037',
    ]);
    allClose(answered(atOnce(lmg(gear.matrix))), [0.2470520332352, 0.2434995947956, 0.2109128995443, 0.0777251114079]);
    const weight = correlationsFrom('mtcars', ['mpg', 'cyl', 'disp', 'hp', 'wt']);
    const others = answered(relativeWeights(weight.matrix));
    expect(others.map((share) => printed(share, 7))).toEqual(['0.2096904', '0.1883043', '0.1799590', '0.2706812']);
  });

  test('penalised fits of mtcars equal glmnet to five digits', () => {
    const correlations = correlationsFrom('mtcars', ['mpg', 'cyl', 'disp', 'hp', 'wt']);
    const ridged = answered(ridgeByMean(correlations, 1));
    expectClose(ridged.intercept, 36.607152968, 1e-5);
    allClose(ridged.coefficients, [-0.835648626, -0.005369495, -0.017430807, -2.346790148], 1e-5);
    const chosen = answered(lasso(correlations, 0.5));
    expectClose(chosen.intercept, 37.03171389, 1e-5);
    allClose(chosen.coefficients, [-0.905880284, 0, -0.014092586, -2.88095375], 1e-5);
  });

  test('attitude equals R, and advance weighs against its own correlation', () => {
    const correlations = correlationsFrom('attitude', attitude);
    const fit = answered(driverRegression(correlations));
    expectClose(fit.rSquared, 0.7326019925);
    const shares = answered(atOnce(lmg(correlations.matrix)));
    const lmgs = ['0.370816194', '0.050903793', '0.155765990', '0.120345079', '0.006588723', '0.028182213'];
    expect(shares.map((share) => printed(share, 9))).toEqual(lmgs);
    const relative = ['0.362760200', '0.056002279', '0.163610911', '0.121780400', '0.008255466', '0.020192737'];
    expect(answered(relativeWeights(correlations.matrix)).map((share) => printed(share, 9))).toEqual(relative);
    const raw = ['0.613187608', '-0.073050143', '0.320332116', '0.081732134', '0.038381447', '-0.217056682'];
    expect(fit.coefficients.map((value) => printed(value, 9))).toEqual(raw);
    const inflation = ['2.667060', '1.600891', '2.271043', '3.078226', '1.228109', '1.951591'];
    expect(fit.inflation.map((value) => printed(value, 6))).toEqual(inflation);
    expect(printed(correlations.matrix[0]?.[6], 3)).toBe('0.155');
    expectClose(cronbachAlpha(momentsOf(columnsOf('attitude', attitude.slice(1)))) as number, 0.8097602063); // a number, or the comparison fails
  });

  test('ridge on attitude with penalty 5 equals lm.ridge', () => {
    const fit = answered(ridge(correlationsFrom('attitude', attitude), 5));
    expectClose(fit.intercept, 13.615230046);
    const raw = ['0.480785939', '-0.004979672', '0.274968822', '0.154133035', '0.023851304', '-0.185919502'];
    expect(fit.coefficients.map((value) => printed(value, 9))).toEqual(raw);
  });
});
