import type { Dialect } from '../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../sql/sql.ts';
import { type RowPrinter, rowPrinter } from './compile-rows.ts';
import type { Plan } from './plan.ts';

/** One leg: its rows with dimensions `d`, reasons `n`, arguments `x` and conditions `w`, aggregated into `m` by groups `g`. */
export function compileLeg(plan: Plan, index: number, dialect: Dialect): Sql {
  const leg = plan.legs[index];
  if (leg === undefined) throw new Error(`The plan has no leg ${index}.`);
  const rows = rowPrinter(plan, leg, dialect);
  const projected = new Projection();
  const keys = leg.dimensions.flatMap((dimension, number) => [
    [`d${number}`, rows.dimension(dimension)] as const,
    ...(plan.dimensions[number]?.splitsNulls === true ? [[`n${number}`, rows.reason(dimension)] as const] : []),
  ]);
  const aggregates = componentAggregates(plan, index, { rows, projected, dialect });
  const columns = [...keys, ...projected.columns].map(([alias, value]) => sql`${value} AS ${raw(alias)}`);
  const inner = columns.length === 0 ? raw('1 AS x0') : join(columns);
  const where = rows.condition === null ? raw('') : sql`\n  WHERE ${rows.condition}`;
  const names = join([...keys.map(([alias]) => raw(alias)), groupingId(plan), ...aggregates]);
  return sql`SELECT ${names} FROM (\n  SELECT ${inner}\n  ${rows.from}${where}) AS s0${groupBy(plan)}`;
}

interface Projecting {
  readonly rows: RowPrinter;
  readonly projected: Projection;
  readonly dialect: Dialect;
}

/** `… AS m<n>` of each component of a leg, over arguments and conditions that are projected first. */
export function componentAggregates(plan: Plan, leg: number, { rows, projected, dialect }: Projecting): readonly Sql[] {
  return plan.components.flatMap((component, number) => {
    if (component.leg !== leg) return [];
    const of = component.of === null ? null : projected.add('x', rows.expression(component.of));
    const conditions = [
      ...(component.where === null ? [] : [rows.expression(component.where)]),
      ...(component.filter === null ? [] : [rows.filter(component.filter)]),
    ];
    const where = conditions.length === 0 ? undefined : projected.add('w', join(conditions, ' AND '));
    const { fraction, type } = component;
    const options = { where, fraction: fraction ?? undefined, type: type.name, precision: type.precision ?? undefined };
    return [sql`${dialect.aggregate(component.aggregate, of, options)} AS ${raw(`m${number}`)}`];
  });
}

/** The columns by which groups are told apart: each dimension and, where it is split, the reason beside it. */
export function keyColumns(plan: Plan, by: readonly number[] = plan.dimensions.map((_, index) => index)): Sql[] {
  return by.flatMap((index) => [
    raw(`d${index}`),
    ...(plan.dimensions[index]?.splitsNulls === true ? [raw(`n${index}`)] : []),
  ]);
}

function groupingId(plan: Plan): Sql {
  if (plan.groupings.length === 1) return raw('0 AS g');
  return sql`grouping(${join(plan.dimensions.map((_, index) => raw(`d${index}`)))}) AS g`;
}

function groupBy(plan: Plan): Sql {
  if (plan.dimensions.length === 0) return raw('');
  if (plan.groupings.length === 1) return sql`\n  GROUP BY ${join(keyColumns(plan))}`;
  const sets = plan.groupings.map(({ by }) => sql`(${join(keyColumns(plan, by))})`);
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
