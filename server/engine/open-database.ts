/** empty database → data files attached read-only → views → connections configured → locked */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { messageOf } from '../lib/errors.ts';
import { id, sql, type Sql } from '../sql/sql.ts';
import { Connections, laneWidths } from './connections.ts';
import type { Lane } from './engine.ts';
import type { DatasetFile, OpenRequest } from './protocol.ts';
import { scrub } from './sql-error.ts';

/** A locked database: SQL in it reads the attached data and the results folder, and reaches nothing else. */
export interface Database {
  readonly instance: DuckDBInstance;
  readonly connections: Connections;
  readonly version: string;
  /** Datasets whose file could not be opened, with the reason; they have no view. */
  readonly unreadable: readonly string[];
  close(): void;
}

/** Opens and locks a database. The process's working folder becomes the only one in which SQL reads and writes files. */
export async function openDatabase(options: Omit<OpenRequest, 'folder'>): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: options.tempFolder,
    memory_limit: `${options.memoryMb}MB`,
    threads: String(options.threads),
  });
  const setup = await instance.connect();
  const unreadable = await attachDatasets(setup, options.datasets);
  // Progress settings belong to a connection and cannot be made after the lock.
  const connections = await openConnections(instance);
  await lock(setup, options.temporaryMb);
  const [[version]] = (await setup.runAndReadAll('SELECT version()')).getRowsJson() as [[string]]; // one row, one VARCHAR
  setup.closeSync();
  return {
    instance,
    connections: new Connections(connections),
    version,
    unreadable,
    close: () => {
      for (const { connection } of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}

async function attachDatasets(setup: DuckDBConnection, datasets: readonly DatasetFile[]): Promise<readonly string[]> {
  await setup.run("SET TimeZone = 'UTC'");
  await setup.run('CREATE SCHEMA data; CREATE SCHEMA scope');
  const unreadable: string[] = [];
  for (const [index, dataset] of datasets.entries()) {
    try {
      await attach(setup, dataset, `file_${index}`);
    } catch (error) {
      unreadable.push(`${dataset.name}: ${scrub(messageOf(error))}`);
    }
  }
  return unreadable;
}

async function attach(setup: DuckDBConnection, { name, file, declared }: DatasetFile, catalog: string): Promise<void> {
  await setup.run(`ATTACH '${file.replaceAll("'", "''")}' AS ${catalog} (READ_ONLY)`);
  const rows = id(catalog, 'main', 'rows');
  await setup.run(text(sql`CREATE VIEW ${id('data', name)} AS SELECT * FROM ${rows}`));
  const columns = declared.map((column) => text(id(column))).join(', ');
  await setup.run(
    `CREATE VIEW ${text(id('scope', name))} AS SELECT ${columns === '' ? '*' : columns} FROM ${text(rows)}`,
  );
}

async function openConnections(
  instance: DuckDBInstance,
): Promise<readonly { connection: DuckDBConnection; lane: Lane }[]> {
  const lanes: readonly Lane[] = ['control', 'interactive', 'notebook', 'stream', 'background'];
  const wanted = lanes.flatMap((lane) => Array<Lane>(laneWidths[lane]).fill(lane));
  return Promise.all(
    wanted.map(async (lane) => {
      const connection = await instance.connect();
      await connection.run('SET enable_progress_bar_print = false');
      await connection.run('SET enable_progress_bar = true');
      await connection.run('SET progress_bar_time = 0');
      // A stream that fails ends like one that is complete; what fits into this buffer has failed before it begins.
      await connection.run("SET streaming_buffer_size = '32MB'");
      return { connection, lane };
    }),
  );
}

async function lock(setup: DuckDBConnection, temporaryMb: number): Promise<void> {
  const settings = [
    "SET GLOBAL TimeZone = 'UTC'",
    'SET GLOBAL errors_as_json = true',
    "SET GLOBAL allowed_directories = ['.']",
    'SET GLOBAL autoinstall_known_extensions = false',
    'SET GLOBAL autoload_known_extensions = false',
    'SET GLOBAL enable_external_access = false',
    `SET GLOBAL max_temp_directory_size = '${temporaryMb}MB'`,
    'SET GLOBAL lock_configuration = true',
  ];
  for (const setting of settings) await setup.run(setting);
}

function text(statement: Sql): string {
  return statement.print().text;
}
