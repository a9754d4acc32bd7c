import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { logistic } from './logistic.ts';

// Berkeley 1973 (Bickel, Hammel & O'Connell 1975): admitted and rejected men, then women, by department.
const departments = [
  ['A', 512, 313, 89, 19],
  ['B', 353, 207, 17, 8],
  ['C', 120, 205, 202, 391],
  ['D', 138, 279, 131, 244],
  ['E', 53, 138, 94, 299],
  ['F', 22, 351, 24, 317],
] as const;

const rows = departments.flatMap(([name, admittedMen, rejectedMen, admittedWomen, rejectedWomen]) => {
  const dummies = departments.slice(1).map(([other]) => (other === name ? 1 : 0));
  return [
    { x: [0, ...dummies], n: admittedMen + rejectedMen, hits: admittedMen },
    { x: [1, ...dummies], n: admittedWomen + rejectedWomen, hits: admittedWomen },
  ];
});

test('within departments women were admitted a little more often than men', () => {
  const fit = logistic(rows, { names: ['women', 'B', 'C', 'D', 'E', 'F'] });
  if (!isAnswered(fit)) throw new Error(fit.reason);
  expectClose(fit.coefficients[1], 0.0998700881593, 1e-9);
  expectClose(fit.standardErrors[1], 0.0808464665324, 1e-9);
});

test.each([
  ['A', 0.620606061, 0.824074074],
  ['B', 0.630357143, 0.68],
  ['C', 0.369230769, 0.340640809],
  ['D', 0.330935252, 0.349333333],
  ['E', 0.277486911, 0.239185751],
  ['F', 0.058981233, 0.070381232],
])('in department %s %d of the men and %d of the women were admitted', (name, men, women) => {
  const [, a = 0, b = 0, c = 0, d = 0] = departments.find(([each]) => each === name) ?? [];
  expectClose(a / (a + b), men, 8e-9);
  expectClose(c / (c + d), women, 8e-9);
});

test('over all departments it looks the other way round', () => {
  const share = (admitted: 1 | 3): number => {
    const [hits, others] = [admitted, admitted + 1].map((at) =>
      departments.reduce((sum, row) => sum + Number(row[at]), 0),
    );
    return (hits ?? 0) / ((hits ?? 0) + (others ?? 0));
  };
  expectClose(share(1), 0.445187663, 2e-9);
  expectClose(share(3), 0.303542234, 2e-9);
  expect(share(1)).toBeGreaterThan(share(3));
});
