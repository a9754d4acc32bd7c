import { TrivetError } from '../lib/errors.ts';
import type { Viewer } from '../model/viewer.ts';
import { contains, type DisclosedCell } from '../query/disclosed-cells.ts';

/**
 * What each viewer was shown of groups under thresholds. It lives as long as the program: a restart forgets, as does a new
 * version of the data, whose persons are others.
 */
export interface DifferencingLog {
  /**
   * Notes what an answer shows. Throws `differencing-refused` where one value and another that was shown before are of nested
   * groups, and fewer than k persons make the difference: who subtracts them would know of those few. Then nothing is noted.
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
      if (cells.some(tells)) throw refused(cells);
      const all = [...before, ...cells.map((cell) => [textOf(cell), cell] as const)];
      known.delete(name);
      known.set(name, new Map([...new Map(all)].slice(-mostCells)));
      const [oldest] = known.keys();
      if (known.size > mostViewers && oldest !== undefined) known.delete(oldest);
    },
  };
}

function textOf({ of, persons, region: { values, range, others } }: DisclosedCell): string {
  return JSON.stringify([of, persons, [...values].map(([name, allowed]) => [name, [...allowed]]), range, [...others]]);
}

function tellsFew(cell: DisclosedCell, other: DisclosedCell): boolean {
  const difference = Math.abs(cell.persons - other.persons);
  if (difference === 0 || difference >= cell.k) return false;
  return contains(cell.region, other.region) || contains(other.region, cell.region);
}

function refused([first]: readonly DisclosedCell[]): TrivetError {
  return new TrivetError(
    'differencing-refused',
    `Beside an earlier answer this one would tell of fewer than ${first?.k ?? 0} persons: the two differ by no more.`,
    { hint: 'Ask again for what you asked before, or for groups that differ by more persons.' },
  );
}
