import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { aml, rowsOf, survivalRows } from '../../testing/survival-data.ts';
import { isAnswered, Unanswerable } from '../unanswerable.ts';
import { kaplanMeier, survivalAt, type SurvivalCurve, survivalQuantile } from './kaplan-meier.ts';
import { atRiskAt, riskTable, type SurvivalRow } from './risk-table.ts';

function steps({ points }: SurvivalCurve): [number[], number[], (number | null)[]] {
  const events = points.filter(({ events: count }) => count > 0);
  return [
    events.map(({ time }) => time),
    events.map(({ survival }) => Math.round(survival * 1e5) / 1e5),
    events.map(({ standardError }) => (standardError === null ? null : Math.round(standardError * 1e5) / 1e5)),
  ];
}

test('survival of maintained and other patients, step by step', () => {
  expect(steps(mustAnswer(kaplanMeier(survivalRows(aml.maintained))))).toEqual([
    [9, 13, 18, 23, 31, 34, 48],
    [0.90909, 0.81818, 0.71591, 0.61364, 0.49091, 0.36818, 0.18409],
    [0.08668, 0.11629, 0.13966, 0.15263, 0.16419, 0.16267, 0.15349],
  ]);
  expect(steps(mustAnswer(kaplanMeier(survivalRows(aml.nonmaintained))))).toEqual([
    [5, 8, 12, 23, 27, 30, 33, 43, 45],
    [0.83333, 0.66667, 0.58333, 0.48611, 0.38889, 0.29167, 0.19444, 0.09722, 0],
    [0.10758, 0.13608, 0.14232, 0.14813, 0.14699, 0.13872, 0.12187, 0.09187, null],
  ]);
});

test('medians, and bounds that the data do not reach are missing', () => {
  expect(mustAnswer(kaplanMeier(survivalRows(aml.maintained))).median).toEqual({ value: 31, low: 18, high: null });
  expect(mustAnswer(kaplanMeier(survivalRows(aml.nonmaintained))).median).toEqual({ value: 23, low: 8, high: null });
});

test('a curve that stays at one half has its median in the middle', () => {
  const curve = mustAnswer(kaplanMeier(survivalRows([[1, 1], [2, 1], [4, 1], [6, 1]]))); // prettier-ignore
  expect(curve.median.value).toBe(3);
});

test('other quantiles, and one that is not reached', () => {
  const curve = mustAnswer(kaplanMeier(survivalRows(aml.maintained)));
  expect(survivalQuantile(curve, 0.1).value).toBe(13);
  expect(survivalQuantile(curve, 0.25)).toMatchObject({ value: 18, low: 13 });
  expect(survivalQuantile(curve, 0.9).value).toBeNull();
});

test('frequencies stand for single subjects, in any order', () => {
  const folded = [{ time: 8, events: 2, censored: 0 }, { time: 5, events: 2, censored: 0 }, ...survivalRows(aml.nonmaintained.slice(4))]; // prettier-ignore
  expect(kaplanMeier(folded)).toEqual(kaplanMeier(survivalRows(aml.nonmaintained)));
});

test('those censored at a time are still at risk at it, and later entries only after their start', () => {
  const rows = [{ time: 3, events: 1, censored: 2 }, { start: 3, time: 9, events: 1, censored: 0 }, { start: 2, time: 5, events: 1, censored: 0 }]; // prettier-ignore
  expect(mustAnswer(riskTable(rows)).times).toEqual([
    { time: 3, atRisk: 4, events: 1, censored: 2 },
    { time: 5, atRisk: 2, events: 1, censored: 0 },
    { time: 9, atRisk: 1, events: 1, censored: 0 },
  ]);
  expect(atRiskAt(rows, [0, 3, 4, 5, 10])).toEqual([3, 4, 2, 2, 0]);
});

test('survival is read between steps, and not after the last subject left', () => {
  const curve = mustAnswer(kaplanMeier(survivalRows(aml.maintained)));
  expectClose(mustAnswer(survivalAt(curve, 30)).survival, 0.613636363636, 1e-9);
  expect(mustAnswer(survivalAt(curve, 2)).survival).toBe(1);
  expect(survivalAt(curve, 162)).toEqual(new Unanswerable('out-of-scale', { time: 162, last: 161 }));
  expect(mustAnswer(survivalAt(mustAnswer(kaplanMeier(survivalRows(aml.nonmaintained))), 50)).survival).toBe(0);
});

test('without censoring the curve is one less the share that had the event', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (times) => {
      const curve = mustAnswer(kaplanMeier(times.map((time) => ({ time, events: 1, censored: 0 }))));
      for (const { time, survival } of curve.points)
        expect(survival).toBeCloseTo(1 - times.filter((other) => other <= time).length / times.length, 12);
    }),
  );
});

test('curves fall, stay between 0 and 1, and lie within their intervals on both scales', () => {
  const row = fc.record({ time: fc.nat(20), events: fc.nat(3), censored: fc.nat(3) });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('log' as const, 'log-log' as const),
      (rows, kind) => {
        const curve = kaplanMeier(rows, kind);
        if (!isAnswered(curve)) return;
        let last = 1;
        for (const { survival, standardError, interval } of curve.points) {
          expect(survival).toBeLessThanOrEqual(last);
          last = survival;
          if (interval === null || standardError === null) continue;
          expect(interval.low).toBeLessThanOrEqual(survival + 1e-12);
          expect(interval.high).toBeGreaterThanOrEqual(survival - 1e-12);
          expect(interval.low).toBeGreaterThanOrEqual(0);
          expect(interval.high).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

describe('no curve instead of one that means nothing', () => {
  const reasonOf = (rows: readonly SurvivalRow[]): string => {
    const curve = kaplanMeier(rows);
    return curve instanceof Unanswerable ? curve.reason : 'answered';
  };
  test('nobody, nobody with an event, times before zero, counts that are none', () => {
    expect(reasonOf([])).toBe('empty-group');
    expect(reasonOf([{ time: 3, events: 0, censored: 0 }])).toBe('empty-group');
    expect(reasonOf([{ time: 3, events: 0, censored: 50 }])).toBe('no-events');
    expect(reasonOf([{ time: -3, events: 1, censored: 5 }])).toBe('out-of-scale');
    expect(reasonOf([{ time: 3, events: -1, censored: 5 }])).toBe('out-of-scale');
    expect(reasonOf([{ time: Number.NaN, events: 1, censored: 5 }])).toBe('out-of-scale');
    expect(reasonOf([{ start: 4, time: 3, events: 1, censored: 5 }])).toBe('out-of-scale');
  });
  test('events at time zero and all at once', () => {
    expect(mustAnswer(kaplanMeier([{ time: 0, events: 5, censored: 0 }])).points[0]?.survival).toBe(0);
  });
});

describe.skipIf(!hasReferenceData)('public survival data', () => {
  const lung = (sex?: string) =>
    rowsOf(referenceRows('lung'), ['time', 'status', '2'], (row) => ({ sex: row.get('sex') })).filter(
      (row) => sex === undefined || row.sex === sex,
    );
  test('lung: median with interval, a year on both scales', () => {
    const curve = mustAnswer(kaplanMeier(lung()));
    expect([curve.n, curve.events, curve.median]).toEqual([228, 165, { value: 310, low: 285, high: 363 }]);
    const log = mustAnswer(survivalAt(curve, 365)).interval;
    expect([log?.low.toFixed(6), log?.high.toFixed(6)]).toEqual(['0.344722', '0.485838']);
    const loglog = mustAnswer(survivalAt(mustAnswer(kaplanMeier(lung(), 'log-log')), 365)).interval;
    expect([loglog?.low.toFixed(6), loglog?.high.toFixed(6)]).toEqual(['0.338714', '0.478381']);
  });
  test('lung by sex', () => {
    const [men, women] = [mustAnswer(kaplanMeier(lung('1'))), mustAnswer(kaplanMeier(lung('2')))];
    expect([men.median.value, women.median.value]).toEqual([270, 426]);
    expect(mustAnswer(survivalAt(men, 365)).survival.toFixed(4)).toBe('0.3361');
    expect(mustAnswer(survivalAt(women, 365)).survival.toFixed(4)).toBe('0.5265');
  });
  test('gehan and rossi', () => {
    const gehan = rowsOf(referenceRows('gehan'), ['time', 'cens', '1'], (row) => ({ treat: row.get('treat') }));
    const median = (treat: string) => mustAnswer(kaplanMeier(gehan.filter((row) => row.treat === treat))).median.value;
    expect([median('6-MP'), median('control')]).toEqual([23, 8]);
    const rossi = rowsOf(referenceRows('rossi'), ['week', 'arrest', '1'], (row) => ({ fin: row.get('fin') }));
    const year = (fin: string) =>
      mustAnswer(survivalAt(mustAnswer(kaplanMeier(rossi.filter((row) => row.fin === fin))), 52)).survival;
    expect([year('no').toFixed(7), year('yes').toFixed(7)]).toEqual(['0.6944444', '0.7777778']);
  });
});
