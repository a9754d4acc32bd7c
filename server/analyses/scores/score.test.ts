import { expect, test } from 'vitest';
import { analyseTables, type HandMade, times } from '../../testing/hand-made-analysis.ts';
import { expectClose } from '../../testing/close-to.ts';
import { score } from './score.ts';

function answers(promoters: number, passives: number, detractors: number): Record<string, HandMade> {
  const rows = [...times(promoters, [9]), ...times(passives, [7]), ...times(detractors, [3])];
  return { responses: { kind: 'survey', columns: ['nps_score integer'], rows } };
}

test('50 promoters, 30 passives and 20 detractors are 30 points, between 14 and 44', async () => {
  const finding = await analyseTables(score, answers(50, 30, 20));
  expect(finding).toMatchObject({ n: 100, of: 'answers', grade: 'E0', estimate: { value: 30, n: 100 } });
  expectClose(finding.estimate?.interval?.low, 14.05113018, 1e-9);
  expectClose(finding.estimate?.interval?.high, 44.201297006, 1e-9);
  expect(finding.tables[0]?.rows).toEqual([
    [3, 'detractors', 20, 0.2],
    [7, 'passives', 30, 0.3],
    [9, 'promoters', 50, 0.5],
  ]);
  // (1.96/5)² · 100² · (0.5 + 0.2 − 0.3²)
  expect(finding.diagnostics[1]).toMatchObject({ name: 'answers_for_margin', value: 938 });
  expect(finding.steps).toHaveLength(2);
  expect(finding.verdict).toBe('NPS is 30.0 [14.1, 44.2] (100 answers). 50 % promote, 20 % detract.');
});

test('nine answers are not shown, twenty with a warning', async () => {
  const tooFew = await analyseTables(score, answers(5, 2, 2));
  expect(tooFew.estimate).toBeNull();
  expect(tooFew.refusals.map(({ code }) => code)).toEqual(['n-too-small']);
  expect(tooFew.verdict).toBe('Only 9 answers. Nothing is shown below 10.');
  const some = await analyseTables(score, answers(10, 5, 5));
  expect(some.refusals.map(({ code }) => code)).toContain('small-n');
});

test('a score outside of its scale is refused, whatever else there is', async () => {
  const tables = answers(50, 30, 20);
  const rows = [...(tables['responses']?.rows ?? []), [11]];
  const finding = await analyseTables(score, { responses: { kind: 'survey', columns: ['nps_score integer'], rows } });
  expect(finding.estimate).toBeNull();
  expect(finding.refusals[0]).toMatchObject({ code: 'out-of-scale', details: { n: 1, scale: '0 to 10' } });
});

test('conditions keep rows, and a condition on nothing is refused by name', async () => {
  const tables: Record<string, HandMade> = {
    responses: {
      kind: 'survey',
      columns: ['nps_score integer', 'channel string'],
      rows: [...times(20, [9, 'app']), ...times(20, [3, 'web'])],
    },
  };
  const finding = await analyseTables(score, tables, { where: { channel: 'app' } });
  expect(finding.estimate).toMatchObject({ value: 100, n: 20 });
  await expect(analyseTables(score, tables, { where: { chanel: 'app' } })).rejects.toMatchObject({
    code: 'unknown-dimension',
  });
});

test('roles, columns and options that nobody knows are refused with the nearest name', async () => {
  const tables = answers(20, 0, 0);
  await expect(analyseTables(score, tables, { datasets: { answer: 'responses' } })).rejects.toMatchObject({
    code: 'unknown-role',
  });
  await expect(analyseTables(score, tables, { datasets: { answers: 'respones' } })).rejects.toMatchObject({
    code: 'unknown-dataset',
  });
  await expect(analyseTables(score, tables, { options: { instrument: 'npx' } })).rejects.toMatchObject({
    code: 'invalid-option',
  });
  await expect(analyseTables(score, {})).rejects.toMatchObject({ code: 'missing-role' });
});

const byChannel = (
  rows: readonly (readonly [count: number, score: number, unit: string])[],
): Record<string, HandMade> => ({
  responses: {
    kind: 'survey',
    columns: ['nps_score integer', 'unit string'],
    rows: rows.flatMap(([count, score, unit]) => times(count, [score, unit])),
  },
});

test('units whose intervals overlap have no order, and those of few answers are grey or gone', async () => {
  const finding = await analyseTables(
    score,
    byChannel([
      [60, 9, 'app'],
      [40, 3, 'app'],
      [58, 9, 'web'],
      [42, 3, 'web'],
      [12, 9, 'fax'],
      [4, 9, 'post'],
    ]),
  );
  expect(finding.refusals).toMatchObject([
    { code: 'n-too-small', of: 'post', details: { n: 4 } },
    { code: 'small-n', of: 'fax', details: { n: 12 } },
    { code: 'overlapping-ranks', of: 'units' },
    { code: 'not-understood' },
  ]);
  const units = finding.tables.find(({ name }) => name === 'units');
  // Adjusted Wald: app 20 [0.6, 38.2], web 16 [−3.4, 34.5], fax 100 [58.9, 100]: only fax has a place of its own.
  expect(units?.rows.map(([unit, value, , , n, isFew, best, worst]) => [unit, value, n, isFew, best, worst])).toEqual([
    ['app', 20, 100, false, 2, 3],
    ['fax', 100, 12, true, 1, 1],
    ['web', 16, 100, false, 2, 3],
  ]);
  expect(finding.verdict).toContain('some can be told apart, a full order cannot be claimed');
  expect(finding.grade).toBe('E1');
});

test('units that can all be told apart stand in their order', async () => {
  const finding = await analyseTables(
    score,
    byChannel([
      [200, 3, 'web'],
      [200, 10, 'app'],
      [200, 7, 'store'],
    ]),
  );
  expect(finding.refusals.map(({ code }) => code)).toEqual(['not-understood']);
  expect(
    finding.tables.find(({ name }) => name === 'units')?.rows.map(([unit, , , , , , rank]) => [unit, rank]),
  ).toEqual([
    ['app', 1],
    ['store', 2],
    ['web', 3],
  ]);
});

test('scores that were averaged before have lost their n', async () => {
  const finding = await analyseTables(score, {
    responses: { kind: 'survey', columns: ['nps_score real'], rows: [...times(30, [7.5]), ...times(20, [8.25])] },
  });
  expect(finding.estimate).toBeNull();
  expect(finding.refusals).toMatchObject([{ code: 'score-without-n', message: 'A score needs its n.' }]);
});

test('a linked reason makes a score understood', async () => {
  const tables: Record<string, HandMade> = {
    ...answers(50, 30, 20),
    reasons: { kind: 'survey', columns: ['reason string'], rows: [...times(30, ['price']), ...times(3, ['rare'])] },
  };
  const finding = await analyseTables(score, tables);
  expect(finding.refusals).toEqual([]);
  expect(finding.tables.find(({ name }) => name === 'reasons')?.rows).toEqual([['price', 30]]);
});

test('ten people who each answer four times alike are worth about ten answers', async () => {
  const rows = times(40, (at) => [at % 10 < 5 ? 10 : 0, `p${at % 10}`] as const);
  const finding = await analyseTables(score, {
    responses: { kind: 'survey', columns: ['nps_score integer', 'person string'], person: 'person', rows },
  });
  // 40 · 9/39 = 9.23 answers: ± 1.96 · 100 · √((p + d)/12.23) with p + d = (9.23 + 1.5)/12.23.
  expect(finding.estimate?.interval?.method).toBe('adjusted Wald, n worth 9 for repeated answers');
  expectClose(finding.estimate?.interval?.high, 52.49400963874385);
  expect(finding.diagnostics[0]).toMatchObject({ value: 10 });
});

test('answers of accounts and weights get a linearised error', async () => {
  const rows = [...times(11, (at) => [at + 1 > 5 ? 7 : 1, `a${at}`, 1] as const)];
  const columns = ['score integer', 'account string', 'weight integer'];
  const finding = await analyseTables(
    score,
    { responses: { kind: 'survey', columns, rows } },
    { options: { instrument: 'ces' } },
  );
  // Five times 1, six times 7: mean 47/11, s² 9·… = 9.81818…, error √(9.81818/11), t of 10 2.228138851986.
  expectClose(finding.estimate?.value, 47 / 11);
  expectClose(finding.estimate?.interval?.high, 47 / 11 + 2.228138851986 * Math.sqrt(9.818181818181818 / 11), 1e-8);
  expect(finding.estimate?.interval?.method).toContain('linearised by cluster');
  const bad = rows.map(([value, account]) => [value, account, -1]);
  const refused = await analyseTables(
    score,
    { responses: { kind: 'survey', columns, rows: bad } },
    { options: { instrument: 'ces' } },
  );
  expect(refused.refusals).toMatchObject([{ code: 'bad-weights' }]);
  const zero = rows.map(([value, account]) => [value, account, 0]);
  const none = await analyseTables(
    score,
    { responses: { kind: 'survey', columns, rows: zero } },
    { options: { instrument: 'ces' } },
  );
  expect(none.refusals).toMatchObject([{ code: 'bad-weights' }]);
});

test('ease is a mean with the share of the upper boxes, turned round where high answers mean effort', async () => {
  const rows = [...times(20, [7]), ...times(20, [1])];
  const table: Record<string, HandMade> = {
    responses: { kind: 'survey', columns: ['score integer'], rows: [...rows, ...times(10, [6])] },
  };
  const options = { instrument: 'ces' };
  const agree = await analyseTables(score, table, { options });
  expect(agree).toMatchObject({
    estimate: { value: 4.4, format: 'decimal' },
    estimates: [{ name: 'top_share', value: 0.6 }],
  });
  const disagree = await analyseTables(score, table, { options: { ...options, direction: 'disagree' } });
  expect(disagree).toMatchObject({ estimate: { value: 3.6 }, estimates: [{ value: 0.4 }] });
});

test('satisfaction is the share of 4 and 5 with the Wilson interval', async () => {
  const rows = [...times(8, [5]), ...times(2, [2])];
  const finding = await analyseTables(
    score,
    { responses: { kind: 'survey', columns: ['score integer'], rows } },
    { options: { instrument: 'csat' } },
  );
  expectClose(finding.estimate?.interval?.low, 0.490162472, 1e-8);
  expectClose(finding.estimate?.interval?.high, 0.943317849, 1e-8);
  expect(finding.refusals.map(({ code }) => code)).toEqual(['small-n', 'not-understood']);
});

test('scores that single employees could be told by are not shown one by one', async () => {
  const table: HandMade = {
    kind: 'survey',
    columns: ['score integer', 'unit string', 'person string'],
    person: 'person',
    k: 10,
    rows: [
      ...times(30, (at) => [9, 'north', `n${at}`] as const),
      ...times(4, (at) => [2, 'south', `s${at}`] as const),
      ...times(12, (at) => [9, 'east', `e${at}`] as const),
    ],
  };
  const finding = await analyseTables(score, { responses: table });
  expect(finding.refusals).toMatchObject([
    // The south would follow from the total if the east stood there.
    { code: 'k-anon', of: 'units', details: { k: 10, cells: 2 } },
    { code: 'not-understood' },
    { code: 'k-anon', of: 'distribution' },
  ]);
  expect(finding.tables.map(({ name, rows }) => [name, rows.map(([unit]) => unit)])).toEqual([['units', ['north']]]);
  const tooFew = await analyseTables(score, { responses: { ...table, rows: table.rows.slice(30, 34) } });
  expect(tooFew).toMatchObject({ estimate: null, refusals: [{ code: 'k-anon' }] });
});

test('nobody answered: a refusal and no number', async () => {
  const finding = await analyseTables(score, {
    responses: { kind: 'survey', columns: ['score integer'], rows: [[null]] },
  });
  expect(finding).toMatchObject({ estimate: null, n: 0, refusals: [{ code: 'n-too-small' }] });
});

test('columns may be called like words of SQL or of JavaScript', async () => {
  const rows = [...times(20, [9, 'select', 'p']), ...times(20, [3, 'constructor', 'q'])];
  const finding = await analyseTables(
    score,
    { from: { kind: 'survey', columns: ['order integer', 'constructor string', 'person string'], rows } },
    { datasets: { answers: { dataset: 'from', columns: { score: 'order', unit: 'constructor' } } } },
  );
  expect(finding.estimate).toMatchObject({ value: 0, n: 40 });
  expect(finding.tables.find(({ name }) => name === 'units')?.rows.map(([unit]) => unit)).toEqual([
    'constructor',
    'select',
  ]);
});
