import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a path holds `*` or `?`. */
export function hasWildcard(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * Files under a folder that a pattern matches, sorted: `*` and `?` within a name, `**` over any number of folders.
 * Wildcards never match names that begin with a dot, and `**` does not follow symbolic links.
 */
export async function expandGlob(folder: string, pattern: string): Promise<readonly string[]> {
  const found = new Set<string>();
  await walk(folder, pattern.split('/'), found);
  return [...found].sort();
}

async function walk(folder: string, segments: readonly string[], found: Set<string>): Promise<void> {
  const [segment, ...rest] = segments;
  if (segment === undefined) return;
  if (segment === '**') {
    await walk(folder, rest, found);
    for (const entry of await entriesOf(folder)) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) await walk(join(folder, entry.name), segments, found);
    }
    return;
  }
  const names = hasWildcard(segment)
    ? (await entriesOf(folder)).map((entry) => entry.name).filter(matcher(segment))
    : [segment];
  for (const name of names) {
    const path = join(folder, name);
    if (rest.length > 0) await walk(path, rest, found);
    else if (await isFile(path)) found.add(path);
  }
}

function matcher(segment: string): (name: string) => boolean {
  const source = segment
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const pattern = new RegExp(`^${source}$`, 'su');
  return (name) => pattern.test(name) && (!name.startsWith('.') || segment.startsWith('.'));
}

async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
