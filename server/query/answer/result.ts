import type { Value, ValueType } from '../../lib/table.ts';
import type { DatasetKind } from '../../model/model.ts';

/** What the engine knows and the query layer may not ask for: passed in as one plain value. */
export interface Facts {
  readonly datasets: ReadonlyMap<string, DatasetFacts>;
  /** The workspace's secret, with which masked values are hashed: without it nobody can check a guess. */
  readonly maskKey: string;
}

export interface DatasetFacts {
  /** Content version of the loaded data: part of every cache key. */
  readonly version: string;
  readonly rowsInSource: number;
  /** Rows that queries see: `rowsInSource` less deleted and deduplicated. */
  readonly rowCount: number;
  readonly deduplicated: number;
  readonly deleted: number;
  readonly loadedAt: string;
  /** Smallest and largest value of the default time, UTC; null without a time or rows. */
  readonly dataFrom: string | null;
  readonly dataThrough: string | null;
  /** Time columns that have `<column>__day` (DATE in the workspace's zone) beside them. */
  readonly dayColumns: readonly string[];
  /** Why the dataset may not be used, or null. */
  readonly quarantined: string | null;
}

export type NullReason = 'NO_KEY' | 'NO_MATCH' | 'EMPTY';
type ColumnRole = 'DIMENSION' | 'METRIC' | 'COMPARE' | 'INTERVAL' | 'COUNT' | 'REASON' | 'TOTAL';

/** A column of an answer, with everything a client needs to print it. */
export interface ResultColumn {
  readonly name: string;
  readonly label: string;
  readonly role: ColumnRole;
  readonly type: ValueType;
  readonly unit: string | null;
  readonly format: string | null;
  readonly good: 'up' | 'down' | null;
  readonly additivity: string | null;
  readonly overlapping: boolean;
  /** The metric it belongs to, by alias; null for dimensions. */
  readonly metric: string | null;
  readonly definition: string | null;
  readonly grain: string | null;
  /** Below this n the value is uncertain (`SMALL_N`); null for other columns. */
  readonly minN: number | null;
  /** Digits behind the point of exact decimals, whatever the values of the day; null for other types. */
  readonly scale: number | null;
  readonly values: readonly Value[];
  /** Whether each value is hidden because too few persons stand behind it; null: none is. */
  readonly suppressed: readonly boolean[] | null;
}

/** The answer to a metric query: columns, recomputed totals, and the account of the rows behind them. */
export interface MetricResult {
  /** SHA-256 of the canonical query, model version, dialect and dataset versions. */
  readonly id: string;
  readonly columns: readonly ResultColumn[];
  /** Rows shown, totals apart. */
  readonly rowCount: number;
  /** Rows before the limit. */
  readonly totalCount: number;
  readonly totals: readonly TotalRow[];
  readonly accounting: readonly LegAccount[];
  readonly warnings: readonly QueryWarning[];
  readonly freshness: readonly SourceFreshness[];
  readonly purpose: string;
  readonly explain: Explain;
}

export interface TotalRow {
  /** The dimensions still grouped by; empty for the grand total. */
  readonly totalOf: readonly string[];
  /** One value a column, in the order of `columns`. */
  readonly values: readonly Value[];
  /** Whether each of them is hidden because too few persons stand behind it; null: none is. */
  readonly suppressed: readonly boolean[] | null;
}

/**
 * `rowsInSource = withheldByPolicy + withheldByConsent + deleted + deduplicated + outsideFilter + rowsUsed`; null keys and
 * orphans are of `rowsUsed`. Who may not know what a policy withholds is told of their own rows alone.
 */
export interface LegAccount {
  readonly leg: string;
  readonly dataset: string;
  readonly kind: DatasetKind;
  readonly rowsInSource: number;
  readonly rowsUsed: number;
  readonly outsideFilter: number;
  readonly deleted: number;
  readonly deduplicated: number;
  readonly withheldByConsent: number;
  /** Null for who may not know; builders and admins see every row, so of theirs none is. */
  readonly withheldByPolicy: number | null;
  readonly nullKeyRows: number;
  readonly orphanRows: number;
  /** Used rows for which some as-of join found no row. */
  readonly asOfUnmatched: number;
  /** Used rows whose entity no group selects: they are in no group and in no total. */
  readonly outsideGroups: number;
  readonly paths: readonly PathAccount[];
  /** Rollups that classed rows by what came only later, with the number of such rows. */
  readonly hindsight: readonly { readonly entity: string; readonly rollup: string; readonly rows: number }[];
}

/** What one join of a leg found for the rows used. */
export interface PathAccount {
  readonly path: string;
  readonly nullKeys: number;
  readonly orphans: number;
  /** Of an as-of join, which counts neither of the two. */
  readonly asOf: AsOfAccount | null;
}

interface AsOfAccount {
  readonly matched: number;
  readonly unmatched: number;
  /** Rows whose match had answered for another row already. */
  readonly reused: number;
  /** Matches taken by the declared rule from several rows of one moment. */
  readonly ties: number;
  /** Matched rows of all rows used; null where none is used. */
  readonly share: number | null;
}

export type WarningCode =
  | 'ORPHANS'
  | 'ASOF_UNMATCHED'
  | 'ASOF_REUSED'
  | 'ASOF_TIES'
  | 'HINDSIGHT'
  | 'NULL_KEYS'
  | 'SMALL_N'
  | 'PARTIAL_PERIOD'
  | 'STALE_DATA'
  | 'FILTER_NOT_APPLIED'
  | 'OVERLAPPING_GROUPS'
  | 'LIMITED'
  | 'DEDUPLICATED'
  | 'SUPPRESSED'
  | 'CONSENT_WITHHELD';

export interface QueryWarning {
  readonly code: WarningCode;
  readonly message: string;
  readonly hint: string | null;
  readonly metric: string | null;
  readonly dataset: string | null;
  readonly count: number | null;
}

export interface SourceFreshness {
  readonly dataset: string;
  readonly kind: DatasetKind;
  readonly version: string;
  readonly loadedAt: string;
  readonly dataThrough: string | null;
  readonly state: 'CURRENT' | 'LATE' | 'EXPIRED' | 'UNKNOWN';
}

export interface Explain {
  /** The statement with its parameters written beside it, over dataset names. */
  readonly sql: string;
  /** With the predicates of policies; null for who may not see them. */
  readonly executedSql: string | null;
  readonly dialect: string;
  readonly legs: readonly {
    readonly dataset: string;
    readonly joins: readonly string[];
    readonly metrics: readonly string[];
  }[];
  readonly cached: boolean;
  /** Statements that were answered from memory. */
  readonly cacheHits: number;
  readonly planMs: number;
  readonly engineMs: number;
}
