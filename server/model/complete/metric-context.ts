import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import { both } from '../expression/columns.ts';
import type { Expression } from '../expression/expression.ts';
import { type ReadExpression, readCondition, readExpression } from '../expression/read.ts';
import { columnTypeOf, type ScopeColumn } from '../expression/scope.ts';
import type { AlgebraPart, MeasurePart, MetricContext, MetricSource } from '../metric-kind.ts';
import type { Dataset, Measure, Metric } from '../model.ts';
import { datasetOf, datasetScope } from '../scopes.ts';
import type { MetricCommon } from '../spec/metric-spec.ts';
import { below, type Place } from '../yaml/place.ts';
import { checkTime, measureOf } from './measures.ts';

/** The metric being completed, and what it may refer to. */
export interface MetricUnderway {
  readonly name: string;
  readonly common: MetricUnderwayKeys;
  /** The keys of its kind, as written. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly place: Place;
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Names of datasets that were left out. */
  readonly broken: ReadonlySet<string>;
  /** Another metric, complete; throws for unknown ones and for circles. */
  metric(name: string): Metric;
}

/** The common keys, with the name under which the condition is written: `where`, or `filter`. */
export interface MetricUnderwayKeys extends MetricCommon {
  readonly whereKey: 'where' | 'filter' | null;
}

/** A metric's context that remembers which key the last error was about. */
export class LocatingContext implements MetricContext {
  readonly metricName: string;
  readonly #metric: MetricUnderway;
  #at: Place;

  constructor(metric: MetricUnderway) {
    this.metricName = metric.name;
    this.#metric = metric;
    this.#at = metric.place;
  }

  /** Where the error that was thrown last belongs. */
  get failedAt(): Place {
    return this.#at;
  }

  dataset(name: string): Dataset {
    return this.#located(this.#keyOf(name), () => datasetOf(this.#metric.datasets, name, this.#metric.broken));
  }

  metric(name: string): Metric {
    return this.#located(this.#keyOf(name), () => this.#metric.metric(name));
  }

  source(reference: string): MetricSource {
    const found = this.#located(this.#keyOf(reference), () => sourceOf(reference, this.#metric));
    if (found.is !== 'measure') return found;
    const { dataset, measure } = found;
    return {
      ...found,
      measure: { ...measure, where: this.#where(dataset, measure.where), time: this.#time(dataset) ?? measure.time },
    };
  }

  measure(name: string, part: MeasurePart): Measure {
    const dataset = this.dataset(name);
    const where = this.#where(dataset, part.where ?? null);
    const time = this.#time(dataset);
    const scope = datasetScope(dataset, this.#metric.datasets);
    const { aggregate, of = null, fraction = null, across = null } = part;
    if (across !== null) this.#refuseCondition();
    const measure = this.#located(this.#metric.place, () =>
      measureOf(dataset, { name: part.name, aggregate, of, where, time, fraction }, scope),
    );
    return { ...measure, across };
  }

  expression(dataset: string, text: string): ReadExpression {
    const scope = datasetScope(this.dataset(dataset), this.#metric.datasets);
    return this.#located(this.#keyOf(text), () => readExpression(text, scope));
  }

  condition(dataset: string, text: string): Expression {
    const scope = datasetScope(this.dataset(dataset), this.#metric.datasets);
    return this.#located(this.#keyOf(text), () => readCondition(text, scope));
  }

  algebra(text: string, part: (path: readonly string[]) => AlgebraPart): ReadExpression {
    const column = (path: readonly string[]): ScopeColumn => {
      const { type, unit } = part(path);
      return { type: columnTypeOf(type), unit };
    };
    const place = this.#keyOf(text);
    try {
      return readExpression(text, { column });
    } catch (error) {
      this.#at = place;
      throw error;
    }
  }

  /** A condition or a time role is about one dataset. */
  #refuseCondition(): void {
    const { common, place } = this.#metric;
    const key = common.time === undefined ? common.whereKey : 'time';
    if (key === null) return;
    this.#located(below(place, key), () => {
      throw new TrivetError(
        'invalid-model',
        `${key} is about one dataset, and ${this.metricName} counts over several.`,
        {
          hint: 'Filter the query by a dimension that all of them have.',
        },
      );
    });
  }

  #where(dataset: Dataset, own: Expression | null): Expression | null {
    const { where, whereKey } = this.#metric.common;
    if (where === undefined || whereKey === null) return own;
    const scope = datasetScope(dataset, this.#metric.datasets);
    return this.#located(below(this.#metric.place, whereKey), () => both(own, readCondition(where, scope)));
  }

  #time(dataset: Dataset): string | null {
    const { time } = this.#metric.common;
    if (time === undefined) return null;
    return this.#located(below(this.#metric.place, 'time'), () => {
      checkTime(dataset, time);
      return time;
    });
  }

  #located<Made>(place: Place, make: () => Made): Made {
    this.#at = place;
    const made = make();
    this.#at = this.#metric.place;
    return made;
  }

  /** The place of the key that says a text. */
  #keyOf(text: string): Place {
    for (const [key, value] of Object.entries(this.#metric.own)) {
      if (value === text) return below(this.#metric.place, key);
      if (Array.isArray(value) && value.includes(text)) return below(this.#metric.place, key, value.indexOf(text));
    }
    return this.#metric.place;
  }
}

function sourceOf(reference: string, { datasets, broken }: MetricUnderway): MetricSource {
  const dot = reference.indexOf('.');
  if (dot < 0) return { is: 'rows', dataset: datasetOf(datasets, reference, broken) };
  const dataset = datasetOf(datasets, reference.slice(0, dot), broken);
  const name = reference.slice(dot + 1);
  const measure = dataset.measures.get(name);
  if (measure !== undefined) return { is: 'measure', dataset, measure };
  const isOwn = dataset.columns.has(name) || dataset.rollups.has(name);
  const path = isOwn ? [name] : name.split('.');
  if (path.length === 1 && !isOwn) {
    const names = [...dataset.measures.keys(), ...dataset.columns.keys(), ...dataset.rollups.keys()];
    throw new TrivetError('unknown-column', `${dataset.name} has no measure and no column ${name}.`, {
      hint: didYouMean(name, names),
      choices: names,
    });
  }
  const { type, unit } = datasetScope(dataset, datasets).column(path);
  return { is: 'column', dataset, expression: { op: 'column', path }, type, unit };
}
