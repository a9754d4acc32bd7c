/** The import process: datasets in, immutable files out. It reads sources and writes new files; no one's SQL runs here. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { problemOf } from '../../lib/problem.ts';
import { loadOne } from './load-one.ts';
import type { FromImport, LoadRequest, ToImport } from './messages.ts';

process.once('message', (message: ToImport) => {
  importAll(message).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

// Without its parent nobody waits for the data.
process.once('disconnect', () => process.exit(0));

async function importAll({ requests, settings }: ToImport): Promise<void> {
  const [first] = requests;
  if (first === undefined) return;
  const temporary = join(first.cacheFolder, `${process.pid}.part-temp`);
  await mkdir(temporary, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: settings.memory,
    temp_directory: temporary,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const waiting = [...requests];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await importOne(next, instance);
  };
  try {
    await Promise.all(Array.from({ length: settings.parallel }, work));
  } finally {
    instance.closeSync();
    await rm(temporary, { recursive: true, force: true });
  }
}

async function importOne(request: LoadRequest, instance: DuckDBInstance): Promise<void> {
  const { name, file } = request.dataset;
  try {
    const loaded = await loadOne(request, {
      instance,
      now: () => new Date(),
      onProgress: (state, fraction) => void send({ type: 'progress', progress: { dataset: name, state, fraction } }),
    });
    await send({ type: 'loaded', dataset: name, loaded });
  } catch (error) {
    await send({ type: 'failed', dataset: name, problems: [problemOf(error, { file, subject: name })] });
  }
}

function send(message: FromImport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}
