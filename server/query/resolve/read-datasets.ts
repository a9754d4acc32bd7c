import { datasetsRead } from '../compile/compile-rollup.ts';
import type { LegJoin } from '../plan/leg-join.ts';
import { type LegRows, type Plan, type PlanFilter, type RowOperand, rowsOfPlan } from '../plan/plan.ts';
import { keysOf } from '../plan/plan-filter.ts';

/** Every join of a plan, those of linked rows and of conditions included. */
export function joinsOfPlan({ legs, components }: Pick<Plan, 'legs' | 'components'>): readonly LegJoin[] {
  return [
    ...rowsOfPlan({ legs }).flatMap(joinsOfRows),
    ...components.flatMap(({ filter }) => rowsOfFilter(filter)).flatMap(({ joins }) => joins),
  ];
}

/** The joins of some rows, of what is linked to them and of what their condition looks at. */
export function joinsOfRows(rows: LegRows): readonly LegJoin[] {
  return allRows(rows).flatMap(({ joins }) => joins);
}

/** The selections into which the condition of some rows looks, by index. */
export function selectionsOfRows(rows: LegRows): readonly number[] {
  return allRows(rows)
    .flatMap(({ where }) => keysOf(where))
    .flatMap((keys) => (keys.is === 'selection' ? [keys.index] : []));
}

/** Every dataset that decides which of some rows are used: their own, joined, linked and selecting ones. */
export function datasetsOfRows(plan: Plan, rows: LegRows): readonly string[] {
  const own = allRows(rows).flatMap((each) => datasetsRead(plan, each));
  const selecting = selectionsOfRows(rows).flatMap((index) => {
    const selection = plan.selections[index]?.plan;
    return selection === undefined ? [] : rowsOfPlan(selection).flatMap((each) => datasetsOfRows(selection, each));
  });
  return [...new Set([...own, ...selecting])];
}

function allRows(rows: LegRows): readonly LegRows[] {
  return [rows, ...rows.links.map((link) => link.rows), ...rowsOfFilter(rows.where)];
}

function rowsOfFilter(filter: PlanFilter<RowOperand> | null): readonly LegRows[] {
  return keysOf(filter).flatMap((keys) => (keys.is === 'rows' ? allRows(keys.rows) : []));
}
