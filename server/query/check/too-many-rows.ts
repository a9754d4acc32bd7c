import { TrivetError } from '../../lib/errors.ts';
import { columnOf, type Table } from '../../lib/table.ts';

/** The refusal of an answer whose rows passed a limit; what came of it still says how many groups there are. */
export function tooManyRows(start: Table, limit: number): TrivetError {
  const counted = Number(columnOf(start, 'c')?.values[0] ?? 0);
  const groups = counted > 0 ? `${counted} groups and, with its subtotals, ` : '';
  return new TrivetError(
    'too-many-groups',
    `The answer has ${groups}more than ${limit} rows, the limit of one answer.`,
    {
      hint: 'Ask for fewer subtotals, group by fewer dimensions, or filter; limit alone does not shorten subtotals.',
    },
  );
}
