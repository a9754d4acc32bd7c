import { describe, expect, test } from 'vitest';
import { mustAnswer } from '../../testing/must-answer.ts';
import { reasonOf } from '../../testing/reason-of.ts';
import { expectClose } from '../../testing/close-to.ts';
import { hasReferenceData, referenceRows } from '../../testing/reference-data.ts';
import { aml, rowsOf, survivalRows } from '../../testing/survival-data.ts';
import { logRank } from './log-rank.ts';

const amlRows = [
  ...survivalRows(aml.maintained).map((row) => ({ ...row, group: 'maintained' })),
  ...survivalRows(aml.nonmaintained).map((row) => ({ ...row, group: 'nonmaintained' })),
];

test('maintained against other patients', () => {
  const result = mustAnswer(logRank(amlRows));
  expectClose(result.chiSquared, 3.396388698977601, 1e-12);
  expectClose(result.groups[0]?.expected, 10.689335992);
  expectClose(result.covariance[0]?.[0], 4.007550746);
  expect(result.pValue.toFixed(4)).toBe('0.0653');
  expect(result.groups.map(({ group, n, observed }) => [group, n, observed])).toEqual([
    ['maintained', 11, 7],
    ['nonmaintained', 12, 11],
  ]);
});

test('the order of groups and of rows changes nothing, frequencies stand for subjects', () => {
  expectClose(mustAnswer(logRank(amlRows.toReversed())).chiSquared, 3.396388698977601, 1e-12);
  const folded = [
    { time: 5, events: 2, censored: 0, group: 'nonmaintained' },
    ...amlRows.filter(({ time }) => time !== 5),
  ];
  expectClose(mustAnswer(logRank(folded)).chiSquared, 3.396388698977601, 1e-12);
});

test('one stratum for all is no stratum; the same data in two strata double the statistic', () => {
  const once = amlRows.map((row) => ({ ...row, stratum: 'a' }));
  expectClose(mustAnswer(logRank(once)).chiSquared, 3.396388698977601, 1e-12);
  const twice = [...once, ...amlRows.map((row) => ({ ...row, stratum: 'b' }))];
  expectClose(mustAnswer(logRank(twice)).chiSquared, 2 * 3.396388698977601, 1e-12);
});

test('three groups by hand, whose rounding differs by the order of multiplication', () => {
  // At 1 all of 3, 7 and 9 are at risk, one of the third leaves; at 2 of 3, 7 and 8 one of the first.
  const rows = [
    { time: 1, events: 0, censored: 0, group: 'a' },
    { time: 2, events: 1, censored: 0, group: 'a' },
    { time: 3, events: 0, censored: 2, group: 'a' },
    { time: 3, events: 0, censored: 7, group: 'b' },
    { time: 1, events: 1, censored: 0, group: 'c' },
    { time: 3, events: 0, censored: 8, group: 'c' },
  ];
  const result = mustAnswer(logRank(rows));
  expect(result.degreesOfFreedom).toBe(2);
  expectClose(result.groups.find(({ group }) => group === 'a')?.expected, 3 / 19 + 3 / 18, 1e-12);
  expectClose(result.groups.find(({ group }) => group === 'c')?.expected, 9 / 19 + 8 / 18, 1e-12);
});

test('two equal groups do not differ', () => {
  const same = amlRows.map((row) => [{ ...row, group: 'a' }, { ...row, group: 'b' }]).flat(); // prettier-ignore
  const result = mustAnswer(logRank(same));
  expect([result.chiSquared.toFixed(12), result.pValue.toFixed(6)]).toEqual(['0.000000000000', '1.000000']);
});

test('no test of one group, of nobody, of no events, of groups that were never at risk together', () => {
  expect(reasonOf(logRank([]))).toBe('empty-group');
  expect(reasonOf(logRank(amlRows.filter(({ group }) => group === 'maintained')))).toBe('empty-group');
  expect(reasonOf(logRank(amlRows.map((row) => ({ ...row, events: 0, censored: 1 }))))).toBe('no-events');
  const apart = [{ time: 3, events: 0, censored: 9, group: 'a' }, { time: 8, events: 5, censored: 4, group: 'b' }]; // prettier-ignore
  expect(reasonOf(logRank(apart))).toBe('no-events');
  expect(reasonOf(logRank([{ time: -1, events: 1, censored: 0, group: 'a' }, { time: 1, events: 1, censored: 0, group: 'b' }]))).toBe('out-of-scale'); // prettier-ignore
});

describe.skipIf(!hasReferenceData)('public survival data', () => {
  test('lung by sex, and within performance status', () => {
    const rows = rowsOf(referenceRows('lung'), ['time', 'status', '2'], (row) => ({
      group: row.get('sex') ?? '',
      stratum: row.get('ph.ecog') ?? '',
    }));
    const plain = mustAnswer(logRank(rows.map((row) => ({ ...row, stratum: 'all' }))));
    expectClose(plain.chiSquared, 10.326742, 1e-7);
    expectClose(plain.pValue, 0.00131116, 1e-5);
    const expected = new Map(plain.groups.map((group) => [group.group, group.expected]));
    expectClose(expected.get('1'), 91.581739, 1e-8);
    expectClose(expected.get('2'), 73.418261, 1e-8);
    const within = mustAnswer(logRank(rows.filter(({ stratum }) => stratum !== '')));
    expect(within.chiSquared.toFixed(4)).toBe('10.7951');
  });
  test('veteran by cell type and by treatment', () => {
    const by = (column: string) =>
      mustAnswer(
        logRank(rowsOf(referenceRows('veteran'), ['time', 'status', '1'], (row) => ({ group: row.get(column) ?? '' }))),
      );
    expect([by('celltype').chiSquared.toFixed(4), by('celltype').degreesOfFreedom]).toEqual(['25.4037', 3]);
    expect(by('trt').chiSquared.toFixed(6)).toBe('0.008227');
  });
  test('gehan and rossi', () => {
    const gehan = rowsOf(referenceRows('gehan'), ['time', 'cens', '1'], (row) => ({ group: row.get('treat') ?? '' }));
    expectClose(mustAnswer(logRank(gehan)).chiSquared, 16.792941, 1e-7);
    const rossi = rowsOf(referenceRows('rossi'), ['week', 'arrest', '1'], (row) => ({ group: row.get('fin') ?? '' }));
    expect(mustAnswer(logRank(rossi)).chiSquared.toFixed(5)).toBe('3.83757');
    expect(mustAnswer(logRank(rossi)).pValue.toFixed(5)).toBe('0.05012');
  });
});
