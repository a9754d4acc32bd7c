import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateDemo } from '../datasets/generate.ts';
import { type App, createApp } from '../server/app.ts';

const root = resolve(import.meta.dirname, '..');

export interface DemoApp {
  readonly app: App;
  readonly address: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** The demo workspace at a scale, in a folder of its own, listening on a free port of this machine. */
export async function startDemo(scale: number): Promise<DemoApp> {
  const folder = await demoFolder(scale);
  const app = await openDemo(folder);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    address,
    folder,
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A copy of the demo workspace with data of a scale. */
export async function demoFolder(scale: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-bench-'));
  const wanted = (path: string): boolean => !path.endsWith('generated') && !path.endsWith('.ts');
  await cp(join(root, 'datasets'), join(folder, 'datasets'), { recursive: true, filter: wanted });
  await cp(join(root, 'notebooks'), join(folder, 'notebooks'), { recursive: true });
  await cp(join(root, 'trivet.yml'), join(folder, 'trivet.yml'));
  await generateDemo({ out: join(folder, 'datasets', 'generated'), scale, seed: 1 });
  return folder;
}

/** Opens it without listening. */
export function openDemo(folder: string): Promise<App> {
  const clock = (): Date => new Date('2026-07-01T00:00:00Z');
  return createApp({
    workspace: folder,
    dataFolders: [],
    scale: null,
    version: '0.0.0',
    clock,
    log: () => {},
    onProgress: () => {},
  });
}
