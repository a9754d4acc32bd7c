import type { ReferenceRow } from './reference-data.ts';

/** Survival after chemotherapy, weeks (Miller 1997): 11 patients maintained, 12 not; 1 is an event, 0 censored. */
export const aml = {
  maintained: [[9, 1], [13, 1], [13, 0], [18, 1], [23, 1], [28, 0], [31, 1], [34, 1], [45, 0], [48, 1], [161, 0]], // prettier-ignore
  nonmaintained: [[5, 1], [5, 1], [8, 1], [8, 1], [12, 1], [16, 0], [23, 1], [27, 1], [30, 1], [33, 1], [43, 1], [45, 1]], // prettier-ignore
} as const;

/** A row a patient. */
export function survivalRows(
  times: readonly (readonly [number, number])[],
): { time: number; events: number; censored: number }[] {
  return times.map(([time, event]) => ({ time, events: event, censored: 1 - event }));
}

/** Rows of a reference file with its columns of time and status. */
export function rowsOf<T>(
  rows: readonly ReferenceRow[],
  [time, status, event]: readonly [string, string, string],
  rest: (row: ReferenceRow) => T,
): (T & { time: number; events: number; censored: number })[] {
  return rows.map((row) => {
    const events = row.get(status) === event ? 1 : 0;
    return { ...rest(row), time: Number(row.get(time)), events, censored: 1 - events };
  });
}
