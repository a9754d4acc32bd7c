/** From the command to the first page: the data are there already, as on every start but the first. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { demoFolder, openDemo } from './demo-app.ts';
import { median, report } from './figures.ts';

const main = join(resolve(import.meta.dirname, '..'), 'server', 'main.ts');
const folder = await demoFolder(1);
try {
  await (await openDemo(folder)).close();
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < 3; round++) {
    bare.push(await exitTime(['--import', 'tsx', '-e', '0']));
    ours.push(await firstPage());
  }
  process.stdout.write('\nStart on the demo workspace (aim: at most 3 s to the first page)\n');
  report('start to first page', median(ours), { name: 'bare Node with tsx', ms: median(bare) });
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function exitTime(argv: readonly string[]): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, argv), 'exit');
  return performance.now() - started;
}

async function firstPage(): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'serve', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address === undefined) continue;
      await (await fetch(address, { headers: { accept: 'text/html' } })).text();
      return performance.now() - started;
    }
    throw new Error('Trivet ended before it was ready.');
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
