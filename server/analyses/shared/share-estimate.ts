import { wilson } from '../../stats/intervals/wilson.ts';
import type { Estimate } from '../contract/finding.ts';

interface Share {
  readonly name: string;
  readonly label: string;
  readonly hits: number;
  readonly n: number;
  /** What n counts. */
  readonly of: string;
}

/** A share with Wilson's interval; null where nothing is counted. */
export function shareEstimate({ name, label, hits, n, of }: Share): Estimate | null {
  const interval = wilson(hits, n);
  if (interval === null) return null;
  return {
    name,
    label,
    value: hits / n,
    unit: null,
    format: 'percent',
    interval: { ...interval, level: 0.95, method: 'Wilson score' },
    p: null,
    n,
    of,
  };
}
