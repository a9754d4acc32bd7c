import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeAtomic } from '../../lib/atomic-file.ts';
import { fingerprint, sha256 } from '../../lib/hash.ts';
import type { Json } from '../../lib/json.ts';
import type { Dataset } from '../../model/model.ts';
import type { LoadedDataset } from '../engine.ts';

/** Changes when the loader would make another file of the same source. */
const loaderFormat = 2;

/** A source file as it was when it was read. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  /** Nanoseconds since 1970, as text. */
  readonly modified: string;
  readonly changed: string;
  readonly sha256: string;
}

/** What is kept of the last good import of a dataset, beside its file. */
export interface LoadRecord {
  /** Of the part of the dataset's declaration that shapes the data. */
  readonly specification: string;
  readonly sources: readonly SourceFile[];
  readonly loaded: LoadedDataset;
}

/** Fingerprint of everything but the data that decides what the imported file holds. */
export function specificationOf(dataset: Dataset, zone: string): string {
  const columns = [...dataset.columns.values()].map((column) => ({
    name: column.name,
    type: column.type,
    from: column.from,
    expression: column.expression,
    nulls: column.nulls,
    format: column.format,
    pad: column.pad,
    range: column.range,
    values: column.values,
    pii: column.pii,
  }));
  const { source, key, time, dedupe, deletedColumn, file } = dataset;
  const times = time === null ? null : { default: time.default, zone: time.zone, columns: time.columns };
  const specification = { loaderFormat, zone, source, key, times, columns, dedupe, deletedColumn, file };
  // Plain data all through; only its interfaces lack the index signature that Json asks for.
  return fingerprint(specification as unknown as Json);
}

/** The version of a dataset: of its declaration and of its sources' content, not of their names or dates. */
export function versionOf(specification: string, sources: readonly SourceFile[]): string {
  return fingerprint([specification, ...sources.map((source) => source.sha256)]);
}

/** The last good import, or null where there is none that can be used. */
export async function readRecord(cacheFolder: string, dataset: string): Promise<LoadRecord | null> {
  const text = await readFile(recordPath(cacheFolder, dataset), 'utf8').catch(() => null);
  if (text === null) return null;
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (text.slice(0, end) !== sha256(body)) return null;
  // The checksum shows that writeRecord wrote it, and the specification in it names the loader's format.
  const record = JSON.parse(body) as LoadRecord;
  const { file } = record.loaded;
  return { ...record, loaded: { ...record.loaded, file: file === null ? null : join(cacheFolder, file) } };
}

/** Keeps the import; the file's name is kept without its folder, so that a workspace can move. */
export async function writeRecord(cacheFolder: string, record: LoadRecord): Promise<void> {
  const { file, name } = record.loaded;
  const body = JSON.stringify({ ...record, loaded: { ...record.loaded, file: file === null ? null : basename(file) } });
  await writeAtomic(recordPath(cacheFolder, name), `${sha256(body)}\n${body}`);
}

/** Where the data of a version lie. */
export function dataPath(cacheFolder: string, dataset: string, version: string): string {
  return join(cacheFolder, `${dataset}.${version.slice(0, 16)}.duckdb`);
}

function recordPath(cacheFolder: string, dataset: string): string {
  return join(cacheFolder, `${dataset}.json`);
}
