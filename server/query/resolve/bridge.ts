import type { Dataset, Dimension, DimensionHome, Join, Model } from '../../model/model.ts';
import { type Found, onlyOne } from './found.ts';
import { type ColumnPath, datasetAt, keyPaths } from './key-paths.ts';
import { neverMultiplies } from './reach.ts';

/** Rows of one dataset that belong to rows of another by equal keys, any number to each, and the dimension's place there. */
export interface Link {
  readonly dataset: string;
  readonly on: readonly (readonly [own: ColumnPath, linked: ColumnPath])[];
  /** Joins from `dataset` to where the dimension is at home. */
  readonly joins: readonly string[];
  readonly home: DimensionHome;
  /** A column of `dataset`. */
  readonly weight: string | null;
}

interface Way {
  readonly at: string;
  readonly joins: readonly Join[];
  readonly isMany: boolean;
}

/** The shortest declared way to a dimension that passes exactly one join to many rows. */
export function declaredBridge(model: Model, from: Dataset, dimension: Dimension): Found<Link> {
  const homes = new Set(dimension.homes.map(({ dataset }) => dataset));
  const seen = new Set([nameOf({ at: from.name, isMany: false })]);
  let front: readonly Way[] = [{ at: from.name, joins: [], isMany: false }];
  while (front.length > 0) {
    const arrived = front.filter(({ at, isMany }) => isMany && homes.has(at));
    if (arrived.length > 0)
      return onlyOne(
        arrived.map((way) => [wayText(way), linkOf(model, from, way, homeAt(dimension, way.at))] as const),
      );
    const next = front.flatMap((way) => stepsFrom(model, way)).filter((way) => !seen.has(nameOf(way)));
    for (const way of next) seen.add(nameOf(way));
    front = next;
  }
  return { is: 'none' };
}

/** The other way round: the dimension is at home where rows hold the key of this dataset, so each row here has many there. */
export function reverseLink(model: Model, to: Dataset, dimension: Dimension): Found<Link> {
  const ways = dimension.homes.flatMap(({ dataset: home }) =>
    (keyPaths(model, home).get(to.name) ?? []).filter(({ length }) => length > 0).map((path) => ({ home, path })),
  );
  const shortest = Math.min(...ways.map(({ path }) => path.length));
  const links = ways
    .filter(({ path }) => path.length === shortest)
    .map(({ home, path }): readonly [string, Link] => {
      const dataset = model.datasets.get(home);
      if (dataset === undefined) throw new Error(`The model has no dataset ${home}.`);
      const prefix = path.slice(0, -1);
      const last = datasetAt(model, dataset, prefix).joins.get(path.at(-1) ?? '');
      const on = (last?.on ?? []).map(([own, target]) => [[target], [...prefix, own]] as const);
      return [
        `${home}.${path.join('.')}`,
        { dataset: home, on, joins: [], home: homeAt(dimension, home), weight: null },
      ];
    });
  return onlyOne(links);
}

function nameOf({ at, isMany }: Pick<Way, 'at' | 'isMany'>): string {
  return JSON.stringify([at, isMany]);
}

function wayText({ joins }: Way): string {
  return joins.map(({ name }) => name).join('.');
}

function stepsFrom(model: Model, way: Way): readonly Way[] {
  return [...(model.datasets.get(way.at)?.joins.values() ?? [])].flatMap((join) => {
    const isToMany = join.cardinality === 'one_to_many' || join.cardinality === 'many_to_many';
    if (isToMany ? way.isMany || !isWhole(model, join) : !neverMultiplies(join)) return [];
    return [{ at: join.to, joins: [...way.joins, join], isMany: way.isMany || isToMany }];
  });
}

function linkOf(model: Model, from: Dataset, { at, joins }: Way, home: DimensionHome): Link {
  const index = joins.findIndex((join) => !neverMultiplies(join));
  const many = joins[index];
  if (many === undefined) throw new Error(`${from.name} has no bridge to ${at}.`);
  const prefix = joins.slice(0, index).map(({ name }) => name);
  const rest = joins.slice(index + 1).map(({ name }) => name);
  const { weight } = many;
  if (many.via === null) {
    const on = many.on.map(([own, target]) => [[...prefix, own], [target]] as const);
    return { dataset: many.to, on, joins: rest, home, weight };
  }
  const near = keyJoin(model, many.via, many.from);
  const far = keyJoin(model, many.via, many.to);
  if (near === null || far === null) throw new Error(`${many.via} is no bridge from ${many.from} to ${many.to}.`);
  const on = near.on.map(([own, target]) => [[...prefix, target], [own]] as const);
  return { dataset: many.via, on, joins: [far.name, ...rest], home, weight };
}

/** Whether the bridge of a join of many to many holds the keys of both of its sides. */
function isWhole(model: Model, { from, to, via }: Join): boolean {
  return via === null || (keyJoin(model, via, from) !== null && keyJoin(model, via, to) !== null);
}

function keyJoin(model: Model, via: string, to: string): Join | null {
  const joins = [...(model.datasets.get(via)?.joins.values() ?? [])];
  return joins.find((join) => join.to === to && neverMultiplies(join)) ?? null;
}

function homeAt({ name, homes }: Dimension, dataset: string): DimensionHome {
  const home = homes.find((candidate) => candidate.dataset === dataset);
  if (home === undefined) throw new Error(`${name} is not at home in ${dataset}.`);
  return home;
}
