/** config → workspace, engine, notebooks, pages, GraphQL, HTTP: everything is wired here and nowhere else */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeUnfinished } from './lib/atomic-file.ts';
import { TrivetError } from './lib/errors.ts';
import type { Registry } from './lib/registry.ts';
import type { Environment } from './api/auth/signing-key.ts';
import { fromLevel, type Log } from './api/log.ts';
import { observedAsk, observedEngine } from './api/operations/observe.ts';
import type { Served } from './api/serve.ts';
import { refuseOpenDoor } from './config.ts';
import { type Ask, createAsk } from './engine/ask.ts';
import { createAuditLog } from './engine/audit-log.ts';
import { ensureDemoData } from './engine/demo-data.ts';
import type { EngineProcess } from './engine/engine-process.ts';
import { openEngine } from './engine/open-engine.ts';
import { createMetricJobs } from './engine/metric-jobs.ts';
import { createAskAnalysis } from './analyses/run/ask-analysis.ts';
import { createLedger } from './analyses/run/create-ledger.ts';
import { createReadEvidence } from './engine/read-evidence.ts';
import { createReadRows } from './engine/read-rows.ts';
import { defaultStoreLimits } from './engine/result-store.ts';
import { watchWorkspace } from './engine/watch-workspace.ts';
import { openWorkspace, type Workspace } from './engine/workspace.ts';
import type { CellKind } from './notebook/cell-kind.ts';
import { cellKinds } from './notebook/cells/index.ts';
import { createChartPainter } from './notebook/charts/create-painter.ts';
import type { WorkspaceSettings } from './model/settings.ts';
import type { Viewer } from './model/viewer.ts';
import { createNotebooks } from './notebook/notebooks.ts';
import type { GivenParameters, Notebooks } from './notebook/view.ts';
import { publishNotebook } from './pages/publish-notebook.ts';
import { createPages, type Pages, type Published } from './pages/pages.ts';
import { duckdb } from './sql/dialects/duckdb.ts';

export interface AppOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  readonly dataFolders: readonly string[];
  /** Scale of the demo data; null: what is there, else 1. */
  readonly scale: number | null;
  readonly version: string;
  readonly clock: () => Date;
  readonly log: Log;
  /** Lines about what start-up is doing. */
  readonly onProgress: (line: string) => void;
  /** Where secrets may come from; absent: from nowhere but files. */
  readonly environment?: Environment;
  /** A process for the engine that was started beforehand; the app ends it when it closes, not when it cannot be made. */
  readonly engineProcess?: EngineProcess;
}

/** The parts of a running Trivet, for the server and for the command line. */
export interface App {
  readonly workspace: Workspace;
  readonly ask: Ask;
  readonly notebooks: Notebooks;
  readonly pages: Pages;
  readonly cellKinds: Registry<CellKind>;
  /** A page shows what this viewer may see. */
  publish(notebook: string, params: GivenParameters, message: string | null, viewer: Viewer): Promise<Published>;
  /** Starts to answer; resolves with the address. Refuses addresses beyond this machine (`authentication-required`). */
  listen(address: { readonly host: string | null; readonly port: number | null }): Promise<string>;
  close(): Promise<void>;
}

const defaultMemoryMegabytes = 2048;
const defaultTemporaryMegabytes = 8000;
const watchEveryMs = 3000;
const defaultTimeoutSeconds = 60;
const defaultShutdownSeconds = 10;

/** Opens a workspace with everything that works on it. */
export async function createApp(options: AppOptions): Promise<App> {
  await ensureDemoData(options.workspace, options.scale, options.onProgress);
  const state = join(options.workspace, '.trivet');
  const written = [
    join(options.workspace, 'notebooks'),
    ...['pages', 'pages/objects', 'cache/outputs'].map((name) => join(state, name)),
  ];
  await Promise.all(written.map(removeUnfinished));
  let watching: Served | null = null;
  const workspace = await openWorkspace({
    folder: options.workspace,
    dataFolders: options.dataFolders,
    onProgress: ({ dataset, state: step }) => options.onProgress(`load: ${dataset} ${step}`),
    openEngine: async (datasets, settings) => {
      const engine = await openEngine({
        folder: join(state, 'cache', 'engine'),
        resultsFolder: join(state, 'cache', 'results'),
        datasets,
        ...engineLimits(settings),
        ...(options.engineProcess === undefined ? {} : { started: options.engineProcess }),
      });
      return observedEngine(engine, (told) => watching?.statement(told));
    },
  });
  const timeoutMs = (workspace.current().settings.limits.timeoutSeconds ?? defaultTimeoutSeconds) * 1000;
  const asking = {
    dialect: duckdb,
    clock: options.clock,
    timeoutMs,
    engine: () => workspace.engine(),
    model: () => workspace.current().model,
    facts: () => workspace.current().facts,
  };
  const audit = createAuditLog(join(state, 'log'), (error) =>
    options.log('error', 'the audit log was not written', { error }),
  );
  const audited = { ...asking, audit };
  const ask = observedAsk(createAsk(audited), (told) => watching?.query(told));
  const rows = createReadRows(audited);
  const evidence = createReadEvidence(audited, ask);
  const jobs = createMetricJobs({
    ask,
    clock: options.clock,
    onError: (id, error) => options.log('error', 'unexpected error in a job', { id, error }),
  });
  const ledger = createLedger();
  const analyse = createAskAnalysis({ ...audited, ledger });
  const painter = createChartPainter();
  const notebooks = await createNotebooks({
    folder: join(options.workspace, 'notebooks'),
    logFolder: join(state, 'log'),
    cacheFolder: join(state, 'cache'),
    kinds: cellKinds,
    engine: () => workspace.engine(),
    semantic: { model: () => workspace.current().model, facts: () => workspace.current().facts, ask },
    clock: options.clock,
    newId,
    painter,
    ledger,
  });
  const pages = createPages({ folder: join(state, 'pages'), clock: options.clock });
  const publish: App['publish'] = (notebook, params, message, viewer) =>
    publishNotebook({ notebooks, pages }, { notebook, params, message, viewer });
  const closers: (() => Promise<void>)[] = [
    async () => jobs.close(),
    () => notebooks.close(),
    () => painter.close(),
    () => workspace.close(),
    () => audit.settled(),
  ];
  return {
    workspace,
    ask,
    notebooks,
    pages,
    cellKinds,
    publish,
    listen: async (address) => {
      const { settings } = workspace.current();
      const host = address.host ?? settings.host ?? '127.0.0.1';
      const { auth } = settings;
      if (auth === 'unreadable') throw unreadableAuth();
      refuseOpenDoor(host, auth !== null);
      // Runs and publishes of the command line do without: reading it is a third of the start.
      const { serve } = await import('./api/serve.ts');
      const served = await serve({
        version: options.version,
        folder: options.workspace,
        workspace,
        ask,
        jobs,
        rows,
        evidence,
        analyse,
        notebooks,
        pages,
        publish,
        cellKinds,
        clock: options.clock,
        log: fromLevel(options.log, settings.log.level ?? 'info'),
        environment: options.environment ?? {},
        auth,
        host,
        port: address.port ?? settings.port ?? 4000,
        clientFolder: join(import.meta.dirname, '..', 'client', 'dist'),
        operationsFolder: join(import.meta.dirname, '..', 'client', 'operations'),
      });
      watching = served;
      const waitMs = (settings.limits.shutdownSeconds ?? defaultShutdownSeconds) * 1000;
      closers.unshift(
        async () => jobs.close(),
        () => served.stop(waitMs, () => workspace.close()),
      );
      painter.warm();
      const watched = await watchWorkspace(workspace, {
        dataFolders: options.dataFolders,
        everyMs: watchEveryMs,
        onReload: () => options.log('info', 'files changed: model and data are read again'),
        onError: (error) => options.log('error', 'changed files could not be read again', { error }),
      });
      closers.unshift(() => watched.close());
      return served.url;
    },
    close: async () => {
      for (const close of closers) await close();
    },
  };
}

function unreadableAuth(): TrivetError {
  return new TrivetError('invalid-config', 'What trivet.yml says about auth cannot be read, so nobody is let in.', {
    hint: 'trivet check names what is wrong with it.',
  });
}

/** What trivet.yml says about the engine. */
function engineLimits({ engine, limits }: WorkspaceSettings) {
  return {
    memoryMb: engine.memoryMegabytes ?? defaultMemoryMegabytes,
    temporaryMb: engine.temporaryMegabytes ?? defaultTemporaryMegabytes,
    threads: engine.threads ?? 2,
    ...(limits.timeoutSeconds === undefined ? {} : { timeoutMs: limits.timeoutSeconds * 1000 }),
    storeLimits: {
      ...defaultStoreLimits,
      ...(limits.rows === undefined ? {} : { maxResultRows: limits.rows }),
      ...(limits.megabytes === undefined ? {} : { maxResultBytes: limits.megabytes * 1024 * 1024 }),
    },
  };
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Eight random characters of lower-case base 32 without i, l, o and u. */
function newId(): string {
  return Array.from(randomBytes(8), (byte) => alphabet[byte % 32] ?? '0').join('');
}

/** The version of this program, from package.json. */
export async function programVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const parsed: unknown = JSON.parse(text);
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : null;
  return typeof version === 'string' ? version : '0.0.0';
}
