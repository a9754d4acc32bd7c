import { setImmediate } from 'node:timers/promises';
import { TrivetError } from './errors.ts';

/** Long work as steps: yields the fraction that is done, 0 to 1, and returns the result. */
export type Steps<Result> = Generator<number, Result, undefined>;

interface TurnOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

/** How long the work may keep everything else waiting, in milliseconds. */
const turn = 8;

/** Does long work without keeping the event loop: other work gets its turn after every few steps. Throws `cancelled`. */
export async function inTurns<Result>(steps: Steps<Result>, { signal, onProgress }: TurnOptions): Promise<Result> {
  let from = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - from < turn) continue;
    onProgress?.(step.value);
    await setImmediate();
    if (signal.aborted) throw new TrivetError('cancelled', 'The computation was stopped.');
    from = performance.now();
  }
}

/** The same work in one go, for tests and short inputs. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
