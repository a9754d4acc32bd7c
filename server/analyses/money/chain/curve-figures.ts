import { type flatFrom } from '../../../stats/money/flat-from.ts';
import { normalQuantile } from '../../../stats/quantiles.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { Estimate, FindingChart, FindingTable } from '../../contract/finding.ts';
import { type Refusal, refusal } from '../../contract/refusal.ts';
import { number } from '../../words/words.ts';
import { type MeanDifference, meanDifference, rangeMean, type ScoreMean } from './curve.ts';

/** Loss, gain and how much more the one is than the other. */
export function groupsOf(
  context: AnalysisContext,
  curve: readonly ScoreMean[],
  unit: string | null,
): readonly Estimate[] {
  const [below, above] = [context.options.number('below') ?? 6, context.options.number('above') ?? 9];
  const low = rangeMean(curve, (score) => score <= below);
  const middle = rangeMean(curve, (score) => score > below && score < above);
  const high = rangeMean(curve, (score) => score >= above);
  if (!isAnswered(middle)) return [];
  const loss = isAnswered(low) ? meanDifference(middle, low) : null;
  const gain = isAnswered(high) ? meanDifference(high, middle) : null;
  const n = curve.reduce((sum, { customers }) => sum + customers, 0);
  const named = (name: string, label: string, found: MeanDifference | null): Estimate[] =>
    found === null
      ? []
      : [
          {
            name,
            label,
            value: found.value,
            unit,
            format: 'currency',
            interval: {
              low: found.low,
              high: found.high,
              level: 0.95,
              method: 'clustered by customer, normal quantile',
            },
            p: found.p,
            n,
            of: 'customers',
          },
        ];
  // The middle stands in both differences: loss less gain is twice the middle less both ends.
  const asymmetry =
    isAnswered(low) && isAnswered(high)
      ? meanDifference(
          { mean: 2 * middle.mean, standardError: 2 * middle.standardError },
          { mean: low.mean + high.mean, standardError: Math.hypot(low.standardError, high.standardError) },
        )
      : null;
  return [
    ...named('loss', `Money of middle less low scores (up to ${below})`, loss),
    ...named('gain', `Money of high (from ${above}) less middle scores`, gain),
    ...named('asymmetry', 'Loss less gain', asymmetry),
  ];
}

/** The curve read at a score that was given; `beyond-data` outside of what was observed. */
export function readAt(
  context: AnalysisContext,
  curve: readonly ScoreMean[],
  unit: string | null,
): { readonly estimates: readonly Estimate[]; readonly refusals: readonly Refusal[] } {
  const at = context.options.number('at');
  if (at === null) return { estimates: [], refusals: [] };
  const [first, last] = [curve[0]?.score ?? 0, curve.at(-1)?.score ?? 0];
  const found = curve.findLast(({ score }) => score <= at);
  if (at < first || at > last || found === undefined)
    return { estimates: [], refusals: [refusal('beyond-data', { limit: at < first ? first : last }, { of: 'at' })] };
  const margin = normalQuantile(0.975) * found.standardError;
  const interval = {
    low: found.mean - margin,
    high: found.mean + margin,
    level: 0.95,
    method: 'clustered by customer, normal quantile',
  };
  const label = `Money after a score of ${number(found.score)}`;
  return {
    estimates: [
      {
        name: 'at',
        label,
        value: found.mean,
        unit,
        format: 'currency',
        interval,
        p: null,
        n: found.customers,
        of: 'customers',
      },
    ],
    refusals: [],
  };
}

/** The curve with its band. */
export function curveTable(curve: readonly ScoreMean[], flat: ReturnType<typeof flatFrom>): FindingTable {
  const quantile = normalQuantile(0.975);
  return {
    name: 'curve',
    title:
      isAnswered(flat) && flat.isFlat
        ? `Money after an answer, by score: flat from ${number(flat.knot)} on`
        : 'Money after an answer, by score',
    columns: [
      { name: 'score', label: 'Score', type: 'real', format: 'number' },
      { name: 'mean', label: 'Mean', type: 'real', format: 'currency' },
      { name: 'low', label: 'Low', type: 'real', format: 'currency' },
      { name: 'high', label: 'High', type: 'real', format: 'currency' },
      { name: 'customers', label: 'Customers', type: 'integer' },
      { name: 'purchases', label: 'Purchases', type: 'integer' },
    ],
    rows: curve.map(({ score, mean, standardError, customers, n }) => [
      score,
      mean,
      mean - quantile * standardError,
      mean + quantile * standardError,
      customers,
      n,
    ]),
  };
}

/** A line in its band. */
export const curveChart: FindingChart = {
  name: 'curve',
  title: 'Money after an answer, by score',
  table: 'curve',
  spec: {
    encoding: { x: { field: 'score', type: 'quantitative', title: 'Score' } },
    layer: [
      {
        mark: { type: 'area', opacity: 0.3 },
        encoding: {
          y: { field: 'low', type: 'quantitative', title: 'Mean', scale: { zero: false } },
          y2: { field: 'high' },
        },
      },
      { mark: { type: 'line', point: true }, encoding: { y: { field: 'mean', type: 'quantitative' } } },
    ],
  },
  summary: 'Mean money after an answer by score, with a band of 95 %.',
};
