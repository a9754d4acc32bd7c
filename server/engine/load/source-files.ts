import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { LoadRecord, SourceFile } from './record.ts';

type Stamp = Omit<SourceFile, 'sha256'>;

/** Size and times of the files; cheap enough for every start. */
export async function stampsOf(paths: readonly string[]): Promise<readonly Stamp[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
      return { path, size: Number(size), modified: String(mtimeNs), changed: String(ctimeNs) };
    }),
  );
}

/** Whether no file looks touched since the record was written. */
export function isUntouched(record: Pick<LoadRecord, 'sources'>, stamps: readonly Stamp[]): boolean {
  return (
    record.sources.length === stamps.length && stamps.every((stamp, index) => isSame(record.sources[index], stamp))
  );
}

/** The files with the hash of their content; a file that looks untouched keeps the hash it had. */
export async function hashSources(stamps: readonly Stamp[], record: LoadRecord | null): Promise<readonly SourceFile[]> {
  const known = new Map(record?.sources.map((source) => [source.path, source]));
  const hashed: SourceFile[] = [];
  for (const stamp of stamps) {
    const before = known.get(stamp.path);
    hashed.push({ ...stamp, sha256: isSame(before, stamp) ? before.sha256 : await contentHash(stamp.path) });
  }
  return hashed;
}

function isSame(before: SourceFile | undefined, now: Stamp): before is SourceFile {
  return (
    before !== undefined &&
    before.path === now.path &&
    before.size === now.size &&
    before.modified === now.modified &&
    before.changed === now.changed
  );
}

async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
