import type { Expression } from '../../model/expression/expression.ts';
import { type Storage, storageOf } from '../../model/expression/storage.ts';
import type { Dataset, Model, Rollup, RollupValue } from '../../model/model.ts';
import { datasetScope } from '../../model/scopes.ts';
import type { LegJoin, Moment, RollupName, RowOrder } from './leg-join.ts';
import { keyOrder, legJoins, momentOf, rowOrder } from './leg-joins.ts';
import { localDay, instantOf } from '../calendar/period.ts';
import type { LegRows } from './plan.ts';
import { columnPaths } from '../../model/expression/columns.ts';
import { withRollupSteps } from '../resolve/rollup-columns.ts';

/** A rollup as it is computed once for a query, one row for each entity, whichever legs look at it. */
export interface PlanRollup {
  readonly name: RollupName;
  /** The rows of the dataset that it is made from. */
  readonly rows: LegRows;
  /** What says which entity a row is about: its own key, whether the entity is known or not. */
  readonly keys: readonly Expression[];
  readonly where: Expression | null;
  readonly value: PlannedValue;
  readonly bands: Rollup['bands'];
  /** How its value is kept before it is banded. */
  readonly storage: Storage;
  readonly empty: string | number | null;
  /** When a row became known. */
  readonly time: Moment | null;
  /** The last moment whose rows count, of the type of `time`; null: all count. */
  readonly through: string | null;
}

type PlannedValue =
  | Pick<Extract<RollupValue, { is: 'aggregate' }>, 'is' | 'aggregate' | 'of'>
  /** The first row in this order. */
  | { readonly is: 'take'; readonly of: Expression; readonly order: readonly RowOrder[] };

interface RollupContext {
  readonly model: Model;
  readonly zone: string;
  /** The instant that now means, ISO; null: all rows count. */
  readonly asOf: string | null;
}

/** The rollups that some joins need, each once, those that others are made of first. */
export function makeRollups(joins: readonly LegJoin[], context: RollupContext): readonly PlanRollup[] {
  const made = new Map<string, PlanRollup>();
  const add = (join: LegJoin): void => {
    if (join.is !== 'rollup' || made.has(rollupKey(join.rollup))) return;
    const rollup = makeRollup(join.rollup, context);
    for (const inner of rollup.rows.joins) add(inner);
    made.set(rollupKey(join.rollup), rollup);
  };
  for (const join of joins) add(join);
  return [...made.values()];
}

/** One text for one rollup. */
export function rollupKey({ entity, name, isDated, byDay }: RollupName): string {
  return JSON.stringify([entity, name, isDated, byDay]);
}

function makeRollup(name: RollupName, { model, zone, asOf }: RollupContext): PlanRollup {
  const entity = model.datasets.get(name.entity);
  const rollup = entity?.rollups.get(name.name);
  const from = model.datasets.get(rollup?.from ?? '');
  if (entity === undefined || rollup === undefined || from === undefined) {
    throw new Error(`The model has no rollup ${name.entity}.${name.name}.`);
  }
  const written = (expression: Expression): Expression => withRollupSteps(model, from, expression);
  const value = plannedValue(rollup.value, from, written);
  const where = rollup.where === null ? null : written(rollup.where);
  const keys = keysOf(model, rollup, { entity, from });
  const expressions = [...keys, ...(where === null ? [] : [where]), ...(value.of === null ? [] : [value.of])];
  const paths = expressions.flatMap(columnPaths).map((path) => path.slice(0, -1));
  const time = rollup.time === null ? null : momentOf(from, rollup.time);
  const rows: LegRows = {
    dataset: from.name,
    time: null,
    joins: legJoins(model, from, paths, time),
    dimensions: [],
    range: null,
    where: null,
    shift: null,
    links: [],
    skipsFilter: false,
  };
  const storage = storageOfValue(model, rollup, from);
  const through = asOf === null || time === null ? null : throughOf(asOf, time, zone);
  return { name, rows, keys, where, value, bands: rollup.bands, storage, empty: rollup.empty, time, through };
}

/** The columns of the last join on the way, which hold the entity's key; at the entity itself its own key. */
function keysOf(
  model: Model,
  { path }: Rollup,
  { entity, from }: { readonly entity: Dataset; readonly from: Dataset },
): readonly Expression[] {
  const before = path.slice(0, -1);
  let holder: Dataset | undefined = from;
  for (const name of before) holder = model.datasets.get(holder?.joins.get(name)?.to ?? '');
  const last = holder?.joins.get(path.at(-1) ?? '');
  return entity.key.map((key) => {
    const own = path.length === 0 ? key : last?.on.find(([, target]) => target === key)?.[0];
    if (own === undefined) throw new Error(`No join on the way to ${entity.name} holds its key ${key}.`);
    return { op: 'column', path: [...before, own] };
  });
}

function plannedValue(
  value: RollupValue,
  from: Dataset,
  written: (expression: Expression) => Expression,
): PlannedValue {
  if (value.is === 'aggregate') {
    return { is: 'aggregate', aggregate: value.aggregate, of: value.of === null ? null : written(value.of) };
  }
  const orders = value.orderBy.map(({ column, direction }) => rowOrder(from, column, direction));
  const order = value.take === 'first' ? orders : orders.map(reversed);
  return { is: 'take', of: written(value.of), order: [...order, ...keyOrder(from)] };
}

function reversed(order: RowOrder): RowOrder {
  return { ...order, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' };
}

function storageOfValue(model: Model, { value }: Rollup, from: Dataset): Storage {
  if (value.is === 'aggregate') return value.type;
  return storageOf(value.of, datasetScope(from, model.datasets)) ?? { name: 'string', precision: null };
}

function throughOf(asOf: string, { type }: Moment, zone: string): string {
  if (type === 'date') return localDay(asOf, zone);
  return instantOf(asOf).toISOString().replace('T', ' ').replace('Z', '');
}
