import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that are the same for the same seed on every machine. The seed belongs to a result's fingerprint. */
export interface Random {
  /** 0 ≤ x < 1. */
  readonly uniform: () => number;
  /** A whole number from 0 up to, without, `below`. */
  readonly integer: (below: number) => number;
  /** Standard normal. */
  readonly normal: () => number;
  /** How often each of `weights` is drawn in `draws` draws with replacement; weights need not add up to 1. */
  readonly multinomial: (draws: number, weights: readonly number[]) => number[];
  /** The same members in random order; a new list. */
  readonly shuffled: <T>(members: readonly T[]) => T[];
}

/** A generator that starts from a whole number. */
export function seeded(seed: number): Random {
  const source = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(source);
  const integer = (below: number): number => uniformInt(source, 0, below - 1);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    multinomial: (draws, weights) => drawCounts(draws, weights, uniform),
    shuffled: (members) => {
      const order = [...members];
      for (let last = order.length - 1; last > 0; last--) {
        const other = integer(last + 1);
        [order[last], order[other]] = [order[other] as never, order[last] as never]; // both lie within the list
      }
      return order;
    },
  };
}

/** Draws by bisection of the cumulated weights: exact, and cheap enough for thousands of replicates. */
function drawCounts(draws: number, weights: readonly number[], uniform: () => number): number[] {
  const cumulated: number[] = [];
  let total = 0;
  for (const weight of weights) cumulated.push((total += weight));
  const counts = Array.from({ length: weights.length }, () => 0);
  for (let draw = 0; draw < draws; draw++) {
    const at = uniform() * total;
    let [low, high] = [0, cumulated.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    counts[low] = (counts[low] ?? 0) + 1;
  }
  return counts;
}
