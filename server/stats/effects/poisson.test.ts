import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { poissonRegression } from './poisson.ts';

test('two groups give the logs of their rates', () => {
  // 30 in 10 and 10 in 20: rates 3 and 0.5, ratio 1/6. The variance of a log rate is 1 / count.
  const fit = mustAnswer(
    poissonRegression([
      { x: [1, 0], count: 30, exposure: 10 },
      { x: [1, 1], count: 10, exposure: 20 },
      { x: [1, 1], count: 0, exposure: 0.001 },
    ]),
  );
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(3), 9);
  expect(fit.coefficients[1]).toBeCloseTo(Math.log(0.5 / 3), 3);
  expect(fit.inverse[0]?.[0]).toBeCloseTo(1 / 30, 9);
  expect(fit.inverse[1]?.[1]).toBeCloseTo(1 / 30 + 1 / 10, 9);
});

test('a column that is the same for everybody but the intercept is named', () => {
  expect(
    poissonRegression(
      [
        { x: [1, 2], count: 1 },
        { x: [1, 2], count: 3 },
        { x: [1, 2], count: 5 },
      ],
      ['intercept', 'age'],
    ),
  ).toMatchObject({
    reason: 'collinear',
    details: { column: 'age' },
  });
});
