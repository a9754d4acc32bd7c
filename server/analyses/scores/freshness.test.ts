import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { expectClose } from '../../testing/close-to.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { freshness } from './freshness.ts';

type Row = readonly Value[];

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);

function table(rows: readonly Row[]): Record<string, HandMade> {
  return {
    responses: {
      kind: 'survey',
      columns: ['answered_at date', 'nps_score integer', 'customer_id string', 'post_id string'],
      rows,
      time: 'answered_at',
      person: 'customer_id',
    },
  };
}

/** So many answers in each month of 2025 and 2026, of which so many are promoters and the rest detractors. */
function months(promoters: readonly number[], { from = 0, n = 20, day = 10 } = {}): Row[] {
  return promoters.flatMap((hits, at) => {
    const date = new Date(Date.UTC(2025, from + at, day)).toISOString().slice(0, 10);
    return times(n, (index) => [date, index < hits ? 10 : 0, `c${at}-${index}`, 'mail']);
  });
}

const steady = months([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11]);

test('a weekly feed that is 41 days late is stale', async () => {
  const finding = await analyseTables(
    freshness,
    table(steady),
    { options: { cadence: 'week' } },
    { now: '2026-07-21T08:00:00.000Z' },
  );
  expect(finding.estimate).toMatchObject({ name: 'age', value: 41, n: 360, unit: 'days' });
  expect(finding.refusals).toMatchObject([
    { code: 'stale-data', effect: 'withhold', message: 'Last data are 41 days old; expected every week.' },
  ]);
  expect(finding.verdict).toBe(
    'Last data are 41 days old; expected every week: they are late. There is a baseline of 18 points.',
  );
  expect(finding.grade).toBe('E0');
});

test('the day from which ages are counted can be said', async () => {
  const finding = await analyseTables(
    freshness,
    table(steady),
    { options: { cadence: 'week', today: '2026-06-15' } },
    { now: '2026-07-21T08:00:00.000Z' },
  );
  expect(finding.estimate?.value).toBe(5);
  expect(codes(finding)).toEqual([]);
});

test('a feed within its cadence is fresh', async () => {
  const finding = await analyseTables(
    freshness,
    table(steady),
    { options: { cadence: 'month' } },
    { now: '2026-07-10T23:00:00.000Z' },
  );
  expect(codes(finding)).toEqual([]);
  expect(finding.verdict).toContain('Last data are 30 days old, as expected every month.');
});

test('fewer than eight points are no baseline', async () => {
  const finding = await analyseTables(
    freshness,
    table(months([10, 11, 10, 11, 10, 11, 10])),
    { options: { cadence: 'month' } },
    { now: '2025-07-20T00:00:00.000Z' },
  );
  expect(finding.refusals).toMatchObject([
    {
      code: 'no-baseline',
      effect: 'refuse',
      of: 'baseline',
      message: 'There are 7 points; at least 8 are needed for a baseline. Measuring starts today.',
    },
  ]);
  expect(finding.verdict).toContain('No baseline: 7 of 8 points, measuring starts today.');
  expect(finding.tables[0]?.rows[0]).toEqual(['2025-01-01', 20, 0, null, null]);
});

test('months of fewer than ten answers are no points', async () => {
  const finding = await analyseTables(
    freshness,
    table([...months([4, 5, 4, 5, 4, 5, 4, 5], { n: 9 }), ...months([10], { from: 8 })]),
    {},
    { now: '2025-09-20T00:00:00.000Z' },
  );
  expect(finding.refusals[0]).toMatchObject({ code: 'no-baseline', details: { n: 1 } });
});

test('the last two answers of a month are an anecdote', async () => {
  const finding = await analyseTables(
    freshness,
    table([...steady, ...months([2], { from: 18, n: 2 })]),
    {},
    { now: '2026-07-11T00:00:00.000Z' },
  );
  expect(finding.refusals).toMatchObject([
    {
      code: 'anecdote',
      of: 'last_period',
      message: '2 comments are an anecdote, not evidence. At least 10 are needed.',
    },
  ]);
});

test('limits come from the earlier months, and what they do not explain is drift', async () => {
  const finding = await analyseTables(
    freshness,
    table([...steady.slice(0, 12 * 20), ...months([10, 11, 20, 20, 10, 11], { from: 12 })]),
    {},
    { now: '2026-06-11T00:00:00.000Z' },
  );
  // months at 0 and 10 in turns: mean 5, mean range 10
  const [first] = finding.tables[0]?.rows ?? [];
  expectClose(Number(first?.[3]), 5 - (3 / 1.128) * 10);
  expectClose(Number(first?.[4]), 5 + (3 / 1.128) * 10);
  expect(finding.verdict).toContain('NPS shows a signal on 2026-03-01 that the first 12 periods do not explain.');
});

test('a steady history has no drift', async () => {
  const finding = await analyseTables(freshness, table(steady), {}, { now: '2026-06-11T00:00:00.000Z' });
  expect(finding.diagnostics.find(({ name }) => name === 'drift')?.message).toBe(
    'Later periods lie within normal variation.',
  );
});

test('where nobody says what is expected the gaps so far do', async () => {
  const weekly = times(30, (at) => [
    new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10),
    at % 11,
    `c${at}`,
    'mail',
  ]);
  const at = (now: string) => analyseTables(freshness, table(weekly), {}, { now });
  // the last Monday is 27 July 2026; 14 days are twice the longest usual gap
  expect(codes(await at('2026-08-10T00:00:00.000Z'))).not.toContain('stale-data');
  const late = await at('2026-08-11T00:00:00.000Z');
  expect(late.refusals).toContainEqual(
    expect.objectContaining({ code: 'stale-data', details: { days: 15, cadence: 'week' } }),
  );
  expect(late.diagnostics[0]?.message).toBe('It is what the gaps between days with data were like.');
});

test('without a value the history is how many arrived, and a month without any is a zero', async () => {
  const rows = [...months([3, 3, 3], { day: 1 }), ...months([3], { from: 4 })];
  const finding = await analyseTables(
    freshness,
    { visits: { kind: 'operational', columns: ['answered_at date'], rows: rows.map(([day = null]) => [day]) } },
    { datasets: { arrivals: 'visits' } },
    { now: '2025-06-15T00:00:00.000Z' },
  );
  expect(finding.tables[0]?.rows.map(([period, , value]) => [period, value])).toEqual([
    ['2025-01-01', 20],
    ['2025-02-01', 20],
    ['2025-03-01', 20],
    ['2025-04-01', 0],
    ['2025-05-01', 20],
  ]);
});

test('posts are named with their age, and those not heard of late', async () => {
  const rows: Row[] = [
    ...steady,
    ...times(12, (at) => ['2026-02-01', 9, `s${at}`, 'sms'] as const),
    ...times(3, (at) => ['2026-06-10', 9, `w${at}`, 'web'] as const),
  ];
  const posts: HandMade = {
    kind: 'reference',
    columns: ['post_id string', 'live_from date', 'live_to date'],
    rows: [
      ['mail', '2025-01-01', null],
      ['sms', '2025-06-11', null],
      ['voice', '2026-06-01', null],
      ['paper', '2024-01-01', '2024-12-31'],
    ],
  };
  const finding = await analyseTables(
    freshness,
    { ...table(rows), posts },
    { options: { cadence: 'month' } },
    { now: '2026-06-11T00:00:00.000Z' },
  );
  expect(finding.tables.find(({ name }) => name === 'posts')?.rows).toEqual([
    ['mail', 360, 526, 1, 'heard'],
    ['paper', null, 365, null, 'closed'],
    ['sms', 12, 365, 130, 'silent'],
    ['voice', null, 10, null, 'never heard'],
    ['web', null, null, null, 'fewer than 10 rows'],
  ]);
  expect(finding.verdict).toContain('Not heard of late: sms and voice.');
});

test('rows dated after today are left out and counted', async () => {
  const finding = await analyseTables(
    freshness,
    table([...steady, ...months([10], { from: 30 })]),
    {},
    { now: '2026-06-11T00:00:00.000Z' },
  );
  expect(finding.estimate).toMatchObject({ value: 1, n: 360 });
  expect(finding.diagnostics.at(-1)?.message).toBe('20 rows are dated after today and left out.');
});

test('months of too few employees are left out and counted', async () => {
  const rows = [...steady, ...months([2], { from: 18, n: 5 })];
  const finding = await analyseTables(
    freshness,
    {
      pulse: {
        kind: 'survey',
        columns: ['answered_at date', 'nps_score integer', 'employee string'],
        rows: rows.map((row) => row.slice(0, 3)),
        person: 'employee',
        time: 'answered_at',
        k: 10,
      },
    },
    { datasets: { arrivals: 'pulse' } },
    { now: '2026-07-11T00:00:00.000Z' },
  );
  expect(finding.n).toBe(360);
  expect(finding.refusals[0]).toMatchObject({ code: 'k-anon', of: 'periods', details: { k: 10, cells: 1 } });
});

test('columns may be called like parts of the statement, and conditions keep rows', async () => {
  const finding = await analyseTables(
    freshness,
    {
      visits: {
        kind: 'operational',
        columns: ['day date', 'value integer', 'person string', 'post string'],
        rows: [...steady, ['2026-06-20', 9, 'z', 'web']],
      },
    },
    {
      datasets: {
        arrivals: { dataset: 'visits', columns: { arrived: 'day', value: 'value', customer: 'person', post: 'post' } },
      },
      where: { post: 'mail' },
      options: { today: '2026-06-25' },
    },
  );
  expect(finding.estimate).toMatchObject({ value: 15, n: 360 });
  expect(finding.tables[1]?.rows.map(([post]) => post)).toEqual(['mail']);
});

test('no rows, and scores outside of their scale, give no number', async () => {
  const none = await analyseTables(freshness, table([]));
  expect(none.estimate).toBeNull();
  expect(codes(none)).toEqual(['no-baseline']);
  const strange = await analyseTables(freshness, table([...steady, ['2026-06-01', 11, 'x', 'mail']]));
  expect(strange.estimate).toBeNull();
  expect(codes(strange)).toEqual(['out-of-scale']);
});
