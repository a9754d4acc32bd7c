import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineStatus, Lane } from '../../engine/engine.ts';

/** What is counted and measured while the server runs, in the format of Prometheus. */
export interface Figures {
  request(told: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  /** A metric query; `code` null where it was answered. */
  query(told: { readonly cached: boolean; readonly code: string | null; readonly seconds: number }): void;
  /** A statement that the engine ran. */
  statement(told: { readonly lane: Lane; readonly code: string | null; readonly seconds: number }): void;
  readonly contentType: string;
  print(): Promise<string>;
  close(): void;
}

export interface FigureSources {
  readonly engine: () => EngineStatus;
  readonly jobs: () => number;
  readonly problems: () => { readonly error: number; readonly warning: number };
}

const buckets = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60];

/** Figures of one server; those of the engine are read when they are asked for. */
export function createFigures(sources: FigureSources): Figures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'trivet_' });
  const registers = [registry];
  const requests = new Counter({
    name: 'trivet_http_requests_total',
    help: 'Requests by method, pattern of the route and status; 499 where the client went away.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'trivet_http_request_seconds',
    help: 'Seconds from a request to the end of its answer.',
    labelNames: ['route'],
    buckets,
    registers,
  });
  const queries = new Counter({
    name: 'trivet_queries_total',
    help: 'Metric queries: answered from the cache, answered by the engine, or refused with a code.',
    labelNames: ['outcome'],
    registers,
  });
  const querySeconds = new Histogram({
    name: 'trivet_query_seconds',
    help: 'Seconds that the answer to a metric query took.',
    labelNames: ['cached'],
    buckets,
    registers,
  });
  const cache = new Counter({
    name: 'trivet_cache_lookups_total',
    help: 'Metric queries whose answer was kept (hit) or had to be computed (miss).',
    labelNames: ['result'],
    registers,
  });
  const statementSeconds = new Histogram({
    name: 'trivet_engine_statement_seconds',
    help: 'Seconds that a statement took in the engine, waiting for its turn counted.',
    labelNames: ['lane', 'outcome'],
    buckets,
    registers,
  });
  ofEngine(registers, sources);
  return {
    request: ({ method, route, status, seconds }) => {
      requests.inc({ method, route, status: String(status) });
      requestSeconds.observe({ route }, seconds);
    },
    query: ({ cached, code, seconds }) => {
      queries.inc({ outcome: code ?? (cached ? 'cached' : 'computed') });
      if (code !== null) return;
      cache.inc({ result: cached ? 'hit' : 'miss' });
      querySeconds.observe({ cached: String(cached) }, seconds);
    },
    statement: ({ lane, code, seconds }) => statementSeconds.observe({ lane, outcome: code ?? 'done' }, seconds),
    contentType: registry.contentType,
    print: () => registry.metrics(),
    close: () => registry.clear(),
  };
}

function ofEngine(registers: Registry[], { engine, jobs, problems }: FigureSources): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  };
  const kills: Counter = new Counter({
    name: 'trivet_engine_kills_total',
    help: 'Engine processes that were killed because a statement did not stop.',
    registers,
    collect: () => {
      kills.reset();
      kills.inc(engine().kills);
    },
  });
  gauge('trivet_engine_ready', '1 while an engine process takes statements.', () =>
    engine().state === 'ready' ? 1 : 0,
  );
  const inLane = (name: string, help: string, which: 'running' | 'queued'): void => {
    const made: Gauge<'lane'> = new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers,
      collect: () => {
        for (const { lane, ...counts } of engine().lanes) made.set({ lane }, counts[which]);
      },
    });
  };
  inLane('trivet_engine_running', 'Statements that run now.', 'running');
  inLane('trivet_engine_queued', 'Statements that wait for their turn.', 'queued');
  gauge('trivet_jobs', 'Metric queries under way as jobs.', jobs);
  const found: Gauge<'severity'> = new Gauge({
    name: 'trivet_workspace_problems',
    help: 'Problems of model files, settings and data.',
    labelNames: ['severity'],
    registers,
    collect: () => {
      for (const [severity, count] of Object.entries(problems())) found.set({ severity }, count);
    },
  });
}
