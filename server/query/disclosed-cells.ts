import { canonicalJson } from '../lib/json.ts';
import { columnOf, type Table, type Value } from '../lib/table.ts';
import type { PreparedQuery } from './answer.ts';
import { withSafeIntegers } from './assemble.ts';
import type { Filter } from './metric-query.ts';
import { hiddenColumn, guardedRows, isGuarded, personsBehind } from './suppress.ts';

/** A value under a threshold that an answer shows, with the rows it is of and how many persons stand behind them. */
export interface DisclosedCell {
  /** What it measures: metric, dataset and version of its data. */
  readonly of: string;
  readonly k: number;
  readonly persons: number;
  readonly region: Region;
}

/** Conditions that all hold for the rows behind a value. */
export interface Region {
  /** Dimension → the values it may have. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** Half-open days. */
  readonly range: readonly [from: string, to: string] | null;
  /** Conditions of other shapes, each as one text. */
  readonly others: ReadonlySet<string>;
}

/** What an answer shows of groups under thresholds, its totals among them. */
export function disclosedCells(prepared: PreparedQuery, main: Table): readonly DisclosedCell[] {
  const { plan, resolved, facts } = prepared;
  if (!isGuarded(plan)) return [];
  const { shown, totals } = guardedRows(plan, withSafeIntegers(main));
  const all = plan.dimensions.map((_, index) => index);
  const rows = [
    ...Array.from({ length: shown.rowCount }, (_, row) => ({ table: shown, row, by: all })),
    ...totals.map(({ by, row: table }) => ({ table, row: 0, by })),
  ];
  return plan.metrics.flatMap(({ name, guards, compared }, index) => {
    const request = resolved.metrics[compared === null ? index : compared.of]?.request;
    if (request === undefined || compared !== null) return [];
    const asked = regionOf([resolved.query.where, request.filter], resolved.query.time?.range ?? null);
    return guards.flatMap(({ k, dataset, ...guard }) =>
      rows.flatMap(({ table, row, by }): DisclosedCell[] => {
        const persons = personsBehind(table, row, guard);
        if (columnOf(table, hiddenColumn(index))?.values[row] === true || persons === 0) return [];
        const of = JSON.stringify([name, dataset, facts.datasets.get(dataset)?.version ?? null]);
        return [{ of, k, persons, region: within(asked, prepared, by, { table, row }) }];
      }),
    );
  });
}

/** Whether all rows of one region lie in another. */
export function contains(outer: Region, inner: Region): boolean {
  const isNarrower = [...outer.values].every(([dimension, allowed]) => {
    const own = inner.values.get(dimension);
    return own !== undefined && [...own].every((value) => allowed.has(value));
  });
  const { range } = outer;
  const isWithin = range === null || (inner.range !== null && inner.range[0] >= range[0] && inner.range[1] <= range[1]);
  return isNarrower && isWithin && [...outer.others].every((other) => inner.others.has(other));
}

function regionOf(filters: readonly (Filter | null)[], range: Region['range']): Region {
  const values = new Map<string, ReadonlySet<string>>();
  const others = new Set<string>();
  const parts = filters.flatMap((filter) => (filter === null ? [] : filter.is === 'and' ? filter.of : [filter]));
  for (const part of parts) {
    const isList = part.is === 'condition' && ['_eq', '_in', '_isNull'].includes(part.operator);
    if (!isList || (part.operator === '_isNull' && part.values[0] === false)) others.add(canonicalJson(part));
    else narrow(values, part.on, part.operator === '_isNull' ? [null] : part.values);
  }
  return { values, range, others };
}

function within(
  { values, range, others }: Region,
  { plan }: PreparedQuery,
  by: readonly number[],
  { table, row }: { readonly table: Table; readonly row: number },
): Region {
  const narrowed = new Map(values);
  for (const index of by) {
    const dimension = plan.dimensions[index];
    if (dimension === undefined) continue;
    const name = dimension.grain === null ? dimension.dimension : `${dimension.dimension} ${dimension.grain}`;
    narrow(narrowed, name, [columnOf(table, `d${index}`)?.values[row] ?? null]);
  }
  return { values: narrowed, range, others };
}

function narrow(values: Map<string, ReadonlySet<string>>, dimension: string, allowed: readonly Value[]): void {
  const name = dimension.replace('__', '.');
  const texts = allowed.map((value) => JSON.stringify(value));
  const known = values.get(name);
  values.set(name, new Set(known === undefined ? texts : texts.filter((text) => known.has(text))));
}
