import type { Expression } from '../../model/expression/expression.ts';
import type { Aggregate, IntervalMethod, MeasureType } from '../../model/model.ts';
import type { SqlType } from '../../sql/dialects/dialect.ts';
import type { LegJoin } from './leg-join.ts';
import type { FilterOperator, FilterValue, QueryGrain } from '../language/metric-query.ts';
import type { Periods } from '../calendar/calendar.ts';
import type { PlanCohort } from '../resolve/cohort.ts';
import type { Span } from '../language/duration.ts';
import type { PlanRollup } from './rollup-plan.ts';
import type { LegSnapshot } from './snapshot.ts';
import type { LegWindow } from './window.ts';
import type { Sources } from '../policy/secured-source.ts';

/**
 * What a metric query means, as plain data: legs aggregate one dataset each at the grain of the query, the legs are stacked
 * and merged by GROUP BY, and metrics are algebra over the merged components. SQL is printed from it and from nothing else.
 */
export interface Plan {
  readonly legs: readonly Leg[];
  readonly dimensions: readonly PlanDimension[];
  /** Component n is `m<n>` in its leg, `a<n>` when stacked, `b<n>` when merged. */
  readonly components: readonly PlanComponent[];
  readonly metrics: readonly PlanMetric[];
  /** The rows of the answer first, then each total that was asked for. */
  readonly groupings: readonly Grouping[];
  /** The periods that stand in the answer whether or not they have rows; null: only those that have. */
  readonly spine: Periods | null;
  /** The dimension of which only the first values stand for themselves. */
  readonly top: PlanTop | null;
  readonly having: PlanFilter<ResultOperand> | null;
  readonly order: readonly PlanOrder[];
  readonly limit: number;
  readonly offset: number;
  readonly zone: string;
  readonly weekStart: 'MONDAY' | 'SUNDAY';
  readonly fiscalYearStart: number;
  readonly sources: Sources;
  /** Whether a group without a row of a dataset has what no rows mean: entities that are chosen by what a metric of theirs comes to. */
  readonly fillsGroups: boolean;
  /** Rollups that legs join, each computed once; those that others are made of first. */
  readonly rollups: readonly PlanRollup[];
  readonly cohort: PlanCohort | null;
  /** Keys of the entities that a filter selects by a metric: plans of their own, each computed once. */
  readonly selections: readonly PlanSelection[];
}

/** The entities (`d0 …`: their key) for whose row of `plan` its `having` holds. */
interface PlanSelection {
  readonly plan: Plan;
}

/**
 * Rows of another dataset that belong to the rows of a leg by equal keys, any number to each. They are reduced to distinct
 * keys and values before they meet the leg, so that a row counts once in each of its groups.
 */
export interface LegLink {
  readonly rows: LegRows;
  /** Expressions over the leg and over `rows`. */
  readonly on: readonly (readonly [own: Expression, linked: Expression])[];
  readonly values: readonly ValueDimension[];
  /** `all`: rows without a link stay, in the group without a value. `matching`: they lie outside of every group. */
  readonly keeps: 'all' | 'matching';
  /** By which a row is shared out among its groups, so that they add up; null: it counts in each. */
  readonly weight: Expression | null;
}

/** The first values of a dimension: those that `ranking` answers with. All others are one group. */
export interface PlanTop {
  readonly dimension: number;
  readonly ranking: Plan;
  /** Whether the group of all others is part of the answer. */
  readonly keepsOthers: boolean;
}

/** The aggregate of one dataset, for one time role and one set of filters. */
export interface Leg extends LegRows {
  /** For states that are repeated at dates: which rows count; null: all that are used. */
  readonly snapshot: LegSnapshot | null;
  /** Rows of further datasets that are stacked under its own before anything is aggregated. */
  readonly also: readonly LegRows[];
  /** What its data reach of each calendar dimension: outside of it no rows mean not known. Null: it has no data. */
  readonly coverage: LegCoverage | null;
  /** null: each period stands for itself. */
  readonly window: LegWindow | null;
  /** Dimensions of the plan by which the leg is not split. */
  readonly excluded: readonly number[];
}

export interface LegCoverage {
  readonly periods: readonly Coverage[];
  /** Whether its data reach into the range that is asked about. */
  readonly reachesRange: boolean;
}

/** The rows of one dataset, with what is joined to them and which of them are used. */
export interface LegRows {
  readonly dataset: string;
  /** The time column by which its rows are dated; null where the query does not ask for time. */
  readonly time: TimeColumn | null;
  /** Joins to at most one row each, in the order in which they are made. */
  readonly joins: readonly LegJoin[];
  /** One for each dimension of the plan, in its order. */
  readonly dimensions: readonly LegDimension[];
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly where: PlanFilter<RowOperand> | null;
  readonly shift: LegShift | null;
  /** Where dimensions are that a row may have several values of. */
  readonly links: readonly LegLink[];
  /** Whether a condition of the query does not act here, because the dataset lacks what it looks at. */
  readonly skipsFilter: boolean;
}

export interface Coverage {
  readonly dimension: number;
  /** First days of the first and of the last period. */
  readonly first: string;
  readonly last: string;
  /** Where a day has a partner so many months earlier or has none: such a day is not covered. */
  readonly partner: Span | null;
}

/** Rows of an earlier time that stand beside those of the present. */
interface LegShift {
  readonly span: Span;
  /** The last day of the present: what would come after it is left out. */
  readonly through: string | null;
}

/** A time column; `day` holds the same instant's local day in the query's zone, where the loader made one. */
export interface TimeColumn {
  readonly column: string;
  readonly type: 'date' | 'timestamp';
  readonly day: string | null;
}

export type LegDimension =
  | { readonly is: 'calendar'; readonly time: TimeColumn; readonly grain: QueryGrain; readonly shift: Span | null }
  | ValueDimension
  | {
      /** Periods from a time of the entity to the row's own. */
      readonly is: 'age';
      readonly expression: Expression;
      readonly path: readonly string[];
      readonly period: { readonly grain: QueryGrain; readonly of: 'date' | 'timestamp' };
      readonly time: TimeColumn;
    }
  /** One of the values of one of the leg's links. */
  | { readonly is: 'linked'; readonly link: number; readonly value: number };

export interface ValueDimension {
  readonly is: 'value';
  /** Over the leg's dataset: paths begin with the names of its joins. */
  readonly expression: Expression;
  /** Joins on the way, outermost first: where the reason of a missing value is looked for. */
  readonly path: readonly string[];
  /** For dates and timestamps: the calendar period to which they are cut. */
  readonly period: { readonly grain: QueryGrain; readonly of: 'date' | 'timestamp' } | null;
}

/** `d<n>`, and `n<n>` for the reason of a missing value where the groups are split by it. */
export interface PlanDimension {
  /** The column of the answer. */
  readonly column: string;
  readonly dimension: string;
  readonly label: string;
  readonly grain: QueryGrain | null;
  readonly isCalendar: boolean;
  readonly type: SqlType;
  readonly precision: readonly [digits: number, scale: number] | null;
  readonly splitsNulls: boolean;
}

export interface PlanComponent {
  /** Index of its leg. */
  readonly leg: number;
  readonly name: string;
  readonly aggregate: Aggregate;
  readonly of: Expression | null;
  readonly where: Expression | null;
  readonly fraction: number | null;
  /** The same of each further dataset of its leg. */
  readonly also: readonly Expression[];
  /** A condition of one metric alone. */
  readonly filter: PlanFilter<RowOperand> | null;
  /** Whether a part of that condition does not act here, because the dataset lacks what it looks at. */
  readonly skipsFilter: boolean;
  /** Whether rows are shared out by the weight of the leg's links instead of counting whole in each group. */
  readonly isAllocated: boolean;
  readonly type: MeasureType;
}

export interface PlanMetric {
  readonly name: string;
  readonly alias: string;
  /** Algebra; its columns are the names in `components`. */
  readonly value: Expression;
  readonly components: readonly MetricComponent[];
  readonly empty: 0 | null;
  readonly type: MeasureType;
  readonly interval: { readonly method: IntervalMethod; readonly of: readonly number[] } | null;
  /** The component that counts the answers or cases behind the value. */
  readonly count: number | null;
  /** Under a threshold: what hides its groups that are too small. */
  readonly guards: readonly PlanGuard[];
  /** Whether the columns of interval and count are part of the answer. */
  readonly showsInterval: boolean;
  /** null: a metric that was asked for itself. Those come first, in the order of the query. */
  readonly compared: Compared | null;
  /** Whether a row may count in several groups, by the structure of the plan: its values must not be added up. */
  readonly isOverlapping: boolean;
}

/** A metric beside another one: its earlier value, or the change since, by their indexes. */
export type Compared =
  | { readonly is: 'VALUE'; readonly of: number; readonly span: Span; readonly isShown: boolean }
  | { readonly is: 'DELTA' | 'PCT'; readonly of: number; readonly span: Span; readonly previous: number };

/** Components that count who stands behind a group of a metric, and how many there have to be. */
export interface PlanGuard {
  readonly k: number;
  readonly dataset: string;
  /** Whether no person can be in two groups. */
  readonly isDisjoint: boolean;
  readonly persons: number;
  /** Rows of nobody known, who count as one person together. */
  readonly unknown: number | null;
  readonly rows: number;
}

export interface MetricComponent {
  readonly name: string;
  readonly component: number;
  /** What no rows mean. */
  readonly empty: 0 | null;
}

export interface Grouping {
  /** Indexes of the dimensions that are still grouped by. */
  readonly by: readonly number[];
  /** The grouping id: a bit for each dimension, the last one lowest, set where it is rolled up. */
  readonly id: number;
}

/** What a condition looks at in the rows of a leg. */
export type RowOperand =
  { readonly is: 'day'; readonly time: TimeColumn } | { readonly is: 'value'; readonly expression: Expression };

/** What a condition looks at in the merged result: `r<n>` of a metric or `b<n>` of a component. */
export type ResultOperand = { readonly is: 'metric' | 'component'; readonly index: number };

/** How the values of a condition are bound. */
export type OperandType = 'string' | 'number' | 'boolean' | 'date' | 'timestamp';

export type PlanFilter<Operand> =
  | { readonly is: 'and' | 'or'; readonly of: readonly PlanFilter<Operand>[] }
  | { readonly is: 'not'; readonly of: PlanFilter<Operand> }
  | {
      readonly is: 'condition';
      readonly operand: Operand;
      readonly type: OperandType;
      readonly operator: FilterOperator;
      readonly values: readonly FilterValue[];
      readonly keepNulls: boolean;
    }
  /** Whether a key is among those of other rows, or (not `isIn`) no row has it; a key with a gap is never in. */
  | { readonly is: 'keys'; readonly own: readonly Operand[]; readonly isIn: boolean; readonly among: Keys };

export type Keys =
  | { readonly is: 'rows'; readonly rows: LegRows; readonly keys: readonly Expression[] }
  /** Index into the selections of the plan. */
  | { readonly is: 'selection'; readonly index: number };

export interface PlanOrder {
  readonly by: { readonly is: 'metric' | 'dimension' | 'component' | 'others'; readonly index: number };
  readonly direction: 'ASC' | 'DESC';
  readonly nulls: 'FIRST' | 'LAST';
}

/** Every set of rows that a plan reads by itself: those of its legs, and those stacked under them. */
export function rowsOfPlan({ legs }: Pick<Plan, 'legs'>): readonly LegRows[] {
  return legs.flatMap((leg) => [leg, ...leg.also]);
}
