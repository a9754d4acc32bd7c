import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnOf, type Column, type Table } from '../../lib/table.ts';
import { followsFrom } from './follows-from.ts';
import type { Grouping, Plan, PlanDimension, PlanMetric } from '../plan/plan.ts';
import { guardedRows, hiddenColumn } from './suppress.ts';

const letters = ['a', 'b', 'c'];

/** A table of two dimensions with the persons of each group, and every subtotal and total of them. */
const tables = fc
  .record({
    k: fc.integer({ min: 2, max: 9 }),
    sizes: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  })
  .chain(({ k, sizes: [rows, columns] }) =>
    fc
      .array(fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((persons) => ({ k, rows, columns, persons })),
  );

const groupings: readonly Grouping[] = [
  { by: [0, 1], id: 0 },
  { by: [0], id: 1 },
  { by: [1], id: 2 },
  { by: [], id: 3 },
];

interface Level {
  readonly g: number;
  readonly d0: string | null;
  readonly d1: string | null;
  readonly persons: number;
}

function levelsOf(groups: readonly Level[]): readonly Level[] {
  const sums = groupings.flatMap(({ by, id }) => {
    const found = new Map<string, Level>();
    for (const { d0, d1, persons } of groups) {
      const key = { d0: by.includes(0) ? d0 : null, d1: by.includes(1) ? d1 : null };
      const name = JSON.stringify(key);
      found.set(name, { ...key, g: id, persons: (found.get(name)?.persons ?? 0) + persons });
    }
    return [...found.values()];
  });
  return sums;
}

function planOf(k: number, names: readonly string[] = ['place', 'time']): Plan {
  const dimension = (name: string): PlanDimension => ({
    column: name, dimension: name, label: name, grain: null, isCalendar: false, type: 'string', precision: null, splitsNulls: false,
  }); // prettier-ignore
  const metric: Pick<PlanMetric, 'guards' | 'interval' | 'count' | 'compared'> = {
    guards: [{ k, dataset: 'x', isDisjoint: true, persons: 0, unknown: null, rows: 0 }],
    interval: null,
    count: null,
    compared: null,
  };
  const plan: Pick<Plan, 'groupings' | 'having' | 'order' | 'limit' | 'offset'> = {
    groupings, having: null, order: [], limit: 1000, offset: 0,
  }; // prettier-ignore
  return { ...plan, dimensions: names.map(dimension), metrics: [metric] } as unknown as Plan; // what hiding looks at
}

function tableOf(levels: readonly Level[]): Table {
  const column = (name: string, type: Column['type'], values: Column['values']): Column => ({ name, type, values });
  return {
    rowCount: levels.length,
    columns: [
      column('g', 'integer', levels.map(({ g }) => g)),
      column('d0', 'string', levels.map(({ d0 }) => d0)),
      column('d1', 'string', levels.map(({ d1 }) => d1)),
      column('b0', 'integer', levels.map(({ persons }) => persons)),
      column('r0', 'real', levels.map(({ persons }) => persons / 2)),
    ],
  }; // prettier-ignore
}

type Tables = typeof tables extends fc.Arbitrary<infer Value> ? Value : never;

function groupsOf({ rows, columns, persons }: Tables): readonly Level[] {
  return persons.flatMap((count, index): Level[] => {
    if (count === null || Math.floor(index / columns) >= rows) return [];
    return [
      { g: 0, d0: letters[Math.floor(index / columns)] ?? '', d1: letters[index % columns] ?? '', persons: count },
    ];
  });
}

test('the same is hidden in whatever order somebody groups and sorts', () => {
  const hiddenIn = (k: number, levels: readonly Level[], names: readonly string[]): readonly string[] => {
    const { shown, totals } = guardedRows(planOf(k, names), tableOf(levels));
    const rows = [
      ...Array.from({ length: shown.rowCount }, (_, row) => ({ table: shown, row, by: [0, 1] as readonly number[] })),
      ...totals.map(({ row: table, by }) => ({ table, row: 0, by })),
    ];
    return rows
      .filter(({ table, row }) => columnOf(table, hiddenColumn(0))?.values[row] === true)
      .map(({ table, row, by }) => by.map((index) => [names[index], columnOf(table, `d${index}`)?.values[row]]))
      .map((parts) => JSON.stringify(parts.toSorted()))
      .toSorted();
  };
  fc.assert(
    fc.property(tables, (table) => {
      const groups = groupsOf(table);
      const turned = groups.map((group) => ({ ...group, d0: group.d1, d1: group.d0 })).toReversed();
      const first = hiddenIn(table.k, levelsOf(groups), ['place', 'time']);
      expect(hiddenIn(table.k, levelsOf(turned).toReversed(), ['time', 'place'])).toEqual(first);
    }),
    { numRuns: 1000 },
  );
});

test('nothing that is hidden follows from the groups, subtotals and totals that one answer shows', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { k } = table;
      const groups = groupsOf(table);
      const { shown, totals } = guardedRows(planOf(k), tableOf(levelsOf(groups)));
      const told = [
        ...Array.from({ length: shown.rowCount }, (_, row) => ({ table: shown, row })),
        ...totals.map(({ row: table }) => ({ table, row: 0 })),
      ].map(({ table, row }) => {
        const at = (name: string) => columnOf(table, name)?.values[row] ?? null;
        const members = groups.map(({ d0, d1 }) => ((at('d0') ?? d0) === d0 && (at('d1') ?? d1) === d1 ? 1 : 0));
        return { members, isHidden: at(hiddenColumn(0)) === true, value: at('r0') };
      });
      const known = told.filter(({ isHidden }) => !isHidden).map(({ members }) => members);
      for (const { members, isHidden, value } of told) {
        const persons = groups.reduce((sum, group, index) => sum + group.persons * (members[index] ?? 0), 0);
        if (isHidden) expect(value).toBeNull();
        if (persons < k) expect([isHidden, followsFrom(known, members)]).toEqual([true, false]);
      }
    }),
    { numRuns: 500 },
  );
});
