import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { keepSecret } from '../lib/secret-file.ts';

/**
 * The secret with which a workspace hashes masked values, made when it is not there: hashes stay the same from start to start, and
 * are others in every other workspace. Throws `insecure-file` when others than its owner may read it.
 */
export async function readMaskKey(folder: string): Promise<string> {
  return keepSecret(join(folder, 'mask.key'), () => randomBytes(32).toString('hex'), /^[0-9a-f]{64}$/);
}
