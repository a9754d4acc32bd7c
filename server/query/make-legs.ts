import { canonicalJson, type Json } from '../lib/json.ts';
import { columnPaths } from '../model/expression/columns.ts';
import type { Expression } from '../model/expression/expression.ts';
import type { Dataset, Dimension, Measure } from '../model/model.ts';
import { pathsOf } from './check-datasets.ts';
import { wayOfFilter } from './check-filters.ts';
import { daysAsked } from './calendar.ts';
import { comparedMetrics, shiftOf } from './compared.ts';
import { type CohortGroup, cohortPath, timeOfRollup } from './cohort.ts';
import { commonCoverage, coverageOf } from './coverage.ts';
import { dimensionExpression } from './dimension-expression.ts';
import type { Span } from './duration.ts';
import { earlierDays, rangeOf } from './shift.ts';
import type { Moment } from './leg-join.ts';
import { legJoins, momentOf } from './leg-joins.ts';
import { guardsOf } from './guards.ts';
import type { Filter } from './metric-query.ts';
import { operandTypeOf } from './operand.ts';
import type {
  Leg,
  LegCoverage,
  LegDimension,
  LegRows,
  Plan,
  PlanComponent,
  PlanFilter,
  PlanMetric,
  RowOperand,
  TimeColumn,
} from './plan.ts';
import { isReAggregable, legWindow, type WindowShape, windowShape } from './window.ts';
import { excludedGroups } from './excluded.ts';
import { operandsOf, planFilter } from './plan-filter.ts';
import { findDimension, reachOf } from './reach.ts';
import { type Resolved, type ResolvedGroup, type ResolvedMetric } from './resolve.ts';
import type { Facts } from './result.ts';
import { type LegSnapshot, rangeWithStates, snapshotOf } from './snapshot.ts';
import { withRollupSteps } from './rollup-columns.ts';

/** One leg for each dataset and time role; equal components of several metrics are one. */
export function makeLegs(resolved: Resolved, facts: Facts): Pick<Plan, 'legs' | 'components' | 'metrics'> {
  const legs = new LegSet(resolved, facts);
  const components = new Map<string, PlanComponent>();
  const indexes = new Map<string, number>();
  const add = (component: PlanComponent): number => {
    // A component is plain data; the name alone does not change what it counts.
    const key = canonicalJson({ ...component, name: null } as unknown as Json);
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, indexes.size);
    components.set(key, component);
    return indexes.size - 1;
  };
  const component = (measure: Measure, use: LegUse): number => add(legs.component(measure, use));
  const present = resolved.metrics.map((metric) => planMetric(resolved, metric, component, null));
  const earlier = comparedMetrics(resolved, present, (metric) =>
    planMetric(resolved, metric, component, shiftOf(metric)),
  );
  const metrics = [...present, ...earlier];
  const list = [...components.values()];
  return { legs: legs.complete(list), components: list, metrics };
}

/** How one metric wants its components computed; components of equal use and measure are one. */
export interface LegUse {
  /** The condition of the metric alone. */
  readonly filter: Filter | null;
  /** So much earlier, put beside the present. */
  readonly shift: Span | null;
  /** Over several periods instead of each alone. */
  readonly window: WindowShape | null;
  /** Groups of the query by which it is not split. */
  readonly excluded: readonly number[];
}

function planMetric(
  resolved: Resolved,
  resolvedMetric: ResolvedMetric,
  componentOf: (measure: Measure, use: LegUse) => number,
  shift: Span | null,
): PlanMetric {
  const { request, metric } = resolvedMetric;
  const use: LegUse = {
    filter: request.filter,
    shift,
    window: request.window === null ? null : windowShape(resolved, request.window),
    excluded: excludedGroups(resolved, request),
  };
  const components = [...metric.components].map(([name, measure]) => {
    return { name, component: componentOf(measure, use), empty: measure.empty };
  });
  const indexOf = (name: string): number => {
    const found = components.find((component) => component.name === name);
    if (found === undefined) throw new Error(`${metric.name} has no component ${name}.`);
    return found.component;
  };
  const { interval, count } = metric;
  return {
    name: metric.name,
    alias: request.alias,
    value: metric.value,
    components,
    empty: metric.empty,
    type: metric.type,
    interval: interval === null ? null : { method: interval.method, of: interval.of.map(indexOf) },
    count: count === null ? null : indexOf(count),
    guards: guardsOf(resolved, resolvedMetric).map((guard) => ({
      ...guard,
      persons: componentOf(guard.persons, use),
      unknown: guard.unknown === null ? null : componentOf(guard.unknown, use),
      rows: componentOf(guard.rows, use),
    })),
    showsInterval: request.interval,
    compared: null,
  };
}

interface RowsDraft {
  readonly dataset: Dataset;
  readonly time: TimeColumn | null;
  readonly shift: Span | null;
  readonly window: WindowShape | null;
  readonly excluded: readonly number[];
  /** A condition of one metric alone that concerns all of its rows. */
  readonly filter: Filter | null;
}

interface LegDraft extends RowsDraft {
  readonly also: readonly RowsDraft[];
  readonly snapshot: LegSnapshot | null;
  readonly isAdditive: boolean;
}

class LegSet {
  readonly #resolved: Resolved;
  readonly #facts: Facts;
  readonly #through: string | null;
  readonly #drafts = new Map<string, LegDraft>();

  constructor(resolved: Resolved, facts: Facts) {
    this.#resolved = resolved;
    this.#facts = facts;
    this.#through = daysAsked(resolved, facts)?.through ?? null;
  }

  /** A component in the leg that its measure and its use ask for; the leg is made where there is none. */
  component(measure: Measure, use: LegUse): PlanComponent {
    const leg = this.#indexFor(measure, use);
    const draft = this.#draft(leg);
    const isStacked = draft.also.length > 0;
    const filter = use.filter === null || isStacked ? null : this.#filter(draft, use.filter);
    const { name, aggregate, fraction, type } = measure;
    const also = draft.also.flatMap((part, index) => {
      const of = measure.across?.[index]?.of ?? null;
      return of === null ? [] : [withRollupSteps(this.#resolved.model, part.dataset, of)];
    });
    const of = this.#withRollups(draft, measure.of);
    const where = this.#withRollups(draft, measure.where);
    return { leg, name, aggregate, of, where, also, fraction, filter, type };
  }

  #indexFor(measure: Measure, use: LegUse): number {
    const { semiAdditive, across } = measure;
    const column = semiAdditive?.over ?? measure.time;
    const { usesTime } = this.#resolved;
    const rows = { use, isDated: usesTime || semiAdditive !== null };
    const own = this.#draftOf(measure.dataset, column, rows);
    const stacked = (across ?? []).map(({ dataset }) => this.#draftOf(dataset, null, rows));
    const also = stacked.map((part) => ({ ...part, filter: use.filter }));
    const filter = across === null ? null : use.filter;
    const range = rangeOf(this.#resolved, this.#facts, own);
    const snapshot = snapshotOf(measure, { ...own, range, facts: this.#facts, zone: this.#resolved.zone });
    const names = across?.map(({ dataset }) => dataset) ?? [];
    const isAdditive = use.window !== null && across === null && isReAggregable(measure);
    const { shift, window, excluded } = use;
    const key = JSON.stringify([
      measure.dataset,
      own.time,
      shift,
      semiAdditive,
      names,
      filter,
      window,
      isAdditive,
      excluded,
    ]);
    if (!this.#drafts.has(key)) this.#drafts.set(key, { ...own, snapshot, also, filter, isAdditive });
    return [...this.#drafts.keys()].indexOf(key);
  }

  #draftOf(
    name: string,
    column: string | null,
    { use, isDated }: { readonly use: LegUse; readonly isDated: boolean },
  ): RowsDraft {
    const dataset = this.#resolved.model.datasets.get(name);
    if (dataset === undefined) throw new Error(`The model has no dataset ${name}.`);
    const dated = column ?? dataset.time?.default ?? null;
    const time = dated === null || !isDated ? null : this.#timeColumn(dataset, dated);
    const { shift, window, excluded } = use;
    return { dataset, time, shift, window, excluded, filter: null };
  }

  #draft(leg: number): LegDraft {
    const draft = [...this.#drafts.values()][leg];
    if (draft === undefined) throw new Error(`There is no leg ${leg}.`);
    return draft;
  }

  complete(components: readonly PlanComponent[]): readonly Leg[] {
    return [...this.#drafts.values()].map((draft, index): Leg => {
      const own = components.filter(({ leg }) => leg === index);
      const coverage = this.#coverage(draft);
      const rows = this.#rows(
        draft,
        own.flatMap(({ of, where }) => [of, where]),
        own.map(({ filter }) => filter),
      );
      return {
        ...rows,
        range: rangeWithStates(rows.range, draft.snapshot),
        snapshot: draft.snapshot,
        also: draft.also.map((part, place) =>
          this.#rows(
            part,
            own.map(({ also }) => also[place] ?? null),
            [],
          ),
        ),
        coverage,
        window:
          draft.window === null
            ? null
            : legWindow({ resolved: this.#resolved, facts: this.#facts }, draft.window, {
                isAdditive: draft.isAdditive,
                coverage,
              }),
        excluded: draft.excluded,
      };
    });
  }

  #rows(
    draft: RowsDraft,
    expressions: readonly (Expression | null)[],
    filters: readonly (PlanFilter<RowOperand> | null)[],
  ): LegRows {
    const { query, groups, model } = this.#resolved;
    const dimensions = groups.map((group) => this.#dimension(draft, group));
    const filter = bothFilters(query.where, draft.filter);
    const where = filter === null ? null : this.#filter(draft, filter);
    const paths = [
      ...dimensions.flatMap(pathsOfDimension),
      ...[where, ...filters].flatMap(operandsOf).flatMap(pathsOfOperand),
      ...expressions.flatMap((expression) => (expression === null ? [] : pathsOf({ of: expression, where: null }))),
    ];
    return {
      dataset: draft.dataset.name,
      time: draft.time,
      joins: legJoins(model, draft.dataset, paths, factOf(draft)),
      dimensions,
      range: rangeOf(this.#resolved, this.#facts, draft),
      where,
      shift: draft.shift === null ? null : { span: draft.shift, through: this.#through },
    };
  }

  /** What is known of all of its datasets. */
  #coverage(draft: LegDraft): LegCoverage | null {
    return commonCoverage([draft, ...draft.also].map((part) => coverageOf(this.#resolved, this.#facts, part)));
  }

  #dimension(draft: RowsDraft, { request, dimension, cohort }: ResolvedGroup): LegDimension {
    if (cohort !== null) return this.#cohort(draft, cohort);
    if (dimension.type === 'calendar') {
      if (request.grain === null) throw new Error('A calendar dimension needs a grain.');
      return {
        is: 'calendar',
        time: timeColumnOf(draft),
        grain: draft.window?.base ?? request.grain,
        shift: draft.window === null ? draft.shift : null,
      };
    }
    const { expression, path } = this.#expression(draft, dimension, request);
    const isDated = dimension.type === 'date' || dimension.type === 'timestamp';
    const period = isDated && request.grain !== null ? { grain: request.grain, of: dimension.type } : null;
    return { is: 'value', expression, path, period };
  }

  #cohort(draft: RowsDraft, group: CohortGroup): LegDimension {
    const reach = reachOf(this.#resolved.model, draft.dataset, group.dimension, null);
    if (reach.is !== 'reached') throw new Error(`${draft.dataset.name} does not reach ${group.entity.name}.`);
    const expression: Expression = { op: 'column', path: cohortPath(group, reach) };
    const of = timeOfRollup(group.rollup);
    const { grain, period } = group.request;
    if (group.is === 'cohort') return { is: 'value', expression, path: [], period: { grain, of } };
    return { is: 'age', expression, path: [], period: { grain: period, of }, time: timeColumnOf(draft) };
  }

  #filter(draft: RowsDraft, filter: Filter): PlanFilter<RowOperand> {
    const planned = planFilter<RowOperand>(filter, ({ on }) => {
      const dimension = findDimension(this.#resolved.model, on);
      if (dimension === undefined) throw new Error(`The model has no dimension ${on}.`);
      if (dimension.type === 'calendar') return { operand: { is: 'day', time: timeColumnOf(draft) }, type: 'date' };
      const { expression } = this.#expression(draft, dimension, wayOfFilter(this.#resolved, dimension));
      return { operand: { is: 'value', expression }, type: operandTypeOf(dimension) };
    });
    return draft.shift === null ? planned : earlierDays(planned, draft.shift);
  }

  #expression(
    draft: RowsDraft,
    dimension: Dimension,
    { path, asOf }: { readonly path: readonly string[] | null; readonly asOf: 'END' | 'FACT' | null },
  ) {
    const { model } = this.#resolved;
    const reach = reachOf(model, draft.dataset, dimension, path);
    if (reach.is !== 'reached') throw new Error(`${draft.dataset.name} does not reach ${dimension.name}.`);
    return { expression: dimensionExpression(model, draft.dataset, reach, asOf), path: reach.joins };
  }

  #withRollups({ dataset }: RowsDraft, expression: Expression | null): Expression | null {
    return expression === null ? null : withRollupSteps(this.#resolved.model, dataset, expression);
  }

  #timeColumn(dataset: Dataset, column: string): TimeColumn {
    const type = dataset.columns.get(column)?.type.name === 'date' ? 'date' : 'timestamp';
    const { zone, model } = this.#resolved;
    const hasDay = this.#facts.datasets.get(dataset.name)?.dayColumns.includes(column) === true;
    const isUsable = type === 'timestamp' && hasDay && zone === model.settings.zone;
    return { column, type, day: isUsable ? `${column}__day` : null };
  }
}

function bothFilters(left: Filter | null, right: Filter | null): Filter | null {
  return left === null || right === null ? (left ?? right) : { is: 'and', of: [left, right] };
}

/** When its rows happened, asked for or not. */
function factOf({ dataset, time }: RowsDraft): Moment | null {
  if (time !== null) return { column: time.column, type: time.type };
  return dataset.time === null ? null : momentOf(dataset, dataset.time.default);
}

function timeColumnOf({ dataset, time }: RowsDraft): TimeColumn {
  if (time === null) throw new Error(`${dataset.name} has no time; the check should have refused it.`);
  return time;
}

function pathsOfDimension(dimension: LegDimension): readonly (readonly string[])[] {
  if (dimension.is === 'calendar') return [];
  return [dimension.path, ...columnPaths(dimension.expression).map((path) => path.slice(0, -1))];
}

function pathsOfOperand(operand: RowOperand): readonly (readonly string[])[] {
  return operand.is === 'day' ? [] : columnPaths(operand.expression).map((path) => path.slice(0, -1));
}
