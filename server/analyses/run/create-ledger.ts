import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../lib/json.ts';
import { adjusted } from '../../stats/multiplicity/adjusted.ts';
import { isAnswered } from '../../stats/unanswerable.ts';
import type { Comparison, Ledger } from '../contract/ledger.ts';

/** A ledger in memory: the comparisons of everybody in a workspace, as long as the program runs. */
export function createLedger(): Ledger {
  const byOutcome = new Map<string, Map<string, Comparison>>();
  return {
    id: randomUUID(),
    note: (comparisons) => {
      for (const comparison of comparisons) {
        const known = byOutcome.get(comparison.outcome) ?? new Map<string, Comparison>();
        byOutcome.set(comparison.outcome, known.set(keyOf(comparison), comparison));
      }
    },
    family: (own) => {
      const datasets = new Set(own.flatMap((each) => each.datasets));
      const looked = [...new Set(own.map(({ outcome }) => outcome))].flatMap((outcome) => [
        ...(byOutcome.get(outcome)?.entries() ?? []),
      ]);
      const family = new Map(looked.filter(([, each]) => each.datasets.some((name) => datasets.has(name))));
      for (const comparison of own) family.set(keyOf(comparison), comparison);
      return { m: family.size, ...smallest(own, family) };
    },
  };
}

/** What makes a comparison another one: everything but how it came out. */
function keyOf({ p: _p, direction: _direction, ...looked }: Comparison): string {
  return canonicalJson(looked);
}

function smallest(
  own: readonly Comparison[],
  family: ReadonlyMap<string, Comparison>,
): { readonly p: number | null; readonly q: number | null } {
  const tested = [...family].flatMap(([key, { p }]) => (p === null ? [] : [{ key, p }]));
  const qValues = adjusted(
    tested.map(({ p }) => p),
    'benjamini-hochberg',
    family.size,
  );
  if (!isAnswered(qValues)) throw new Error('A comparison was noted with a p-value outside of 0 to 1.');
  const mine = new Set(own.map(keyOf));
  const results = tested.flatMap(({ key, p }, at) => (mine.has(key) ? [{ p, q: qValues[at] ?? 1 }] : []));
  if (results.length === 0) return { p: null, q: null };
  return { p: Math.min(...results.map(({ p }) => p)), q: Math.min(...results.map(({ q }) => q)) };
}
