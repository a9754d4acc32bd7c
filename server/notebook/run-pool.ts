import type { Output } from './output.ts';

interface Run {
  readonly output: Promise<Output>;
  readonly controller: AbortController;
  readonly waiting: Set<object>;
}

/** Runs by fingerprint: who wants the same result waits for the same run, and when nobody waits any more it is interrupted. */
export class RunPool {
  readonly #runs = new Map<string, Run>();

  join(fingerprint: string, waiter: object, work: (signal: AbortSignal) => Promise<Output>): Promise<Output> {
    const known = this.#runs.get(fingerprint);
    if (known !== undefined) {
      known.waiting.add(waiter);
      return known.output;
    }
    const controller = new AbortController();
    const output = work(controller.signal);
    const run: Run = { output, controller, waiting: new Set([waiter]) };
    this.#runs.set(fingerprint, run);
    const done = (): void => {
      if (this.#runs.get(fingerprint) === run) this.#runs.delete(fingerprint);
    };
    output.then(done, done);
    return output;
  }

  leave(fingerprint: string, waiter: object): void {
    const run = this.#runs.get(fingerprint);
    if (run === undefined || !run.waiting.delete(waiter) || run.waiting.size > 0) return;
    this.#runs.delete(fingerprint);
    run.controller.abort();
  }

  /** Interrupts everything. */
  close(): void {
    for (const { controller } of this.#runs.values()) controller.abort();
    this.#runs.clear();
  }
}
