import { DuckDBInstance } from '@duckdb/node-api';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LoadedDataset } from '../engine/engine.ts';

/** Writes a dataset file as the loader leaves one, from a SELECT; columns named in `added` count as the loader's own. */
export async function datasetFile(
  file: string,
  name: string,
  select: string,
  added: readonly string[] = [],
): Promise<LoadedDataset> {
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE rows AS ${select}`);
  const columns = (await connection.runAndReadAll('DESCRIBE rows')).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  const nothing = { nulls: 0, failedCasts: 0, samples: [] };
  return {
    name,
    file,
    columns: columns.map(([column, type]) => ({
      name: String(column),
      engineType: String(type),
      added: added.includes(String(column)),
      ...nothing,
    })),
    facts: {
      version: select,
      rowsInSource: 0,
      rowCount: 0,
      deduplicated: 0,
      deleted: 0,
      loadedAt: '2026-01-01T00:00:00Z',
      dataFrom: null,
      dataThrough: null,
      dayColumns: [],
      quarantined: null,
    },
    problems: [],
  };
}
