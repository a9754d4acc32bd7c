import { expect, test } from 'vitest';
import { expectClose } from '../../testing/close-to.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { type Period, type UChart, uChart } from './u-chart.ts';

function charted(periods: readonly Period[]): UChart {
  const found = uChart(periods);
  if (!isAnswered(found)) throw new Error(found.reason);
  return found;
}

test('limits lie three deviations of a count around the centre, wider where fewer were exposed', () => {
  const { centre, points } = charted([
    { events: 10, exposure: 100 },
    { events: 6, exposure: 50 },
    { events: 44, exposure: 150 },
  ]);
  expect(centre).toBe(0.2);
  // 0.2 ± 3 √(0.2 / 100), √(0.2 / 50), √(0.2 / 150)
  expectClose(points[0]?.low, 0.06583592135);
  expectClose(points[0]?.high, 0.33416407865);
  expectClose(points[1]?.low, 0.01026334039);
  expectClose(points[2]?.high, 0.3095445115);
  expect(points.map(({ signal }) => signal)).toEqual([null, null, null]);
});

test('a point beyond the limits is a signal, and no limit lies below 0', () => {
  const quiet = Array.from({ length: 9 }, () => ({ events: 4, exposure: 100 }));
  const { points } = charted([...quiet, { events: 24, exposure: 100 }]);
  expect(points.at(-1)).toMatchObject({ rate: 0.24, signal: 'above' });
  expect(points[0]?.low).toBe(0);
});

test('the eighth week in a row on one side is a signal', () => {
  const weeks = (events: number, count: number): Period[] =>
    Array.from({ length: count }, () => ({ events, exposure: 100 }));
  const { points } = charted([...weeks(12, 9), ...weeks(8, 9)]);
  expect(points.map(({ signal }) => signal)).toEqual([
    ...Array.from({ length: 7 }, () => null), 'run above', 'run above',
    ...Array.from({ length: 7 }, () => null), 'run below', 'run below',
  ]); // prettier-ignore
});

test('equal rates have no dispersion, scattered ones more than 1', () => {
  expect(charted([{ events: 5, exposure: 50 }, { events: 10, exposure: 100 }]).dispersion).toBe(0); // prettier-ignore
  // Centre 0.1: (20 − 10)² / 10 + (0 − 10)² / 10 = 20, with one degree of freedom.
  expectClose(charted([{ events: 20, exposure: 100 }, { events: 0, exposure: 100 }]).dispersion, 20); // prettier-ignore
});

test('one period, none exposed and nothing that happened have no chart', () => {
  const week = { events: 1, exposure: 10 };
  expect(uChart([week])).toEqual(new Unanswerable('too-few', { n: 1, needed: 2 }));
  expect(uChart([week, { events: 1, exposure: 0 }])).toEqual(new Unanswerable('out-of-scale'));
  expect(uChart([week, { events: -1, exposure: 10 }])).toEqual(new Unanswerable('out-of-scale'));
  expect(uChart([week, { events: Number.NaN, exposure: 10 }])).toEqual(new Unanswerable('out-of-scale'));
  expect(uChart([{ events: 0, exposure: 10 }, { events: 0, exposure: 10 }])).toEqual(new Unanswerable('no-events')); // prettier-ignore
});
