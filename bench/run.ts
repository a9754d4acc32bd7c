/** Runs the benchmarks one after the other; each prints our figure beside the limit or the peer of the same run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const scripts = ['start.ts', 'metric-query.ts', 'semantic-layer.ts', 'notebook-rerun.ts', 'files.ts', 'event-loop.ts'];
for (const script of scripts) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
