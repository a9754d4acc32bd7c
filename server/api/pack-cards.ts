/** metrics, dimensions, rollups and saved queries of a model → the cards of the catalogue */
import type { Expression } from '../model/expression/expression.ts';
import { formatExpression } from '../model/expression/format.ts';
import type { Dimension, Metric, Model, Rollup, SavedQuery } from '../model/model.ts';
import { compatibleDimensions } from '../query/resolve/compatible.ts';
import type { DimensionInfo, MetricInfo, QueryInfo, RollupInfo } from './generated.ts';
import { kindsBehind } from './pack.ts';

export function packMetric(model: Model, metric: Metric): MetricInfo {
  const { name, label, description, kind, definition, unit, format, owner, good, range, target, minN, datasets } =
    metric;
  const denominator = divisorOf(metric.value);
  return {
    name,
    label,
    description,
    kind,
    definition,
    formula: formatExpression(metric.value),
    denominator: denominator === null ? null : formatExpression(denominator),
    components: [...metric.components].map(([component, { dataset, aggregate, of, where, time }]) => ({
      name: component,
      dataset,
      aggregate,
      of: textOf(of),
      where: textOf(where),
      time: time ?? model.datasets.get(dataset)?.time?.default ?? null,
    })),
    exclusions: exclusionsOf(model, metric),
    unit,
    format,
    owner,
    good,
    range,
    target,
    minN,
    datasets,
    kinds: kindsBehind(model, datasets),
    dimensions: [...compatibleDimensions(model, [name])],
  };
}

function textOf(expression: Expression | null): string | null {
  return expression === null ? null : formatExpression(expression);
}

/** What the outermost quotient of a formula divides by. */
function divisorOf(value: Expression): Expression | null {
  if (value.op === 'divide') return value.right;
  if (value.op === 'negate') return divisorOf(value.of);
  if (value.op === 'multiply') return divisorOf(value.left) ?? divisorOf(value.right);
  return null;
}

function exclusionsOf(model: Model, { datasets, components }: Metric): string[] {
  const ofRows = datasets.flatMap((name) => {
    const dataset = model.datasets.get(name);
    if (dataset === undefined) return [];
    const { deletedColumn, dedupe, consent } = dataset;
    return [
      ...(deletedColumn === null ? [] : [`Rows of ${name} that are marked as deleted.`]),
      ...(dedupe === null ? [] : [`Of rows of ${name} with one key all but the ${dedupe.keep}.`]),
      ...(consent === null ? [] : [`Rows of ${name} without consent for the purpose.`]),
    ];
  });
  const wheres = [...components.values()].map(({ where }) => where);
  const [first = null] = wheres.map(textOf);
  const isCommon = first !== null && wheres.every((where) => textOf(where) === first);
  return isCommon ? [`Rows for which ${first} does not hold.`, ...ofRows] : ofRows;
}

export function packDimension(model: Model, dimension: Dimension): DimensionInfo {
  const { name, label, description, type, grains, homes, reach } = dimension;
  return {
    name,
    label,
    description,
    type,
    grains,
    datasets: [...reach.keys()],
    homes: homes.map(({ dataset, expression }) => ({ dataset, expression: formatExpression(expression) })),
    paths: [...reach].flatMap(([dataset, ways]) => ways.map(({ home, joins }) => ({ dataset, home, joins }))),
    rollup: rollupOf(model, dimension),
  };
}

function rollupOf(model: Model, { homes }: Dimension): RollupInfo | null {
  const [home, ...others] = homes;
  if (home === undefined || others.length > 0 || home.expression.op !== 'column') return null;
  const [name, ...rest] = home.expression.path;
  const rollup = rest.length > 0 ? undefined : model.datasets.get(home.dataset)?.rollups.get(name ?? '');
  return rollup === undefined ? null : packRollup(rollup);
}

export function packRollup({ name, label, entity, from, value, where, bands, empty, asOf }: Rollup): RollupInfo {
  return {
    name,
    label,
    entity,
    from,
    value: valueText(value),
    where: textOf(where),
    bands: (bands ?? []).map((band) => band.label),
    empty: empty === null ? null : String(empty),
    asOf,
  };
}

function valueText(value: Rollup['value']): string {
  if (value.is === 'aggregate') return `${value.aggregate}(${textOf(value.of) ?? '*'})`;
  const order = value.orderBy.map(({ column, direction }) => `${column} ${direction.toLowerCase()}`);
  return `${value.take} ${formatExpression(value.of)} by ${order.join(', ')}`;
}

/** A saved query with the addresses of its files. */
export function packQuery({ name, label, description, query, parameters }: SavedQuery, basePath: string): QueryInfo {
  const at = (format: string): string => `${basePath}/queries/${name}.${format}`;
  return {
    name,
    label,
    description,
    query,
    parameters: [...parameters.values()],
    links: { json: at('json'), csv: at('csv'), parquet: at('parquet'), arrow: at('arrow') },
  };
}
