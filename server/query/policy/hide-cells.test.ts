import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GuardedCell, hideCells } from './hide-cells.ts';

function cell(key: readonly string[], persons: number, rows = persons): GuardedCell {
  return { key, persons, rows };
}

function hiddenOf(cells: readonly GuardedCell[], k: number, isDisjoint = true): number[] {
  return [...hideCells(cells, { k, isDisjoint })].sort((a, b) => a - b);
}

test('groups of enough persons are shown, and groups of nobody hide nothing', () => {
  expect(hiddenOf([cell(['a'], 5), cell(['b'], 7)], 5)).toEqual([]);
  expect(hiddenOf([cell(['a'], 0), cell(['b'], 7)], 5)).toEqual([]);
  expect(hiddenOf([], 5)).toEqual([]);
});

test('one hidden group takes the next smallest with it: by persons, then rows, then key', () => {
  expect(hiddenOf([cell(['a'], 9), cell(['b'], 4), cell(['c'], 7)], 5)).toEqual([1, 2]);
  expect(hiddenOf([cell(['a'], 7, 9), cell(['b'], 4), cell(['c'], 7, 8)], 5)).toEqual([1, 2]);
  expect(hiddenOf([cell(['d'], 7), cell(['b'], 4), cell(['c'], 7)], 5)).toEqual([1, 2]);
});

test('hidden groups that together hold fewer than k persons take more with them', () => {
  expect(hiddenOf([cell(['a'], 20), cell(['b'], 1), cell(['c'], 2), cell(['d'], 9)], 5)).toEqual([1, 2, 3]);
  expect(hiddenOf([cell(['a'], 20), cell(['b'], 3), cell(['c'], 2), cell(['d'], 9)], 5)).toEqual([1, 2]);
});

test('where a person may be in several groups, persons of hidden groups do not add up', () => {
  expect(hiddenOf([cell(['a'], 20), cell(['b'], 3), cell(['c'], 2), cell(['d'], 9)], 5, false)).toEqual([1, 2, 3]);
});

test('within each subtotal too no group stands hidden alone', () => {
  const cells = [
    cell(['N', 'jan'], 3),
    cell(['N', 'feb'], 8),
    cell(['N', 'mar'], 9),
    cell(['S', 'jan'], 8),
    cell(['S', 'feb'], 9),
    cell(['S', 'mar'], 20),
  ];
  // N/feb would give N/jan away beside the subtotal of N, S/jan beside that of January, S/feb beside that of February.
  expect(hiddenOf(cells, 5)).toEqual([0, 1, 3, 4]);
});

const table = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    k: fc.integer({ min: 2, max: 10 }),
  })
  .chain(({ sizes, k }) => {
    const keys = sizes.reduce<string[][]>(
      (known, size) => known.flatMap((key) => Array.from({ length: size }, (_, value) => [...key, String(value)])),
      [[]],
    );
    const persons = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: keys.length, maxLength: keys.length });
    return persons.map((counts) => ({ k, cells: keys.map((key, index) => cell(key, counts[index] ?? 0)) }));
  });

test('a hidden group below k follows from shown groups and subtotals only where nothing else is left to hide', () => {
  fc.assert(
    fc.property(table, ({ cells, k }) => {
      const hidden = hideCells(cells, { k, isDisjoint: true });
      const shown = shownSums(cells, hidden, k);
      for (const index of hidden) {
        if ((cells[index]?.persons ?? 0) >= k) continue;
        const alone = unit(cells, index);
        const isTold = rank([...shown, alone]) === rank(shown);
        const isLeft = cells.some(({ persons }, other) => persons > 0 && !hidden.has(other));
        expect(isTold && isLeft).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});

test('no hidden group below k follows from shown groups and the total', () => {
  fc.assert(
    fc.property(table, ({ cells, k }) => {
      const hidden = hideCells(cells, { k, isDisjoint: true });
      const total = cells.reduce((sum, { persons }) => sum + persons, 0);
      const own = cells.flatMap((_, index) => (hidden.has(index) ? [] : [unit(cells, index)]));
      const known = total >= k ? [...own, cells.map(() => 1)] : own;
      for (const index of hidden) {
        if ((cells[index]?.persons ?? 0) < k) expect(rank([...known, unit(cells, index)])).toBe(rank(known) + 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('the order in which groups come does not change which are hidden', () => {
  fc.assert(
    fc.property(
      table.chain(({ cells, k }) =>
        fc.record({
          k: fc.constant(k),
          cells: fc.constant(cells),
          other: fc.shuffledSubarray(cells, { minLength: cells.length }),
        }),
      ),
      ({ cells, k, other }) => {
        const names = (list: readonly GuardedCell[]): string[] =>
          [...hideCells(list, { k, isDisjoint: true })].map((index) => JSON.stringify(list[index]?.key)).sort();
        expect(names(other)).toEqual(names(cells));
      },
    ),
    { numRuns: 2000 },
  );
});

function unit(cells: readonly GuardedCell[], index: number): number[] {
  return cells.map((_, other) => (other === index ? 1 : 0));
}

/** What somebody knows who asks for every coarser table too: each group and each subtotal that is shown, as equations. */
function shownSums(cells: readonly GuardedCell[], hidden: ReadonlySet<number>, k: number): number[][] {
  const known = cells.flatMap((_, index) => (hidden.has(index) ? [] : [unit(cells, index)]));
  const dimensions = cells[0]?.key.length ?? 0;
  for (let set = 0; set < 2 ** dimensions - 1 || set === 0; set++) {
    const parts = [...new Set(cells.map(({ key }) => partName(key, set)))];
    const members = parts.map((part) => cells.map(({ key }) => (partName(key, set) === part ? 1 : 0)));
    const table = members.map((row, index) => {
      const persons = cells.reduce((sum, { persons: count }, other) => sum + count * (row[other] ?? 0), 0);
      return cell(JSON.parse(parts[index] ?? '[]'), persons);
    });
    const gone = hideCells(table, { k, isDisjoint: true });
    known.push(...members.filter((_, index) => !gone.has(index)));
  }
  return known;
}

function partName(key: readonly string[], set: number): string {
  return JSON.stringify(key.filter((_, dimension) => (set & (1 << dimension)) !== 0));
}

/** Of a matrix, by elimination in exact fractions. */
function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => row.map(BigInt));
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = left.findIndex((row, index) => index >= found && row[column] !== 0n);
    if (pivot < 0) continue;
    const [lead = []] = left.splice(pivot, 1);
    left.splice(found, 0, lead);
    for (let index = found + 1; index < left.length; index++) {
      const row = left[index] ?? [];
      left[index] = row.map((value, place) => value * (lead[column] ?? 1n) - (lead[place] ?? 0n) * (row[column] ?? 0n));
    }
    found++;
  }
  return found;
}
