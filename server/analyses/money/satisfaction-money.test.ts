import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { satisfactionMoney } from './satisfaction-money.ts';

type Rows = readonly (readonly Value[])[];

const responses = (rows: Rows): HandMade => ({
  kind: 'survey',
  columns: ['customer_id string', 'answered_at timestamp', 'nps_score integer'],
  rows,
  person: 'customer_id',
  time: 'answered_at',
});
const orders = (rows: Rows): HandMade => ({
  kind: 'financial',
  columns: ['customer_id string', 'ordered_at timestamp', 'amount real'],
  rows,
  person: 'customer_id',
  time: 'ordered_at',
});

/** Twenty customers a score from 0 to 10, who answered on 1 January and bought once on 1 February for `amount` ± 2. */
function company(amount: (score: number) => number): Record<string, HandMade> {
  const all = Array.from({ length: 220 }, (_, at) => ({ id: `c${at}`, score: at % 11, sign: at % 2 === 0 ? 2 : -2 }));
  return {
    responses: responses(all.map(({ id, score }) => [id, '2025-01-01 10:00:00', score])),
    orders: orders([
      ...all.map(({ id, score, sign }) => [id, '2025-02-01 10:00:00', amount(score) + sign]),
      // Before the answer, and more than 180 days after it.
      ['c5', '2024-12-31 10:00:00', 9000],
      ['c5', '2025-07-30 10:00:00', 9000],
    ]),
  };
}

const flat = company((score) => 60 + 5 * Math.min(score, 8));
const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);
const curve = (finding: Finding): number[][] =>
  (finding.tables[0]?.rows ?? []).map((row) => [
    Number(row[0]),
    Math.round(Number(row[1]) * 1000) / 1000,
    Number(row[4]),
  ]);

test('a curve that is flat from 8 on is drawn flat, and a fall costs more than a rise brings', async () => {
  const finding = await analyseTables(satisfactionMoney, flat);
  expect(curve(finding)).toEqual(Array.from({ length: 11 }, (_, score) => [score, 60 + 5 * Math.min(score, 8), 20]));
  expect(named(finding, 'flat_from')).toMatchObject({ value: 8, interval: { low: 8, high: 8 } });
  expect(finding.verdict).toContain('up to a score of 8, and the curve is flat from there on');
  // 7 and 8: 97.5; 0 to 6: 75; 9 and 10: 100.
  expect(named(finding, 'loss')?.value).toBeCloseTo(22.5, 9);
  expect(named(finding, 'gain')?.value).toBeCloseTo(2.5, 9);
  expect(named(finding, 'asymmetry')?.value).toBeCloseTo(20, 9);
  expect(finding.grade).toBe('E1');
});

test('a line without an end is not called flat, and no relation is not called one', async () => {
  expect(
    (
      await analyseTables(
        satisfactionMoney,
        company((score) => 5 * score),
      )
    ).verdict,
  ).toContain('whether it goes flat there cannot be told');
  const none = await analyseTables(
    satisfactionMoney,
    company(() => 50),
  );
  expect(none.verdict).toContain('does not go with their score by more than chance would explain');
  expect(none.verdict).toContain('which chance would explain');
});

test('three answers do not make three purchases of one', async () => {
  const [answered, bought] = [flat['responses'], flat['orders']];
  const more: Rows = [
    ...(answered?.rows ?? []),
    // An earlier answer, and a second at the very same instant: the later and of those the higher counts.
    ...(answered?.rows ?? []).flatMap(([id = null]) => [[id, '2024-12-01 10:00:00', 0], [id, '2025-01-01 10:00:00', 0]]), // prettier-ignore
  ];
  const tables = { responses: responses(more), orders: orders((bought?.rows ?? []).slice(0, 220)) };
  const finding = await analyseTables(satisfactionMoney, tables);
  expect(curve(finding).reduce((sum, [, , customers = 0]) => sum + customers, 0)).toBe(220);
  expect(curve(finding)[10]).toEqual([10, 100, 20]);
});

test('per customer nothing bought counts as nothing', async () => {
  const answers: Rows = Array.from({ length: 40 }, (_, at) => [`c${at}`, '2025-01-01 10:00:00', at < 20 ? 3 : 9]);
  const bought: Rows = [
    ...Array.from({ length: 10 }, (_, at) => [`c${at}`, '2025-02-01 10:00:00', 40]),
    ...Array.from({ length: 40 }, (_, at) => [`c${(at % 20) + 20}`, '2025-02-01 10:00:00', 30]),
    ['somebody', '2025-12-01 10:00:00', 1],
  ];
  const finding = await analyseTables(
    satisfactionMoney,
    { responses: responses(answers), orders: orders(bought) },
    { options: { measure: 'per customer' } },
  );
  expect(curve(finding)).toEqual([[3, 20, 20], [9, 60, 20]]); // prettier-ignore
});

test('what goes with both score and money is held equal when it is named', async () => {
  // Businesses pay 200 and answer 3, households pay 50 and answer 9, each with a few of the other answer.
  const groups = [
    { segment: 'business', score: 3, customers: 30, amount: 200 },
    { segment: 'business', score: 9, customers: 10, amount: 200 },
    { segment: 'household', score: 3, customers: 10, amount: 50 },
    { segment: 'household', score: 9, customers: 30, amount: 50 },
  ];
  const all = groups.flatMap((group, g) =>
    Array.from({ length: group.customers }, (_, at) => ({ ...group, id: `c${g}-${at}`, sign: at % 2 === 0 ? 1 : -1 })),
  );
  const tables = {
    responses: responses(all.map(({ id, score }) => [id, '2025-01-01 10:00:00', score])),
    orders: orders(all.map(({ id, amount, sign }) => [id, '2025-02-01 10:00:00', amount + sign])),
    customers: {
      kind: 'operational' as const,
      columns: ['customer_id string', 'segment string'],
      rows: all.map(({ id, segment }) => [id, segment]),
      person: 'customer_id',
    },
  };
  expect(curve(await analyseTables(satisfactionMoney, tables))).toEqual([[3, 162.5, 40], [9, 87.5, 40]]); // prettier-ignore
  const adjusted = await analyseTables(satisfactionMoney, tables, {
    datasets: { customers: { dataset: 'customers', columns: { covariate: ['segment'] } } },
  });
  expect(curve(adjusted)).toEqual([[3, 125, 40], [9, 125, 40]]); // prettier-ignore
});

test('euros per point of NPS are refused', async () => {
  const finding = await analyseTables(satisfactionMoney, flat, { options: { points_of_nps: 1 } });
  expect(codes(finding)).toEqual(['nps-calculator']);
  expect(finding.estimate).toBeNull();
});

test('the curve is not read beyond its scores', async () => {
  const beyond = await analyseTables(satisfactionMoney, flat, { options: { at: 12 } });
  expect(beyond.refusals).toContainEqual(
    expect.objectContaining({
      code: 'beyond-data',
      message: 'No data beyond 10. The curve ends where the observations end.',
    }),
  );
  expect(named(beyond, 'at')).toBeUndefined();
  const within = await analyseTables(satisfactionMoney, flat, { options: { at: 4 } });
  expect(named(within, 'at')).toMatchObject({ value: 80, n: 20 });
});

test('a claim of a cause is refused, an honest sentence is not', async () => {
  const claimed = await analyseTables(satisfactionMoney, flat, {
    options: { claim: 'A better score drives revenue.' },
  });
  expect(claimed.refusals[0]).toMatchObject({
    code: 'causal-wording',
    of: 'claim',
    details: { word: 'drives', grade: 'E1' },
  });
  expect(claimed.estimate).not.toBeNull();
  const honest = await analyseTables(satisfactionMoney, flat, {
    options: { claim: 'A better score was followed by more revenue.' },
  });
  expect(codes(honest)).toEqual([]);
});

test('scores of fewer than ten customers are not shown, and one score makes no curve', async () => {
  const few = {
    ...flat,
    responses: responses((flat['responses']?.rows ?? []).filter((row, at) => row[2] !== 10 || at < 60)),
  };
  const finding = await analyseTables(satisfactionMoney, few);
  expect(curve(finding).map(([score]) => score)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(finding.diagnostics.find(({ name }) => name === 'hidden')?.value).toBe(1);
  const single = { ...flat, responses: responses((flat['responses']?.rows ?? []).filter((row) => row[2] === 9)) };
  expect(codes(await analyseTables(satisfactionMoney, single))).toEqual(['n-too-small']);
});
