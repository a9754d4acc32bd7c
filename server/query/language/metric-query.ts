import type { Json } from '../../lib/json.ts';
import type { Grain } from '../../sql/dialects/dialect.ts';

/**
 * The canonical metric query: GraphQL input, builder cell, saved query and cache key are this one JSON value.
 * `parseMetricQuery` makes it from what people write. Fields that no plan answers yet are refused with `unsupported`.
 */
export interface MetricQuery {
  readonly metrics: readonly MetricRequest[];
  readonly groupBy: readonly GroupRequest[];
  readonly time: TimeRequest | null;
  readonly where: Filter | null;
  readonly filterScope: FilterScope;
  readonly having: Filter | null;
  /** `['GRAND']` or subtotals `{ by: [dimension] }`. */
  readonly totals: readonly ('GRAND' | { readonly by: readonly string[] })[];
  readonly orderBy: readonly OrderRequest[];
  readonly limit: number;
  readonly offset: number;
  readonly purpose: string;
  /** The instant that "now" means; null: the newest `dataThrough`. */
  readonly asOf: string | null;
  readonly topN: TopRequest | null;
  readonly cohort: CohortRequest | null;
}

export interface MetricRequest {
  readonly name: string;
  readonly alias: string;
  /** A condition of this metric alone. */
  readonly filter: Filter | null;
  readonly interval: boolean;
  /** The same metric one or more calendar periods earlier, beside it. */
  readonly compare: CompareRequest | null;
  readonly window: WindowRequest | null;
  /** For this metric alone; null: the query's. */
  readonly scope: FilterScope | null;
  /** Whether it may be grouped so that a row counts in several groups. */
  readonly overlap: 'REFUSE' | 'ALLOW';
  /** The weight column of a bridge, by which a row is shared out among its groups so that they add up. */
  readonly allocate: string | null;
  /** Dimensions of the query that this metric is not split by: a share's denominator. */
  readonly excludeFromGrain: readonly string[];
}

export type FilterScope = 'CONFORMED_ONLY' | 'PER_FACT' | 'SEMI_JOIN';

export interface CompareRequest {
  /** An ISO 8601 duration of whole days, weeks, months, quarters (`P3M`) or years. */
  readonly offset: string;
  readonly as: readonly CompareAs[];
}

export type CompareAs = 'VALUE' | 'DELTA' | 'PCT';

/** `rolling`: over the last periods of this length (`P3M`), the present one included; `cumulative`: since the period of this grain began. */
export type WindowRequest =
  { readonly is: 'rolling'; readonly length: string } | { readonly is: 'cumulative'; readonly since: QueryGrain };

/** The `n` first values of a dimension by a metric; everything else is one group where `others`. */
export interface TopRequest {
  readonly dimension: string;
  readonly by: string;
  readonly n: number;
  readonly others: boolean;
}

/** Groups by the calendar period of an entity's rollup and by the periods since. */
export interface CohortRequest {
  readonly rollup: string;
  readonly grain: QueryGrain;
  readonly period: QueryGrain;
}

export type QueryGrain = Grain | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

export interface GroupRequest {
  readonly dimension: string;
  readonly grain: QueryGrain | null;
  readonly path: readonly string[] | null;
  readonly nulls: 'MERGE' | 'SPLIT' | null;
  /** Of a rollup: what is known at the end, or was at each fact's own time; null: as the rollup says. */
  readonly asOf: 'END' | 'FACT' | null;
}

export interface TimeRequest {
  /** Half-open, local days of `zone`: `[from, to)`; null: all of time. */
  readonly range: readonly [from: string, to: string] | null;
  readonly zone: string;
  readonly spine: 'SPARSE' | 'DENSE';
  readonly weekStart: 'MONDAY' | 'SUNDAY';
  /** Whether comparisons end where the present period's data end. */
  readonly toDate: boolean;
}

export type FilterOperator =
  '_eq' | '_neq' | '_gt' | '_gte' | '_lt' | '_lte' | '_in' | '_nin' | '_like' | '_contains' | '_startsWith' | '_isNull';

export type FilterValue = string | number | boolean | null;

export type Filter =
  | { readonly is: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly is: 'not'; readonly of: Filter }
  | {
      readonly is: 'condition';
      /** A dimension (in `where`) or a metric's alias (in `having`). */
      readonly on: string;
      readonly operator: FilterOperator;
      readonly values: readonly FilterValue[];
      /** Whether `_neq` and `_nin` keep rows without a value. */
      readonly keepNulls: boolean;
    }
  /** Entities (`on`: a dataset of role entity) by what a metric of theirs comes to; kept rows are those of such entities. */
  | {
      readonly is: 'entity';
      readonly on: string;
      readonly metric: string;
      /** A condition of the metric, on its name. */
      readonly having: Filter;
      readonly time: { readonly range: readonly [from: string, to: string] } | null;
    }
  /** Rows that no row of another dataset shares the entity with; a row without a key is kept. */
  | { readonly is: 'none'; readonly on: string; readonly dataset: string };

export interface OrderRequest {
  readonly by: string;
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

/** What `parseMetricQuery` takes from the outside for what a query leaves out. */
export interface QueryDefaults {
  readonly purpose: string | null;
  readonly zone: string;
  readonly weekStart: 'MONDAY' | 'SUNDAY';
  /** Values of `$name` scalars; a null value drops the condition it stands in. */
  readonly parameters?: ReadonlyMap<string, Json>;
}
