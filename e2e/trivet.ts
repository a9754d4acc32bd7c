import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { currentManifest, generateDemo } from '../datasets/generate.ts';

const root = resolve(import.meta.dirname, '..');

/** A Trivet started by its command line on a copy of the demo workspace. */
export interface RunningTrivet {
  readonly address: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** A Trivet started by its command line. */
export interface TrivetProcess {
  readonly address: string;
  readonly pid: number;
  /** Sends a signal and waits for the end; the exit code, null after a kill. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** Copies the demo workspace to a folder of its own, with its data, and serves it on a free port of this machine. */
export async function startTrivet(): Promise<RunningTrivet> {
  const folder = await demoWorkspace();
  const { address, end } = await serve(folder);
  const stop = async (): Promise<void> => {
    await end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  return { address, folder, stop };
}

/** Serves a workspace on a free port of this machine. Throws what it said when it ends before it is ready. */
export async function serve(folder: string): Promise<TrivetProcess> {
  const child = command(['serve', folder, '--port', '0']);
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const end: TrivetProcess['end'] = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) return { address, pid: child.pid ?? 0, end };
  }
  await end('SIGTERM');
  throw new Error(`Trivet ended before it was ready:\n${said.join('\n')}`);
}

/** Runs a command of Trivet to its end. */
export async function runTrivet(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = command(args);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
}

function command(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  const main = join(root, 'server', 'main.ts');
  return spawn(process.execPath, ['--import', 'tsx', main, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
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
