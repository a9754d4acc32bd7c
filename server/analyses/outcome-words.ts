import type { Outcome } from './outcome.ts';
import { shown } from './words.ts';

/** A difference as people say it: shares differ by percentage points. */
export function amount(value: number, outcome: Pick<Outcome, 'format' | 'unit'>): string {
  if (outcome.format === 'percent') return `${(100 * value).toFixed(1)} percentage points`;
  return outcome.format === 'points' ? `${value.toFixed(1)} points` : shown(value, outcome);
}
