/** Files over HTTP: twenty thousand rows of an answer, and a million rows of a cell beside DuckDB itself. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { startDemo } from './demo-app.ts';
import { median, report, timed } from './figures.ts';

const rounds = 7;
const wide = {
  metrics: ['revenue', 'orders', 'active_customers', 'average_order_value'].map((name) => ({ name, interval: false })),
  groupBy: ['region', 'segment', 'product_line', { dimension: 'date', grain: 'DAY' }],
  limit: 20_000,
};
const million = `SELECT CAST(i AS INTEGER) AS n, i * 7 AS b, i / 7 AS d, CAST(i * 1.25 AS DECIMAL(18, 2)) AS amount,
  DATE '2024-01-01' + CAST(i % 700 AS INTEGER) AS day, TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS at,
  ['email', 'web', 'phone', 'shop', 'app'][1 + i % 5] AS channel, 'customer ' || (i % 100000) AS label
  FROM range(1000000) AS t(i)`;
const notebook = `---\ntrivet: 1\ntitle: A million rows\n---\n\n\`\`\`sql id=aaaaaaa1 name=rows\n${million}\n\`\`\`\n`;

/** In a process of its own: a client on the server's thread would weigh on both. */
const client = `await (await fetch(new URL('/healthz', process.argv[1]))).text();
const started = performance.now(); const response = await fetch(process.argv[1], { headers: { 'accept-encoding': 'identity' } });
if (!response.ok) throw new Error(await response.text());
let bytes = 0; for await (const part of response.body) bytes += part.length;
console.log(JSON.stringify({ ms: performance.now() - started, bytes }));`;

process.stdout.write(`\nFiles over HTTP (median of ${rounds})\n`);
const demo = await startDemo(1);
try {
  const posted = await fetch(`${demo.address}/results`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wide),
  });
  const { id } = (await posted.json()) as { readonly id: string };
  for (const format of ['json', 'csv', 'arrow', 'parquet']) {
    report(`20,000 rows × 8 as ${format}`, await downloads(`/results/${id}.${format}`), { name: 'aim', ms: 60 });
  }
  await mkdir(join(demo.folder, 'notebooks'), { recursive: true });
  await writeFile(join(demo.folder, 'notebooks', 'million.md'), notebook);
  await longTable('/notebooks/million/cells/rows');
} finally {
  await demo.close();
}

async function longTable(path: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await download(`${path}.parquet`);
  const duckdb: number[] = [];
  for (let round = 0; round < rounds; round++) {
    duckdb.push(await timed(async () => (await connection.runAndReadAll(million)).currentRowCount));
  }
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const arrow = await downloads(`${path}.arrow`);
  delay.disable();
  connection.closeSync();
  report('1,000,000 rows × 8 as arrow (aim: at most 2)', arrow, { name: 'DuckDB alone', ms: median(duckdb) });
  process.stdout.write(`event loop while it was sent: p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms (aim: 50)\n`);
}

async function downloads(path: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) times.push(await download(path));
  return median(times.slice(1));
}

/** Milliseconds until the last byte, as the client sees it. */
async function download(path: string): Promise<number> {
  const args = ['--input-type=module', '-e', client, demo.address + path];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return (JSON.parse(stdout) as { readonly ms: number }).ms;
}
