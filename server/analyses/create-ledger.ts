import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../lib/json.ts';
import type { Comparison, Ledger } from './ledger.ts';

/** A ledger in memory: the comparisons of one notebook or one caller as long as the program runs. */
export function createLedger(): Ledger {
  const known = new Map<string, Comparison>();
  const keyOf = (comparison: Comparison): string => canonicalJson({ ...comparison, p: null, direction: null });
  return {
    id: randomUUID(),
    note: (comparisons) => {
      for (const comparison of comparisons) known.set(keyOf(comparison), comparison);
    },
    family: (own) => {
      const outcomes = new Set(own.map(({ outcome }) => outcome));
      const datasets = new Set(own.flatMap((each) => each.datasets));
      const family = [...known.values()].filter(
        (each) => outcomes.has(each.outcome) && each.datasets.some((name) => datasets.has(name)),
      );
      return { m: Math.max(family.length, own.length), q: null };
    },
  };
}
