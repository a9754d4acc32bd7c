import type { Problem } from '../lib/problem.ts';
import type { AggregateName, Grain } from '../sql/dialects/dialect.ts';
import type { Expression, ExpressionType } from './expression/expression.ts';
import type { Role } from './viewer.ts';

/** The complete model: what people wrote in `datasets/*.yml`, with every default filled and every name resolved. */
export interface Model {
  /** SHA-256 over everything that can change a number. */
  readonly version: string;
  readonly settings: ModelSettings;
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly views: ReadonlyMap<string, ModelView>;
  readonly queries: ReadonlyMap<string, SavedQuery>;
  readonly tests: readonly GoldenTest[];
  /** Who may see which rows and columns; without a rule for one of a viewer's roles a dataset does not exist for them. */
  readonly access: readonly AccessRule[];
  /** Everything that is wrong; what it concerns is left out of the maps above, the rest stays. */
  readonly problems: readonly Problem[];
}

/** What `trivet.yml` says about the whole workspace. */
export interface ModelSettings {
  readonly name: string;
  readonly zone: string;
  readonly weekStart: 'MONDAY' | 'SUNDAY';
  readonly fiscalYearStart: number;
  /** The purpose of a query that names none; null: every query must say its own. */
  readonly purpose: string | null;
  /** Whether `source: { sql }` and `sql:` expressions are allowed. */
  readonly trusted: boolean;
}

export type DatasetKind = 'survey' | 'operational' | 'financial' | 'reference';
type DatasetRole = 'fact' | 'entity' | 'bridge' | 'snapshot' | 'calendar';
type Population = 'customers' | 'employees' | 'public';

export interface Dataset {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly kind: DatasetKind;
  readonly role: DatasetRole;
  readonly population: Population;
  readonly owner: string | null;
  readonly file: string;
  readonly source: Source;
  /** The grain: columns that are together unique and never null. */
  readonly key: readonly string[];
  readonly time: DatasetTime | null;
  /** A column, `row` where each row is one person, or null where rows are about nobody. */
  readonly person: string | null;
  /** The smallest number of persons a shown group may have; null: no threshold. */
  readonly k: number | null;
  readonly origin: Readonly<Record<string, string>> | null;
  readonly purposes: readonly string[];
  readonly consent: Consent | null;
  /** Whether row policies of datasets that it reaches by many-to-one joins bind its rows too; `inherit: none` says no. */
  readonly inheritsPolicies: boolean;
  readonly outcome: string | null;
  readonly columns: ReadonlyMap<string, ModelColumn>;
  readonly joins: ReadonlyMap<string, Join>;
  readonly measures: ReadonlyMap<string, Measure>;
  /** Values for each row that are computed from another dataset's rows: columns of this dataset wherever expressions look. */
  readonly rollups: ReadonlyMap<string, Rollup>;
  readonly dedupe: { readonly keep: 'latest' | 'earliest'; readonly by: string } | null;
  readonly deletedColumn: string | null;
  /** ISO 8601 durations. */
  readonly freshness: { readonly expect: string | null; readonly maxAge: string | null } | null;
  /** Dimension name → join path that was declared for it. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

export interface Source {
  /** Name of the connector: csv, parquet, json … */
  readonly connector: string;
  /** A file or glob, relative to the workspace, or under a data folder. */
  readonly path: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface DatasetTime {
  readonly default: string;
  /** How naive timestamps of this dataset are read. */
  readonly zone: string;
  /** Every column of type date or timestamp, the default included. */
  readonly columns: readonly string[];
  readonly coverage: { readonly from: string | null; readonly through: string | null };
}

export type ColumnTypeName =
  'string' | 'integer' | 'decimal' | 'real' | 'boolean' | 'date' | 'timestamp' | 'timestamptz';

export interface ColumnType {
  readonly name: ColumnTypeName;
  /** Digits and scale of a decimal. */
  readonly precision: readonly [digits: number, scale: number] | null;
}

export interface ModelColumn {
  readonly name: string;
  readonly label: string;
  readonly type: ColumnType;
  /** The column's name in the source; null for a derived column. */
  readonly from: string | null;
  /** A derived column, over columns of the same row. */
  readonly expression: Expression | null;
  readonly nulls: readonly string[];
  /** A date or number pattern as strptime spells it (`%d.%m.%Y`), or null. */
  readonly format: string | null;
  /** Left-pads keys that lost leading zeros: `{ length: 6, with: '0' }`. */
  readonly pad: { readonly length: number; readonly with: string } | null;
  readonly unit: string | null;
  readonly range: readonly [number, number] | null;
  readonly values: readonly string[] | null;
  readonly pii: 'direct' | 'quasi' | 'free_text' | null;
  readonly class: 'identity' | 'descriptive' | 'attitudinal' | 'behavioural' | null;
  readonly access: ColumnAccess | null;
  readonly why: string | null;
  readonly origin: string | null;
}

export type Cardinality = 'many_to_one' | 'one_to_one' | 'as_of' | 'one_to_many' | 'many_to_many';

export interface Join {
  /** The role: the same target may be joined under several names. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly cardinality: Cardinality;
  /** Pairs of own column and target column. */
  readonly on: readonly (readonly [own: string, target: string])[];
  readonly via: string | null;
  readonly weight: string | null;
  readonly asOf: AsOf | null;
}

export interface AsOf {
  readonly at: string;
  readonly match: string;
  readonly direction: 'backward' | 'forward';
  readonly inclusive: boolean;
  readonly within: string | null;
  readonly tieBreak: readonly string[];
}

export type Aggregate = AggregateName;

export type Additivity = 'additive' | 'idempotent' | 'distinct' | 'holistic' | 'snapshot';

/** One aggregate over one dataset at that dataset's own grain: what every metric is made of. */
export interface Measure {
  readonly name: string;
  readonly dataset: string;
  readonly aggregate: Aggregate;
  /** null: rows are counted. */
  readonly of: Expression | null;
  readonly where: Expression | null;
  /** The time column by which its rows are dated; null: the dataset's default. */
  readonly time: string | null;
  readonly fraction: number | null;
  readonly type: MeasureType;
  readonly additivity: Additivity;
  readonly semiAdditive: SemiAdditive | null;
  /** Keys or values of further datasets that are stacked with `of` before the aggregate sees them (plan G); null: one dataset alone. */
  readonly across: readonly { readonly dataset: string; readonly of: Expression }[] | null;
  /** What no rows mean. */
  readonly empty: 0 | null;
}

/** How a state that is repeated at dates is added up: over every dimension, but not over time. */
export interface SemiAdditive {
  /** The time column of the snapshot. */
  readonly over: string;
  /** The rows of the last date of a period; the last row of each entity in it; or that row carried into later periods. */
  readonly take: 'last_date' | 'last_per' | 'carry';
  /** The column of the entity; null only for `last_date`. */
  readonly per: string | null;
  /** How long a state is carried, an ISO 8601 duration; null: without end. */
  readonly carry: string | null;
}

export interface MeasureType {
  readonly name: 'bigint' | 'decimal' | 'real' | 'string' | 'date' | 'timestamp';
  readonly precision: readonly [digits: number, scale: number] | null;
}

/** A calendar period; fiscal ones follow the workspace's `fiscalYearStart`. */
type CalendarGrain = Grain | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

/** Something to group or filter by, named once for the whole model. */
export interface Dimension {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  /** `calendar` is the one time dimension: each dataset uses its own time column. */
  readonly type: ExpressionType | 'calendar';
  readonly grains: readonly CalendarGrain[];
  readonly nulls: 'MERGE' | 'SPLIT';
  /** Where it lives: one home, or one home in each of several datasets that promise to mean the same. */
  readonly homes: readonly DimensionHome[];
  /** Every dataset that has it, with the shortest way there; a tie lists all equally short ways. */
  readonly reach: ReadonlyMap<string, readonly DimensionPath[]>;
}

export interface DimensionHome {
  readonly dataset: string;
  /** Over columns of the home dataset. */
  readonly expression: Expression;
}

export interface DimensionPath {
  readonly home: string;
  /** Join names from the dataset to the home; empty at home. */
  readonly joins: readonly string[];
}

/** A metric: algebra over components, each aggregated in the leg of its own dataset. */
export interface Metric {
  readonly name: string;
  readonly kind: string;
  readonly label: string;
  readonly description: string | null;
  readonly owner: string | null;
  readonly unit: string | null;
  /** How clients print it: `number`, `integer`, `percent`, `points`, `currency`, `decimal`, `duration`. */
  readonly format: string;
  readonly good: 'up' | 'down' | null;
  readonly range: readonly [number, number] | null;
  readonly target: number | null;
  /** Below this n the value is shown grey with SMALL_N. */
  readonly minN: number;
  readonly empty: 0 | null;
  readonly visible: boolean;
  /** Component name → measure. Names are unique within the metric. */
  readonly components: ReadonlyMap<string, Measure>;
  /** Algebra whose columns are component names; `divide` is always safe. */
  readonly value: Expression;
  readonly type: MeasureType;
  readonly additivity: Additivity | 'algebraic';
  readonly interval: MetricInterval | null;
  /** The component that is the number of answers or cases behind the value, where the kind has one. */
  readonly count: string | null;
  /** One line in words and formula: `100 · (promoters − detractors) / scored answers, of responses`. */
  readonly definition: string;
  /** The datasets its components stand on, in order of name. */
  readonly datasets: readonly string[];
}

type PlainInterval = 'adjusted-wald' | 'wilson' | 't';
export type IntervalMethod = PlainInterval | `weighted-${PlainInterval}` | `difference-${PlainInterval}`;

/** How the 95 % interval follows from components: their names in the order the method takes them. */
export interface MetricInterval {
  readonly method: IntervalMethod;
  /**
   * adjusted-wald: promoters, detractors, n · wilson: hits, n · t: sum, sum of squares, n. A weighted method takes sums of
   * weights instead, and the sum of squared weights last; a difference takes both sides, one after the other.
   */
  readonly of: readonly string[];
}

/**
 * One value for each row of an entity, computed from another dataset's rows. An expression names it like a column of the
 * entity (`customer.first_ticket`, `ticket_band`); it is reduced to one row per entity before it is joined.
 */
export interface Rollup {
  readonly name: string;
  readonly label: string;
  readonly entity: string;
  readonly from: string;
  /** Many-to-one joins from `from` to the entity. */
  readonly path: readonly string[];
  readonly value: RollupValue;
  /** Over `from`: which rows count. */
  readonly where: Expression | null;
  /** Labels of ranges of the value, first match wins; their conditions are over the one column `value`. */
  readonly bands: readonly { readonly label: string; readonly condition: Expression }[] | null;
  /** What an entity without rows has: a value (banded like others where it is of the value's type), a label, or nothing. */
  readonly empty: string | number | null;
  /** Of what it yields, bands applied. */
  readonly type: ExpressionType;
  /** The column of `from` that says when a row became known; null: `from` has no time and only `END` is possible. */
  readonly time: string | null;
  /** `END`: all rows up to the query's `asOf`; `FACT`: what was known at each fact's own time. A query may say otherwise. */
  readonly asOf: 'END' | 'FACT';
}

export type RollupValue =
  | {
      readonly is: 'aggregate';
      readonly aggregate: Aggregate;
      readonly of: Expression | null;
      readonly type: MeasureType;
    }
  | {
      readonly is: 'take';
      readonly take: 'first' | 'last';
      readonly of: Expression;
      /** Unique, or ends in the key of `from`. */
      readonly orderBy: readonly { readonly column: string; readonly direction: 'ASC' | 'DESC' }[];
    };

export type Consent =
  /** A column that lists the purposes consented to; null separator: it holds one. */
  | { readonly is: 'column'; readonly column: string; readonly separator: string | null }
  /** A dataset of grants: a row is used if a grant for its person and the purpose holds. */
  | {
      readonly is: 'dataset';
      readonly dataset: string;
      readonly person: string;
      readonly purpose: string;
      readonly granted: string | null;
      readonly withdrawn: string | null;
    };

export type ColumnAccess =
  | { readonly is: 'deny' }
  | { readonly is: 'mask'; readonly how: 'last4' | 'hash' | 'year' | 'null' }
  /** May be measured, never grouped, compared or ordered by. */
  | { readonly is: 'aggregate_only' };

export interface AccessRule {
  readonly dataset: string;
  readonly roles: readonly Role[];
  /** Over the dataset's columns, many-to-one paths and `[user, <attribute>]`; null: every row. */
  readonly rows: Expression | null;
  readonly columns: ReadonlyMap<string, ColumnAccess>;
}

/** A metric query behind a literal address; its query is parsed where metric queries are. */
export interface SavedQuery {
  readonly name: string;
  readonly label: string;
  readonly description: string | null;
  readonly file: string;
  readonly line: number;
  readonly query: Readonly<Record<string, unknown>>;
  readonly parameters: ReadonlyMap<string, QueryParameter>;
}

export interface QueryParameter {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'date';
  readonly default: string | number | boolean | null;
}

/** What a query must answer, run by `trivet check`. */
export interface GoldenTest {
  readonly name: string;
  readonly file: string;
  readonly line: number | null;
  readonly query: Readonly<Record<string, unknown>>;
  /** As written: one value, values by group, or rows. */
  readonly expect: unknown;
  readonly tolerance: number;
}

export interface ModelView {
  readonly name: string;
  readonly label: string;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
}
