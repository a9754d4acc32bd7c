import { expect, test } from 'vitest';
import { expectClose } from '../testing/close-to.ts';
import { leastSquares } from './least-squares.ts';
import { isAnswered } from './unanswerable.ts';

// Longley 1967: GNP deflator, GNP, unemployed, armed forces, population, year, employed.
const longley = [
  [83, 234.289, 235.6, 159, 107.608, 1947, 60.323],
  [88.5, 259.426, 232.5, 145.6, 108.632, 1948, 61.122],
  [88.2, 258.054, 368.2, 161.6, 109.773, 1949, 60.171],
  [89.5, 284.599, 335.1, 165, 110.929, 1950, 61.187],
  [96.2, 328.975, 209.9, 309.9, 112.075, 1951, 63.221],
  [98.1, 346.999, 193.2, 359.4, 113.27, 1952, 63.639],
  [99, 365.385, 187, 354.7, 115.094, 1953, 64.989],
  [100, 363.112, 357.8, 335, 116.219, 1954, 63.761],
  [101.2, 397.469, 290.4, 304.8, 117.388, 1955, 66.019],
  [104.6, 419.18, 282.2, 285.7, 118.734, 1956, 67.857],
  [108.4, 442.769, 293.6, 279.8, 120.445, 1957, 68.169],
  [110.8, 444.546, 468.1, 263.7, 121.95, 1958, 66.513],
  [112.6, 482.704, 381.3, 255.2, 123.366, 1959, 68.655],
  [114.2, 502.601, 393.1, 251.4, 125.368, 1960, 69.564],
  [115.7, 518.173, 480.6, 257.2, 127.852, 1961, 69.331],
  [116.9, 554.894, 400.7, 282.7, 130.081, 1962, 70.551],
];

test('Longley’s ill-conditioned data keep ten digits', () => {
  const fit = leastSquares(
    longley.map((row) => [1, ...row.slice(0, 6)]),
    longley.map((row) => row[6] ?? 0),
  );
  if (!isAnswered(fit)) throw new Error(fit.reason);
  const expected = [
    -3482.258634596, 0.01506187227137, -0.03581917929259, -0.02020229803817, -0.01033226867174, -0.05110410565339,
    1.829151464613,
  ];
  for (const [j, value] of expected.entries()) expectClose(fit.coefficients[j], value, 1e-9);
});

test('frequencies stand for repeated rows', () => {
  const rows = [[1, 0], [1, 1], [1, 1], [1, 3], [1, 3], [1, 3]]; // prettier-ignore
  const apart = leastSquares(rows, [1, 2, 2, 5, 5, 5]);
  const folded = leastSquares([[1, 0], [1, 1], [1, 3]], [1, 2, 5], { weights: [1, 2, 3], n: 6 }); // prettier-ignore
  if (!isAnswered(apart) || !isAnswered(folded)) throw new Error('no answer');
  for (const j of [0, 1]) {
    expectClose(folded.coefficients[j], apart.coefficients[j] ?? 0, 1e-12);
    expectClose(folded.standardErrors[j], apart.standardErrors[j] ?? 0, 1e-12);
  }
});

test('a column that follows from the others is named', () => {
  const rows = [[1, 2, 4], [1, 3, 6], [1, 5, 10], [1, 1, 2]]; // prettier-ignore
  expect(leastSquares(rows, [1, 2, 3, 4], { names: ['intercept', 'minutes', 'seconds'] })).toMatchObject({
    reason: 'collinear',
    details: { column: 'seconds' },
  });
});

test('three rows for three columns are too few, zero columns and negative weights are refused', () => {
  expect(leastSquares([[1, 2, 3], [1, 0, 1], [1, 5, 5]], [1, 2, 3])).toMatchObject({ reason: 'too-few' }); // prettier-ignore
  expect(leastSquares([[1, 0], [1, 0], [1, 0]], [1, 2, 3])).toMatchObject({ reason: 'constant-column' }); // prettier-ignore
  expect(leastSquares([[1], [1]], [1, 2], { weights: [1, -1] })).toMatchObject({ reason: 'bad-weights' });
});
