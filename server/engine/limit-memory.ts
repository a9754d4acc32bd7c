import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pid } from 'node:process';
import { promisify } from 'node:util';

const prlimit = '/usr/bin/prlimit';

/**
 * Lets this process's address space grow by so many megabytes and no further: lists and strings, which the engine's own limit
 * does not count, then fail as an error and not by taking the machine's memory. Whether there is such a limit.
 *
 * Set from inside, after everything is loaded: a limit from the start can keep JavaScript's own heaps from being reserved.
 */
export async function limitMemory(growthMb: number): Promise<boolean> {
  if (!existsSync(prlimit)) return false;
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const usedKb = Number(/^VmSize:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN);
  if (Number.isNaN(usedKb)) return false;
  const bytes = (usedKb + growthMb * 1024) * 1024;
  await promisify(execFile)(prlimit, ['--pid', String(pid), `--as=${bytes}`]);
  return true;
}
