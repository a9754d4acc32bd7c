import { TrivetError } from '../../lib/errors.ts';
import { type Column, columnOf, plainValue, type Table, type Value } from '../../lib/table.ts';
import { type GuardedCell, hideCells } from './hide-cells.ts';
import { followsFrom, mostSolved } from './follows-from.ts';
import { compareRows, holdsFor } from '../answer/post-process.ts';
import type { Plan, PlanGuard, PlanMetric } from '../plan/plan.ts';
import type { SplitRows } from '../answer/split-rows.ts';

/** More groups than this are not looked through for those that are too small: the query is refused. */
export const mostGuarded = 50_000;

/** Whether groups of an answer may be too small to be shown, so that what follows the merge happens here and not in SQL. */
export function isGuarded({ metrics }: Plan): boolean {
  return metrics.some(({ guards }) => guards.length > 0);
}

/** Name of the column that says of each row whether metric n is hidden in it. */
export function hiddenColumn(metric: number): string {
  return `h${metric}`;
}

/**
 * The rows of an answer under thresholds: groups that are too small hidden, and having, order and limit as if hidden values
 * were missing. A total is shown only where it is large enough itself.
 */
export function guardedRows(plan: Plan, main: Table): SplitRows {
  if (main.rowCount > mostGuarded) {
    throw new TrivetError(
      'too-many-groups',
      `The answer has more than ${mostGuarded} groups, too many to hide small ones.`,
      {
        hint: 'Group by fewer dimensions, or filter.',
      },
    );
  }
  const levels = new Map<number, number[]>();
  for (let row = 0; row < main.rowCount; row++) {
    const id = numberAt(main, 'g', row);
    levels.set(id, [...(levels.get(id) ?? []), row]);
  }
  const own = plan.metrics.map((metric) => hiddenRows(plan, metric, main, levels));
  const hidden = plan.metrics.map(({ compared }, index) => {
    if (compared === null || compared.is === 'VALUE') return own[index] ?? new Set<number>();
    return new Set([...(own[compared.of] ?? []), ...(own[compared.previous] ?? [])]);
  });
  const blank = withHidden(plan, main, hidden);
  const shown = (levels.get(0) ?? []).filter((row) => plan.having === null || holdsFor(plan.having, blank, row));
  const ordered = shown.toSorted((a, b) => compareRows(plan, blank, a, b));
  const totals = plan.groupings.slice(1).flatMap(({ id, by }) => {
    return (levels.get(id) ?? []).map((row) => ({ by, row: pick(blank, [row]) }));
  });
  return {
    shown: pick(blank, ordered.slice(plan.offset, plan.offset + plan.limit)),
    totals,
    totalCount: ordered.length,
  };
}

/** How many groups of an answer have something hidden in them. */
export function countHidden(plan: Plan, rows: Table): number {
  const flags = plan.metrics.flatMap((_, index) => columnOf(rows, hiddenColumn(index)) ?? []);
  return Array.from({ length: rows.rowCount }, (_, row) => row).filter((row) =>
    flags.some(({ values }) => values[row] === true),
  ).length;
}

/** Who stands behind a row of the answer, of one guard. */
export function personsBehind(
  rows: Table,
  row: number,
  { persons, unknown }: Pick<PlanGuard, 'persons' | 'unknown'>,
): number {
  const nobody = unknown !== null && numberAt(rows, `b${unknown}`, row) > 0 ? 1 : 0;
  return numberAt(rows, `b${persons}`, row) + nobody;
}

/** How many rows stand behind a row of the answer, of one guard. */
export function rowsBehind(table: Table, row: number, { rows }: Pick<PlanGuard, 'rows'>): number {
  return numberAt(table, `b${rows}`, row);
}

function hiddenRows(
  plan: Plan,
  { guards, compared }: PlanMetric,
  main: Table,
  levels: ReadonlyMap<number, readonly number[]>,
): ReadonlySet<number> {
  if (guards.length === 0 || (compared !== null && compared.is !== 'VALUE')) return new Set();
  const all = new Set<number>();
  for (const { id, by } of plan.groupings) {
    const rows = levels.get(id) ?? [];
    let hidden: ReadonlySet<number> = new Set();
    for (let before = -1; before !== hidden.size;) {
      before = hidden.size;
      for (const guard of guards) hidden = hideCells(cellsOf(plan, main, { rows, by, guard }), guard, hidden);
    }
    for (const index of hidden) all.add(rows[index] ?? -1);
  }
  for (let next = nextTotal(plan, guards, main, { levels, all }); next !== undefined;) {
    all.add(next);
    next = nextTotal(plan, guards, main, { levels, all });
  }
  return all;
}

/** The smallest total that has to go because groups or totals below k follow from the totals that are shown. */
function nextTotal(
  plan: Plan,
  guards: readonly PlanGuard[],
  main: Table,
  { levels, all }: { readonly levels: ReadonlyMap<number, readonly number[]>; readonly all: ReadonlySet<number> },
): number | undefined {
  const unknowns = (levels.get(0) ?? []).filter((row) => all.has(row));
  if (unknowns.length === 0 || unknowns.length > mostSolved) return undefined;
  const isSmall = (row: number): boolean =>
    guards.some((guard) => personsBehind(main, row, guard) < guard.k && personsBehind(main, row, guard) > 0);
  const totals = plan.groupings.slice(1).flatMap(({ id, by }) =>
    (levels.get(id) ?? []).map((row) => {
      const key = keyOf(plan, main, by, row);
      const name = JSON.stringify([inOrder(plan, by).map((index) => nameOf(plan, index)), key]);
      return { row, name, members: unknowns.map((unknown) => (keyOf(plan, main, by, unknown) === key ? 1 : 0)) };
    }),
  );
  const known = totals.filter(({ row, members }) => !all.has(row) && members.includes(1));
  const secrets = [
    ...unknowns.flatMap((row, place) => (isSmall(row) ? [unknowns.map((_, other) => (other === place ? 1 : 0))] : [])),
    ...totals.flatMap(({ row, members }) => (all.has(row) && isSmall(row) ? [members] : [])),
  ];
  const equations = known.map(({ members }) => members);
  if (!secrets.some((secret) => followsFrom(equations, secret))) return undefined;
  const [guard] = guards;
  const sized = known.map((total) => ({
    ...total,
    persons: guard === undefined ? 0 : personsBehind(main, total.row, guard),
  }));
  return sized.toSorted((a, b) => a.persons - b.persons || (a.name < b.name ? -1 : 1))[0]?.row;
}

/** Dimensions in an order of their own, so that the order in which somebody groups changes nothing. */
function inOrder(plan: Plan, by: readonly number[]): readonly number[] {
  return by.toSorted((a, b) => (nameOf(plan, a) < nameOf(plan, b) ? -1 : 1));
}

function nameOf({ dimensions }: Plan, index: number): string {
  const { dimension, grain, column } = dimensions[index] ?? {};
  return JSON.stringify([dimension, grain, column]);
}

/** The values of some dimensions in a row, as one text. */
function keyOf(plan: Plan, main: Table, by: readonly number[], row: number): string {
  const names = inOrder(plan, by).flatMap((index) => [
    `d${index}`,
    ...(plan.dimensions[index]?.splitsNulls === true ? [`n${index}`] : []),
  ]);
  return JSON.stringify(names.map((name) => columnOf(main, name)?.values[row] ?? null));
}

function cellsOf(
  plan: Plan,
  main: Table,
  { rows, by, guard }: { readonly rows: readonly number[]; readonly by: readonly number[]; readonly guard: PlanGuard },
): readonly GuardedCell[] {
  const keys = inOrder(plan, by).map((index) => {
    const names = [`d${index}`, ...(plan.dimensions[index]?.splitsNulls === true ? [`n${index}`] : [])];
    return names.map((name) => columnOf(main, name)?.values ?? []);
  });
  return rows.map((row) => ({
    key: keys.map((columns) => JSON.stringify(columns.map((values) => values[row] ?? null))),
    persons: personsBehind(main, row, guard),
    rows: rowsBehind(main, row, guard),
  }));
}

/** Hidden values are missing, and so is every component that no shown value is made of. */
function withHidden(plan: Plan, main: Table, hidden: readonly ReadonlySet<number>[]): Table {
  const usersOf = (component: number): readonly number[] =>
    plan.metrics.flatMap((metric, index) => {
      const own = [...(metric.interval?.of ?? []), metric.count ?? -1];
      return own.includes(component) ? [index] : [];
    });
  const isHiddenIn = (name: string, row: number): boolean => {
    const number = Number(name.slice(1));
    if (/^r\d+$/.test(name)) return hidden[number]?.has(row) === true;
    if (!/^b\d+$/.test(name)) return false;
    const users = usersOf(number);
    return (
      users.some((user) => hidden[user]?.has(row) === true) && users.every((user) => hidden[user]?.has(row) === true)
    );
  };
  const columns = main.columns.map((column): Column => ({
    ...column,
    values: column.values.map((value, row) => (isHiddenIn(column.name, row) ? null : value)),
  }));
  const flags = plan.metrics.map((_, index): Column => ({
    name: hiddenColumn(index),
    type: 'boolean',
    values: Array.from({ length: main.rowCount }, (_value, row) => hidden[index]?.has(row) === true),
  }));
  return { rowCount: main.rowCount, columns: [...columns, ...flags] };
}

function pick(table: Table, rows: readonly number[]): Table {
  const columns = table.columns.map(({ name, type, values }): Column => ({
    name,
    type,
    values: rows.map((row): Value => values[row] ?? null),
  }));
  return { columns, rowCount: rows.length };
}

function numberAt(table: Table, name: string, row: number): number {
  const column = columnOf(table, name);
  if (column === undefined) throw new Error(`The engine returned no column ${name}.`);
  return Number(plainValue(column, row) ?? 0);
}
