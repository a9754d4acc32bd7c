import type { Dataset, Dimension, Join, Metric, Model, Rollup } from '../../model/model.ts';
import { isTextMask, type RestrictedColumns, seenColumn } from './column-access.ts';
import { columnAt, type Look, mayGroup, mayMeasure } from './may-look.ts';

/** What of a model somebody may see. */
export interface Sight {
  /** Datasets that exist, each with the columns that are not open. */
  readonly datasets: ReadonlyMap<string, RestrictedColumns>;
  /** Metrics and dimensions one is confined to; null: all that stand on visible columns. */
  readonly names: { readonly metrics: ReadonlySet<string>; readonly dimensions: ReadonlySet<string> } | null;
}

/**
 * The model as it is for somebody: what may not be seen is not in it, and neither is what stands on it. So no name, hint,
 * catalogue or plan made from it can tell of it. Who is confined sees neither problems nor rules.
 */
export function visibleModel(model: Model, sight: Sight): Model {
  const datasets = visibleDatasets(model, sight);
  const look: Look = { datasets, restricted: sight.datasets };
  const dimensions = visibleDimensions(model, look, sight);
  const metrics = kept(model.metrics, (metric) => isNamed(sight.names?.metrics, metric) && mayAsk(look, metric));
  const views = [...model.views].flatMap(([name, view]) => {
    const shown = {
      ...view,
      metrics: view.metrics.filter((metric) => metrics.has(metric)),
      dimensions: view.dimensions.filter((dimension) => dimensions.has(dimension)),
    };
    return shown.metrics.length === 0 ? [] : [[name, shown] as const];
  });
  const isKnown = (name: string): boolean => metrics.has(name) || dimensions.has(name) || dimensions.has(dotted(name));
  const queries = kept(model.queries, ({ query }) => namesInQuery(query).every(isKnown));
  return {
    ...model,
    datasets,
    dimensions,
    metrics,
    views: new Map(views),
    queries,
    tests: [],
    access: [],
    problems: [],
  };
}

/** The model as it is for those whom no rule about columns binds. */
export function openedModel(model: Model): Model {
  const isOpen = [...model.datasets.values()].every(({ columns }) =>
    [...columns.values()].every(({ access }) => access === null),
  );
  if (isOpen) return model;
  const opened = [...model.datasets].map(([name, dataset]) => {
    const columns = [...dataset.columns].map(([column, known]) => [column, { ...known, access: null }] as const);
    return [name, { ...dataset, columns: new Map(columns) }] as const;
  });
  return { ...model, datasets: new Map(opened) };
}

/** Names of metrics and dimensions that a query as written uses in plain sight. */
export function namesInQuery(query: Readonly<Record<string, unknown>>): readonly string[] {
  return ['metrics', 'groupBy'].flatMap((key) => {
    const written = query[key];
    const list = Array.isArray(written) ? written : written === undefined ? [] : [written];
    return list.flatMap((item: unknown) => {
      if (typeof item === 'string') return [item];
      if (typeof item !== 'object' || item === null) return [];
      const name = 'name' in item ? item.name : 'dimension' in item ? item.dimension : null;
      return typeof name === 'string' ? [name] : [];
    });
  });
}

function dotted(name: string): string {
  return name.replace('__', '.');
}

function visibleDatasets(model: Model, sight: Sight): ReadonlyMap<string, Dataset> {
  const found = new Map<string, Dataset>();
  for (const [name, restricted] of sight.datasets) {
    const dataset = model.datasets.get(name);
    if (dataset !== undefined) found.set(name, visibleDataset(dataset, restricted, sight));
  }
  for (let before = -1; before !== rollupCount(found);) {
    before = rollupCount(found);
    const look: Look = { datasets: found, restricted: sight.datasets };
    for (const [name, dataset] of found) {
      found.set(name, { ...dataset, rollups: kept(dataset.rollups, (rollup) => isVisibleRollup(look, rollup)) });
    }
  }
  const look: Look = { datasets: found, restricted: sight.datasets };
  for (const [name, dataset] of found) {
    found.set(name, { ...dataset, measures: kept(dataset.measures, (measure) => mayMeasure(look, measure)) });
  }
  return found;
}

function rollupCount(datasets: ReadonlyMap<string, Dataset>): number {
  return [...datasets.values()].reduce((count, { rollups }) => count + rollups.size, 0);
}

function visibleDataset(dataset: Dataset, restricted: RestrictedColumns, sight: Sight): Dataset {
  const columns = [...dataset.columns].flatMap(([name, column]) => {
    const seen = seenColumn(column, restricted.get(name));
    return seen === null ? [] : [[name, seen] as const];
  });
  const { time } = dataset;
  const isOpen = (column: string): boolean => !restricted.has(column);
  const isKept = (join: Join): boolean => isVisibleJoin(join, restricted, sight);
  const joins = kept(dataset.joins, isKept);
  return {
    ...dataset,
    columns: new Map(columns),
    joins,
    time: time === null || !isOpen(time.default) ? null : { ...time, columns: time.columns.filter(isOpen) },
    paths: kept(dataset.paths, ([first]) => first === undefined || joins.has(first)),
  };
}

/** A join on a column that is masked or not seen would find other rows than the true ones: it is not there. */
function isVisibleJoin({ to, via, on, asOf, weight }: Join, own: RestrictedColumns, sight: Sight): boolean {
  const target = sight.datasets.get(to);
  if (target === undefined || (via !== null && !sight.datasets.has(via))) return false;
  const ties = (asOf?.tieBreak ?? []).map((tie) => tie.replace(/ (asc|desc)$/i, ''));
  const ofTarget = [...on.map(([, column]) => column), ...(asOf === null ? [] : [asOf.match]), ...ties];
  const ofOwn = [...on.map(([column]) => column), ...(asOf === null ? [] : [asOf.at])];
  const weighs = weight === null ? [] : [weight];
  const between = via === null ? target : (sight.datasets.get(via) ?? target);
  return (
    ofOwn.every((column) => !own.has(column)) &&
    ofTarget.every((column) => !target.has(column)) &&
    weighs.every((column) => !between.has(column))
  );
}

function isVisibleRollup(look: Look, rollup: Rollup): boolean {
  const { entity, from, path, value, where, time } = rollup;
  const keys = look.datasets.get(entity)?.key ?? [];
  const isOpen = (column: string): boolean => columnAt(look, from, [column]) === 'open';
  return (
    keys.every((key) => columnAt(look, entity, [key]) === 'open') &&
    leadsTo(look, from, path) === entity &&
    [value.of, where].every((expression) => expression === null || mayGroup(look, from, expression)) &&
    (value.is === 'aggregate' || value.orderBy.every(({ column }) => isOpen(column))) &&
    (time === null || isOpen(time))
  );
}

function leadsTo({ datasets }: Look, from: string, path: readonly string[]): string | null {
  const end = path.reduce<Dataset | undefined>(
    (here, step) => datasets.get(here?.joins.get(step)?.to ?? ''),
    datasets.get(from),
  );
  return end?.name ?? null;
}

function mayAsk(look: Look, metric: Metric): boolean {
  return [...metric.components.values()].every((measure) => mayMeasure(look, measure));
}

function visibleDimensions(model: Model, look: Look, sight: Sight): ReadonlyMap<string, Dimension> {
  const seen = [...model.dimensions].flatMap(([name, dimension]) => {
    if (!isNamed(sight.names?.dimensions, dimension)) return [];
    if (dimension.type === 'calendar') return [[name, { ...dimension, reach: reachIn(look, dimension) }] as const];
    const homes = dimension.homes.filter(({ dataset, expression }) => mayGroup(look, dataset, expression));
    if (homes.length === 0) return [];
    return [
      [name, maskedDimension(look, { ...dimension, homes, reach: reachIn(look, { ...dimension, homes }) })] as const,
    ];
  });
  return new Map(seen);
}

/** A masked column is a text, and of a date that is cut to its year only years are left. */
function maskedDimension({ restricted }: Look, dimension: Dimension): Dimension {
  const masks = dimension.homes.flatMap(({ dataset, expression }) => {
    const name = expression.op === 'column' && expression.path.length === 1 ? expression.path[0] : undefined;
    const access = name === undefined ? undefined : restricted.get(dataset)?.get(name);
    return access === undefined ? [] : [access];
  });
  if (masks.some(isTextMask)) return { ...dimension, type: 'string', grains: [] };
  if (masks.length === 0) return dimension;
  return { ...dimension, grains: dimension.grains.filter((grain) => grain === 'YEAR') };
}

function reachIn(look: Look, { reach, homes, type }: Dimension): Dimension['reach'] {
  const seen = [...reach].flatMap(([from, ways]) => {
    const open = ways.filter(
      ({ home, joins }) =>
        look.datasets.has(from) &&
        leadsTo(look, from, joins) === home &&
        (type === 'calendar' || homes.some(({ dataset }) => dataset === home)),
    );
    return open.length === 0 ? [] : [[from, open] as const];
  });
  return new Map(seen);
}

function isNamed(names: ReadonlySet<string> | undefined, { name }: { readonly name: string }): boolean {
  return names === undefined || names.has(name);
}

function kept<Thing>(things: ReadonlyMap<string, Thing>, keep: (thing: Thing) => boolean): ReadonlyMap<string, Thing> {
  return new Map([...things].filter(([, thing]) => keep(thing)));
}
