import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWorkspace, openCases } from '../testing/case-workspace.ts';
import { refusalsOf, rowsIn } from '../testing/matchers.ts';

const odd = ["'", '"', '\\', '\n', '%', '_', '!', 'é', '顧客', '--', `'; DROP TABLE x; --`, '$1'];
const rows = odd.map((text, index) => `o${index},"${text.replaceAll('"', '""')}"`);

const shouts = `version: 1
dataset: shouts
kind: operational
source: { csv: data/odd_texts.csv }
key: [id]
columns: { id: { type: string }, 'a"b': { type: string } }
dimensions: { text: { column: 'a"b' } }
`;

let cases: CaseWorkspace;
beforeAll(async () => {
  cases = await openCases({
    files: { 'shouts.yml': shouts, 'more.yml': 'version: 1\nmetrics: { shouts: { kind: count, of: shouts } }\n' },
    extraLines: { shouts: rows },
  });
});
afterAll(() => cases.database.close());

async function count(metric: string, where: object): Promise<unknown> {
  return rowsIn(await cases.ask({ metrics: [metric], where }), [metric])[0]?.[0];
}

const many = Array.from({ length: 9_998 }, (_, index) => `c${index + 1000}`);

describe('long lists', () => {
  test.each<[string, object, number]>([
    ['one of', { customer: { _in: [...many, 'c1', 'c2'] } }, 3],
    ['one of, missing included', { region: { _in: [...many, 'North', null] } }, 5],
    ['none of', { customer: { _nin: [...many, 'c1', 'c3'] } }, 2],
    ['none of, missing included', { region: { _nin: [...many, 'North'], nulls: true } }, 3],
    ['none of, nor missing', { region: { _nin: [...many, 'North', null] } }, 1],
    ['not one of', { _not: { region: { _in: [...many, 'North', null] } } }, 1],
  ])('%s', async (_, where, expected) => {
    expect(await count('responses', where)).toBe(expected);
  });

  test('days, instants and numbers', async () => {
    const days = Array.from({ length: 100 }, (_, day) =>
      new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
    );
    expect(await count('responses', { date: { _in: days } })).toBe(6);
    expect(await count('line_total', { lines__line_no: { _in: Array.from({ length: 60 }, (_, n) => n + 2) } })).toBe(
      140,
    );
    expect(
      await count('line_total', { lines__line_no: { _in: [...Array.from({ length: 60 }, (_, n) => n / 2), 1e300] } }),
    ).toBe(950);
  });

  test('are one place in the statement', async () => {
    const result = await cases.ask({ metrics: ['responses'], where: { customer: { _in: [...many, 'c1'] } } });
    expect(result.explain.sql.match(/unnest/g)).toHaveLength(1);
  });
});

test.each(odd)('the text %j is found literally, and as a group', async (text) => {
  expect(await count('shouts', { shouts__text: { _eq: text } })).toBe(1);
  expect(await count('shouts', { shouts__text: { _in: [text, ...many] } })).toBe(1);
  expect(await count('shouts', { shouts__text: { _startsWith: text } })).toBeGreaterThanOrEqual(1);
  const result = await cases.ask({ metrics: ['shouts'], groupBy: ['shouts.text'] });
  expect(rowsIn(result, ['shouts__text', 'shouts'])).toContainEqual([text, 1]);
});

test.each<[string, unknown, RegExp]>([
  ['not a number', Number.NaN, /score.*NaN is no number/],
  ['endless', Number.POSITIVE_INFINITY, /Infinity is no number/],
  ['endless in a list', [1, Number.NEGATIVE_INFINITY], /-Infinity is no number/],
  ['one too many', Array.from({ length: 10_001 }, (_, index) => index), /at most 10000 values; these are 10001/],
])('%s is refused by name', async (_, value, message) => {
  const [refusal] = await refusalsOf(() => cases.ask({ metrics: ['responses'], where: { score: value } }));
  expect(refusal?.code).toBe('invalid-query');
  expect(refusal?.message).toMatch(message);
});

test.each(['0000-01-01', '2024-02-30', '10000-01-01', '-001-01-01', '2024-1-1', 'today'])(
  'the day %s is refused by name',
  async (day) => {
    const [refusal] = await refusalsOf(() => cases.ask({ metrics: ['responses'], where: { date: { _gte: day } } }));
    expect(refusal).toMatchObject({
      code: 'invalid-query',
      message: expect.stringContaining(`"${day}" is not a date`),
    });
  },
);
