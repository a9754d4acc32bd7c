import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { codesOf, columnIn, refusalsOf, rowsIn, totalsIn, warningsIn } from '../testing/matchers.ts';

const manyToMany = `version: 1
dataset: answers
kind: survey
role: fact
privacy: { k: 1 }
source: { csv: data/responses.csv }
key: [response_id]
columns: { response_id: { type: string }, score: { type: integer } }
joins:
  subjects: { to: subjects, cardinality: many_to_many, via: tags, weight: weight }
measures:
  answers: { agg: count }
`;
const tags = `version: 1
dataset: tags
kind: survey
role: bridge
privacy: { k: 1 }
source: { csv: data/themes.csv }
key: [response_id, theme]
columns: { response_id: { type: string }, theme: { type: string }, weight: { type: 'decimal(9,4)' } }
joins:
  answer: { to: answers, on: { response_id: response_id }, cardinality: many_to_one }
  subject: { to: subjects, on: { theme: theme }, cardinality: many_to_one }
`;
const subjects = `version: 1
dataset: subjects
kind: reference
role: entity
source: { csv: data/subjects.csv }
key: [theme]
columns: { theme: { type: string }, area: { type: string } }
dimensions:
  area: { column: area }
`;
const lists = 'version: 1\nmetrics: { answers: { kind: count, of: answers.answers } }\n';

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases({
    files: { 'answers.yml': manyToMany, 'tags.yml': tags, 'subjects.yml': subjects, 'more.yml': lists },
  });
});
afterAll(() => cases.database.close());

const ask: CaseWorkspace['ask'] = (query) => cases.ask(query);
const themes = ['themes__theme'];

test('W3: a response counts once under each of its themes, the untagged one stays, and the total is of responses', async () => {
  const columns = ['themes__theme', 'responses', 'nps'];
  const result = await ask({ metrics: ['responses', 'nps'], groupBy: themes, totals: 'GRAND' });
  expect(rowsIn(result, columns)).toEqual([
    ['app', 1, 0],
    ['delivery', 3, -33.3333],
    ['price', 3, 33.3333],
    [null, 1, 100],
  ]);
  expect(totalsIn(result, columns)).toEqual([[null, 6, 16.6667]]);
  expect(columnIn(result, 'responses').overlapping).toBe(true);
  expect(columnIn(result, 'nps_n').overlapping).toBe(true);
  expect(columnIn(result, 'themes__theme').overlapping).toBe(false);
  expect(warningsIn(result)).toEqual(['OVERLAPPING_GROUPS', 'OVERLAPPING_GROUPS', 'SMALL_N(4)']);
});

test('W3: shared out by the weight of the bridge, the groups add up', async () => {
  const shared = { name: 'responses', allocate: 'weight' };
  const result = await ask({
    metrics: [shared, { name: 'nps', allocate: 'weight' }],
    groupBy: themes,
    totals: 'GRAND',
  });
  expect(rowsIn(result, ['themes__theme', 'responses', 'nps', 'nps_n'])).toEqual([
    ['app', 1, 0, 1],
    ['delivery', 2.2, -54.5455, 3],
    ['price', 1.8, 66.6667, 3],
    [null, 1, 100, 1],
  ]);
  expect(totalsIn(result, ['responses', 'nps'])).toEqual([[6, 16.6667]]);
  expect(columnIn(result, 'responses').overlapping).toBe(false);
  expect(columnIn(result, 'nps_n').overlapping).toBe(true);
  expect(result.columns.map(({ name }) => name)).toEqual(['themes__theme', 'responses', 'nps', 'nps_n']);
});

test('weights are shares: whatever they come to, a row counts once, and without any it stands in the group without a value', async () => {
  const odd = await openCases({ extraLines: { themes: ['r6,price,3', 'r6,delivery,1', 'r5,price,-4'] } });
  const weightless = await openCases({ extraLines: { themes: ['r6,price,0'] } });
  const query = { metrics: [{ name: 'responses', allocate: 'weight' }], groupBy: themes, totals: 'GRAND' };
  const columns = ['themes__theme', 'responses'];
  const uneven = await odd.ask(query);
  expect(rowsIn(uneven, columns)).toEqual([
    ['app', 1],
    ['delivery', 2.45],
    ['price', 2.55],
  ]);
  expect(totalsIn(uneven, ['responses'])).toEqual([[6]]);
  expect(rowsIn(await weightless.ask(query), columns)).toEqual([
    ['app', 1],
    ['delivery', 2.2],
    ['price', 1.8],
    [null, 1],
  ]);
  odd.database.close();
  weightless.database.close();
});

test('beside another dimension every subtotal counts its own rows once', async () => {
  const result = await ask({
    metrics: ['responses'],
    groupBy: ['region', ...themes],
    totals: [{ by: ['region'] }, { by: themes }, 'GRAND'],
  });
  const columns = ['region', 'themes__theme', 'responses'];
  expect(rowsIn(result, columns)).toEqual([
    ['North', 'delivery', 2],
    ['North', 'price', 2],
    ['South', 'delivery', 1],
    ['South', 'price', 1],
    [null, 'app', 1],
    [null, null, 1],
  ]);
  expect(totalsIn(result, columns)).toEqual([
    ['North', null, 3],
    ['South', null, 1],
    [null, null, 2],
    [null, 'app', 1],
    [null, 'delivery', 3],
    [null, 'price', 3],
    [null, null, 1],
    [null, null, 6],
  ]);
});

test('a theme twice on one response counts it once, and why it is missing can be told', async () => {
  const twice = await openCases({
    files: {
      'marks.yml': `version: 1
dataset: marks
kind: survey
role: bridge
source: { csv: data/themes.csv }
key: [response_id, theme]
columns: { response_id: { type: string }, theme: { type: string }, weight: { type: 'decimal(9,4)' } }
dimensions: { first_letter: { expr: "case when theme = 'delivery' then null else 'other' end" } }
`,
      'letters.yml': `version: 1
dataset: letters
kind: survey
role: fact
privacy: { k: 1 }
source: { csv: data/responses.csv }
key: [response_id]
columns: { response_id: { type: string } }
joins: { marks: { to: marks, on: { response_id: response_id }, cardinality: one_to_many } }
measures: { letters: { agg: count } }
`,
      'more.yml': 'version: 1\nmetrics: { letters: { kind: count, of: letters.letters } }\n',
    },
    extraLines: { themes: ['r5,price,1'] },
  });
  const result = await twice.ask({
    metrics: ['letters'],
    groupBy: [{ dimension: 'marks.first_letter', nulls: 'SPLIT' }],
  });
  expect(rowsIn(result, ['marks__first_letter', 'marks__first_letter_reason', 'letters'])).toEqual([
    ['other', null, 4],
    [null, 'EMPTY', 3],
    [null, 'NO_MATCH', 1],
  ]);
  twice.database.close();
});

test('a dimension behind a bridge between two keys is reached through it', async () => {
  const result = await ask({ metrics: ['answers'], groupBy: ['subjects.area'], totals: 'GRAND' });
  expect(rowsIn(result, ['subjects__area', 'answers'])).toEqual([
    ['money', 3],
    ['product', 1],
    ['service', 3],
    [null, 1],
  ]);
  expect(totalsIn(result, ['answers'])).toEqual([[6]]);
  const shared = await ask({ metrics: [{ name: 'answers', allocate: 'weight' }], groupBy: ['subjects.area'] });
  expect(rowsIn(shared, ['subjects__area', 'answers'])).toEqual([
    ['money', 1.8],
    ['product', 1],
    ['service', 2.2],
    [null, 1],
  ]);
});

describe('conditions on what a bridge holds', () => {
  test.each<[string, object, number]>([
    ['a response that has the theme', { themes__theme: 'price' }, 3],
    ['an untagged response', { themes__theme: { _isNull: true } }, 1],
    ['a theme or none', { themes__theme: { _in: ['app', null] } }, 2],
    ['some other theme', { themes__theme: { _neq: 'price' } }, 4],
    ['some other theme or none', { themes__theme: { _neq: 'price', nulls: true } }, 5],
    ['not that theme at all', { _not: { themes__theme: 'price' } }, 3],
    ['both ends of a range for one and the same theme', { themes__theme: { _gt: 'delivery', _lt: 'e' } }, 0],
    ['a theme, or a channel', { _or: [{ themes__theme: 'app' }, { responses__channel: 'email' }] }, 4],
  ])('%s', async (_, where, expected) => {
    expect(rowsIn(await ask({ metrics: ['responses'], where }), ['responses'])).toEqual([[expected]]);
  });

  test('groups show no other theme than what was asked for, and the total is of the rows asked for', async () => {
    const result = await ask({
      metrics: ['responses'],
      groupBy: themes,
      where: { themes__theme: ['price', 'app'] },
      totals: 'GRAND',
    });
    expect(rowsIn(result, ['themes__theme', 'responses'])).toEqual([
      ['app', 1],
      ['price', 3],
    ]);
    expect(totalsIn(result, ['responses'])).toEqual([[4]]);
    expect(result.accounting[0]).toMatchObject({ rowsInSource: 6, rowsUsed: 4, outsideFilter: 2 });
  });
});

describe('a dimension below the grain', () => {
  const fees = { name: 'ship_fees', overlap: 'ALLOW' };

  test('W2b: is refused, and counts whole in each of its groups where that is allowed', async () => {
    const [refusal, ...others] = await refusalsOf(() => ask({ metrics: ['ship_fees'], groupBy: ['lines.line_no'] }));
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ code: 'fan-out-refused', hint: expect.stringContaining('overlap: ALLOW') });
    const result = await ask({ metrics: [fees], groupBy: ['lines.line_no'], totals: 'GRAND' });
    expect(rowsIn(result, ['lines__line_no', 'ship_fees'])).toEqual([
      [1, 30],
      [2, 10],
      [3, 5],
    ]);
    expect(totalsIn(result, ['ship_fees'])).toEqual([[30]]);
    expect(columnIn(result, 'ship_fees').overlapping).toBe(true);
    expect(warningsIn(result)).toEqual(['OVERLAPPING_GROUPS']);
  });

  test('beside a metric of the lines, which is split as usual', async () => {
    const result = await ask({ metrics: [fees, 'line_total'], groupBy: ['lines.line_no'], totals: 'GRAND' });
    expect(rowsIn(result, ['lines__line_no', 'ship_fees', 'line_total'])).toEqual([
      [1, 30, 810],
      [2, 10, 90],
      [3, 5, 50],
    ]);
    expect(columnIn(result, 'line_total').overlapping).toBe(false);
  });

  test('a distinct count is taken anew in each group', async () => {
    const buyers = { name: 'buyers', overlap: 'ALLOW' };
    const result = await ask({ metrics: [buyers], groupBy: ['lines.line_no'], totals: 'GRAND' });
    expect(rowsIn(result, ['lines__line_no', 'buyers'])).toEqual([
      [1, 4],
      [2, 1],
      [3, 1],
    ]);
    expect(totalsIn(result, ['buyers'])).toEqual([[4]]);
  });
});

describe('what cannot be shared out', () => {
  test('a median', async () => {
    const metrics = [{ name: 'median_score', allocate: 'weight' }];
    const median = await openCases({
      files: { 'more.yml': 'version: 1\nmetrics: { median_score: { kind: median, of: responses.score } }\n' },
    });
    const [refusal] = await refusalsOf(() => median.ask({ metrics, groupBy: themes }));
    expect(refusal).toMatchObject({ code: 'invalid-query', message: expect.stringContaining('does not add up') });
    median.database.close();
  });

  test('by a weight that the bridge does not have', async () => {
    const [refusal] = await refusalsOf(() =>
      ask({ metrics: [{ name: 'responses', allocate: 'wieght' }], groupBy: themes }),
    );
    expect(refusal).toMatchObject({ code: 'invalid-query', hint: 'Write allocate: weight.' });
    expect(
      await codesOf(() => ask({ metrics: [{ name: 'answers', allocate: 'w' }], groupBy: ['subjects.area'] })),
    ).toEqual(['invalid-query']);
  });
});
