import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

const queries = `
version: 1
queries:
  revenue_of:
    metrics: [{ name: revenue, interval: false }, { name: orders, interval: false }]
    groupBy: [region]
    where: { region: $region, date: { _gte: $from } }
    orderBy: [{ by: revenue, dir: DESC }]
    parameters:
      region: { type: string, default: null }
      from: { type: date, default: '2024-01-01' }
`;

beforeAll(async () => {
  trivet = await startTestApp();
  await writeFile(join(trivet.folder, 'datasets', 'saved.yml'), queries);
  await trivet.app.workspace.reload();
});

afterAll(() => trivet.close());

function get(path: string): Promise<Response> {
  return fetch(trivet.address + path);
}

async function text(path: string): Promise<string> {
  const response = await get(path);
  expect(response.status).toBe(200);
  return response.text();
}

test('parameters are typed as declared, have defaults, and drop their condition when empty', async () => {
  expect(await text('/queries/revenue_of.csv')).toBe(
    'region,revenue,orders\r\n,500.00,1\r\nNorth,350.00,3\r\nSouth,100.00,2\r\n',
  );
  expect(await text('/queries/revenue_of.csv?region=South')).toBe('region,revenue,orders\r\nSouth,100.00,2\r\n');
  expect(await text('/queries/revenue_of.csv?region=South&from=2024-02-01')).toBe(
    'region,revenue,orders\r\nSouth,30.00,1\r\n',
  );
  expect(await text('/queries/revenue_of.csv?region=&from=')).toContain('North,350.00,3');
});

test('a value can be no SQL', async () => {
  expect(await text(`/queries/revenue_of.csv?region=${encodeURIComponent("x' OR '1'='1")}`)).toBe(
    'region,revenue,orders\r\n',
  );
});

test.each([
  ['one that is not declared', '/queries/revenue_of.csv?regio=North', 'UNKNOWN_PARAMETER'],
  ['a day that is none', '/queries/revenue_of.csv?from=2024-02-30', 'INVALID_PARAMETER'],
  ['one given twice', '/queries/revenue_of.csv?region=a&region=b', 'INVALID_PARAMETER'],
  ['the query itself', '/queries/revenue_of.csv?metrics=nps', 'UNKNOWN_PARAMETER'],
])('a parameter is refused: %s', async (_, path, code) => {
  const response = await get(path);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code, hint: expect.any(String) });
});

test('totals are asked for along with the rows', async () => {
  expect(await text('/queries/revenue_of.csv?totals=true')).toBe(
    'region,revenue,orders,is_total\r\n,500.00,1,false\r\nNorth,350.00,3,false\r\nSouth,100.00,2,false\r\n,950.00,6,true\r\n',
  );
});

test('columns keep their names and order from one request to the next', async () => {
  const heads = await Promise.all(
    ['', '?region=North', '?from=2030-01-01'].map(
      async (rest) => (await text(`/queries/revenue_of.csv${rest}`)).split('\r\n')[0],
    ),
  );
  expect(new Set(heads)).toEqual(new Set(['region,revenue,orders']));
});
