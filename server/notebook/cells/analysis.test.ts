import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NotebookWorkspace, openNotebookWorkspace } from '../../testing/notebook-workspace.ts';
import type { Output } from '../output.ts';
import type { NotebookView } from '../view.ts';

let space: NotebookWorkspace;

beforeAll(async () => {
  space = await openNotebookWorkspace();
});

afterAll(() => space.close());

const fence = (kind: string, attributes: string, body: string): string =>
  `\`\`\`${kind} ${attributes}\n${body}\n\`\`\``;

async function run(cells: string, header = 'title: T', params = {}): Promise<NotebookView> {
  const session = await space.open(cells, header);
  return session.run({ wait: true, params });
}

function outputOf<Type extends Output['type']>(
  view: NotebookView,
  name: string,
  type: Type,
): Extract<Output, { type: Type }> {
  const output = view.cells.find(({ cell }) => cell.name === name)?.output;
  if (output?.type !== type) throw new Error(`${name} gave ${JSON.stringify(output, null, 1)}`);
  return output as Extract<Output, { type: Type }>; // just checked
}

/** 40 answers of 10, 20 of 8 and 40 of 2. */
const answers = fence(
  'sql',
  'id=aaaaaaaa name=answers',
  "select case when i < 40 then 10 when i < 60 then 8 else 2 end as score, case when i % 2 = 0 then 'app' else 'web' end as channel from range(100) as t(i)",
);

test('an analysis reads a cell, and other cells read its estimates', async () => {
  const analysis = fence('analysis', 'id=bbbbbbbb name=overall', 'analysis: score\ndatasets: { answers: answers }');
  const reader = fence('sql', 'id=cccccccc name=reader', 'select name, value, n from overall');
  const view = await run(`${answers}\n\n${analysis}\n\n${reader}`);
  const { finding, pictures, provenance } = outputOf(view, 'overall', 'FindingOutput');
  expect(finding).toMatchObject({ n: 100, grade: 'E0', estimate: { value: 0, n: 100 } });
  expect(pictures[0]?.svg).toContain('<svg');
  expect(provenance.steps[0]?.text).toContain('FROM "answers"');
  const { page } = outputOf(view, 'reader', 'TableOutput');
  expect(page.map(({ values }) => values[0])).toEqual(['nps', 0, '100']);
});

test('what an analysis refuses is a result, not an error', async () => {
  const some = fence('sql', 'id=aaaaaaaa name=some', 'select 9 as score from range(5)');
  const analysis = fence('analysis', 'id=bbbbbbbb name=overall', 'analysis: score\ndatasets: { answers: some }');
  const view = await run(`${some}\n\n${analysis}`);
  expect(view.cells[1]).toMatchObject({ state: 'fresh', problems: [] });
  const { finding, rowCount } = outputOf(view, 'overall', 'FindingOutput');
  expect(finding).toMatchObject({ estimate: null, refusals: [{ code: 'n-too-small', effect: 'refuse' }] });
  expect(rowCount).toBe(0);
});

test('parameters stand in conditions and options', async () => {
  const body = 'analysis: score\ndatasets: { answers: answers }\nwhere: { channel: $channel }';
  const analysis = fence('analysis', 'id=bbbbbbbb name=overall', body);
  const header = 'title: T\nparams: { channel: { type: text, default: app } }';
  const app = outputOf(await run(`${answers}\n\n${analysis}`, header), 'overall', 'FindingOutput');
  expect(app.finding.n).toBe(50);
  const none = outputOf(await run(`${answers}\n\n${analysis}`, header, { channel: 'sms' }), 'overall', 'FindingOutput');
  expect(none.finding.refusals.map(({ code }) => code)).toEqual(['n-too-small']);
  expect(none.provenance.fingerprint).not.toBe(app.provenance.fingerprint);
});

test('each statement of a finding runs as an SQL cell, over the same rows', async () => {
  const analysis = fence(
    'analysis',
    'id=bbbbbbbb name=overall',
    'analysis: score\ndatasets: { answers: answers }\nwhere: { channel: app }',
  );
  const { finding } = outputOf(await run(`${answers}\n\n${analysis}`), 'overall', 'FindingOutput');
  expect(finding.n).toBe(50);
  const cells = finding.steps.map(({ sql }, at) => fence('sql', `id=cccccc${at + 22} name=step_${at}`, sql));
  const view = await run([answers, ...cells].join('\n\n'));
  for (const at of cells.keys()) outputOf(view, `step_${at}`, 'TableOutput');
  const { page } = outputOf(view, 'step_0', 'TableOutput');
  expect(page[0]?.values).toEqual([50]);
});

test.each([
  ['analysis: scores', 'unknown-analysis', 1],
  ['analysis: score\ndatasets: { answer: answers }', 'unknown-role', 2],
  ['analysis: score\ndatasets: { answers: answer }', 'unknown-dataset', 2],
  ['analysis: score\ndatasets: { answers: answers }\noptions: { instrument: stars }', 'invalid-option', 3],
  ['analysis: score\ndatasets: { answers: answers }\noptions: { scale: 5 }', 'unknown-option', 3],
  ['analysis: score\ndatasets: { answers: answers }\nwhere: { nowhere: 1 }', 'unknown-dimension', 3],
  ['analysis: score\nsomething: 1', 'unknown-key', 2],
])('%j is refused as %s, in line %i', async (body, code, line) => {
  const view = await run(`${answers}\n\n${fence('analysis', 'id=bbbbbbbb name=overall', body)}`);
  const { problem } = outputOf(view, 'overall', 'ProblemOutput');
  expect(problem).toMatchObject({ code, position: { line } });
});

test('an age is only kept where the day from which it is counted is said', async () => {
  const days = fence(
    'sql',
    'id=aaaaaaaa name=days',
    "select date '2024-01-01' + cast(i as integer) as arrived, i as customer from range(100) as t(i)",
  );
  const age = (options: string) =>
    fence('analysis', 'id=bbbbbbbb name=age', `analysis: freshness\ndatasets: { arrivals: days }\n${options}`);
  const unstable = (view: NotebookView) =>
    view.cells.flatMap(({ problems }) => problems.map(({ code, severity }) => `${severity} ${code}`));
  const floating = await run(`${days}\n\n${age('options: { cadence: week }')}`);
  expect(unstable(floating)).toEqual(['warning volatile-cell']);
  const fixed = await run(`${days}\n\n${age('options: { cadence: week, today: 2024-04-12 }')}`);
  expect(unstable(fixed)).toEqual([]);
  expect(outputOf(fixed, 'age', 'FindingOutput').finding.estimate?.value).toBe(3);
});

test('comparisons through cells belong to the family of the data behind them', async () => {
  const rows = (at: number, name: string, condition: string) =>
    fence(
      'sql',
      `id=aaaaaaa${at} name=${name}`,
      `select score, i % 2 = 0 as even from responses, range(20) as t(i) where ${condition}`,
    );
  const look = (at: number, name: string) =>
    fence(
      'analysis',
      `id=bbbbbbb${at} name=look_${name}`,
      `analysis: mix-shift\ndatasets: { cases: { dataset: ${name}, columns: { outcome: score, group: even } } }\noptions: { measure: mean }`,
    );
  const view = await run(
    [rows(2, 'all_of_them', 'true'), look(2, 'all_of_them'), rows(3, 'some', 'score <> 7'), look(3, 'some')].join(
      '\n\n',
    ),
  );
  // whichever ran first
  const families = ['look_all_of_them', 'look_some'].map(
    (name) => outputOf(view, name, 'FindingOutput').finding.comparisons.m,
  );
  expect(families.toSorted()).toEqual([1, 2]);
});

test('an analysis whose data changed is stale', async () => {
  const analysis = fence('analysis', 'id=bbbbbbbb name=overall', 'analysis: score\ndatasets: { answers: answers }');
  const session = await space.open(`${answers}\n\n${analysis}`, 'title: T');
  await session.run({ wait: true });
  await session.apply(0, [
    { op: 'setBody', id: 'aaaaaaaa', baseCellRevision: 0, body: 'select 9 as score from range(50)' },
  ]);
  expect((await session.snapshot()).cells[1]?.state).toBe('stale');
});

test('a cell that is called like a role reads the dataset by default, not itself', async () => {
  const analysis = fence(
    'analysis',
    'id=bbbbbbbb name=responses',
    'analysis: score\ndatasets: { answers: { columns: { score: score } } }',
  );
  const view = await run(analysis);
  const { finding } = outputOf(view, 'responses', 'FindingOutput');
  expect(finding.sources.map(({ dataset }) => dataset)).toEqual(['responses']);
});
