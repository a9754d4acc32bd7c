import { buildSchema, parse as parseGraphQL, validate } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { apiSdl } from '../api/index.ts';
import { connectors } from '../connectors/index.ts';
import { type Ask, createAsk } from '../engine/ask.ts';
import { openEngine } from '../engine/open-engine.ts';
import { openWorkspace, type Workspace } from '../engine/workspace.ts';
import { metricKinds } from '../metrics/index.ts';
import { loadModel } from '../model/load.ts';
import { cellKinds } from '../notebook/cells/index.ts';
import { parseNotebook } from '../notebook/parse.ts';
import { printNotebook } from '../notebook/print.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { raw, sql } from '../sql/sql.ts';
import { startTestApp, type TestApp } from './app.ts';
import { caseFolder, type CaseWorkspace, openCases } from './case-workspace.ts';
import { expectAnswer } from './guide-answer.ts';
import { type GuideFence, guideFences, guideTables, wordOf } from './guide.ts';
import { codesOf } from './matchers.ts';
import { localViewer } from '../model/viewer.ts';

describe('metric-queries.md', () => {
  const fences = guideFences('metric-queries.md');
  const queries = fences.filter(({ words }) => words.includes('query'));
  const refusals = guideTables('metric-queries.md').find(({ head }) => head[1] === 'refused as')?.rows ?? [];
  let cases: CaseWorkspace;
  beforeAll(async () => {
    cases = await openCases();
  });
  afterAll(() => cases.database.close());

  test('has examples of every sort', () => {
    expect(queries.length).toBeGreaterThanOrEqual(25);
    expect(refusals.length).toBeGreaterThanOrEqual(12);
    expect(fences.filter(({ language }) => language === 'graphql')).toHaveLength(4);
  });

  test('facts joined to each other are multiplied as the page says', async () => {
    const facts = `data.orders JOIN data.customers USING (customer_id) JOIN data.responses USING (customer_id)
      JOIN data.tickets USING (customer_id)`;
    const { columns } = await cases.database.run(
      sql`SELECT count(*), sum(amount) FROM ${raw(facts)} WHERE customer_id = 'c1'`.print(),
    );
    expect(columns.map(({ values }) => Number(values[0]))).toEqual([12, 1800]);
  });

  test.each(queries)('$text is answered as the table below it says', async (fence) => {
    expectAnswer(await cases.ask(mappingOf(fence.text)), fence);
  });

  test.each(refusals.map(([query = '', code = '']) => [plain(query), plain(code)] as const))(
    '%s is refused as %s',
    async (query, code) => {
      expect(await codesOf(() => cases.ask(mappingOf(query)))).toEqual([code]);
    },
  );
});

describe('model.md: two files', () => {
  const fences = guideFences('model.md');
  const files = fences.filter((fence) => wordOf(fence, 'file') !== null);
  let folder = '';
  let workspace: Workspace;
  let ask: Ask;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'trivet-guide-'));
    for (const fence of files) await writeBelow(folder, wordOf(fence, 'file') ?? '', `${fence.text}\n`);
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
    ask = createAsk({
      dialect: duckdb,
      clock: () => new Date('2026-03-01T00:00:00Z'),
      timeoutMs: 10_000,
      engine: () => workspace.engine(),
      model: () => workspace.current().model,
      facts: () => workspace.current().facts,
    });
  });
  afterAll(async () => {
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('load without a problem', () => {
    expect(files.map((fence) => wordOf(fence, 'file')).sort()).toEqual([
      'data/answers.csv',
      'data/orders.csv',
      'datasets/answers.yml',
      'datasets/orders.yml',
      'datasets/shared.yml',
      'trivet.yml',
    ]);
    expect(workspace.current().problems).toEqual([]);
  });

  test('give the first answer', async () => {
    const [question] = fences.filter(({ words }) => words.includes('ask'));
    expect(question).toBeDefined();
    if (question !== undefined) expectAnswer(await ask(mappingOf(question.text), { viewer: localViewer }), question);
  });
});

describe('model.md: further keys', () => {
  const fences = guideFences('model.md').filter(
    (fence) => fence.words.includes('model') || wordOf(fence, 'dataset') !== null,
  );

  test('are shown by examples', () => {
    expect(fences.length).toBeGreaterThanOrEqual(3);
  });

  test.each(fences)('$text loads', (fence) => {
    expect(problemsWith(fence)).toEqual([]);
  });
});

describe('notebooks.md', () => {
  const [example] = guideFences('notebooks.md').filter(({ words }) => words.includes('notebook'));
  const text = `${example?.text ?? ''}\n`;
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    await writeBelow(app.folder, 'notebooks/regions.md', text);
  });
  afterAll(() => app.close());

  test('shows a notebook that is canonical and without a problem', () => {
    const { document, problems } = parseNotebook(text, new Set(cellKinds.names));
    expect(problems).toEqual([]);
    expect(printNotebook(document)).toBe(text);
    expect([...new Set(document.cells.map(({ kind }) => kind))].sort()).toEqual([...cellKinds.names].sort());
  });

  test('shows a notebook of which every cell has a result, and which can be published', async () => {
    const session = await app.app.notebooks.open('regions', localViewer);
    const view = await session.run({ wait: true });
    expect(view.cells.map(({ cell, state, output }) => [cell.id, state, output?.type])).toEqual(
      view.cells.map(({ cell }) => [cell.id, 'fresh', outputs.get(cell.kind)]),
    );
    expect(await app.app.publish('regions', {}, null, localViewer)).toMatchObject({ ok: true });
  });

  test('all GraphQL of metric-queries.md is valid', () => {
    const schema = buildSchema(apiSdl(app.app.workspace.current().model));
    for (const { language, text: document } of guideFences('metric-queries.md')) {
      if (language === 'graphql')
        expect({ document, errors: validate(schema, parseGraphQL(document)) }).toEqual({ document, errors: [] });
    }
  });

  test('the GraphQL of metric-queries.md begins with a question that is answered', async () => {
    const [query] = guideFences('metric-queries.md').filter(({ language }) => language === 'graphql');
    const { data, errors } = await app.graphql(query?.text ?? '');
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      metricQuery: {
        table: [
          { region: 'North', revenue: '350.00', nps_n: 3 },
          { region: 'South', revenue: '100.00', nps_n: 1 },
        ],
        accounting: [
          { dataset: 'orders', rowsInSource: '6', rowsUsed: '5', outsideFilter: '1' },
          { dataset: 'responses', rowsInSource: '6', rowsUsed: '4', outsideFilter: '2' },
        ],
      },
    });
  });
});

const outputs: ReadonlyMap<string, string> = new Map([
  ['md', 'TextOutput'],
  ['sql', 'TableOutput'],
  ['query', 'TableOutput'],
  ['arquero', 'TableOutput'],
  ['analysis', 'FindingOutput'],
  ['chart', 'ChartOutput'],
  ['input', 'InputOutput'],
  ['metric', 'MetricOutput'],
]);

/** Problems of the model of the worked cases with a part of a guide put into it. */
function problemsWith(fence: GuideFence): readonly unknown[] {
  const dataset = wordOf(fence, 'dataset');
  const folder = join(caseFolder, 'datasets');
  const own = readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const isMeant = dataset !== null && name === `${dataset}.yml`;
    return {
      file: `datasets/${name}`,
      text: isMeant ? stringify(joined(mappingOf(text), mappingOf(fence.text))) : text,
    };
  });
  const files = dataset === null ? [...own, { file: 'datasets/guide.yml', text: fence.text }] : own;
  const settings = {
    name: 'Guide',
    zone: 'UTC',
    weekStart: 'MONDAY',
    fiscalYearStart: 1,
    purpose: null,
    trusted: false,
  } as const;
  return loadModel({ files, settings, metricKinds, connectors: connectors.names }).problems;
}

/** A mapping with the members of another put into it; members that are mappings in both are joined likewise. */
function joined(into: object, from: object): object {
  const members = new Map<string, unknown>(Object.entries(into));
  for (const [key, value] of Object.entries(from)) {
    const known = members.get(key);
    members.set(key, isMapping(known) && isMapping(value) ? joined(known, value) : value);
  }
  return Object.fromEntries(members);
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mappingOf(text: string): object {
  const value: unknown = parse(text);
  if (isMapping(value)) return value;
  throw new Error(`${text} is no mapping.`);
}

function plain(cell: string): string {
  return cell.replaceAll('`', '');
}

async function writeBelow(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
