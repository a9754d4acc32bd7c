import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;

const queries = `
version: 1
queries:
  odd:
    metrics: [{ name: constructor, interval: false }, { name: a_b, alias: 'a"b, =1' , interval: false}]
`;

beforeAll(async () => {
  trivet = await startTestApp();
  await writeFile(join(trivet.folder, 'datasets', 'saved.yml'), queries);
  await trivet.app.workspace.reload();
});

afterAll(() => trivet.close());

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(trivet.address + path, { headers });
}

async function text(path: string): Promise<string> {
  const response = await get(path);
  expect(response.status).toBe(200);
  return response.text();
}

test('a saved query answers at its address', async () => {
  const lines = (await text('/queries/nps_by_region.csv')).trim().split('\r\n');
  expect(lines[0]).toBe('region,nps,nps_low,nps_high,nps_n,responses');
  expect(lines).toHaveLength(4);
  expect(lines.map((line) => line.split(',')[0]).sort()).toEqual(['', 'North', 'South', 'region']);
});

test('its file names where its columns are described', async () => {
  const response = await get('/queries/nps_by_region.csv');
  const link = /<([^>]*)>/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
  const described = await fetch(new URL(link, response.url));
  expect(described.status).toBe(200);
  expect(await described.json()).toMatchObject({ id: response.headers.get('etag')?.replaceAll('"', '') });
});

test('it is not written again for a client that has the answer', async () => {
  const first = await get('/queries/nps_by_region.json');
  const again = await get('/queries/nps_by_region.json', { 'if-none-match': first.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

test('a name that nothing has is answered with the closest', async () => {
  const response = await get('/queries/nps_by_regoin.csv');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    code: 'UNKNOWN_QUERY',
    hint: expect.stringContaining('nps_by_region'),
  });
  expect((await get('/queries/constructor.csv')).status).toBe(404);
});

test('names are flat, and nothing in a file is a formula for Excel', async () => {
  const plain = await text('/queries/odd.csv');
  expect(plain.split('\r\n')[0]).toBe('constructor,a_b_1');
  const excel = new Uint8Array(await (await get('/queries/odd.csv?for=excel')).arrayBuffer());
  expect([...excel.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('a changed file of the model changes the answer behind the address', async () => {
  await appendFile(
    join(trivet.folder, 'datasets', 'saved.yml'),
    '  fresh: { metrics: [{ name: tickets, interval: false }] }\n',
  );
  await trivet.app.workspace.reload();
  expect(await text('/queries/fresh.csv')).toBe('tickets\r\n4\r\n');
});
