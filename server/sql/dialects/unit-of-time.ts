import { TrivetError } from '../../lib/errors.ts';
import type { Sql } from '../sql.ts';

/** The unit that stands first in `date_trunc` and `date_diff`, as one of `units`; throws `invalid-expression`. */
export function unitOfTime<Unit extends string>(written: Sql, units: readonly Unit[]): Unit {
  const [piece] = written.pieces;
  const text = typeof piece === 'object' ? String(piece.value) : (piece ?? '');
  const found = units.find((name) => name === text.toUpperCase());
  if (found !== undefined && written.pieces.length === 1) return found;
  throw new TrivetError('invalid-expression', `${text} is no unit of time here.`, {
    hint: `Write one of ${units.map((name) => `'${name.toLowerCase()}'`).join(', ')}.`,
    choices: units.map((name) => name.toLowerCase()),
  });
}

export const unitsOfPeriods = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;
export const unitsOfDistance = [...unitsOfPeriods, 'HOUR', 'MINUTE', 'SECOND'] as const;
