import { adjustedWald } from './adjusted-wald.ts';
import { independentDifference } from './difference.ts';
import type { Interval } from './interval.ts';
import { meanInterval } from './mean-interval.ts';
import { npsScore } from './nps-score.ts';
import { wilson } from './wilson.ts';

type PlainMethod = 'adjusted-wald' | 'wilson' | 't';
export type IntervalMethod = PlainMethod | `weighted-${PlainMethod}` | `difference-${PlainMethod}`;

type Method = (values: readonly number[]) => Interval | null;

/** What each method takes, in order: promoters, detractors, n · hits, n · sum, sum of squares, n. */
const plain: { readonly [K in PlainMethod]: Method } = {
  'adjusted-wald': ([promoters = 0, detractors = 0, n = 0]) => adjustedWald({ promoters, detractors, n }),
  wilson: ([hits = 0, n = 0]) => wilson(hits, n),
  t: ([sum = 0, sumOfSquares = 0, n = 0]) => meanInterval({ sum, sumOfSquares, n }),
};

const values: { readonly [K in PlainMethod]: (components: readonly number[]) => number | null } = {
  'adjusted-wald': ([promoters = 0, detractors = 0, n = 0]) => npsScore({ promoters, detractors, n }),
  wilson: ([hits = 0, n = 0]) => (n > 0 ? hits / n : null),
  t: ([sum = 0, , n = 0]) => (n > 0 ? sum / n : null),
};

const methods: { readonly [K in IntervalMethod]: Method } = {
  ...plain,
  'weighted-adjusted-wald': weighted('adjusted-wald'),
  'weighted-wilson': weighted('wilson'),
  'weighted-t': weighted('t'),
  'difference-adjusted-wald': difference('adjusted-wald'),
  'difference-wilson': difference('wilson'),
  'difference-t': difference('t'),
};

/**
 * 95 % interval from components in the order their method takes them, in the metric's unit; null where one is missing or
 * cases are too few. A weighted method takes sums of weights instead of counts, and the sum of squared weights last; a
 * difference the components of both sides.
 */
export function interval(method: IntervalMethod, values: readonly (number | null)[]): Interval | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? methods[method](known) : null;
}

/** The plain method for as many cases as the weighted ones are worth, (Σw)² / Σw² (Kish 1965): never more than there are. */
function weighted(method: PlainMethod): Method {
  return (components) => {
    const sums = components.slice(0, -1);
    const [weight = 0, squares = 0] = components.slice(-2);
    if (!(weight > 0) || !(squares > 0)) return null;
    return plain[method](sums.map((sum) => (sum * weight) / squares));
  };
}

function difference(method: PlainMethod): Method {
  return (components) => {
    const half = components.length / 2;
    const [first, second] = [components.slice(0, half), components.slice(half)].map((side) => {
      const [value, bounds] = [values[method](side), plain[method](side)];
      return value === null || bounds === null ? null : { value, ...bounds };
    });
    return first === null || first === undefined || second === null || second === undefined
      ? null
      : independentDifference(first, second);
  };
}
