import type { Expression } from '../../model/expression/expression.ts';
import type { Dialect } from '../../sql/dialects/dialect.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { distinctSource } from './compile-early.ts';
import { keyColumns, passesOf, shownKeys } from './compile-leg.ts';
import { withOthers } from './compile-top.ts';
import { inWindows } from './compile-window.ts';
import { rowPrinter } from './compile-rows.ts';
import type { Grouping, Leg, LegRows, Plan, PlanComponent } from '../plan/plan.ts';

/**
 * A leg whose components have to see the rows of several datasets at once: raw rows are stacked under the dimensions of the
 * query and aggregated once, so that somebody who is in all of them counts once.
 */
export function compileStacked(plan: Plan, index: number, dialect: Dialect): Sql {
  const leg = plan.legs[index];
  if (leg === undefined) throw new Error(`The plan has no leg ${index}.`);
  const components = plan.components.flatMap((component, number) =>
    component.leg === index ? [{ component, number }] : [],
  );
  const parts = [leg, ...leg.also].map((rows, place) => stackedRows({ plan, rows, place, components }, dialect));
  const stacked = join(parts, '\n  UNION ALL\n  ');
  const passes = passesOf(plan, leg)
    .flat()
    .map((grouping) => aggregated({ plan, leg, components, stacked, grouping }, dialect));
  return join(passes, '\n  UNION ALL\n  ');
}

type Numbered = readonly { readonly component: PlanComponent; readonly number: number }[];

interface Part {
  readonly plan: Plan;
  readonly rows: LegRows;
  /** 0: the leg's own rows. */
  readonly place: number;
  readonly components: Numbered;
}

function stackedRows({ plan, rows, place, components }: Part, dialect: Dialect): Sql {
  const ofPlace = (component: PlanComponent): Expression | null =>
    place === 0 ? component.of : (component.also[place - 1] ?? null);
  const counting = components.map(({ component }) => ({ component, of: ofPlace(component) }));
  const source = distinctSource({ plan, rows, components: counting }, dialect);
  const printer = rowPrinter(plan, rows, dialect, { source });
  const keys = rows.dimensions.flatMap((dimension, number) => {
    const of = plan.dimensions[number];
    if (of === undefined || dimension.is === 'linked') throw new Error(`The plan has no dimension ${number}.`);
    const value = dialect.cast(printer.dimension(dimension), of.type, of.precision ?? undefined);
    const key = sql`${value} AS ${raw(`d${number}`)}`;
    return of.splitsNulls ? [key, sql`${printer.reason(dimension)} AS ${raw(`n${number}`)}`] : [key];
  });
  const columns = components.map(({ component, number }) => {
    const of = ofPlace(component);
    const value = of === null ? raw('1') : printer.expression(of);
    const where = place === 0 ? component.where : null;
    const counted = where === null ? value : sql`CASE WHEN ${printer.expression(where)} THEN ${value} END`;
    return sql`${counted} AS ${raw(`x${number}`)}`;
  });
  const condition = source === null ? printer.condition : null;
  const where = condition === null ? raw('') : sql` WHERE ${condition}`;
  return sql`SELECT ${join([...keys, ...columns])} ${printer.from}${where}`;
}

interface Pass {
  readonly plan: Plan;
  readonly leg: Leg;
  readonly components: Numbered;
  readonly stacked: Sql;
  readonly grouping: Grouping;
}

function aggregated({ plan, leg, components, stacked, grouping }: Pass, dialect: Dialect): Sql {
  const aggregates = components.map(({ component, number }) => {
    const { aggregate, fraction, type } = component;
    const options = { fraction: fraction ?? undefined, type: type.name, precision: type.precision ?? undefined };
    return sql`${dialect.aggregate(aggregate, raw(`x${number}`), options)} AS ${raw(`m${number}`)}`;
  });
  const by = keyColumns(plan, grouping.by);
  const groupBy = by.length === 0 ? raw('') : sql` GROUP BY ${join(by)}`;
  const shown = join([...shownKeys(plan, grouping.by, dialect), raw(`${grouping.id} AS g`), ...aggregates]);
  const names = [
    ...plan.dimensions.flatMap(({ splitsNulls }, number) => [`d${number}`, ...(splitsNulls ? [`n${number}`] : [])]),
    ...components.map(({ number }) => `x${number}`),
  ];
  const isSplit = plan.top !== null && grouping.by.includes(plan.top.dimension);
  const all = isSplit ? withOthers(plan, { rows: stacked, names }, dialect) : { rows: stacked, names };
  const { window } = leg;
  const rows = window === null ? all.rows : inWindows(plan, { window, shift: leg.shift?.span ?? null }, all, dialect);
  return sql`SELECT ${shown} FROM (\n  ${rows}) AS s0${groupBy}`;
}
