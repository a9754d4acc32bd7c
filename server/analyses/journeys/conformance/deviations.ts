import { wilson } from '../../../stats/intervals/wilson.ts';
import type { FindingTable } from '../../contract/finding.ts';
import type { AlignedWay } from './aligned-ways.ts';

/** What somebody may be shown at least: fewer persons are not a group. */
export const fewestPersons = 10;

/** One way to differ from the design. */
export interface Deviation {
  readonly kind: 'left out' | 'put in' | 'moved';
  readonly activity: string;
  readonly cases: number;
  /** At least so many customers did it. */
  readonly customers: number;
  /** Null where outcomes are not known. */
  readonly reached: number | null;
}

const kinds = [
  ['left out', 'skipped'],
  ['put in', 'inserted'],
  ['moved', 'reordered'],
] as const;

/** Deviations that at least 10 customers showed, the most frequent first; a case counts once for each. */
export function deviationsOf(ways: readonly AlignedWay[]): readonly Deviation[] {
  const found = new Map<string, Deviation>();
  for (const way of ways) {
    for (const [kind, field] of kinds) {
      for (const activity of new Set(way[field])) {
        const key = JSON.stringify([kind, activity]);
        const { cases, customers, reached } = found.get(key) ?? { cases: 0, customers: 0, reached: 0 };
        found.set(key, {
          kind,
          activity,
          cases: cases + way.n,
          customers: customers + way.firsts,
          reached: way.reached === null || reached === null ? null : reached + way.reached,
        });
      }
    }
  }
  return [...found.values()]
    .filter(({ customers }) => customers >= fewestPersons)
    .sort((a, b) => b.cases - a.cases || (a.activity < b.activity ? -1 : 1));
}

/** The ten most frequent, beside the cases that went as designed. */
export function deviationsTable(ways: readonly AlignedWay[], critical: ReadonlySet<string>): FindingTable {
  const all = ways.reduce((sum, { n }) => sum + n, 0);
  const designed = ways.filter(({ cost }) => cost === 0);
  const asDesigned = {
    cases: designed.reduce((sum, { n }) => sum + n, 0),
    customers: designed.reduce((sum, { firsts }) => sum + firsts, 0),
    reached: designed.reduce<number | null>(
      (sum, { reached }) => (sum === null || reached === null ? null : sum + reached),
      0,
    ),
  };
  const line = (difference: string, isCritical: boolean | null, counts: typeof asDesigned) => {
    const { cases, customers, reached } = counts;
    const bounds = reached === null ? null : wilson(reached, cases);
    return [
      difference,
      isCritical,
      cases,
      customers,
      cases / all,
      reached === null ? null : reached / cases,
      bounds?.low ?? null,
      bounds?.high ?? null,
    ];
  };
  return {
    name: 'deviations',
    title: 'Most frequent differences from the design, and how such cases ended',
    columns: [
      { name: 'difference', label: 'Difference', type: 'string' },
      { name: 'critical', label: 'Critical step', type: 'boolean' },
      { name: 'cases', label: 'Cases', type: 'integer' },
      { name: 'customers', label: 'Customers, at least', type: 'integer' },
      { name: 'share', label: 'Share of cases', type: 'real', format: 'percent' },
      { name: 'reached', label: 'Reached the goal', type: 'real', format: 'percent' },
      { name: 'reached_low', label: 'from', type: 'real', format: 'percent' },
      { name: 'reached_high', label: 'to', type: 'real', format: 'percent' },
    ],
    rows: [
      ...(asDesigned.customers >= fewestPersons ? [line('as designed', null, asDesigned)] : []),
      ...deviationsOf(ways)
        .slice(0, 10)
        .map((one) => line(`${one.activity} ${one.kind}`, critical.has(one.activity), one)),
    ],
  };
}
