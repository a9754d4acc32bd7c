import { cp, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { viewer, withAccess } from '../testing/access.ts';
import { codesOf, rowsIn } from '../testing/matchers.ts';
import { caseFolder, caseModel } from '../testing/case-workspace.ts';
import { openEngine } from './open-engine.ts';
import { type AuditLog, createAuditLog } from './audit-log.ts';
import { type Ask, createAsk } from './ask.ts';
import type { Engine } from './engine.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';

let folder: string;
let workspace: Workspace;
let audit: AuditLog;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-differencing-'));
  await cp(caseFolder, folder, { recursive: true });
  workspace = await openWorkspace({
    folder,
    dataFolders: [],
    openEngine: (datasets) =>
      openEngine({
        folder: join(folder, 'engine'),
        resultsFolder: join(folder, 'results'),
        datasets,
        memoryMb: 512,
        threads: 1,
        spare: false,
      }),
  });
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

function guarded(k: number): Model {
  const model = caseModel();
  const responses = model.datasets.get('responses');
  if (responses === undefined) throw new Error('No responses.');
  return withAccess({ ...model, datasets: new Map(model.datasets).set('responses', { ...responses, k }) }, []);
}

function asking(k: number, more: { readonly audit?: AuditLog } = {}): Ask {
  const model = guarded(k);
  return createAsk({
    dialect: duckdb,
    clock: () => new Date('2024-05-01T00:00:00Z'),
    timeoutMs: 20_000,
    engine: (): Engine => workspace.engine(),
    model: () => model,
    facts: () => workspace.current().facts,
    ...more,
  });
}

const bi = viewer('analyst', { name: 'bi', channel: 'token' });
const nps = { metrics: ['nps'] };
const some = (customers: readonly string[]): object => ({ metrics: ['nps'], where: { customer: customers } });

describe('nested questions', () => {
  test('the second of two whose persons differ by fewer than k is refused, in either order', async () => {
    // c1, c2 and c3 answered, c4 too, and one row is of nobody: five persons in all.
    const down = asking(2);
    expect(rowsIn(await down(some(['c1', 'c2', 'c3']), { viewer: bi }), ['nps'])).toEqual([[0]]);
    expect(await codesOf(() => down(some(['c1', 'c2']), { viewer: bi }))).toEqual(['differencing-refused']);
    const up = asking(2);
    await up(some(['c1', 'c2']), { viewer: bi });
    expect(await codesOf(() => up(some(['c1', 'c2', 'c3']), { viewer: bi }))).toEqual(['differencing-refused']);
  });

  test('a difference of k persons is answered, and so is the same question again', async () => {
    const ask = asking(2);
    expect(rowsIn(await ask(nps, { viewer: bi }), ['nps'])).toEqual([[16.6667]]);
    expect(rowsIn(await ask(some(['c1', 'c2', 'c3']), { viewer: bi }), ['nps'])).toEqual([[0]]);
    expect(rowsIn(await ask(nps, { viewer: bi }), ['nps'])).toEqual([[16.6667]]);
    expect(rowsIn(await ask(some(['c2', 'c4']), { viewer: bi }), ['nps'])).toEqual([[100]]);
  });

  test('a shown group counts like a question for it alone', async () => {
    const ask = asking(2);
    await ask({ metrics: ['nps'], groupBy: ['region'] }, { viewer: bi });
    const more = { metrics: ['nps'], where: { region: 'North', responses__channel: 'email' } };
    // Both are of c1 and c2, but the one answer that is left out is of c1 alone.
    expect(await codesOf(() => ask(more, { viewer: bi }))).toEqual(['differencing-refused']);
    expect(rowsIn(await asking(2)(more, { viewer: bi }), ['nps'])).toEqual([[100]]);
    const fewer = asking(2);
    await fewer({ metrics: ['nps'], where: { region: ['North', 'South'] } }, { viewer: bi });
    expect(await codesOf(() => fewer({ metrics: ['nps'], groupBy: ['region'] }, { viewer: bi }))).toEqual([
      'differencing-refused',
    ]);
  });

  const from = (date: object): object => ({ metrics: ['nps'], where: { date } });
  const bought = (least: number): object => ({
    metrics: ['nps'],
    where: { customers: { _metric: { revenue: { _gte: least } } } },
  });
  const either = (region: string): object => ({
    metrics: ['nps'],
    where: { _or: [{ customer: ['c1', 'c2'] }, { region }] },
  });
  const without = (...customers: readonly string[]): object => ({
    metrics: ['nps'],
    where: { customer: { _nin: customers } },
  });
  const before = (range: readonly [string, string]): object => ({
    metrics: [{ name: 'nps', compare: { offset: 'P1M' } }],
    time: { range },
  });
  test.each([
    ['two bounds of the date', from({ _gte: '2024-02-01' }), from({ _gte: '2024-02-06' })],
    [
      'a bound of the date and a range',
      from({ _gte: '2024-02-01' }),
      { ...nps, time: { range: ['2024-02-06', '2024-05-01'] } },
    ],
    ['two bounds of what a customer bought for', bought(50), bought(100)],
    ['two alternatives', either('South'), either('Nowhere')],
    ['two lists of exceptions', without('c3'), without('c3', 'c4')],
    ['a list and its exceptions', some(['c1', 'c2']), { metrics: ['nps'], where: { customer: { _nin: ['c3'] } } }],
    [
      'an earlier period and the same asked for itself',
      before(['2024-02-01', '2024-04-02']),
      { ...nps, time: { range: ['2024-01-01', '2024-02-06'] } },
    ],
  ])('%s are nested like two values of a dimension', async (_, first, second) => {
    const ask = asking(2);
    await ask(first, { viewer: bi });
    expect(await codesOf(() => ask(second, { viewer: bi }))).toEqual(['differencing-refused']);
  });

  test('one answer more of somebody who gave others is told by no difference', async () => {
    const ask = asking(2);
    const until = (day: string): object => ({ ...nps, time: { range: ['2024-01-01', day] } });
    expect(rowsIn(await ask(until('2024-02-20'), { viewer: bi }), ['nps'])).toEqual([[25]]);
    expect(await codesOf(() => ask(until('2024-02-21'), { viewer: bi }))).toEqual(['differencing-refused']);
  });

  test('two conditions beside each other in one question are two questions', async () => {
    const filtered = (alias: string, customer: readonly string[]) => ({ name: 'nps', alias, filter: { customer } });
    const close = [filtered('a', ['c1', 'c2', 'c3']), filtered('b', ['c1', 'c2'])];
    expect(await codesOf(() => asking(2)({ metrics: close }, { viewer: bi }))).toEqual(['differencing-refused']);
    const apart = [filtered('a', ['c1', 'c2']), filtered('b', ['c3', 'c4'])];
    expect(rowsIn(await asking(2)({ metrics: apart }, { viewer: bi }), ['a', 'b'])).toEqual([[33.3333, 0]]);
  });

  test('what one was shown binds nobody else, and who shares an answer is bound by it too', async () => {
    const ask = asking(2);
    const other: Viewer = { ...bi, name: 'another' };
    await ask(some(['c1', 'c2', 'c3']), { viewer: bi });
    expect(rowsIn(await ask(some(['c1', 'c2']), { viewer: other }), ['nps'])).toEqual([[33.3333]]);
    expect(await codesOf(() => ask(some(['c1', 'c2', 'c3']), { viewer: other }))).toEqual(['differencing-refused']);
  });

  test('nobody is listed by what holds for them', async () => {
    const unhappy = { customers: { _metric: { nps: { _lt: 0 } } } };
    const list = { metrics: ['orders'], groupBy: ['customer'], where: unhappy };
    expect(await codesOf(() => asking(2)(list, { viewer: bi }))).toEqual(['forbidden']);
    expect(rowsIn(await asking(2)(list, { viewer: viewer('analyst') }), ['customer'])).toEqual([['c3']]);
  });

  test('who may read the rows is not bound', async () => {
    const ask = asking(2);
    const reader = viewer('analyst');
    await ask(some(['c1', 'c2', 'c3']), { viewer: reader });
    expect(rowsIn(await ask(some(['c1', 'c2']), { viewer: reader }), ['nps'])).toEqual([[33.3333]]);
  });
});

describe('answers that are kept', () => {
  test('are found under an equal policy only, whoever asks', async () => {
    const ask = asking(2);
    const { id } = await ask(nps, { viewer: bi });
    expect(ask.find(id, ask.policyOf(bi))?.id).toBe(id);
    expect(ask.find(id, ask.policyOf({ ...bi, name: 'another' }))?.id).toBe(id);
    for (const who of [viewer('admin'), viewer('analyst'), viewer('leader')]) {
      expect(ask.find(id, ask.policyOf(who))).toBeNull();
      expect((await ask(nps, { viewer: who })).id).not.toBe(id);
    }
  });

  test('who sees nothing is told why, with a way out', async () => {
    const model = { ...guarded(2), access: [] };
    const ask = createAsk({
      dialect: duckdb,
      clock: () => new Date('2024-05-01T00:00:00Z'),
      timeoutMs: 20_000,
      engine: () => workspace.engine(),
      model: () => model,
      facts: () => workspace.current().facts,
    });
    expect(await codesOf(() => ask(nps, { viewer: viewer('analyst') }))).toEqual(['forbidden']);
    expect(rowsIn(await ask(nps, { viewer: viewer('builder') }), ['nps'])).toEqual([[16.6667]]);
  });
});

describe('the audit log', () => {
  test('remembers who asked what for, and no value of a row or a filter', async () => {
    audit = createAuditLog(join(folder, 'log'), (error) => {
      throw error;
    });
    const ask = asking(2, { audit });
    const query = { metrics: ['nps', 'revenue'], groupBy: ['region'], where: { customer: ['c1', 'c2'] } };
    const { id } = await ask(query, { viewer: viewer('builder', { name: 'ada' }) });
    await ask(query, { viewer: viewer('builder', { name: 'ada' }) });
    await ask(some(['c1']), { viewer: bi });
    await audit.settled();
    const file = join(folder, 'log', 'audit.jsonl');
    const text = await readFile(file, 'utf8');
    const [first, second, third] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    const shared = {
      at: '2024-05-01T00:00:00.000Z',
      who: 'ada',
      channel: 'person',
      purpose: 'service_improvement',
      metrics: ['nps', 'revenue'],
      dimensions: ['region'],
      filters: ['customer _in'],
      rows: [
        { dataset: 'responses', used: 3 },
        { dataset: 'orders', used: 3 },
      ],
      result: id,
    };
    expect([first, second]).toEqual([
      { ...shared, cached: false },
      { ...shared, cached: true },
    ]);
    expect(third).toMatchObject({ who: 'bi', channel: 'token', rows: [{ dataset: 'responses', used: null }] });
    expect(text).not.toMatch(/"c1"|North|33\.3/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is put aside when it is full, and nothing is lost', async () => {
    const place = join(folder, 'full');
    const log = createAuditLog(place, (error) => {
      throw error;
    });
    const entry = {
      at: '2024-05-01T00:00:00.000Z', who: 'ada', channel: 'person', purpose: 'p', metrics: [], dimensions: [], filters: [], rows: [], result: 'r', cached: false,
    } as const; // prettier-ignore
    log.record(entry);
    await log.settled();
    await truncate(join(place, 'audit.jsonl'), 17 * 1024 * 1024);
    log.record({ ...entry, at: '2024-05-02T00:00:00.000Z' });
    await log.settled();
    expect(JSON.parse(await readFile(join(place, 'audit.jsonl'), 'utf8'))).toMatchObject({
      at: '2024-05-02T00:00:00.000Z',
    });
    expect((await stat(join(place, 'audit-2024-05-02T00-00-00-000Z.jsonl'))).size).toBe(17 * 1024 * 1024);
  });
});
