import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReadRows, type ReadRows } from '../engine/read-rows.ts';
import type { AccessRule, Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { policyOf } from '../query/policy/policy.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { analyst, rule } from '../testing/access.ts';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { apiSchema } from './index.ts';

let trivet: TestApp;

beforeAll(async () => {
  trivet = await startTestApp();
});

afterAll(() => trivet.close());

async function answered<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await trivet.graphql(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

test('rows come with typed values and with the rows that they refer to', async () => {
  const { responses } = await answered<{
    responses: Page;
  }>(`{ responses(first: 2, orderBy: [{ by: answered_at, dir: DESC }]) {
    totalCount pageInfo { hasNextPage hasPreviousPage }
    edges { node { response_id score answered_at who: customer { region customer_id } } } } }`);
  expect(responses).toEqual({
    totalCount: 6,
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
    edges: [
      {
        node: {
          response_id: 'r6',
          score: 10,
          answered_at: '2024-04-01T12:00:00.000Z',
          who: { region: null, customer_id: 'c4' },
        },
      },
      {
        node: {
          response_id: 'r2',
          score: 6,
          answered_at: '2024-02-20T12:00:00.000Z',
          who: { region: 'North', customer_id: 'c1' },
        },
      },
    ],
  });
});

test('a row without a key and a row whose key has no match refer to nothing', async () => {
  const { responses, orders } = await answered<{ responses: object; orders: object }>(`{
    responses(where: { response_id: { _eq: "r5" } }) { nodes { customer_id customer { region } } }
    orders(where: { amount: { _gte: 500 } }) { nodes { order_id amount customer { region } } } }`);
  expect(responses).toEqual({ nodes: [{ customer_id: null, customer: null }] });
  expect(orders).toEqual({ nodes: [{ order_id: 'o6', amount: '500.00', customer: null }] });
});

test('conditions are those of metrics: nulls, lists, negation and choice', async () => {
  const found = async (where: object): Promise<unknown[]> => {
    const { responses } = await answered<{ responses: Page }>(
      'query Rows($where: ResponsesWhere!) { responses(where: $where) { edges { node { response_id } } } }',
      { where },
    );
    return responses.edges.map(({ node }) => node['response_id']);
  };
  expect(await found({ score: { _gte: 9 } })).toEqual(['r1', 'r3', 'r6']);
  expect(await found({ customer_id: { _eq: null } })).toEqual(['r5']);
  expect(await found({ customer_id: { _in: ['c3', null] } })).toEqual(['r4', 'r5']);
  expect(await found({ _not: { channel: { _eq: 'email' } }, score: { _lt: 8 } })).toEqual(['r2', 'r4']);
  expect(await found({ _or: [{ score: { _eq: 3 } }, { answered_at: { _lt: '2024-01-12T00:00:00Z' } }] })).toEqual([
    'r1',
    'r4',
  ]);
});

test('columns of any name come through', async () => {
  const { odd_names: rows } = await answered<{ odd_names: { nodes: object[] } }>(
    `{ odd_names(where: { constructor_: { _eq: 10 }, a__b: { _eq: 9 } }, orderBy: [{ by: group }]) {
      nodes { select group end a__b constructor_ } } }`,
  );
  expect(rows.nodes).toEqual([{ select: '7', group: '8', end: '6', a__b: '9', constructor_: '10' }]);
});

test('what cannot be answered is refused by name', async () => {
  const refusal = async (list: string): Promise<unknown> => {
    const { errors } = await trivet.graphql(`{ ${list} { edges { cursor } } }`);
    return errors?.[0]?.extensions['code'];
  };
  expect(await refusal('responses(first: 1001)')).toBe('INVALID_QUERY');
  expect(await refusal('responses(after: "nonsense")')).toBe('INVALID_QUERY');
  expect(await refusal('responses(purpose: marketing)')).toBe('UNKNOWN_PURPOSE');
  expect(await refusal('responses(where: { answered_at: { _gt: "yesterday" } })')).toBe('INVALID_QUERY');
  const { responses } = await answered<{ responses: Page }>('{ responses(first: 1) { edges { cursor } } }');
  const cursor = responses.edges[0]?.cursor ?? '';
  expect(await refusal(`orders(after: "${cursor}")`)).toBe('INVALID_QUERY');
  expect(await refusal(`responses(after: "${cursor}", orderBy: [{ by: score }])`)).toBe('INVALID_QUERY');
});

test('consent for the purpose holds for rows, and for their number', async () => {
  const { responses } = await answered<{ responses: Page }>(
    '{ responses(purpose: research) { totalCount edges { node { response_id } } } }',
  );
  expect(responses.totalCount).toBe(4);
  expect(responses.edges.map(({ node }) => node['response_id'])).toEqual(['r1', 'r3', 'r4', 'r5']);
});

test('pages in any order hold every row once, also where values are missing or equal', async () => {
  const everyColumn = ['order_id', 'customer_id', 'ordered_at', 'shipped_at', 'amount', 'ship_fee'] as const;
  const order = fc.record({
    by: fc.constantFrom(...everyColumn),
    dir: fc.constantFrom('ASC', 'DESC'),
    nulls: fc.constantFrom('FIRST', 'LAST'),
  });
  const page = `query Page($first: Int!, $after: String, $orderBy: [OrdersOrder!]!) {
    orders(first: $first, after: $after, orderBy: $orderBy) { edges { node { order_id } } pageInfo { hasNextPage endCursor } } }`;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(order, { maxLength: 3, selector: ({ by }) => by }),
      fc.integer({ min: 1, max: 4 }),
      async (orderBy, first) => {
        const whole = await answered<{ orders: Page }>(page, { first: 1000, orderBy });
        const seen: unknown[] = [];
        for (let after: string | null = null, more = true; more;) {
          const { orders }: { orders: Page } = await answered(page, { first, after, orderBy });
          seen.push(...orders.edges.map(({ node }) => node['order_id']));
          after = orders.pageInfo.endCursor;
          more = orders.pageInfo.hasNextPage;
        }
        expect(seen).toEqual(whole.orders.edges.map(({ node }) => node['order_id']));
        expect([...seen].sort()).toEqual(['o1', 'o2', 'o3', 'o4', 'o5', 'o6']);
      },
    ),
    { numRuns: 40 },
  );
});

test('a row that arrives before the place of a cursor moves no page', async () => {
  const first = await answered<{ tickets: Page }>(
    '{ tickets(first: 2) { edges { node { ticket_id } } pageInfo { endCursor } } }',
  );
  expect(first.tickets.edges.map(({ node }) => node['ticket_id'])).toEqual(['t1', 't2']);
  await appendFile(join(trivet.folder, 'data', 'tickets.csv'), 't0,c2,2024-01-02 10:00:00,1.00\n');
  await trivet.app.workspace.reload();
  const { tickets } = await answered<{ tickets: Page }>(
    'query Next($after: String!) { tickets(first: 2, after: $after) { totalCount pageInfo { hasPreviousPage } edges { node { ticket_id } } } }',
    { after: first.tickets.pageInfo.endCursor },
  );
  expect(tickets.edges.map(({ node }) => node['ticket_id'])).toEqual(['t3', 't4']);
  expect(tickets).toMatchObject({ totalCount: 5, pageInfo: { hasPreviousPage: true } });
});

test('who read which columns of rows is recorded, not what stood in them', async () => {
  await answered('{ orders(where: { customer_id: { _eq: "c3" } }) { nodes { order_id amount } } }');
  const file = join(trivet.folder, '.trivet', 'log', 'audit.jsonl');
  const last = async (): Promise<unknown> => {
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    return JSON.parse(lines.at(-1) ?? '{}');
  };
  await expect.poll(last).toMatchObject({
    who: 'local',
    purpose: 'service_improvement',
    dimensions: ['orders.order_id', 'orders.amount'],
    filters: ['customer_id _eq'],
    rows: [{ dataset: 'orders', used: 2 }],
    result: 'rows of orders',
  });
  expect(await readFile(file, 'utf8')).not.toContain('c3');
});

test('a dataset whose key is broken shows no rows', async () => {
  const file = join(trivet.folder, 'data', 'themes.csv');
  await writeFile(file, 'response_id,theme,weight\nr1,price,0.5\nr1,price,0.5\n');
  await trivet.app.workspace.reload();
  const { errors } = await trivet.graphql('{ themes { totalCount nodes { theme } } }');
  expect(errors?.[0]?.extensions['code']).toBe('DATASET_QUARANTINED');
});

describe('what a policy leaves', () => {
  const everything = { columns: ['response_id'], joins: [], where: null, orderBy: [], first: 100, after: null };

  function readerOf(rules: readonly AccessRule[], change: (model: Model) => Model = (model) => model): ReadRows {
    const { workspace } = trivet.app;
    const model: Model = { ...change(workspace.current().model), access: rules };
    return createReadRows({
      dialect: duckdb,
      clock: () => new Date('2024-05-01T00:00:00Z'),
      timeoutMs: 10_000,
      engine: () => workspace.engine(),
      model: () => model,
      facts: () => workspace.current().facts,
    });
  }

  function sdlFor(rules: readonly AccessRule[], viewer: Viewer): string {
    return printSchema(apiSchema(policyOf({ ...trivet.app.workspace.current().model, access: rules }, viewer)));
  }

  const north = [rule('customers', { rows: 'region in (user.regions)' }), rule('responses')];
  const someone = analyst({ regions: ['North'] });

  test('only rows that the policy shows, in pages, counts and joins', async () => {
    const rows = readerOf(north);
    const asked = { ...everything, dataset: 'responses', purpose: null };
    expect((await rows.page(asked, { viewer: someone })).own.get('response_id')).toEqual(['r1', 'r2', 'r3']);
    expect(await rows.count(asked, { viewer: someone })).toBe(3);
  });

  test('a dataset without a rule is unknown, in words that name no other that is hidden', async () => {
    const asked = { ...everything, dataset: 'orders', columns: ['order_id'], purpose: null };
    const refused = readerOf(north).page(asked, { viewer: someone });
    await expect(refused).rejects.toMatchObject({ code: 'unknown-dataset' });
    await expect(refused).rejects.not.toMatchObject({ hint: expect.stringContaining('tickets') });
  });

  test('a denied column cannot be read, filtered or ordered by, and its name is nowhere in the schema', async () => {
    const rules = [rule('customers'), rule('responses', { columns: { score: { is: 'deny' } } })];
    const rows = readerOf(rules);
    const asked = { ...everything, dataset: 'responses', purpose: null };
    const column = { column: 'score', direction: 'ASC', nulls: 'LAST' } as const;
    for (const change of [{ columns: ['score'] }, { where: { score: { _gte: 9 } } }, { orderBy: [column] }]) {
      await expect(rows.page({ ...asked, ...change }, { viewer: someone })).rejects.toMatchObject({
        code: 'unknown-column',
      });
    }
    // Names of analyses and their refusals are the same for everybody.
    const sdl = sdlFor(rules, someone).replace(/enum (AnalysisKind|RefusalCode) \{[\s\S]*?\n\}/g, '');
    expect(sdl).toContain('responses(');
    expect(sdl).not.toMatch(/\bscore\b/i);
    expect(sdl).toMatch(/enum MetricName \{[^}]*\bresponses\n/);
    expect(sdl).not.toMatch(/enum MetricName \{[^}]*\bnps\b/);
    expect(sdl).not.toMatch(/\b(orders|revenue|tickets)\b/i);
  });

  test('a column that may only be measured is no column of rows', async () => {
    const rules = [rule('orders', { columns: { amount: { is: 'aggregate_only' } } })];
    expect(sdlFor(rules, someone)).toMatch(/type OrdersRow \{[^}]*ship_fee/);
    expect(sdlFor(rules, someone)).not.toMatch(/type OrdersRow \{[^}]*amount/);
  });

  test('data of employees, and answers for those who may not read rows, have no rows at all', async () => {
    const employees = (model: Model): Model => {
      const responses = model.datasets.get('responses');
      if (responses === undefined) throw new Error('No responses.');
      const datasets = new Map(model.datasets).set('responses', { ...responses, population: 'employees', k: 10 });
      return { ...model, datasets };
    };
    const asked = { ...everything, dataset: 'responses', purpose: null };
    await expect(readerOf(north, employees).page(asked, { viewer: someone })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { model } = trivet.app.workspace.current();
    const sdl = printSchema(apiSchema(policyOf({ ...employees(model), access: north }, someone)));
    expect(sdl).not.toContain('ResponsesConnection');
  });

  test('a program that is confined to views reads no rows', async () => {
    const asked = { ...everything, dataset: 'responses', purpose: null };
    const program: Viewer = { ...someone, channel: 'token', views: ['cx_overview'] };
    await expect(readerOf(north).page(asked, { viewer: program })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
