import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { currentManifest, generateDemo } from '../datasets/generate.ts';

const root = resolve(import.meta.dirname, '..');

/** A Trivet started by its command line on a copy of the demo workspace. */
export interface RunningTrivet {
  readonly address: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Copies the demo workspace to a folder of its own, with its data, and serves it on a free port of this machine. */
export async function startTrivet(): Promise<RunningTrivet> {
  const folder = await demoWorkspace();
  const main = join(root, 'server', 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, 'serve', folder, '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) return { address, folder, stop };
  }
  await stop();
  throw new Error(`Trivet ended before it was ready:\n${said.join('\n')}`);
}

async function demoWorkspace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-e2e-'));
  const generated = join(root, 'datasets', 'generated');
  const ready = await currentManifest(generated);
  const wanted = (path: string): boolean =>
    !path.endsWith('.ts') && (ready?.scale === 1 || !path.startsWith(generated));
  await cp(join(root, 'datasets'), join(folder, 'datasets'), { recursive: true, filter: wanted });
  await cp(join(root, 'notebooks'), join(folder, 'notebooks'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  });
  await cp(join(root, 'trivet.yml'), join(folder, 'trivet.yml'));
  if (ready?.scale !== 1) await generateDemo({ out: join(folder, 'datasets', 'generated'), scale: 1, seed: 1 });
  return folder;
}
