import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableFromIPC } from '@uwdata/flechette';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';

let trivet: TestApp;
let secrets: { readonly [Role in 'leader' | 'analyst' | 'builder']: string };

const rules = `version: 1
access:
  - { dataset: customers, roles: [analyst], rows: region in (user.regions) }
  - { dataset: orders, roles: [analyst, leader], columns: { ship_fee: deny, amount: aggregate_only } }
  - { dataset: responses, roles: [analyst] }
`;

beforeAll(async () => {
  trivet = await startTestApp('cases', {
    settings: 'auth: {}',
    before: (folder) => writeFile(join(folder, 'datasets', 'access.yml'), rules),
  });
  const attributes = new Map([['regions', ['North']]]);
  secrets = {
    leader: await trivet.makeToken({ name: 'lea', role: 'leader' }),
    analyst: await trivet.makeToken({ name: 'anna', role: 'analyst', attributes }),
    builder: await trivet.makeToken({ name: 'ben', role: 'builder' }),
  };
});

afterAll(() => trivet.close());

function get(path: string, role: keyof typeof secrets = 'analyst', init: RequestInit = {}): Promise<Response> {
  const headers = { ...init.headers, authorization: `Bearer ${secrets[role]}` };
  return fetch(`${trivet.address}/datasets/${path}`, { ...init, headers });
}

async function lines(path: string, role?: keyof typeof secrets): Promise<readonly string[]> {
  const response = await get(path, role);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text.trimEnd().split('\r\n');
}

async function refusal(path: string, role?: keyof typeof secrets): Promise<string> {
  const response = await get(path, role);
  const { code } = (await response.json()) as { code: string };
  return `${response.status} ${code}`;
}

test('the rows of a dataset are a file with the rows and columns that a policy opens', async () => {
  const whole = await lines('customers.csv', 'builder');
  expect(whole.map((line) => line.split(',')[0])).toEqual(['customer_id', 'c1', 'c2', 'c3', 'c4', 'c5']);
  expect((await lines('customers.csv')).map((line) => line.split(',')[0])).toEqual(['customer_id', 'c1', 'c2']);
  const [head, first] = await lines('orders.csv');
  expect(head).toBe('order_id,customer_id,ordered_at,shipped_at');
  expect(first).toBe('o1,c1,2024-01-05T09:00:00.000,2024-01-07T09:00:00.000');
});

test('consent for the purpose holds, and rows of people who are not shown are not shown either', async () => {
  const ids = async (path: string, role?: keyof typeof secrets): Promise<unknown> =>
    (await lines(path, role)).slice(1).map((line) => line.split(',')[0]);
  expect(await ids('responses.csv', 'builder')).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
  expect(await ids('responses.csv?purpose=research', 'builder')).toEqual(['r1', 'r3', 'r4', 'r5']);
  expect(await ids('responses.csv')).toEqual(['r1', 'r2', 'r3']);
  expect(await ids('responses.csv?purpose=research')).toEqual(['r1', 'r3']);
  expect(await refusal('responses.csv?purpose=marketing')).toBe('400 UNKNOWN_PURPOSE');
});

test('Arrow and Parquet hold the same, and who has the file is told so', async () => {
  const arrow = tableFromIPC(new Uint8Array(await (await get('customers.arrow')).arrayBuffer()));
  expect(arrow.toArray().map((row) => row['customer_id'])).toEqual(['c1', 'c2']);
  const parquet = await get('customers.parquet');
  expect(
    Buffer.from(await parquet.arrayBuffer())
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1');
  const etag = parquet.headers.get('etag') ?? '';
  expect((await get('customers.parquet', 'analyst', { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await get('customers.parquet', 'builder', { headers: { 'if-none-match': etag } })).status).toBe(200);
});

test('what there is not, or not for the one who asks, is refused by name', async () => {
  expect(await refusal('nothing.csv', 'builder')).toBe('400 UNKNOWN_DATASET');
  expect(await refusal('tickets.csv')).toBe('400 UNKNOWN_DATASET');
  expect(await refusal('customers.csv', 'leader')).toBe('403 FORBIDDEN');
  expect(await refusal('customers.json')).toBe('404 UNKNOWN_FORMAT');
  expect(await refusal('customers.csv?where=1')).toBe('400 UNKNOWN_PARAMETER');
  expect((await fetch(`${trivet.address}/datasets/customers.csv`)).status).toBe(401);
});

test('rows of employees are in no file', async () => {
  const staff = await startTestApp('cases', {
    before: async (folder) => {
      const file = join(folder, 'datasets', 'responses.yml');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace('population: customers', 'population: employees').replace('k: 1', 'k: 3'));
    },
  });
  try {
    const response = await fetch(`${staff.address}/datasets/responses.csv`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('employees') });
  } finally {
    await staff.close();
  }
});

test('who read the rows is on record', async () => {
  await lines('customers.csv');
  const records = async (): Promise<readonly unknown[]> =>
    (await readFile(join(trivet.folder, '.trivet/log/audit.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  const expected = { who: 'anna', rows: [{ dataset: 'customers', used: 2 }] };
  await expect.poll(records, { timeout: 5000 }).toContainEqual(expect.objectContaining(expected));
});
