import { TrivetError } from '../lib/errors.ts';
import type { Viewer } from '../model/viewer.ts';
import type { DisclosedCell } from '../query/policy/disclosed-cells.ts';
import { mayContain } from '../query/resolve/region.ts';

/**
 * What each viewer was shown of groups under thresholds. It lives as long as the program: a restart forgets, as does a new
 * version of the data, whose persons are others.
 */
export interface DifferencingLog {
  /**
   * Notes what an answer shows. Throws `differencing-refused` where one value and another, shown before or beside it, may be of
   * nested groups, and fewer than k persons make the difference: who subtracts them would know of those few. Then nothing is noted.
   */
  disclose(viewer: Viewer, cells: readonly DisclosedCell[]): void;
}

const mostViewers = 500;
const mostCells = 4000;

export function createDifferencingLog(): DifferencingLog {
  const known = new Map<string, ReadonlyMap<string, DisclosedCell>>();
  return {
    disclose: ({ name, channel }, cells) => {
      // A page shows what its author chose, the same to all its readers: nobody asks it for one difference more.
      if (cells.length === 0 || channel === 'page') return;
      const before = known.get(name) ?? new Map<string, DisclosedCell>();
      const byMeasure = new Map<string, DisclosedCell[]>();
      for (const cell of before.values()) byMeasure.set(cell.of, [...(byMeasure.get(cell.of) ?? []), cell]);
      const tells = (cell: DisclosedCell): boolean =>
        (byMeasure.get(cell.of) ?? []).some((other) => tellsFew(cell, other));
      if (cells.some(tells) || besideEachOther(cells)) throw refused(cells);
      const all = [...before, ...cells.map((cell) => [textOf(cell), cell] as const)];
      known.delete(name);
      known.set(name, new Map([...new Map(all)].slice(-mostCells)));
      const [oldest] = known.keys();
      if (known.size > mostViewers && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** Whether two columns of one row, as two conditions on one metric, differ by few persons. */
function besideEachOther(cells: readonly DisclosedCell[]): boolean {
  const byRow = new Map<string, DisclosedCell[]>();
  for (const cell of cells) {
    const key = `${cell.place.row} ${cell.of}`;
    byRow.set(key, [...(byRow.get(key) ?? []), cell]);
  }
  const isBeside = (left: DisclosedCell, right: DisclosedCell): boolean =>
    left.place.column !== right.place.column && tellsFew(left, right);
  return [...byRow.values()].some((row) => row.some((cell) => row.some((other) => isBeside(cell, other))));
}

function textOf({ of, persons, rows, region: { values, days, others } }: DisclosedCell): string {
  const sets = [...values].map(([name, allowed]) => [name, [...allowed]]);
  return JSON.stringify([of, persons, rows, sets, days, [...others.keys()]]);
}

function tellsFew(cell: DisclosedCell, other: DisclosedCell): boolean {
  const isFew = (difference: number): boolean => difference > 0 && difference < cell.k;
  // So few rows are of so few persons, even if the same persons have others on both sides.
  if (!isFew(Math.abs(cell.persons - other.persons)) && !isFew(Math.abs(cell.rows - other.rows))) return false;
  return mayContain(cell.region, other.region) || mayContain(other.region, cell.region);
}

function refused([first]: readonly DisclosedCell[]): TrivetError {
  return new TrivetError(
    'differencing-refused',
    `Beside an earlier answer this one would tell of fewer than ${first?.k ?? 0} persons: the two differ by no more.`,
    { hint: 'Ask again for what you asked before, or for groups that differ by more persons.' },
  );
}
