import type { TrivetError } from '../../lib/errors.ts';
import { spanOf } from './duration.ts';
import type { CohortRequest, CompareAs, CompareRequest, TopRequest, WindowRequest } from './metric-query.ts';
import type { QuerySpec } from './query-spec.ts';
import { invalidQuery } from './refuse.ts';

type MetricSpec = QuerySpec['metrics'][number];
type Path = readonly PropertyKey[];
type Refusals = TrivetError[];

const comparisons: readonly CompareAs[] = ['VALUE', 'DELTA', 'PCT'];
const mostTops = 1000;
const spanHint = 'Write a length of time such as P1M, P1Y, P3M, P1W or P28D.';

/** What a metric is compared with; parts in their fixed order, all of them unless some are named. */
export function parseCompare(spec: MetricSpec['compare'], path: Path, refusals: Refusals): CompareRequest | null {
  if (spec === undefined || spec === null) return null;
  const { offset, as } = spec;
  if (spanOf(offset) === null) refusals.push(invalidQuery([...path, 'offset'], `${offset} is no offset.`, spanHint));
  const wanted = as ?? comparisons;
  return { offset, as: comparisons.filter((part) => wanted.includes(part)) };
}

/** A rolling length or a period since whose beginning is added up: one of them. */
export function parseWindow(spec: MetricSpec['window'], path: Path, refusals: Refusals): WindowRequest | null {
  if (spec === undefined || spec === null) return null;
  const rolling = spec.rolling ?? null;
  const since = spec.cumulative ?? null;
  if (since !== null && rolling === null) return { is: 'cumulative', since };
  if (rolling === null || since !== null) {
    const complaint = 'a window is either rolling or cumulative.';
    refusals.push(invalidQuery(path, complaint, 'For example { rolling: P3M } or { cumulative: YEAR }.'));
    return null;
  }
  if (spanOf(rolling) === null) {
    refusals.push(invalidQuery([...path, 'rolling'], `${rolling} is no length of time.`, spanHint));
  }
  return { is: 'rolling', length: rolling };
}

/** The first values of a dimension; what is left is one group unless it is not wanted. */
export function parseTop(spec: QuerySpec['topN'], refusals: Refusals): TopRequest | null {
  if (spec === undefined || spec === null) return null;
  const { dimension, by, n, others } = spec;
  if (n < 1 || n > mostTops) refusals.push(invalidQuery(['topN', 'n'], `${n} is not between 1 and ${mostTops}.`));
  return { dimension, by, n, others: others ?? true };
}

/** A cohort ages in periods of its own grain unless others are named. */
export function parseCohort(spec: QuerySpec['cohort']): CohortRequest | null {
  if (spec === undefined || spec === null) return null;
  const { rollup, grain, period } = spec;
  return { rollup, grain, period: period ?? grain };
}
