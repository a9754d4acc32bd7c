/** trivet.yml and model files → model → data loaded → engine over the loaded files; again on reload, atomically */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectors } from '../connectors/index.ts';
import { messageOf, TrivetError } from '../lib/errors.ts';
import { type Problem, problem } from '../lib/problem.ts';
import { metricKinds } from '../metrics/index.ts';
import { loadModel, readModelFiles } from '../model/load.ts';
import type { Model } from '../model/model.ts';
import { parseSettings, type WorkspaceSettings } from '../model/settings.ts';
import type { Facts } from '../query/answer/result.ts';
import type { Engine, LoadedDataset } from './engine.ts';
import { readMaskKey } from './mask-key.ts';
import { refuseMissing } from './refuse-missing.ts';
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
  /** Reads everything again, one reload after the other. What broke since leaves the old model and data in force, with the new problems beside them. */
  reload(signal?: AbortSignal): Promise<WorkspaceState>;
  /** Tells of every other state once it is in force; the answer stops it. */
  subscribe(listener: (state: WorkspaceState) => void): () => void;
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

/** Opens a workspace; nothing that is wrong with its files makes this fail, except a folder that is not there or cannot be written to. */
export async function openWorkspace(chosen: WorkspaceOptions, signal?: AbortSignal): Promise<Workspace> {
  await refuseMissing(chosen.folder);
  await makeStateFolders(join(chosen.folder, '.trivet'));
  const options = { ...chosen, maskKey: await readMaskKey(join(chosen.folder, '.trivet', 'auth')) };
  let state = await readState(options, null, signal);
  let reloading: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(state: WorkspaceState) => void>();
  const engine = await options.openEngine?.([...state.loaded.values()], state.settings);
  if (engine !== undefined) await removeUnused(options.folder, state);
  return {
    folder: options.folder,
    current: () => state,
    engine: () => {
      if (engine === undefined) throw new Error('This workspace was opened without an engine.');
      return engine;
    },
    reload: (reloadSignal) => {
      const turn = reloading.then(async () => {
        const next = await readState(options, state, reloadSignal);
        if (next.loaded !== state.loaded) await engine?.replace([...next.loaded.values()]);
        state = next;
        await removeUnused(options.folder, next);
        listeners.forEach((listener) => listener(next));
        return next;
      });
      reloading = turn.catch(() => undefined);
      return turn;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await engine?.close();
    },
  };
}

const stateFolders = ['cache/datasets', 'cache/engine', 'cache/results', 'log', 'pages'];

async function makeStateFolders(state: string): Promise<void> {
  for (const folder of stateFolders) {
    await mkdir(join(state, folder), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      const code = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'disk-full' : 'write-failed';
      const reason = error.code === 'EEXIST' || error.code === 'ENOTDIR' ? 'a file lies in its place' : error.message;
      throw new TrivetError(code, `The folder .trivet/${folder} of the workspace cannot be made: ${reason}.`, {
        hint: 'Trivet keeps its cache, its log and published pages there: let it write to the workspace.',
        cause: error,
      });
    });
  }
}

async function readState(
  options: WorkspaceOptions & { readonly maskKey: string },
  before: WorkspaceState | null,
  signal?: AbortSignal,
): Promise<WorkspaceState> {
  const { settings, model, problems } = await readModel(options.folder, before?.settings ?? null);
  if (before !== null && hasBroken(before.model, model)) {
    const ofData = [...before.loaded.values()].flatMap((dataset) => dataset.problems);
    return { ...before, problems: [...problems, ...model.problems, ...ofData] };
  }
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
    facts: { datasets: new Map(loaded.map((dataset) => [dataset.name, dataset.facts])), maskKey: options.maskKey },
    problems: [...problems, ...model.problems, ...loaded.flatMap((dataset) => dataset.problems)],
  };
}

/** Settings and model files, without data. `before` stays in force while trivet.yml is broken: another zone or purpose would quietly give other numbers. */
export async function readModel(
  folder: string,
  before: WorkspaceSettings | null = null,
): Promise<Pick<WorkspaceState, 'settings' | 'model' | 'problems'>> {
  const { settings: read, problems } = await readSettings(folder);
  const settings = before !== null && problems.some(({ severity }) => severity === 'error') ? before : read;
  const { files, problems: unreadable } = await readModelFiles(folder);
  const model = loadModel({ files, settings: settings.model, metricKinds, connectors: connectors.names });
  return { settings, model, problems: [...problems, ...unreadable] };
}

/** Whether a model has an error that the one in force does not have. */
function hasBroken(before: Model, next: Model): boolean {
  const keyOf = ({ code, file, subject }: Problem): string => JSON.stringify([code, file, subject]);
  const known = new Set(before.problems.map(keyOf));
  return next.problems.some((found) => found.severity === 'error' && !known.has(keyOf(found)));
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
  const file = 'trivet.yml';
  try {
    return parseSettings(file, await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    const absent = parseSettings(file, '');
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return absent;
    const reason = code === 'EISDIR' ? 'it is a folder' : messageOf(error);
    return { ...absent, problems: [problem('source-unreadable', `${file} cannot be read: ${reason}.`, { file })] };
  }
}
