import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { TrivetError } from '../lib/errors.ts';

type LineEnds = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none';

/** What a text file is like; the whole file was read once, in pieces. */
export interface TextFile {
  readonly path: string;
  readonly size: number;
  /** A label of the WHATWG encoding standard: `utf-8`, `utf-16le`, `windows-1252` … */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  readonly lineEnds: LineEnds;
}

/** Finds encoding and line ends. Throws `source-unreadable` for an empty file and for one that is no text. */
export async function examineText(path: string, declaredEncoding: string | null): Promise<TextFile> {
  const { size } = await stat(path);
  if (size === 0) throw new TrivetError('source-unreadable', `${basename(path)} is empty.`);
  const head = await firstBytes(path, 64 * 1024);
  const marked = markedEncoding(head) ?? unmarkedUtf16(head);
  const wide = (declaredEncoding ?? marked ?? '').startsWith('utf-16');
  if (!wide) refuseBinary(head, path);
  const scan = await scanBytes(path);
  const encoding = declaredEncoding ?? marked ?? (scan.utf8 ? 'utf-8' : 'windows-1252');
  return {
    path,
    size,
    encoding,
    byteOrderMark: markedEncoding(head) !== null,
    lineEnds: wide ? 'mixed' : scan.lineEnds,
  };
}

/** The beginning of the file as text; `cut` says that there is more. */
export async function firstText(
  file: TextFile,
  bytes: number,
): Promise<{ readonly text: string; readonly cut: boolean }> {
  const head = await firstBytes(file.path, bytes);
  const cut = head.length < file.size;
  return { text: new TextDecoder(file.encoding).decode(head, { stream: cut }), cut };
}

/** Writes the text as UTF-8 without a mark and with one kind of line end; gives the new path. */
export async function rewriteAsUtf8(file: TextFile, scratch: string, index: number): Promise<string> {
  const target = join(scratch, `${index}-${basename(file.path)}`);
  await pipeline(createReadStream(file.path), (source) => normalised(source, file.encoding), createWriteStream(target));
  return target;
}

async function* normalised(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const bytes of source) {
    const text = held + decoder.decode(bytes, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - held.length).replaceAll('\r\n', '\n');
  }
  yield held + decoder.decode();
}

async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    let filled = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, filled);
      filled += bytesRead;
      if (bytesRead === 0 || filled === length) return buffer.subarray(0, filled);
    }
  } finally {
    await file.close();
  }
}

function markedEncoding(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** Western text in UTF-16 has a zero at every second byte. */
function unmarkedUtf16(head: Buffer): string | null {
  const sample = head.subarray(0, 512);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = sample.length / 2;
  if (sample.length < 8) return null;
  if (odd > 0.6 * most && even < 0.1 * odd) return 'utf-16le';
  return even > 0.6 * most && odd < 0.1 * even ? 'utf-16be' : null;
}

const foreignFormats: readonly (readonly [start: string, kind: string, hint: string])[] = [
  ['PK\u0003\u0004', 'a zip archive or an Excel workbook', 'Save the sheet as CSV, or unpack the archive.'],
  ['\u001f\u008b', 'compressed with gzip', 'Unpack it first.'],
  ['PAR1', 'a Parquet file', 'Say source: { parquet: … }.'],
];

function refuseBinary(head: Buffer, path: string): void {
  const start = head.subarray(0, 4).toString('latin1');
  const foreign = foreignFormats.find(([mark]) => start.startsWith(mark));
  if (foreign !== undefined)
    throw new TrivetError('source-unreadable', `${basename(path)} is ${foreign[1]}, not text.`, { hint: foreign[2] });
  if (head.includes(0)) throw new TrivetError('source-unreadable', `${basename(path)} is a binary file, not text.`);
}

async function scanBytes(path: string): Promise<{ readonly utf8: boolean; readonly lineEnds: LineEnds }> {
  let utf8 = true;
  let rest: Buffer = Buffer.alloc(0);
  const counts = { pairs: 0, feeds: 0, returns: 0 };
  let last = 0;
  // A stream of a file yields Buffers as long as no encoding is set.
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    countLineEnds(piece, last, counts);
    last = piece.at(-1) ?? last;
    if (!utf8) continue;
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = lastWholeCharacter(bytes);
    utf8 = isUtf8(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  return { utf8: utf8 && rest.length === 0, lineEnds: lineEndsOf(counts) };
}

interface LineEndCounts {
  pairs: number;
  feeds: number;
  returns: number;
}

function countLineEnds(piece: Buffer, before: number, counts: LineEndCounts): void {
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) {
    counts.feeds++;
    if ((at === 0 ? before : piece[at - 1]) === 13) counts.pairs++;
  }
  for (let at = piece.indexOf(13); at !== -1; at = piece.indexOf(13, at + 1)) counts.returns++;
}

function lineEndsOf({ pairs, feeds, returns }: LineEndCounts): LineEnds {
  if (feeds === 0) return returns === 0 ? 'none' : 'cr';
  if (returns === 0) return 'lf';
  return pairs === feeds && pairs === returns ? 'crlf' : 'mixed';
}

/** Where the last character that is complete ends: a piece may be cut within one. */
function lastWholeCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
