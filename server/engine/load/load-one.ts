/** source files → version → inspection → rows in a file of their own → checks and facts → record; each step may refuse */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { resolveFiles } from '../../connectors/resolve-files.ts';
import { TrivetError } from '../../lib/errors.ts';
import { id, sql } from '../../sql/sql.ts';
import type { LoadedDataset } from '../engine.ts';
import { type Database, databaseOf, literal } from './database.ts';
import { describeRows } from './describe-rows.ts';
import { importRows } from './import-rows.ts';
import { asLoadError } from './load-error.ts';
import type { LoadRequest, LoadState } from './messages.ts';
import { openSource } from './open-source.ts';
import { dataPath, readRecord, type SourceFile, specificationOf, versionOf, writeRecord } from './record.ts';
import { hashSources, isUntouched, stampsOf } from './source-files.ts';
import { timeColumns } from './write-rows.ts';

export interface LoadTools {
  readonly instance: DuckDBInstance;
  readonly now: () => Date;
  readonly onProgress: (state: LoadState, fraction: number | null) => void;
}

/** Imports one dataset, or finds that its content has not changed. Throws a `TrivetError` when nothing could be made. */
export async function loadOne(request: LoadRequest, tools: LoadTools): Promise<LoadedDataset> {
  const { dataset, roots, cacheFolder, zone } = request;
  tools.onProgress('reading', null);
  const files = await resolveFiles(dataset.source.path, roots);
  const specification = specificationOf(dataset, zone);
  const before = await readRecord(cacheFolder, dataset.name);
  const sources = await hashSources(await stampsOf(files), before);
  const version = versionOf(specification, sources);
  if (before !== null && before.loaded.facts.version === version) {
    await writeRecord(cacheFolder, { ...before, sources });
    tools.onProgress('unchanged', 1);
    return before.loaded;
  }
  const loaded = await importFiles(request, tools, { files, sources, version });
  await writeRecord(cacheFolder, { specification, sources, loaded });
  tools.onProgress('ready', 1);
  return loaded;
}

interface Sources {
  readonly files: readonly string[];
  readonly sources: readonly SourceFile[];
  readonly version: string;
}

async function importFiles(request: LoadRequest, tools: LoadTools, origin: Sources): Promise<LoadedDataset> {
  const { dataset, cacheFolder } = request;
  const mark = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const scratch = join(cacheFolder, `${dataset.name}.${mark}.part-files`);
  const part = join(cacheFolder, `${dataset.name}.${mark}.part`);
  const target = dataPath(cacheFolder, dataset.name, origin.version);
  const connection = await tools.instance.connect();
  const database = databaseOf(connection);
  try {
    await mkdir(scratch, { recursive: true });
    const loaded = await fillFile(request, tools, { ...origin, database, scratch, part, target });
    await syncAndRename(part, target);
    return loaded;
  } catch (error) {
    throw asLoadError(error, dataset.name, origin.files);
  } finally {
    connection.closeSync();
    await Promise.all([scratch, part, `${part}.wal`].map((path) => rm(path, { recursive: true, force: true })));
  }
}

interface Filling extends Sources {
  readonly database: Database;
  readonly scratch: string;
  readonly part: string;
  readonly target: string;
}

async function fillFile({ dataset, zone }: LoadRequest, tools: LoadTools, work: Filling): Promise<LoadedDataset> {
  const { database, files, part } = work;
  const { inspection, relation } = await openSource(dataset, files, work.scratch);
  const alias = `part_${dataset.name}`;
  await database.run(sql`SET enable_progress_bar = true`);
  await database.run(sql`SET enable_progress_bar_print = false`);
  await database.run(sql`ATTACH ${literal(part)} AS ${id(alias)}`);
  try {
    const onProgress = (fraction: number) => tools.onProgress('reading', fraction);
    const imported = await importRows({ database, dataset, relation, zone, target: alias, onProgress });
    tools.onProgress('checking', 0.95);
    const { failedCasts, problems, ...counts } = imported;
    const { columns, ...described } = await describeRows(database, dataset, id(alias, 'main', 'rows'), failedCasts);
    await refuseTouched(work);
    await database.run(sql`CHECKPOINT ${id(alias)}`);
    const facts = {
      ...counts,
      ...described,
      version: work.version,
      loadedAt: tools.now().toISOString(),
      dayColumns: timeColumns(dataset).map((column) => column.name),
      quarantined: problems.find(({ severity }) => severity === 'error')?.message ?? null,
    };
    return { name: dataset.name, file: work.target, columns, facts, problems, remarks: inspection.remarks };
  } finally {
    await database.run(sql`DETACH ${id(alias)}`);
  }
}

async function refuseTouched({ files, sources }: Filling): Promise<void> {
  const stamps = await stampsOf(files);
  if (isUntouched({ sources }, stamps)) return;
  throw new TrivetError('load-failed', 'The source was changed while it was read.', {
    hint: 'Load it again when nothing writes to it.',
  });
}

async function syncAndRename(part: string, target: string): Promise<void> {
  await sync(part);
  await rename(part, target);
  await sync(dirname(target));
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
