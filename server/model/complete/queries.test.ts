import { expect, test } from 'vitest';
import { caseModel, loadCases } from '../../testing/case-workspace.ts';

test('a saved query is kept apart from its labels and parameters', () => {
  const text = `queries:
  by_month:
    label: Revenue by month
    description: Completed orders.
    parameters:
      from: { type: date, default: 2024-01-01 }
      region: { dimension: region, default: null }
      size: { dimension: orders__size }
      week: { dimension: date }
      least: { type: number, default: 10 }
    metrics: [revenue]
    groupBy: [{ dimension: date, grain: MONTH }]
    where: { region: { _in: [$region, $size] }, date: { _gte: $week } }
    time: { range: [$from, 2024-05-01] }
    having: { revenue: { _gte: $least } }
`;
  const saved = caseModel({ files: { 'more.yml': text } }).queries.get('by_month');
  expect(saved).toMatchObject({
    label: 'Revenue by month',
    description: 'Completed orders.',
    file: 'datasets/more.yml',
    line: 2,
    query: { metrics: ['revenue'], time: { range: ['$from', '2024-05-01'] } },
  });
  expect(Object.keys(saved?.query ?? {})).not.toContain('parameters');
  expect(
    [...(saved?.parameters.values() ?? [])].map(({ name, type, default: fallback }) => [name, type, fallback]),
  ).toEqual([
    ['from', 'date', '2024-01-01'],
    ['region', 'string', null],
    ['size', 'string', null],
    ['week', 'date', null],
    ['least', 'number', 10],
  ]);
});

test.each([
  [
    "{ metrics: [nps], where: { region: '$regoin' }, parameters: { region: { type: string } } }",
    'unknown-parameter',
    'No parameter is called regoin.',
    'Did you mean region?',
  ],
  [
    "{ metrics: [nps], where: { region: '$r' } }",
    'unknown-parameter',
    'No parameter is called r.',
    'Declare it: parameters: { r: { type: string } }.',
  ],
  [
    "{ metrics: [nps], where: { region: '$r' }, parameters: { r: { dimension: regoin } } }",
    'unknown-dimension',
    'No dimension is called regoin.',
    'Did you mean region?',
  ],
  [
    "{ metrics: [nps], where: { region: '$r' }, parameters: { r: { type: date, default: 2024-02-30 } } }",
    'invalid-parameter',
    'r is a day, and its default 2024-02-30 is none.',
    null,
  ],
  [
    "{ metrics: [nps], where: { region: '$r' }, parameters: { r: { type: number, default: many } } }",
    'invalid-parameter',
    'r is a number, and its default many is none.',
    null,
  ],
  [
    "{ metrics: [nps], where: { region: '$r' }, parameters: { r: { type: text } } }",
    'invalid-model',
    'type cannot be text.',
    null,
  ],
  [
    "{ metrics: [nps], where: { region: '$r' }, parameters: { r: { type: string, dimension: region } } }",
    'invalid-model',
    'r must say either type: or dimension:.',
    null,
  ],
  [
    '{ metrics: [nps], parameters: { a-b: { type: string } } }',
    'invalid-model',
    'a-b cannot be the name of a parameter.',
    null,
  ],
  ['{ groupBy: [region] }', 'invalid-model', 'metrics is missing.', null],
])('%s is left out: %s', (query, code, message, hint) => {
  const { queries, problems } = loadCases({ files: { 'more.yml': `queries:\n  q: ${query}\n` } });
  expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code, message, ...(hint === null ? {} : { hint }), file: 'datasets/more.yml', position: { line: 2 } },
  ]);
  expect([...queries.keys()]).toEqual(['nps_by_region']);
});

test('a parameter that nothing uses is worth a warning', () => {
  const text = 'queries:\n  q: { metrics: [nps], parameters: { region: { type: string } } }\n';
  const { queries, problems } = loadCases({ files: { 'more.yml': text } });
  expect(problems).toMatchObject([{ severity: 'warning', message: 'The query uses its parameter region nowhere.' }]);
  expect(queries.has('q')).toBe(true);
});

test('golden tests know where they stand, and must say what they expect', () => {
  const [golden] = caseModel().tests;
  expect(golden).toMatchObject({ name: 'nps by region', file: 'datasets/dimensions.yml', line: 12, tolerance: 0.01 });
  const { problems } = loadCases({ files: { 'more.yml': 'tests:\n  - { name: t, query: { metrics: [nps] } }\n' } });
  expect(problems).toMatchObject([{ message: 'expect is missing.', position: { line: 2 } }]);
});
