import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NotebookWorkspace, openNotebookWorkspace } from '../testing/notebook-workspace.ts';

let space: NotebookWorkspace;

beforeAll(async () => {
  space = await openNotebookWorkspace();
  await appendFile(join(space.folder, 'data', 'tickets.csv'), ticketTwice);
  await space.workspace.reload();
});

afterAll(() => space.close());

const ticketTwice = 't1,c1,2024-01-05 10:00:00,5\n';

test('SQL, charts and code do not read a dataset that is quarantined; the others do', async () => {
  const session = await space.open(
    [
      '```sql id=aaaaaaaa name=from_sql\nselect count(*) as n from Tickets\n```',
      '```chart id=bbbbbbbb name=from_chart data=tickets\nmark: bar\nencoding: {x: {field: cost}}\n```',
      '```arquero id=cccccccc name=from_code in=tickets\n(t) => t\n```',
      '```sql id=dddddddd name=other\nselect count(*) as n from orders\n```',
    ].join('\n\n'),
  );
  const { cells } = await session.run({ wait: true });
  const outputs = cells.map(({ output }) => (output?.type === 'ProblemOutput' ? output.problem.code : output?.type));
  expect(outputs).toEqual(['dataset-quarantined', 'dataset-quarantined', 'dataset-quarantined', 'TableOutput']);
  expect(cells[0]?.output).toMatchObject({
    problem: {
      message: expect.stringMatching(/^tickets cannot be used: .*1/),
      hint: expect.stringContaining('dedupe'),
    },
  });
});
