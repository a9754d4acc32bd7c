import { type Answer, Unanswerable } from '../unanswerable.ts';

/** Which pattern chance would hardly make. */
type SignalRule = 'beyond-limit' | 'eight-on-one-side' | 'three-of-four-near-limit';

interface ProcessSignal {
  /** The point at which the pattern is complete, from 0. */
  readonly at: number;
  readonly rule: SignalRule;
  readonly side: 'above' | 'below';
}

interface ProcessLimits {
  /** The centre line, in the unit of the values. */
  readonly mean: number;
  /** The mean distance between neighbours. */
  readonly meanRange: number;
  /** Natural process limits: mean ± 3 ÷ 1.128 mean ranges. */
  readonly low: number;
  readonly high: number;
  /** The largest distance between neighbours that is still usual: 3.267 mean ranges. */
  readonly rangeLimit: number;
}

export interface ProcessBehaviour extends ProcessLimits {
  readonly signals: readonly ProcessSignal[];
}

/** Mean range of two normal values ÷ their standard deviation. */
const d2 = 1.128;

/**
 * The XmR chart of values in the order of time: the limits within which a steady process stays, and the points at which
 * it did not. The first `baseline` values make the limits (all of them by default); every value is judged by them.
 * Unanswerable: fewer than two values to make limits of, a baseline without any movement, a value that is not finite.
 * Source: Shewhart's individuals chart as taught by Wheeler, "Understanding Variation".
 */
export function processBehaviour(
  values: readonly number[],
  baseline: number = values.length,
): Answer<ProcessBehaviour> {
  const first = values.slice(0, Math.max(0, baseline));
  if (first.length < 2) return new Unanswerable('too-few', { n: first.length, needed: 2 });
  if (!values.every((value) => Number.isFinite(value))) return new Unanswerable('out-of-scale');
  const mean = average(first);
  const meanRange = average(first.slice(1).map((value, at) => Math.abs(value - (first[at] ?? value))));
  if (meanRange === 0) return new Unanswerable('constant-outcome', { n: first.length });
  const reach = (3 / d2) * meanRange;
  const limits = { mean, meanRange, low: mean - reach, high: mean + reach, rangeLimit: 3.267 * meanRange };
  return { ...limits, signals: signalsOf(values, limits) };
}

function signalsOf(values: readonly number[], { mean, low, high }: ProcessLimits): ProcessSignal[] {
  const count = (from: readonly number[], is: (value: number) => boolean): number => from.filter(is).length;
  const sides = [
    {
      side: 'above',
      beyond: (x: number) => x > high,
      within: (x: number) => x > mean,
      near: (x: number) => x > (mean + high) / 2,
    },
    {
      side: 'below',
      beyond: (x: number) => x < low,
      within: (x: number) => x < mean,
      near: (x: number) => x < (mean + low) / 2,
    },
  ] as const;
  return values.flatMap((value, at) => {
    const eight = values.slice(Math.max(0, at - 7), at + 1);
    const four = eight.slice(-4);
    return sides.flatMap(({ side, beyond, within, near }) => [
      ...(beyond(value) ? [{ at, rule: 'beyond-limit', side } as const] : []),
      ...(count(eight, within) === 8 ? [{ at, rule: 'eight-on-one-side', side } as const] : []),
      ...(near(value) && count(four, near) >= 3 ? [{ at, rule: 'three-of-four-near-limit', side } as const] : []),
    ]);
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
