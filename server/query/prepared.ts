import type { Table } from '../lib/table.ts';
import type { Model } from '../model/model.ts';
import type { Statement } from '../sql/sql.ts';
import type { MetricQuery } from './metric-query.ts';
import type { Plan } from './plan.ts';
import type { Facts } from './result.ts';

/** A metric query that passed every check: what the engine has to run, and what is needed to read its answers. */
export interface PreparedMetricQuery {
  /** SHA-256 of canonical query, model version, dialect and dataset versions: also the key of the cache. */
  readonly id: string;
  readonly statement: Statement;
  /** One statement a leg, in the order of `plan.legs`; each answers with one row. */
  readonly accounts: readonly Statement[];
  readonly plan: Plan;
  /** The statement with its values written in, for people. */
  readonly readableSql: string;
  readonly query: MetricQuery;
  readonly model: Model;
  readonly facts: Facts;
  readonly dialect: string;
}

/** What the engine answered. */
export interface ExecutedMetricQuery {
  readonly main: Table;
  /** In the order of `PreparedMetricQuery.accounts`. */
  readonly accounts: readonly Table[];
  readonly engineMs: number;
  readonly cached: boolean;
  /** ISO instant against which the age of the data is told. */
  readonly now: string;
}
