import { standardisedWeights } from '../../../stats/drivers/regression.ts';
import { isAnswered, Unanswerable } from '../../../stats/unanswerable.ts';
import type { AnalysisContext } from '../../contract/context.ts';
import type { DriverData } from './driver-data.ts';
import { slugsOf } from './driver-finding.ts';
import { importanceFor, sharesOf, withLabel } from './driver-study.ts';
import { pairwiseMatrix } from './driver-sums.ts';
import type { Draft } from '../../contract/finding.ts';
import { type Refusal, refusal, refusalFor } from '../../contract/refusal.ts';
import { count, percent } from '../../words/words.ts';

/**
 * Drivers from correlations of pairs, each over the responses that have both: uses every answer, but the pieces may not fit
 * together. Where they do not, no number is given; where they do, no intervals and so no order.
 */
export async function pairwiseDraft(context: AnalysisContext, data: DriverData): Promise<Draft> {
  const labels = data.drivers.map(({ label }) => label);
  const found = await pairwiseMatrix(context, data);
  if (found === null || found.n < 10) return refused(0, refusal('n-too-small', { n: found?.n ?? 0 }));
  if (found.matrix.some((row) => row.includes(null)))
    return refused(found.n, refusalFor(withLabel(stillColumn(found.matrix), labels, found.n)));
  const matrix = found.matrix.map((row) => row.map((r) => r ?? 0));
  const weights = standardisedWeights(matrix);
  if (!isAnswered(weights)) return refused(found.n, refusalFor(withLabel(weights, labels, found.n)));
  const shares = await context.turns(sharesOf(matrix, importanceFor(labels.length)));
  if (!isAnswered(shares)) return refused(found.n, refusalFor(withLabel(shares, labels, found.n)));
  const slugs = slugsOf(labels);
  const outcome = context.role('responses').described('outcome').label;
  const common = { unit: null, format: 'percent', interval: null, p: null, n: found.n, of: 'answers' };
  return {
    verdict: `${labels.length} drivers together go with ${percent(weights.rSquared)} of the differences in ${outcome}, pieced together from pairs of at least ${count(found.n)} answers. There are no intervals this way: no order can be claimed.`,
    estimate: { ...common, name: 'r_squared', label: 'Differences explained (R²)', value: weights.rSquared },
    estimates: shares.map((value, j) => ({
      ...common,
      name: `importance_${slugs[j] ?? j}`,
      label: `Share of the differences that goes with ${labels[j] ?? ''}`,
      value,
    })),
    n: found.n,
    of: 'answers',
    design: 'adjusted',
    refusals: [refusal('overlapping-ranks')],
    assumptions: ['Who skipped an item is like who answered it: pairs are made of different people.'],
  };
}

/** Where pairs have no correlation, the column with the most such pairs does not vary. */
function stillColumn(matrix: readonly (readonly (number | null)[])[]): Unanswerable {
  const gaps = matrix.map((row) => row.filter((r) => r === null).length);
  const still = gaps.indexOf(Math.max(...gaps));
  return still === 0
    ? new Unanswerable('constant-outcome')
    : new Unanswerable('constant-column', { column: still - 1 });
}

function refused(n: number, why: Refusal): Draft {
  return { verdict: why.message, estimate: null, n, of: 'answers', design: 'adjusted', refusals: [why] };
}
