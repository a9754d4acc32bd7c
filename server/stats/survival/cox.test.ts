import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { reasonOf } from '../../testing/reason-of.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, type ReferenceRow, referenceRows } from '../../testing/reference-data.ts';
import { aml, rowsOf, survivalRows } from '../../testing/survival-data.ts';
import { Unanswerable } from '../unanswerable.ts';
import { cox } from './cox.ts';
import { logRank } from './log-rank.ts';
import { proportionalHazards } from './proportional-hazards.ts';
import type { CovariateRow } from './risk-sets.ts';

const amlRows: readonly CovariateRow[] = [
  ...survivalRows(aml.maintained).map((row) => ({ ...row, x: [0] })),
  ...survivalRows(aml.nonmaintained).map((row) => ({ ...row, x: [1] })),
];
const group = { names: ['group'] };

test('without ties the score test of one group is the log-rank test', () => {
  const distinct = amlRows.map((row, i) => ({ ...row, time: row.time + i / 1000 }));
  const test = logRank(distinct.map(({ x, ...row }) => ({ ...row, group: String(x[0]) })));
  expectClose(mustAnswer(cox(distinct, group)).score.chiSquared, mustAnswer(test).chiSquared, 1e-10);
});

test('a case worked by hand: one pair decides', () => {
  // Events at 1 (x = 1, against 0, 0, 1) and 2 (x = 0, against 0, 1): L = e/(2 + 2e) · 1/(1 + e), with e = exp(b).
  const rows = [
    { time: 1, events: 1, censored: 0, x: [1] },
    { time: 2, events: 1, censored: 0, x: [0] },
    { time: 3, events: 0, censored: 1, x: [0] },
    { time: 4, events: 0, censored: 1, x: [1] },
  ];
  const fit = mustAnswer(cox(rows, group));
  // 2 + 2e at 1; 2 + e at 2: d/db log L = 1 − e/(1 + e) − e/(2 + e) = 0 gives e² = 2.
  expectClose(fit.coefficients[0], Math.log(2) / 2, 1e-12);
  const e = Math.SQRT2;
  const information = e / (1 + e) ** 2 + (2 * e) / (2 + e) ** 2;
  expectClose(fit.standardErrors[0], 1 / Math.sqrt(information), 1e-12);
  expectClose(fit.logLikelihood, Math.log(e / (2 + 2 * e) / (2 + e)), 1e-12);
  // Pairs: the event at 1 against three (0, 0 right; 1 tied), the event at 2 against 0 (tied) and 1 (wrong): 3 of 5.
  expectClose(fit.concordance, 3 / 5, 1e-12);
});

test('exact ties by hand: both of two events among three', () => {
  // Events of x = 1 and 0 among 1, 0, 1 at time 1; then nobody is left: L = e/(e + e + e²), which grows without end as b falls.
  const tied = [
    { time: 1, events: 1, censored: 0, x: [1] },
    { time: 1, events: 1, censored: 0, x: [0] },
    { time: 2, events: 1, censored: 1, x: [1] },
    { time: 2, events: 0, censored: 1, x: [0] },
  ];
  // Among 1, 1, 1, 0, 0 one of each: e/(1 + 6e + 3e²), and a 1 among 1, 1, 0: e/(2e + 1).
  const fit = mustAnswer(cox(tied, { ...group, ties: 'exact' }));
  const e = Math.exp(fit.coefficients[0] ?? 0);
  expectClose(fit.logLikelihood, Math.log((e / (1 + 6 * e + 3 * e ** 2)) * (e / (2 * e + 1))), 1e-12);
  expectClose(2 - (6 * e + 6 * e ** 2) / (1 + 6 * e + 3 * e ** 2), (2 * e) / (2 * e + 1), 1e-9);
});

test('without ties all three ways agree, and with folded rows too', () => {
  const distinct = amlRows.map((row, i) => ({ ...row, time: row.time + i / 1000 }));
  const [efron, exact] = (['efron', 'exact'] as const).map((ties) => mustAnswer(cox(distinct, { ...group, ties })));
  expectClose(exact?.coefficients[0], efron?.coefficients[0] ?? 0, 1e-10);
  expectClose(exact?.standardErrors[0], efron?.standardErrors[0] ?? 0, 1e-10);
  const apart = amlRows.flatMap((row) => [row, row]);
  const folded = amlRows.map((row) => ({ ...row, events: 2 * row.events, censored: 2 * row.censored }));
  const [a, b] = [apart, folded].map((rows) => mustAnswer(cox(rows, { ...group, ties: 'exact' })));
  expectClose(a?.coefficients[0], b?.coefficients[0] ?? 0, 1e-10);
});

test('exact ties of too many are refused', () => {
  const many = [0, 1].map((x) => ({ time: 1, events: 60, censored: 40 + x, x: [x] }));
  expect(reasonOf(cox(many, { ...group, ties: 'exact' }))).toBe('too-many');
});

test('frequencies stand for subjects, the unit of a column only rescales, truncation at zero is none', () => {
  const folded = amlRows.flatMap((row) => [{ ...row, events: row.events * 3, censored: row.censored * 3 }]);
  const apart = amlRows.flatMap((row) => [row, row, row]);
  expectClose(
    mustAnswer(cox(folded, group)).coefficients[0],
    mustAnswer(cox(apart, group)).coefficients[0] ?? 0,
    1e-11,
  );
  const scaled = amlRows.map((row) => ({ ...row, x: row.x.map((value) => 1000 + 50 * value), start: 0 }));
  expectClose(
    mustAnswer(cox(scaled, group)).coefficients[0],
    (mustAnswer(cox(amlRows, group)).coefficients[0] ?? 0) / 50,
    1e-9,
  );
});

test('a subject cut in two at any time is the same subject', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(22), (cut, which) => {
      const rows = amlRows.flatMap((row, i): CovariateRow[] =>
        i === which && row.time > cut
          ? [
              { ...row, time: cut, events: 0, censored: 1 },
              { ...row, start: cut },
            ]
          : [row],
      );
      expectClose(
        mustAnswer(cox(rows, group)).coefficients[0],
        mustAnswer(cox(amlRows, group)).coefficients[0] ?? 0,
        1e-9,
      );
    }),
  );
});

test('hazards that cross are found, hazards in proportion are not', () => {
  const at = (time: number, x: number): CovariateRow => ({ time, events: 1, censored: 0, x: [x] });
  const crossing = Array.from({ length: 40 }, (_, i) => [at(1 + i, 0), at(i < 20 ? 0.5 + i / 100 : 60 + i, 1)]).flat();
  const crossed = mustAnswer(proportionalHazards(crossing, mustAnswer(cox(crossing, group))));
  expect(crossed.global.pValue).toBeLessThan(0.001);
  expect(crossed.terms).toEqual([{ name: 'group', ...crossed.global }]);
  // Exponential times by their quantiles: one hazard is twice the other.
  const quantile = (share: number, rate: number): number => -Math.log(1 - share) / rate;
  const steady = Array.from({ length: 40 }, (_, i) => [
    at(quantile((i + 0.5) / 40, 1), 0),
    at(quantile((i + 0.5) / 40, 2), 1),
  ]).flat();
  const held = mustAnswer(cox(steady, group));
  expect(held.hazardRatios[0]?.value).toBeGreaterThan(1.7);
  expect(held.hazardRatios[0]?.value).toBeLessThan(2.3);
  expect(mustAnswer(proportionalHazards(steady, held)).global.pValue).toBeGreaterThan(0.5);
});

test('strata are compared only within: each in its own unit of time gives the same answer', () => {
  const twice = amlRows.flatMap((row) => [
    { ...row, stratum: 'weeks' },
    { ...row, time: row.time * 7, stratum: 'days' },
  ]);
  const fit = mustAnswer(cox(twice, group));
  expectClose(fit.coefficients[0], mustAnswer(cox(amlRows, group)).coefficients[0] ?? 0, 1e-9);
  expectClose(fit.likelihoodRatio.chiSquared, 2 * mustAnswer(cox(amlRows, group)).likelihoodRatio.chiSquared, 1e-9);
});

describe('no model instead of one that means nothing', () => {
  const single = (time: number, events: number, ...x: number[]): CovariateRow => ({
    time,
    events,
    censored: 1 - events,
    x,
  });
  test('who leaves always has the highest value of all', () => {
    const rows = [
      single(1, 1, 9, 1),
      single(2, 1, 7, 0),
      single(3, 1, 6, 1),
      single(4, 0, 2, 1),
      single(5, 0, 1, 0),
      single(6, 0, 2, 0),
    ];
    expect(cox(rows, { names: ['usage', 'odd'] })).toEqual(new Unanswerable('separation', { column: 'usage' }));
  });
  test('nobody of a group leaves', () => {
    const rows = [1, 2, 3, 4, 5, 6].flatMap((time) => [single(time, time % 2, 0), single(time, 0, 1)]);
    expect(reasonOf(cox(rows, group))).toBe('separation');
  });
  test('all censored, three subjects, one value, a copy, nonsense', () => {
    expect(reasonOf(cox(amlRows.map((row) => ({ ...row, events: 0, censored: 1 })), group))).toBe('no-events'); // prettier-ignore
    expect(reasonOf(cox([single(1, 1, 1, 0), single(2, 0, 0, 1), single(3, 1, 0, 0)], { names: ['a', 'b'] }))).toBe(
      'too-few',
    );
    expect(reasonOf(cox(amlRows.map((row) => ({ ...row, x: [4] })), group))).toBe('constant-column'); // prettier-ignore
    const copied = amlRows.map((row) => ({ ...row, x: [row.x[0] ?? 0, 3 - 2 * (row.x[0] ?? 0)] }));
    expect(cox(copied, { names: ['a', 'b'] })).toEqual(new Unanswerable('collinear', { column: 'b' }));
    expect(reasonOf(cox([single(-1, 1, 1), ...amlRows], group))).toBe('out-of-scale');
    expect(reasonOf(cox([single(1, 1, Number.NaN), ...amlRows], group))).toBe('out-of-scale');
    expect(reasonOf(cox([], group))).toBe('too-few');
  });
  test('proportional hazards cannot be tested where all leave at once', () => {
    const rows = [single(1, 1, 0), single(1, 1, 1), single(1, 0, 1), single(1, 0, 0), single(1, 0, 1)];
    const fit = mustAnswer(cox(rows, group));
    expect(reasonOf(proportionalHazards(rows, fit))).toBe('too-few');
  });
});

describe.skipIf(!hasReferenceData)('public survival data', () => {
  const number = (row: ReferenceRow, column: string): number => Number(row.get(column));
  const is = (row: ReferenceRow, column: string, value: string): number => (row.get(column) === value ? 1 : 0);

  test('lung: Efron and Breslow ties, tests, concordance and proportional hazards', () => {
    const complete = referenceRows('lung').filter((row) => row.get('ph.ecog') !== '');
    const rows = rowsOf(complete, ['time', 'status', '2'], (row) => ({ x: ['age', 'sex', 'ph.ecog'].map((c) => number(row, c)) })); // prettier-ignore
    const names = ['age', 'sex', 'ph.ecog'];
    const fit = mustAnswer(cox(rows, { names }));
    const efron = [0.01106676459612, -0.55261239553184, 0.46372847511573];
    for (const [j, value] of efron.entries()) expectClose(fit.coefficients[j], value);
    expect(fit.standardErrors.map((value) => value.toFixed(7))).toEqual(['0.0092674', '0.1677391', '0.1135773']);
    expect(fit.hazardRatios.map(({ value }) => value.toFixed(5))).toEqual(['1.01113', '0.57544', '1.58999']);
    expect([fit.n, fit.events, fit.likelihoodRatio.chiSquared.toFixed(1), fit.concordance?.toFixed(3)]).toEqual([
      227,
      164,
      '30.5',
      '0.637',
    ]);
    const breslow = [0.01104113638571, -0.55188956963766, 0.46294704033455];
    const other = mustAnswer(cox(rows, { names, ties: 'breslow' }));
    for (const [j, value] of breslow.entries()) expectClose(other.coefficients[j], value);
    const { terms, global } = mustAnswer(proportionalHazards(rows, fit));
    expect([...terms, global].map(({ pValue }) => pValue.toFixed(3))).toEqual(['0.665', '0.129', '0.152', '0.216']);
  });

  test('veteran: proportional hazards fail for two terms', () => {
    const names = ['trt', 'smallcell', 'adeno', 'large', 'karno', 'diagtime', 'age', 'prior'];
    const rows = rowsOf(referenceRows('veteran'), ['time', 'status', '1'], (row) => ({
      x: [
        number(row, 'trt'),
        ...['smallcell', 'adeno', 'large'].map((type) => is(row, 'celltype', type)),
        ...['karno', 'diagtime', 'age', 'prior'].map((column) => number(row, column)),
      ],
    }));
    const fit = mustAnswer(cox(rows, { names }));
    const expected = [
      0.294602821498, 0.861560462753, 1.19606637418, 0.401291654327, -0.0328153261942, 8.13205087075e-5,
      -0.0087064749455, 0.00715936019179,
    ];
    for (const [j, value] of expected.entries()) expectClose(fit.coefficients[j], value);
    const terms = [
      { name: 'celltype', columns: [1, 2, 3] },
      { name: 'karno', columns: [4] },
    ];
    const result = mustAnswer(proportionalHazards(rows, fit, terms));
    expect(result.terms.map(({ pValue, degreesOfFreedom }) => [pValue.toFixed(6), degreesOfFreedom])).toEqual([
      ['0.001632', 3],
      ['0.000322', 1],
    ]);
    expect(result.global.pValue.toPrecision(2)).toBe('0.000032');
  });

  test('rossi and gehan', () => {
    const rossi = rowsOf(referenceRows('rossi'), ['week', 'arrest', '1'], (row) => ({
      x: [is(row, 'fin', 'yes'), number(row, 'age'), is(row, 'race', 'other'), is(row, 'wexp', 'yes'), is(row, 'mar', 'not married'), is(row, 'paro', 'yes'), number(row, 'prio')], // prettier-ignore
    }));
    const names = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];
    const fit = mustAnswer(cox(rossi, { names }));
    const expected = [
      -0.3794221668712, -0.0574377430138, -0.3138997859, -0.1497956972, 0.4337038767, -0.084871083, 0.0914970794,
    ];
    for (const [j, value] of expected.entries()) expectClose(fit.coefficients[j], value);
    const gehan = rowsOf(referenceRows('gehan'), ['time', 'cens', '1'], (row) => ({
      x: [is(row, 'treat', 'control')],
    }));
    expectClose(mustAnswer(cox(gehan, group)).coefficients[0], 1.572125148829);
    expectClose(mustAnswer(cox(gehan, { ...group, ties: 'breslow' })).coefficients[0], 1.509191412586);
    expectClose(mustAnswer(cox(gehan, { ...group, ties: 'exact' })).coefficients[0], 1.628243951672);
  });
});
