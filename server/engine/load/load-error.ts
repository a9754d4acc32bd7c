import { basename } from 'node:path';
import { type ErrorCode, messageOf, TrivetError } from '../../lib/errors.ts';

const disk: ErrorCode = 'disk-full';

const kinds: readonly (readonly [pattern: RegExp, code: ErrorCode, hint: string])[] = [
  [
    /no space left|disk quota|file too large|ENOSPC|EDQUOT|EFBIG|max_temp_directory_size/i,
    disk,
    'Free some space and load again; the data of the last load are untouched.',
  ],
  [/out of memory/i, 'out-of-memory', 'Give the import more memory, or split the source into several files.'],
  [
    /could not write|cannot open file .*\.part/i,
    'write-failed',
    'Check that Trivet may write to the folder .trivet/cache.',
  ],
  [
    /csv error|csv parser|parquet|magic bytes|malformed json|json|snappy|zstd|invalid unicode/i,
    'source-unreadable',
    'Look at that place of the file.',
  ],
];

/** What went wrong in an import, with a code, in words that name files without their folders. */
export function asLoadError(thrown: unknown, dataset: string, files: readonly string[]): TrivetError {
  if (thrown instanceof TrivetError) return thrown;
  const message = messageOf(thrown);
  const uneven = unevenLine(message, files);
  if (uneven !== null) return uneven;
  const [, code, hint] = kinds.find(([pattern]) => pattern.test(message)) ?? [null, 'load-failed' as const, undefined];
  return new TrivetError(code, `${dataset}: ${withoutFolders(firstLines(message))}`, { hint, cause: thrown });
}

function unevenLine(message: string, files: readonly string[]): TrivetError | null {
  const found = /CSV Error on Line: (\d+)[\s\S]*Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (found === null) return null;
  const [, line = '', names = '', cells = ''] = found;
  const file = /\n\s*file = (.*)\n/.exec(message)?.[1] ?? files[0] ?? '';
  return new TrivetError(
    'source-unreadable',
    `${basename(file)}: line ${line} has ${cells} ${cells === '1' ? 'cell' : 'cells'}, the header names ${names}.`,
    {
      hint: 'Correct that line: a cell with a separator or line break in it must stand in quotes.',
    },
  );
}

// DuckDB lists possible fixes and all its settings after the fault itself.
function firstLines(message: string): string {
  const [fault = ''] = message.split(/\n\s*(?:Possible|file =|delimiter =|LINE \d)/);
  return fault.trim().replaceAll(/\s+/g, ' ');
}

function withoutFolders(message: string): string {
  return message.replaceAll(/(["']?)(?:\/[^/"'\s]+)+\/([^/"'\s]+)/g, '$1$2');
}
