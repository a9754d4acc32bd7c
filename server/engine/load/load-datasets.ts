/** model → what is current already, the rest imported in a process of its own → one answer a dataset, old data where new ones fail */
import { mkdir } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import { resolveFiles } from '../../connectors/resolve-files.ts';
import { type Problem, problem } from '../../lib/problem.ts';
import type { Dataset, Model } from '../../model/model.ts';
import type { LoadedDataset } from '../engine.ts';
import { importDatasets, type Outcome } from './import-process.ts';
import type { LoadProgress, LoadRequest } from './messages.ts';
import { type LoadRecord, readRecord, specificationOf } from './record.ts';
import { removeAbandoned } from './remove-old.ts';
import { isUntouched, stampsOf } from './source-files.ts';

export type { LoadProgress } from './messages.ts';

export interface LoadOptions {
  readonly model: Model;
  /** Absolute path of the workspace's folder. */
  readonly workspace: string;
  /** Further folders that sources may name; relative ones are taken from the workspace. */
  readonly dataFolders: readonly string[];
  /** Where imported files are kept: `<workspace>/.trivet/cache/datasets`. */
  readonly cacheFolder: string;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Memory limit of the import in megabytes; a quarter of the machine's, at most 4,096, unless said. */
  readonly memoryMegabytes?: number;
}

/**
 * Every dataset of the model, in its order, imported where its version changed. What fails comes back with the data of its last
 * good import and the warnings `stale-data` and why; or, where there are none, without a file and quarantined. Throws `cancelled`.
 */
export async function loadDatasets(options: LoadOptions, signal?: AbortSignal): Promise<readonly LoadedDataset[]> {
  await mkdir(options.cacheFolder, { recursive: true });
  await removeAbandoned(options.cacheFolder);
  const onProgress = options.onProgress ?? (() => undefined);
  const requests = [...options.model.datasets.values()].map((dataset) => requestOf(options, dataset));
  const current = new Map<string, LoadedDataset>();
  const changed: LoadRequest[] = [];
  const records = await Promise.all(requests.map(currentRecord));
  for (const [index, request] of requests.entries()) {
    const record = records[index] ?? null;
    if (record === null) changed.push(request);
    else current.set(request.dataset.name, record.loaded);
    onProgress({
      dataset: request.dataset.name,
      state: record === null ? 'waiting' : 'unchanged',
      fraction: record === null ? 0 : 1,
    });
  }
  const settings = { memory: `${options.memoryMegabytes ?? defaultMemory()}MB`, parallel: 3 };
  const outcomes = await importDatasets(changed, settings, onProgress, signal);
  const loaded: LoadedDataset[] = [];
  for (const request of requests) {
    const { name } = request.dataset;
    const known = current.get(name);
    const outcome = outcomes.get(name);
    if (known === undefined && !isLoaded(outcome)) onProgress({ dataset: name, state: 'failed', fraction: null });
    loaded.push(known ?? (await settle(request, outcome)));
  }
  return loaded;
}

function isLoaded(outcome: Outcome | undefined): outcome is Extract<Outcome, { readonly loaded: LoadedDataset }> {
  return outcome !== undefined && 'loaded' in outcome;
}

function defaultMemory(): number {
  return Math.min(4096, Math.round(totalmem() / 4 / 1024 ** 2));
}

/** Names of datasets whose source or declaration looks changed since their last import; cheap, no file is read. */
export async function staleDatasets(options: Omit<LoadOptions, 'onProgress'>): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const dataset of options.model.datasets.values()) {
    if ((await currentRecord(requestOf(options, dataset))) === null) stale.push(dataset.name);
  }
  return stale;
}

function requestOf({ workspace, dataFolders, cacheFolder, model }: LoadOptions, dataset: Dataset): LoadRequest {
  const roots = { workspace, dataFolders: dataFolders.map((folder) => resolve(workspace, folder)) };
  return { dataset, roots, cacheFolder, zone: model.settings.zone };
}

async function currentRecord({ dataset, roots, cacheFolder, zone }: LoadRequest): Promise<LoadRecord | null> {
  const record = await readRecord(cacheFolder, dataset.name);
  if (record === null || record.specification !== specificationOf(dataset, zone) || !(await exists(record)))
    return null;
  try {
    return isUntouched(record, await stampsOf(await resolveFiles(dataset.source.path, roots))) ? record : null;
  } catch {
    return null;
  }
}

async function exists(record: LoadRecord): Promise<boolean> {
  const { file } = record.loaded;
  if (file === null) return false;
  return stampsOf([file]).then(
    () => true,
    () => false,
  );
}

async function settle(request: LoadRequest, outcome: Outcome | undefined): Promise<LoadedDataset> {
  if (isLoaded(outcome)) return outcome.loaded;
  const { name, file } = request.dataset;
  const problems = outcome?.problems ?? [problem('load-failed', `${name} was not imported.`, { file, subject: name })];
  const record = await readRecord(request.cacheFolder, name);
  const fits =
    record !== null &&
    record.specification === specificationOf(request.dataset, request.zone) &&
    (await exists(record));
  return fits ? kept(record.loaded, problems, file) : absent(name, problems);
}

// A declaration that changed makes the old data unfit: other columns, other types.
function kept(old: LoadedDataset, problems: readonly Problem[], file: string): LoadedDataset {
  const stale = problem(
    'stale-data',
    `${old.name} could not be loaded again; the data loaded at ${old.facts.loadedAt} are shown.`,
    {
      severity: 'warning',
      file,
      subject: old.name,
      hint: 'Correct what stopped it and load again.',
    },
  );
  return {
    ...old,
    problems: [...old.problems, stale, ...problems.map((found) => ({ ...found, severity: 'warning' as const }))],
  };
}

function absent(name: string, problems: readonly Problem[]): LoadedDataset {
  const facts = {
    version: 'none',
    rowsInSource: 0,
    rowCount: 0,
    deduplicated: 0,
    deleted: 0,
    dataFrom: null,
    dataThrough: null,
    dayColumns: [],
    loadedAt: new Date(0).toISOString(),
    quarantined: problems[0]?.message ?? 'It was not loaded.',
  };
  return { name, file: null, columns: [], facts, problems };
}
