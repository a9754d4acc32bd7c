import { type Answer, Unanswerable } from '../unanswerable.ts';
import { covariancesIn, type Moments } from './moments.ts';

/**
 * Cronbach's α of items that should measure one thing, from their moments (every column is an item): below 0 to 1; it rises
 * with the number of items. Unanswerable for fewer than two items or three rows and where the sum of the items does not vary.
 */
export function cronbachAlpha(moments: Moments): Answer<number> {
  const items = moments.sums.length;
  if (items < 2) return new Unanswerable('too-few', { n: items, needed: 2 });
  if (moments.n < 3) return new Unanswerable('too-few', { n: moments.n, needed: 3 });
  if (!(moments.weight > 0)) return new Unanswerable('bad-weights');
  const covariances = covariancesIn(moments);
  const apart = covariances.reduce((sum, row, j) => sum + (row[j] ?? 0), 0);
  const total = covariances.flat().reduce((sum, value) => sum + value, 0);
  if (!(total > apart * 1e-12) || !(total > 0)) return new Unanswerable('constant-outcome');
  return (items / (items - 1)) * (1 - apart / total);
}
