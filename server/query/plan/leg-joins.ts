import type { AsOf, Dataset, Join, Model } from '../../model/model.ts';
import type { AsOfJoin, LegJoin, Moment, RollupJoin, RowOrder } from './leg-join.ts';
import { durationOf } from '../calendar/period.ts';
import { readRollupStep } from '../resolve/rollup-columns.ts';

/**
 * The joins that some paths need, each once, nearer ones first; `t0` is the dataset itself. `fact` is the time of its rows,
 * as of which rollups are looked at.
 */
export function legJoins(
  model: Model,
  dataset: Dataset,
  paths: readonly (readonly string[])[],
  fact: Moment | null,
): readonly LegJoin[] {
  const joins = new Map<string, LegJoin>();
  for (const path of paths) {
    let here: Dataset | undefined = dataset;
    let from = 't0';
    for (const [index, name] of path.entries()) {
      const prefix = path.slice(0, index + 1);
      const key = pathKey(prefix);
      const place = { alias: `t${joins.size + 1}`, path: prefix, from };
      const step = readRollupStep(name);
      const join: Join | undefined = here?.joins.get(name);
      const made =
        joins.get(key) ??
        (step !== null && here !== undefined ? rollupJoin(model, here, step, { ...place, fact }) : null) ??
        (join === undefined ? null : legJoin(model, join, place));
      if (made === null) throw new Error(`${dataset.name} has no join path ${path.join('.')}.`);
      joins.set(key, made);
      from = made.alias;
      here = join === undefined ? undefined : model.datasets.get(join.to);
    }
  }
  return [...joins.values()];
}

/** One text for one path; names may hold any character. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

type Place = Pick<LegJoin, 'alias' | 'path' | 'from'>;

function legJoin(model: Model, join: Join, place: Place): LegJoin {
  const { on, asOf } = join;
  if (asOf !== null) return asOfJoin(model, join, asOf, place);
  return { is: 'plain', ...place, dataset: join.to, on };
}

function asOfJoin(model: Model, { from: near, to, on }: Join, asOf: AsOf, place: Place): AsOfJoin {
  const [own, target] = [model.datasets.get(near), model.datasets.get(to)];
  if (own === undefined || target === undefined) throw new Error(`The model has no dataset ${near} or ${to}.`);
  const { direction, inclusive } = asOf;
  return {
    is: 'as_of',
    ...place,
    dataset: to,
    on,
    at: momentOf(own, asOf.at),
    match: momentOf(target, asOf.match),
    direction,
    inclusive,
    within: asOf.within === null ? null : durationOf(asOf.within),
    ties: [...asOf.tieBreak.map((tie) => tieOrder(target, tie)), ...keyOrder(target)],
    suffix: freeSuffix(target),
  };
}

/** From the entity by its key, or from whoever holds that key. */
function rollupJoin(
  model: Model,
  here: Dataset,
  { rollup: name, mode, join }: NonNullable<ReturnType<typeof readRollupStep>>,
  { fact, ...place }: Place & { readonly fact: Moment | null },
): RollupJoin | null {
  const through = join === null ? null : here.joins.get(join);
  const entity = join === null ? here : model.datasets.get(through?.to ?? '');
  const rollup = entity?.rollups.get(name);
  const from = model.datasets.get(rollup?.from ?? '');
  if (entity === undefined || rollup === undefined || from === undefined) return null;
  const columns = entity.key.map((key) => through?.on.find(([, target]) => target === key)?.[0] ?? key);
  const isDated = mode === 'FACT';
  const time = rollup.time === null ? null : momentOf(from, rollup.time);
  const isItself = place.from === 't0' && mode !== 'FACT';
  return {
    is: 'rollup',
    ...place,
    dataset: from.name,
    on: columns.map((column, index) => [column, `d${index}`] as const),
    rollup: { entity: entity.name, name, isDated, byDay: isDated && fact?.type !== time?.type },
    mode,
    entityKey: mode === 'KEY' || place.from === 't0' ? null : (columns[0] ?? null),
    fact: mode === 'KEY' || isItself ? null : fact,
  };
}

/** A column of time of a dataset. */
export function momentOf(dataset: Dataset, column: string): Moment {
  return { column, type: dataset.columns.get(column)?.type.name === 'date' ? 'date' : 'timestamp' };
}

/** The order by the key, which leaves no tie. */
export function keyOrder(dataset: Dataset): readonly RowOrder[] {
  return dataset.key.map((column) => rowOrder(dataset, column, 'ASC'));
}

/** The order by one column. */
export function rowOrder(dataset: Dataset, column: string, direction: 'ASC' | 'DESC'): RowOrder {
  return { column, direction, isText: dataset.columns.get(column)?.type.name === 'string' };
}

/** `order_id desc` */
function tieOrder(dataset: Dataset, written: string): RowOrder {
  const [, column = '', direction = 'asc'] = /^(.*?)(?:\s+(asc|desc))?$/i.exec(written) ?? [];
  return rowOrder(dataset, column, direction.toLowerCase() === 'desc' ? 'DESC' : 'ASC');
}

function freeSuffix({ columns }: Dataset): string {
  const ends = [...columns.keys()].map((name) => /(_*)$/.exec(name)?.[1]?.length ?? 0);
  return '_'.repeat(Math.max(0, ...ends) + 1);
}
