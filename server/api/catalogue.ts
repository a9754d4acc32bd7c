import { TrivetError } from '../lib/errors.ts';
import { didYouMean } from '../lib/closest.ts';
import type { Dataset, Dimension, Metric } from '../model/model.ts';
import type { WorkspaceState } from '../engine/workspace.ts';
import { freshnessOf } from '../query/freshness.ts';
import { compatibleDimensions, compatibleMetrics } from '../query/compatible.ts';
import type { ApiContext } from './context.ts';
import { eventStream } from './event-stream.ts';
import type {
  CatalogueResolvers, ColumnInfo, DatasetInfo, DimensionInfo, MetricInfo, MutationResolvers, QueryResolvers,
  SubscriptionResolvers, Workspace,
} from './generated.ts'; // prettier-ignore
import { kindsBehind, packFreshness, packKind, packProblem } from './pack.ts';

export const query: Pick<QueryResolvers, 'workspace' | 'catalogue'> = {
  workspace: (_parent, _arguments, context) => packWorkspace(context),
  catalogue: (_parent, _arguments, context) => context.workspace.current(),
};

export const mutation: Pick<MutationResolvers, 'reload'> = {
  reload: async (_parent, _arguments, context) => {
    await context.workspace.reload();
    return packWorkspace(context);
  },
};

export const subscription: Pick<SubscriptionResolvers, 'modelChanged'> = {
  modelChanged: { subscribe: (_parent, _arguments, context) => modelChanges(context) },
};

async function* modelChanges({ workspace, signal }: ApiContext): AsyncGenerator<{ readonly modelChanged: string }> {
  yield { modelChanged: workspace.current().model.version };
  const changes = eventStream<WorkspaceState>(workspace.subscribe, (_waiting, latest) => [latest], signal);
  for await (const { model } of changes) yield { modelChanged: model.version };
}

export const catalogue: CatalogueResolvers = {
  metrics: (state, { search }) => visibleMetrics(state, search ?? '').map((metric) => packMetric(state, metric)),
  metric: (state, { name }) => {
    const metric = state.model.metrics.get(name);
    return metric === undefined ? null : packMetric(state, metric);
  },
  dimensions: (state) => [...state.model.dimensions.values()].map(packDimension),
  datasets: (state, _arguments, context) =>
    [...state.model.datasets.values()].map((dataset) => packDataset(state, dataset, context)),
  dataset: (state, { name }, context) => {
    const dataset = state.model.datasets.get(name);
    return dataset === undefined ? null : packDataset(state, dataset, context);
  },
  compatibleDimensions: (state, { metrics }) => {
    refuseUnknown('unknown-metric', 'metric', metrics, state.model.metrics);
    return [...compatibleDimensions(state.model, metrics)];
  },
  compatibleMetrics: (state, { dimensions }) => {
    refuseUnknown('unknown-dimension', 'dimension', dimensions, state.model.dimensions);
    return [...compatibleMetrics(state.model, dimensions)];
  },
};

function refuseUnknown(
  code: 'unknown-metric' | 'unknown-dimension',
  what: string,
  names: readonly string[],
  known: ReadonlyMap<string, unknown>,
): void {
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new TrivetError(code, `No ${what} is called ${unknown}.`, { hint: didYouMean(unknown, known.keys()) });
}

function packWorkspace(context: ApiContext): Workspace {
  const { model, problems } = context.workspace.current();
  return {
    name: model.settings.name,
    version: context.version,
    zone: model.settings.zone,
    purpose: model.settings.purpose,
    problems: problems.map(packProblem),
    cellKinds: [...context.cellKinds].map(({ name, label, language, starter, schema }) => ({
      name,
      label,
      language,
      starter,
      schema,
    })),
  };
}

function visibleMetrics(state: WorkspaceState, search: string): Metric[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return [...state.model.metrics.values()].filter((metric) => {
    const text = `${metric.name} ${metric.label} ${metric.description ?? ''} ${metric.kind}`.toLowerCase();
    return metric.visible && words.every((word) => text.includes(word));
  });
}

function packMetric(state: WorkspaceState, metric: Metric): MetricInfo {
  return {
    name: metric.name,
    label: metric.label,
    description: metric.description,
    kind: metric.kind,
    definition: metric.definition,
    unit: metric.unit,
    format: metric.format,
    owner: metric.owner,
    good: metric.good,
    range: metric.range,
    target: metric.target,
    minN: metric.minN,
    datasets: metric.datasets,
    kinds: kindsBehind(state.model, metric.datasets),
    dimensions: [...compatibleDimensions(state.model, [metric.name])],
  };
}

function packDimension(dimension: Dimension): DimensionInfo {
  return {
    name: dimension.name,
    label: dimension.label,
    description: dimension.description,
    type: dimension.type,
    grains: dimension.grains,
    datasets: [...dimension.reach.keys()],
  };
}

function packDataset(state: WorkspaceState, dataset: Dataset, context: ApiContext): DatasetInfo {
  const loaded = state.loaded.get(dataset.name);
  const facts = state.facts.datasets.get(dataset.name);
  return {
    name: dataset.name,
    label: dataset.label,
    description: dataset.description,
    kind: packKind(dataset.kind),
    role: dataset.role,
    population: dataset.population,
    owner: dataset.owner,
    grain: dataset.key,
    time: dataset.time?.default ?? null,
    file: dataset.file,
    source: `${dataset.source.connector}: ${dataset.source.path}`,
    purposes: dataset.purposes,
    origin: dataset.origin,
    consent: dataset.consent,
    k: dataset.k,
    columns: packColumns(state, dataset),
    joins: [...dataset.joins.values()].map(({ name, to, cardinality, on }) => ({ name, to, cardinality, on })),
    metrics: [...state.model.metrics.values()]
      .filter((metric) => metric.datasets.includes(dataset.name))
      .map((metric) => metric.name),
    rowCount: String(facts?.rowCount ?? 0),
    deduplicated: String(facts?.deduplicated ?? 0),
    freshness: packFreshness(freshnessOf(dataset, state.facts, context.clock().toISOString())),
    quarantined: facts?.quarantined ?? null,
    problems: (loaded?.problems ?? []).map(packProblem),
  };
}

function packColumns(state: WorkspaceState, dataset: Dataset): ColumnInfo[] {
  const loaded = new Map(state.loaded.get(dataset.name)?.columns.map((column) => [column.name, column]));
  return [...dataset.columns.values()].map((column) => ({
    name: column.name,
    label: column.label,
    type: column.type.precision === null ? column.type.name : `${column.type.name}(${column.type.precision.join(',')})`,
    unit: column.unit,
    class: column.class,
    pii: column.pii,
    why: column.why,
    nulls: String(loaded.get(column.name)?.nulls ?? 0),
    failedCasts: String(loaded.get(column.name)?.failedCasts ?? 0),
    samples: column.pii === null ? (loaded.get(column.name)?.samples ?? []) : [],
  }));
}
