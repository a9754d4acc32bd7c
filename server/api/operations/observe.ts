import type { Ask } from '../../engine/ask.ts';
import type { Engine, Lane } from '../../engine/engine.ts';
import { TrivetError, wireCode } from '../../lib/errors.ts';

/** What came of something that took time; `code` null where it went well. */
interface Outcome {
  readonly code: string | null;
  readonly seconds: number;
}

/** A query, by what identifies it and not by what it asks. */
export interface AskedQuery extends Outcome {
  /** null where it was refused. */
  readonly id: string | null;
  readonly cached: boolean;
}

/** The same `ask`, telling how each query went. */
export function observedAsk(ask: Ask, tell: (told: AskedQuery) => void): Ask {
  const observed = (...asked: Parameters<Ask>): ReturnType<Ask> =>
    timed(
      () => ask(...asked),
      (outcome, result) => tell({ ...outcome, id: result?.id ?? null, cached: result?.explain.cached ?? false }),
    );
  return Object.assign(observed, ask);
}

/** A statement of the engine. */
export interface RunStatement extends Outcome {
  readonly lane: Lane;
  /** Under which a result is kept; null where it is not. */
  readonly fingerprint: string | null;
}

/** The same engine, telling how each statement went. */
export function observedEngine(engine: Engine, tell: (told: RunStatement) => void): Engine {
  return {
    ...engine,
    query: (request, signal) =>
      timed(
        () => engine.query(request, signal),
        (outcome) => tell({ ...outcome, lane: request.lane, fingerprint: null }),
      ),
    store: (fingerprint, request, signal) =>
      timed(
        () => engine.store(fingerprint, request, signal),
        (outcome) => tell({ ...outcome, lane: request.lane, fingerprint }),
      ),
  };
}

async function timed<Result>(
  work: () => Promise<Result>,
  tell: (outcome: Outcome, result: Result | null) => void,
): Promise<Result> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const result = await work();
    tell({ code: null, seconds: seconds() }, result);
    return result;
  } catch (error) {
    tell({ code: error instanceof TrivetError ? wireCode(error.code) : 'INTERNAL', seconds: seconds() }, null);
    throw error;
  }
}
