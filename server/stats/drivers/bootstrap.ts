import { type Steps } from '../../lib/in-turns.ts';
import { type Interval } from '../intervals/interval.ts';
import { seeded } from '../random.ts';
import { type Answer, isAnswered, Unanswerable } from '../unanswerable.ts';
import { correlationsOf } from './correlations.ts';
import { lmg } from './lmg.ts';
import { type Moments, together } from './moments.ts';
import { percentileInterval } from './percentile-interval.ts';
import { standardisedWeights } from './regression.ts';
import { relativeWeights } from './relative-weights.ts';

/** How R² is shared out among the drivers. */
export type Importance = 'lmg' | 'relative weights';

export interface BootstrapOptions {
  readonly importance: Importance;
  readonly seed: number;
  /** 1,000 at least for anything that is published. */
  readonly draws?: number;
  /** Drivers by position whose shares are added up, because they cannot be told apart. Absent: each by itself. */
  readonly parts?: readonly (readonly number[])[];
}

/** 95 % percentile intervals. */
export interface DriverIntervals {
  /** One a part, or a driver where no parts are named. */
  readonly importance: readonly Interval[];
  /** Of the standardised weights, which may be negative; one a driver. */
  readonly beta: readonly Interval[];
  readonly rSquared: Interval;
  readonly draws: number;
  /** Draws in which a driver did not vary or followed from others; they are left out. */
  readonly failed: number;
}

/**
 * Redraws groups of rows (a row, a person, an account, or a bucket of persons by a hash of their key) with replacement and
 * shares out R² each time. Whole groups are drawn, so rows of one person stay together. Unanswerable for fewer than ten groups
 * and when every tenth draw has no answer.
 */
export function* driverBootstrap(
  groups: readonly Moments[],
  { importance, seed, draws = 2000, parts }: BootstrapOptions,
): Steps<Answer<DriverIntervals>> {
  if (groups.length < 10) return new Unanswerable('too-few', { n: groups.length, needed: 10 });
  const random = seeded(seed);
  const even = groups.map(() => 1);
  const kept: Draw[] = [];
  let failure: Unanswerable | null = null;
  for (let draw = 0; draw < draws; draw++) {
    const sample = correlationsOf(together(groups, random.multinomial(groups.length, even)));
    const result = isAnswered(sample) ? yield* shares(sample.matrix, importance, draw / draws) : sample;
    if (isAnswered(result)) kept.push(result);
    else failure = result;
    yield draw / draws;
  }
  if (failure !== null && kept.length < 0.9 * draws) return failure;
  const over = (value: (draw: Draw) => number): Interval => percentileInterval(kept.map(value));
  const drivers = kept[0]?.beta ?? [];
  return {
    importance: (parts ?? drivers.map((_, j) => [j])).map((part) =>
      over((draw) => part.reduce((sum, j) => sum + (draw.importance[j] ?? 0), 0)),
    ),
    beta: drivers.map((_, j) => over((draw) => draw.beta[j] ?? 0)),
    rSquared: over((draw) => draw.rSquared),
    draws,
    failed: draws - kept.length,
  };
}

interface Draw {
  readonly importance: readonly number[];
  readonly beta: readonly number[];
  readonly rSquared: number;
}

function* shares(matrix: readonly (readonly number[])[], importance: Importance, done: number): Steps<Answer<Draw>> {
  const weights = standardisedWeights(matrix);
  if (!isAnswered(weights)) return weights;
  const steps = importance === 'lmg' ? lmg(matrix) : null;
  let result: Answer<readonly number[]>;
  if (steps === null) result = relativeWeights(matrix);
  else
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        result = step.value;
        break;
      }
      yield done;
    }
  return isAnswered(result) ? { importance: result, beta: weights.beta, rSquared: weights.rSquared } : result;
}
