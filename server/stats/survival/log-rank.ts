import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { inverseOrNull, quadratic } from '../positive-definite.ts';
import { riskTable, type SurvivalRow } from './risk-table.ts';

/** Subjects of one group; those of different strata are compared only with each other. */
export interface GroupedSurvivalRow extends SurvivalRow {
  readonly group: string;
  readonly stratum?: string;
}

export interface LogRank {
  /** In the order in which groups first appear. */
  readonly groups: readonly {
    readonly group: string;
    readonly n: number;
    readonly observed: number;
    readonly expected: number;
  }[];
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Hypergeometric covariance of observed less expected, a row and a column a group. */
  readonly covariance: readonly (readonly number[])[];
  readonly method: string;
}

/**
 * The log-rank test (Mantel 1966, Peto & Peto 1972) that two or more groups have the same curve, within strata where they are
 * given. Unanswerable: what a risk table refuses, `empty-group` for fewer than two groups, `no-events` where nobody had the event
 * or no event fell at a time with two groups at risk.
 */
export function logRank(rows: readonly GroupedSurvivalRow[]): Answer<LogRank> {
  const names = [...new Set(rows.filter(isPresent).map(({ group }) => group))];
  if (names.length < 2) return new Unanswerable('empty-group', { groups: names.length });
  const observed = names.map(() => 0);
  const expected = names.map(() => 0);
  const covariance = names.map(() => names.map(() => 0));
  for (const stratum of new Set(rows.map((row) => row.stratum))) {
    const members = rows.filter((row) => row.stratum === stratum && isPresent(row));
    const added = addStratum(members, names, { observed, expected, covariance });
    if (!isAnswered(added)) return added;
  }
  if (observed.every((events) => events === 0)) return new Unanswerable('no-events');
  const compared = names.map((_, j) => j).filter((j) => (covariance[j]?.[j] ?? 0) > 1e-12);
  const free = compared.slice(0, -1);
  const inverse = inverseOrNull(free.map((j) => free.map((k) => covariance[j]?.[k] ?? 0)));
  if (free.length === 0 || inverse === null) return new Unanswerable('no-events');
  const differences = free.map((j) => (observed[j] ?? 0) - (expected[j] ?? 0));
  const chiSquared = quadratic(differences, inverse);
  return {
    groups: names.map((group, j) => ({
      group,
      n: countOf(rows, group),
      observed: observed[j] ?? 0,
      expected: expected[j] ?? 0,
    })),
    chiSquared,
    degreesOfFreedom: free.length,
    pValue: chiSquaredUpperTail(chiSquared, free.length),
    covariance,
    method: 'log-rank, hypergeometric variance',
  };
}

interface Sums {
  readonly observed: number[];
  readonly expected: number[];
  readonly covariance: number[][];
}

function addStratum(rows: readonly GroupedSurvivalRow[], names: readonly string[], sums: Sums): Answer<null> {
  if (rows.length === 0) return null;
  const pooled = riskTable(rows);
  if (!isAnswered(pooled)) return pooled;
  const moments = pooled.times.map(({ time }) => time);
  const tables = names.map((name) => {
    const table = riskTable(rows.filter(({ group }) => group === name), moments); // prettier-ignore
    return isAnswered(table) ? table.times : [];
  });
  for (const [i, { atRisk, events }] of pooled.times.entries()) {
    if (events === 0) continue;
    const factor = atRisk > 1 ? (events * (atRisk - events)) / (atRisk - 1) : 0;
    const shares = tables.map((table) => (table[i]?.atRisk ?? 0) / atRisk);
    for (const [j, share] of shares.entries()) {
      sums.observed[j] = (sums.observed[j] ?? 0) + (tables[j]?.[i]?.events ?? 0);
      sums.expected[j] = (sums.expected[j] ?? 0) + events * share;
      const row = sums.covariance[j] ?? [];
      for (const [k, other] of shares.entries()) row[k] = (row[k] ?? 0) + factor * share * ((j === k ? 1 : 0) - other);
    }
  }
  return null;
}

function isPresent({ events, censored }: SurvivalRow): boolean {
  return events !== 0 || censored !== 0;
}

function countOf(rows: readonly GroupedSurvivalRow[], group: string): number {
  return rows.reduce((sum, row) => sum + (row.group === group ? row.events + row.censored : 0), 0);
}
