import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateDemo } from '../../datasets/generate.ts';
import { createLedger } from '../analyses/run/create-ledger.ts';
import { analyses } from '../analyses/index.ts';
import type { Finding } from '../analyses/contract/finding.ts';
import type { AnalysisRequest } from '../analyses/contract/request.ts';
import { runAnalysis } from '../analyses/run/run-analysis.ts';
import { semanticSource } from '../analyses/run/semantic-source.ts';
import { openEngine } from '../engine/open-engine.ts';
import { openWorkspace } from '../engine/workspace.ts';
import { openPolicy } from '../query/policy/policy.ts';

const root = resolve(import.meta.dirname, '../..');

/** The demo company, loaded into an engine, whose analyses can be run by name. */
export interface DemoAnalyses {
  run(
    request: AnalysisRequest,
    options?: {
      readonly purpose?: string;
      readonly signal?: AbortSignal;
      readonly onProgress?: (fraction: number | null) => void;
    },
  ): Promise<Finding>;
  /** Dataset: the engine's file that holds its rows in the table `rows`. */
  files(): ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Generates the demo data for a seed and a scale (1: 20,000 customers) in a folder of its own and loads them. */
export async function openDemoAnalyses({ seed = 1, scale = 0.5, memoryMb = 1024 } = {}): Promise<DemoAnalyses> {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-demo-'));
  await mkdir(join(folder, 'datasets'));
  const files = (await readdir(join(root, 'datasets'))).filter((file) => file.endsWith('.yml'));
  // Golden tests are about the default seed and scale.
  for (const file of files.filter((name) => name !== 'tests.yml'))
    await cp(join(root, 'datasets', file), join(folder, 'datasets', file));
  await cp(join(root, 'trivet.yml'), join(folder, 'trivet.yml'));
  await generateDemo({ out: join(folder, 'datasets', 'generated'), seed, scale });
  const cache = join(folder, '.trivet', 'cache');
  const workspace = await openWorkspace({
    folder,
    dataFolders: [],
    openEngine: (datasets) =>
      openEngine({
        folder: join(cache, 'engine'),
        resultsFolder: join(cache, 'results'),
        datasets,
        memoryMb,
        threads: 2,
        spare: false,
      }),
  });
  return {
    run: (request, { purpose, signal = new AbortController().signal, onProgress = () => {} } = {}) => {
      const { model, facts } = workspace.current();
      const analysis = analyses.get(request.analysis);
      if (analysis === undefined) throw new Error(`There is no analysis ${request.analysis}.`);
      const source = semanticSource({
        engine: workspace.engine(),
        policy: openPolicy(model),
        facts,
        purpose: purpose ?? model.settings.purpose,
        now: '2026-07-01T00:00:00.000Z',
        lane: 'notebook',
        signal,
        ledger: createLedger(),
        onProgress,
      });
      return runAnalysis(analysis, request, source);
    },
    files: () =>
      new Map(
        [...workspace.current().loaded.values()].flatMap(({ name, file }) => (file === null ? [] : [[name, file]])),
      ),
    close: async () => {
      await workspace.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
