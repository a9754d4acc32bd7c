import { didYouMean } from '../../lib/closest.ts';
import { TrivetError } from '../../lib/errors.ts';
import type { Dataset, Dimension } from '../../model/model.ts';
import { ambiguousPath, entityHint, namesOf, sharedHint } from './check-groups.ts';
import { operandTypeOfMeasure } from './check-result.ts';
import { keyPathTo } from '../resolve/key-paths.ts';
import { atomsOf, isLacking, type Atom, wayOf } from '../plan/leg-filter.ts';
import { operandTypeOf, valueRefusal } from '../resolve/operand.ts';
import { findDimension } from '../resolve/reach.ts';
import { invalidQuery } from '../language/refuse.ts';
import { conditionsOf, type Resolved, type ResolvedMetric, unknownMetric } from '../resolve/resolve.ts';
import { type Use, usesOf } from '../resolve/way.ts';

/** Whether every condition acts on every leg it concerns, and compares with values of the right type. */
export function checkFilters(resolved: Resolved): readonly TrivetError[] {
  const { query, metrics } = resolved;
  const where = atomsOf(query.where).flatMap((atom) => refusalsOf(resolved, atom, metrics));
  const own = metrics.flatMap((metric) =>
    atomsOf(metric.request.filter).flatMap((atom) => refusalsOf(resolved, atom, [metric])),
  );
  return [...where, ...own, ...undated(resolved)];
}

function refusalsOf(resolved: Resolved, atom: Atom, metrics: readonly ResolvedMetric[]): TrivetError[] {
  const uses = usesOf(resolved, metrics);
  if (atom.is !== 'condition') {
    const names = entityRefusals(resolved, atom);
    return names.length > 0 ? names : [...lackOf(resolved, atom, uses), ...severalKeys(resolved, atom, uses)];
  }
  const dimension = findDimension(resolved.model, atom.on);
  if (dimension === undefined) return [];
  const value = valueRefusal(atom, operandTypeOf(dimension));
  const ambiguous = uses.flatMap((use) => {
    const way = wayOf(resolved, use, atom);
    return way.is === 'ambiguous' ? [ambiguousPath(use, dimension, way.choices)] : [];
  });
  return [...(value === null ? [] : [value]), ...ambiguous, ...lackOf(resolved, atom, uses, dimension)];
}

/** Under PER_FACT a condition may be lacking somewhere, but not everywhere. */
function lackOf(resolved: Resolved, atom: Atom, uses: readonly Use[], dimension?: Dimension): TrivetError[] {
  const lacking = uses.filter((use) => isLacking(resolved, use, atom));
  const strict = lacking.filter(({ scope }) => scope !== 'PER_FACT');
  if (strict.length > 0) return [notConformed(resolved, strict, dimension?.name ?? atom.on, dimension)];
  const isNowhere = lacking.length > 0 && lacking.length === uses.length;
  return isNowhere ? [notConformed(resolved, lacking, dimension?.name ?? atom.on, dimension)] : [];
}

type EntityAtom = Exclude<Atom, { readonly is: 'condition' }>;

/** Whether the names of a condition on entities are found, and its values are of the metric's type. */
function entityRefusals({ model }: Resolved, atom: EntityAtom): TrivetError[] {
  const entity = model.datasets.get(atom.on);
  const entities = [...model.datasets.values()].filter(({ role }) => role === 'entity').map(({ name }) => name);
  if (entity === undefined) return [unknownDataset(atom.on, entities)];
  if (entity.role !== 'entity') {
    const hint = entities.length === 0 ? undefined : `Entities are: ${entities.join(', ')}.`;
    return [invalidQuery([atom.on], `${atom.on} is no entity, so no row belongs to one of its rows alone.`, hint)];
  }
  if (atom.is === 'none') {
    const other = model.datasets.get(atom.dataset);
    return other === undefined
      ? [unknownDataset(atom.dataset, model.datasets.keys())]
      : keyRefusals(other, entity, model);
  }
  const metric = model.metrics.get(atom.metric);
  if (metric === undefined) return [unknownMetric(model, atom.metric)];
  const type = operandTypeOfMeasure(metric.type);
  const values = conditionsOf(atom.having).flatMap((condition) => valueRefusal(condition, type) ?? []);
  const keys = metric.datasets.flatMap((name) => {
    const dataset = model.datasets.get(name);
    return dataset === undefined ? [] : keyRefusals(dataset, entity, model);
  });
  return [...values, ...keys];
}

/** Whether a dataset holds the key of an entity, in one way. */
function keyRefusals(dataset: Dataset, entity: Dataset, model: Resolved['model']): TrivetError[] {
  const path = keyPathTo(model, dataset, entity.name);
  if (path.is === 'one') return [];
  if (path.is === 'several') return [severalPaths(dataset.name, entity.name, path.choices)];
  return [
    new TrivetError(
      'filter-not-conformed',
      `${dataset.name} does not say whose its rows are: it has no key of ${entity.name}.`,
      {
        hint: `Declare a many-to-one join from ${dataset.name} to ${entity.name}.`,
      },
    ),
  ];
}

function severalKeys({ model }: Resolved, atom: EntityAtom, uses: readonly Use[]): TrivetError[] {
  return uses.flatMap(({ dataset }) => {
    const path = keyPathTo(model, dataset, atom.on);
    return path.is === 'several' ? [severalPaths(dataset.name, atom.on, path.choices)] : [];
  });
}

function severalPaths(from: string, to: string, choices: readonly string[]): TrivetError {
  return new TrivetError(
    'ambiguous-path',
    `${from} reaches ${to} on ${choices.length} equally short paths: ${choices.join(', ')}.`,
    { hint: `Which ${to} is meant cannot be told; filter by a dimension with a path instead.`, choices },
  );
}

function unknownDataset(name: string, known: Iterable<string>): TrivetError {
  return new TrivetError('unknown-dataset', `No dataset is called ${name}.`, { hint: didYouMean(name, known) });
}

function undated(resolved: Resolved): TrivetError[] {
  if ((resolved.query.time?.range ?? null) === null) return [];
  const uses = usesOf(resolved, resolved.metrics);
  const lacking = uses.filter(({ isUndated }) => isUndated);
  const strict = lacking.filter(({ scope }) => scope !== 'PER_FACT');
  const refused = strict.length === 0 && lacking.length === uses.length ? lacking : strict;
  return refused.length === 0 ? [] : [notConformed(resolved, refused, 'time')];
}

function notConformed(resolved: Resolved, lacking: readonly Use[], name: string, dimension?: Dimension): TrivetError {
  const names = namesOf(lacking.map(({ dataset }) => dataset.name));
  const metrics = namesOf(lacking.map(({ metric }) => metric));
  const lacks = new Set(lacking.map(({ dataset }) => dataset.name)).size === 1 ? 'has' : 'have';
  const way = dimension === undefined ? '' : ` ${entityHint(resolved, lacking, dimension)}`.trimEnd();
  const scope = `With filterScope: PER_FACT it acts where it exists.`;
  return new TrivetError(
    'filter-not-conformed',
    `${names} ${lacks} no ${name}, so ${metrics} cannot be filtered by it.`,
    { hint: `${sharedHint(resolved)} A filter of one metric alone stands in its own filter. ${scope}${way}` },
  );
}
