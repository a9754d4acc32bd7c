import { TrivetError } from '../lib/errors.ts';
import { laneWidths } from './connections.ts';
import type { Lane } from './engine.ts';

const order: readonly Lane[] = ['control', 'interactive', 'notebook', 'stream', 'background'];

interface Waiting {
  readonly start: () => void;
}

/** Who may run when: each lane has its width, and background work starts only while nobody waits for an answer. */
export class Lanes {
  readonly #running: { [L in Lane]: number } = { control: 0, interactive: 0, notebook: 0, stream: 0, background: 0 };
  readonly #waiting: { readonly [L in Lane]: Waiting[] } = {
    control: [],
    interactive: [],
    notebook: [],
    stream: [],
    background: [],
  };

  get running(): number {
    return Object.values(this.#running).reduce((sum, count) => sum + count, 0);
  }

  /** What runs and what waits, lane by lane. */
  get byLane(): readonly { readonly lane: Lane; readonly running: number; readonly queued: number }[] {
    return order.map((lane) => ({ lane, running: this.#running[lane], queued: this.#waiting[lane].length }));
  }

  get queued(): number {
    return Object.values(this.#waiting).reduce((sum, { length }) => sum + length, 0);
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
    for (const lane of order) {
      while (this.#mayStart(lane)) {
        this.#running[lane]++;
        this.#waiting[lane].shift()?.start();
      }
    }
  }

  #mayStart(lane: Lane): boolean {
    if (this.#waiting[lane].length === 0 || this.#running[lane] >= laneWidths[lane]) return false;
    if (lane !== 'background') return true;
    const { interactive, notebook } = this.#running;
    return interactive + notebook + this.#waiting.interactive.length + this.#waiting.notebook.length === 0;
  }
}

/** What a query that was called off fails with. */
export function cancelled(): TrivetError {
  return new TrivetError('cancelled', 'The query was stopped.');
}
