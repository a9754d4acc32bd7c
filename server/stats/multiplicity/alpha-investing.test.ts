import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { alphaInvesting, farsighted, type Investment } from './alpha-investing.ts';

function investments(pValues: readonly number[], kept = 0.5): readonly Investment[] {
  const result = alphaInvesting(pValues, { level: 0.05, spending: farsighted(kept) });
  if (!isAnswered(result)) throw new Error(result.reason);
  return result;
}

test('a finding earns, a test without one costs', () => {
  // wealth 0.0475; half of it pays for 0.02375 / 1.02375; the first test finds something and earns 0.05
  const [first, second] = investments([0.001, 0.9]);
  expectClose(first?.level, 0.0231990231990232);
  expect(first?.rejected).toBe(true);
  expectClose(first?.wealth, 0.0975);
  expectClose(second?.level, 0.0464839094159714);
  expect(second?.rejected).toBe(false);
  expectClose(second?.wealth, 0.04875);
});

test('a session that finds nothing is asked for ever smaller p-values and never runs dry', () => {
  const session = investments(Array.from({ length: 40 }, () => 0.5));
  expect(session.every(({ rejected, wealth }) => !rejected && wealth > 0)).toBe(true);
  expect(session.at(-1)?.level).toBeLessThan(1e-12);
});

test('a spending that asks for more than there is has no answer', () => {
  expect(alphaInvesting([0.5], { level: 0.05, spending: () => 0.2 })).toBeInstanceOf(Unanswerable);
  expect(alphaInvesting([0.5], { level: 0.05, spending: () => Number.NaN })).toBeInstanceOf(Unanswerable);
});

test('without wealth nothing is found, whatever the p-value', () => {
  const result = alphaInvesting([0], { level: 0.05, spending: () => 0 });
  expect(isAnswered(result) ? result[0]?.rejected : undefined).toBe(false);
});

test('a level of 0 and a p-value above 1 have no answer', () => {
  expect(alphaInvesting([0.5], { level: 0, spending: farsighted(0.5) })).toBeInstanceOf(Unanswerable);
  expect(alphaInvesting([1.5], { level: 0.05, spending: farsighted(0.5) })).toBeInstanceOf(Unanswerable);
});

test('later looks change no earlier verdict', () => {
  const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      expect(investments([...before, ...after]).slice(0, before.length)).toEqual(investments(before));
    }),
  );
});
