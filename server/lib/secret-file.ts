import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomic } from './atomic-file.ts';
import { TrivetError } from './errors.ts';

/** Writes a file that only its owner may read, in a folder that only its owner may open; atomically. */
export async function writeSecret(path: string, content: string): Promise<void> {
  await makeSecretFolder(dirname(path));
  await writeAtomic(path, content, undefined, 0o600);
}

/** Makes a folder that only its owner may open, or makes it so. */
export async function makeSecretFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** The text of a file of secrets; null when it is not there. Throws `insecure-file` when others may read it or its folder, or it is somebody else's. */
export async function readSecret(path: string): Promise<string | null> {
  try {
    await refuseShared(dirname(path));
    await refuseShared(path);
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return null;
    throw code === 'EACCES' || code === 'EPERM' ? foreign(path, error) : error;
  }
}

/**
 * The secret that a file holds, or one that is made and put there: of two programs that make it at once, both get the same. One
 * that does not look as it should, cut off by a full disk perhaps, is made anew.
 */
export async function keepSecret(path: string, make: () => string, expected: RegExp): Promise<string> {
  const known = (await readSecret(path))?.trim();
  if (known !== undefined && expected.test(known)) return known;
  if (known !== undefined) await rm(path, { force: true });
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  await writeSecret(beside, `${make()}\n`);
  try {
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(beside, { force: true });
  }
  return (await readFile(path, 'utf8')).trim();
}

async function refuseShared(path: string): Promise<void> {
  const found = await stat(path);
  if ((found.mode & 0o077) === 0) return;
  const mode = found.isDirectory() ? '700' : '600';
  throw new TrivetError(
    'insecure-file',
    `Others than its owner may read or change ${shortName(path)}, which holds secrets.`,
    {
      hint: `Run chmod ${mode} on it; if somebody may have read it, make new tokens.`,
    },
  );
}

function foreign(path: string, cause: unknown): TrivetError {
  return new TrivetError('insecure-file', `${shortName(path)} belongs to somebody else, so it cannot be read.`, {
    hint: 'Make tokens as the user that runs the server, or give that user the folder with chown -R.',
    cause,
  });
}

function shortName(path: string): string {
  return path.split('/').slice(-2).join('/');
}
