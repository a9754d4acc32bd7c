import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../lib/table.ts';
import { duckdb } from '../../sql/dialects/duckdb.ts';
import { type Ask, createAsk } from '../ask.ts';
import type { LoadedDataset } from '../engine.ts';
import { openEngine } from '../open-engine.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import { localViewer } from '../../model/viewer.ts';

const project = resolve(import.meta.dirname, '../../..');
const data = resolve(project, '../shared/data');
const olist = join(data, 'olist-orders-15k');
const cms = join(data, 'cms-hospitals');

/** A workspace of `server/testing` over real files, in a folder of its own. */
interface Opened {
  readonly workspace: Workspace;
  readonly ask: Ask;
  readonly folder: string;
}

async function open(name: string, dataFolder: string): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), `trivet-${name}-`));
  await cp(join(project, 'server/testing', name), folder, { recursive: true });
  const workspace = await openWorkspace({
    folder,
    dataFolders: [dataFolder],
    openEngine: (datasets) =>
      openEngine({
        folder: join(folder, '.trivet/spill'),
        resultsFolder: join(folder, '.trivet/results'),
        datasets,
        memoryMb: 500,
        threads: 2,
        spare: false,
      }),
  });
  const ask = createAsk({
    dialect: duckdb,
    clock: () => new Date('2026-01-01T00:00:00Z'),
    timeoutMs: 60_000,
    engine: () => workspace.engine(),
    model: () => workspace.current().model,
    facts: () => workspace.current().facts,
  });
  return { workspace, ask, folder };
}

async function close(opened: Opened | undefined): Promise<void> {
  await opened?.workspace.close();
  if (opened !== undefined) await rm(opened.folder, { recursive: true, force: true });
}

/** The answer as rows under the names of its columns; numbers rounded to four decimals. */
async function rows(opened: Opened, query: unknown): Promise<readonly Record<string, unknown>[]> {
  const { columns, rowCount } = await opened.ask(query, { viewer: localViewer });
  const shown = columns.filter(({ role }) => role === 'DIMENSION' || role === 'METRIC');
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(shown.map((column) => [column.name, plain(column.values[row] ?? null)])),
  );
}

function plain(value: Value): Value {
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? Math.round(number * 10_000) / 10_000 : number;
}

function counts(loaded: ReadonlyMap<string, LoadedDataset>): Record<string, number> {
  return Object.fromEntries([...loaded.values()].map(({ name, facts }) => [name, facts.rowCount]));
}

if (!existsSync(olist)) console.warn(`Skipped: there are no marketplace files in ${olist}.`);

describe.skipIf(!existsSync(olist))('a marketplace with orders, payments and reviews', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open('olist', olist);
  });
  afterAll(() => close(opened));

  test('is read whole: a byte-order mark, line breaks in reviews, keys that lost their zeros', () => {
    const { problems, loaded } = opened.workspace.current();
    expect(problems).toEqual([]);
    expect(counts(loaded)).toEqual({
      categories: 71,
      customers: 15_000,
      items: 17_071,
      orders: 15_000,
      payments: 15_733,
      products: 32_951,
      reviews: 14_944,
      sellers: 3_095,
    });
    expect(loaded.get('categories')?.remarks).toContain('byte-order mark skipped');
  });

  test('late deliveries are rated 2.603, those on time 4.284', async () => {
    const query = { metrics: ['review_score', 'reviews'], groupBy: ['delivery'], orderBy: [{ by: 'delivery' }] };
    const answer = await rows(opened, {
      ...query,
      where: { status: { _eq: 'delivered' }, delivery: { _isNull: false } },
    });
    expect(answer).toEqual([
      { delivery: 'late', review_score: 2.6026, reviews: 1_135 },
      { delivery: 'on time', review_score: 4.2843, reviews: 13_383 },
    ]);
  });

  test('revenue of a month stays what it is beside payments and reviews', async () => {
    const where = { purchase_month: { _in: ['2017-11-01', '2018-01-01', '2018-03-01'] } };
    const query = {
      metrics: ['revenue', 'paid', 'reviews', 'review_score', 'orders'],
      groupBy: ['purchase_month'],
      orderBy: [{ by: 'purchase_month' }],
    };
    expect(await rows(opened, { ...query, where })).toEqual([
      {
        purchase_month: '2017-11-01',
        revenue: 169_139.13,
        paid: 170_767.53,
        reviews: 1_132,
        review_score: 3.9276,
        orders: 1_135,
      },
      {
        purchase_month: '2018-01-01',
        revenue: 161_627.96,
        paid: 162_858.28,
        reviews: 1_073,
        review_score: 4.0578,
        orders: 1_080,
      },
      {
        purchase_month: '2018-03-01',
        revenue: 182_250.99,
        paid: 183_778.13,
        reviews: 1_111,
        review_score: 3.8362,
        orders: 1_114,
      },
    ]);
  });

  test('all of it together is 2,370,563.61, and not the 2,463,044.17 of one join', async () => {
    expect(await rows(opened, { metrics: ['revenue', 'paid', 'reviews'] })).toEqual([
      { revenue: 2_370_563.61, paid: 2_397_904.56, reviews: 14_944 },
    ]);
  });
});

if (!existsSync(cms)) console.warn(`Skipped: there are no hospital files in ${cms}.`);

describe.skipIf(!existsSync(cms))('hospitals with a patient survey, waits and accounts', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open('cms', cms);
  });
  afterAll(() => close(opened));

  test('is read whole: padded keys, missing values in words, one report a hospital', () => {
    const { problems, loaded } = opened.workspace.current();
    expect(problems).toEqual([]);
    expect(counts(loaded)).toEqual({
      experience: 4_809,
      finances: 6_013,
      hospitals: 5_336,
      payment_scores: 2_676,
      responses: 43_219,
      waiting: 4_772,
    });
    expect(loaded.get('finances')?.facts).toMatchObject({ rowsInSource: 6_121, deduplicated: 108 });
  });

  test('the median net margin is 1.43 % at one star and 7.45 % at five', async () => {
    const query = { metrics: ['median_margin'], groupBy: ['stars'], orderBy: [{ by: 'stars' }] };
    expect(await rows(opened, { ...query, where: { stars: { _isNull: false } } })).toEqual([
      { stars: 1, median_margin: 0.0143 },
      { stars: 2, median_margin: 0.0305 },
      { stars: 3, median_margin: 0.0533 },
      { stars: 4, median_margin: 0.0583 },
      { stars: 5, median_margin: 0.0745 },
    ]);
  });

  test('keys without their zeros meet the keys of the directory', async () => {
    const query = { metrics: ['surveyed'], where: { ownership: { _isNull: false } } };
    expect(await rows(opened, query)).toEqual([{ surveyed: 4_633 }]);
  });
});
