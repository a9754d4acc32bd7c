import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { TrivetError } from '../../lib/errors.ts';
import { readSecret, writeSecret } from '../../lib/secret-file.ts';

/** Keys for what the server signs: one for each use, so that a signature for one says nothing in another. */
export type KeyFor = (use: 'session' | 'link') => Uint8Array;

const leastCharacters = 32;

/**
 * The key from the environment, else from `session.key`, which is made when it is not there. Throws `invalid-config` when the
 * variable that should hold it is empty or short.
 */
export async function readSigningKey(
  folder: string,
  { variable, environment }: { readonly variable: string | null; readonly environment: Environment },
): Promise<KeyFor> {
  if (variable !== null) return keysFrom(fromEnvironment(variable, environment[variable]));
  const file = join(folder, 'session.key');
  const known = await readSecret(file);
  if (known !== null && known.trim().length >= leastCharacters) return keysFrom(known.trim());
  const made = randomBytes(32).toString('hex');
  await writeSecret(file, `${made}\n`);
  return keysFrom(made);
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys that nobody else has and that end with the program: for a server without sign-in. */
export function passingKeys(): KeyFor {
  return keysFrom(randomBytes(32).toString('hex'));
}

function fromEnvironment(variable: string, value: string | undefined): string {
  if (value !== undefined && value.length >= leastCharacters) return value;
  const found = value === undefined || value === '' ? 'is not set' : `has fewer than ${leastCharacters} characters`;
  throw new TrivetError('invalid-config', `${variable}, which should hold the key for sessions, ${found}.`, {
    hint: 'Set it to random characters, for example those of: openssl rand -hex 32',
  });
}

function keysFrom(secret: string): KeyFor {
  return (use) => new Uint8Array(hkdfSync('sha256', secret, '', `trivet ${use}`, 32));
}
