import { describe, expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { analyseTables, type HandMade } from '../../testing/hand-made-analysis.ts';
import { costOfPoorExperience } from './cost-of-poor-experience.ts';
import type { Finding } from '../contract/finding.ts';

type Rows = readonly (readonly Value[])[];

const codes = (finding: Finding): string[] => finding.refusals.map(({ code }) => code);
const named = (finding: Finding, name: string) =>
  [finding.estimate, ...finding.estimates].find((each) => each?.name === name);
/** Student's quantile for 2 degrees of freedom, .975. */
const t2 = 4.302652729696;

/** Three whole months; external failures of 100, 200 and 300, internal ones of 10, prevention of 50. */
function costs(months: readonly string[] = ['2025-01', '2025-02', '2025-03']): HandMade {
  const rows: Rows = months.flatMap((month, at) => [
    [`${month}-01`, 60 * (at + 1), 'external failure'],
    [`${month}-28`, 40 * (at + 1), 'External_Failure'],
    [`${month}-10`, 10, 'internal failure'],
    [`${month}-10`, 50, 'prevention'],
    [`${month}-10`, 7777, 'none'],
  ]);
  return {
    kind: 'financial',
    columns: ['booked_on date', 'amount real', 'quality_class string'],
    rows,
    time: 'booked_on',
  };
}

describe('booked failures', () => {
  test('a year is twelve months like these, with their spread', async () => {
    const finding = await analyseTables(costOfPoorExperience, { costs: costs() });
    expect(finding.estimate).toMatchObject({ name: 'failure_cost', value: 12 * 210, n: 12, of: 'bookings' });
    const half = (12 * t2 * 100) / Math.sqrt(3);
    expect(finding.estimate?.interval?.low).toBeCloseTo(2520 - half, 4);
    expect(finding.estimate?.interval?.high).toBeCloseTo(2520 + half, 4);
    expect(named(finding, 'prevention')?.value).toBe(600);
    expect(finding.tables[0]?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['Prevention', false, 600],
      ['Appraisal', false, 0],
      ['Internal failure', true, 120],
      ['External failure', true, 2400],
    ]);
    expect(finding.grade).toBe('E0');
  });

  test('two months give no range, so no value either', async () => {
    const finding = await analyseTables(costOfPoorExperience, { costs: costs(['2025-01', '2025-02']) });
    expect(codes(finding)).toEqual(['point-without-range']);
    expect(finding.estimate).toBeNull();
    expect(finding.verdict).toBe('A single value hides the uncertainty. The range is needed.');
  });

  test('a month that the bookings do not fill is left out', async () => {
    const whole = costs();
    const rows: Rows = [...whole.rows, ['2025-04-05', 90_000, 'external failure']];
    const finding = await analyseTables(costOfPoorExperience, { costs: { ...whole, rows } });
    expect(finding.estimate?.value).toBe(2520);
  });
});

describe('avoidable contacts', () => {
  const tickets: HandMade = {
    kind: 'operational',
    columns: ['opened_at timestamp', 'primary_cause string', 'cost real'],
    rows: ['2025-01', '2025-02', '2025-03'].flatMap((month) =>
      ['01', '05', '10', '15', '28'].flatMap((day, i) => [
        [`${month}-${day} 10:00:00`, 'slot', i === 0 ? null : i % 2 === 0 ? 9 : 11],
        [`${month}-${day} 11:00:00`, 'other', 500],
      ]),
    ),
    time: 'opened_at',
  };

  test('their number times the mean cost of one, where a cost that is not known is not 0', async () => {
    const finding = await analyseTables(
      costOfPoorExperience,
      { costs: costs(), tickets },
      { options: { avoidable: ['slot'] } },
    );
    expect(named(finding, 'avoidable_contacts')).toMatchObject({ value: 60, n: 15 });
    expect(named(finding, 'avoidable_cost')?.value).toBeCloseTo(600, 9);
    // Booked already: shown, not added.
    expect(finding.estimate?.value).toBe(2520);
  });

  test('added only where they are not booked', async () => {
    const finding = await analyseTables(
      costOfPoorExperience,
      { costs: costs(), tickets },
      { options: { avoidable: ['slot'], contacts_booked: false } },
    );
    expect(finding.estimate?.value).toBeCloseTo(2520 + 600, 9);
  });
});

describe('loss of customers', () => {
  /** Twenty customers with a failure (two each), twenty without; each paid 100 a year; 6 and 2 leave. */
  const ids = Array.from({ length: 40 }, (_, at) => ({ id: `c${at}`, isHit: at < 20, isLost: at < 6 || at >= 38 }));
  const tables: Record<string, HandMade> = {
    costs: costs(),
    recoveries: {
      kind: 'operational',
      columns: ['customer_id string', 'failed_at timestamp'],
      rows: ids
        .filter(({ isHit }) => isHit)
        .flatMap(({ id }) => [[id, '2025-02-10 10:00:00'], [id, '2025-03-20 10:00:00']]), // prettier-ignore
      person: 'customer_id',
      time: 'failed_at',
    },
    customers: {
      kind: 'operational',
      columns: ['customer_id string', 'start_date date', 'end_date date', 'end_kind string'],
      rows: [
        ...ids.map(({ id, isLost }) => [id, '2024-01-01', isLost ? '2025-06-01' : null, isLost ? 'voluntary' : null]),
        ['last', '2025-12-31', null, null],
      ],
      person: 'customer_id',
    },
    invoices: {
      kind: 'financial',
      columns: ['customer_id string', 'issued_on date', 'amount real'],
      rows: ids.flatMap(({ id }) => [[id, '2025-01-15', 40], [id, '2025-02-15', 60]]), // prettier-ignore
      person: 'customer_id',
      time: 'issued_on',
    },
  };
  /** 20 customers in the 39 days from 10 February to 20 March. */
  const hit = (20 * 365.25) / 39;

  test('extra leaving times customers hit, each once, times their margin', async () => {
    const finding = await analyseTables(costOfPoorExperience, tables, { options: { margin: 0.5 } });
    expect(named(finding, 'excess_churn')?.value).toBeCloseTo(6 / 20 - 2 / 20, 12);
    expect(named(finding, 'churn_loss')?.value).toBeCloseTo(0.2 * hit * 50, 6);
    expect(finding.estimate?.value).toBeCloseTo(2520 + 0.2 * hit * 50, 6);
  });

  test('counted elsewhere it is left out, and the sum is that of the bookings', async () => {
    const finding = await analyseTables(costOfPoorExperience, tables, {
      options: { margin: 0.5, churn_counted_in: 'outer-loop' },
    });
    expect(finding.refusals).toContainEqual(
      expect.objectContaining({
        code: 'churn-counted-twice',
        of: 'churn_loss',
        message: 'The loss of these customers is already counted in outer-loop.',
      }),
    );
    expect(named(finding, 'churn_loss')).toBeUndefined();
    expect(finding.estimate?.value).toBe(2520);
  });

  test('one share of extra leaving is refused, two are a range', async () => {
    const one = await analyseTables(costOfPoorExperience, tables, { options: { margin: 0.5, excess_churn: [0.03] } });
    expect(one.refusals).toContainEqual(expect.objectContaining({ code: 'point-without-range', of: 'churn_loss' }));
    const two = await analyseTables(costOfPoorExperience, tables, {
      options: { margin: 0.5, excess_churn: [0.02, 0.04] },
    });
    expect(named(two, 'churn_loss')?.value).toBeCloseTo(0.03 * hit * 50, 6);
    expect(named(two, 'churn_loss')?.interval?.low).toBeCloseTo(0.02 * hit * 50, 6);
  });

  test('customers who stay in spite of a failure earn nothing by it', async () => {
    const { customers } = tables;
    const rows = (customers?.rows ?? []).map(([id = null, start = null]) => {
      const at = Number(String(id).slice(1));
      const isLost = at >= 30 && at < 40;
      return [id, start, isLost ? '2025-06-01' : null, isLost ? 'voluntary' : null];
    });
    const finding = await analyseTables(
      costOfPoorExperience,
      customers === undefined ? tables : { ...tables, customers: { ...customers, rows } },
      { options: { margin: 0.5 } },
    );
    expect(named(finding, 'excess_churn')?.value).toBeCloseTo(-0.5, 12);
    expect(named(finding, 'churn_loss')?.value).toBe(0);
    expect(finding.estimate?.value).toBe(2520);
  });
});
