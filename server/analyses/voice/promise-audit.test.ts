import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import type { Finding } from '../contract/finding.ts';
import { promiseAudit } from './promise-audit.ts';

const promises: HandMade = {
  kind: 'reference',
  columns: [
    'promise string',
    'wording string',
    'metric string',
    'threshold real',
    'unit string',
    'controllable boolean',
  ],
  rows: [['ship', 'Shipped in 2 days.', 'days to shipping', 2, 'days', true]],
};

function checks(kept: number, broken: number, promise = 'ship'): HandMade {
  return {
    kind: 'operational',
    columns: ['promise string', 'observed real'],
    rows: [...times(kept, [promise, 2]), ...times(broken, (at) => [promise, 3 + at] as const)],
  };
}

function codes({ refusals }: Finding): readonly (readonly [string, string | null])[] {
  return refusals.map(({ code, of }) => [code, of]);
}

function table({ tables }: Finding, name: string) {
  return tables.find((each) => each.name === name)?.rows;
}

test('shipped in two days, 93 of 100: 0.93, between 0.863 and 0.966', async () => {
  const finding = await analyseTables(promiseAudit, { promises, promise_checks: checks(93, 7) });
  expect(finding).toMatchObject({ estimate: { name: 'kept_ship', value: 0.93, n: 100 }, grade: 'E0', refusals: [] });
  expectClose(finding.estimate?.interval?.low, 0.8625048526);
  expectClose(finding.estimate?.interval?.high, 0.9656807389);
  expect(finding.verdict).toBe(
    '“Shipped in 2 days.” was kept in 93.0 % [86.3 %, 96.6 %] of 100 occasions. 1 of 1 promises are checked.',
  );
  expect(table(finding, 'wall')?.[0]?.slice(0, 7)).toEqual([
    'ship',
    'Shipped in 2 days.',
    null,
    'days to shipping: 2 days',
    'measured',
    100,
    0.93,
  ]);
});

test('a superlative has no measure: it is unverifiable, not kept', async () => {
  const rows = [
    ...promises.rows,
    ['best', 'Our service is the best.', null, null, null, true],
    ['soon', 'We answer soon.', 'hours', 4, 'hours', true],
  ];
  const finding = await analyseTables(promiseAudit, { promises: { ...promises, rows }, promise_checks: checks(93, 7) });
  expect(finding.refusals).toMatchObject([
    {
      code: 'promise-unverifiable',
      of: 'best',
      message: '“Our service is the best.” has no measure. Its status is unverifiable, not kept.',
    },
    {
      code: 'promise-unverifiable',
      of: 'soon',
      hint: 'It has a measure, but nobody takes it: record occasions for it.',
    },
  ]);
  expect(table(finding, 'wall')?.map((row) => [row[0], row[4], row[6]])).toEqual([
    ['best', 'unverifiable', null],
    ['ship', 'measured', 0.93],
    ['soon', 'not measured', null],
  ]);
  expect(finding.diagnostics[0]).toMatchObject({ value: 1, message: '1 of 3 promises are checked by anything.' });
  expect(finding.verdict).toContain('one has no measure and is neither kept nor broken');
});

test('what the company does not control is judged by whether people were told in time', async () => {
  const finding = await analyseTables(promiseAudit, {
    promises: {
      ...promises,
      rows: [...promises.rows, ['storm', 'We tell you when the weather stops us.', null, 12, 'hours', false]],
    },
    promise_checks: checks(93, 7),
    notices: {
      kind: 'operational',
      columns: ['promise string', 'informed boolean'],
      rows: [...times(78, ['storm', true]), ...times(22, ['storm', false])],
    },
  });
  expect(codes(finding)).toEqual([]);
  expect(finding.estimates).toMatchObject([{ name: 'informed_storm', value: 0.78, n: 100 }]);
  expect(table(finding, 'wall')?.[1]?.[4]).toBe('told in time');
});

test('shortfalls are quantiles of what broken promises missed by', async () => {
  const finding = await analyseTables(promiseAudit, { promises, promise_checks: checks(20, 11) });
  // Missed by 1 … 11 days.
  expect(table(finding, 'shortfalls')).toEqual([['ship', 'days', 11, 6, 10, 11]]);
  const higher = await analyseTables(
    promiseAudit,
    { promises, promise_checks: checks(20, 11) },
    { options: { better: 'higher' } },
  );
  expect(higher.estimate?.value).toBe(1);
});

test('occasions at several touchpoints are told apart, and those before a promise was made do not count', async () => {
  const finding = await analyseTables(promiseAudit, {
    promises: {
      ...promises,
      columns: [...promises.columns, 'valid_from date'],
      rows: [[...(promises.rows[0] ?? []), '2026-01-01']],
    },
    promise_checks: {
      kind: 'operational',
      columns: ['promise string', 'kept boolean', 'at date', 'touchpoint string'],
      time: 'at',
      rows: [
        ...times(20, ['ship', true, '2026-02-01', 'web']),
        ...times(10, ['ship', false, '2026-02-01', 'shop']),
        ...times(50, ['ship', false, '2025-12-31', 'web']),
        ['ship', null, '2026-02-01', 'web'],
      ],
    },
  });
  expect(finding.estimate).toMatchObject({ n: 30 });
  expectClose(finding.estimate?.value, 2 / 3);
  expect(table(finding, 'wall')?.map((row) => [row[2], row[5], row[6]])).toEqual([
    [null, 30, expect.closeTo(2 / 3, 12)],
    ['shop', 10, 0],
    ['web', 20, 1],
  ]);
  expect(finding.diagnostics[1]).toMatchObject({ value: 1 });
});

test('what was felt after a kept and after a broken promise stands side by side, one answer a person', async () => {
  const people = times(40, (at) => [`p${at}`, at < 20 ? 2 : 3] as const);
  const finding = await analyseTables(promiseAudit, {
    promises,
    promise_checks: {
      kind: 'operational',
      columns: ['promise string', 'observed real', 'person string', 'at date'],
      person: 'person',
      time: 'at',
      // Everybody was let down once before; what counts is the last occasion before the answer.
      rows: people.flatMap(([id, days]) => [
        ['ship', 9, id, '2026-01-01'],
        ['ship', days, id, '2026-01-05'],
        ['ship', 9, id, '2026-03-01'],
      ]),
    },
    felt: {
      kind: 'survey',
      columns: ['person string', 'value integer', 'at timestamp'],
      person: 'person',
      time: 'at',
      rows: people.flatMap(([id, days], at) => [
        [id, 1, '2026-01-02 10:00:00'],
        [id, (days === 2 ? 8 : 5) + (at % 2), '2026-01-05 09:00:00'],
      ]),
    },
  });
  // Means 8.5 and 5.5 of twenty each, variances 5/19: difference 3.
  const [row] = table(finding, 'felt') ?? [];
  expect(row?.slice(0, 6)).toEqual(['ship', 8.5, 20, 5.5, 20, 3]);
  expect(finding.grade).toBe('E1');
});

test('ten people who are let down again and again are no hundred independent cases', async () => {
  const finding = await analyseTables(promiseAudit, {
    promises,
    promise_checks: {
      kind: 'operational',
      columns: ['promise string', 'observed real', 'person string'],
      person: 'person',
      rows: times(100, (at) => ['ship', at % 10 < 5 ? 1 : 5, `p${at % 10}`] as const),
    },
  });
  // Worth 100 · 9/99 = 9.09 occasions: Wilson of 4.545 of 9.09.
  expect(finding.estimate?.interval?.method).toContain('reduced for repeated values');
  expectClose(finding.estimate?.interval?.low, 0.22749211712169506);
});

test('few occasions, no occasions and unknown promises are refused by name', async () => {
  const few = await analyseTables(promiseAudit, { promises, promise_checks: checks(5, 4) });
  expect(codes(few)).toEqual([
    ['n-too-small', 'ship'],
    ['n-too-small', null],
  ]);
  expect(few).toMatchObject({ estimate: null, n: 0 });
  expect(table(few, 'wall')?.[0]?.slice(4, 7)).toEqual(['measured', null, null]);
  const some = await analyseTables(promiseAudit, { promises, promise_checks: checks(15, 4) });
  expect(codes(some)).toEqual([['small-n', 'ship']]);
  const none = await analyseTables(promiseAudit, { promises, promise_checks: checks(0, 0) });
  expect(codes(none)).toEqual([
    ['promise-unverifiable', 'ship'],
    ['n-too-small', null],
  ]);
  const unknown = await analyseTables(
    promiseAudit,
    { promises, promise_checks: checks(93, 7) },
    { options: { promise: 'shop' } },
  );
  expect(unknown.refusals[0]).toMatchObject({
    code: 'n-too-small',
    hint: 'No promise is called shop: choose one of ship.',
  });
});

test('occasions that do not say whether a promise was kept are a mistake of the caller', async () => {
  const { columns, rows } = checks(10, 0);
  const bare: HandMade = { kind: 'operational', columns: columns.slice(0, 1), rows: rows.map(([id]) => [id ?? null]) };
  await expect(analyseTables(promiseAudit, { promises, promise_checks: bare })).rejects.toMatchObject({
    code: 'missing-column',
  });
});
