/** A metric query over HTTP beside the same SQL on the same files in this process: how much Trivet adds. */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { App } from '../server/app.ts';
import { prepareMetricQuery } from '../server/query/answer/answer.ts';
import { openPolicy } from '../server/query/policy/policy.ts';
import { parseMetricQuery } from '../server/query/language/parse-query.ts';
import { duckdb } from '../server/sql/dialects/duckdb.ts';
import { startDemo } from './demo-app.ts';
import { median, report, timed } from './figures.ts';

const rounds = 9;
const month = { dimension: 'date', grain: 'MONTH' };
const questions: readonly (readonly [string, object])[] = [
  ['revenue by month', { metrics: [{ name: 'revenue' }], groupBy: [month] }],
  [
    'NPS by region and segment',
    { metrics: [{ name: 'nps' }], groupBy: [{ dimension: 'region' }, { dimension: 'segment' }] },
  ],
  [
    'NPS, revenue, tickets by region',
    { metrics: [{ name: 'nps' }, { name: 'revenue' }, { name: 'tickets' }], groupBy: [{ dimension: 'region' }] },
  ],
  [
    'four kinds of facts by month, with totals',
    {
      metrics: ['nps', 'late_share', 'tickets', 'revenue', 'refunds'].map((name) => ({ name })),
      groupBy: [month],
      totals: ['GRAND'],
    },
  ],
  [
    'NPS and late deliveries by month and segment, filtered',
    {
      metrics: [{ name: 'nps' }, { name: 'late_share' }],
      groupBy: [month, { dimension: 'segment' }],
      where: { region: { _neq: 'North' } },
    },
  ],
];

const scale = Number(process.argv[2] ?? 10);
process.stdout.write(
  `\nMetric query over HTTP, beside the same SQL in process (demo at scale ${scale}, median of ${rounds}, nothing cached)\n`,
);
const demo = await startDemo(scale);
const peer = await openPeer(demo.app);
try {
  const ratios: number[] = [];
  for (const [name, question] of questions) {
    const [ours, theirs] = await compare(question);
    ratios.push(ours / theirs);
    report(name, ours, { name: 'same SQL', ms: theirs });
  }
  process.stdout.write(`median ratio ${median(ratios).toFixed(2)} (aim: at most 1.3, and below 10 ms more)\n`);
} finally {
  peer.closeSync();
  await demo.close();
}

/** Alternates the two, so that both meet the same machine; another limit each round keeps every cache out. */
async function compare(question: object): Promise<[ours: number, theirs: number]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const input = { ...question, limit: 1000 + round };
    const http = await timed(() => ask(input));
    const direct = await timed(() => runDirectly(input));
    if (round > 0) {
      ours.push(http);
      theirs.push(direct);
    }
  }
  return [median(ours), median(theirs)];
}

async function ask(input: object): Promise<void> {
  const query =
    'query Q($input: MetricQueryInput!) { metricQuery(input: $input) { id table accounting { rowsUsed } } }';
  const response = await fetch(`${demo.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
}

async function runDirectly(input: object): Promise<void> {
  const { model, facts } = demo.app.workspace.current();
  const defaults = { purpose: model.settings.purpose, zone: model.settings.zone, weekStart: model.settings.weekStart };
  const { statement } = prepareMetricQuery(parseMetricQuery(input, defaults), openPolicy(model), facts, duckdb);
  const prepared = await peer.prepare(statement.text);
  statement.parameters.forEach(({ type, value }, index) => {
    if (type === 'BIGINT') prepared.bindBigInt(index + 1, BigInt(String(value)));
    else if (type === 'DOUBLE') prepared.bindDouble(index + 1, Number(value));
    else prepared.bindVarchar(index + 1, String(value));
  });
  (await prepared.runAndReadAll()).getColumnsJS();
}

async function openPeer(app: App): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  await connection.run('CREATE SCHEMA data');
  for (const { name, file } of app.workspace.current().loaded.values()) {
    if (file === null) continue;
    await connection.run(`ATTACH '${file}' AS "file_${name}" (READ_ONLY)`);
    await connection.run(`CREATE VIEW data."${name}" AS SELECT * FROM "file_${name}".main.rows`);
  }
  return connection;
}
