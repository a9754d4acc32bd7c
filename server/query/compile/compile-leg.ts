import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type Aggregate, earlySource, fromParts } from './compile-early.ts';
import { linkPrinter } from './compile-links.ts';
import { type RowPrinter, rowPrinter } from './compile-rows.ts';
import { withOthers } from './compile-top.ts';
import { inWindows } from './compile-window.ts';
import type { Grouping, Leg, Plan, PlanComponent } from '../plan/plan.ts';

/** One leg: its rows with dimensions `d`, reasons `n`, arguments `x` and conditions `w`, aggregated into `m` by groups `g`. */
export function compileLeg(plan: Plan, index: number, dialect: Dialect): Sql {
  const leg = plan.legs[index];
  if (leg === undefined) throw new Error(`The plan has no leg ${index}.`);
  const parts = passesOf(plan, leg).map((groupings) => compilePass({ plan, leg, index, groupings }, dialect));
  return join(parts, '\nUNION ALL\n');
}

interface Pass {
  readonly plan: Plan;
  readonly leg: Leg;
  readonly index: number;
  readonly groupings: readonly Grouping[];
}

/**
 * Groupings that are computed together. Without its period a window is none, and what is excluded is never grouped by. Where a
 * row may have several values each grouping has rows of its own, so that a total never sees the rows of a link.
 */
export function passesOf({ groupings }: Plan, { window, excluded, links }: Leg): readonly (readonly Grouping[])[] {
  const own = groupings.filter(({ by }) => window === null || by.includes(window.dimension));
  if (excluded.length === 0 && links.length === 0) return [own];
  return own.map(({ by, id }) => [{ id, by: by.filter((index) => !excluded.includes(index)) }]);
}

function compilePass(pass: Pass, dialect: Dialect): Sql {
  const { plan, leg, groupings } = pass;
  const [only] = groupings;
  const by = groupings.length === 1 && only !== undefined ? only.by : plan.dimensions.map((_, number) => number);
  const { rows, names, aggregates } = compileRows(pass, by, dialect);
  const columns = join([...shownKeys(plan, by, dialect), groupingId(plan, groupings)]);
  const keys = keyColumns(plan, by);
  if (leg.window === null) {
    return sql`SELECT ${join([columns, ...aggregates.map(named)])} FROM (\n  ${rows}) AS s0${groupBy(plan, groupings)}`;
  }
  const inside = { window: leg.window, shift: leg.shift?.span ?? null };
  if (!leg.window.isAdditive) {
    const seen = inWindows(plan, inside, { rows, names }, dialect);
    return sql`SELECT ${join([columns, ...aggregates.map(named)])} FROM (${seen}) AS s0${groupBy(plan, groupings)}`;
  }
  const values = join([...keys, ...aggregates.map(named)]);
  const periods = sql`SELECT ${values} FROM (\n  ${rows}) AS s0 GROUP BY ${join(keys)}`;
  const parts = [...keys.map(({ pieces }) => String(pieces[0])), ...aggregates.map(({ alias }) => alias)];
  const seen = inWindows(plan, inside, { rows: periods, names: parts }, dialect);
  const again = aggregates.map(({ alias, component }) => {
    const { aggregate, type } = component;
    const options = { type: type.name, precision: type.precision ?? undefined };
    return sql`${dialect.aggregate(aggregate === 'count' ? 'sum' : aggregate, raw(alias), options)} AS ${raw(alias)}`;
  });
  return sql`SELECT ${join([columns, ...again])} FROM (${seen}) AS s0${groupBy(plan, groupings)}`;
}

interface Projecting {
  readonly rows: RowPrinter;
  readonly projected: Projection;
  readonly dialect: Dialect;
  /** How much of a row counts in components that are shared out; null: all of it. */
  readonly share: Sql | null;
}

/** Each component of a leg as `m<n>`, over arguments and conditions that are projected first. */
export function componentAggregates(
  plan: Plan,
  leg: number,
  { rows, projected, dialect, share: part }: Projecting,
): readonly Aggregate[] {
  return plan.components.flatMap((component, number): Aggregate[] => {
    if (component.leg !== leg) return [];
    const of = component.of === null ? null : projected.add('x', rows.expression(component.of));
    const conditions = [
      ...(component.where === null ? [] : [rows.expression(component.where)]),
      ...(component.filter === null ? [] : [rows.filter(component.filter)]),
    ];
    const where = conditions.length === 0 ? undefined : projected.add('w', join(conditions, ' AND '));
    const share = part === null || !component.isAllocated ? null : projected.add('x', part);
    return [{ alias: `m${number}`, value: aggregated(component, { of, where, share }, dialect), component }];
  });
}

/** Each component of a leg from the parts in `t0`, where its rows were aggregated early. */
function againAggregates(plan: Plan, leg: number, projected: Projection, dialect: Dialect): readonly Aggregate[] {
  return plan.components.flatMap((component, number): Aggregate[] => {
    if (component.leg !== leg) return [];
    const alias = `m${number}`;
    const part = projected.add('x', sql`t0.${raw(alias)}`);
    return [{ alias, value: fromParts(component, part, dialect), component }];
  });
}

interface Arguments {
  readonly of: Sql | null;
  readonly where: Sql | undefined;
  /** How much of a row counts; null: all of it. */
  readonly share: Sql | null;
}

function aggregated(component: PlanComponent, { of, where, share }: Arguments, dialect: Dialect): Sql {
  const { fraction, type } = component;
  const options = { where, fraction: fraction ?? undefined, type: type.name, precision: type.precision ?? undefined };
  if (share === null) return dialect.aggregate(component.aggregate, of, options);
  if (component.aggregate === 'sum' && of !== null) return dialect.aggregate('sum', sql`${of} * ${share}`, options);
  const isThere = of === null ? [] : [sql`${of} IS NOT NULL`];
  const conditions = [...(where === undefined ? [] : [where]), ...isThere];
  const counted = conditions.length === 0 ? undefined : join(conditions, ' AND ');
  const shares = dialect.aggregate('sum', share, { ...options, where: counted });
  return dialect.scalar('coalesce', [shares, dialect.cast(raw('0'), 'real')]);
}

/** `… AS m<n>` */
export function named({ alias, value }: Aggregate): Sql {
  return sql`${value} AS ${raw(alias)}`;
}

interface Rows {
  readonly rows: Sql;
  /** Their columns. */
  readonly names: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

function compileRows({ plan, leg, index }: Pass, by: readonly number[], dialect: Dialect): Rows {
  const early = earlySource(
    { plan, leg, index, by },
    (own) => {
      const inner = new Projection();
      const aggregates = componentAggregates(plan, index, { rows: own, projected: inner, dialect, share: null });
      return { columns: inner.columns, aggregates };
    },
    dialect,
  );
  const printer = rowPrinter(plan, leg, dialect, { source: early });
  const links = linkPrinter({ plan, leg, by }, printer, dialect);
  const projected = new Projection();
  const keys = by.flatMap((number) => {
    const dimension = leg.dimensions[number];
    if (dimension === undefined) throw new Error(`The leg has no dimension ${number}.`);
    const isLinked = dimension.is === 'linked';
    const key = [`d${number}`, isLinked ? links.dimension(dimension) : printer.dimension(dimension)] as const;
    if (plan.dimensions[number]?.splitsNulls !== true) return [key];
    return [key, [`n${number}`, isLinked ? links.reason(dimension) : printer.reason(dimension)] as const];
  });
  const aggregates =
    early === null
      ? componentAggregates(plan, index, { rows: printer, projected, dialect, share: links.share })
      : againAggregates(plan, index, projected, dialect);
  const all = [...keys, ...projected.columns];
  const inner = all.length === 0 ? raw('1 AS x0') : join(all.map(([alias, value]) => sql`${value} AS ${raw(alias)}`));
  const condition = early === null ? printer.condition : null;
  const conditions = [...(condition === null ? [] : [condition]), ...links.conditions];
  const where = conditions.length === 0 ? raw('') : sql`\n  WHERE ${join(conditions, ' AND ')}`;
  const rows = sql`SELECT ${inner}\n  ${printer.from}${links.joins}${where}`;
  const names = all.map(([alias]) => alias);
  const flagged =
    plan.top !== null && by.includes(plan.top.dimension) ? withOthers(plan, { rows, names }, dialect) : { rows, names };
  return { ...flagged, aggregates };
}

/** Every key of the plan; those that are rolled up are NULL. */
export function shownKeys(plan: Plan, by: readonly number[], dialect: Dialect): readonly Sql[] {
  return plan.dimensions.flatMap(({ type, precision }, number) => {
    const columns = keyColumns(plan, [number]);
    if (by.includes(number)) return columns;
    return columns.map((column, place) =>
      place === 0
        ? sql`${dialect.cast(raw('NULL'), type, precision ?? undefined)} AS ${column}`
        : sql`${dialect.cast(raw('NULL'), 'integer')} AS ${column}`,
    );
  });
}

/**
 * The columns by which groups are told apart: each dimension and beside it, where it is split, the reason of a missing value,
 * and, where only its first values are told apart, whether the group is all others.
 */
export function keyColumns(plan: Plan, by: readonly number[] = plan.dimensions.map((_, index) => index)): Sql[] {
  return by.flatMap((index) => [
    raw(`d${index}`),
    ...(plan.dimensions[index]?.splitsNulls === true ? [raw(`n${index}`)] : []),
    ...(plan.top?.dimension === index ? [raw(`o${index}`)] : []),
  ]);
}

function groupingId(plan: Plan, groupings: readonly Grouping[]): Sql {
  const [only, ...others] = groupings;
  if (only !== undefined && others.length === 0) return raw(`${only.id} AS g`);
  return sql`grouping(${join(plan.dimensions.map((_, index) => raw(`d${index}`)))}) AS g`;
}

function groupBy(plan: Plan, groupings: readonly Grouping[]): Sql {
  const [only, ...others] = groupings;
  if (only !== undefined && others.length === 0) {
    return only.by.length === 0 ? raw('') : sql`\n  GROUP BY ${join(keyColumns(plan, only.by))}`;
  }
  const sets = groupings.map(({ by }) => sql`(${join(keyColumns(plan, by))})`);
  return sql`\n  GROUP BY GROUPING SETS (${join(sets)})`;
}

/** Equal expressions under one alias. */
export class Projection {
  readonly #aliases = new Map<string, readonly [alias: string, value: Sql]>();

  add(letter: 'x' | 'w', value: Sql): Sql {
    const key = JSON.stringify([letter, value.pieces]);
    const known = this.#aliases.get(key);
    const entry = known ?? ([`${letter}${this.#aliases.size}`, value] as const);
    this.#aliases.set(key, entry);
    return raw(entry[0]);
  }

  get columns(): readonly (readonly [alias: string, value: Sql])[] {
    return [...this.#aliases.values()];
  }
}
