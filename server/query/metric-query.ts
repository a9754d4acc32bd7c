import type { Json } from '../lib/json.ts';
import type { Grain } from '../sql/dialects/dialect.ts';

/**
 * The canonical metric query: GraphQL input, builder cell, saved query and cache key are this one JSON value.
 * `parseMetricQuery` makes it from what people write. Fields that no plan answers yet are refused with `unsupported`.
 */
export interface MetricQuery {
  readonly metrics: readonly MetricRequest[];
  readonly groupBy: readonly GroupRequest[];
  readonly time: TimeRequest | null;
  readonly where: Filter | null;
  readonly filterScope: 'CONFORMED_ONLY' | 'PER_FACT' | 'SEMI_JOIN';
  readonly having: Filter | null;
  /** `['GRAND']` or subtotals `{ by: [dimension] }`. */
  readonly totals: readonly ('GRAND' | { readonly by: readonly string[] })[];
  readonly orderBy: readonly OrderRequest[];
  readonly limit: number;
  readonly offset: number;
  readonly purpose: string;
  /** The instant that "now" means; null: the newest `dataThrough`. */
  readonly asOf: string | null;
}

export interface MetricRequest {
  readonly name: string;
  readonly alias: string;
  /** A condition of this metric alone. */
  readonly filter: Filter | null;
  readonly interval: boolean;
}

export interface GroupRequest {
  readonly dimension: string;
  readonly grain: Grain | null;
  readonly path: readonly string[] | null;
  readonly nulls: 'MERGE' | 'SPLIT' | null;
}

export interface TimeRequest {
  /** Half-open, local days of `zone`: `[from, to)`; null: all of time. */
  readonly range: readonly [from: string, to: string] | null;
  readonly zone: string;
  readonly spine: 'SPARSE' | 'DENSE';
  readonly weekStart: 'MONDAY' | 'SUNDAY';
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
    };

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
