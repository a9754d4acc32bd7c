/** the parts of a workspace → authentication, figures, HTTP, GraphQL, files: a server that answers until it is stopped */
import { hostname, networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from '../lib/registry.ts';
import type { AuthSettings } from '../model/auth-settings.ts';
import type { MetricJobs } from '../engine/metric-jobs.ts';
import type { Ask } from '../engine/ask.ts';
import type { Workspace } from '../engine/workspace.ts';
import type { CellKind } from '../notebook/cell-kind.ts';
import type { Notebooks } from '../notebook/view.ts';
import type { Pages } from '../pages/pages.ts';
import { policyOf } from '../query/policy/policy.ts';
import { createAuthentication } from './auth/authentication.ts';
import { publicAddress } from './auth/hostnames.ts';
import type { Environment } from './auth/signing-key.ts';
import type { ApiContext } from './context.ts';
import { mountFiles } from './files.ts';
import { createSignedLinks } from './flat/links.ts';
import { type GraphQLParts, mountGraphQL } from './graphql/graphql-server.ts';
import { createHttp, listenAt } from './http.ts';
import { createSchemas } from './index.ts';
import { readKnownOperations } from './graphql/known-operations.ts';
import type { Log } from './log.ts';
import { createShownResults } from './shown-results.ts';
import { createFigures, type Figures } from './operations/figures.ts';
import type { AskedQuery, RunStatement } from './operations/observe.ts';

export interface ServeParts {
  readonly version: string;
  /** Absolute path of the workspace. */
  readonly folder: string;
  readonly workspace: Workspace;
  readonly ask: Ask;
  readonly jobs: MetricJobs;
  readonly rows: ApiContext['rows'];
  readonly evidence: ApiContext['evidence'];
  readonly analyse: ApiContext['analyse'];
  readonly notebooks: Notebooks;
  readonly pages: Pages;
  readonly publish: ApiContext['publish'];
  readonly cellKinds: Registry<CellKind>;
  readonly clock: () => Date;
  readonly log: Log;
  readonly environment: Environment;
  /** null: nobody has to sign in. */
  readonly auth: AuthSettings | null;
  readonly host: string;
  readonly port: number;
  /** The built client, where there is one. */
  readonly clientFolder: string;
  /** The client's own operations. */
  readonly operationsFolder: string;
}

export interface Served {
  readonly url: string;
  /** Counts a metric query, and tells of a slow one. */
  query(told: AskedQuery): void;
  /** The same of a statement of the engine. */
  statement(told: RunStatement): void;
  /**
   * Takes no more requests, ends streams, and waits for running queries; those that are not done within `waitMs` are called
   * off by `stopQueries`.
   */
  stop(waitMs: number, stopQueries: () => Promise<void>): Promise<void>;
}

const defaultSlowSeconds = 5;
const lastWordsMs = 1000;

/** Starts to answer. Throws what stands in the way: `invalid-config`, `insecure-file`. */
export async function serve(parts: ServeParts): Promise<Served> {
  const { workspace, auth, log, clock, host } = parts;
  const { settings } = workspace.current();
  let isStopping = false;
  const authentication = await createAuthentication({
    settings: auth,
    workspace: parts.folder,
    environment: parts.environment,
    clock,
    log,
  });
  const engine = () => workspace.engine().status();
  const problems = () => countProblems(workspace);
  const figures = createFigures({ engine, jobs: () => parts.jobs.underWay(), problems });
  const slowSeconds = settings.limits.slowQuerySeconds ?? defaultSlowSeconds;
  const { publicUrl = null, basePath = '', trustProxy = false } = auth ?? {};
  const address = publicAddress({ host, publicUrl, basePath, ownNames: ownNames() });
  const http = await createHttp({
    pages: parts.pages,
    log,
    authentication,
    name: () => workspace.current().model.settings.name,
    address,
    trustProxy,
    clientFolder: parts.clientFolder,
    figures,
    isEachRequestTold: settings.log.requests ?? authentication.isRequired,
    engine,
    isStopping: () => isStopping,
    isBehindProxy: publicUrl !== null || trustProxy !== false,
  });
  const links = createSignedLinks({ key: authentication.keyFor('link'), clock });
  const { version, ask, jobs, rows, evidence, analyse, notebooks, pages, publish, cellKinds } = parts;
  const shown = createShownResults();
  const asking = { version, workspace, ask, jobs, rows, evidence, analyse, links, shown, basePath };
  const shared = { ...asking, notebooks, pages, publish, cellKinds, clock };
  const context: GraphQLParts['context'] = ({ viewer, isSignedIn }, signal) =>
    Object.freeze({ ...shared, viewer, isSignedIn, signal });
  const schemas = createSchemas();
  mountFiles(http, {
    ask,
    notebooks: parts.notebooks,
    links,
    rows,
    engine: () => workspace.engine(),
    model: () => workspace.current().model,
  });
  mountGraphQL(http, {
    log,
    context,
    known: readKnownOperations(parts.operationsFolder),
    allowed: () => workspace.current().settings.operations,
    welcome: (request) => authentication.viewerOf(request),
    schemaOf: ({ viewer }) => schemas.schemaFor(policyOf(workspace.current().model, viewer)),
  });
  const url = await listenAt(http, { host, port: parts.port });
  return {
    url: `${url}${basePath}`,
    query: (told) => tellQuery(told, { figures, log, slowSeconds }),
    statement: (told) => tellStatement(told, { figures, log, slowSeconds }),
    stop: async (waitMs, stopQueries) => {
      isStopping = true;
      const closed = http.close();
      if (!(await within(waitMs, () => closed.then(() => idle(engine))))) {
        log('warn', 'queries that still ran were called off', { running: engine().running, queued: engine().queued });
        await stopQueries();
        if (!(await within(lastWordsMs, () => closed))) http.server.closeAllConnections();
      }
      await closed;
      figures.close();
    },
  };
}

interface Telling {
  readonly figures: Figures;
  readonly log: Log;
  readonly slowSeconds: number;
}

function tellQuery(told: AskedQuery, { figures, log, slowSeconds }: Telling): void {
  figures.query(told);
  const { id, code, seconds } = told;
  if (seconds >= slowSeconds) log('warn', 'slow query', { query: id, code, ms: Math.round(seconds * 1000) });
}

function tellStatement(told: RunStatement, { figures, log, slowSeconds }: Telling): void {
  figures.statement(told);
  const { lane, fingerprint, code, seconds } = told;
  // Metric queries are told as such; background work is meant to take its time.
  if (lane !== 'notebook' || seconds < slowSeconds) return;
  log('warn', 'slow cell', { result: fingerprint, code, ms: Math.round(seconds * 1000) });
}

function countProblems(workspace: Workspace): { readonly error: number; readonly warning: number } {
  const { problems } = workspace.current();
  const error = problems.filter(({ severity }) => severity === 'error').length;
  return { error, warning: problems.length - error };
}

/** Names and addresses of this machine, for requests that reach it on any of them. */
function ownNames(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map((own) => own.address) ?? []);
  return [hostname(), ...addresses];
}

async function idle(engine: () => { readonly running: number; readonly queued: number }): Promise<void> {
  while (engine().running + engine().queued > 0) await sleep(50);
}

/** Whether it is done in time. */
async function within(milliseconds: number, work: () => Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(milliseconds, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work().then(() => true), late]);
  } finally {
    timer.abort();
  }
}
