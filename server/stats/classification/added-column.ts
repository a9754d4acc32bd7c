import { chiSquaredUpperTail } from '../tails.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { type AucDifference, aucDifference } from './auc.ts';
import { logistic, type Logistic, type OutcomeRow, probability } from './logistic.ts';

/** What one column adds to a model that has all others. */
export interface AddedColumn {
  readonly column: string;
  readonly without: Logistic;
  readonly withIt: Logistic;
  readonly likelihoodRatio: { readonly chiSquared: number; readonly degreesOfFreedom: 1; readonly pValue: number };
  /** Of the fitted shares on the same cases, so it flatters: a later period tells more. */
  readonly auc: AucDifference;
}

/**
 * Likelihood ratio and ΔAUC for one added column, on the same cases. Unanswerable: what either model refuses, and `empty-group`
 * for a column that is not among the names.
 */
export function addedColumn(
  rows: readonly OutcomeRow[],
  names: readonly string[],
  column: string,
): Answer<AddedColumn> {
  const at = names.indexOf(column);
  if (at < 0) return new Unanswerable('empty-group', { column });
  const drop = <T>(values: readonly T[]): T[] => values.filter((_, j) => j !== at);
  const withIt = logistic(rows, { names });
  if (!isAnswered(withIt)) return withIt;
  const without = logistic(rows.map((row) => ({ ...row, x: drop(row.x) })), { names: drop(names) }); // prettier-ignore
  if (!isAnswered(without)) return without;
  const scored = rows.map(({ x, n, hits }) => ({
    n,
    hits,
    scores: [probability(without, drop(x)), probability(withIt, x)] as const,
  }));
  const difference = aucDifference(scored);
  if (!isAnswered(difference)) return difference;
  const chiSquared = Math.max(0, without.deviance - withIt.deviance);
  const likelihoodRatio = { chiSquared, degreesOfFreedom: 1 as const, pValue: chiSquaredUpperTail(chiSquared, 1) };
  return { column, without, withIt, likelihoodRatio, auc: difference };
}
