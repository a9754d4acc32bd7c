import { TrivetError } from '../lib/errors.ts';
import type { Dataset, Dimension, Model } from '../model/model.ts';
import { sharedDimensions } from './compatible.ts';
import { type Reach, reachOf } from './reach.ts';
import { invalidQuery } from './refuse.ts';
import { measuresOf, type Resolved, type ResolvedGroup, type ResolvedMetric, timeOf } from './resolve.ts';

/** Whether every metric can be grouped by every dimension without multiplying or losing a row. */
export function checkGroups(resolved: Resolved): readonly TrivetError[] {
  const named = resolved.groups.filter(({ cohort }) => cohort === null);
  return named.flatMap((group) => [
    ...grainRefusals(group),
    ...pathRefusals(resolved, group),
    ...reachRefusals(resolved, group),
  ]);
}

/** The datasets of some metrics, each once, with the metric that needs it. */
export function datasetsOf(model: Model, metrics: readonly ResolvedMetric[]): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const { request, metric } of metrics) {
    for (const { measure, dataset } of measuresOf(model, metric)) {
      const known = uses.get(dataset.name);
      const isUndated = timeOf(measure, dataset) === null || known?.isUndated === true;
      uses.set(dataset.name, { dataset, metric: known?.metric ?? request.alias, isUndated });
    }
  }
  return uses;
}

export interface Use {
  readonly dataset: Dataset;
  readonly metric: string;
  /** Whether its rows have no time. */
  readonly isUndated: boolean;
}

/** As `reachOf`, but a dataset without a time of its own may still be dated by a measure's. */
export function reachOfUse(model: Model, use: Use, dimension: Dimension, path: readonly string[] | null): Reach {
  if (dimension.type === 'calendar') return use.isUndated ? { is: 'absent' } : { is: 'calendar' };
  return reachOf(model, use.dataset, dimension, path);
}

/** A dimension that has several equally short ways, with the ways. */
export function ambiguousPath(use: Use, dimension: Dimension, choices: readonly string[]): TrivetError {
  return new TrivetError(
    'ambiguous-path',
    `${use.dataset.name} reaches ${dimension.name} on ${choices.length} equally short paths: ${choices.join(', ')}.`,
    {
      hint: `Say which: { dimension: ${dimension.name}, path: ${choices[0] ?? ''} }, or paths in the dataset.`,
      choices,
    },
  );
}

/** What all the datasets of a query can be grouped by, in one sentence. */
export function sharedHint(resolved: Resolved): string {
  const shared = sharedDimensions(
    resolved.model,
    resolved.metrics.map(({ metric }) => metric),
  );
  return shared.length === 0 ? 'Its datasets share no dimension.' : `What they all have: ${shared.join(', ')}.`;
}

function grainRefusals({ request, dimension }: ResolvedGroup): TrivetError[] {
  if (dimension.type === 'calendar' && request.grain === null) {
    const grains = dimension.grains.join(', ');
    const refusal = invalidQuery(
      ['groupBy'],
      `${dimension.name} needs a grain: ${grains}.`,
      `For example { dimension: ${dimension.name}, grain: MONTH }.`,
    );
    return [refusal];
  }
  const takesGrain = dimension.type === 'calendar' || dimension.type === 'date' || dimension.type === 'timestamp';
  if (request.grain === null || takesGrain) return [];
  return [invalidQuery(['groupBy'], `${dimension.name} is no date, so it has no grain ${request.grain}.`)];
}

function pathRefusals({ model, metrics }: Resolved, { request, dimension }: ResolvedGroup): TrivetError[] {
  const { path } = request;
  if (path === null || metrics.length === 0) return [];
  const uses = [...datasetsOf(model, metrics).values()];
  const leads = uses.some((use) => {
    const reach = reachOfUse(model, use, dimension, path);
    return reach.is === 'reached' && reach.joins === path;
  });
  if (leads) return [];
  const names = uses.map(({ dataset }) => dataset.name).join(', ');
  return [
    new TrivetError('unknown-path', `No path ${path.join('.')} leads from ${names} to ${dimension.name}.`, {
      hint: 'A path is the list of many-to-one joins from the dataset on.',
    }),
  ];
}

function reachRefusals(resolved: Resolved, { request, dimension }: ResolvedGroup): TrivetError[] {
  const refusals: TrivetError[] = [];
  const absent: Use[] = [];
  for (const use of datasetsOf(resolved.model, resolved.metrics).values()) {
    const reach = reachOfUse(resolved.model, use, dimension, request.path);
    if (reach.is === 'absent') absent.push(use);
    if (reach.is === 'ambiguous') refusals.push(ambiguousPath(use, dimension, reach.choices));
    if (reach.is === 'below') refusals.push(fanOut(use, dimension));
  }
  if (absent.length > 0) refusals.push(notConformed(resolved, absent, dimension));
  return refusals;
}

function notConformed(resolved: Resolved, absent: readonly Use[], dimension: Dimension): TrivetError {
  const names = absent.map(({ dataset }) => dataset.name).join(' and ');
  const metrics = absent.map(({ metric }) => metric).join(' and ');
  const lacks = dimension.type === 'calendar' ? 'no time' : `no ${dimension.name}`;
  return new TrivetError(
    'dimension-not-conformed',
    `${names} ${absent.length === 1 ? 'has' : 'have'} ${lacks}, so ${metrics} cannot be grouped by ${dimension.name}.`,
    {
      hint: sharedHint(resolved),
      choices: sharedDimensions(
        resolved.model,
        resolved.metrics.map(({ metric }) => metric),
      ),
    },
  );
}

function fanOut(use: Use, dimension: Dimension): TrivetError {
  const homes = dimension.homes.map(({ dataset }) => dataset).join(', ');
  return new TrivetError(
    'fan-out-refused',
    `${dimension.name} lies below the grain of ${use.dataset.name}: one row there has many in ${homes}, so ${use.metric} would be counted several times.`,
    { hint: `Group a metric of ${homes} by it, or group ${use.metric} by a dimension of ${use.dataset.name}.` },
  );
}
