import { expect, test } from 'vitest';
import { atOnce } from '../../lib/in-turns.ts';
import { mustAnswer } from '../../testing/must-answer.ts';
import { type BootstrapUnit, jointBootstrap } from './joint-bootstrap.ts';

/** Units with one observation a side: before 0, after their change; the second outcome is the first times −2. */
const unit = (treated: boolean, change: number): BootstrapUnit => ({
  treated,
  outcomes: [change, -2 * change].map((sum) => ({ before: { n: 1, sum: 0 }, after: { n: 1, sum } })),
});

const units = Array.from({ length: 40 }, (_, i) => unit(i < 20, (i < 20 ? 6 : 0) + ((i * 7) % 11) - 5));

test('outcomes of the same replicate come from the same units', () => {
  const { estimates, replicates } = mustAnswer(atOnce(jointBootstrap(units, { draws: 200, seed: 3 })));
  expect(estimates[1]).toBeCloseTo(-2 * (estimates[0] ?? 0), 9);
  expect(replicates).toHaveLength(200);
  for (const [first = 0, second = 0] of replicates) expect(second).toBeCloseTo(-2 * first, 9);
});

test('the same seed gives the same replicates, another one others', () => {
  const draw = (seed: number) => mustAnswer(atOnce(jointBootstrap(units, { draws: 20, seed }))).replicates;
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('the spread of replicates is that of a difference of two means', () => {
  const { replicates } = mustAnswer(atOnce(jointBootstrap(units, { draws: 4000, seed: 1 })));
  const values = replicates.map(([value]) => value ?? 0);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  // Population variance of each arm over 20, by hand from the changes.
  const spread = (from: number): number => {
    const own = Array.from({ length: 20 }, (_, i) => ((i + from) * 7) % 11);
    const average = own.reduce((a, b) => a + b, 0) / 20;
    return own.reduce((sum, value) => sum + (value - average) ** 2, 0) / 20;
  };
  expect(deviation / Math.sqrt((spread(0) + spread(20)) / 20)).toBeCloseTo(1, 1);
});

test('one unit an arm, and an outcome that nobody had before, have no answer', () => {
  expect(atOnce(jointBootstrap([unit(true, 1), unit(false, 1), unit(false, 2)], { draws: 9, seed: 1 }))).toMatchObject({
    reason: 'too-few',
  });
  const never = units.map(({ treated }) => ({
    treated,
    outcomes: [{ before: { n: 0, sum: 0 }, after: { n: 1, sum: 1 } }],
  }));
  expect(atOnce(jointBootstrap(never, { draws: 9, seed: 1 }))).toMatchObject({ reason: 'empty-group' });
});
