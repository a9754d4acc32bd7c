import { TrivetError } from '../lib/errors.ts';
import type { EngineStatus, Lane, TakePiece } from './engine.ts';
import { type Answer, type EngineProcess, ProcessGone } from './engine-process.ts';
import { Generation, type GenerationOptions } from './generation.ts';
import { cancelled, Lanes } from './lanes.ts';
import type { WorkRequest } from './protocol.ts';

export interface Task {
  readonly work: WorkRequest;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number | null) => void) | undefined;
  /** Parts of an Arrow stream; once one was handed on, the work is not repeated. */
  readonly onPiece?: TakePiece | undefined;
}

/** How long a query has to stop by itself before its process is killed. */
const graceMs = 2000;

/**
 * Keeps work going while processes come and go: queues by lane, stops what runs too long or is called off, kills a process
 * that does not stop, and repeats once, on the next process, what other people had running on it.
 */
export class Supervisor {
  readonly #lanes = new Lanes();
  #generation: Generation;
  #options: GenerationOptions;
  #calls = 0;
  #kills = 0;
  #closed = false;

  constructor(options: GenerationOptions, started: EngineProcess | null = null) {
    this.#options = options;
    this.#generation = new Generation(options, started);
  }

  /** Starts the processes; the engine's version. */
  async start(): Promise<string> {
    return (await this.#generation.process()).version;
  }

  async run(task: Task): Promise<Answer> {
    // Held before it waits: what was asked of one set of files must not be answered, and kept, from the next one.
    const generation = this.#generation;
    const release = generation.hold();
    try {
      const leave = await this.#lanes.enter(task.work.lane, task.signal);
      let hasBegun = false;
      const onPiece: Task['onPiece'] = (piece) => {
        hasBegun = true;
        return task.onPiece?.(piece);
      };
      try {
        return await this.#attempt({ ...task, onPiece }, generation).catch((error: unknown) => {
          if (!(error instanceof ProcessGone) || hasBegun) throw error;
          return this.#attempt({ ...task, onPiece }, generation);
        });
      } finally {
        leave();
      }
    } catch (error) {
      throw error instanceof ProcessGone ? engineLost() : error;
    } finally {
      release();
    }
  }

  /** New work sees the new files; what runs finishes on the old ones. Throws, and changes nothing, when they cannot be opened. */
  async replace(datasets: GenerationOptions['datasets']): Promise<void> {
    const options = { ...this.#options, datasets };
    const next = new Generation(options);
    await next.process();
    const old = this.#generation;
    this.#options = options;
    this.#generation = next;
    old.retire();
  }

  status(): EngineStatus {
    const state = this.#closed
      ? 'closed'
      : this.#generation.isRunning
        ? 'ready'
        : this.#calls === 0
          ? 'starting'
          : 'respawning';
    const { running, queued, byLane: lanes } = this.#lanes;
    return { state, running, queued, lanes, kills: this.#kills, unreadable: this.#generation.unreadable };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#generation.close();
  }

  async #attempt(task: Task, generation: Generation): Promise<Answer> {
    if (this.#closed) throw stopping();
    return this.#call(await generation.process(), task);
  }

  async #call(process: EngineProcess, { work, timeoutMs, signal, onProgress, onPiece }: Task): Promise<Answer> {
    if (signal?.aborted === true) throw cancelled();
    const call = ++this.#calls;
    let stopped: TrivetError | null = null;
    let killer: NodeJS.Timeout | undefined;
    const stop = (reason: TrivetError): void => {
      if (stopped !== null) return;
      stopped = reason;
      process.interrupt(call);
      killer = setTimeout(() => this.#kill(process), graceMs);
    };
    const onAbort = (): void => stop(cancelled());
    const timer = setTimeout(() => stop(timedOut(work.lane, timeoutMs)), timeoutMs);
    const take: TakePiece = async (piece) => {
      timer.refresh();
      await onPiece?.(piece);
      timer.refresh();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await process.call(call, work, { onProgress, onPiece: take });
    } catch (error) {
      throw stopped ?? error;
    } finally {
      clearTimeout(timer);
      clearTimeout(killer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #kill(process: EngineProcess): void {
    this.#kills++;
    void process.kill();
  }
}

function timedOut(lane: Lane, timeoutMs: number): TrivetError {
  return new TrivetError('timeout', `The query was stopped after ${timeoutMs / 1000} s.`, {
    hint:
      lane === 'background'
        ? 'Aggregate before joining, or load the source already reduced.'
        : 'Aggregate before joining, filter earlier, or try it on a sample first.',
  });
}

function stopping(): TrivetError {
  return new TrivetError('cancelled', 'The query was stopped, because the server stops.', {
    hint: 'Ask again when it has started anew.',
  });
}

function engineLost(): TrivetError {
  return new TrivetError('engine-lost', 'The engine process ended while the query ran, twice.', {
    hint: 'The query may need more memory than there is: aggregate before joining, or select fewer columns.',
  });
}
