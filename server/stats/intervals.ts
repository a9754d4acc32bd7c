import { adjustedWald } from './adjusted-wald.ts';
import type { Interval } from './interval.ts';
import { meanInterval } from './mean-interval.ts';
import { wilson } from './wilson.ts';

export type IntervalMethod = 'adjusted-wald' | 'wilson' | 't';

/** What each method takes, in order: promoters, detractors, n · hits, n · sum, sum of squares, n. */
const methods: { readonly [K in IntervalMethod]: (values: readonly number[]) => Interval | null } = {
  'adjusted-wald': ([promoters = 0, detractors = 0, n = 0]) => adjustedWald({ promoters, detractors, n }),
  wilson: ([hits = 0, n = 0]) => wilson(hits, n),
  t: ([sum = 0, sumOfSquares = 0, n = 0]) => meanInterval({ sum, sumOfSquares, n }),
};

/** 95 % interval from components in the order their method takes them, in the metric's unit; null where one is missing or cases are too few. */
export function interval(method: IntervalMethod, values: readonly (number | null)[]): Interval | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? methods[method](known) : null;
}
