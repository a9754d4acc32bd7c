/**
 * Every analysis as its example says, on the demo company at a scale (50: a million customers), beside its own statements in
 * a plain DuckDB on the same files. `analyses.ts [scale] [analyses, a part of their name]`.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Analysis } from '../server/analyses/contract/analysis.ts';
import type { Finding } from '../server/analyses/contract/finding.ts';
import { analyses } from '../server/analyses/index.ts';
import { analysisShape } from '../server/analyses/contract/request.ts';
import { openDemoAnalyses } from '../server/testing/demo-analyses.ts';
import { median, timed } from './figures.ts';

const rounds = 3;
/** An analysis that takes longer is broken off and said to. */
const longest = 120_000;

const [scaleText = '50', only = ''] = process.argv.slice(2);
const scale = Number(scaleText);

interface Run {
  readonly ms: number;
  readonly finding: Finding;
  readonly progress: number;
  /** The longest time that everything else in this process had to wait. */
  readonly held: number;
}

const demo = await openDemoAnalyses({ scale, memoryMb: 2048 });
const plain = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '2GB' });
try {
  const connection = await plain.connect();
  for (const [name, file] of demo.files()) {
    await connection.run(`ATTACH '${file}' AS "file_${name}" (READ_ONLY)`);
    await connection.run(`CREATE VIEW "${name}" AS SELECT * FROM "file_${name}".main.rows`);
  }
  process.stdout.write(`\nAnalyses at scale ${scale}, beside their statements alone (median of ${rounds})\n`);
  for (const analysis of analyses)
    if (analysis.name.includes(only)) process.stdout.write(`${await lineOf(analysis, connection)}\n`);
  connection.closeSync();
} finally {
  plain.closeSync();
  await demo.close();
}

async function lineOf(analysis: Analysis, connection: DuckDBConnection): Promise<string> {
  const runs: Run[] = [];
  const alone: number[] = [];
  try {
    // The first run reads the files from disk and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const run = await once(analysis);
      const sql = await timed(() => statements(run.finding, connection));
      if (round > 0) {
        runs.push(run);
        alone.push(sql);
      }
    }
  } catch (error) {
    return `${analysis.name.padEnd(28)} ${String(error)}`;
  }
  const ours = median(runs.map(({ ms }) => ms));
  const theirs = median(alone);
  const last = runs.at(-1);
  return [
    analysis.name.padEnd(28),
    `${ours.toFixed(0).padStart(7)} ms`,
    `SQL alone ${theirs.toFixed(0).padStart(6)} ms`,
    `ratio ${(ours / theirs).toFixed(2).padStart(6)}`,
    `${String(last?.finding.steps.length ?? 0).padStart(2)} statements`,
    `progress ${String(last?.progress ?? 0).padStart(4)}`,
    `held ${Math.max(...runs.map(({ held }) => held))
      .toFixed(0)
      .padStart(4)} ms`,
    `cancelled in ${(await cancelled(analysis, ours)).padStart(5)}`,
    `n ${String(last?.finding.n ?? 0).padStart(9)}`,
  ].join('  ');
}

async function once(analysis: Analysis): Promise<Run> {
  let progress = 0;
  const held = monitorEventLoopDelay({ resolution: 1 });
  held.enable();
  const started = performance.now();
  const finding = await demo.run(analysisShape.parse(analysis.example), {
    signal: AbortSignal.timeout(longest),
    onProgress: () => (progress += 1),
  });
  const ms = performance.now() - started;
  held.disable();
  return { ms, finding, progress, held: held.max / 1e6 };
}

async function statements({ steps }: Finding, connection: DuckDBConnection): Promise<void> {
  for (const { sql } of steps) (await connection.runAndReadAll(sql)).getColumnsJS();
}

/** From the wish to stop, in the middle of a run, until it has stopped. */
async function cancelled(analysis: Analysis, usual: number): Promise<string> {
  const wish = new AbortController();
  const run: Promise<Finding | null> = demo
    .run(analysisShape.parse(analysis.example), { signal: wish.signal })
    .catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, usual / 2));
  const started = performance.now();
  wish.abort();
  return (await run) === null ? `${(performance.now() - started).toFixed(0)} ms` : 'done';
}
