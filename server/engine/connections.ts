import type { DuckDBConnection } from '@duckdb/node-api';
import { TrivetError } from '../lib/errors.ts';
import type { Lane } from './engine.ts';

/** How many statements a lane runs at once. */
export const laneWidths: { readonly [L in Lane]: number } = {
  control: 1,
  interactive: 2,
  notebook: 3,
  stream: 4,
  background: 1,
};

type State = { readonly is: 'idle' } | { readonly is: 'busy' | 'draining'; readonly run: number };

interface Slot {
  readonly connection: DuckDBConnection;
  readonly lane: Lane;
  state: State;
}

/** One run's hold on a connection. */
export interface Hold {
  readonly connection: DuckDBConnection;
  /** Throws `cancelled` once the run was interrupted: an interrupted stream may end without an error. */
  check(): void;
}

const repeatEveryMs = 20;

/**
 * The fixed connections of an engine: one running statement each. An interrupt hits whatever is on the connection when it
 * arrives, so it is sent only while the connection still belongs to that run, and the connection is used again only after
 * the run has settled.
 */
export class Connections {
  readonly #slots: readonly Slot[];
  readonly #waiting: { readonly lane: Lane; readonly run: number; readonly resume: (slot: Slot) => void }[] = [];
  readonly #runs = new Set<number>();
  readonly #interrupted = new Set<number>();

  constructor(connections: readonly { readonly connection: DuckDBConnection; readonly lane: Lane }[]) {
    this.#slots = connections.map((each) => ({ ...each, state: { is: 'idle' } }));
  }

  /** Runs `work` on a connection of a lane, when one is free. */
  async use<Result>(lane: Lane, run: number, work: (hold: Hold) => Promise<Result>): Promise<Result> {
    this.#runs.add(run);
    const slot = await this.#acquire(lane, run);
    const check = (): void => {
      if (this.#interrupted.has(run)) throw new TrivetError('cancelled', 'The query was stopped.');
    };
    try {
      check();
      const result = await work({ connection: slot.connection, check });
      check();
      return result;
    } catch (error) {
      check();
      throw error;
    } finally {
      this.#runs.delete(run);
      this.#interrupted.delete(run);
      this.#release(slot);
    }
  }

  /** Stops a run, wherever it is; nothing happens to any other, nor to one that has settled. */
  interrupt(run: number): void {
    if (!this.#runs.has(run)) return;
    this.#interrupted.add(run);
    this.#interruptAgain(run);
  }

  // A statement between two steps clears an interrupt that came too early, so it is repeated until the run settles.
  #interruptAgain(run: number): void {
    if (!this.#interrupted.has(run)) return;
    const slot = this.#slots.find((each) => each.state.is !== 'idle' && each.state.run === run);
    if (slot !== undefined) {
      slot.state = { is: 'draining', run };
      slot.connection.interrupt();
    }
    setTimeout(() => this.#interruptAgain(run), repeatEveryMs);
  }

  // A slot is taken before anything is awaited: two runs that start in the same tick must never share a connection.
  #acquire(lane: Lane, run: number): Promise<Slot> {
    const idle = this.#slots.find((slot) => slot.lane === lane && slot.state.is === 'idle');
    if (idle === undefined) return new Promise((resume) => this.#waiting.push({ lane, run, resume }));
    idle.state = { is: 'busy', run };
    return Promise.resolve(idle);
  }

  #release(slot: Slot): void {
    const at = this.#waiting.findIndex((each) => each.lane === slot.lane);
    const next = at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
    slot.state = next === undefined ? { is: 'idle' } : { is: 'busy', run: next.run };
    next?.resume(slot);
  }

  close(): void {
    for (const slot of this.#slots) slot.connection.closeSync();
  }
}
