/** How long the server keeps everybody waiting while it works for one: a query over five million rows, exports of 50,000. */
import { execFile } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { startWorkload } from './workload-app.ts';

const rounds = 5;
const resolutionMs = 1;
const metrics = (...names: readonly string[]): readonly object[] => names.map((name) => ({ name, interval: false }));

/** In a process of its own: a client on the server's thread would weigh on it. Asks, and takes the answer as a file. */
const client = `const [address, query, format, rounds] = process.argv.slice(1);
for (let round = 0; round < Number(rounds); round++) {
  const input = { ...JSON.parse(query) }; input.limit -= round;
  const posted = await fetch(address + '/results', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
  if (!posted.ok) throw new Error(await posted.text());
  const { id } = await posted.json();
  const file = await fetch(address + '/results/' + id + '.' + format);
  if (!file.ok) throw new Error(await file.text());
  await file.arrayBuffer();
}`;

process.stdout.write(`\nDelay of the event loop (${rounds} times each; aim: p99 at most 50 ms)\n`);
const workload = await startWorkload(2);
try {
  await told('query over 5.4 million rows in four datasets', 'json', {
    metrics: metrics('revenue', 'billed', 'tickets', 'nps'),
    groupBy: ['region', 'segment'],
    limit: 1000,
  });
  for (const format of ['json', 'csv', 'arrow', 'parquet']) {
    await told(`answer of 50,000 rows as ${format}`, format, {
      metrics: metrics('revenue', 'orders'),
      groupBy: ['customer', 'region', 'segment'],
      limit: 50_000,
    });
  }
} finally {
  await workload.close();
}

async function told(claim: string, format: string, query: object): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const args = ['--input-type=module', '-e', client, workload.address, JSON.stringify(query), format, String(rounds)];
  await promisify(execFile)(process.execPath, args);
  delay.disable();
  const ms = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(1);
  process.stdout.write(
    `${claim.padEnd(58)}  p99 ${ms(delay.percentile(99)).padStart(6)} ms, longest ${ms(delay.max).padStart(6)} ms\n`,
  );
}
