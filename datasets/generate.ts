import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { closeDrafts, type Drafts, openDrafts, publishDraft, writeDurably } from './generator/folders.ts';
import { randomMacros } from './generator/random.ts';
import type { Extent, Step } from './generator/step.ts';
import { allSteps } from './generator/steps.ts';

/** Raised whenever the same seed and scale would give other bytes. */
export const generatorVersion = 4;

export interface GenerateOptions extends Extent {
  /** The folder that will hold the Parquet files and `manifest.json`; replaced as a whole. */
  readonly out: string;
  readonly onProgress?: (table: string, done: number, all: number) => void;
}

/** What `manifest.json` says about the files beside it. */
export interface Manifest {
  readonly generatorVersion: number;
  readonly seed: number;
  readonly scale: number;
  /** Table → rows, as written: soft-deleted rows and older versions included. */
  readonly tables: Readonly<Record<string, number>>;
}

/**
 * Writes the demo company. The same seed and scale give the same bytes; no clock, no random numbers. The files appear
 * all at once: they are written to a folder beside `out`, which then takes its place.
 */
export async function generateDemo({ out, seed, scale, onProgress }: GenerateOptions): Promise<Manifest> {
  if (!(scale > 0) || !Number.isInteger(seed))
    throw new Error(`The scale must be above 0 and the seed a whole number, not ${scale} and ${seed}.`);
  const drafts = await openDrafts(out);
  try {
    const tables = await build({ seed, scale }, { ...drafts, onProgress });
    const manifest: Manifest = { generatorVersion, seed, scale, tables };
    await writeDurably(join(drafts.draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await publishDraft(drafts);
    return manifest;
  } finally {
    await closeDrafts(drafts);
  }
}

/** The manifest of a folder that a generator of this version wrote; null if there is none, or an older one. */
export async function currentManifest(out: string): Promise<Manifest | null> {
  const text = await readFile(join(out, 'manifest.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  // Written by this program alone; anything else is told apart by its version.
  const manifest = JSON.parse(text) as Manifest;
  return manifest.generatorVersion === generatorVersion ? manifest : null;
}

/** SHA-256 of each file of a generated folder, by name. */
export async function fingerprints(out: string, { tables }: Manifest): Promise<Readonly<Record<string, string>>> {
  const hashed: [string, string][] = [];
  for (const table of Object.keys(tables).sort()) {
    const bytes = await readFile(join(out, `${table}.parquet`));
    hashed.push([table, createHash('sha256').update(bytes).digest('hex')]);
  }
  return Object.fromEntries(hashed);
}

interface Workshop extends Drafts {
  readonly onProgress: GenerateOptions['onProgress'] | undefined;
}

async function build(
  extent: Extent,
  { draft, scratch, onProgress }: Workshop,
): Promise<Readonly<Record<string, number>>> {
  const instance = await DuckDBInstance.create(join(scratch, 'work.duckdb'), {
    memory_limit: '2GB',
    temp_directory: join(scratch, 'spill'),
    threads: '2',
  });
  const connection = await instance.connect();
  try {
    await connection.run(randomMacros(extent.seed));
    const steps = allSteps(extent);
    const files = steps.filter((step) => step.writeBy !== undefined);
    const counts: [string, number][] = [];
    for (const step of steps) {
      await connection.run(`CREATE TABLE ${step.table} AS ${step.sql}`);
      if (step.writeBy === undefined) continue;
      counts.push([step.table, await write(connection, step, draft)]);
      onProgress?.(step.table, counts.length, files.length);
    }
    return Object.fromEntries(counts);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** One thread writes, so that the row groups are cut at the same rows every time. */
async function write(connection: DuckDBConnection, step: Step, draft: string): Promise<number> {
  const path = join(draft, `${step.table}.parquet`).replaceAll("'", "''");
  await connection.run('SET threads = 1');
  await connection.run(
    `COPY (SELECT * FROM ${step.table} ORDER BY ${step.writeBy ?? 'ALL'}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
  );
  await connection.run('SET threads = 2');
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${step.table}`);
  return Number(counted.getRows()[0]?.[0]);
}

function report(table: string, done: number, all: number): void {
  process.stderr.write(`generate: ${table} ${done}/${all}\n`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: join(import.meta.dirname, 'generated') },
    },
  });
  await generateDemo({ out: values.out, seed: Number(values.seed), scale: Number(values.scale), onProgress: report });
}

const script = process.argv[1];
if (script !== undefined && import.meta.url === pathToFileURL(script).href) await main();
