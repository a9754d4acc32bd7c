import { spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { TrivetError } from '../lib/errors.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Makes the demo company's data in a process of its own when the workspace is this project itself and has none. Other
 * workspaces are never executed. Throws `load-failed` when the generator fails.
 */
export async function ensureDemoData(
  workspace: string,
  scale: number | null,
  onLine: (line: string) => void,
): Promise<void> {
  if (resolve(workspace) !== root || (await isCurrent(workspace, scale))) return;
  const generator = join(root, 'datasets', 'generate.ts');
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), generator, '--scale', String(scale ?? 1)],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const lines = createInterface({ input: child.stderr });
  lines.on('line', onLine);
  const status = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (status !== 0)
    throw new TrivetError('load-failed', 'The demo data could not be generated.', {
      hint: 'Run node --import tsx datasets/generate.ts to see why.',
    });
}

/** Current: there, of the wanted scale (null: whichever it has), and not older than the generator. */
async function isCurrent(workspace: string, scale: number | null): Promise<boolean> {
  const datasets = join(workspace, 'datasets');
  const manifest = join(datasets, 'generated', 'manifest.json');
  const text = await readFile(manifest, 'utf8').catch(() => null);
  if (text === null) return false;
  const written: unknown = JSON.parse(text);
  const hasScale = typeof written === 'object' && written !== null && 'scale' in written;
  if (scale !== null && !(hasScale && written.scale === scale)) return false;
  const sources = await readdir(join(datasets, 'generator'));
  const paths = [join(datasets, 'generate.ts'), ...sources.map((name) => join(datasets, 'generator', name))];
  const times = await Promise.all([manifest, ...paths].map(async (path) => (await stat(path)).mtimeMs));
  return times.slice(1).every((time) => time <= (times[0] ?? 0));
}
