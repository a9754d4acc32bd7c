import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import { expandGlob, hasWildcard } from './glob.ts';

/** Folders from which a source may read; the workspace comes first. Absolute paths. */
export interface SourceRoots {
  readonly workspace: string;
  readonly dataFolders: readonly string[];
}

/**
 * The files a source's path means, sorted: looked for in the workspace, then in each data folder; the first that has any wins.
 * Throws `missing-file` when there is none, `source-unreadable` for a folder or for a way out of those folders.
 */
export async function resolveFiles(path: string, roots: SourceRoots): Promise<readonly string[]> {
  const folders = [roots.workspace, ...roots.dataFolders];
  const inside = folders.filter((folder) => isInside(resolve(folder, path), folder));
  if (inside.length === 0) throw outside(path);
  for (const folder of inside) {
    const target = resolve(folder, path);
    const found = hasWildcard(path) ? await expandGlob(folder, relative(folder, target)) : await existing(target);
    if (found.length === 0) continue;
    for (const file of found) await refuseUnfit(file, path, folders);
    return found;
  }
  throw await missing(path, inside);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function existing(path: string): Promise<readonly string[]> {
  return (await statOf(path)) === null ? [] : [path];
}

async function refuseUnfit(file: string, path: string, folders: readonly string[]): Promise<void> {
  const real = await realpath(file);
  const realFolders = await Promise.all(folders.map((folder) => realpath(folder).catch(() => folder)));
  if (!realFolders.some((folder) => isInside(real, folder))) throw outside(path);
  const found = await statOf(real);
  if (found?.isDirectory() === true) {
    throw new TrivetError('source-unreadable', `${path} is a folder.`, {
      hint: `Name the files in it, for example ${path.replace(/\/$/, '')}/*.csv.`,
    });
  }
  if (found?.isFile() !== true) throw new TrivetError('source-unreadable', `${path} is not an ordinary file.`);
}

function outside(path: string): TrivetError {
  return new TrivetError('source-unreadable', `${path} leads outside the workspace and its data folders.`, {
    hint: 'Name the folder under data in trivet.yml, or start with --data <folder>.',
  });
}

async function missing(path: string, folders: readonly string[]): Promise<TrivetError> {
  const neighbours = new Set<string>();
  for (const folder of folders) {
    const around = dirname(resolve(folder, path));
    for (const name of await readdir(around).catch(() => [])) if (!name.startsWith('.')) neighbours.add(name);
  }
  const what = hasWildcard(path) ? `No file matches ${path}.` : `There is no file ${path}.`;
  return new TrivetError('missing-file', what, {
    hint:
      didYouMean(basename(path), neighbours) ??
      'Paths are relative to the workspace or to a data folder of trivet.yml.',
    choices: [...neighbours].sort().slice(0, 12),
  });
}

async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}
