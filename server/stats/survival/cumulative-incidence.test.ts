import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { reasonOf } from '../../testing/reason-of.ts';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered } from '../unanswerable.ts';
import { cumulativeIncidence, incidenceAt } from './cumulative-incidence.ts';
import { kaplanMeier } from './kaplan-meier.ts';

test('ten customers by hand: leaving by will while others are dismissed first', () => {
  const rows = [
    { time: 1, events: [1, 0], censored: 0 },
    { time: 2, events: [0, 2], censored: 1 },
    { time: 4, events: [2, 0], censored: 0 },
    { time: 5, events: [0, 0], censored: 4 },
  ];
  const points = mustAnswer(cumulativeIncidence(rows, 0));
  // 1/10; survival 9/10 · 7/9 = 7/10 before 4; plus 7/10 · 2/6.
  expect(points.map(({ incidence }) => incidence.toFixed(6))).toEqual(['0.100000', '0.100000', '0.333333', '0.333333']);
  expectClose(points[0]?.standardError, Math.sqrt((0.1 * 0.9) / 10), 1e-12);
  const other = mustAnswer(cumulativeIncidence(rows, 1));
  expect(other.at(-1)?.incidence.toFixed(6)).toBe('0.200000');
});

test('without censoring it is the share that had the event of this kind, with its binomial error', () => {
  const rows = [
    { time: 1, events: [3, 2], censored: 0 },
    { time: 2, events: [4, 1], censored: 0 },
    { time: 3, events: [0, 0], censored: 10 },
  ];
  const last = mustAnswer(cumulativeIncidence(rows, 0)).at(-1);
  expectClose(last?.incidence, 7 / 20, 1e-12);
  expectClose(last?.standardError, Math.sqrt((0.35 * 0.65) / 20), 1e-9);
});

test('all kinds together and survival add up to one; a single kind is one less Kaplan–Meier, Greenwood included', () => {
  const row = fc.record({ time: fc.nat(9), events: fc.tuple(fc.nat(2), fc.nat(2)), censored: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 15 }), (rows) => {
      const pooled = rows.map(({ time, events, censored }) => ({ time, events: events[0] + events[1], censored }));
      const curve = kaplanMeier(pooled);
      const [first, second] = [cumulativeIncidence(rows, 0), cumulativeIncidence(rows, 1)];
      if (!isAnswered(curve)) return;
      const merged = mustAnswer(cumulativeIncidence(pooled.map((at) => ({ ...at, events: [at.events] })), 0)); // prettier-ignore
      for (const [i, { survival, standardError }] of curve.points.entries()) {
        const sum = [first, second].reduce(
          (total, points) => total + (isAnswered(points) ? (points[i]?.incidence ?? 0) : 0),
          0,
        );
        expect(sum + survival).toBeCloseTo(1, 10);
        expect(merged[i]?.incidence).toBeCloseTo(1 - survival, 10);
        if (standardError !== null) expect(merged[i]?.standardError).toBeCloseTo(standardError, 7);
      }
    }),
  );
});

test('an incidence is read between times, and not after the last subject left', () => {
  const points = mustAnswer(
    cumulativeIncidence(
      [
        { time: 2, events: [1, 0], censored: 0 },
        { time: 6, events: [1, 0], censored: 2 },
      ],
      0,
    ),
  );
  expect(mustAnswer(incidenceAt(points, 1)).incidence).toBe(0);
  expect(mustAnswer(incidenceAt(points, 4)).incidence).toBe(0.25);
  expect(mustAnswer(incidenceAt(points, 6)).incidence).toBe(0.5);
  expect(reasonOf(incidenceAt(points, 7))).toBe('out-of-scale');
  expect(reasonOf(incidenceAt([], 7))).toBe('out-of-scale');
  const all = mustAnswer(cumulativeIncidence([{ time: 2, events: [1, 1], censored: 0 }], 0));
  expect(mustAnswer(incidenceAt(all, 9)).incidence).toBe(0.5);
});

test('a kind that never happened, nobody, and counts below zero have no incidence', () => {
  expect(reasonOf(cumulativeIncidence([{ time: 1, events: [2, 0], censored: 3 }], 1))).toBe('no-events');
  expect(reasonOf(cumulativeIncidence([], 0))).toBe('empty-group');
  expect(reasonOf(cumulativeIncidence([{ time: 1, events: [2, -1], censored: 3 }], 0))).toBe('out-of-scale');
});
