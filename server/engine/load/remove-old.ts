import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecord } from './record.ts';

/** Removes imported files that are neither the current version of a dataset nor in use; gives the names of what went. */
export async function removeOldVersions(cacheFolder: string, inUse: Iterable<string>): Promise<readonly string[]> {
  const used = new Set(inUse);
  const removed: string[] = [];
  for (const name of await readdir(cacheFolder).catch(() => [])) {
    const dataset = /^(.+)\.[0-9a-f]{16}\.duckdb$/.exec(name)?.[1];
    const path = join(cacheFolder, name);
    if (dataset === undefined || used.has(path)) continue;
    if ((await readRecord(cacheFolder, dataset))?.loaded.file === path) continue;
    await rm(path, { force: true });
    removed.push(name);
  }
  return removed;
}

/** Removes what imports left behind whose process is gone. */
export async function removeAbandoned(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const pid = /(?:^|\.)(\d+)(?:-[0-9a-f]+)?\.part/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
