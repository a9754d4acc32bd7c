import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { TrivetError } from '../lib/errors.ts';
import type { LoadedDataset } from './engine.ts';
import { EngineProcess, ProcessGone } from './engine-process.ts';
import type { DatasetFile } from './protocol.ts';

export interface GenerationOptions {
  readonly datasets: readonly LoadedDataset[];
  /** Where processes spill. */
  readonly folder: string;
  readonly resultsFolder: string;
  readonly memoryMb: number;
  readonly temporaryMb: number;
  readonly threads: number;
  readonly processMemoryMb: number;
  /** Whether a second process waits to take over. */
  readonly spare: boolean;
  /** Milliseconds between the moment that one process works and the start of the other. */
  readonly spareAfterMs: number;
}

/** The processes over one set of dataset files: one that works, and a warm one that takes over when it ends. */
export class Generation {
  readonly #options: GenerationOptions;
  #started: EngineProcess | null;
  #current: EngineProcess | null = null;
  #spare: EngineProcess | null = null;
  #spareTimer: NodeJS.Timeout | null = null;
  #holders = 0;
  #retired = false;

  /** `started`: a process that was started beforehand and has opened nothing. */
  constructor(options: GenerationOptions, started: EngineProcess | null = null) {
    this.#options = options;
    this.#started = started;
  }

  /** Whether a process works, or is warm enough to take over at once. */
  get isRunning(): boolean {
    return [this.#current, this.#spare].some((process) => process !== null && process.isReady && !process.isGone);
  }

  /** Datasets whose file could not be opened, with the reason. */
  get unreadable(): readonly string[] {
    return this.#current?.unreadable ?? [];
  }

  /** The process that works, started or taken from the spare if need be. */
  async process(): Promise<EngineProcess> {
    const current = this.#take();
    try {
      await current.ready();
    } catch (error) {
      await current.kill();
      throw notStarted(error);
    }
    this.#startSpareSoon();
    return current;
  }

  #take(): EngineProcess {
    if (this.#current === null || this.#current.isGone) {
      this.#current = this.#spare !== null && !this.#spare.isGone ? this.#spare : this.#start();
      this.#spare = null;
    }
    return this.#current;
  }

  #startSpareSoon(): void {
    if (!this.#options.spare || this.#spareTimer !== null || this.#spare !== null) return;
    this.#spareTimer = setTimeout(() => {
      this.#spareTimer = null;
      if (!this.#retired && this.#spare === null) this.#spare = this.#start();
    }, this.#options.spareAfterMs).unref();
  }

  /** Keeps the generation alive while a query runs on it. */
  hold(): () => void {
    this.#holders++;
    return () => {
      this.#holders--;
      if (this.#retired && this.#holders === 0) void this.close();
    };
  }

  /** Ends the processes as soon as nobody holds them. */
  retire(): void {
    this.#retired = true;
    void this.#spare?.kill();
    if (this.#holders === 0) void this.close();
  }

  async close(): Promise<void> {
    this.#retired = true;
    await Promise.all([this.#current?.kill(), this.#spare?.kill()]);
  }

  #start(): EngineProcess {
    const { folder, resultsFolder, datasets, memoryMb, temporaryMb, threads, processMemoryMb } = this.#options;
    const temp = join(folder, `spill-${randomBytes(6).toString('hex')}`);
    const tempFolder = relative(resultsFolder, temp);
    const files = filesOf(datasets, resultsFolder);
    const started = this.#started === null || this.#started.isGone ? new EngineProcess() : this.#started;
    this.#started = null;
    const limits = { memoryMb, temporaryMb, threads, processMemoryMb };
    started.open({ folder: resultsFolder, datasets: files, tempFolder, ...limits });
    void started.gone.then(() => {
      // One that never came to work would end again, and again.
      if (!this.#retired && started.isReady && this.#current === started) this.#take();
      return rm(temp, { recursive: true, force: true });
    });
    return started;
  }
}

/** Relative names, so that no message of the engine can hold a path of the machine. */
function filesOf(datasets: readonly LoadedDataset[], from: string): readonly DatasetFile[] {
  return datasets.flatMap(({ name, file, columns }) => {
    if (file === null) return [];
    const declared = columns.filter((column) => !column.added).map((column) => column.name);
    return [{ name, file: relative(from, file), declared }];
  });
}

function notStarted(error: unknown): Error {
  if (!(error instanceof ProcessGone)) return error instanceof Error ? error : new Error(String(error));
  return new TrivetError('engine-lost', 'The engine process ended before it was ready.', {
    hint: 'What it printed before it ended stands in the log of the server.',
  });
}
