import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, TrivetError } from './errors.ts';

/**
 * Writes beside the file, syncs, renames over it and syncs the folder: a reader sees the old content or the new, never a part,
 * also after a kill or a power cut. A link stays a link and permissions stay as they are. Throws `disk-full` or `write-failed`;
 * the old file is then untouched, as it is when `around`, which is handed the rename, throws. `newMode`: permissions of a
 * file that was not there before, from its first byte on.
 */
export async function writeAtomic(
  path: string,
  content: string | Uint8Array,
  around: (swap: () => Promise<void>) => Promise<void> = (swap) => swap(),
  newMode = 0o666,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await realpath(path).catch(() => path);
    await replace(target, content, { around, newMode });
    await syncFolder(dirname(target));
  } catch (error) {
    throw writeError(error, path);
  }
}

async function replace(
  path: string,
  content: string | Uint8Array,
  { around, newMode }: { readonly around: (swap: () => Promise<void>) => Promise<void>; readonly newMode: number },
): Promise<void> {
  const mode = await stat(path).then(
    (before) => before.mode & 0o777,
    () => null,
  );
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(beside, 'wx', mode ?? newMode);
  try {
    try {
      if (mode !== null) await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await around(() => rename(beside, path));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/**
 * Removes what killed writes left beside the files of a folder. Only what is a minute old: a younger one may be another
 * program's, which is still writing.
 */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.[0-9a-f]{12}\.part$/.test(name));
  for (const name of names) {
    const path = join(folder, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > unfinishedMs) await rm(path, { force: true });
  }
}

const unfinishedMs = 60_000;

/** Appends one line and syncs it. A torn last line (crash in mid-write, full disk) is ended first and is for the reader to skip. */
export async function appendSynced(path: string, line: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    try {
      const start = (await endsTorn(file)) ? '\n' : '';
      await file.appendFile(`${start}${line}${line.endsWith('\n') ? '' : '\n'}`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(error, path);
  }
}

async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== newline;
}

const newline = 10;

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function writeError(error: unknown, path: string): TrivetError {
  if (error instanceof TrivetError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const name = path.split('/').slice(-2).join('/');
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new TrivetError('disk-full', `The disk is full: ${name} was not written, its last version is untouched.`, {
      hint: 'Free some space and save again; what you typed is still in the editor.',
      cause: error,
    });
  }
  return new TrivetError('write-failed', `${name} could not be written: ${messageOf(error)}`, {
    hint: 'Check that the folder exists and that Trivet may write to it.',
    cause: error,
  });
}
