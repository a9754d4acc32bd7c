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
  const fault = csvFault(message, files);
  if (fault !== null) return fault;
  const [, code, hint] = kinds.find(([pattern]) => pattern.test(message)) ?? [null, 'load-failed' as const, undefined];
  return new TrivetError(code, `${dataset}: ${withoutFolders(firstLines(message))}`, { hint, cause: thrown });
}

const csvFaults: readonly (readonly [pattern: RegExp, fault: string, hint: string])[] = [
  [
    /unterminated quote/i,
    'a cell in quotes does not end where it should',
    'A quote within a quoted cell is written twice; say quote: "" where quotes mean nothing.',
  ],
  [
    /invalid unicode/i,
    'the text is not in the encoding that was taken',
    'Say which it is, for example encoding: windows-1252.',
  ],
  [/maximum line size/i, 'the line is longer than 16 megabytes', 'Look for a quote that opens there and never ends.'],
];

/** A fault of a CSV file by its line. What stands on the line is left out: it may be about a person. */
function csvFault(message: string, files: readonly string[]): TrivetError | null {
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  if (line === undefined) return null;
  const file = basename(/\n\s*file = (.*)\n/.exec(message)?.[1] ?? files[0] ?? '');
  const [, names, cells] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (names !== undefined) {
    const fault = `${file}: line ${line} has ${cells} ${cells === '1' ? 'cell' : 'cells'}, the header names ${names}.`;
    const hint = 'Correct that line: a cell with a separator or line break in it must stand in quotes.';
    return new TrivetError('source-unreadable', fault, { hint });
  }
  const [, fault, hint] = csvFaults.find(([pattern]) => pattern.test(message)) ?? [
    null,
    'it cannot be read',
    undefined,
  ];
  return new TrivetError('source-unreadable', `${file}: line ${line}: ${fault}.`, { hint });
}

// DuckDB lists possible fixes and all its settings after the fault itself.
function firstLines(message: string): string {
  const [fault = ''] = message.split(/\n\s*(?:Possible|file =|delimiter =|LINE \d)/);
  return fault.trim().replaceAll(/\s+/g, ' ');
}

function withoutFolders(message: string): string {
  return message.replaceAll(/(["']?)(?:\/[^/"'\s]+)+\/([^/"'\s]+)/g, '$1$2');
}
