/** query → resolved → checked → plan → statements (the engine runs them) → result */
import { fingerprint } from '../../lib/hash.ts';
import type { Table } from '../../lib/table.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import type { Sql, Statement } from '../../sql/sql.ts';
import { compileAccount, legAccount } from './account.ts';
import { assembleColumns, assembleTotals, withSafeIntegers } from './assemble.ts';
import { queryJson } from '../language/canonical.ts';
import { checkQuery } from '../check/check.ts';
import { usedDatasets } from '../check/check-datasets.ts';
import { compilePlan } from '../compile/compile.ts';
import { explainLegs, readableSql } from './explain.ts';
import { freshnessOf } from './freshness.ts';
import { mayTellRows, untold } from '../policy/guarded-account.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { MetricQuery } from '../language/metric-query.ts';
import { type Plan, rowsOfPlan } from '../plan/plan.ts';
import type { Policy } from '../policy/policy.ts';
import { datasetsOfRows } from '../resolve/read-datasets.ts';
import { refuse } from '../language/refuse.ts';
import { type Resolved, resolveQuery } from '../resolve/resolve.ts';
import type { Explain, Facts, MetricResult, SourceFreshness } from './result.ts';
import { readThrough, type Sources, withoutRules } from '../policy/secured-source.ts';
import { guardedRows, isGuarded } from '../policy/suppress.ts';
import { splitRows } from './split-rows.ts';
import { warningsOf } from './warnings.ts';

/** A metric query that passed every check: what the engine has to run, and what is needed to read its answers. */
export interface PreparedQuery {
  /** SHA-256 of canonical query, model version, dialect and dataset versions: also the key of a cache. */
  readonly id: string;
  readonly statement: Statement;
  /** One for each set of rows, in the order of `rowsOfPlan`; each answers with one row. */
  readonly accounts: readonly Statement[];
  /** A key for the cache of each account: the same for every query that uses the same rows in the same way. */
  readonly accountIds: readonly string[];
  readonly plan: Plan;
  /** The statement over dataset names with its values written in, for people. */
  readonly readableSql: () => string;
  /** The statement that is run, with every predicate of a policy; null for who may not see those. */
  readonly executedSql: () => string | null;
  readonly resolved: Resolved;
  readonly facts: Facts;
  readonly dialect: string;
}

/** What the engine answered. */
export interface ExecutedQuery {
  readonly main: Table;
  /** In the order of `PreparedQuery.accounts`. */
  readonly accounts: readonly Table[];
  readonly engineMs: number;
  readonly planMs: number;
  readonly cached: boolean;
  readonly cacheHits: number;
  /** ISO instant against which the age of the data is told. */
  readonly now: string;
}

/** Resolves, checks, plans and compiles; throws the first refusal with all others in `refusals`. */
export function prepareMetricQuery(query: MetricQuery, policy: Policy, facts: Facts, dialect: Dialect): PreparedQuery {
  const resolved = resolveQuery(query, policy);
  refuse(checkQuery(resolved, facts));
  const plan = makePlan(resolved, facts);
  const compiled = compilePlan(plan, dialect);
  const accounts = rowsOfPlan(plan).map((rows) => compileAccount(plan, rows, dialect).print(dialect.parameter));
  const used = usedDatasets(resolved).map(({ name }) => name);
  return {
    id: fingerprint({
      query: queryJson(query),
      model: policy.whole.version,
      policy: policy.fingerprint,
      dialect: dialect.name,
      versions: versionsOf(plan.sources, used, facts),
      ...(hashesIn(plan.sources, used) ? { masks: facts.maskKey } : {}),
    }),
    statement: compiled.print(dialect.parameter),
    accounts,
    accountIds: accounts.map(({ text, parameters }, index) => {
      const rows = rowsOfPlan(plan)[index];
      const read = rows === undefined ? [] : datasetsOfRows(plan, rows);
      const loaded = versionsOf(plan.sources, read, facts);
      return fingerprint({ text, values: parameters.map(({ type, value }) => [type, value]), loaded });
    }),
    plan,
    ...shownSql(plan, { compiled, dialect, seesRules: policy.seesRules }),
    resolved,
    facts,
    dialect: dialect.name,
  };
}

/** Texts for people, made when somebody looks: most never are. */
function shownSql(
  plan: Plan,
  { compiled, dialect, seesRules }: { readonly compiled: Sql; readonly dialect: Dialect; readonly seesRules: boolean },
): Pick<PreparedQuery, 'readableSql' | 'executedSql'> {
  return {
    readableSql: () => readableSql(compilePlan({ ...plan, sources: withoutRules(plan.sources) }, dialect)),
    executedSql: () => (seesRules ? readableSql(compiled) : null),
  };
}

/** Versions of what is read, with what policies and consent look at. */
function versionsOf(sources: Sources, names: readonly string[], facts: Facts): (readonly (string | null)[])[] {
  return [...readThrough(sources, names)].map((name) => [name, facts.datasets.get(name)?.version ?? null]);
}

/** Whether hashes are read, which are others under another secret. */
function hashesIn(sources: Sources, names: readonly string[]): boolean {
  return [...readThrough(sources, names)].some((name) => sources.get(name)?.columns?.some(({ key }) => key !== null));
}

/** Columns with units, recomputed totals, the account of every row, and what a reader has to know besides. */
export function finishMetricQuery(prepared: PreparedQuery, executed: ExecutedQuery): MetricResult {
  const { plan, resolved } = prepared;
  const main = withSafeIntegers(executed.main);
  const rows = isGuarded(plan) ? guardedRows(plan, main) : splitRows(plan, main);
  const columns = assembleColumns(resolved, plan, rows.shown);
  const accounts = rowsOfPlan(plan).map((leg, index) => {
    const row = executed.accounts[index];
    if (row === undefined) throw new Error(`The account of leg ${index} is missing.`);
    return { account: legAccount(prepared, leg, row), isTold: mayTellRows(plan, leg, row) };
  });
  const freshness = sourcesOf(prepared, executed.now);
  const answer = {
    columns,
    rowCount: rows.shown.rowCount,
    totalCount: rows.totalCount,
    totals: assembleTotals(resolved, plan, rows),
    accounting: accounts.map(({ account, isTold }) => (isTold ? account : untold(account))),
    freshness,
  };
  return {
    id: prepared.id,
    ...answer,
    accounting: accounts.filter(({ isTold }) => isTold).map(({ account }) => account),
    warnings: warningsOf(prepared, { ...answer, rows: rows.shown }),
    purpose: resolved.query.purpose,
    explain: explainOf(prepared, executed),
  };
}

function explainOf(
  prepared: PreparedQuery,
  { cached, cacheHits, planMs, engineMs }: Pick<Explain, 'cached' | 'cacheHits' | 'planMs' | 'engineMs'>,
): Explain {
  return {
    get sql() {
      return prepared.readableSql();
    },
    get executedSql() {
      return prepared.executedSql();
    },
    dialect: prepared.dialect,
    legs: explainLegs(prepared.plan),
    cached,
    cacheHits,
    planMs,
    engineMs,
  };
}

/** An earlier answer to the same query as it is given now, or null where what is to be said of its age has changed. */
export function repeatAnswer(prepared: PreparedQuery, earlier: MetricResult, now: string): MetricResult | null {
  const freshness = sourcesOf(prepared, now);
  const isSame = freshness.every(({ state }, index) => state === earlier.freshness[index]?.state);
  return isSame
    ? {
        ...earlier,
        freshness,
        explain: explainOf(prepared, {
          cached: true,
          cacheHits: 1 + prepared.accounts.length,
          planMs: earlier.explain.planMs,
          engineMs: 0,
        }),
      }
    : null;
}

function sourcesOf({ resolved, facts }: PreparedQuery, now: string): readonly SourceFreshness[] {
  return usedDatasets(resolved).map((dataset) => freshnessOf(dataset, facts, resolved.query.asOf ?? now));
}
