/** customers hit by a failure against comparable others → what their extra leaving costs a year */
import { sql } from '../../../sql/sql.ts';
import type { Estimate as Ranged } from '../../../stats/intervals/difference.ts';
import { meanInterval } from '../../../stats/intervals/mean-interval.ts';
import { scaledRange } from '../../../stats/money/ranges.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Diagnostic } from '../../contract/finding.ts';
import { date, observedUntil } from '../../shared/leaving.ts';
import { retained } from '../loops/cases.ts';
import { compareCases, matchingChecks } from '../loops/compare-cases.ts';
import { unfailedCases } from '../loops/failure-cases.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { productOf } from './avoidable.ts';

export interface ChurnLoss {
  /** Share of those hit that leave within the horizon beyond comparable others; below 0 where fewer do. */
  readonly excess: Ranged;
  /** Customers hit for the first time, a year. */
  readonly hit: number;
  /** Margin of a customer and year. */
  readonly margin: Ranged;
  /** Excess · hit · margin, never below 0: customers who stay in spite of a failure earn nothing by it. */
  readonly loss: Ranged;
  readonly n: number;
  readonly checks: readonly Diagnostic[];
}

/** Null where failures, customers, revenue or a margin are missing; a refusal where there is nobody to compare with. */
export async function readChurnLoss(context: AnalysisContext): Promise<ChurnLoss | Refusal | null> {
  const share = context.options.number('margin');
  const given = context.options.numbers('excess_churn');
  if (given.length === 1) return refusal('point-without-range', {}, { of: 'churn_loss' });
  const bound = ['failures', 'customers', 'revenue'].every((name) => context.find(name) !== null);
  if (!bound || share === null) return null;
  const until = await observedUntil(context);
  if (typeof until !== 'string') return until;
  const { cells } = await retained(context, {
    cases: unfailedCases(context),
    horizon: context.options.number('horizon') ?? 180,
    until,
    title: 'Who is still a customer, by whether a failure hit them',
  });
  const compared = compareCases(cells);
  if (!isAnswered(compared)) return refusalFor(compared, { of: 'churn_loss' });
  const margin = await yearlyMargin(context, { until, share });
  if (margin === null) return refusal('point-without-range', {}, { of: 'churn_loss' });
  const { effect, matched } = compared.matched;
  const [low = 0, high = 0] = given;
  const excess =
    given.length === 2
      ? { value: (low + high) / 2, low: Math.min(low, high), high: Math.max(low, high) }
      : scaledRange({ value: effect.estimate, low: effect.low, high: effect.high }, -1);
  const hit = await hitPerYear(context);
  return {
    excess,
    hit,
    margin,
    loss: notBelowZero(scaledRange(productOf(excess, margin), hit)),
    n: matched.treated + matched.control,
    checks: matchingChecks(cells, compared.matched),
  };
}

function notBelowZero({ value, low, high }: Ranged): Ranged {
  return { value: Math.max(0, value), low: Math.max(0, low), high: Math.max(0, high) };
}

/** Mean margin of a customer who bought in the year before the last day known. */
async function yearlyMargin(
  context: AnalysisContext,
  { until, share }: { readonly until: string; readonly share: number },
): Promise<Ranged | null> {
  const revenue = context.role('revenue');
  const person = revenue.column('person');
  const { list } = await context.rows({
    title: 'Revenue of a customer in the last year',
    sql: sql`SELECT CAST(count(*) AS DOUBLE) AS persons, fsum(total) AS total, fsum(total * total) AS squares
FROM (
  SELECT ${person} AS person, fsum(CAST(${revenue.column('amount')} AS DOUBLE)) AS total
  FROM ${revenue.source}
  WHERE ${person} IS NOT NULL AND CAST(${revenue.column('time')} AS DATE) > ${date(until)} - 365 AND CAST(${revenue.column('time')} AS DATE) <= ${date(until)}
  GROUP BY ALL
)`,
    persons: 'persons',
  });
  const [row] = list;
  const n = row?.number('persons') ?? 0;
  const sum = row?.maybe('total') ?? 0;
  const interval = meanInterval({ sum, sumOfSquares: row?.maybe('squares') ?? 0, n });
  return interval === null ? null : scaledRange({ value: sum / n, ...interval }, share);
}

/** Customers by their first failure, over the years that failures span. */
async function hitPerYear(context: AnalysisContext): Promise<number> {
  const failures = context.role('failures');
  const day = sql`CAST(${failures.column('time')} AS DATE)`;
  const { list } = await context.rows({
    title: 'Customers hit by a failure, each once',
    sql: sql`SELECT CAST(count(DISTINCT ${failures.column('person')}) AS DOUBLE) AS persons,
  CAST(date_diff('day', min(${day}), max(${day})) + 1 AS DOUBLE) / 365.25 AS years
FROM ${failures.source}
WHERE ${failures.column('person')} IS NOT NULL AND ${day} IS NOT NULL`,
    persons: 'persons',
  });
  const [row] = list;
  return row === undefined ? 0 : row.number('persons') / Math.max(1 / 12, row.number('years'));
}
