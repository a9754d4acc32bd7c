import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../testing/planted/truths.ts';
import { expectClose } from '../../testing/close-to.ts';
import { type DemoAnalyses, openDemoAnalyses } from '../../testing/demo-analyses.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { silentChurners } from './silent-churners.ts';

type Ends = readonly (string | null)[];

/** Customers since 2024, and what was heard from them. */
function tables(ends: Ends, heard: readonly (readonly [number, string])[], more: Record<string, HandMade> = {}) {
  const customers = ends.map((end, at) => [`C${at}`, '2024-01-15', end, end === null ? null : 'voluntary'] as const);
  return {
    customers: {
      kind: 'operational',
      columns: ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'],
      person: 'customer_id',
      rows: customers,
    },
    tickets: {
      kind: 'operational',
      columns: ['customer_id string', 'opened_at timestamp'],
      person: 'customer_id',
      time: 'opened_at',
      rows: heard.map(([at, when]) => [`C${at}`, `${when} 12:00:00`]),
    },
    ...more,
  } satisfies Record<string, HandMade>;
}

// 30 leave on 2025-03-02, 60 days after the landmark: the first 21 of them silent. 70 stay, 40 of them heard.
const ends = [...times(30, '2025-03-02' as never), ...times(70, null as never)] as unknown as Ends;
const heard = Array.from({ length: 49 }, (_, at) => [21 + at, '2024-11-20'] as const);
const options = { landmarks: ['2025-01-01'], window: 180, horizon: 180, observed_until: '2026-01-01' };

test('21 of 30 leavers were silent: 70 %, with the rates of both groups', async () => {
  const finding = await analyseTables(silentChurners, tables(ends, heard), { options });
  expect(finding).toMatchObject({
    n: 100,
    of: 'customers',
    grade: 'E1',
    estimate: { name: 'silent_share', value: 0.7, n: 30 },
  });
  expectClose(finding.estimate?.interval?.low, 0.5212, 1e-4);
  const [silent, voiced] = finding.estimates;
  expect(silent).toMatchObject({ name: 'left_silent', n: 51 });
  expectClose(silent?.value, 21 / 51, 1e-12);
  expectClose(voiced?.value, 9 / 49, 1e-12);
  expect(finding.verdict).toMatch(
    /^70 % of those who left \(30\) had not told us anything in the 180 days before\. Within 180 days 41\.2 %/,
  );
  expect(finding.tables[1]?.rows).toEqual([
    ['silent', 51, 51, 51, 30, 30, 30, 30],
    ['heard', 49, 49, 49, 40, 40, 40, 40],
  ]);
});

test('what is heard at or after the landmark does not leak into it', async () => {
  const late = Array.from({ length: 100 }, (_, at) => [at, '2025-01-01'] as const);
  const before = await analyseTables(silentChurners, tables(ends, [...heard, ...late]), { options });
  expect(before.estimate?.value).toBe(0.7);
  const old = heard.map(([at]) => [at, '2024-07-04'] as const);
  const tooOld = await analyseTables(silentChurners, tables(ends, old), { options });
  expect(tooOld.estimate?.value).toBe(1);
  const first = heard.map(([at]) => [at, '2024-07-05'] as const);
  expect((await analyseTables(silentChurners, tables(ends, first), { options })).estimate?.value).toBe(0.7);
});

test('who is dismissed is no leaver by own will', async () => {
  const made = tables(ends, heard);
  const rows = made.customers.rows.map((row, at) => (at < 5 ? [row[0], row[1], row[2], 'involuntary'] : row));
  const finding = await analyseTables(silentChurners, { ...made, customers: { ...made.customers, rows } }, { options });
  expect(finding.estimate).toMatchObject({ value: 16 / 25, n: 25 });
});

test('last touchpoint, voice ratio, and several landmarks', async () => {
  const events: HandMade = {
    kind: 'operational',
    columns: ['customer_id string', 'occurred_at timestamp', 'touchpoint_id string'],
    person: 'customer_id',
    time: 'occurred_at',
    rows: ends.flatMap((_, at) => [
      [`C${at}`, '2024-12-01 10:00:00', at < 15 ? 'billing' : 'delivery'],
      [`C${at}`, '2024-05-01 10:00:00', 'order'],
      [`C${at}`, '2025-02-01 10:00:00', 'leaving desk'],
    ]),
  };
  const mentions: HandMade = { ...tables([], []).tickets, rows: times(21, (at) => [`C${at}`, '2024-10-01 10:00:00']) };
  const finding = await analyseTables(silentChurners, tables(ends, heard, { events, mentions }), { options });
  // Mentions make the 21 heard as well; the 30 silent who stay are left.
  expect(finding.estimate?.value).toBe(0);
  expect(finding.estimates.find(({ name }) => name === 'voice_ratio')).toMatchObject({ value: 0.7, n: 70 });
  const plain = await analyseTables(silentChurners, tables(ends, heard, { events }), { options });
  const last = plain.tables.find(({ name }) => name === 'last_touchpoint');
  expect(last?.rows.map((row) => row.slice(0, 3))).toEqual([
    ['billing', 15, 15],
    ['delivery', 36, 6],
  ]);
  const twice = await analyseTables(silentChurners, tables(ends, heard), {
    options: { ...options, landmarks: ['2025-07-01', '2025-01-01'] },
  });
  expect(twice).toMatchObject({ n: 170, of: 'customers at landmarks', estimate: { value: 0.7 } });
});

describe('what it refuses', () => {
  const codes = async (made: Record<string, HandMade>, more: Record<string, unknown> = {}) => {
    const finding = await analyseTables(silentChurners, made, { options: { ...options, ...(more as object) } });
    return { codes: finding.refusals.map(({ code }) => code), finding };
  };
  test('a comparison of silent and heard customers without a landmark', async () => {
    const { codes: found, finding } = await codes(tables(ends, heard), { landmarks: [] });
    expect(found).toEqual(['immortal-time']);
    expect(finding.estimate).toBeNull();
  });
  test('a reason for silence, while the share stands', async () => {
    const { codes: found, finding } = await codes(tables(ends, heard), { why: true });
    expect(found).toEqual(['silence-has-no-reason']);
    expect(finding.estimate?.value).toBe(0.7);
  });
  test('a horizon beyond what was observed', async () => {
    const { codes: found } = await codes(tables(ends, heard), { observed_until: '2025-04-01' });
    expect(found).toEqual(['beyond-last-event']);
    expect((await codes(tables(ends, heard), { observed_until: '2024-12-31' })).codes).toEqual(['beyond-last-event']);
  });
  test('landmarks at which a leaver would count twice', async () => {
    await expect(codes(tables(ends, heard), { landmarks: ['2025-01-01', '2025-04-01'] })).rejects.toMatchObject({
      code: 'invalid-option',
    });
  });
  test('two rows of one customer, an end before the start, nine customers, nobody who left', async () => {
    const made = tables(ends, heard);
    const doubled = {
      ...made,
      customers: { ...made.customers, rows: [...made.customers.rows, ...made.customers.rows] },
    };
    expect((await codes(doubled)).codes).toEqual(['fan-out-refused']);
    expect((await codes(tables(['2023-01-01', ...ends], heard))).codes).toEqual(['out-of-scale']);
    expect((await codes(tables(ends.slice(0, 9), []))).codes).toEqual(['too-few']);
    expect((await codes(tables(times(50, null as never) as unknown as Ends, heard))).codes).toEqual(['no-events']);
  });
  test('groups of fewer persons than agreed: the curve goes by months, then by the horizon alone, and then is refused', async () => {
    const spread = ends.map((end, at) => (end === null ? null : `2025-03-${String(3 + (at % 28)).padStart(2, '0')}`));
    const guarded = (k: number) => {
      const made = tables(spread, heard);
      return { ...made, tickets: { ...made.tickets, k } as HandMade };
    };
    const monthly = await codes(guarded(5));
    expect(monthly.codes).toEqual([]);
    expect(monthly.finding.estimate?.value).toBe(0.7);
    expect(monthly.finding.assumptions.some((text) => text.startsWith('Times are rounded up to months'))).toBe(true);
    const whole = await codes(guarded(15));
    expect(whole.codes).toEqual([]);
    expect(whole.finding.estimates.map(({ value }) => value.toFixed(6))).toEqual([
      (21 / 51).toFixed(6),
      (9 / 49).toFixed(6),
    ]);
    expect(whole.finding.tables[0]?.rows.map((row) => row.slice(0, 4))).toEqual([
      ['silent', 0, 51, 0],
      ['silent', 180, 51, 21],
      ['heard', 0, 49, 0],
      ['heard', 180, 49, 9],
    ]);
    expect(whole.finding.assumptions.some((text) => text.startsWith('Only the share at the horizon'))).toBe(true);
    expect((await codes(guarded(50))).codes).toEqual(['k-anon']);
    expect((await codes(guarded(15), { observed_until: '2025-06-01' })).codes).toEqual(['k-anon']);
  });
});

describe('in the demo company', () => {
  let demo: DemoAnalyses;
  beforeAll(async () => {
    demo = await openDemoAnalyses({ scale: 0.5 });
  }, 120_000);
  afterAll(() => demo.close());

  test('the rates planted for silent and heard customers lie in their intervals', async () => {
    const finding = await demo.run({
      analysis: 'silent-churners',
      options: { landmarks: [...planted.churn.landmarks] },
    });
    const [silent, voiced] = finding.estimates;
    // About 7 of 100 who were heard had named the reason at which customers leave like nobody else who spoke.
    const heardTruth = 0.93 * planted.churn.voiced + 0.07 * planted.churn.atRisk;
    for (const [estimate, truth] of [
      [silent, planted.churn.silent],
      [voiced, heardTruth],
    ] as const) {
      // prettier-ignore
      expect(estimate?.interval?.low).toBeLessThan(truth);
      expect(estimate?.interval?.high).toBeGreaterThan(truth);
    }
    expect(silent?.p).toBeLessThan(1e-6);
    expect(finding.refusals).toEqual([]);
  });
});
