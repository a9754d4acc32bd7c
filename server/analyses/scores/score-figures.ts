import { adjustedWald } from '../../stats/intervals/adjusted-wald.ts';
import { clusteredMean, type ClusterMoments } from '../../stats/intervals/clustered-mean.ts';
import { meanInterval } from '../../stats/intervals/mean-interval.ts';
import { npsScore } from '../../stats/intervals/nps-score.ts';
import { wilson } from '../../stats/intervals/wilson.ts';
import { type Answer, isAnswered, Unanswerable } from '../../stats/unanswerable.ts';
import type { Row } from '../contract/context.ts';
import type { Estimate, EstimateInterval } from '../contract/finding.ts';
import type { ScoreInstrument } from './score-instrument.ts';

/** What sums say of the answers of a group. */
export interface AnswerSums {
  readonly n: number;
  readonly top: number;
  readonly bottom: number;
  readonly sum: number;
  readonly squares: number;
}

/** Reads the sums that a statement gives under these names. */
export function sumsIn(row: Row): AnswerSums {
  return {
    n: row.number('n'),
    top: row.number('top'),
    bottom: row.number('bottom'),
    sum: row.maybe('total') ?? 0,
    squares: row.maybe('squares') ?? 0,
  };
}

/**
 * The same from the sum and the sum of squares of what each answer adds to the score: counts by class follow from those of
 * −100, 0 and 100, or of 0 and 1.
 */
export function sumsOfValues({ of }: ScoreInstrument, n: number, sum: number, squares: number): AnswerSums {
  if (of === 'mean') return { n, top: 0, bottom: 0, sum, squares };
  if (of === 'share') return { n, top: sum, bottom: 0, sum, squares };
  const [both, more] = [squares / 10_000, sum / 100];
  return { n, top: (both + more) / 2, bottom: (both - more) / 2, sum, squares };
}

/** Reads the moments of clusters that a statement gives under these names. */
export function momentsIn(row: Row): ClusterMoments {
  return {
    clusters: row.number('clusters'),
    n: row.maybe('weight') ?? 0,
    sum: row.maybe('total') ?? 0,
    sumOfSquares: row.maybe('total_squares') ?? 0,
    sizeSquares: row.maybe('weight_squares') ?? 0,
    products: row.maybe('products') ?? 0,
  };
}

/** A score with its interval, in the unit of the instrument. */
export interface ScoreFigure {
  readonly value: number;
  readonly interval: EstimateInterval | null;
}

/**
 * The score of counted answers: adjusted Wald, Wilson or Student's t; `worth` is the share of n that the answers are worth,
 * below 1 where persons answered several times.
 */
export function scoreOf(instrument: ScoreInstrument, sums: AnswerSums, worth = 1): ScoreFigure {
  const { n } = sums;
  const value = valueIn(instrument, sums);
  const bounds = boundsIn(instrument, sums, worth);
  const repeated = worth < 1 ? `, n worth ${Math.round(worth * n)} for repeated answers` : '';
  const method = { score: 'adjusted Wald', share: 'Wilson score', mean: 'Student t' }[instrument.of];
  return { value, interval: bounds === null ? null : { ...bounds, level: 0.95, method: `${method}${repeated}` } };
}

/** The share of the upper boxes, with Wilson's interval: the second figure beside a mean. */
export function topShare({ n, top }: AnswerSums, worth = 1): ScoreFigure {
  const bounds = wilson(top * worth, n * worth);
  return { value: top / n, interval: bounds === null ? null : { ...bounds, level: 0.95, method: 'Wilson score' } };
}

/** The score of weighted or clustered answers, its interval kept on the scale; `bad-weights`, `too-few` for one cluster. */
export function clusteredScore(
  { ends: [lowest, highest] }: ScoreInstrument,
  moments: ClusterMoments,
): Answer<ScoreFigure> {
  if (!(moments.n > 0)) return new Unanswerable('bad-weights');
  const found = clusteredMean(moments);
  if (!isAnswered(found)) return found;
  const { mean, low, high, method } = found;
  const bounds = { low: Math.max(lowest, low), high: Math.min(highest, high) };
  return { value: mean, interval: { ...bounds, level: 0.95, method } };
}

/** The figure as an estimate of n answers. */
export function scoreEstimate(instrument: ScoreInstrument, figure: ScoreFigure, n: number): Estimate {
  const { name, label, format } = instrument;
  return { name, label, ...figure, unit: null, format, p: null, n, of: 'answers' };
}

/** The best and the worst place that a unit can have: only intervals that do not overlap give an order. */
export function ranked(
  units: readonly { readonly figure: ScoreFigure }[],
): readonly { readonly best: number; readonly worst: number }[] {
  return units.map(({ figure: { interval, value } }) => {
    const own = interval ?? { low: value, high: value };
    const bounds = units.map(({ figure }) => figure.interval ?? { low: figure.value, high: figure.value });
    const above = bounds.filter(({ low }) => low > own.high).length;
    const below = bounds.filter(({ high }) => high < own.low).length;
    return { best: 1 + above, worst: units.length - below };
  });
}

function valueIn({ of }: ScoreInstrument, { n, top, bottom, sum }: AnswerSums): number {
  if (of === 'mean') return sum / n;
  return of === 'share' ? top / n : (npsScore({ promoters: top, detractors: bottom, n }) ?? 0);
}

function boundsIn({ of }: ScoreInstrument, sums: AnswerSums, worth: number) {
  const { n, top, bottom, sum, squares } = sums;
  if (of === 'mean') return meanInterval({ sum: sum * worth, sumOfSquares: squares * worth, n: n * worth });
  if (of === 'share') return wilson(top * worth, n * worth);
  return adjustedWald({ promoters: top * worth, detractors: bottom * worth, n: n * worth });
}
