import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../lib/atomic-file.ts';
import type { Output } from './output.ts';
import { hasRows } from './relation.ts';

const format = 3;
const inMemory = 2_000;
const onDisk = 5_000;

/** Outputs by fingerprint: in memory, and as JSON beside the stored results, so that a notebook opens without running. */
export class OutputStore {
  readonly #folder: string;
  readonly #isStored: (result: string) => Promise<boolean>;
  readonly #recent = new Map<string, Output>();

  /** `isStored` says whether a result's rows are still kept: an output without its rows is of no use. */
  constructor(folder: string, isStored: (result: string) => Promise<boolean>) {
    this.#folder = folder;
    this.#isStored = isStored;
  }

  async find(fingerprint: string): Promise<Output | null> {
    const recent = this.#recent.get(fingerprint);
    if (recent !== undefined) return recent;
    const output = await readOutput(this.#path(fingerprint));
    if (output === null) return null;
    const isKept = !hasRows(output) || (await this.#isStored(output.result));
    if (!isKept) return null;
    this.#remember(fingerprint, output);
    return output;
  }

  /** Remembers an output; what cannot be written is remembered for this process only. */
  async keep(fingerprint: string, output: Output, persist: boolean): Promise<void> {
    this.#remember(fingerprint, output);
    if (persist) await writeAtomic(this.#path(fingerprint), JSON.stringify({ format, output })).catch(() => undefined);
  }

  async forget(fingerprint: string): Promise<void> {
    this.#recent.delete(fingerprint);
    await rm(this.#path(fingerprint), { force: true });
  }

  /** Removes the oldest files beyond the limit. */
  async prune(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    if (names.length <= onDisk) return;
    const dated = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(this.#folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
    );
    const old = dated.sort((a, b) => b.at - a.at).slice(onDisk);
    await Promise.all(old.map(({ name }) => rm(join(this.#folder, name), { force: true })));
  }

  #path(fingerprint: string): string {
    return join(this.#folder, `${fingerprint}.json`);
  }

  #remember(fingerprint: string, output: Output): void {
    this.#recent.delete(fingerprint);
    this.#recent.set(fingerprint, output);
    for (const oldest of this.#recent.keys()) {
      if (this.#recent.size <= inMemory) return;
      this.#recent.delete(oldest);
    }
  }
}

async function readOutput(path: string): Promise<Output | null> {
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'));
    const isOurs =
      typeof read === 'object' && read !== null && 'format' in read && read.format === format && 'output' in read;
    // Only this program writes the cache; another format is not read.
    return isOurs ? (read.output as Output) : null;
  } catch {
    return null;
  }
}
