import { canonicalJson, type Json } from '../../lib/json.ts';
import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Measure, MeasureType } from '../../model/model.ts';
import { daysAsked } from '../calendar/calendar.ts';
import { normalFilter } from '../language/canonical.ts';
import { pathsOf } from '../check/check-datasets.ts';
import { comparedMetrics, shiftOf } from '../resolve/compared.ts';
import { type CohortGroup, cohortPath, timeOfRollup } from '../resolve/cohort.ts';
import { commonCoverage, coverageOf } from '../calendar/coverage.ts';
import { dimensionExpression } from '../resolve/dimension-expression.ts';
import type { Span } from '../language/duration.ts';
import { excludedGroups } from '../resolve/excluded.ts';
import { guardsOf } from '../policy/guards.ts';
import { legFilter, type LegFilter } from './leg-filter.ts';
import type { Moment } from './leg-join.ts';
import { legJoins, momentOf } from './leg-joins.ts';
import { LinkSet } from './leg-links.ts';
import { expressionsOf } from '../resolve/linked-rows.ts';
import type { Filter, FilterScope } from '../language/metric-query.ts';
import { overlaps } from '../resolve/overlap.ts';
import type {
  Leg,
  LegCoverage,
  LegDimension,
  LegLink,
  LegRows,
  Plan,
  PlanComponent,
  PlanMetric,
  TimeColumn,
} from './plan.ts';
import { reachOf } from '../resolve/reach.ts';
import type { Resolved, ResolvedGroup, ResolvedMetric } from '../resolve/resolve.ts';
import type { Facts } from '../answer/result.ts';
import { withRollupSteps } from '../resolve/rollup-columns.ts';
import { rangeOf } from '../calendar/shift.ts';
import { type LegSnapshot, rangeWithStates, snapshotOf } from './snapshot.ts';
import { groupWay, type Use } from '../resolve/way.ts';
import { isReAggregable, legWindow, type WindowShape, windowShape } from './window.ts';

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
  const list = [...components.values()];
  const complete = legs.complete(list);
  const metrics = [...present, ...earlier].map((metric) => {
    const plan = { legs: complete, components: list };
    return { ...metric, isOverlapping: metric.components.some((part) => overlaps(plan, part.component)) };
  });
  return { legs: complete, components: list, metrics };
}

/** How one metric wants its components computed; components of equal use and measure are one. */
interface LegUse {
  /** The condition of the metric alone. */
  readonly filter: Filter | null;
  /** So much earlier, put beside the present. */
  readonly shift: Span | null;
  /** Over several periods instead of each alone. */
  readonly window: WindowShape | null;
  /** Groups of the query by which it is not split. */
  readonly excluded: readonly number[];
  /** What becomes of dimensions and conditions that the dataset does not have. */
  readonly scope: FilterScope;
  readonly overlap: 'REFUSE' | 'ALLOW';
  /** The weight by which rows are shared out among groups. */
  readonly allocate: string | null;
  /** Whether rows count whole although other components of the metric are shared out. */
  readonly isWhole: boolean;
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
    scope: request.scope ?? resolved.query.filterScope,
    overlap: request.overlap,
    allocate: request.allocate,
    isWhole: false,
  };
  const whole = { ...use, isWhole: true };
  const components = [...metric.components].map(([name, measure]) => {
    return { name, component: componentOf(measure, use), empty: measure.empty };
  });
  const indexOf = (name: string): number => {
    const found = components.find((component) => component.name === name);
    if (found === undefined) throw new Error(`${metric.name} has no component ${name}.`);
    return found.component;
  };
  const { interval } = metric;
  const counted = metric.count === null ? undefined : metric.components.get(metric.count);
  // Shares of answers are no answers: nothing says how sure a value is that is made of them.
  const isSure = interval !== null && request.allocate === null;
  return {
    name: metric.name,
    alias: request.alias,
    value: metric.value,
    components,
    empty: metric.empty,
    type: request.allocate === null ? metric.type : real,
    interval: isSure ? { method: interval.method, of: interval.of.map(indexOf) } : null,
    count: counted === undefined ? null : componentOf(counted, whole),
    guards: guardsOf(resolved, resolvedMetric).map((guard) => ({
      ...guard,
      persons: componentOf(guard.persons, whole),
      unknown: guard.unknown === null ? null : componentOf(guard.unknown, whole),
      rows: componentOf(guard.rows, whole),
    })),
    showsInterval: request.interval,
    compared: null,
    isOverlapping: false,
  };
}

const real: MeasureType = { name: 'real', precision: null };

/** Rows as far as they are the same for all components of a leg. */
interface RowsDraft {
  readonly dataset: Dataset;
  readonly time: TimeColumn | null;
  readonly shift: Span | null;
  readonly window: WindowShape | null;
  readonly excluded: readonly number[];
  readonly use: Use;
  readonly dimensions: readonly LegDimension[];
  readonly links: readonly LegLink[];
  readonly where: LegFilter;
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
  readonly #keys = new Map<string, string>();

  constructor(resolved: Resolved, facts: Facts) {
    this.#resolved = resolved;
    this.#facts = facts;
    this.#through = daysAsked(resolved, facts)?.through ?? null;
  }

  /** A component in the leg that its measure and its use ask for; the leg is made where there is none. */
  component(measure: Measure, use: LegUse): PlanComponent {
    const key = this.#keyFor(measure, use);
    const draft = this.#drafts.get(key);
    if (draft === undefined) throw new Error(`There is no leg ${key}.`);
    const leg = [...this.#drafts.keys()].indexOf(key);
    const isStacked = draft.also.length > 0;
    const { scope, overlap, allocate } = use;
    const asking = { ...draft, resolved: this.#resolved, use: { ...draft.use, scope, overlap, allocate } };
    const own = isStacked ? null : legFilter(asking, use.filter);
    const [filter, skipsFilter] = [own?.where ?? null, own?.isPartial ?? false];
    const { name, aggregate, fraction } = measure;
    const also = draft.also.flatMap((part, index) => {
      const of = measure.across?.[index]?.of ?? null;
      return of === null ? [] : [withRollupSteps(this.#resolved.model, part.dataset, of)];
    });
    const of = this.#withRollups(draft, measure.of);
    const where = this.#withRollups(draft, measure.where);
    const isAllocated = !use.isWhole && draft.links.some(({ weight }) => weight !== null);
    const type = use.allocate !== null && !use.isWhole ? real : measure.type;
    return { leg, name, aggregate, of, where, also, fraction, filter, skipsFilter, isAllocated, type };
  }

  /** The key of a leg is what it does, so that uses which differ in name alone share it. */
  #keyFor(measure: Measure, use: LegUse): string {
    const { dataset, time, semiAdditive, across } = measure;
    // A condition of one metric alone concerns all rows of a leg that no other metric shares.
    const filter = across === null ? null : use.filter;
    const isAdditive = use.window !== null && across === null && isReAggregable(measure);
    const asked = plainText([dataset, time, semiAdditive, across, isAdditive, { ...use, filter, isWhole: false }]);
    const known = this.#keys.get(asked);
    if (known !== undefined) return known;
    const rows = { ...use, filter, isDated: this.#resolved.usesTime || semiAdditive !== null };
    const own = this.#draftOf(dataset, semiAdditive?.over ?? time, rows);
    const also = (across ?? []).map((part) => this.#draftOf(part.dataset, null, rows));
    const range = rangeOf(this.#resolved, this.#facts, own);
    const snapshot = snapshotOf(measure, { ...own, range, facts: this.#facts, zone: this.#resolved.zone });
    const key = plainText([[own, ...also].map(withoutUse), snapshot, isAdditive]);
    if (!this.#drafts.has(key)) this.#drafts.set(key, { ...own, also, snapshot, isAdditive });
    this.#keys.set(asked, key);
    return key;
  }

  #draftOf(name: string, column: string | null, asked: LegUse & { readonly isDated: boolean }): RowsDraft {
    const { model, query, groups } = this.#resolved;
    const { shift, window, excluded, isDated, filter, scope, overlap, allocate } = asked;
    const dataset = model.datasets.get(name);
    if (dataset === undefined) throw new Error(`The model has no dataset ${name}.`);
    const dated = column ?? dataset.time?.default ?? null;
    const time = dated === null || !isDated ? null : this.#timeColumn(dataset, dated);
    const use: Use = { dataset, metric: name, isUndated: dated === null, scope, overlap, allocate };
    const all = normalFilter({ is: 'and', of: [query.where, filter].filter((part) => part !== null) });
    const where = legFilter({ resolved: this.#resolved, use, time, shift }, all);
    const links = new LinkSet(model, where.linked);
    const dimensions = groups.map((group) => this.#dimension({ use, time, shift, window, links }, group));
    return { dataset, time, shift, window, excluded, use, dimensions, links: links.complete(allocate), where };
  }

  complete(components: readonly PlanComponent[]): readonly Leg[] {
    return [...this.#drafts.values()].map((draft, index): Leg => {
      const own = components.filter(({ leg }) => leg === index);
      const coverage = this.#coverage(draft);
      const used = own.flatMap(({ of, where, filter }) => [of, where, ...expressionsOf(filter)]);
      const rows = this.#rows(draft, used);
      return {
        ...rows,
        range: rangeWithStates(rows.range, draft.snapshot),
        snapshot: draft.snapshot,
        also: draft.also.map((part, place) =>
          this.#rows(
            part,
            own.map(({ also }) => also[place] ?? null),
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

  #rows(draft: RowsDraft, used: readonly (Expression | null)[]): LegRows {
    const { query, model } = this.#resolved;
    const { dataset, time, shift, dimensions, links, where } = draft;
    const expressions = [
      ...used.filter((expression) => expression !== null),
      ...expressionsOf(where.where),
      ...links.flatMap(({ on }) => on.map(([here]) => here)),
    ];
    const paths = [
      ...dimensions.flatMap(pathsOfDimension),
      ...expressions.flatMap((expression) => pathsOf({ of: expression, where: null })),
    ];
    return {
      dataset: dataset.name,
      time,
      joins: legJoins(model, dataset, paths, factOf(draft)),
      dimensions,
      range: rangeOf(this.#resolved, this.#facts, draft),
      where: where.where,
      shift: shift === null ? null : { span: shift, through: this.#through },
      links,
      skipsFilter: where.isPartial || ((query.time?.range ?? null) !== null && time === null),
    };
  }

  /** What is known of all of its datasets. */
  #coverage(draft: LegDraft): LegCoverage | null {
    return commonCoverage([draft, ...draft.also].map((part) => coverageOf(this.#resolved, this.#facts, part)));
  }

  #dimension(rows: Grouped, { request, dimension, cohort }: ResolvedGroup): LegDimension {
    const { use, time, shift, window, links } = rows;
    const { grain, asOf } = request;
    if (cohort !== null) return this.#cohort(rows, cohort);
    const way = groupWay(this.#resolved, use, dimension, request.path);
    if (way.is === 'calendar' && time !== null && grain !== null) {
      return { is: 'calendar', time, grain: window?.base ?? grain, shift: window === null ? shift : null };
    }
    const isDated = dimension.type === 'date' || dimension.type === 'timestamp';
    const period = isDated && grain !== null ? { grain, of: dimension.type } : null;
    if (way.is === 'linked') return links.add(way, asOf, period);
    if (way.is === 'reached') {
      const expression = dimensionExpression(this.#resolved.model, use.dataset, way, asOf);
      return { is: 'value', expression, path: way.joins, period };
    }
    throw new Error(`${use.dataset.name} has no ${dimension.name}; the check should have refused it.`);
  }

  #cohort({ use, time }: Grouped, group: CohortGroup): LegDimension {
    const reach = reachOf(this.#resolved.model, use.dataset, group.dimension, null);
    if (reach.is !== 'reached' || time === null) {
      throw new Error(`${use.dataset.name} does not reach ${group.entity.name}.`);
    }
    const expression: Expression = { op: 'column', path: cohortPath(group, reach) };
    const of = timeOfRollup(group.rollup);
    const { grain, period } = group.request;
    if (group.is === 'cohort') return { is: 'value', expression, path: [], period: { grain, of } };
    return { is: 'age', expression, path: [], period: { grain: period, of }, time };
  }

  #withRollups({ dataset }: Pick<RowsDraft, 'dataset'>, expression: Expression | null): Expression | null {
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

/** One text for what is plain data, whatever it is called. */
function plainText(value: unknown): string {
  return canonicalJson(value as Json);
}

/** What tells one set of rows from another. */
function withoutUse({ dataset, where, ...rest }: RowsDraft) {
  return { ...rest, use: null, dataset: dataset.name, where: where.where };
}

/** When its rows happened, asked for or not. */
function factOf({ dataset, time }: RowsDraft): Moment | null {
  if (time !== null) return { column: time.column, type: time.type };
  return dataset.time === null ? null : momentOf(dataset, dataset.time.default);
}

function pathsOfDimension(dimension: LegDimension): readonly (readonly string[])[] {
  if (dimension.is === 'calendar' || dimension.is === 'linked') return [];
  return [dimension.path, ...columnPaths(dimension.expression).map((path) => path.slice(0, -1))];
}

interface Grouped extends Pick<RowsDraft, 'use' | 'time' | 'shift' | 'window'> {
  readonly links: LinkSet;
}
