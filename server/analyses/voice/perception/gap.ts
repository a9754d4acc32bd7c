import { welch } from '../../../stats/gaps/welch.ts';
import { independence } from '../../../stats/intervals/contingency.ts';
import { newcombe } from '../../../stats/intervals/newcombe.ts';
import { isAnswered } from '../../../stats/unanswerable.ts';
import { methodFor, type Repeated, worthOf } from '../../shared/repeated.ts';

export type Measure = 'share' | 'mean';

/** Answers of one side to one item. */
export interface SideGroup extends Repeated {
  readonly group: string;
  readonly item: string;
  /** Null: of all units. */
  readonly unit: string | null;
}

/** One group inside against customers on one item. */
export interface Gap {
  readonly group: string;
  readonly item: string;
  readonly unit: string | null;
  readonly inside: number;
  readonly customers: number;
  /** Inside less customers, in the unit of the measure; the interval is 95 %. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly p: number | null;
  readonly insideN: number;
  readonly customersN: number;
  readonly n: number;
  readonly method: string;
}

const fewest = 10;

/** Null where a side has fewer than ten answers, or nothing varies. */
export function gapOf(measure: Measure, one: SideGroup, other: SideGroup): Gap | null {
  if (one.n < fewest || other.n < fewest) return null;
  const found = measure === 'share' ? shares(one, other) : means(one, other);
  if (found === null) return null;
  const sizes = { insideN: one.n, customersN: other.n, n: one.n + other.n };
  const { group, item, unit } = one;
  return { group, item, unit, inside: one.sum / one.n, customers: other.sum / other.n, ...sizes, ...found };
}

type Found = Pick<Gap, 'difference' | 'low' | 'high' | 'p' | 'method'>;

function shares(one: Repeated, other: Repeated): Found | null {
  const [a, b] = [worthOf(one), worthOf(other)];
  const found = newcombe({ hits: a.sum, n: a.n }, { hits: b.sum, n: b.n });
  if (found === null) return null;
  const test = independence([
    [a.sum, a.n - a.sum],
    [b.sum, b.n - b.sum],
  ]);
  return { ...found, p: isAnswered(test) ? test.p : null, method: methodFor('Newcombe hybrid score', one, other) };
}

function means(one: Repeated, other: Repeated): Found | null {
  const found = welch(worthOf(one), worthOf(other));
  if (!isAnswered(found)) return null;
  const { difference, low, high, p } = found;
  return { difference, low, high, p, method: methodFor('Welch t', one, other) };
}
