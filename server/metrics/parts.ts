import { TrivetError } from '../lib/errors.ts';
import { replaceColumns } from '../model/expression/columns.ts';
import type { Expression } from '../model/expression/expression.ts';
import { columnTypeOf } from '../model/expression/scope.ts';
import { storageOf } from '../model/expression/storage.ts';
import type { AlgebraPart, MetricContext } from '../model/metric-kind.ts';
import type { Measure, Metric, MetricInterval } from '../model/model.ts';
import { component } from './algebra.ts';
import { unitOf } from './sources.ts';

export type Components = Readonly<Record<string, Measure>>;

/** A metric or a measure as a part of another metric: its components under names of the whole's. */
export interface Part extends AlgebraPart {
  readonly components: Components;
  readonly value: Expression;
  /** Over the renamed components. */
  readonly interval: MetricInterval | null;
}

/** What `orders.booked` or `revenue` names, its components called by `role`; throws where it is neither metric nor measure. */
export function partOf(context: MetricContext, role: string, name: string): Part {
  if (!name.includes('.')) return metricPart(context, role, context.metric(name));
  const source = context.source(name);
  if (source.is === 'measure') {
    const { measure } = source;
    const unit = unitOf(context, measure);
    return { components: { [role]: measure }, value: component(role), unit, type: measure.type, interval: null };
  }
  const message = `${context.metricName}: what it is made of must be a metric or a measure, and ${name} is neither.`;
  throw new TrivetError('invalid-model', message, {
    hint: `Declare a metric { kind: sum, of: ${name} } and name it here.`,
  });
}

/** The type of an algebra over components: exact where all of it is. */
export function typeOfValue(value: Expression, components: Components): Measure['type'] {
  const byName = new Map(Object.entries(components));
  const storage = storageOf(value, {
    column: ([name = '']) => {
      const measure = byName.get(name);
      if (measure === undefined) throw new Error(`There is no component ${name}.`);
      return { type: columnTypeOf(measure.type), unit: null };
    },
  });
  return storage === null || storage.name === 'boolean' ? { name: 'real', precision: null } : storage;
}

/** The datasets that some components stand on. */
export function datasetsOf(components: Components): ReadonlySet<string> {
  return new Set(
    Object.values(components).flatMap(({ dataset, across }) => [dataset, ...(across ?? []).map((one) => one.dataset)]),
  );
}

function metricPart(context: MetricContext, role: string, metric: Metric): Part {
  const only = metric.components.size === 1;
  const named = (name: string): string => (only ? role : `${role}_${name}`);
  const isComponent = metric.value.op === 'column';
  const components = [...metric.components].map(([name, measure]): [string, Measure] => {
    const narrowed = narrow(context, measure);
    return [named(name), isComponent && metric.empty === 0 ? { ...narrowed, empty: 0 } : narrowed];
  });
  const { interval, unit, type } = metric;
  return {
    components: Object.fromEntries(components),
    value: replaceColumns(metric.value, (path) => component(named(path.join('.')))),
    interval: interval === null ? null : { ...interval, of: interval.of.map(named) },
    unit,
    type,
  };
}

/** The measure of another metric under the condition and time of this one. */
function narrow(context: MetricContext, measure: Measure): Measure {
  const { name, aggregate, of, where, across } = measure;
  const narrowed = context.measure(measure.dataset, { name, aggregate, of, where, across });
  return { ...measure, where: narrowed.where, time: narrowed.time ?? measure.time };
}
