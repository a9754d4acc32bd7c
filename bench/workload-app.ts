import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../server/app.ts';
import type { DemoApp } from './demo-app.ts';
import { generateWorkload } from './workload/generate.ts';

/** The workload at a scale, in a folder of its own, listening on a free port of this machine. */
export async function startWorkload(scale: number): Promise<DemoApp> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-bench-'));
  await cp(join(import.meta.dirname, 'workload'), folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  await generateWorkload(join(folder, 'datasets', 'generated'), scale);
  const app = await createApp({
    workspace: folder,
    dataFolders: [],
    scale: null,
    version: '0.0.0',
    clock: () => new Date('2026-01-02T00:00:00Z'),
    log: () => {},
    onProgress: () => {},
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = async (): Promise<void> => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { app, address, folder, close };
}
