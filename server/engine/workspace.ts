/** trivet.yml and model files → model → data loaded → engine over the loaded files; again on reload, atomically */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { connectors } from '../connectors/index.ts';
import { TrivetError } from '../lib/errors.ts';
import type { Problem } from '../lib/problem.ts';
import { metricKinds } from '../metrics/index.ts';
import { loadModel, readModelFiles } from '../model/load.ts';
import type { Model } from '../model/model.ts';
import { parseSettings, type WorkspaceSettings } from '../model/settings.ts';
import type { Facts } from '../query/result.ts';
import type { Engine, LoadedDataset } from './engine.ts';
import { type LoadProgress, loadDatasets } from './load/load-datasets.ts';
import { removeOldVersions } from './load/remove-old.ts';

/** Model and data as one consistent set: a query that began on one state ends on it. */
export interface WorkspaceState {
  readonly settings: WorkspaceSettings;
  readonly model: Model;
  readonly loaded: ReadonlyMap<string, LoadedDataset>;
  readonly facts: Facts;
  /** Of settings, model and data together. */
  readonly problems: readonly Problem[];
}

export interface Workspace {
  readonly folder: string;
  current(): WorkspaceState;
  engine(): Engine;
  /** Reads everything again. A broken model file leaves out what it says; a failed load keeps the old data. */
  reload(signal?: AbortSignal): Promise<WorkspaceState>;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly folder: string;
  /** Folders outside of the workspace that sources may name, beside those of `trivet.yml`. */
  readonly dataFolders: readonly string[];
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Absent: the workspace is only checked, no engine is started. */
  readonly openEngine?: (datasets: readonly LoadedDataset[], settings: WorkspaceSettings) => Promise<Engine>;
}

/** Opens a workspace; nothing that is wrong with its files makes this fail, except a folder that is not there. */
export async function openWorkspace(options: WorkspaceOptions, signal?: AbortSignal): Promise<Workspace> {
  await refuseMissing(options.folder);
  let state = await readState(options, signal);
  const engine = await options.openEngine?.([...state.loaded.values()], state.settings);
  if (engine !== undefined) await removeUnused(options.folder, state);
  return {
    folder: options.folder,
    current: () => state,
    engine: () => {
      if (engine === undefined) throw new Error('This workspace was opened without an engine.');
      return engine;
    },
    reload: async (reloadSignal) => {
      const next = await readState(options, reloadSignal);
      await engine?.replace([...next.loaded.values()]);
      state = next;
      await removeUnused(options.folder, next);
      return next;
    },
    close: async () => {
      await engine?.close();
    },
  };
}

async function refuseMissing(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() === true) return;
  throw new TrivetError('missing-file', `There is no workspace folder ${folder}.`, {
    hint: 'Name a folder with datasets/ and notebooks/ in it, or start in one.',
  });
}

async function readState(options: WorkspaceOptions, signal?: AbortSignal): Promise<WorkspaceState> {
  const { settings, problems } = await readSettings(options.folder);
  const { files, problems: unreadable } = await readModelFiles(options.folder);
  const model = loadModel({ files, settings: settings.model, metricKinds, connectors: connectors.names });
  const loaded = await loadDatasets(
    {
      model,
      workspace: options.folder,
      dataFolders: [...settings.data, ...options.dataFolders],
      cacheFolder: cacheFolder(options.folder),
      ...(settings.engine.memoryMegabytes === undefined ? {} : { memoryMegabytes: settings.engine.memoryMegabytes }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    },
    signal,
  );
  return {
    settings,
    model,
    loaded: new Map(loaded.map((dataset) => [dataset.name, dataset])),
    facts: { datasets: new Map(loaded.map((dataset) => [dataset.name, dataset.facts])) },
    problems: [...problems, ...unreadable, ...model.problems, ...loaded.flatMap((dataset) => dataset.problems)],
  };
}

function cacheFolder(folder: string): string {
  return join(folder, '.trivet', 'cache', 'datasets');
}

/** Old versions go once nothing opens them any more; queries in flight keep their open files. */
async function removeUnused(folder: string, { loaded }: WorkspaceState): Promise<void> {
  const used = [...loaded.values()].flatMap(({ file }) => (file === null ? [] : [file]));
  await removeOldVersions(cacheFolder(folder), used);
}

async function readSettings(folder: string): Promise<{ settings: WorkspaceSettings; problems: readonly Problem[] }> {
  const text = await readFile(join(folder, 'trivet.yml'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parseSettings('trivet.yml', text);
}
