import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { seeded } from '../random.ts';
import { Unanswerable } from '../unanswerable.ts';
import { excessRisk } from './excess-risk.ts';

test('of one kind it is the published difference of 56 of 70 less 48 of 80', () => {
  const { difference, compared } = mustAnswer(
    excessRisk([{ weight: 70, affected: { hits: 56, n: 70 }, others: { hits: 48, n: 80 } }]),
  );
  expectClose(difference.value, 0.2);
  expectClose(difference.low, 0.0524, 1e-3);
  expectClose(difference.high, 0.3339, 1e-3);
  expect(compared).toBe(1);
});

test('kinds are weighted by what the affected weigh, so who is affected does not pass for what it does', () => {
  // Within each kind nothing differs; most of the affected are of the kind that leaves.
  const strata = [
    { weight: 90, affected: { hits: 45, n: 90 }, others: { hits: 5, n: 10 } },
    { weight: 10, affected: { hits: 1, n: 10 }, others: { hits: 9, n: 90 } },
  ];
  const { affected, others, difference } = mustAnswer(excessRisk(strata));
  expectClose(affected.value, 0.46);
  expectClose(others.value, 0.46);
  expect(Math.abs(difference.value)).toBeLessThan(1e-12);
});

test('weights can be money', () => {
  const strata = [
    { weight: 900, affected: { hits: 20, n: 100 }, others: { hits: 10, n: 100 } },
    { weight: 100, affected: { hits: 30, n: 100 }, others: { hits: 30, n: 100 } },
  ];
  expectClose(mustAnswer(excessRisk(strata)).difference.value, 0.09);
});

test('a kind without others is left out, and how much that is stands beside it', () => {
  const strata = [
    { weight: 75, affected: { hits: 15, n: 75 }, others: { hits: 10, n: 100 } },
    { weight: 25, affected: { hits: 25, n: 25 }, others: { hits: 0, n: 0 } },
  ];
  const { difference, compared } = mustAnswer(excessRisk(strata));
  expectClose(difference.value, 0.1);
  expect(compared).toBe(0.75);
});

test('the p-value is that of the difference per its error', () => {
  const { p, difference } = mustAnswer(
    excessRisk([{ weight: 1, affected: { hits: 40, n: 100 }, others: { hits: 60, n: 100 } }]),
  );
  // 0.2 / √(2 · 0.24 / 100) = 2.886751346
  expectClose(difference.value, -0.2);
  expectClose(p, 0.0038924171227786, 1e-6);
});

test('where nothing happened to anybody the interval stays open', () => {
  const { difference } = mustAnswer(
    excessRisk([{ weight: 1, affected: { hits: 0, n: 30 }, others: { hits: 0, n: 30 } }]),
  );
  expect(difference.value).toBe(0);
  expect(difference.low).toBeLessThan(-0.05);
  expect(difference.high).toBeGreaterThan(0.05);
});

test('without an excess the interval holds 0 in about 95 of 100 draws', () => {
  const random = seeded(3);
  const draw = (n: number, share: number) => ({ hits: random.multinomial(n, [share, 1 - share])[0] ?? 0, n });
  const held = Array.from({ length: 500 }, () =>
    mustAnswer(
      excessRisk([
        { weight: 60, affected: draw(60, 0.1), others: draw(200, 0.1) },
        { weight: 40, affected: draw(40, 0.05), others: draw(400, 0.05) },
      ]),
    ),
  ).filter(({ difference }) => difference.low <= 0 && 0 <= difference.high).length;
  expect(held).toBeGreaterThan(465);
});

test('nobody to compare with, no weight and counts that are none have no answer', () => {
  const one = { weight: 1, affected: { hits: 1, n: 2 }, others: { hits: 0, n: 0 } };
  expect(excessRisk([])).toEqual(new Unanswerable('empty-group'));
  expect(excessRisk([one])).toEqual(new Unanswerable('empty-group'));
  expect(excessRisk([{ ...one, weight: 0, others: { hits: 1, n: 2 } }])).toEqual(new Unanswerable('bad-weights'));
  expect(excessRisk([{ ...one, weight: -1 }])).toEqual(new Unanswerable('bad-weights'));
  expect(excessRisk([{ ...one, others: { hits: 3, n: 2 } }])).toEqual(new Unanswerable('out-of-scale'));
});
