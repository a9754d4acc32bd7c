import { didYouMean } from '../lib/closest.ts';
import { TrivetError } from '../lib/errors.ts';
import type { WorkspaceState } from '../engine/workspace.ts';
import { compatibleDimensions, compatibleMetrics } from '../query/resolve/compatible.ts';
import { type Policy, policyOf } from '../query/policy/policy.ts';
import { findDimension } from '../query/resolve/reach.ts';
import type { ApiContext } from './context.ts';
import { eventStream } from './event-stream.ts';
import type {
  CatalogueResolvers,
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
  Workspace,
} from './generated.ts';
import { packProblem } from './pack.ts';
import { packDataset } from './pack-dataset.ts';
import { packDimension, packMetric, packQuery } from './pack-cards.ts';
import { hasWords, searchCatalogue } from './search-catalogue.ts';

/** The catalogue as one viewer sees it, of one state of the workspace. */
export interface SeenCatalogue {
  readonly state: WorkspaceState;
  readonly policy: Policy;
}

export const query: Pick<QueryResolvers, 'workspace' | 'catalogue'> = {
  workspace: (_parent, _arguments, context) => packWorkspace(context),
  catalogue: (_parent, _arguments, { workspace, viewer }) => {
    const state = workspace.current();
    return { state, policy: policyOf(state.model, viewer) };
  },
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
  const changes = eventStream<WorkspaceState>(
    (listener) => workspace.subscribe(listener),
    (_waiting, latest) => [latest],
    signal,
  );
  for await (const { model } of changes) yield { modelChanged: model.version };
}

export const catalogue: CatalogueResolvers = {
  metrics: ({ policy: { model } }, { search }) =>
    [...model.metrics.values()]
      .filter((metric) => metric.visible && hasWords(metric, search ?? '', metric.kind))
      .map((metric) => packMetric(model, metric)),
  metric: ({ policy: { model } }, { name }) => {
    const metric = model.metrics.get(name);
    return metric === undefined ? null : packMetric(model, metric);
  },
  dimensions: ({ policy: { model } }, { search }) =>
    [...model.dimensions.values()]
      .filter((dimension) => hasWords(dimension, search ?? ''))
      .map((dimension) => packDimension(model, dimension)),
  dimension: ({ policy: { model } }, { name }) => {
    const dimension = findDimension(model, name);
    return dimension === undefined ? null : packDimension(model, dimension);
  },
  datasets: (seen, { search }, context) =>
    [...seen.policy.model.datasets.values()]
      .filter((dataset) => hasWords(dataset, search ?? '', dataset.kind))
      .map((dataset) => packDataset(seen, dataset, context.clock())),
  dataset: (seen, { name }, context) => {
    const dataset = seen.policy.model.datasets.get(name);
    return dataset === undefined ? null : packDataset(seen, dataset, context.clock());
  },
  views: ({ policy: { model } }) => [...model.views.values()],
  queries: ({ policy: { model } }, _arguments, { basePath }) =>
    [...model.queries.values()].map((saved) => packQuery(saved, basePath)),
  search: ({ policy: { model } }, { text, first }) => searchCatalogue(model, text).slice(0, Math.max(0, first)),
  compatibleDimensions: ({ policy: { model } }, { metrics }) => {
    refuseUnknown('unknown-metric', 'metric', metrics, model.metrics);
    return [...compatibleDimensions(model, metrics)];
  },
  compatibleMetrics: ({ policy: { model } }, { dimensions }) => {
    refuseUnknown('unknown-dimension', 'dimension', dimensions, model.dimensions);
    return [...compatibleMetrics(model, dimensions)];
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

/** Problems name files, columns and values, so they are for those who see everything. */
function packWorkspace({ workspace, viewer, version, cellKinds }: ApiContext): Workspace {
  const { model, problems } = workspace.current();
  return {
    name: model.settings.name,
    version,
    zone: model.settings.zone,
    purpose: model.settings.purpose,
    problems: policyOf(model, viewer).seesRules ? problems.map(packProblem) : [],
    cellKinds: [...cellKinds].map(({ name, label, language, starter, schema }) => ({
      name,
      label,
      language,
      starter,
      schema,
    })),
  };
}
