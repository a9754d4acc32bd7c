import { linear } from './partial-likelihood.ts';
import type { RiskSets } from './risk-sets.ts';

/**
 * Share of the pairs whose order is known in which who had the event first had the higher hazard; equal hazards count half, two
 * events at one time are no pair (Harrell's C as in R's survival 3.5). 0.5 without any pair.
 */
export function concordance(sets: RiskSets, coefficients: readonly number[]): number {
  let [right, pairs] = [0, 0];
  for (const members of sets.strata) {
    const scores = members.map(({ x }) => linear(x, coefficients));
    const order = [...new Set(scores.toSorted((a, b) => a - b))];
    const ranks = new Map(order.map((score, rank) => [score, rank]));
    const longer = new Counts(order.length);
    for (let from = 0, to = 0; from < members.length; from = to) {
      while (to < members.length && members[to]?.time === members[from]?.time) to++;
      const tied = Array.from({ length: to - from }, (_, i) => from + i);
      for (const i of tied) longer.add(rankOf(i), (members[i]?.count ?? 0) - (members[i]?.events ?? 0));
      for (const i of tied) {
        const events = members[i]?.events ?? 0;
        if (events === 0) continue;
        const [below, through] = [longer.below(rankOf(i)), longer.below(rankOf(i) + 1)];
        right += events * (below + (through - below) / 2);
        pairs += events * longer.below(order.length);
      }
      for (const i of tied) longer.add(rankOf(i), members[i]?.events ?? 0);
    }
    function rankOf(i: number): number {
      return ranks.get(scores[i] ?? 0) ?? 0;
    }
  }
  return pairs === 0 ? 0.5 : right / pairs;
}

/** Counts by rank with quick sums over all lower ranks (Fenwick 1994). */
class Counts {
  readonly #sums: Float64Array;

  constructor(size: number) {
    this.#sums = new Float64Array(size + 1);
  }

  add(rank: number, count: number): void {
    for (let at = rank + 1; at < this.#sums.length; at += at & -at) this.#sums[at] = (this.#sums[at] ?? 0) + count;
  }

  below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return sum;
  }
}
