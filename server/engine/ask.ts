/** a metric query as written → parsed with defaults → prepared (pure) → statements run side by side → answer */
import type { Json } from '../lib/json.ts';
import type { Table } from '../lib/table.ts';
import type { Viewer } from '../model/viewer.ts';
import type { Model } from '../model/model.ts';
import { finishMetricQuery, repeatAnswer } from '../query/answer/answer.ts';
import { policyOf, refuseBlind } from '../query/policy/policy.ts';
import { tooManyRows } from '../query/check/too-many-rows.ts';
import type { MetricQuery } from '../query/language/metric-query.ts';
import { parseMetricQuery } from '../query/language/parse-query.ts';
import type { Facts, MetricResult } from '../query/answer/result.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import type { Statement } from '../sql/sql.ts';
import { type AuditLog, auditRecord } from './audit-log.ts';
import { createDifferencingLog } from './differencing.ts';
import { type DisclosedCell, disclosedCells } from '../query/policy/disclosed-cells.ts';
import { createAnswerStore } from './answer-store.ts';
import { tableOf } from './arrow/arrow-table.ts';
import type { Engine, Lane } from './engine.ts';
import { createPreparations } from './prepared-queries.ts';
import { createResultCache, type ResultCache } from './result-cache.ts';

/** Answers metric queries as people or programs write them, and finds the answers again. */
export interface Ask {
  /** Throws TrivetError with every refusal at once. */
  (query: unknown, options: AskOptions): Promise<MetricResult>;
  /** An answer that was given under this policy and is still kept; null says neither whether it ever was, nor to whom. */
  find(id: string, policy: string): MetricResult | null;
  /** The question behind such an answer. */
  question(id: string, policy: string): MetricQuery | null;
  /** The fingerprint of the policy that binds a viewer: equal where two see the same. */
  policyOf(viewer: Viewer): string;
}

interface AskOptions {
  /** The purpose where the query names none; null or absent: the workspace's. */
  readonly purpose?: string | null | undefined;
  /** Who asks: there is no answer to nobody. */
  readonly viewer: Viewer;
  readonly parameters?: ReadonlyMap<string, Json> | undefined;
  readonly lane?: Lane | undefined;
  /** Absent: the time that every query has. */
  readonly timeoutMs?: number | undefined;
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
  /** Is told of every answer; absent: nobody keeps a record. */
  readonly audit?: AuditLog;
}

const cacheBytes = 128 * 1024 * 1024;
const accountBytes = 4 * 1024 * 1024;
const maxRows = 60_000;

/** The one way from a metric query to its answer; whole answers and the accounts of legs are cached apart. */
export function createAsk(parts: AskParts): Ask {
  const answers = createAnswerStore(cacheBytes);
  const accounts = createResultCache<Table>(accountBytes);
  const disclosed = createDifferencingLog();
  const prepare = createPreparations(parts.dialect);
  const cellsOf = new WeakMap<MetricResult, readonly DisclosedCell[]>();
  const answer = async (written: unknown, options: AskOptions): Promise<MetricResult> => {
    const begun = performance.now();
    const model = parts.model();
    const { viewer } = options;
    const policy = policyOf(model, viewer);
    refuseBlind(policy, viewer);
    const query = parseMetricQuery(written, {
      purpose: options.purpose ?? policy.purpose ?? model.settings.purpose,
      zone: model.settings.zone,
      weekStart: model.settings.weekStart,
      ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    });
    const prepared = prepare(query, policy, parts.facts());
    const now = parts.clock().toISOString();
    const known = answers.find(prepared.id, policy.fingerprint);
    const repeated = known === null ? null : repeatAnswer(prepared, known, now);
    if (known !== null && repeated !== null) {
      disclosed.disclose(viewer, cellsOf.get(known) ?? []);
      parts.audit?.record(auditRecord(query, repeated, { viewer, at: now }));
      return repeated;
    }
    const started = performance.now();
    const cacheHits = prepared.accountIds.filter((key) => accounts.get(key) !== undefined).length;
    const run = runner(parts, options);
    const [main, ...accounted] = await Promise.all([
      run(prepared.statement, options.onProgress),
      ...prepared.accounts.map((statement, leg) =>
        remembered(accounts, prepared.accountIds[leg] ?? '', () => run(statement)),
      ),
    ]);
    const engineMs = performance.now() - started;
    const result = finishMetricQuery(prepared, {
      main,
      accounts: accounted,
      engineMs,
      planMs: started - begun,
      cached: false,
      cacheHits,
      now,
    });
    const cells = disclosedCells(prepared, main);
    disclosed.disclose(viewer, cells);
    cellsOf.set(result, cells);
    answers.keep(result, policy.fingerprint, query);
    parts.audit?.record(auditRecord(query, result, { viewer, at: now }));
    return result;
  };
  return Object.assign(answer, {
    find: (id: string, policy: string) => answers.find(id, policy),
    question: (id: string, policy: string) => answers.question(id, policy),
    policyOf: (viewer: Viewer) => policyOf(parts.model(), viewer).fingerprint,
  });
}

type Run = (statement: Statement, onProgress?: AskOptions['onProgress']) => Promise<Table>;

function runner(parts: AskParts, options: AskOptions): Run {
  const engine = parts.engine();
  const timeoutMs = options.timeoutMs ?? parts.timeoutMs;
  return async (statement, onProgress) => {
    const request = { statement, lane: options.lane ?? 'interactive', maxRows, timeoutMs } as const;
    const result = await engine.query(onProgress === undefined ? request : { ...request, onProgress }, options.signal);
    const table = tableOf(result.arrow, result.columns);
    if (result.truncated) throw tooManyRows(table, maxRows);
    return table;
  };
}

async function remembered(cache: ResultCache<Table>, key: string, make: () => Promise<Table>): Promise<Table> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const table = await make();
  cache.set(key, table, 256 + table.rowCount * table.columns.length * 24);
  return table;
}
