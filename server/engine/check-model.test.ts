import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { caseFolder } from '../testing/case-workspace.ts';
import { guideFences } from '../testing/guide.ts';
import { checkModel } from './check-model.ts';
import { openWorkspace } from './workspace.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivet-cases-'));
  await cp(caseFolder, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function checked(text: string): Promise<readonly unknown[]> {
  await writeFile(join(folder, 'datasets', 'more.yml'), text);
  const workspace = await openWorkspace({ folder, dataFolders: [] });
  const state = workspace.current();
  expect(state.problems).toEqual([]);
  const problems = await checkModel(state, () => new Date('2024-05-01T00:00:00Z'));
  await workspace.close();
  return problems.map(({ code, file, position, message }) => [code, file, position?.line, message]);
}

test('answers may be written as one value, by group or as rows, exactly or nearly', async () => {
  const found = await checked(`tests:
  - { name: one value, query: { metrics: [revenue] }, expect: 950 }
  - { name: several, query: { metrics: [revenue, responses] }, expect: { revenue: 950, responses: 6 } }
  - { name: groups, query: { metrics: [nps], groupBy: [region] }, expect: { North: 33.33, 'null': 50 }, tolerance: 0.01 }
  - { name: groups of two, query: { metrics: [tickets, revenue, ticket_cost], groupBy: [region] }, expect: { 'null': { tickets: 0, revenue: 500, ticket_cost: null } } }
  - name: rows
    query: { metrics: [revenue, tickets], groupBy: [region] }
    expect: [{ region: null, revenue: 500 }, { region: South, revenue: 100, tickets: 1 }, { region: North, revenue: 350 }]
`);
  expect(found).toEqual([]);
});

test('every value that is another is told at the line of its test, with what was found', async () => {
  const found = await checked(`tests:
  - { name: one value, query: { metrics: [revenue] }, expect: 951 }
  - { name: nearly, query: { metrics: [nps] }, expect: 16.6, tolerance: 0.05 }
  - { name: groups, query: { metrics: [nps], groupBy: [region] }, expect: { North: 33, Nord: 1 }, tolerance: 0.5 }
  - name: rows
    query: { metrics: [revenue], groupBy: [region] }
    expect: [{ region: South, revenue: null }, { region: East, revenue: 1 }]
  - { name: shape, query: { metrics: [revenue], groupBy: [region] }, expect: 950 }
  - { name: column, query: { metrics: [revenue] }, expect: { revenu: 950 } }
  - { name: refused, query: { metrics: [revenu], groupBy: [regoin] }, expect: 950 }
`);
  const file = 'datasets/more.yml';
  expect(found).toEqual([
    ['test-failed', file, 2, 'one value: revenue is 950.00, not 951.'],
    ['test-failed', file, 3, 'nearly: nps is 16.666666666666668, not 16.6.'],
    ['test-failed', file, 4, 'groups: there is no region Nord; there is: North, South, null.'],
    ['test-failed', file, 5, 'rows: revenue of South is 100.00, not null.'],
    ['test-failed', file, 5, 'rows: there is no row {"region":"East","revenue":1}.'],
    ['test-failed', file, 5, 'rows: the answer has 2 more rows: North; null.'],
    ['test-failed', file, 8, 'shape: expect must be a list of rows with region, revenue.'],
    ['test-failed', file, 9, 'column: the answer has no column revenu.'],
    ['unknown-metric', file, 10, 'refused: No metric is called revenu.'],
    ['unknown-dimension', file, 10, 'refused: No dimension is called regoin.'],
  ]);
});

test('a saved query that would be refused is told before anybody asks it, also where a parameter filters nothing yet', async () => {
  const found = await checked(`queries:
  fine: { metrics: [nps], where: { region: $region }, parameters: { region: { dimension: region, default: null } } }
  misspelt: { metrics: [npss] }
  crossed: { metrics: [revenue], groupBy: [responses.channel] }
  typed: { metrics: [revenue], where: { region: { _gt: $least } }, parameters: { least: { type: number } } }
`);
  expect(found).toMatchObject([
    ['unknown-metric', 'datasets/more.yml', 3, 'misspelt: No metric is called npss.'],
    ['dimension-not-conformed', 'datasets/more.yml', 4, expect.stringMatching(/^crossed: /)],
    ['invalid-query', 'datasets/more.yml', 5, expect.stringMatching(/^typed: .*least|^typed: /)],
  ]);
});

test('the tests and saved queries of the guide are answered as the guide says', async () => {
  const fence = guideFences('model.md').find(({ text }) => text.includes('\ntests:\n'));
  expect(await checked(fence?.text ?? '')).toEqual([]);
});
