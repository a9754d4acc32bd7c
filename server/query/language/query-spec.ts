import { z } from 'zod';

/** What people may write for a metric query: bare names and single members are completed, letters of enums may be small. */

const name = z.string().min(1).max(200);
const anything = z.unknown().optional();

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(values));
}

function listOf<Item extends z.ZodType>(item: Item, most: number, least = 0) {
  return z.preprocess(
    (value) => (Array.isArray(value) || value === undefined || value === null ? value : [value]),
    z.array(item).min(least).max(most),
  );
}

function named(key: string) {
  return (value: unknown): unknown => (typeof value === 'string' ? { [key]: value } : value);
}

function order(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.startsWith('-') ? { by: value.slice(1), dir: 'DESC' } : { by: value };
}

function total(value: unknown): unknown {
  if (value === true) return { by: [] };
  return typeof value === 'string' && value.toUpperCase() === 'GRAND' ? { by: [] } : value;
}

const grain = oneOf(['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR']);

const compare = z.strictObject({ offset: name, as: listOf(oneOf(['VALUE', 'DELTA', 'PCT']), 3, 1).nullish() });

const window = z.strictObject({ rolling: name.nullish(), cumulative: grain.nullish() });

const top = z.strictObject({ dimension: name, by: name, n: z.int(), others: z.boolean().nullish() });

const filterScope = oneOf(['CONFORMED_ONLY', 'PER_FACT', 'SEMI_JOIN']);

const metric = z.strictObject({
  name,
  alias: name.nullish(),
  filter: anything,
  interval: z.boolean().nullish(),
  compare: z.preprocess(named('offset'), compare).nullish(),
  window: window.nullish(),
  scope: filterScope.nullish(),
  overlap: oneOf(['REFUSE', 'ALLOW']).nullish(),
  allocate: name.nullish(),
  excludeFromGrain: listOf(name, 20).nullish(),
});

const group = z.strictObject({
  dimension: name,
  grain: grain.nullish(),
  path: listOf(name, 20).nullish(),
  nulls: oneOf(['MERGE', 'SPLIT']).nullish(),
  asOf: oneOf(['END', 'FACT']).nullish(),
});

const time = z.strictObject({
  range: z.tuple([z.iso.date(), z.iso.date()]).nullish(),
  zone: name.nullish(),
  spine: oneOf(['SPARSE', 'DENSE']).nullish(),
  weekStart: oneOf(['MONDAY', 'SUNDAY']).nullish(),
  toDate: z.boolean().nullish(),
});

const orderBy = z.strictObject({
  by: name,
  dir: oneOf(['ASC', 'DESC']).nullish(),
  direction: oneOf(['ASC', 'DESC']).nullish(),
  nulls: oneOf(['FIRST', 'LAST']).nullish(),
});

const cohort = z.strictObject({ rollup: name, grain: grain, period: grain.nullish() });

export const querySpec = z.strictObject({
  metrics: listOf(z.preprocess(named('name'), metric), 100, 1),
  groupBy: listOf(z.preprocess(named('dimension'), group), 20).nullish(),
  time: time.nullish(),
  where: anything,
  filterScope: filterScope.nullish(),
  having: anything,
  totals: listOf(z.preprocess(total, z.strictObject({ by: listOf(name, 20) })), 20).nullish(),
  orderBy: listOf(z.preprocess(order, orderBy), 40).nullish(),
  limit: z.int().nullish(),
  offset: z.int().nullish(),
  purpose: name.nullish(),
  asOf: z.iso.datetime({ offset: true, local: true }).or(z.iso.date()).nullish(),
  topN: top.nullish(),
  cohort: cohort.nullish(),
});

export type QuerySpec = z.infer<typeof querySpec>;

/** The fields that stand at a path: for a hint at a misspelt one. */
export function fieldsAt(path: readonly PropertyKey[]): readonly string[] {
  const shapes: Readonly<Record<string, { readonly shape: object }>> = {
    metrics: metric,
    groupBy: group,
    time,
    orderBy,
    topN: top,
    cohort,
  };
  const inMetrics: Readonly<Record<string, { readonly shape: object }>> = { compare, window };
  const [first, , third] = path;
  if (first === 'metrics' && third !== undefined) return Object.keys(inMetrics[String(third)]?.shape ?? {});
  const shape = first === undefined ? querySpec.shape : shapes[String(first)]?.shape;
  return shape === undefined ? [] : Object.keys(shape);
}
