import type { Model } from '../model/model.ts';
import type { Viewer } from '../model/viewer.ts';
import { finishMetricQuery, prepareMetricQuery } from '../query/answer/answer.ts';
import { openPolicy, policyOf } from '../query/policy/policy.ts';
import { parseMetricQuery } from '../query/language/parse-query.ts';
import type { Facts, MetricResult } from '../query/answer/result.ts';
import type { Dialect } from '../sql/dialects/dialect.ts';
import { duckdb } from '../sql/dialects/duckdb.ts';
import type { TestDatabase } from './database.ts';

/** Asks a metric query as people write it, on a database of a test. */
export type TestAsk = (query: object) => Promise<MetricResult>;

interface Asking {
  readonly model: Model;
  readonly database: Pick<TestDatabase, 'run'>;
  readonly facts: Facts;
  /** The instant that counts as now. */
  readonly now?: string;
  /** Who asks; the one local user unless said. */
  readonly viewer?: Viewer | undefined;
  /** Whose SQL is printed; DuckDB's unless said. */
  readonly dialect?: Dialect;
}

export function askIn({
  model,
  database,
  facts,
  viewer,
  now = '2024-05-01T00:00:00Z',
  dialect = duckdb,
}: Asking): TestAsk {
  const { purpose, zone, weekStart } = model.settings;
  const policy = viewer === undefined ? openPolicy(model) : policyOf(model, viewer);
  return async (written) => {
    const query = parseMetricQuery(written, { purpose, zone, weekStart });
    const prepared = prepareMetricQuery(query, policy, facts, dialect);
    const main = await database.run(prepared.statement);
    const accounts = await Promise.all(prepared.accounts.map((statement) => database.run(statement)));
    return finishMetricQuery(prepared, { main, accounts, engineMs: 0, planMs: 0, cached: false, cacheHits: 0, now });
  };
}
