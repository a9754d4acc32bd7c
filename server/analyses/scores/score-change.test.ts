import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { expectClose } from '../../testing/close-to.ts';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { scoreChange } from './score-change.ts';

type Row = readonly Value[];

const columns = ['nps_score integer', 'answered_at date', 'customer_id string', 'segment string'];

function table(rows: readonly Row[], more: Partial<HandMade> = {}): Record<string, HandMade> {
  return { responses: { kind: 'survey', columns, rows, time: 'answered_at', person: 'customer_id', ...more } };
}

/** Promoters and detractors on one day, everybody another person. */
function answers(day: string, promoters: number, detractors: number, segment = 'all'): Row[] {
  return [
    ...times(promoters, (at) => [10, day, `${day}-${segment}-p${at}`, segment]),
    ...times(detractors, (at) => [0, day, `${day}-${segment}-d${at}`, segment]),
  ];
}

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const estimate = (finding: Finding, name: string) => finding.estimates.find((each) => each.name === name);
const month = (at: number): string => new Date(Date.UTC(2025, at, 10)).toISOString().slice(0, 10);

/** Ten months at an NPS of 0 and 4 in turns, then one month with these answers. */
function history(promoters: number, detractors: number): Row[] {
  const calm = Array.from({ length: 10 }, (_, at) =>
    at % 2 === 0 ? answers(month(at), 50, 50) : answers(month(at), 52, 48),
  );
  return [...calm.flat(), ...answers(month(10), promoters, detractors)];
}

test('a rise that is all mix has a rate effect of nothing and gives no signal', async () => {
  // household 50 and business −50 before and after; the share of households goes from 50 % to 80 %
  const rows = [
    ...answers('2025-12-10', 75, 25, 'household'),
    ...answers('2025-12-10', 25, 75, 'business'),
    ...answers('2026-01-10', 120, 40, 'household'),
    ...answers('2026-01-10', 10, 30, 'business'),
  ];
  const finding = await analyseTables(scoreChange, table(rows), {
    datasets: { answers: { dataset: 'responses', columns: { segments: ['segment'] } } },
  });
  expect(finding.estimate).toMatchObject({ name: 'change', value: 30, n: 400 });
  expectClose(estimate(finding, 'within')?.value, 0);
  expectClose(estimate(finding, 'mix')?.value, 30);
  expect(codes(finding)).toEqual(['within-noise', 'rise-without-change']);
  expect(finding.verdict).toBe(
    'NPS rose by 30.0 points, from 0.0 to 30.0. +30.0 points come from the mix of segment, +0.0 points from within. Within segment nothing moved that chance would not explain: no signal.',
  );
  expect(finding.grade).toBe('E1');
  expect(finding.tables.map(({ name }) => name)).toEqual(['periods', 'by_segment']);
  expect(finding.comparisons.m).toBe(2);
});

test('a mix that moves the score beyond its limits is told as the mix, without blaming noise', async () => {
  const calm = Array.from({ length: 10 }, (_, at) => [
    ...answers(month(at), at % 2 === 0 ? 75 : 76, at % 2 === 0 ? 25 : 24, 'household'),
    ...answers(month(at), 25, 75, 'business'),
  ]);
  const last = [...answers(month(10), 150, 50, 'household'), ...answers(month(10), 10, 30, 'business')];
  const finding = await analyseTables(scoreChange, table([...calm.flat(), ...last]), {
    datasets: { answers: { dataset: 'responses', columns: { segments: ['segment'] } } },
  });
  expect(codes(finding)).toEqual(['rise-without-change']);
  expect(finding.verdict).toContain('the mix moved, not the score.');
});

test('a small difference is no signal and needs no linked change', async () => {
  const finding = await analyseTables(scoreChange, table(history(53, 47)));
  expect(finding.estimate).toMatchObject({ value: 2, n: 200 });
  expectClose(finding.estimate?.p, 0.8878, 1e-3);
  expect(codes(finding)).toEqual(['within-noise']);
  expect(finding.verdict).toContain('no difference that chance would not explain, no signal.');
});

test('a finding says how many answers it would take to see its difference', async () => {
  // 100 answers of 100 or −100, mean −6: deviation √(100 · 10000 − 100 · 36) ÷ 99), difference 2
  const finding = await analyseTables(
    scoreChange,
    table([...answers('2025-12-10', 47, 53), ...answers('2026-01-10', 48, 52)]),
  );
  const needed = finding.diagnostics.find(({ name }) => name === 'needed');
  expect(needed?.value).toBe(Math.ceil((2 * 2.801585 ** 2 * (1_000_000 - 3600)) / 99 / 4));
  expect(needed?.message).toContain(
    'A difference of 2.0 points is seen in four of five cases with 39,499 answers on each side',
  );
});

test('a rise beyond the limits is a signal, and no result without a change', async () => {
  const finding = await analyseTables(scoreChange, table(history(80, 20)));
  expect(finding.estimate).toMatchObject({ value: 56, n: 200 });
  expect(codes(finding)).toEqual(['rise-without-change']);
  expect(finding.refusals[0]).toMatchObject({ effect: 'refuse', of: 'publication' });
  // months 0 and 4 in turns: mean 2, mean range 4, limits 2 ± 10.638
  const [last] = finding.tables[0]?.rows.slice(-1) ?? [];
  expect(last?.slice(0, 3)).toEqual(['2025-11-01', 100, 60]);
  expectClose(Number(last?.[3]), 2 - (3 / 1.128) * 4);
  expect(last?.[5]).toBe(true);
});

test('with a linked change the rise is told as what followed it', async () => {
  const finding = await analyseTables(scoreChange, table(history(80, 20)), {
    options: { change: 'New call-back hours', claim: 'The score rose after the new hours.' },
  });
  expect(codes(finding)).toEqual([]);
  expect(finding.verdict).toContain('It followed “New call-back hours”, which is no proof that it came from it.');
});

test('a claim of a cause is refused, the numbers stand', async () => {
  const finding = await analyseTables(scoreChange, table(history(80, 20)), {
    options: { change: 'New hours', claim: 'The score rose because of the new hours.' },
  });
  expect(finding.refusals).toMatchObject([{ code: 'causal-wording', of: 'claim', details: { word: 'because' } }]);
  expect(finding.estimate?.value).toBe(56);
});

test('a rise inside of wide limits is no signal, however many answered', async () => {
  const wild = Array.from({ length: 10 }, (_, at) =>
    answers(month(at), at % 2 === 0 ? 350 : 650, at % 2 === 0 ? 650 : 350),
  );
  const rows = [...wild.flat(), ...answers(month(10), 600, 400)];
  const finding = await analyseTables(scoreChange, table(rows), { options: { before_from: '2025-01-01' } });
  expect(finding.estimate?.value).toBe(20);
  expect(finding.estimate?.p).toBeLessThan(0.001);
  expect(codes(finding)).toContain('within-noise');
  expect(finding.verdict).toContain('Every period stays within the limits of normal variation: no signal.');
});

test('an extreme month comes back by itself, and the finding says how much', async () => {
  const rows = [...history(30, 70), ...answers(month(11), 50, 50)];
  const finding = await analyseTables(scoreChange, table(rows));
  // eleven months: 0 and 4 in turns, then −40: mean −20 ÷ 11; between 156.9, noise of each about 100
  const mean = (5 * 4 - 40) / 11;
  const total = (5 * mean ** 2 + 5 * (4 - mean) ** 2 + (-40 - mean) ** 2) / 10;
  const noise = (5 * (10_000 / 99) + 5 * ((10_000 - 16) / 99) + (10_000 - 1600) / 99) / 11;
  const within = (10_000 - 1600) / 99;
  const expected = (within / (within + total - noise)) * (mean + 40);
  expectClose(estimate(finding, 'by_itself')?.value, expected, 1e-9);
  expect(expected).toBeGreaterThan(10);
  const share = finding.diagnostics.find(({ name }) => name === 'by_itself');
  expectClose(Number(share?.value), expected / 40, 1e-9);
  expect(share?.message).toBe('About 54 % of the change is a return to the usual that comes by itself.');
});

test('those who answered twice are compared with themselves', async () => {
  const rows = [
    ...times(20, (at) => [at < 10 ? 10 : 0, '2025-12-10', `c${at}`, 'all'] as const),
    ...times(20, (at) => [at < 15 ? 10 : 0, '2026-01-10', `c${at}`, 'all'] as const),
  ];
  const finding = await analyseTables(scoreChange, table(rows));
  // five of twenty went from −100 to 100: mean 50, variance 5·(150²) + 15·(50²) over 19
  expect(estimate(finding, 'same_persons')).toMatchObject({ value: 50, n: 20, of: 'customers' });
  const error = Math.sqrt((5 * 150 ** 2 + 15 * 50 ** 2) / 19 / 20);
  const interval = estimate(finding, 'same_persons')?.interval;
  expectClose(interval?.high, 50 + 2.093024054408263 * error, 1e-9);
});

test('several answers of one person count as one voice', async () => {
  const once = await analyseTables(
    scoreChange,
    table([...answers('2025-12-10', 20, 20), ...answers('2026-01-10', 30, 10)]),
  );
  const rows = [...answers('2025-12-10', 20, 20), ...answers('2026-01-10', 30, 10)];
  const thrice = await analyseTables(scoreChange, table([...rows, ...rows, ...rows]));
  expectClose(thrice.estimate?.p, once.estimate?.p ?? Number.NaN, 1e-9);
  expect(thrice.estimate?.n).toBe(240);
});

test('segments of the customers never multiply answers', async () => {
  const rows = [...answers('2025-12-10', 20, 20), ...answers('2026-01-10', 30, 10)];
  const customers: HandMade = {
    kind: 'operational',
    person: 'customer_id',
    columns: ['customer_id string', 'segment string'],
    rows: rows.flatMap((row, at) => [
      [row[2] ?? null, at % 2 === 0 ? 'a' : 'b'],
      [row[2] ?? null, at % 4 === 0 ? 'c' : at % 2 === 0 ? 'a' : 'b'],
    ]),
  };
  const finding = await analyseTables(scoreChange, { ...table(rows), customers });
  expect(finding.estimate?.n).toBe(80);
  const shares = finding.tables[1]?.rows.map(([stratum, first]) => [stratum, first]);
  expect(shares).toEqual([
    ['a', 0.25],
    ['b', 0.5],
    ['unknown', 0.25],
  ]);
});

test.each([
  {
    why: 'nine answers after',
    rows: [...answers('2025-12-10', 20, 20), ...answers('2026-01-10', 5, 4)],
    code: 'n-too-small',
  },
  { why: 'nothing before', rows: answers('2026-01-10', 5, 5), code: 'n-too-small' },
  { why: 'no answers', rows: [], code: 'n-too-small' },
  {
    why: 'nobody differs',
    rows: [...answers('2025-12-10', 20, 0), ...answers('2026-01-10', 20, 0)],
    code: 'constant-outcome',
  },
  { why: 'an eleven', rows: [...answers('2025-12-10', 20, 20), [11, '2026-01-10', 'x', 'all']], code: 'out-of-scale' },
])('$why: no number', async ({ rows, code }) => {
  const finding = await analyseTables(scoreChange, table(rows));
  expect(finding.estimate).toBeNull();
  expect(codes(finding)).toEqual([code]);
});

test('twenty answers are shown with a warning', async () => {
  const finding = await analyseTables(
    scoreChange,
    table([...answers('2025-12-10', 10, 10), ...answers('2026-01-10', 10, 10)]),
  );
  expect(codes(finding)).toContain('small-n');
});

test('days before 1970 are days like any other', async () => {
  const rows = [...answers('1968-12-10', 30, 10), ...answers('1969-01-10', 10, 30)];
  const finding = await analyseTables(scoreChange, table(rows));
  expect(finding.estimate?.value).toBe(-100);
});

test('columns may be called like parts of the statement, and conditions keep rows', async () => {
  const rows = [
    ...answers('2025-12-10', 20, 20),
    ...answers('2026-01-10', 30, 10),
    ...answers('2026-01-11', 5, 5, 'other'),
  ];
  const finding = await analyseTables(
    scoreChange,
    { responses: { kind: 'survey', columns: ['value integer', 'day date', 'person string', 'side string'], rows } },
    {
      datasets: {
        answers: {
          dataset: 'responses',
          columns: { score: 'value', answered: 'day', customer: 'person', segments: ['side'] },
        },
      },
      where: { side: 'all' },
    },
  );
  expect(finding.estimate).toMatchObject({ value: 50, n: 80 });
});

test('employees are compared in groups only', async () => {
  const pulse = (k: number) => ({
    pulse: {
      kind: 'survey' as const,
      columns: ['nps_score integer', 'answered_at date', 'employee string'],
      rows: [...answers('2025-11-10', 3, 3), ...answers('2025-12-10', 20, 20), ...answers('2026-01-10', 30, 10)].map(
        (row) => row.slice(0, 3),
      ),
      person: 'employee',
      time: 'answered_at',
      k,
    },
  });
  const shown = await analyseTables(scoreChange, pulse(10), { datasets: { answers: 'pulse' } });
  expect(shown.estimate).toMatchObject({ value: 50, n: 80 });
  expect(shown.refusals).toContainEqual(expect.objectContaining({ code: 'k-anon', details: { k: 10, cells: 1 } }));
  const hidden = await analyseTables(scoreChange, pulse(50), { datasets: { answers: 'pulse' } });
  expect(hidden.estimate).toBeNull();
  expect(codes(hidden)).toEqual(['k-anon']);
});

test('windows in no order are refused by name', async () => {
  await expect(
    analyseTables(scoreChange, table(history(50, 50)), { options: { from: '2025-05-01', before_from: '2025-06-01' } }),
  ).rejects.toMatchObject({ code: 'invalid-option' });
});

test('a mean of any column is compared in its own unit', async () => {
  const rows = [
    ...times(40, (at) => [at % 4, '2025-12-10', `c${at}`, 'x'] as const),
    ...times(40, (at) => [2 + (at % 4), '2026-01-10', `d${at}`, 'x'] as const),
  ];
  const finding = await analyseTables(scoreChange, table(rows), { options: { measure: 'mean' } });
  expect(finding.estimate).toMatchObject({ value: 2, label: 'Change', format: 'number' });
  expect(finding.verdict).toContain('rose by 2, from 1.5 to 3.5');
});
