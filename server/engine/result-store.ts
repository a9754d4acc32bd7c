import { type FileHandle, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../lib/atomic-file.ts';
import { TrivetError } from '../lib/errors.ts';
import type { StoredResult } from './engine.ts';
import { evictResults } from './evict-results.ts';
import type { WorkResult } from './protocol.ts';

export interface StoreLimits {
  /** Bytes of one result. */
  readonly maxResultBytes: number;
  readonly maxResultRows: number;
  /** Bytes of all results together. */
  readonly maxTotalBytes: number;
  /** Milliseconds since a result was last asked for. */
  readonly maxAgeMs: number;
}

export const defaultStoreLimits: StoreLimits = {
  maxResultBytes: 256 * 1024 * 1024,
  maxResultRows: Number.POSITIVE_INFINITY,
  maxTotalBytes: 4 * 1024 * 1024 * 1024,
  maxAgeMs: 30 * 24 * 3600 * 1000,
};

/** Writes a result into the file of this name in the results folder. */
export type WriteResult = (file: string, signal: AbortSignal) => Promise<WorkResult>;

const record = z.object({
  fingerprint: z.string(),
  // Written by this file and read back by it; the engine's own types check what goes in.
  columns: z.custom<StoredResult['columns']>(Array.isArray),
  rowCount: z.number(),
  bytes: z.number(),
  elapsedMs: z.number(),
  storedAt: z.string(),
});

const watchEveryMs = 100;

/**
 * Results as `<fingerprint>.parquet` with a record beside it, written last: a result is there when its record is, so a kill at
 * any moment leaves it whole or absent.
 */
export class ResultStore {
  readonly #folder: string;
  readonly #limits: StoreLimits;
  readonly #clock: () => Date;
  #sinceEviction = 0;

  constructor(folder: string, limits: StoreLimits, clock: () => Date) {
    this.#folder = folder;
    this.#limits = limits;
    this.#clock = clock;
  }

  async find(fingerprint: string): Promise<StoredResult | null> {
    const path = this.#record(fingerprint);
    const found = await readRecord(path);
    if (found === null || (await sizeOf(this.#parquet(fingerprint))) === null) return null;
    const now = this.#clock();
    await utimes(path, now, now).catch(() => undefined);
    return found;
  }

  /** The Parquet file of a result, to be read while it may be evicted; null when it is not there. */
  async open(fingerprint: string): Promise<FileHandle | null> {
    return open(this.#parquet(fingerprint), 'r').catch(() => null);
  }

  async keep(fingerprint: string, write: WriteResult, signal: AbortSignal | undefined): Promise<StoredResult> {
    const part = `${fingerprint}.${randomBytes(6).toString('hex')}.part`;
    const started = performance.now();
    try {
      const result = await this.#write(part, write, signal);
      const bytes = (await sizeOf(join(this.#folder, part))) ?? 0;
      if (bytes > this.#limits.maxResultBytes) throw tooLarge(this.#limits.maxResultBytes);
      if (result.rowCount > this.#limits.maxResultRows) throw tooLong(result.rowCount, this.#limits.maxResultRows);
      await sync(join(this.#folder, part));
      await rename(join(this.#folder, part), this.#parquet(fingerprint));
      const stored = {
        fingerprint,
        columns: result.columns,
        rowCount: result.rowCount,
        bytes,
        elapsedMs: Math.round(performance.now() - started),
        storedAt: this.#clock().toISOString(),
      };
      await writeAtomic(this.#record(fingerprint), JSON.stringify(stored));
      await this.#makeRoom(bytes);
      return stored;
    } finally {
      await rm(join(this.#folder, part), { force: true });
    }
  }

  /** Writes under the caller's signal, and stops a result that outgrows the limit before it fills the disk. */
  async #write(part: string, write: WriteResult, signal: AbortSignal | undefined): Promise<WorkResult> {
    const outgrown = new AbortController();
    const watch = setInterval(() => {
      void sizeOf(join(this.#folder, part)).then((bytes) => {
        if (bytes !== null && bytes > this.#limits.maxResultBytes) outgrown.abort();
      });
    }, watchEveryMs);
    const signals = signal === undefined ? [outgrown.signal] : [outgrown.signal, signal];
    try {
      return await write(part, AbortSignal.any(signals));
    } catch (error) {
      if (outgrown.signal.aborted) throw tooLarge(this.#limits.maxResultBytes);
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  async #makeRoom(bytes: number): Promise<void> {
    this.#sinceEviction += bytes;
    if (this.#sinceEviction < this.#limits.maxTotalBytes / 16) return;
    this.#sinceEviction = 0;
    await evictResults(this.#folder, this.#limits, this.#clock());
  }

  #parquet(fingerprint: string): string {
    return join(this.#folder, `${checked(fingerprint)}.parquet`);
  }

  #record(fingerprint: string): string {
    return join(this.#folder, `${checked(fingerprint)}.json`);
  }
}

async function readRecord(path: string): Promise<StoredResult | null> {
  try {
    const parsed = record.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : found.size;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function checked(fingerprint: string): string {
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw new Error(`${fingerprint} is no fingerprint.`);
  return fingerprint;
}

function tooLarge(maxBytes: number): TrivetError {
  return new TrivetError('result-too-large', `The result is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.`, {
    hint: 'Aggregate it, select fewer columns, or add a LIMIT.',
  });
}

function tooLong(rows: number, maxRows: number): TrivetError {
  return new TrivetError('result-too-large', `The result has ${rows} rows; at most ${maxRows} are kept.`, {
    hint: 'Aggregate it, or add a LIMIT.',
  });
}
