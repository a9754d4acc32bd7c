import { type Answer, Unanswerable } from '../unanswerable.ts';
import type { Interval } from '../intervals/interval.ts';
import { z95 } from '../intervals/interval.ts';

/** Customers who have exactly these causes, reduced by SQL. A customer stands in one set only. */
export interface CauseSet {
  /** At least one cause; the same cause twice counts once. */
  readonly causes: readonly string[];
  readonly customers: number;
  /** Σ of what is allocated over these customers (revenue, cost, contacts; 1 each for people). */
  readonly value: number;
  /** Σ of its squares; without it there is no interval. */
  readonly squares?: number;
}

/** What one cause has of the total. */
export interface CauseShare {
  readonly cause: string;
  /** Customers who have the cause, whatever else they have. */
  readonly customers: number;
  /** Σ over them: adds up to more than the total where customers have several causes. */
  readonly touched: number;
  /** The cause's part, each customer's value split equally over the customer's causes: adds up to the total. */
  readonly allocated: number;
  /** Allocated per total; null where the total is 0. */
  readonly share: number | null;
  /** 95 % interval of the share, linearised over customers; null without squares or with fewer than two customers. */
  readonly interval: Interval | null;
}

export interface Allocation {
  /** Largest part first, then by name. */
  readonly causes: readonly CauseShare[];
  /** Each customer once. */
  readonly customers: number;
  readonly total: number;
  /** Σ touched: what adding up the causes would claim. */
  readonly naive: number;
}

/**
 * Splits a total over overlapping causes so that the parts add up to it. Equal split is at once the Shapley value of the
 * game in which a set of causes is worth the customers whom it touches, and of the one in which it is worth the customers
 * who have no cause but these: no order of fixing causes is preferred. Unanswerable: `too-few` without customers,
 * `out-of-scale` for a count or value that is negative or not finite, or a set without causes.
 */
export function allocate(sets: readonly CauseSet[]): Answer<Allocation> {
  const bad = sets.find(
    ({ causes, customers, value, squares = 0 }) =>
      causes.length === 0 || ![customers, value, squares].every((number) => Number.isFinite(number) && number >= 0),
  );
  if (bad !== undefined) return new Unanswerable('out-of-scale', { causes: bad.causes.join(', '), value: bad.value });
  const unique = sets.map((set) => ({ ...set, causes: [...new Set(set.causes)] }));
  const customers = total(unique.map((set) => set.customers));
  if (customers === 0) return new Unanswerable('too-few', { n: 0, needed: 1 });
  const value = total(unique.map((set) => set.value));
  const causes = [...new Set(unique.flatMap((set) => set.causes))]
    .map((cause) => shareOf(cause, unique, { customers, value }))
    .sort((a, b) => b.allocated - a.allocated || (a.cause < b.cause ? -1 : 1));
  return { causes, customers, total: value, naive: total(causes.map(({ touched }) => touched)) };
}

interface Whole {
  readonly customers: number;
  readonly value: number;
}

function shareOf(cause: string, sets: readonly CauseSet[], whole: Whole): CauseShare {
  const having = sets.filter(({ causes }) => causes.includes(cause));
  const allocated = total(having.map(({ value, causes }) => value / causes.length));
  const share = whole.value > 0 ? allocated / whole.value : null;
  return {
    cause,
    customers: total(having.map((set) => set.customers)),
    touched: total(having.map(({ value }) => value)),
    allocated,
    share,
    interval: share === null ? null : intervalOf(cause, sets, { ...whole, share }),
  };
}

/** A share is a ratio of two sums over customers; its variance is that of Σ x (w − share) / Σ x. */
function intervalOf(
  cause: string,
  sets: readonly CauseSet[],
  whole: Whole & { readonly share: number },
): Interval | null {
  const { customers, value, share } = whole;
  if (customers < 2 || sets.some(({ squares }) => squares === undefined)) return null;
  const residual = total(
    sets.map(({ causes, squares = 0 }) => ((causes.includes(cause) ? 1 / causes.length : 0) - share) ** 2 * squares),
  );
  const margin = (z95 * Math.sqrt((residual * customers) / (customers - 1))) / value;
  return { low: Math.max(0, share - margin), high: Math.min(1, share + margin) };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
