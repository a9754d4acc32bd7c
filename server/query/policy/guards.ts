import { columnPaths } from '../../model/expression/columns.ts';
import type { Expression } from '../../model/expression/expression.ts';
import type { Dataset, Measure } from '../../model/model.ts';
import { TrivetError } from '../../lib/errors.ts';
import { usedDatasets } from '../check/check-datasets.ts';
import { isDatedGroup } from '../check/check-rollups.ts';
import { columnAt } from './may-look.ts';
import { reachOf } from '../resolve/reach.ts';
import { personColumn } from './secured-source.ts';
import { measuresOf, type Resolved, type ResolvedMetric } from '../resolve/resolve.ts';
import { wayOfFilter } from '../resolve/way.ts';

/** Why a metric's groups may be too small to be shown: the measures that count who stands behind one. */
export interface Guard {
  /** The smallest number of persons that may be shown. */
  readonly k: number;
  readonly dataset: string;
  readonly persons: Measure;
  /** Rows that nobody is known behind, who together count as one person; null where each row is one. */
  readonly unknown: Measure | null;
  readonly rows: Measure;
  /** Whether no person can be in two groups. */
  readonly isDisjoint: boolean;
}

/** The guards of a metric under the viewer's thresholds, one a dataset that has to be guarded; mostly none. */
export function guardsOf(resolved: Resolved, resolvedMetric: ResolvedMetric): readonly Guard[] {
  if (resolved.policy.thresholds.size === 0) return [];
  return measuresByDataset(resolved, resolvedMetric).flatMap(({ dataset, measures }) => {
    const k = thresholdOf(resolved, resolvedMetric, measures);
    const [first] = measures;
    if (k === null || first === undefined || dataset.person === null) return [];
    return [guardOf(resolved, dataset, { k, measures, first })];
  });
}

/** Refuses what small groups could not be hidden in. */
export function checkGuards(resolved: Resolved): readonly TrivetError[] {
  if (resolved.policy.thresholds.size === 0) return [];
  const guarded = resolved.metrics.filter((metric) => guardsOf(resolved, metric).length > 0);
  return [
    ...unguardable(resolved),
    ...guarded.flatMap((metric) => [...differences(resolved, metric), ...listedPersons(resolved, metric)]),
  ];
}

/** Refuses a list of persons for whom a condition holds: that they stand in it tells of each, whatever is hidden beside them. */
function listedPersons({ query, groups, policy }: Resolved, { request }: ResolvedMetric): readonly TrivetError[] {
  if (query.where === null && request.filter === null) return [];
  const isPerson = (name: string, column: string): boolean => {
    const home = policy.whole.datasets.get(name);
    return home?.person === column || home?.columns.get(column)?.pii === 'direct';
  };
  const listed = groups.filter(({ dimension }) =>
    dimension.homes.some(
      ({ dataset, expression }) => expression.op === 'column' && isPerson(dataset, expression.path.at(-1) ?? ''),
    ),
  );
  return listed.map(({ column }) => {
    const message = `${request.alias} is not answered by ${column} under a condition: who stands in the answer is told apart.`;
    return new TrivetError('forbidden', message, {
      hint: `Leave ${column} out of groupBy, or ask as somebody who may read the rows.`,
    });
  });
}

/** Parts of a query whose results tell of the difference of two groups: a moving sum, a rank, a share. */
function differences({ query, groups }: Resolved, { request }: ResolvedMetric): readonly TrivetError[] {
  const asked = [
    // A group hidden in its own period could stand as the earlier one beside the next.
    ...(request.compare !== null && groups.some(({ dimension }) => dimension.type === 'calendar') ? ['compare'] : []),
    ...(request.window === null ? [] : ['window']),
    ...(request.excludeFromGrain.length === 0 ? [] : ['excludeFromGrain']),
    ...(query.topN === null ? [] : ['topN']),
    ...(query.cohort === null ? [] : ['cohort']),
  ];
  return asked.map((part) => {
    const message = `${part} is not answered for ${request.alias}, whose small groups are hidden: it would tell them by differences.`;
    return new TrivetError('forbidden', message, {
      hint: `Leave ${part} out, or ask as somebody who may read the rows.`,
    });
  });
}

/** Refuses to choose entities by a metric of columns that are measured, never compared: one entity's value is nearly a row's. */
export function checkMeasured({ policy, selections }: Resolved): readonly TrivetError[] {
  const look = { datasets: policy.model.datasets, restricted: policy.columns };
  const isMeasured = ({ metric }: ResolvedMetric): boolean =>
    [...metric.components.values()].some(({ dataset, of, where }) =>
      [of, where]
        .flatMap((expression) => (expression === null ? [] : columnPaths(expression)))
        .some((path) => columnAt(look, dataset, path) === 'measured'),
    );
  return [...selections.values()].flatMap(({ metrics }) =>
    metrics.filter(isMeasured).map(({ metric }) => {
      const message = `${metric.name} may be measured, but nothing is chosen by what it comes to for each.`;
      return new TrivetError('forbidden', message, {
        hint: 'Group by something else, or ask as somebody who may compare it.',
      });
    }),
  );
}

/** Refuses what has a threshold but does not say who stands behind a row: nobody could count them. */
function unguardable(resolved: Resolved): readonly TrivetError[] {
  return resolved.metrics.flatMap((metric) =>
    measuresByDataset(resolved, metric).flatMap(({ dataset, measures }) => {
      const k = thresholdOf(resolved, metric, measures);
      if (k === null || (dataset.person !== null && measures.every(({ across }) => across === null))) return [];
      const message = `${metric.request.alias} is shown for groups of ${k} persons only, and of ${dataset.name} nobody can count them.`;
      return [
        new TrivetError('forbidden', message, {
          hint: `Declare person in ${dataset.name}, or ask as somebody who may read its rows.`,
        }),
      ];
    }),
  );
}

function measuresByDataset(resolved: Resolved, { metric }: ResolvedMetric) {
  const found = new Map<string, { readonly dataset: Dataset; readonly measures: Measure[] }>();
  for (const { measure, dataset } of measuresOf(resolved.model, metric)) {
    const key = JSON.stringify([dataset.name, measure.time]);
    const known = found.get(key) ?? { dataset, measures: [] };
    known.measures.push(measure);
    found.set(key, known);
  }
  return [...found.values()];
}

/** The strictest threshold of all datasets that these measures stand on or are split and filtered by. */
function thresholdOf(
  resolved: Resolved,
  { request, metric }: ResolvedMetric,
  measures: readonly Measure[],
): number | null {
  const components = new Map(measures.map((measure, index) => [String(index), measure]));
  const alone = { ...resolved, metrics: [{ request, metric: { ...metric, components } }] };
  const found = usedDatasets(alone).flatMap(({ name }) => resolved.policy.thresholds.get(name) ?? []);
  return found.length === 0 ? null : Math.max(...found);
}

function guardOf(
  resolved: Resolved,
  dataset: Dataset,
  { k, measures, first }: { readonly k: number; readonly measures: readonly Measure[]; readonly first: Measure },
): Guard {
  const where = contributing(measures);
  const count = {
    ...first,
    aggregate: 'count',
    of: null,
    fraction: null,
    type: { name: 'bigint', precision: null },
    additivity: 'additive',
    empty: 0,
  } as const;
  const rows: Measure = { ...count, name: 'rows behind', where };
  if (dataset.person === 'row') {
    return { k, dataset: dataset.name, persons: rows, unknown: null, rows, isDisjoint: true };
  }
  const whole = resolved.policy.whole.datasets.get(dataset.name) ?? dataset;
  const person: Expression = { op: 'column', path: [personColumn(resolved.policy, whole) ?? ''] };
  const isMissing: Expression = { op: 'is_null', of: person, negated: false };
  return {
    k,
    dataset: dataset.name,
    persons: { ...rows, name: 'persons behind', aggregate: 'count_distinct', of: person, additivity: 'distinct' },
    unknown: {
      ...count,
      name: 'rows of nobody',
      where: where === null ? isMissing : { op: 'and', left: where, right: isMissing },
    },
    rows,
    isDisjoint: isDisjoint(resolved, dataset),
  };
}

/** Rows that any of the measures counts; null: every row. */
function contributing(measures: readonly Measure[]): Expression | null {
  const conditions = measures.map(({ of, where }): Expression | null => {
    const present: Expression | null = of === null ? null : { op: 'is_null', of, negated: true };
    if (where === null || present === null) return where ?? present;
    return { op: 'and', left: where, right: present };
  });
  if (conditions.includes(null)) return null;
  const [first, ...others] = conditions.filter((condition) => condition !== null);
  return others.reduce<Expression | null>(
    (left, right) => (left === null ? right : { op: 'or', left, right }),
    first ?? null,
  );
}

/** Whether each group says something of the person alone, so that nobody is in two. */
function isDisjoint(resolved: Resolved, dataset: Dataset): boolean {
  return resolved.groups.every(({ dimension, request }) => {
    if (dimension.type === 'calendar' || isDatedGroup(resolved.model, { dimension, request })) return false;
    const reach = reachOf(resolved.model, dataset, dimension, request.path ?? wayOfFilter(resolved, dimension).path);
    if (reach.is !== 'reached') return false;
    const [step] = reach.joins;
    if (step === undefined) {
      const { expression } = reach.home;
      return expression.op === 'column' && expression.path.length === 1 && expression.path[0] === dataset.person;
    }
    const join = dataset.joins.get(step);
    const isKeyed = join?.cardinality === 'many_to_one' || join?.cardinality === 'one_to_one';
    return isKeyed && join.on.length === 1 && join.on[0]?.[0] === dataset.person;
  });
}
