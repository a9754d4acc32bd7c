/** Questions across datasets over HTTP beside hand-written SQL on the same files in this process: what the semantic layer costs. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { App } from '../server/app.ts';
import { median, report, timed } from './figures.ts';
import { startWorkload } from './workload-app.ts';
import { questions } from './workload/questions.ts';

const rounds = 7;
const clients = 8;
const scale = Number(process.argv[2] ?? 1);

const workload = await startWorkload(scale);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
try {
  const { address } = workload;
  await attach(instance, workload.app);
  process.stdout.write(
    `\n${questions.length} questions over HTTP beside hand-written SQL in process (scale ${scale}, median of ${rounds})\n`,
  );
  await askAll(address);
  await together(address);
} finally {
  instance.closeSync();
  await workload.close();
}

async function askAll(address: string): Promise<void> {
  const connection = await instance.connect();
  const ratios: number[] = [];
  const fastest: number[] = [];
  const cached: number[] = [];
  for (const { name, input, sql } of questions) {
    const ours: number[] = [];
    const theirs: number[] = [];
    let first = 0;
    for (let round = 0; round <= rounds; round++) {
      // Another limit each round keeps answers out of the cache; the account of rows is asked once.
      const asked = { limit: 1000 + round, ...('limit' in input ? { offset: round } : {}), ...input };
      const http = await timed(() => ask(address, asked));
      const direct = await timed(() => run(connection, sql));
      if (round === 0) first = http;
      else {
        ours.push(http);
        theirs.push(direct);
      }
    }
    const again: number[] = [];
    for (let round = 0; round < 9; round++) again.push(await timed(() => ask(address, { ...input, limit: 999 })));
    ratios.push(median(ours) / median(theirs));
    fastest.push(Math.min(...ours) / Math.min(...theirs));
    cached.push(median(again.slice(1)));
    report(name, median(ours), { name: 'by hand', ms: median(theirs) });
    process.stdout.write(
      `${''.padEnd(58)}  first ${first.toFixed(1)} ms, cached ${median(again.slice(1)).toFixed(1)} ms\n`,
    );
  }
  connection.closeSync();
  process.stdout.write(
    `median ratio ${median(ratios).toFixed(2)} (aim: at most 1.15), of the fastest rounds ${median(fastest).toFixed(2)}\n`,
  );
  process.stdout.write(`median of cached answers ${median(cached).toFixed(1)} ms (aim: at most 3 ms)\n`);
}

/** Eight clients at once: questions answered in a second, beside the raw engine with as many connections. */
async function together(address: string): Promise<void> {
  const list = questions.slice(0, 8);
  const ours = await throughput((index, round) => {
    const question = list[(index + round) % list.length];
    return ask(address, { limit: 2000 + index * 100 + round, ...question?.input });
  });
  const connections = await Promise.all(Array.from({ length: clients }, () => instance.connect()));
  const theirs = await throughput((index, round) => {
    const [connection, question] = [connections[index], list[(index + round) % list.length]];
    return connection === undefined ? Promise.resolve() : run(connection, question?.sql ?? '');
  });
  for (const connection of connections) connection.closeSync();
  const share = ((100 * ours) / theirs).toFixed(0);
  process.stdout.write(
    `${clients} clients at once: ${ours.toFixed(1)} answers a second, raw engine ${theirs.toFixed(1)}: ${share} % (aim: at least 80 %)\n`,
  );
}

async function throughput(work: (client: number, round: number) => Promise<unknown>): Promise<number> {
  const turns = 10;
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: clients }, async (_, client) => {
        for (let round = 0; round < turns; round++) await work(client, round);
      }),
    ),
  );
  return (clients * turns * 1000) / ms;
}

async function ask(address: string, input: object): Promise<void> {
  const query =
    'query Q($input: MetricQueryInput!) { metricQuery(input: $input) { id table accounting { rowsUsed } } }';
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
}

async function run(connection: DuckDBConnection, sql: string): Promise<void> {
  (await connection.runAndReadAll(sql)).getColumnsJS();
}

async function attach(peer: DuckDBInstance, { workspace }: App): Promise<void> {
  const connection = await peer.connect();
  for (const { name, file } of workspace.current().loaded.values()) {
    if (file === null) continue;
    await connection.run(`ATTACH '${file}' AS "file_${name}" (READ_ONLY)`);
    await connection.run(`CREATE VIEW "${name}" AS SELECT * FROM "file_${name}".main.rows`);
  }
  connection.closeSync();
}
