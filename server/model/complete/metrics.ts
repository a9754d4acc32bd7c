/** metric specs → complete metrics, each after the metrics it is made of */
import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Registry } from '../../lib/registry.ts';
import type { Item } from '../items.ts';
import type { MetricKind, MetricShape } from '../metric-kind.ts';
import type { Dataset, Measure, Metric } from '../model.ts';
import { labelOf } from '../names.ts';
import { type MetricCommon, metricCommonSpec } from '../spec/metric-spec.ts';
import { below, finding, type Place, type Report, thrownAt } from '../yaml/place.ts';
import { keysAt, parseSpec, unknownKey } from '../yaml/parse-spec.ts';
import { LocatingContext, type MetricUnderwayKeys } from './metric-context.ts';
import { checkUnit, formatOf, unitOfValue } from './metric-unit.ts';

export interface MetricsContext {
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** Names of datasets that were left out. */
  readonly broken: ReadonlySet<string>;
  readonly kinds: Registry<MetricKind>;
  /** Names that are taken by dimensions. */
  readonly dimensions: ReadonlySet<string>;
  readonly report: Report;
}

/** The metrics, dependencies first; one with a problem is reported and left out, and so is what is made of it. */
export function completeMetrics(
  items: ReadonlyMap<string, Item>,
  context: MetricsContext,
): ReadonlyMap<string, Metric> {
  const done = new Map<string, Metric | null>();
  const underway: string[] = [];
  const circular = new Set<string>();
  const metric = (name: string): Metric => {
    const item = items.get(name);
    if (item === undefined) {
      const choices = [...items.keys()];
      throw new TrivetError('unknown-metric', `No metric is called ${name}.`, {
        hint: didYouMean(name, choices),
        choices,
      });
    }
    if (underway.includes(name)) {
      const circle = [...underway.slice(underway.indexOf(name)), name];
      for (const member of circle) circular.add(member);
      throw inCircle(circle.join(' → '));
    }
    if (!done.has(name)) {
      underway.push(name);
      const complete = completeMetric(item, metric, context);
      underway.pop();
      done.set(name, complete);
    }
    const complete = done.get(name) ?? null;
    if (complete !== null) return complete;
    const asking = underway.at(-1);
    if (asking !== undefined && circular.has(name) && circular.has(asking)) throw inCircle([...circular].join(', '));
    throw new TrivetError('invalid-model', `The metric ${name} has a problem of its own.`, {
      hint: `Correct ${name} first.`,
    });
  };
  for (const name of items.keys()) {
    try {
      metric(name);
    } catch (error) {
      // The metric's own problem was reported where it was found.
      if (!(error instanceof TrivetError)) throw error;
    }
  }
  return new Map([...done].flatMap(([name, complete]) => (complete === null ? [] : [[name, complete]])));
}

function inCircle(circle: string): TrivetError {
  return new TrivetError('cycle', `Metrics are made of each other in a circle: ${circle}.`, {
    hint: 'Let one of them be made of measures alone.',
  });
}

function completeMetric(item: Item, metric: (name: string) => Metric, context: MetricsContext): Metric | null {
  const { datasets, broken, dimensions, report } = context;
  const { name, place } = item;
  if (dimensions.has(name)) {
    report(
      finding(place, 'duplicate-name', `A dimension is called ${name} already.`, {
        hint: 'Rename the metric or the dimension.',
      }),
    );
    return null;
  }
  const read = readMetric(item, context);
  if (read === null) return null;
  const underway = new LocatingContext({ name, common: read.common, own: read.own, place, datasets, broken, metric });
  try {
    const shape = read.kind.complete(read.spec, underway);
    return assemble(name, read, shape, { measured: unitOfValue(shape, datasets), place, report });
  } catch (error) {
    report(thrownAt(underway.failedAt, error));
    return null;
  }
}

function isCommon(key: string): boolean {
  return Object.hasOwn(metricCommonSpec.shape, key);
}

interface ReadMetric {
  readonly kind: MetricKind;
  readonly common: MetricUnderwayKeys;
  readonly own: Readonly<Record<string, unknown>>;
  /** `own` as the kind's schema completes it. */
  readonly spec: unknown;
}

function readMetric({ value, place }: Item, { kinds, report }: MetricsContext): ReadMetric | null {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const own = Object.fromEntries(entries.filter(([key]) => !isCommon(key)));
  const written = entries.length === 0 ? value : Object.fromEntries(entries.filter(([key]) => isCommon(key)));
  const parsed = parseSpec(metricCommonSpec, written, { place, report, code: 'invalid-model' });
  if (parsed === null) return null;
  const common = withCondition(parsed, place, report);
  if (common === null) return null;
  const kind = kinds.get(common.kind);
  if (kind === undefined) {
    const hint = didYouMean(common.kind, kinds.names);
    report(
      finding(below(place, 'kind'), 'unknown-kind', `There is no kind of metric called ${common.kind}.`, {
        hint,
        choices: kinds.names,
      }),
    );
    return null;
  }
  const kindKeys = keysAt(kind.spec);
  const known = [...kindKeys, ...Object.keys(metricCommonSpec.shape)];
  const strange = Object.keys(own).filter((key) => !kindKeys.includes(key));
  for (const key of strange) report(unknownKey(place, key, known));
  const spec = strange.length > 0 ? null : parseSpec(kind.spec, own, { place, report, code: 'invalid-model' });
  return spec === null ? null : { kind, common, own, spec };
}

/** The one condition of a metric, `where` or `filter`; null after both were found and reported. */
function withCondition(common: MetricCommon, place: Place, report: Report): MetricUnderwayKeys | null {
  const { where, filter } = common;
  if (where !== undefined && filter !== undefined) {
    const hint = 'They mean the same: join the conditions with and.';
    report(finding(below(place, 'filter'), 'invalid-model', 'A metric has where or filter, not both.', { hint }));
    return null;
  }
  if (filter !== undefined) return { ...common, where: filter, whereKey: 'filter' };
  return { ...common, whereKey: where === undefined ? null : 'where' };
}

function datasetsOf({ dataset, across }: Measure): readonly string[] {
  return [dataset, ...(across ?? []).map((other) => other.dataset)];
}

interface Assembly {
  readonly measured: string | null;
  readonly place: Place;
  readonly report: Report;
}

function assemble(
  name: string,
  { kind, common }: ReadMetric,
  shape: MetricShape,
  { measured, place, report }: Assembly,
): Metric | null {
  try {
    checkUnit(name, common.unit, measured, shape);
  } catch (error) {
    report(thrownAt(below(place, 'unit'), error));
    return null;
  }
  const { defaults } = kind;
  const components = new Map(Object.entries(shape.components));
  const plain = shape.value.op === 'column' ? components.get(shape.value.path.join('.')) : undefined;
  const unit = common.unit ?? shape.unit ?? defaults.unit ?? measured;
  const [low, high] = common.range ?? [];
  const isCounted = shape.count !== undefined || shape.interval !== undefined;
  return {
    name,
    kind: kind.name,
    label: common.label ?? labelOf(name),
    description: common.description ?? null,
    owner: common.owner ?? null,
    unit,
    format: formatOf(common.format, defaults.format, unit),
    good: common.good === undefined ? (shape.good ?? defaults.good ?? null) : common.good,
    range: low === undefined || high === undefined ? (defaults.range ?? null) : [low, high],
    target: common.target ?? null,
    minN: common.min_n ?? defaults.minN ?? (isCounted ? 30 : 0),
    empty: common.empty === undefined ? (plain?.empty ?? defaults.empty ?? null) : common.empty,
    visible: common.visible,
    components,
    value: shape.value,
    type: shape.type ?? plain?.type ?? { name: 'real', precision: null },
    additivity: shape.additivity,
    interval: shape.interval ?? null,
    count: shape.count ?? null,
    definition: shape.definition,
    datasets: [...new Set([...components.values()].flatMap(datasetsOf))].sort(),
  };
}
