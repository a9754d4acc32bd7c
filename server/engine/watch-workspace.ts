/** stamps of all files that a workspace is read from → another stamp that has come to rest → reload */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { resolveFiles } from '../connectors/resolve-files.ts';
import { sha256 } from '../lib/hash.ts';
import type { Workspace } from './workspace.ts';

export interface Watch {
  /** Stops looking; a reload that runs is awaited. */
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Data folders of the start, beside those of `trivet.yml`. */
  readonly dataFolders: readonly string[];
  /** Milliseconds between two looks; a change is taken once two looks see the same. */
  readonly everyMs: number;
  readonly onReload: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Reloads a workspace when model files, settings or sources change after this call has resolved. Sizes and times are
 * compared; no file is read for it.
 */
export async function watchWorkspace(workspace: Workspace, options: WatchOptions): Promise<Watch> {
  const first = await stampOf(workspace, options.dataFolders);
  const seen = { taken: first, last: first };
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const stamp = await stampOf(workspace, options.dataFolders);
    const isSettled = stamp === seen.last;
    seen.last = stamp;
    if (stamp === seen.taken || !isSettled) return;
    seen.taken = stamp;
    await workspace.reload();
    options.onReload();
  };
  const timer = setInterval(() => {
    looking = looking.then(look).catch(options.onError);
  }, options.everyMs);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function stampOf(workspace: Workspace, dataFolders: readonly string[]): Promise<string> {
  const { model, settings } = workspace.current();
  const { folder } = workspace;
  const names = await readdir(join(folder, 'datasets')).catch(() => []);
  const models = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, 'datasets', name));
  const roots = {
    workspace: folder,
    dataFolders: [...settings.data, ...dataFolders].map((each) => resolve(folder, each)),
  };
  const sources = await Promise.all(
    [...model.datasets.values()].map(({ source }) => resolveFiles(source.path, roots).catch(() => [])),
  );
  const files = [join(folder, 'trivet.yml'), ...models, ...sources.flat()].sort();
  return sha256((await Promise.all(files.map(fileStamp))).join('\n'));
}

async function fileStamp(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return `${path} ${found === null ? 'missing' : `${found.size} ${found.mtimeMs}`}`;
}
