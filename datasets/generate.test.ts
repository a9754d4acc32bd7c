import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentManifest, fingerprints, generateDemo, type Manifest } from './generate.ts';
import { openDemo, type DemoDatabase } from './generator/demo-database.ts';

let home: string;
let manifest: Manifest;
let demo: DemoDatabase;
const progress: string[] = [];

function report(table: string, done: number, all: number): void {
  progress.push(`${table} ${done}/${all}`);
}

function breakOff(table: string): void {
  if (table === 'orders') throw new Error('out of patience');
}

async function one(sql: string): Promise<number> {
  return (await demo.numbers(sql))[0] ?? 0;
}

const after = (table: string, time: string) =>
  demo.numbers(
    `SELECT count(*) FROM ${table} t JOIN customer c USING (customer_id) WHERE t.${time}::DATE > c.end_date`,
  );

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'demo-'));
  manifest = await generateDemo({ out: join(home, 'first'), seed: 1, scale: 0.05, onProgress: report });
  demo = await openDemo(join(home, 'first'), manifest);
});

afterAll(async () => {
  demo.close();
  await rm(home, { recursive: true });
});

test('the same seed gives the same bytes in every file', async () => {
  const again = await generateDemo({ out: join(home, 'again'), seed: 1, scale: 0.05 });
  expect(again).toEqual(manifest);
  const first = await fingerprints(join(home, 'first'), manifest);
  expect(Object.keys(first)).toHaveLength(38);
  expect(await fingerprints(join(home, 'again'), again)).toEqual(first);
});

test('another seed gives another company', async () => {
  const other = await generateDemo({ out: join(home, 'other'), seed: 2, scale: 0.05 });
  const [first, second] = [
    await fingerprints(join(home, 'first'), manifest),
    await fingerprints(join(home, 'other'), other),
  ];
  for (const table of ['customers', 'orders', 'responses', 'tickets', 'invoices', 'employee_pulse']) {
    expect(second[table]).not.toBe(first[table]);
  }
  expect(second['touchpoints']).toBe(first['touchpoints']);
});

test('the numbers of rows follow the scale', () => {
  const { customers, orders, invoices, responses, tickets, units } = manifest.tables;
  expect(customers).toBeGreaterThanOrEqual(1000);
  expect(customers).toBeLessThan(1030);
  expect(orders).toBeGreaterThan(5200);
  expect(orders).toBeLessThan(6800);
  expect(invoices).toBeGreaterThan(5200);
  expect(invoices).toBeLessThan(6900);
  expect(responses).toBeGreaterThan(1250);
  expect(responses).toBeLessThan(1750);
  expect(tickets).toBeGreaterThan(1050);
  expect(tickets).toBeLessThan(1450);
  expect(units).toBe(40);
});

test('every written table is reported once, in order', () => {
  expect(progress).toHaveLength(38);
  expect(progress[0]).toBe('units 1/38');
  expect(progress.at(-1)).toBe('external_claims 38/38');
});

test('nothing but the finished folder is left, and an older one is replaced as a whole', async () => {
  const out = join(home, 'replaced');
  await generateDemo({ out, seed: 1, scale: 0.01 });
  await writeFile(join(out, 'stray.parquet'), 'stray');
  await generateDemo({ out, seed: 1, scale: 0.01 });
  expect(await readdir(out)).not.toContain('stray.parquet');
  expect(
    (await readdir(home)).filter(
      (name) => name.includes('.draft') || name.includes('.scratch') || name.includes('.former'),
    ),
  ).toEqual([]);
});

test('a run that is broken off leaves the older files as they were', async () => {
  const out = join(home, 'kept');
  const before = await generateDemo({ out, seed: 1, scale: 0.01 });
  await expect(generateDemo({ out, seed: 2, scale: 0.01, onProgress: breakOff })).rejects.toThrow('out of patience');
  expect(await currentManifest(out)).toEqual(before);
  expect((await readdir(home)).filter((name) => name.startsWith('kept.'))).toEqual([]);
});

test('what a killed run left behind is cleared away by the next', async () => {
  await mkdir(join(home, 'killed.draft-999999999'));
  await generateDemo({ out: join(home, 'killed'), seed: 1, scale: 0.01 });
  expect((await readdir(home)).filter((name) => name.startsWith('killed'))).toEqual(['killed']);
});

test('a folder without a manifest, or of another version, is not current', async () => {
  expect(await currentManifest(join(home, 'first'))).toEqual(manifest);
  expect(await currentManifest(join(home, 'nowhere'))).toBeNull();
  await generateDemo({ out: join(home, 'older'), seed: 1, scale: 0.01 });
  await writeFile(join(home, 'older', 'manifest.json'), JSON.stringify({ ...manifest, generatorVersion: 0 }));
  expect(await currentManifest(join(home, 'older'))).toBeNull();
});

test('a scale of nothing is refused before anything is written', async () => {
  await expect(generateDemo({ out: join(home, 'none'), seed: 1, scale: 0 })).rejects.toThrow('scale must be above 0');
  expect(await readdir(home)).not.toContain('none');
});

const keys: readonly (readonly [table: string, key: string])[] = [
  ['customer', 'customer_id'],
  ['ticket', 'ticket_id'],
  ['orders', 'order_id'],
  ['deliveries', 'delivery_id'],
  ['invites', 'invite_id'],
  ['responses', 'response_id'],
  ['answers', "response_id || '/' || item_id"],
  ['response_reasons', 'response_id'],
  ['ticket_causes', "ticket_id || '/' || cause_id || '/' || coder"],
  ['invoices', 'invoice_id'],
  ['refunds', 'refund_id'],
  ['costs', 'cost_id'],
  ['events', 'event_id'],
  ['employee_pulse', 'pulse_id'],
  ['internal_views', 'view_id'],
  ['promise_checks', 'check_id'],
  ['consents', 'consent_id'],
  ['contacts', 'contact_id'],
  ['signals', "interaction_id || '/' || signal"],
  ['signal_labels', "interaction_id || '/' || signal || '/' || labeller"],
  ['expectations', "response_id || '/' || item_id"],
  ['grid_answers', "response_id || '/' || item_id"],
  ['recoveries', 'failure_id'],
  ['weather_stops', 'stop_id'],
  ['plans', "product_line || '/' || service_plan || '/' || unit_id || '/' || touchpoint_id"],
  ['benchmarks', 'benchmark_id'],
];

test.each(keys)('%s has a key that is unique and never null', async (table, key) => {
  const [rows, known, different] = await demo.numbers(
    `SELECT count(*), count(${key}), count(DISTINCT ${key}) FROM ${table}`,
  );
  expect(known).toBe(rows);
  expect(different).toBe(rows);
});

test('the data are messy on purpose', async () => {
  expect(await one('SELECT count(*) - count(DISTINCT customer_id) FROM customers')).toBeGreaterThan(2);
  expect(await one('SELECT count(*) - count(DISTINCT ticket_id) FROM tickets')).toBeGreaterThan(3);
  expect(await one('SELECT count(*) FROM orders WHERE customer_id IS NULL')).toBeGreaterThan(30);
  expect(
    await one('SELECT count(*) FROM orders ANTI JOIN customers USING (customer_id) WHERE customer_id IS NOT NULL'),
  ).toBeGreaterThan(5);
  expect(await one('SELECT count(*) FROM invoices ANTI JOIN orders USING (order_id)')).toBeGreaterThan(2);
  expect(await one('SELECT count(*) FROM orders WHERE deleted_at IS NOT NULL')).toBeGreaterThan(5);
  expect(await one('SELECT count(*) FROM customers WHERE deleted_at IS NOT NULL')).toBeGreaterThan(0);
  expect(await one("SELECT count(*) FROM customers WHERE region = 'n/a'")).toBeGreaterThan(2);
  expect(await one('SELECT count(*) FROM responses WHERE customer_id IS NULL')).toBeGreaterThan(10);
  expect(await one('SELECT count(*) FROM customer ANTI JOIN invites USING (customer_id)')).toBeGreaterThan(100);
  expect(await one('SELECT count(*) FROM ticket WHERE cost IS NULL')).toBeGreaterThan(10);
});

test('few customers place many orders', async () => {
  const [top] = await demo.numbers(`
    WITH bought AS (SELECT customer_id, count(*) AS orders FROM orders WHERE customer_id IS NOT NULL GROUP BY 1),
    ranked AS (SELECT orders, ntile(10) OVER (ORDER BY orders DESC, customer_id) AS tenth FROM bought)
    SELECT sum(orders) FILTER (tenth = 1) / sum(orders) FROM ranked`);
  expect(top).toBeGreaterThan(0.3);
});

test('local times fall into the hours that clocks skip and repeat', async () => {
  const [repeated, skipped] = await demo.numbers(`
    SELECT count(*) FILTER (ordered_at >= '2024-10-27 02:00:00' AND ordered_at < '2024-10-27 03:00:00'),
           count(*) FILTER (ordered_at >= '2025-03-30 02:00:00' AND ordered_at < '2025-03-30 03:00:00') FROM orders`);
  expect(repeated).toBeGreaterThan(0);
  expect(skipped).toBeGreaterThan(0);
});

test('nobody does anything after leaving', async () => {
  expect(await after('orders', 'ordered_at')).toEqual([0]);
  expect(await after('ticket', 'opened_at')).toEqual([0]);
  expect(await after('responses', 'answered_at')).toEqual([0]);
  expect(await after('invites', 'sent_at')).toEqual([0]);
  expect(await after('contacts', 'called_at')).toEqual([0]);
  expect(await after('recoveries', 'effort_at')).toEqual([0]);
});

test('remarks are in two languages and fit the score', async () => {
  const [german, english] = await demo.numbers(
    `SELECT count(verbatim) FILTER (language = 'de'), count(verbatim) FILTER (language = 'en') FROM responses`,
  );
  expect(german).toBeGreaterThan(200);
  expect(english).toBeGreaterThan(100);
  const praise = await demo.rows(
    `SELECT DISTINCT nps_score >= 9 FROM responses WHERE verbatim LIKE 'Pünktlich am zugesagten Tag%'`,
  );
  expect(praise).toEqual([[true]]);
  const complaint = await demo.rows(
    `SELECT DISTINCT nps_score <= 6 FROM responses WHERE verbatim LIKE '%nobody called me back%'`,
  );
  expect(complaint).toEqual([[true]]);
});
