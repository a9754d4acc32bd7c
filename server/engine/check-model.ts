import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../lib/problem.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import { createAsk } from './ask.ts';
import { checkQueries } from './check-queries.ts';
import { runGoldenTests } from './golden-tests.ts';
import { openEngine } from './open-engine.ts';
import type { WorkspaceState } from './workspace.ts';

const timeoutMs = 60_000;
const defaultMemoryMb = 1024;

/**
 * What the questions in a model's files meet: saved queries that would be refused, golden tests that are answered
 * otherwise. An engine of its own is started where there are tests, so that a running server is not disturbed.
 */
export async function checkModel(state: WorkspaceState, clock: () => Date): Promise<readonly Problem[]> {
  const { model, facts } = state;
  const ofQueries = checkQueries({ model, facts, dialect: duckdb });
  return model.tests.length === 0 ? ofQueries : [...ofQueries, ...(await answered(state, clock))];
}

async function answered(
  { model, facts, loaded, settings }: WorkspaceState,
  clock: () => Date,
): Promise<readonly Problem[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-check-'));
  try {
    const engine = await openEngine({
      folder: join(folder, 'engine'),
      resultsFolder: join(folder, 'results'),
      datasets: [...loaded.values()],
      memoryMb: settings.engine.memoryMegabytes ?? defaultMemoryMb,
      threads: settings.engine.threads ?? 2,
      spare: false,
    });
    try {
      const parts = { dialect: duckdb, clock, timeoutMs, engine: () => engine, model: () => model, facts: () => facts };
      return await runGoldenTests(model.tests, createAsk(parts));
    } finally {
      await engine.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
