import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface EvictionLimits {
  /** Bytes of all results together. */
  readonly maxTotalBytes: number;
  /** Milliseconds since a result was last asked for. */
  readonly maxAgeMs: number;
}

/** Removes what a killed process left half written. Only before anything is written. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = new Set(await readdir(folder));
  for (const name of names) {
    const fingerprint = fingerprintOf(name);
    const halfWritten = name.endsWith('.part') || (fingerprint !== null && !names.has(`${fingerprint}.json`));
    if (halfWritten) await rm(join(folder, name), { force: true });
  }
}

/** Removes results that nobody asked for in a long time, and the longest unused beyond the total size; their fingerprints. */
export async function evictResults(folder: string, limits: EvictionLimits, now: Date): Promise<readonly string[]> {
  const results = await readResults(folder);
  const removed: string[] = [];
  let total = 0;
  for (const { fingerprint, bytes, used } of results.toSorted((a, b) => b.used - a.used)) {
    total += bytes;
    if (total <= limits.maxTotalBytes && now.getTime() - used <= limits.maxAgeMs) continue;
    // The record first: without it the result is no longer there.
    await rm(join(folder, `${fingerprint}.json`), { force: true });
    await rm(join(folder, `${fingerprint}.parquet`), { force: true });
    removed.push(fingerprint);
  }
  return removed;
}

interface Kept {
  readonly fingerprint: string;
  readonly bytes: number;
  readonly used: number;
}

async function readResults(folder: string): Promise<readonly Kept[]> {
  const results: Kept[] = [];
  for (const name of await readdir(folder)) {
    const fingerprint = fingerprintOf(name);
    if (fingerprint === null) continue;
    const parquet = await stat(join(folder, name)).catch(() => null);
    const record = await stat(join(folder, `${fingerprint}.json`)).catch(() => null);
    if (parquet !== null && record !== null) results.push({ fingerprint, bytes: parquet.size, used: record.mtimeMs });
  }
  return results;
}

function fingerprintOf(name: string): string | null {
  return /^([0-9a-f]{64})\.parquet$/.exec(name)?.[1] ?? null;
}
