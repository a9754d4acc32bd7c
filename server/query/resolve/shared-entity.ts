import type { Dataset, Dimension, Model } from '../../model/model.ts';
import type { Link } from './bridge.ts';
import { type Found, onlyOne } from './found.ts';
import { keyColumns, keyPaths } from './key-paths.ts';
import { reachOf } from './reach.ts';

/** An entity of which two datasets both hold the key. */
interface Shared {
  readonly entity: string;
  readonly own: readonly string[];
  readonly other: readonly string[];
}

/** The entity datasets whose key both hold, nearest first; a dataset of role entity holds its own. */
function sharedEntities(model: Model, own: Dataset, other: Dataset): readonly Shared[] {
  const [near, far] = [keyPaths(model, own.name), keyPaths(model, other.name)];
  const shared = [...near].flatMap(([entity, ownPaths]) => {
    if (model.datasets.get(entity)?.role !== 'entity') return [];
    return (far.get(entity) ?? []).flatMap((there) => ownPaths.map((here) => ({ entity, own: here, other: there })));
  });
  return shared.sort((a, b) => distance(a) - distance(b));
}

/** Whether a path leads from a dataset to an entity. */
export function sharesEntityBy(model: Model, from: Dataset, path: readonly string[]): boolean {
  return [...keyPaths(model, from.name)].some(
    ([entity, paths]) => model.datasets.get(entity)?.role === 'entity' && paths.some((known) => isSame(known, path)),
  );
}

/** Names of the entities that a dataset shares with the homes of a dimension. */
export function entitiesSharedWith(model: Model, dataset: Dataset, dimension: Dimension): readonly string[] {
  const shared = dimension.homes.flatMap(({ dataset: home }) => {
    const other = model.datasets.get(home);
    return other === undefined ? [] : sharedEntities(model, dataset, other);
  });
  return [...new Set(shared.map(({ entity }) => entity))];
}

/**
 * Where rows select the rows of `own` through the nearest entity that both belong to: at a home of the dimension, else in
 * one of the `others` that have it. By the path asked for where it leads to a shared entity.
 */
export function entityLink(
  model: Model,
  { own, others }: { readonly own: Dataset; readonly others: readonly Dataset[] },
  dimension: Dimension,
  path: readonly string[] | null,
): Found<Link> {
  const homes = dimension.homes.flatMap(({ dataset }) => model.datasets.get(dataset) ?? []);
  const atHome = linksFrom(model, { own, others: homes }, dimension, path);
  return atHome.is === 'none' ? linksFrom(model, { own, others }, dimension, path) : atHome;
}

function linksFrom(
  model: Model,
  { own, others }: { readonly own: Dataset; readonly others: readonly Dataset[] },
  dimension: Dimension,
  path: readonly string[] | null,
): Found<Link> {
  const ways = others.flatMap((other) => {
    const reach = reachOf(model, other, dimension, null);
    if (other.name === own.name || reach.is !== 'reached') return [];
    return sharedEntities(model, own, other).map((shared) => ({ other, reach, shared }));
  });
  const asked = ways.filter(({ shared }) => path !== null && isSame(shared.own, path));
  const allowed = asked.length > 0 ? asked : ways;
  const nearest = Math.min(...allowed.map(({ shared }) => distance(shared)));
  const best = allowed.filter(({ shared }) => distance(shared) === nearest);
  const isOneOther = new Set(best.map(({ other }) => other.name)).size === 1;
  const links = best.map(({ other, reach, shared }): readonly [string, Link] => {
    const there = keyColumns(model, other, shared.other);
    const on = keyColumns(model, own, shared.own).map((here, index) => [here, there[index] ?? []] as const);
    const name = isOneOther ? shared.own.join('.') : `${other.name} by ${shared.entity}`;
    return [name, { dataset: other.name, on, joins: reach.joins, home: reach.home, weight: null }];
  });
  return onlyOne(links);
}

function distance({ own, other }: Shared): number {
  return own.length + other.length;
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
