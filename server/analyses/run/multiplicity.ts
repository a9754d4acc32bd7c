import type { Family } from '../contract/ledger.ts';
import { type Refusal, refusal } from '../contract/refusal.ts';

/** What a p-value may be called small by, alone or among all that were looked at. */
const level = 0.05;

/** Warns of a p-value that looks small by itself but is what chance finds somewhere among so many comparisons. */
export function multiplicityIn({ m, p, q }: Family): readonly Refusal[] {
  if (p === null || q === null || p > level || q <= level) return [];
  return [refusal('multiplicity', { p, m, q })];
}
