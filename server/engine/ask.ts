/** a metric query as written → parsed with defaults → prepared (pure) → statements run side by side → answer */
import type { Json } from '../lib/json.ts';
import type { Table } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import { finishMetricQuery, type PreparedQuery, prepareMetricQuery } from '../query/answer.ts';
import { parseMetricQuery } from '../query/parse-query.ts';
import type { Facts, MetricResult } from '../query/result.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import type { Statement } from '../sql/sql.ts';
import { tableOf } from './arrow-table.ts';
import type { Engine, Lane } from './engine.ts';
import { createResultCache } from './result-cache.ts';

/** Answers a metric query as people or programs write it; throws TrivetError with every refusal at once. */
export type Ask = (query: unknown, options?: AskOptions) => Promise<MetricResult>;

export interface AskOptions {
  /** The purpose where the query names none; null or absent: the workspace's. */
  readonly purpose?: string | null | undefined;
  readonly parameters?: ReadonlyMap<string, Json> | undefined;
  readonly lane?: Lane | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number | null) => void) | undefined;
}

export interface AskParts {
  readonly dialect: Dialect;
  readonly clock: () => Date;
  readonly timeoutMs: number;
  engine(): Engine;
  model(): Model;
  facts(): Facts;
}

interface Answered {
  readonly main: Table;
  readonly accounts: readonly Table[];
}

const cacheBytes = 128 * 1024 * 1024;
const maxRows = 60_000;

/** The one way from a metric query to its answer, with a cache by the answer's id. */
export function createAsk(parts: AskParts): Ask {
  const cache = createResultCache<Answered>(cacheBytes);
  return async (written, options = {}) => {
    const model = parts.model();
    const query = parseMetricQuery(written, {
      purpose: options.purpose ?? model.settings.purpose,
      zone: model.settings.zone,
      weekStart: model.settings.weekStart,
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    });
    const prepared = prepareMetricQuery(query, model, parts.facts(), parts.dialect);
    const known = cache.get(prepared.id);
    const started = performance.now();
    const answered = known ?? (await run(parts, prepared, options));
    if (known === undefined) cache.set(prepared.id, answered, bytesOf(answered));
    return finishMetricQuery(prepared, {
      ...answered,
      engineMs: performance.now() - started,
      cached: known !== undefined,
      now: parts.clock().toISOString(),
    });
  };
}

async function run(parts: AskParts, prepared: PreparedQuery, options: AskOptions): Promise<Answered> {
  const engine = parts.engine();
  const fetch = async (statement: Statement, main: boolean): Promise<Table> => {
    const result = await engine.query(
      {
        statement,
        lane: options.lane ?? 'interactive',
        maxRows,
        timeoutMs: parts.timeoutMs,
        ...(main && options.onProgress !== undefined ? { onProgress: options.onProgress } : {}),
      },
      options.signal,
    );
    return tableOf(result.arrow, result.columns);
  };
  const [main, ...accounts] = await Promise.all([
    fetch(prepared.statement, true),
    ...prepared.accounts.map((statement) => fetch(statement, false)),
  ]);
  return { main, accounts };
}

function bytesOf(answered: Answered): number {
  const tables = [answered.main, ...answered.accounts];
  return tables.reduce((sum, table) => sum + 256 + table.rowCount * table.columns.length * 24, 0);
}
