import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { generateDemo, type Manifest } from './generate.ts';
import { openDemo, type DemoDatabase } from './generator/demo-database.ts';

/** Files that are no dataset. */
const lists = new Set(['access.yml', 'metrics.yml', 'queries.yml', 'tests.yml']);

interface DatasetFile {
  readonly dataset: string;
  readonly source: { readonly parquet: string };
  readonly key: readonly string[];
  readonly time?: { readonly default: string };
  readonly person?: string;
  readonly purposes: readonly string[];
  readonly columns: Readonly<
    Record<
      string,
      { readonly from?: string; readonly expr?: string; readonly values?: readonly string[]; readonly pii?: string }
    >
  >;
  readonly joins?: Readonly<Record<string, { readonly to: string; readonly on: Readonly<Record<string, string>> }>>;
}

let home: string;
let manifest: Manifest;
let demo: DemoDatabase;
let datasets: ReadonlyMap<string, DatasetFile>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'model-files-'));
  manifest = await generateDemo({ out: home, seed: 1, scale: 0.05 });
  demo = await openDemo(home, manifest);
  const names = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.yml') && !lists.has(name));
  // Their form is the model loader's to check; here they are only read.
  const files = await Promise.all(
    names.map(async (name) => parse(await readFile(join(import.meta.dirname, name), 'utf8')) as DatasetFile),
  );
  datasets = new Map(files.map((file) => [file.dataset, file]));
});

afterAll(async () => {
  demo.close();
  await rm(home, { recursive: true });
});

test('every table has a model file that names its source, and no other', () => {
  expect([...datasets.keys()].sort()).toEqual(Object.keys(manifest.tables).sort());
  for (const { dataset, source } of datasets.values())
    expect(source.parquet).toBe(`datasets/generated/${dataset}.parquet`);
});

test('every column of a file is declared, and every declared column stands in the file or is derived', async () => {
  for (const { dataset, columns } of datasets.values()) {
    const present = (await demo.rows(`SELECT column_name FROM (DESCRIBE ${dataset})`)).map(([name]) => name);
    const declared = Object.entries(columns).flatMap(([name, { from, expr }]) =>
      expr === undefined ? [from ?? name] : [],
    );
    expect({ dataset, columns: declared.toSorted() }).toEqual({ dataset, columns: present.toSorted() });
  }
});

test('declared values are all the values there are, but for those that mean missing', async () => {
  for (const { dataset, columns } of datasets.values()) {
    for (const [name, { values }] of Object.entries(columns)) {
      if (values === undefined) continue;
      const found = await demo.rows(
        `SELECT DISTINCT ${name} FROM ${dataset} WHERE ${name} IS NOT NULL AND ${name} <> 'n/a'`,
      );
      expect({
        dataset,
        name,
        unknown: found.map(([value]) => value).filter((value) => !values.includes(String(value))),
      }).toEqual({ dataset, name, unknown: [] });
    }
  }
});

test('every join goes to the whole key of its target', () => {
  for (const { dataset, joins } of datasets.values()) {
    for (const { to, on } of Object.values(joins ?? {})) {
      expect({ dataset, to, on: Object.values(on) }).toEqual({ dataset, to, on: datasets.get(to)?.key });
    }
  }
});

test('keys, times and persons are declared columns, and whoever a row is about is marked personal', () => {
  for (const { dataset, key, time, person, columns } of datasets.values()) {
    for (const name of [...key, time?.default, person].filter((name) => name !== undefined))
      expect(Object.keys(columns)).toContain(name);
    if (person !== undefined) expect({ dataset, pii: columns[person]?.pii }).not.toEqual({ dataset, pii: undefined });
  }
});

test('every dataset says what it may be used for', () => {
  for (const { purposes } of datasets.values()) expect(purposes).toContain('service_improvement');
});
