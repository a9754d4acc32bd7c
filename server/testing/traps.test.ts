import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Ask, createAsk } from '../engine/ask.ts';
import { openEngine } from '../engine/open-engine.ts';
import { openWorkspace, type Workspace } from '../engine/workspace.ts';
import { raw, sql } from '../sql/sql.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { viewer, withAccess } from './access.ts';
import { caseFolder, caseModel, type CaseWorkspace, openCases } from './case-workspace.ts';
import { type GuideFence, guideFences, wordOf } from './guide.ts';
import { expectAnswer } from './guide-answer.ts';
import { codesOf } from './matchers.ts';

const page = 'traps.md';
const fences = guideFences(page);
const reader = fences.filter(({ words }) => words.includes('reader'));
const asked = fences.filter(({ language, words }) => language === 'yaml' && !words.includes('reader'));
const wrong = fences.filter(({ language }) => language === 'sql');

/** The workspaces of the page, by the word `with=…`. */
const workspaces = new Map<string | null, CaseWorkspace>();
const moved = { extraLines: { customers: ['c1,South,2024-06-01 00:00:00'] } };
const latest = ['key: [customer_id]', 'key: [customer_id]\ndedupe: { keep: latest, by: updated_at }'] as const;

beforeAll(async () => {
  workspaces.set(null, await openCases());
  workspaces.set('duplicate', await openCases(moved));
  workspaces.set('dedupe', await openCases({ ...moved, edit: { 'customers.yml': latest } }));
  for (const { database } of workspaces.values()) await database.execute("SET search_path = 'data'");
});
afterAll(() => {
  for (const { database } of workspaces.values()) database.close();
});

describe(page, () => {
  test('sets each trap beside its way out', () => {
    expect(wrong.length).toBeGreaterThanOrEqual(14);
    expect(asked.length).toBeGreaterThanOrEqual(16);
    expect(reader.length).toBeGreaterThanOrEqual(4);
    expect(fences).toHaveLength(wrong.length + asked.length + reader.length);
  });

  test.each(wrong)('$text gives the wrong number that stands below it', async (fence) => {
    const { columns, rowCount } = await workspaceOf(fence).database.run(
      sql`SELECT COLUMNS(*)::VARCHAR FROM (${raw(fence.text)})`.print(),
    );
    const rows = Array.from({ length: rowCount }, (_, row) => columns.map(({ values }) => plainText(values[row])));
    expect({ head: columns.map(({ name }) => name), rows }).toEqual(fence.table);
  });

  test.each(asked)('$text is answered or refused as the page says', async (fence) => {
    await expectSaid(fence, (query) => workspaceOf(fence).ask(query));
  });
});

describe(`${page}: under a threshold`, () => {
  let folder: string;
  let workspace: Workspace;
  let ask: Ask;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trivet-traps-'));
    await cp(caseFolder, folder, { recursive: true });
    workspace = await openWorkspace({
      folder,
      dataFolders: [],
      openEngine: (datasets) =>
        openEngine({
          folder: join(folder, '.trivet', 'engine'),
          resultsFolder: join(folder, '.trivet', 'results'),
          datasets,
          memoryMb: 512,
          threads: 1,
          spare: false,
        }),
    });
    const model = withAccess(caseModel({ edit: { 'responses.yml': ['privacy: { k: 1 }', 'privacy: { k: 2 }'] } }), []);
    ask = createAsk({
      dialect: duckdb,
      clock: () => new Date('2024-05-01T00:00:00Z'),
      timeoutMs: 20_000,
      engine: () => workspace.engine(),
      model: () => model,
      facts: () => workspace.current().facts,
    });
  });
  afterAll(async () => {
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('one after the other, everything is answered, hidden or refused as the page says', async () => {
    const bi = viewer('analyst', { name: 'bi', channel: 'token' });
    for (const fence of reader) await expectSaid(fence, (query) => ask(query, { viewer: bi }));
  });
});

async function expectSaid(fence: GuideFence, ask: (query: object) => ReturnType<Ask>): Promise<void> {
  // A fence holds a mapping: what is none is refused as a query.
  const query = parse(fence.text) as object;
  const code = wordOf(fence, 'refused');
  if (code === null) expectAnswer(await ask(query), fence);
  else expect(await codesOf(() => ask(query))).toEqual([code]);
}

function workspaceOf(fence: GuideFence): CaseWorkspace {
  const workspace = workspaces.get(wordOf(fence, 'with'));
  if (workspace === undefined) throw new Error(`No workspace for ${fence.text}.`);
  return workspace;
}

function plainText(value: unknown): string {
  if (value === null) return '';
  const number = Number(value);
  return Number.isNaN(number) ? String(value) : String(Math.round(number * 10_000) / 10_000);
}
