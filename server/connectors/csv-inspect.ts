import { basename } from 'node:path';
import { TrivetError } from '../lib/errors.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import type { CsvOptions } from './csv.ts';
import { examineText, firstText, rewriteAsUtf8, type TextFile } from './text-file.ts';

/** One CSV file as the engine is to read it. */
export interface CsvFile {
  /** The file itself, or its copy in UTF-8. */
  readonly path: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly quote: string;
  /** Records before the first row. */
  readonly skip: number;
  readonly remarks: readonly string[];
}

const sampleBytes = 1024 * 1024;
const sampleRecords = 200;
const delimiters: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'bar'],
]);

/** file → encoding, line ends → separator → header, checked against the first rows → a file the engine reads as it stands */
export async function inspectCsv(path: string, options: CsvOptions, scratch: string, index: number): Promise<CsvFile> {
  const file = await examineText(path, options.encoding ?? null);
  const sample = await firstText(file, sampleBytes);
  const text = afterSkipped(sample.text, options.skip);
  const quote = options.quote;
  const delimiter = options.delimiter ?? guessDelimiter(text, quote, sample.cut);
  const records = csvRecords(text, { delimiter, quote }, sampleRecords, sample.cut);
  const header = readHeader(basename(path), records, options, text);
  const plain = file.encoding === 'utf-8' && file.lineEnds !== 'mixed';
  return {
    path: plain ? path : await rewriteAsUtf8(file, scratch, index),
    columns: header.columns,
    delimiter,
    quote,
    skip: options.skip + (options.header === true ? 1 : 0),
    remarks: [...remarksOn(file, options, delimiter), ...header.remarks],
  };
}

function afterSkipped(text: string, lines: number): string {
  let rest = text;
  for (let line = 0; line < lines; line++) rest = rest.replace(/^[^\r\n]*(\r\n|\r|\n|$)/, '');
  return rest;
}

/** The separator that gives most records one and the same number of cells; of equals the one with more cells. */
function guessDelimiter(text: string, quote: string, cut: boolean): string {
  let best = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of delimiters.keys()) {
    const records = csvRecords(text, { delimiter, quote }, sampleRecords, cut);
    const { cells, share } = commonWidth(records);
    if (cells > 1 && (share > best.share || (share === best.share && cells > best.cells)))
      best = { delimiter, share, cells };
  }
  return best.delimiter;
}

function commonWidth(records: readonly CsvRecord[]): { readonly cells: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let [cells, count] = [0, 0];
  for (const [width, times] of counts) if (times > count) [cells, count] = [width, times];
  return { cells, share: records.length === 0 ? 0 : count / records.length };
}

interface Header {
  readonly columns: readonly string[];
  readonly remarks: readonly string[];
}

function readHeader(name: string, records: readonly CsvRecord[], options: CsvOptions, text: string): Header {
  const first = records[0];
  if (first === undefined) throw new TrivetError('source-unreadable', `${name} has no rows, not even a header.`);
  if (/^[^\S\r\n]*[\r\n]/.test(text)) {
    throw new TrivetError('source-unreadable', `${name} begins with a blank line.`, {
      hint: 'Say how many lines stand before the header, for example skip: 1.',
    });
  }
  const written = Array.isArray(options.header)
    ? options.header
    : options.header
      ? first.cells
      : first.cells.map(() => '');
  const header = uniqueNames(written);
  const rows = options.header === true ? records.slice(1) : records;
  const odd = rows.find((row) => row.cells.length !== written.length);
  if (odd !== undefined) throw unevenRow(name, written.length, odd, options.skip);
  return header;
}

function unevenRow(name: string, names: number, row: CsvRecord, skipped: number): TrivetError {
  const cells = row.cells.length;
  const message = `${name}: there are ${count(names, 'column name')}, but line ${row.line + skipped} has ${count(cells, 'cell')}.`;
  const hint =
    cells > names
      ? 'Add the missing name to the header, or give all names with header: [ … ] and skip: 1; check the separator too.'
      : 'Complete that line, or give the names the rows do have with header: [ … ] and skip: 1; check the separator too.';
  return new TrivetError('source-unreadable', message, { hint });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Names without doubles, whatever their case: the engine tells columns apart without it. */
export function uniqueNames(written: readonly string[]): Header {
  const taken = new Set(written.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''));
  const used = new Set<string>();
  const remarks: string[] = [];
  const columns = written.map((name, index) => {
    const base = name.trim() === '' ? `column${index + 1}` : name.trim();
    const first = base.toLowerCase();
    const isFree = !used.has(first) && (name.trim() !== '' || !taken.has(first));
    const unique = isFree ? base : numbered(base, (candidate) => used.has(candidate) || taken.has(candidate));
    used.add(unique.toLowerCase());
    if (name.trim() === '') remarks.push(`column ${index + 1} has no name and is called ${unique}`);
    else if (unique !== base) remarks.push(`column ${index + 1} is a second ${base} and is called ${unique}`);
    return unique;
  });
  return { columns, remarks };
}

function numbered(base: string, isTaken: (name: string) => boolean): string {
  for (let number = 2; ; number++) {
    const candidate = `${base}_${number}`;
    if (!isTaken(candidate.toLowerCase())) return candidate;
  }
}

function remarksOn(file: TextFile, options: CsvOptions, delimiter: string): string[] {
  const remarks: string[] = [];
  if (options.delimiter === undefined) remarks.push(`separator: ${delimiters.get(delimiter) ?? delimiter}`);
  if (file.byteOrderMark) remarks.push('byte-order mark skipped');
  if (file.encoding !== 'utf-8')
    remarks.push(`encoding: ${file.encoding}${options.encoding === undefined ? ', guessed' : ''}`);
  if (file.lineEnds === 'mixed' && file.encoding === 'utf-8') remarks.push('mixed line ends, read as one kind');
  return remarks;
}
