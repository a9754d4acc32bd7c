import type { Json } from '../../lib/json.ts';
import type { Outcome } from '../shared/outcome.ts';
import { shown } from './words.ts';

/** A difference as people say it: shares differ by percentage points. */
export function amount(value: number, outcome: Pick<Outcome, 'format' | 'unit'>): string {
  if (outcome.format === 'percent') return `${(100 * value).toFixed(1)} percentage points`;
  return outcome.format === 'points' ? `${value.toFixed(1)} points` : shown(value, outcome);
}

/** How the axis of an outcome is printed, in Vega-Lite. */
export function axisOf({ format }: Pick<Outcome, 'format'>): { readonly [key: string]: Json } {
  return format === 'percent' ? { axis: { format: '.0%' } } : {};
}
