import { stat } from 'node:fs/promises';
import { TrivetError } from '../lib/errors.ts';

/** Throws `missing-file` when there is no such folder to be a workspace. */
export async function refuseMissing(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return;
  throw new TrivetError('missing-file', `There is no workspace folder ${folder}.`, {
    hint: 'Name a folder with datasets/ and notebooks/ in it, or start in one.',
  });
}
