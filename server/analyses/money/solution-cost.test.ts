import { expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import type { Finding } from '../contract/finding.ts';
import { solutionCost } from './solution-cost.ts';

type Rows = readonly (readonly Value[])[];

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);

/** Failures of 100 in each of four whole months. */
function costs(months = ['2025-01', '2025-02', '2025-03', '2025-04']): HandMade {
  const rows: Rows = months.flatMap((month) => [
    [`${month}-01`, 60, 'internal failure'],
    [`${month}-28`, 40, 'external failure'],
  ]);
  return {
    kind: 'financial',
    columns: ['booked_on date', 'amount real', 'quality_class string'],
    rows,
    time: 'booked_on',
  };
}

/** Units before and after 1 July 2025; the treated cost 6 less a ticket afterwards, two tickets a unit and month. */
function measured(units = 10, drift = 0): Record<string, HandMade> {
  const all = Array.from({ length: 2 * units }, (_, unit) => unit);
  const tickets: Rows = all.flatMap((unit) =>
    [-4, -3, -2, -1, 0, 1, 2].flatMap((month) => {
      const treated = unit < units;
      const value =
        20 +
        (unit % 5) +
        (treated ? drift * month : 0) -
        (treated && month >= 0 ? 6 : 0) +
        ((unit * 3 + month) % 2 === 0 ? 0.2 : -0.2);
      const day = new Date(Date.UTC(2025, 6 + month, 10)).toISOString().slice(0, 10);
      return [[`u${unit}`, day, value - 1], [`u${unit}`, day, value + 1]]; // prettier-ignore
    }),
  );
  return {
    costs: costs(),
    changes: {
      kind: 'reference',
      columns: ['change_id string', 'started_on date', 'cost decimal'],
      rows: [['desk', '2025-07-01', 240]],
    },
    change_units: {
      kind: 'reference',
      columns: ['change_id string', 'unit_id string', 'arm string'],
      rows: all.map((unit) => ['desk', `u${unit}`, unit < units ? 'treated' : 'control']),
    },
    tickets: {
      kind: 'operational',
      columns: ['unit_id string', 'opened_on date', 'cost real'],
      rows: tickets,
      time: 'opened_on',
    },
  };
}

const byTickets = { datasets: { costs: { dataset: 'tickets', columns: { amount: 'cost' } } } };

test('a measured saving is 6 a ticket, over the months less the cost of the solution', async () => {
  const finding = await analyseTables(solutionCost, measured(), byTickets);
  // 60 tickets of the treated in the 72 days up to 10 September.
  const monthly = (6 * 60 * 30.4375) / 72;
  expect(named(finding, 'saving')?.value).toBeCloseTo(12 * monthly, 6);
  expect(named(finding, 'net')?.value).toBeCloseTo(12 * monthly - 240, 6);
  expect(named(finding, 'payback')?.value).toBeCloseTo(240 / monthly, 6);
  expect(named(finding, 'pays')?.value).toBe(1);
  expect(named(finding, 'problem_cost')?.value).toBe(1200);
  expect(named(finding, 'break_even')?.value).toBeCloseTo(0.2, 12);
  expect(named(finding, 'break_even_effect')?.value).toBeCloseTo(-20 / ((60 * 30.4375) / 72), 6);
  expect(finding.grade).toBe('E3');
});

test('the probability that it pays is the share of draws above 0', async () => {
  // A share between 0 and 1 of 100 a month over 12 months, against 600: half of the draws.
  const finding = await analyseTables(
    solutionCost,
    { costs: costs() },
    { options: { removes: [0, 1], solution: [600] } },
  );
  expect(named(finding, 'pays')?.value).toBeGreaterThan(0.46);
  expect(named(finding, 'pays')?.value).toBeLessThan(0.54);
  expect(named(finding, 'net')?.value).toBeCloseTo(0, 9);
  // The middle 95 % of the share, 0.025 to 0.975.
  expect(named(finding, 'net')?.interval?.low).toBeCloseTo(1200 * 0.025 - 600, -2);
  expect(named(finding, 'net')?.interval?.high).toBeCloseTo(1200 * 0.975 - 600, -2);
  expect(finding.assumptions).toContain('How much of the problem goes is expected, not measured.');
  const free = await analyseTables(
    solutionCost,
    { costs: costs() },
    { options: { removes: [0.1, 0.2], solution: [0] } },
  );
  expect(named(free, 'pays')?.value).toBe(1);
  const dear = await analyseTables(
    solutionCost,
    { costs: costs() },
    { options: { removes: [0.1, 0.2], solution: [300, 400] } },
  );
  expect(named(dear, 'pays')?.value).toBe(0);
  expect(named(dear, 'solution_cost')).toMatchObject({ value: 350, interval: { low: 300, high: 400 } });
});

test('without an effect both costs stand side by side, with the share that would have to go', async () => {
  const finding = await analyseTables(solutionCost, { costs: costs() }, { options: { solution: [300] } });
  expect(finding.verdict).toBe(
    'The solution costs 300.00; the problem costs 1,200 a year. How much of the problem goes is not known, so whether it pays is not either.',
  );
  expect(named(finding, 'break_even')?.value).toBeCloseTo(0.25, 12);
  expect(named(finding, 'pays')).toBeUndefined();
});

test('one share that it removes, and two months of bookings, have no range', async () => {
  const one = await analyseTables(solutionCost, { costs: costs() }, { options: { removes: [0.3], solution: [300] } });
  expect(codes(one)).toEqual(['point-without-range']);
  expect(one.estimate).toBeNull();
  const short = await analyseTables(
    solutionCost,
    { costs: costs(['2025-01', '2025-02']) },
    { options: { solution: [300] } },
  );
  expect(codes(short)).toEqual(['point-without-range']);
});

test('three units an arm, arms that were drifting apart and units on one side only are refused', async () => {
  expect(codes(await analyseTables(solutionCost, measured(3), byTickets))).toEqual(['few-clusters']);
  expect(codes(await analyseTables(solutionCost, measured(10, 2), byTickets))).toEqual(['pretrend-failed']);
  const { change_units: arms } = measured();
  const both: Rows = [...(arms?.rows ?? []), ['desk', 'u0', 'control']];
  const tables = arms === undefined ? measured() : { ...measured(), change_units: { ...arms, rows: both } };
  expect(codes(await analyseTables(solutionCost, tables, byTickets))).toEqual(['no-control']);
});

test('a solution that nobody says the cost of is asked for', async () => {
  await expect(analyseTables(solutionCost, { costs: costs() })).rejects.toMatchObject({ code: 'missing-option' });
});
