import { expect, test } from 'vitest';
import { tooManyRows } from './too-many-rows.ts';

test('an answer that is too long says how many groups it has, and what its limit is', () => {
  const start = { rowCount: 2, columns: [{ name: 'c', type: 'integer', values: [52_000, 52_000] }] } as const;
  expect(tooManyRows(start, 60_000)).toMatchObject({
    code: 'too-many-groups',
    message: 'The answer has 52000 groups and, with its subtotals, more than 60000 rows, the limit of one answer.',
    hint: expect.stringContaining('fewer subtotals'),
  });
  expect(tooManyRows({ rowCount: 0, columns: [] }, 60_000).message).toBe(
    'The answer has more than 60000 rows, the limit of one answer.',
  );
});
