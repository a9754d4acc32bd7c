import { TrivetError } from '../lib/errors.ts';
import { laneWidths } from './connections.ts';
import type { Lane } from './engine.ts';

interface Waiting {
  readonly start: () => void;
}

/** Who may run when: each lane has its width, and background work starts only while nothing interactive runs or waits. */
export class Lanes {
  readonly #running: { [L in Lane]: number } = { control: 0, interactive: 0, background: 0 };
  readonly #waiting: { readonly [L in Lane]: Waiting[] } = { control: [], interactive: [], background: [] };

  get running(): number {
    return this.#running.control + this.#running.interactive + this.#running.background;
  }

  get queued(): number {
    return this.#waiting.control.length + this.#waiting.interactive.length + this.#waiting.background.length;
  }

  /** Waits for a place; the caller gives it back by calling what it got. Throws `cancelled` when aborted before. */
  enter(lane: Lane, signal: AbortSignal | undefined): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled());
      const onAbort = (): void => {
        this.#waiting[lane].splice(this.#waiting[lane].indexOf(waiting), 1);
        this.#startWaiting();
        reject(cancelled());
      };
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve(this.#leaveOnce(lane));
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting[lane].push(waiting);
      this.#startWaiting();
    });
  }

  #leaveOnce(lane: Lane): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#running[lane]--;
      this.#startWaiting();
    };
  }

  #startWaiting(): void {
    for (const lane of ['control', 'interactive', 'background'] as const) {
      while (this.#mayStart(lane)) {
        this.#running[lane]++;
        this.#waiting[lane].shift()?.start();
      }
    }
  }

  #mayStart(lane: Lane): boolean {
    if (this.#waiting[lane].length === 0 || this.#running[lane] >= laneWidths[lane]) return false;
    return lane !== 'background' || this.#running.interactive + this.#waiting.interactive.length === 0;
  }
}

/** What a query that was called off fails with. */
export function cancelled(): TrivetError {
  return new TrivetError('cancelled', 'The query was stopped.');
}
